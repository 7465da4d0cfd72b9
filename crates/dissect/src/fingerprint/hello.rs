//! What a hello offers, as numbers.

use crate::codes::is_grease;
use crate::names::{tls_extensions as ext, tls_messages as label};
use crate::{Field, Label, Message};

/// What a ClientHello offers, as numbers, in its own order and with GREASE.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hello {
    /// The field of that name.
    pub legacy_version: u16,
    /// The extension supported_versions.
    pub versions: Vec<u16>,
    /// Cipher suites.
    pub suites: Vec<u16>,
    /// Types of extensions.
    pub extensions: Vec<u16>,
    /// Groups.
    pub groups: Vec<u16>,
    /// Forms of points.
    pub points: Vec<u16>,
    /// Signature schemes, of the extension signature_algorithms.
    pub schemes: Vec<u16>,
    /// Compressions of certificates.
    pub compressions: Vec<u16>,
    /// Protocols, by ALPN.
    pub alpn: Vec<Vec<u8>>,
    /// The name that is asked for in this hello.
    pub server_name: Option<String>,
}

impl Hello {
    pub(super) fn of(message: &Message, field: &Field) -> Hello {
        let mut hello = Hello::default();
        for part in &field.children {
            match () {
                () if part.is(&label::VERSION) => hello.legacy_version = number(part),
                () if part.is(&label::SUITES) => hello.suites = numbers(part, &label::SUITE),
                () if part.is(&ext::EXTENSION) => hello.extension(message, part),
                () => {}
            }
        }
        hello
    }

    fn extension(&mut self, message: &Message, field: &Field) {
        let Some(kind) = field.child(&ext::EXTENSION_TYPE).map(number) else { return };
        self.extensions.push(kind);
        match kind {
            0 => self.server_name = field.find(&ext::NAME).and_then(Field::name).map(|name| name.into_owned()),
            10 => self.groups = numbers(field, &ext::GROUP),
            11 => self.points = numbers(field, &ext::POINT),
            13 => {
                let list = field.find(&ext::SCHEMES).map(|list| message.bytes(&list.span)).unwrap_or_default();
                self.schemes =
                    list.chunks_exact(2).filter_map(|two| Some(u16::from_be_bytes(two.try_into().ok()?))).collect();
            }
            16 => {
                let names = field.walk().filter(|field| field.is(&ext::ALPN_ID));
                self.alpn = names.map(|name| message.bytes(&name.span).to_vec()).collect();
            }
            27 => self.compressions = numbers(field, &label::COMPRESSED_ALGORITHM),
            43 => self.versions = numbers(field, &ext::SUPPORTED_VERSION),
            _ => {}
        }
    }

    /// Whether another hello is encrypted in it, or something that looks like one.
    pub fn is_outer(&self) -> bool {
        self.extensions.contains(&ENCRYPTED_CLIENT_HELLO)
    }
}

/// The number of the extension encrypted_client_hello.
const ENCRYPTED_CLIENT_HELLO: u16 = 0xfe0d;

fn number(field: &Field) -> u16 {
    field.number().and_then(|number| u16::try_from(number).ok()).unwrap_or_default()
}

fn numbers(field: &Field, label: &Label) -> Vec<u16> {
    field.walk().filter(|field| field.is(label)).map(number).collect()
}

/// Without GREASE.
pub(super) fn meant(numbers: &[u16]) -> impl Iterator<Item = u16> {
    numbers.iter().copied().filter(|number| !is_grease(*number))
}
