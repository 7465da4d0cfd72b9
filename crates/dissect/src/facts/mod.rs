//! What was offered, settled and said on a TLS connection, and what it cost: read once, from the fields of its messages.
//!
//! [`Facts`] takes note of one message after the other and holds no message, so that a gigabyte needs no gigabyte. Claims,
//! ledgers, verdicts and comparisons ask it and do not look at the fields themselves.

mod ech;
pub mod http3;
mod offer;
mod quic;
mod read;
mod record;
mod sizes;
mod tunnel;
mod upgrade;

pub use crate::tls::numbers::{alert, content_type, handshake_type};
pub(crate) use ech::outside as outside_of_ech;
pub use ech::{Asked, EncryptedHello, Published};
pub use offer::Offer;
pub use quic::{Close, Parameter, Quic, is_quic};
pub use read::Heartbeat;
pub use record::{Holds, is_opened, is_record, outside};
pub use tunnel::{Asking, PROXY, Tunnel};
pub use upgrade::{Credential, Upgrade, Way};

use crate::names::tls_record;
use crate::recording::{Side, Sides};
use crate::{Field, Message};

/// A connection of TLS, as far as it can be read.
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
    pub early_data: Sides<bool>,
    /// Names in the server's certificate, if that crossed the wire in clear.
    pub names_in_clear: Vec<String>,
    /// How long the certificate of a side is, if it showed one: the first that it sent.
    pub certificate: Sides<Option<usize>>,
    /// Whether a certificate of a side crossed the wire in clear.
    pub certificate_in_clear: Sides<bool>,
    /// The handshake messages that each side said, by type.
    pub said: Sides<Vec<u8>>,
    /// How many encrypted records of each side could be opened, and how many could not.
    pub opened: Sides<u64>,
    /// See [`Facts::opened`].
    pub sealed: Sides<u64>,
    /// Whether a side said ChangeCipherSpec.
    pub changed: Sides<bool>,
    /// Alerts, but not close_notify.
    pub alerts: Vec<Alert>,
    /// Whether a side said close_notify.
    pub goodbye: Sides<bool>,
    /// Who said it first, before the other side had ended its stream.
    pub first_goodbye: Option<Side>,
    /// Whether a side sent data, as far as can be told, and whether any of that is in clear here.
    pub sent: Sides<bool>,
    /// See [`Facts::sent`].
    pub read: Sides<bool>,
    /// Whether there are records of TLS 1.3 that could not be opened, whatever they hold.
    pub hidden: bool,
    /// How long a side's longest record is that holds data, or may hold some.
    pub longest: Sides<usize>,
    /// How many bytes of records each side sent before any data.
    pub handshake_len: Sides<usize>,
    /// How often the server answered: spoke after the client had, not unasked.
    pub answers: u64,
    /// How many of these answers the client had before it sent data.
    pub round_trips: u64,
    /// Whether the client began in the format of SSL 2.0.
    pub ssl2: bool,
    /// The hello in the client's hello, or what looks like one.
    pub encrypted_hello: Option<EncryptedHello>,
    /// The first heartbeat of a side that could be read.
    pub heartbeat: Sides<Option<Heartbeat>>,
    /// How many records of a side did not open although there is a secret for this connection.
    pub misfits: Sides<u64>,
    /// Why a server's private key that was given opens none of them, in a few words.
    pub private_key: Option<&'static str>,
    /// How long the bodies of a side's encrypted records are that could not be opened: the first, and the longest of the others.
    pub bodies: Sides<[usize; 2]>,
    /// Whether a side sent an alert, encrypted, in a version in which a record says that it is one: a goodbye, or a reason.
    pub sealed_alert: Sides<bool>,
    /// What QUIC said around it, if that carries it.
    pub quic: Option<Box<Quic>>,
    /// How long the body of a side's latest record is, if that is encrypted and may be data.
    last_body: Sides<usize>,
    /// The longest encrypted body since the other side spoke.
    turn: usize,
    /// Whether the end of a side's hello is missing.
    pub cut: Sides<bool>,
    /// The version at the beginning of such a ServerHello.
    legacy: Option<String>,
    /// Who spoke last, but for what the server says unasked.
    last: Option<Side>,
    /// Whether the server has finished the handshake that the client's latest hello began.
    finished: bool,
    /// Whether a side had ended the connection.
    ended: Sides<bool>,
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

/// Whether a version's name is that of TLS 1.3, or of a draft of it.
fn is_tls13(version: &str) -> bool {
    version.starts_with("TLS 1.3")
}

