//! What was offered, settled and said on a TLS connection, and what it cost: read once, from the fields of its messages.
//!
//! [`Facts`] takes note of one message after the other and holds no message, so that a gigabyte needs no gigabyte. Claims,
//! ledgers, verdicts and comparisons ask it and do not look at the fields themselves.

mod offer;
mod record;

pub use crate::tls::numbers::{alert, content_type, handshake_type};
pub use offer::Offer;
pub use record::{Holds, is_opened, is_record, outside};

use crate::names::{tls_extensions, tls_messages, tls_record, x509ce};
use crate::recording::Side;
use crate::{Datum, Field, Message};

/// Of a list that somebody sends, so many entries are kept,
const MOST: usize = 64;
/// of the names in a certificate so many,
const MOST_NAMES: usize = 8;
/// and of a text so many characters.
const LONGEST: usize = 256;
/// The number of the extension early_data.
const EARLY_DATA: u64 = 42;

/// A connection of TLS, as far as it can be read; of pairs, the client's comes first.
#[derive(Clone, Debug, Default)]
pub struct Facts {
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
    /// Names in the server's certificate, if that crossed the wire in clear.
    pub names_in_clear: Vec<String>,
    /// How long the certificate of a side is, if it showed one: the first that it sent.
    pub certificate: [Option<usize>; 2],
    /// Whether a certificate of a side crossed the wire in clear.
    pub certificate_in_clear: [bool; 2],
    /// The handshake messages that each side said, by type.
    pub said: [Vec<u8>; 2],
    /// How many encrypted records of each side could be opened, and how many could not.
    pub opened: [u64; 2],
    /// See [`Facts::opened`].
    pub sealed: [u64; 2],
    /// Whether a side said ChangeCipherSpec.
    pub changed: [bool; 2],
    /// Alerts, but not close_notify.
    pub alerts: Vec<Alert>,
    /// Whether a side said close_notify.
    pub goodbye: [bool; 2],
    /// Whether a side sent data, as far as can be told, and whether any of that is in clear here.
    pub sent: [bool; 2],
    /// See [`Facts::sent`].
    pub read: [bool; 2],
    /// Whether there are records of TLS 1.3 that could not be opened, whatever they hold.
    pub hidden: bool,
    /// How long a side's longest record is that holds data, or may hold some.
    pub longest: [usize; 2],
    /// How many bytes of records each side sent before any data.
    pub handshake_len: [usize; 2],
    /// How often the server answered: spoke after the client had, not unasked.
    pub answers: u64,
    /// How many of these answers the client had before it sent data.
    pub round_trips: u64,
    /// Who spoke last, but for what the server says unasked.
    last: Option<Side>,
    /// Whether the server has finished the handshake that the client's latest hello began.
    finished: bool,
    /// Whether a side had ended the connection.
    ended: [bool; 2],
}

/// An alert.
#[derive(Clone, Debug)]
pub struct Alert {
    /// On which connection.
    pub connection: u32,
    /// Who said it.
    pub side: Side,
    /// Its number.
    pub number: u8,
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

/// The place of a side in a pair.
pub fn place(side: Side) -> usize {
    match side {
        Side::Client => 0,
        Side::Server => 1,
    }
}

impl Facts {
    /// What these messages say.
    pub fn of<'m>(messages: impl IntoIterator<Item = &'m Message>) -> Facts {
        let mut facts = Facts::default();
        messages.into_iter().for_each(|message| facts.note(message));
        facts
    }

    /// Takes note of a message.
    pub fn note(&mut self, message: &Message) {
        self.counts(message);
        if is_record(message) {
            self.weighs(message);
        }
        let (at, opened) = (place(message.side), is_opened(message));
        if !opened && record::is_sealed(message) {
            self.sealed[at] += 1;
            // In TLS 1.2 the first message that a side encrypts is its Finished.
            self.finished |= message.side == Side::Server && is_of(message, content_type::HANDSHAKE);
            return;
        }
        self.opened[at] += u64::from(opened);
        self.reads(message, opened);
    }

    /// Takes note that a side has ended the connection.
    pub fn end(&mut self, side: Side) {
        self.ended[place(side)] = true;
    }

    /// What a record is for; of TLS 1.3 that is hidden.
    pub fn holds(&self, record: &Message) -> Holds {
        let is_data = is_of(record, content_type::APPLICATION_DATA) && !is_opened(record);
        match record.find(&tls_record::CONTENT) {
            Some(_) => Holds::Data,
            None if is_data && self.is_tls13() => Holds::Unknown,
            None if is_data => Holds::Data,
            None => Holds::Handshake,
        }
    }

