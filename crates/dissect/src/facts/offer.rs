//! What a client offers.

use super::read::{keep, name};
use crate::Field;
use crate::names::{tls_extensions, tls_messages};

/// What a client offers in its latest hello, by name.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// Versions.
    pub versions: Vec<String>,
    /// Cipher suites.
    pub suites: Vec<String>,
    /// Groups.
    pub groups: Vec<String>,
    /// Protocols.
    pub alpn: Vec<String>,
    /// The name of the server that it wants, in clear.
    pub server_name: Option<String>,
}

impl Offer {
    /// What a field of a ClientHello says. Where its end is missing (`cut`), so may be the extension that says which versions are meant.
    pub(super) fn note(&mut self, field: &Field, cut: bool) {
        if field.is(&tls_messages::VERSION) && self.versions.is_empty() && !cut {
            self.versions.extend(name(field));
        } else if field.is(&tls_extensions::VERSIONS_LENGTH) {
            self.versions.clear();
        } else if field.is(&tls_extensions::NAME) {
            self.server_name = name(field);
        }
        for (label, list) in [
            (&tls_extensions::SUPPORTED_VERSION, &mut self.versions),
            (&tls_messages::SUITE, &mut self.suites),
            (&tls_extensions::GROUP, &mut self.groups),
            (&tls_extensions::ALPN_ID, &mut self.alpn),
        ] {
            if field.is(label) {
                keep(list, field);
            }
        }
    }
}
