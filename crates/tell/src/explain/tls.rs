//! What the records of a connection say about its handshake: who offered what, what was chosen, who said goodbye and why.

use wirewalk_dissect::recording::Side;
use wirewalk_dissect::{Datum, Field, Message, Origin};

/// Handshake messages by their types (RFC 8446 §4, RFC 5246 §7.4).
pub(super) mod kind {
    pub const CLIENT_HELLO: u64 = 1;
    pub const SERVER_HELLO: u64 = 2;
    pub const ENCRYPTED_EXTENSIONS: u64 = 8;
    pub const CERTIFICATE: u64 = 11;
    pub const CERTIFICATE_REQUEST: u64 = 13;
    pub const SERVER_HELLO_DONE: u64 = 14;
    pub const FINISHED: u64 = 20;
}

/// Of a list that somebody offers, so many entries are kept.
const MOST: usize = 64;

/// The handshake of a connection, as far as it can be read.
#[derive(Clone, Debug, Default)]
pub struct Tls {
    /// What the client offers.
    pub offer: Offer,
    /// The version that the server chose, by name.
    pub version: Option<String>,
    /// The cipher suite that the server chose, by name.
    pub suite: Option<String>,
    /// The group in which keys were agreed, by name.
    pub group: Option<String>,
    /// The protocol inside, as ALPN settled it; encrypted in TLS 1.3.
    pub alpn: Option<String>,
    /// Whether the server asked for another hello.
    pub retry: bool,
    /// Whether the server took a key that both had before: in TLS 1.3 an earlier session goes on so.
    pub shared_key: bool,
    /// Whether the client sent data along with its first hello, and whether the server is known to have taken it.
    pub early_data: [bool; 2],
    /// Whether the server asked for the client's certificate.
    pub asked_for_certificate: bool,
    /// Names in the server's certificate, if that crossed the wire in clear.
    pub names_in_clear: Vec<String>,
    /// Whether a certificate of this side crossed the wire in clear: the client's, the server's.
    pub certificate_in_clear: [bool; 2],
    /// The handshake messages that each side said, by type, the client's first.
    pub said: [Vec<u64>; 2],
    /// How many encrypted records of each side could be opened, and how many could not.
    pub opened: [u64; 2],
    /// See [`Tls::opened`].
    pub sealed: [u64; 2],
    /// Whether a side said ChangeCipherSpec.
    pub changed: [bool; 2],
    /// Alerts, but not close_notify.
    pub alerts: Vec<Alert>,
    /// Whether a side said close_notify.
    pub goodbye: [bool; 2],
}

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

/// An alert.
#[derive(Clone, Debug)]
pub struct Alert {
    /// Who said it.
    pub side: Side,
    /// Its number.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// What it means and what to do.
    pub meaning: String,
    /// Whether it crossed the wire in clear.
    pub in_clear: bool,
    /// Whether it says of itself that it is only a warning.
    pub warning: bool,
    /// Whether the other side had ended the connection before.
    pub late: bool,
}

/// The field that says which extension follows, and the number of early_data.
const EXTENSION: &str = "tls.handshake.extension.type";
const EARLY_DATA: u64 = 42;

/// The place of a side in a pair.
pub(super) fn place(side: Side) -> usize {
    match side {
        Side::Client => 0,
        Side::Server => 1,
    }
}

impl Tls {
    /// Takes note of a record, before which these sides had ended the connection.
    pub fn note(&mut self, message: &Message, ended: [bool; 2]) {
        let at = place(message.side);
        let opened = message.sources.iter().any(|source| matches!(source.origin, Origin::Decrypted { .. }));
        let (mut handshake, mut warning) = (0, false);
        if !opened && is_sealed(message) {
            self.sealed[at] += 1;
            return;
        }
        for field in message.walk() {
            match field.label.id {
                "tls.handshake.type" => {
                    handshake = number(field).unwrap_or_default();
                    self.begins(message.side, handshake);
                }
                "tls.change_cipher_spec" => self.changed[at] = true,
                "tls.alert_message.level" => warning = number(field) == Some(1),
                "tls.alert_message.desc" => {
                    self.alert(message.side, field, warning, ended[place(message.side.other())])
                }
                // Who has none to show says so with an empty list.
                "tls.handshake.certificate" => self.certificate_in_clear[at] |= !opened,
                id => self.detail(handshake, id, field),
            }
        }
        self.opened[at] += u64::from(opened);
    }

    /// Whether a side has said a handshake message of this type.
    pub fn has_said(&self, side: Side, kind: u64) -> bool {
        self.said[place(side)].contains(&kind)
    }

    /// Whether the handshake came to its end on both sides, as far as can be seen.
    pub fn is_established(&self) -> bool {
        let finished = |side| self.has_said(side, kind::FINISHED);
        let data = |side| self.sealed[place(side)] + self.opened[place(side)];
        let both = |has: &dyn Fn(Side) -> bool| has(Side::Client) && has(Side::Server);
        let chosen = self.has_said(Side::Server, kind::SERVER_HELLO);
        // Without the keys a Finished looks like any record. In TLS 1.2 only it can follow on ChangeCipherSpec; in TLS 1.3
        // the client's first encrypted record may as well be an alert.
        let least = if self.version.as_deref() == Some("TLS 1.3") { 2 } else { 1 };
        let sealed = |side| data(side) >= least && (least > 1 || self.changed[place(side)]);
        both(&finished) || chosen && both(&sealed)
    }

