//! What the fields of a connection's messages say of it.

use super::ech::{self, outside};
use super::{Alert, Facts, Offer, alert, handshake_type};
use crate::names::{tls_extensions, tls_messages, tls_record, x509ce};
use crate::recording::Side;
use crate::{Datum, Field, Message};

/// Of a list that somebody sends, so many entries are kept,
const MOST: usize = 64;
/// of the names in a certificate so many,
const MOST_NAMES: usize = 8;
/// and of a text so many characters.
const LONGEST: usize = 256;
/// Bytes of a handshake message's header.
const HEADER: u64 = 4;
/// The number of the extension early_data.
const EARLY_DATA: u64 = 42;
/// The number of the extension encrypted_client_hello.
const ENCRYPTED_CLIENT_HELLO: u64 = 0xfe0d;

/// A heartbeat (RFC 6520 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heartbeat {
    /// Whether it asks for an answer.
    pub asks: bool,
    /// How many bytes it says that it carries.
    pub says: usize,
    /// How many it has room for.
    pub has: usize,
    /// Whether it crossed the wire in clear.
    pub in_clear: bool,
}

impl Facts {
    /// What can be read of a message.
    pub(super) fn reads(&mut self, message: &Message, opened: bool) {
        let side = message.side;
        let (mut kind, mut warning, mut have, mut certificates) = (0, false, 0, 0);
        for field in message.fields.iter().flat_map(outside) {
            if ech::is_about(field, kind) {
                self.encrypted_hello(field);
            } else if field.is(&tls_record::HANDSHAKE) {
                have = field.span.len();
            } else if field.is(&tls_messages::TYPE) {
                kind = byte(field);
                self.begins(message.side, kind);
            } else if field.is(&tls_messages::LENGTH) {
                self.is_cut(message.side, kind, field.number().is_some_and(|len| len + HEADER > have as u64));
            } else if field.is(&tls_record::CHANGE_CIPHER_SPEC) {
                self.changed[side] = true;
            } else if field.is(&tls_messages::ALERT_LEVEL) {
                warning = field.number() == Some(1);
            } else if field.is(&tls_messages::ALERT_DESCRIPTION) {
                self.alert(message, field, warning);
            } else if field.is(&tls_messages::CERTIFICATE) {
                // Who has none to show says so with an empty list.
                certificates += 1;
                self.certificate[side].get_or_insert(field.span.len());
                self.certificate_in_clear[side] |= !opened;
            } else if field.is(&x509ce::DNS_NAME) {
                // The names of those that vouch for it are not its own, and the client's are not the server's.
                if message.side == Side::Server
                    && certificates == 1
                    && !opened
                    && self.names_in_clear.len() < MOST_NAMES
                {
                    keep(&mut self.names_in_clear, field);
                }
            } else if field.is(&tls_record::SSL2_HELLO) {
                self.ssl2 = true;
            } else if field.is(&tls_record::HEARTBEAT) {
                self.heartbeat[side] = self.heartbeat[side].or_else(|| heartbeat(message.bytes(&field.span), !opened));
            } else if kind == handshake_type::CLIENT_HELLO {
                self.offer.note(field, self.cut.client);
                self.early_data.client |= is_extension(field, EARLY_DATA);
            } else {
                self.settles(kind, field);
            }
        }
    }

    fn begins(&mut self, side: Side, kind: u8) {
        let said = &mut self.said[side];
        if said.len() < MOST && !said.contains(&kind) {
            said.push(kind);
        }
        match (kind, side) {
            (handshake_type::CLIENT_HELLO, _) => {
                (self.offer, self.finished) = (Offer::default(), false);
                // A second hello has one too.
                self.encrypted_hello = self.encrypted_hello.take().filter(|_| self.retry);
            }
            (handshake_type::FINISHED, Side::Server) => self.finished = true,
            _ => {}
        }
    }

    /// Whether the end of a hello is missing.
    fn is_cut(&mut self, side: Side, kind: u8, cut: bool) {
        if matches!(kind, handshake_type::CLIENT_HELLO | handshake_type::SERVER_HELLO) {
            self.cut[side] = cut;
        }
    }