    /// Whether the server says this without having been asked: tickets and new keys after its Finished, and data before the
    /// client has sent any (HTTP/2's settings). Nobody waits for it.
    pub fn is_unasked(&self, message: &Message) -> bool {
        message.side == Side::Server
            && self.finished
            && match self.holds(message) {
                Holds::Handshake => message.find(&tls_record::ALERT).is_none(),
                Holds::Data => !self.sent[0],
                Holds::Unknown => false,
            }
    }

    /// Whether the server chose TLS 1.3; while it has not chosen, whether the client offers it.
    pub fn is_tls13(&self) -> bool {
        const TLS13: &str = "TLS 1.3";
        match &self.version {
            Some(version) => version == TLS13,
            None => self.offer.versions.iter().any(|version| version == TLS13),
        }
    }

    /// Whether a side has said a handshake message of this type.
    pub fn has_said(&self, side: Side, kind: u8) -> bool {
        self.said[place(side)].contains(&kind)
    }

    /// Whether the handshake came to its end on both sides, as far as can be seen.
    pub fn is_established(&self) -> bool {
        let finished = |side| self.has_said(side, handshake_type::FINISHED);
        let data = |side| self.sealed[place(side)] + self.opened[place(side)];
        let both = |has: &dyn Fn(Side) -> bool| has(Side::Client) && has(Side::Server);
        let chosen = self.has_said(Side::Server, handshake_type::SERVER_HELLO);
        // Without the keys a Finished looks like any record. In TLS 1.2 only it can follow on ChangeCipherSpec; in TLS 1.3
        // the client's first encrypted record may as well be an alert.
        let least = if self.version.as_deref() == Some("TLS 1.3") { 2 } else { 1 };
        let sealed = |side| data(side) >= least && (least > 1 || self.changed[place(side)]);
        both(&finished) || chosen && both(&sealed)
    }

    /// Whether the session of an earlier connection goes on: in TLS 1.2 the server then proves nothing anew.
    pub fn is_resumed(&self) -> bool {
        let has_said = |kind| self.has_said(Side::Server, kind);
        let done = || has_said(handshake_type::SERVER_HELLO_DONE);
        let at_once = || has_said(handshake_type::SERVER_HELLO) && self.changed[1] && !done();
        self.shared_key || self.version.as_deref() == Some("TLS 1.2") && self.changed[0] && at_once()
    }

    /// Whether the server asked for the client's certificate.
    pub fn asked_for_certificate(&self) -> bool {
        self.has_said(Side::Server, handshake_type::CERTIFICATE_REQUEST)
    }

    /// Whether a side signed the handshake: by CertificateVerify or, the server of TLS 1.2, over its key exchange.
    pub fn has_signed(&self, side: Side) -> bool {
        let exchange = side == Side::Server && self.has_said(side, handshake_type::SERVER_KEY_EXCHANGE);
        exchange || self.has_said(side, handshake_type::CERTIFICATE_VERIFY)
    }

    /// Whether a side proved that it has the key of its certificate, and the other accepted that and sent data.
    pub fn has_proved(&self, side: Side) -> bool {
        self.has_signed(side) && self.read[place(side.other())]
    }

    /// Whether an alert ended nothing: a warning on which the connection went on, or, in TLS 1.3, what some say before they
    /// say goodbye.
    pub fn is_remark(&self, alert: &Alert) -> bool {
        let old = self.version.as_deref() != Some("TLS 1.3");
        self.is_established() && (alert.number == alert::USER_CANCELED || alert.warning && old)
    }

    /// Who waits for whom.
    fn counts(&mut self, message: &Message) {
        if message.crossed() == 0 || self.is_unasked(message) {
            return;
        }
        self.answers += u64::from(message.side == Side::Server && self.last == Some(Side::Client));
        self.last = Some(message.side);
        if !self.sent[0] {
            self.round_trips = self.answers;
        }
    }

    /// What a record holds, and how long it is.
    fn weighs(&mut self, record: &Message) {
        let (at, len, holds) = (place(record.side), record.wire().len(), self.holds(record));
        self.sent[at] |= holds == Holds::Data;
        self.hidden |= holds == Holds::Unknown;
        if holds != Holds::Handshake {
            self.longest[at] = self.longest[at].max(len);
            self.read[at] |= record.find(&tls_record::CONTENT).is_some();
        }
        if self.sent == [false; 2] {
            self.handshake_len[at] += len;
        }
    }