    /// Whether the session of an earlier connection goes on: in TLS 1.2 the server then proves nothing anew.
    pub fn is_resumed(&self) -> bool {
        let has_said = |kind| self.has_said(Side::Server, kind);
        let at_once = || has_said(kind::SERVER_HELLO) && self.changed[1] && !has_said(kind::SERVER_HELLO_DONE);
        self.shared_key || self.version.as_deref() == Some("TLS 1.2") && self.changed[0] && at_once()
    }

    /// Whether an alert ended nothing: a warning on which the connection went on, or, in TLS 1.3, what some say before they
    /// say goodbye.
    pub fn is_remark(&self, alert: &Alert) -> bool {
        const USER_CANCELED: u64 = 90;
        let old = self.version.as_deref() != Some("TLS 1.3");
        self.is_established() && (alert.number == USER_CANCELED || alert.warning && old)
    }

    fn begins(&mut self, side: Side, kind: u64) {
        let said = &mut self.said[place(side)];
        if said.len() < MOST && !said.contains(&kind) {
            said.push(kind);
        }
        match kind {
            kind::CLIENT_HELLO => self.offer = Offer::default(),
            kind::CERTIFICATE_REQUEST => self.asked_for_certificate = true,
            _ => {}
        }
    }

    fn alert(&mut self, side: Side, field: &Field, warning: bool, late: bool) {
        let number = number(field).unwrap_or_default();
        if number == 0 {
            self.goodbye[place(side)] = true;
        } else if self.alerts.len() < MOST {
            let meaning = field.value.meaning.as_deref().unwrap_or("an alert that no standard knows").to_owned();
            let name = name(field).unwrap_or_default();
            let in_clear = field.span.source == 0;
            self.alerts.push(Alert { side, number, name, meaning, in_clear, warning, late });
        }
    }

    /// What a field inside a handshake message says.
    fn detail(&mut self, handshake: u64, id: &str, field: &Field) {
        let offer = &mut self.offer;
        match (handshake, id) {
            (kind::CLIENT_HELLO, "tls.handshake.version") if offer.versions.is_empty() => {
                offer.versions.extend(name(field));
            }
            (kind::CLIENT_HELLO, "tls.handshake.extensions.supported_versions_len") => offer.versions.clear(),
            (kind::CLIENT_HELLO, "tls.handshake.extensions.supported_version") => keep(&mut offer.versions, field),
            (kind::CLIENT_HELLO, "tls.handshake.ciphersuite") => keep(&mut offer.suites, field),
            (kind::CLIENT_HELLO, "tls.handshake.extensions_supported_group") => keep(&mut offer.groups, field),
            (kind::CLIENT_HELLO, "tls.handshake.extensions_alpn_str") => keep(&mut offer.alpn, field),
            (kind::CLIENT_HELLO, "tls.handshake.extensions_server_name") => offer.server_name = name(field),
            (kind::SERVER_HELLO, "tls.handshake.version" | "tls.handshake.extensions.supported_version") => {
                self.version = name(field);
            }
            (kind::SERVER_HELLO, "tls.handshake.ciphersuite") => self.suite = name(field),
            (kind::SERVER_HELLO, "tls.handshake.extensions.psk.identity.selected") => self.shared_key = true,
            (kind::CLIENT_HELLO, EXTENSION) if number(field) == Some(EARLY_DATA) => self.early_data[0] = true,
            (kind::ENCRYPTED_EXTENSIONS, EXTENSION) if number(field) == Some(EARLY_DATA) => self.early_data[1] = true,
            (kind::SERVER_HELLO, "tls.handshake.extensions_key_share_selected_group") => self.retry = true,
            (kind::SERVER_HELLO, "tls.handshake.extensions_key_share_group")
            | (_, "tls.handshake.server_named_curve") => self.group = name(field),
            (kind::SERVER_HELLO | kind::ENCRYPTED_EXTENSIONS, "tls.handshake.extensions_alpn_str") => {
                self.alpn = name(field);
            }
            (kind::CERTIFICATE, "x509ce.dNSName") if field.span.source == 0 && self.names_in_clear.len() < 8 => {
                keep(&mut self.names_in_clear, field);
            }
            _ => {}
        }
    }
}

/// Whether a record's body is encrypted.
fn is_sealed(message: &Message) -> bool {
    let record = message.fields.first().filter(|field| field.label.id == "tls.record");
    let body = record.and_then(|record| record.children.get(3));
    body.is_some_and(|body| matches!(body.label.id, "tls.app_data" | "wirewalk.tls.encrypted") || is_ciphertext(body))
}

/// Whether a handshake message or an alert is encrypted: then it has the parts of a ciphertext.
fn is_ciphertext(body: &Field) -> bool {
    body.children.iter().any(|part| part.label.id == "wirewalk.tls.ciphertext")
}

fn keep(list: &mut Vec<String>, field: &Field) {
    if list.len() < MOST
        && let Some(name) = name(field)
        && !list.contains(&name)
    {
        list.push(name);
    }
}

/// The name of a value, or its text, or its number.
pub(super) fn name(field: &Field) -> Option<String> {
    match &field.value.datum {
        Datum::Named { name, .. } => Some(name.to_string()),
        Datum::Text(text) => Some(text.chars().take(256).collect()),
        Datum::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The number of a value.
pub(super) fn number(field: &Field) -> Option<u64> {
    match field.value.datum {
        Datum::Named { number, .. } | Datum::Number(number) => Some(number),
        _ => None,
    }
}