    fn alert(&mut self, message: &Message, field: &Field, warning: bool) {
        let (side, number) = (message.side, byte(field));
        if number == alert::CLOSE_NOTIFY {
            self.goodbye[side] = true;
            if !self.ended[side.other()] {
                self.first_goodbye.get_or_insert(side);
            }
        } else if self.alerts.len() < MOST {
            let meaning = field.value.meaning.as_deref().unwrap_or("an alert that no standard knows").to_owned();
            self.alerts.push(Alert {
                connection: message.connection,
                side,
                number,
                name: name(field).unwrap_or_default(),
                meaning,
                in_clear: field.span.source == 0,
                warning,
                late: self.ended[side.other()],
            });
        }
    }

    /// What a field in a message of the handshake settles that is no ClientHello.
    fn settles(&mut self, kind: u8, field: &Field) {
        use handshake_type::{ENCRYPTED_EXTENSIONS, SERVER_HELLO};
        let is = |label| field.is(label);
        match kind {
            // Where the end is missing, the extension that overrules it may be missing too.
            SERVER_HELLO if is(&tls_messages::VERSION) && self.cut.server => self.legacy = version(field),
            SERVER_HELLO if is(&tls_messages::VERSION) || is(&tls_extensions::SUPPORTED_VERSION) => {
                self.version = version(field);
            }
            SERVER_HELLO if is(&tls_messages::SUITE) => {
                self.suite = name(field);
                if self.cut.server {
                    let is_13 = field.number().is_some_and(|suite| suite >> 8 == 0x13);
                    self.version = if is_13 { Some("TLS 1.3".to_owned()) } else { self.legacy.take() };
                }
            }
            SERVER_HELLO if is(&tls_extensions::SELECTED_IDENTITY) => self.shared_key = true,
            SERVER_HELLO if is(&tls_extensions::SHARE_SELECTED) => self.retry = true,
            SERVER_HELLO if is(&tls_extensions::SHARE_GROUP) => self.group = name(field),
            SERVER_HELLO | ENCRYPTED_EXTENSIONS if is(&tls_extensions::ALPN_ID) => self.alpn = name(field),
            ENCRYPTED_EXTENSIONS if is_extension(field, ENCRYPTED_CLIENT_HELLO) => {
                if let Some(hello) = &mut self.encrypted_hello {
                    hello.retry_configs = true;
                }
            }
            ENCRYPTED_EXTENSIONS if is_extension(field, EARLY_DATA) => self.early_data.server = true,
            _ if is(&tls_messages::CURVE) => self.group = name(field),
            _ => {}
        }
    }
}

fn is_extension(field: &Field, number: u64) -> bool {
    field.is(&tls_extensions::EXTENSION_TYPE) && field.number() == Some(number)
}

/// Type, length, and what it carries, with at least 16 bytes of padding (RFC 6520 §4).
fn heartbeat(bytes: &[u8], in_clear: bool) -> Option<Heartbeat> {
    const REQUEST: u8 = 1;
    let (&[kind, high, low], rest) = bytes.split_first_chunk::<3>()?;
    Some(Heartbeat {
        asks: kind == REQUEST,
        says: usize::from(u16::from_be_bytes([high, low])),
        has: rest.len(),
        in_clear,
    })
}

fn byte(field: &Field) -> u8 {
    field.number().and_then(|number| u8::try_from(number).ok()).unwrap_or_default()
}

pub(super) fn keep(list: &mut Vec<String>, field: &Field) {
    if list.len() < MOST
        && let Some(name) = name(field)
        && !list.contains(&name)
    {
        list.push(name);
    }
}

/// The name of a version, or its number as it stands on the wire.
fn version(field: &Field) -> Option<String> {
    match field.value.datum {
        Datum::Number(number) => Some(format!("{number:#06x}")),
        _ => name(field),
    }
}

/// The name of a value, or its text, or its number; not too long.
pub(super) fn name(field: &Field) -> Option<String> {
    match &field.value.datum {
        Datum::Text(text) => Some(text.chars().take(LONGEST).collect()),
        _ => field.name().map(|name| name.into_owned()),
    }
}