/// Bytes of a record's header.
const RECORD_HEADER: usize = 5;

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
        let (side, opened) = (message.side, is_opened(message));
        if is_quic(message) {
            self.quic.get_or_insert_default().note(message);
            self.carries(message);
        }
        if !opened && record::is_sealed(message) {
            self.sealed[side] += 1;
            self.private_key = self.private_key.or_else(|| record::private_key(message));
            self.misfits[side] += u64::from(record::is_misfit(message));
            let len = message.wire().len().saturating_sub(RECORD_HEADER);
            let [first, others] = &mut self.bodies[side];
            let longest = if self.sealed[side] > 1 { others } else { first };
            *longest = len.max(*longest);
            self.sealed_alert[side] |= is_of(message, content_type::ALERT);
            self.turn = self.turn.max(len);
            // Who has ended the connection already owes no answer to what comes after.
            let in_time = side == Side::Server || !self.ended.server;
            self.last_body[side] = if in_time && is_of(message, content_type::APPLICATION_DATA) { len } else { 0 };
            // In TLS 1.2 the first message that a side encrypts is its Finished.
            self.finished |= side == Side::Server && is_of(message, content_type::HANDSHAKE);
            return;
        }
        self.opened[side] += u64::from(opened);
        self.reads(message, opened);
    }

    /// Takes note that a side has ended the connection.
    pub fn end(&mut self, side: Side) {
        self.ended[side] = true;
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
                Holds::Data => !self.sent.client,
                Holds::Unknown => false,
            }
    }

    /// Whether the server chose TLS 1.3; while it has not chosen, whether the client offers it.
    pub fn is_tls13(&self) -> bool {
        match &self.version {
            Some(version) => is_tls13(version),
            None => self.offer.versions.iter().any(|version| is_tls13(version)),
        }
    }

    /// Whether the server chose TLS 1.3, or a draft of it.
    fn chose_tls13(&self) -> bool {
        self.version.as_deref().is_some_and(is_tls13)
    }

    /// Whether a side has said a handshake message of this type.
    pub fn has_said(&self, side: Side, kind: u8) -> bool {
        self.said[side].contains(&kind)
    }

    /// Whether the handshake came to its end on both sides, as far as can be seen.
    pub fn is_established(&self) -> bool {
        let finished = |side| self.has_said(side, handshake_type::FINISHED);
        let data = |side| self.sealed[side] + self.opened[side];
        let both = |has: &dyn Fn(Side) -> bool| has(Side::Client) && has(Side::Server);
        let chosen = self.has_said(Side::Server, handshake_type::SERVER_HELLO);
        // Without the keys a Finished looks like any record. In TLS 1.2 only it can follow on ChangeCipherSpec; in TLS 1.3
        // the client's first encrypted record may as well be an alert, which is shorter, or early data.
        let [first, _] = self.bodies.client;
        let has_finished = data(Side::Client) >= 2 || first >= sizes::SHORTEST_FINISHED && !self.early_data.client;
        let sealed = |side| data(side) >= 1 && (self.chose_tls13() || self.changed[side]);
        both(&finished) || chosen && both(&sealed) && (has_finished || !self.chose_tls13())
    }

    /// Whether the session of an earlier connection goes on: in TLS 1.2 the server then proves nothing anew.
    pub fn is_resumed(&self) -> bool {
        let has_said = |kind| self.has_said(Side::Server, kind);
        let done = || has_said(handshake_type::SERVER_HELLO_DONE);
        let at_once = || has_said(handshake_type::SERVER_HELLO) && self.changed.server && !done();
        self.shared_key || self.version.as_deref() == Some("TLS 1.2") && self.changed.client && at_once()
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
        self.has_signed(side) && self.read[side.other()]
    }

    /// Whether an alert ended nothing: a warning on which the connection went on, what some say in TLS 1.3 before they say goodbye, or
    /// a remark on the other side's end, which came without a close_notify.
    pub fn is_remark(&self, alert: &Alert) -> bool {
        const ON_AN_END: [u8; 3] = [alert::UNEXPECTED_MESSAGE, alert::DECODE_ERROR, alert::INTERNAL_ERROR];
        if alert.late && ON_AN_END.contains(&alert.number) {
            return true;
        }
        let old = !self.chose_tls13();
        self.is_established() && (alert.number == alert::USER_CANCELED || alert.warning && old)
    }

    /// Who waits for whom.
    fn counts(&mut self, message: &Message) {
        // On a ChangeCipherSpec nobody waits: what it announces follows, and in TLS 1.3 it may come while the server still speaks.
        if message.crossed() == 0 || self.is_unasked(message) || is_of(message, content_type::CHANGE_CIPHER_SPEC) {
            return;
        }
        if self.last != Some(message.side) {
            self.turn = 0;
        }
        self.answers += u64::from(message.side == Side::Server && self.last == Some(Side::Client));
        self.last = Some(message.side);
        if !self.sent.client {
            self.round_trips = self.answers;
        }
    }

    /// What a record holds, and how long it is.
    fn weighs(&mut self, record: &Message) {
        let (side, len, holds) = (record.side, record.wire().len(), self.holds(record));
        self.sent[side] |= holds == Holds::Data;
        self.hidden |= holds == Holds::Unknown;
        if holds != Holds::Handshake {
            self.longest[side] = self.longest[side].max(len);
            self.read[side] |= record.find(&tls_record::CONTENT).is_some();
        }
        if self.sent == Sides::default() {
            self.handshake_len[side] += len;
        }
    }
}

/// Whether a record says on its outside that it is of this type.
fn is_of(record: &Message, kind: u8) -> bool {
    outside(record).and_then(Field::number) == Some(kind.into())
}