    /// What can be read of a message.
    fn reads(&mut self, message: &Message, opened: bool) {
        let at = place(message.side);
        let (mut kind, mut warning) = (0, false);
        for field in message.walk() {
            if field.is(&tls_messages::TYPE) {
                kind = byte(field);
                self.begins(message.side, kind);
            } else if field.is(&tls_record::CHANGE_CIPHER_SPEC) {
                self.changed[at] = true;
            } else if field.is(&tls_messages::ALERT_LEVEL) {
                warning = field.number() == Some(1);
            } else if field.is(&tls_messages::ALERT_DESCRIPTION) {
                self.alert(message, field, warning);
            } else if field.is(&tls_messages::CERTIFICATE) {
                // Who has none to show says so with an empty list.
                self.certificate[at].get_or_insert(field.span.len());
                self.certificate_in_clear[at] |= !opened;
            } else if kind == handshake_type::CLIENT_HELLO {
                self.offer.note(field);
                self.early_data[0] |= is_early_data(field);
            } else {
                self.settles(kind, field);
            }
        }
    }

    fn begins(&mut self, side: Side, kind: u8) {
        let said = &mut self.said[place(side)];
        if said.len() < MOST && !said.contains(&kind) {
            said.push(kind);
        }
        match (kind, side) {
            (handshake_type::CLIENT_HELLO, _) => (self.offer, self.finished) = (Offer::default(), false),
            (handshake_type::FINISHED, Side::Server) => self.finished = true,
            _ => {}
        }
    }

    fn alert(&mut self, message: &Message, field: &Field, warning: bool) {
        let (side, number) = (message.side, byte(field));
        if number == alert::CLOSE_NOTIFY {
            self.goodbye[place(side)] = true;
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
                late: self.ended[place(side.other())],
            });
        }
    }

    /// What a field in a message of the handshake settles that is no ClientHello.
    fn settles(&mut self, kind: u8, field: &Field) {
        use handshake_type::{CERTIFICATE, ENCRYPTED_EXTENSIONS, SERVER_HELLO};
        let is = |label| field.is(label);
        match kind {
            SERVER_HELLO if is(&tls_messages::VERSION) || is(&tls_extensions::SUPPORTED_VERSION) => {
                self.version = name(field);
            }
            SERVER_HELLO if is(&tls_messages::SUITE) => self.suite = name(field),
            SERVER_HELLO if is(&tls_extensions::SELECTED_IDENTITY) => self.shared_key = true,
            SERVER_HELLO if is(&tls_extensions::SHARE_SELECTED) => self.retry = true,
            SERVER_HELLO if is(&tls_extensions::SHARE_GROUP) => self.group = name(field),
            SERVER_HELLO | ENCRYPTED_EXTENSIONS if is(&tls_extensions::ALPN_ID) => self.alpn = name(field),
            ENCRYPTED_EXTENSIONS if is_early_data(field) => self.early_data[1] = true,
            CERTIFICATE if is(&x509ce::DNS_NAME) => {
                if field.span.source == 0 && self.names_in_clear.len() < MOST_NAMES {
                    keep(&mut self.names_in_clear, field);
                }
            }
            _ if is(&tls_messages::CURVE) => self.group = name(field),
            _ => {}
        }
    }
}

/// Whether a record says on its outside that it is of this type.
fn is_of(record: &Message, kind: u8) -> bool {
    outside(record).and_then(Field::number) == Some(kind.into())
}

fn is_early_data(field: &Field) -> bool {
    field.is(&tls_extensions::EXTENSION_TYPE) && field.number() == Some(EARLY_DATA)
}

fn byte(field: &Field) -> u8 {
    field.number().and_then(|number| u8::try_from(number).ok()).unwrap_or_default()
}

fn keep(list: &mut Vec<String>, field: &Field) {
    if list.len() < MOST
        && let Some(name) = name(field)
        && !list.contains(&name)
    {
        list.push(name);
    }
}

/// The name of a value, or its text, or its number; not too long.
fn name(field: &Field) -> Option<String> {
    match &field.value.datum {
        Datum::Text(text) => Some(text.chars().take(LONGEST).collect()),
        _ => field.name().map(|name| name.into_owned()),
    }
}
