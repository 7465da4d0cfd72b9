//! What a ClientHello says about the program that sent it: JA3 and JA4 (the client's), from the raw strings to the values, and the parts
//! that few programs send.
//!
//! GREASE (RFC 8701) is left out of both, as their authors have it. A hello whose end is missing gives no fingerprint: it would be
//! another one. Where another hello is encrypted in it, it is the outer one that everybody can tell programs by.

mod ja3;
mod ja4;
mod marks;

pub use ja3::Ja3;
pub use ja4::Ja4;
pub use marks::Mark;

use crate::codes::is_grease;
use crate::facts::{handshake_type, outside_of_ech};
use crate::names::{tls_extensions as ext, tls_messages as label, tls_record};
use crate::recording::Side;
use crate::{Field, Label, Message};

/// A hello's fingerprint, with all that it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// On which connection, and in which message.
    pub connection: u32,
    /// See [`Fingerprint::connection`].
    pub message: u32,
    /// What it offers.
    pub hello: Hello,
    /// The same by name.
    pub parts: Vec<Part>,
    /// The older of the two fingerprints.
    pub ja3: Ja3,
    /// The newer one.
    pub ja4: Ja4,
    /// What gives the program away.
    pub marks: Vec<Mark>,
}

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

impl Fingerprint {
    /// The fingerprint of the ClientHello in a message of TLS, if there is one and it is whole.
    pub fn of(message: &Message) -> Option<Fingerprint> {
        let is_record = message.fields.first().is_some_and(|field| field.is(&tls_record::RECORD));
        if message.side != Side::Client || !is_record {
            return None;
        }
        let field = message.walk().find(|field| is_whole_hello(field))?;
        let (hello, parts) = (Hello::of(message, field), parts(field));
        let (ja3, ja4, marks) = (Ja3::of(&hello), Ja4::of(&hello), marks::of(&hello));
        Some(Fingerprint { connection: message.connection, message: message.index, hello, parts, ja3, ja4, marks })
    }
}

/// A part of a hello as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub label: &'static Label,
    /// What stands there, by name, in its order.
    pub values: Vec<String>,
    /// Where it goes into the fingerprints.
    pub goes_into: &'static str,
}

/// What is told of a hello, part by part.
fn parts(hello: &Field) -> Vec<Part> {
    const TOLD: [(&Label, &str); 11] = [
        (&label::VERSION, "JA3, first; JA4 if there is no extension supported_versions"),
        (&ext::SUPPORTED_VERSION, "JA4: the highest"),
        (&label::SUITE, "JA3, second, in this order; JA4, sorted"),
        (&ext::EXTENSION, "JA3, third, in this order; JA4, sorted"),
        (&ext::GROUP, "JA3, fourth"),
        (&ext::POINT, "JA3, fifth"),
        (&ext::SCHEME, "JA4, in this order"),
        (&ext::ALPN_ID, "JA4: the first and the last character of the first"),
        (&ext::NAME, "JA4: only whether there is one"),
        (&ext::SHARE_GROUP, "neither"),
        (&label::COMPRESSED_ALGORITHM, "neither"),
    ];
    let open: Vec<&Field> = outside_of_ech(hello).collect();
    let part = |(label, goes_into): (&'static Label, &'static str)| {
        let named = open.iter().filter(|field| field.is(label)).filter_map(|field| field.name());
        let values: Vec<String> = named.map(|name| name.into_owned()).collect();
        (!values.is_empty()).then_some(Part { label, values, goes_into })
    };
    TOLD.into_iter().filter_map(part).collect()
}

fn is_whole_hello(field: &Field) -> bool {
    let kind = field.child(&label::TYPE).and_then(Field::number);
    let len = field.child(&label::LENGTH);
    field.is(&tls_record::HANDSHAKE)
        && kind == Some(handshake_type::CLIENT_HELLO.into())
        && field.problem.is_none()
        && len.is_some_and(|len| len.problem.is_none())
}

impl Hello {
    fn of(message: &Message, field: &Field) -> Hello {
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
fn meant(numbers: &[u16]) -> impl Iterator<Item = u16> {
    numbers.iter().copied().filter(|number| !is_grease(*number))
}
