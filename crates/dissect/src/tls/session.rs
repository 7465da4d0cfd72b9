//! What both sides of a TLS connection have settled so far, and how each encrypts.

use std::ops::Range;

use super::alert;
use super::decrypt::{Outcome, Phase, Reading, Record, Shape, tls13};
use super::derivation::{Derivation, Keyring};
use super::ech::{Ech, Heard};
use super::facts::{Facts, Offered};
use super::flight::{self, Flight};
use super::numbers::{content_type, handshake_type as kind};
use super::tickets;
use super::transcript::Transcript;
use crate::protocol::Opening;
use crate::recording::secrets::KeyLogEntry;
use crate::recording::{Side, Sides, TlsSecret};
use crate::schedule::Suite;
use crate::{Field, Message, Span};

/// A connection as its records see it.
pub(super) struct Session<'s> {
    pub(super) opening: Opening<'s>,
    pub(super) facts: Facts,
    pub(super) transcript: Transcript,
    pub(super) derivation: Derivation,
    ech: Ech,
    /// The random of an inner hello by whose secrets a record was just opened.
    pub(super) found: Option<[u8; 32]>,
    channels: Sides<Channel>,
}

/// Why a record stays closed whose sender began to encrypt unseen.
const UNSEEN: &str = "encrypted, but the handshake that says how is not in the recording";

/// One direction.
#[derive(Default)]
pub(super) struct Channel {
    pub(super) reading: Reading,
    pub(super) flight: Flight,
    /// Records so far, lost ones not counted.
    pub(super) records: u64,
    /// Whether it said ChangeCipherSpec when nobody could tell what that means: the other side's hello is missing.
    changed: bool,
    /// Whether its handshake has been read, and nothing of it is missing since: it encrypts only when that says so.
    pub(super) followed: bool,
    /// Whether its sender said that it sends no more.
    pub(super) closed: bool,
    /// Whether secrets that belong to no hello were tried on it.
    tried: bool,
    /// Bytes on the wire since the last record that was opened, and how many records of them were seen.
    pub(super) unread: u64,
}

impl Channel {
    /// Whether its next record is the first that it encrypts with the handshake's keys, and nothing was tried on it.
    fn begins_to_encrypt(&self) -> bool {
        !self.tried && matches!(&self.reading, Reading::Tls13(keys) if keys.phase() == Phase::Handshake)
    }

    fn enter(&mut self, side: Side, phase: Phase) {
        match &mut self.reading {
            Reading::Tls13(keys) => keys.enter(phase),
            reading => *reading = Reading::Tls13(Box::new(tls13::Keys::new(side, phase))),
        }
    }
}

impl<'s> Session<'s> {
    pub(super) fn new(opening: Opening<'s>) -> Session<'s> {
        Session {
            opening,
            facts: Facts::default(),
            transcript: Transcript::default(),
            derivation: Derivation::default(),
            ech: Ech::default(),
            found: None,
            channels: Sides::new(|_| Channel::default()),
        }
    }

    pub(super) fn channel(&mut self, side: Side) -> &mut Channel {
        &mut self.channels[side]
    }

    /// Looks for the hello inside of a hello, and for the server's word on it, in a whole handshake message.
    pub(super) fn looks_inside(&mut self, message: &mut Message, fields: &mut [Field], place: Span, bytes: &[u8]) {
        let (side, heard) = (message.side, Heard { span: place, bytes });
        match (bytes.first(), side) {
            (Some(&kind::CLIENT_HELLO), Side::Client) => {
                self.ech.client_hello((message, fields), &heard, &mut self.facts, self.opening.secrets);
                let randoms = [self.facts.outer_random, self.facts.inner_random];
                randoms.into_iter().flatten().for_each(|random| self.opening.sessions.orphans.is_known(random));
                let hello = tickets::Hello { span: &heard.span, bytes, transcript: &self.transcript };
                self.opening.sessions.tickets.shown(fields, &hello);
            }
            (Some(&kind::NEW_SESSION_TICKET), Side::Server) if self.facts.is_tls13() => {
                let resumption = self.derivation.resumption();
                self.opening.sessions.tickets.given(self.opening.connection, bytes, resumption);
            }
            (Some(&kind::SERVER_HELLO), Side::Server) if self.facts.ech != Offered::None => {
                let known = (&mut self.facts, &mut self.transcript, &mut self.derivation);
                self.ech.server_hello(fields, &heard, known);
            }
            _ => {}
        }
    }

    /// Adds what follows from the secrets to the fields of a whole handshake message, before keys change with it.
    pub(super) fn derive(&mut self, message: &mut Message, fields: &mut [Field], source: u16, range: Range<usize>) {
        let known = (&self.facts, &self.transcript);
        self.derivation.said(message, fields, (source, range), known, self.opening.secrets);
    }

    /// Takes note of a whole handshake message: keys may change with it. The facts and the transcript know of it already.
    pub(super) fn said(&mut self, side: Side, message: &[u8]) {
        self.channel(side).followed = true;
        self.begun(side, message);
    }

    /// The same of a message of which the end may be missing.
    pub(super) fn begun(&mut self, side: Side, message: &[u8]) {
        let Some(kind) = message.first() else { return };
        match *kind {
            kind::CLIENT_HELLO if side == Side::Client => self.after_client_hello(),
            kind::SERVER_HELLO if self.facts.server_random.is_some() && self.facts.is_tls13() => {
                self.channels.server.enter(Side::Server, Phase::Handshake);
                // Early data may go on for a while: the client has not heard of it yet.
                if !matches!(self.channels.client.reading, Reading::Tls13(_)) {
                    self.channels.client.enter(Side::Client, Phase::Handshake);
                }
            }
            kind::END_OF_EARLY_DATA if side == Side::Client => self.channels.client.enter(side, Phase::Handshake),
            kind::FINISHED if self.facts.is_tls13() => self.channel(side).enter(side, Phase::Application(0)),
            kind::KEY_UPDATE => {
                if let Reading::Tls13(keys) = &self.channel(side).reading
                    && let Phase::Application(updates) = keys.phase()
                {
                    self.channel(side).enter(side, Phase::Application(updates.saturating_add(1)));
                }
            }
            _ => {}
        }
    }

    /// Takes note of a ChangeCipherSpec: in TLS 1.2 this side encrypts from here on, in TLS 1.3 it means nothing.
    pub(super) fn changed(&mut self, side: Side) {
        let is_tls13 = self.facts.is_tls13() || matches!(self.channel(side).reading, Reading::Tls13(_));
        self.channel(side).changed = self.facts.version.is_none();
        // Until the server has spoken, the client of TLS 1.3 says it too, before its early data or its second hello.
        if !is_tls13 && (self.facts.version.is_some() || self.facts.client_random.is_none()) {
            self.channel(side).reading = Reading::after_change(
                &self.facts,
                Keyring::new(self.opening.secrets, &self.derivation),
                &self.opening.sessions,
                side,
            );
        }
    }

    /// Whether a record is encrypted although nobody saw this side begin to encrypt: it does not look like anything that is sent in
    /// the clear. Where the beginning or a ChangeCipherSpec is missing, the bytes themselves must tell.
    pub(super) fn is_hidden(&mut self, side: Side, kind: u8, body: &[u8]) -> bool {
        let unknown = self.facts.version.is_none();
        let channel = self.channel(side);
        // A ChangeCipherSpec before a hello is TLS 1.3's, and means nothing.
        if unknown && kind == content_type::HANDSHAKE && flight::is_hello(body) {
            channel.reading = Reading::Clear;
        }
        if !matches!(channel.reading, Reading::Clear) {
            return false;
        }
        match kind {
            content_type::ALERT => !alert::is_clear(body),
            // In the clear there may be another hello.
            content_type::HANDSHAKE if unknown && channel.changed => body.first() != Some(&kind::CLIENT_HELLO),
            content_type::HANDSHAKE => {
                !channel.followed && channel.flight.unfinished().is_none() && !flight::is_clear(body)
            }
            _ => false,
        }
    }

    fn after_client_hello(&mut self) {
        match &self.channels.client.reading {
            Reading::Clear if self.facts.early_offered => self.channels.client.enter(Side::Client, Phase::Early),
            // The second hello ends early data: the server has refused it.
            Reading::Tls13(keys) if keys.phase() == Phase::Early && !self.facts.early_offered => {
                self.channels.client.reading = Reading::Clear;
            }
            _ => {}
        }
    }

    /// Tries to open a record of this side; says too what its parts are.
    pub(super) fn open(&mut self, side: Side, record: Record<'_>) -> (Outcome, Shape) {
        let unseen = !self.channels[side].followed && matches!(self.channels[side].reading, Reading::Clear);
        if unseen && self.facts.version.is_some() && !self.facts.is_tls13() {
            // Its ChangeCipherSpec is missing.
            self.changed(side);
            self.channels[side].reading.miss();
        }
        self.adopts_orphan(side, record);
        let channel = &mut self.channels[side];
        let keyring = Keyring::new(self.opening.secrets, &self.derivation);
        let outcome = match channel.reading {
            Reading::Clear if unseen && record.header[0] == content_type::ALERT => {
                Outcome::Closed(format!("{UNSEEN}; the last record of a side is most likely close_notify").into())
            }
            Reading::Clear if unseen => Outcome::Closed(UNSEEN.into()),
            _ => channel.reading.open(record, &self.facts, keyring),
        };
        let is_open = matches!(&outcome, Outcome::Opened(opened) if !opened.early);
        // Secrets under the outer random open it: the server went on with the outer hello (RFC 9850 §2.2).
        if self.facts.ech == Offered::Undecided && self.facts.is_tls13() && is_open {
            self.facts.ech = Offered::Refused;
        }
        (outcome, channel.reading.shape(&self.facts))
    }

    /// A server that accepts an encrypted hello goes on under the random of the inner one, which is not on the wire: if there are no
    /// secrets under the outer one, those that belong to no hello are tried, a bounded number of them.
    fn adopts_orphan(&mut self, side: Side, record: Record<'_>) {
        let (Some(outer), Some(suite)) = (self.facts.outer_random, self.facts.suite.and_then(Suite::of)) else {
            return;
        };
        let which = TlsSecret::handshake(side);
        let secrets = self.opening.secrets;
        let channel = &mut self.channels[side];
        if self.facts.ech != Offered::Undecided
            || !self.facts.is_tls13()
            || !channel.begins_to_encrypt()
            || secrets.key_log().secret(which.label(), &outer).is_some()
        {
            return;
        }
        channel.tried = true;
        let fits = |entry: &KeyLogEntry| tls13::opens_first(secrets.crypto(), suite, &entry.secret, record);
        if let Some(entry) = self.opening.sessions.orphans.find(secrets.key_log(), side, fits) {
            self.opening.sessions.orphans.is_known(entry.client_random);
            (self.facts.client_random, self.facts.ech) = (Some(entry.client_random), Offered::Accepted);
            self.found = Some(entry.client_random);
            // Both ends hash an inner hello that nobody here has read.
            self.transcript.miss();
        }
    }

    /// A record of so many bytes could not be read.
    pub(super) fn unread(&mut self, side: Side, len: usize) {
        let channel = self.channel(side);
        channel.unread = channel.unread.saturating_add(len as u64);
    }

    /// A record was opened, the first after `lost` others, each of which had about `overhead` bytes that are no content:
    /// says how much of the application's data was lost before it.
    pub(super) fn found(&mut self, side: Side, lost: Option<u64>, overhead: u64) -> Option<u64> {
        let unread = std::mem::take(&mut self.channel(side).unread);
        let lost = lost.filter(|lost| *lost > 0)?;
        Some(unread.saturating_sub(lost.saturating_mul(overhead))).filter(|len| *len > 0)
    }

    /// Something that this side sent is missing: so many bytes.
    pub(super) fn miss(&mut self, side: Side, len: u64) {
        self.transcript.miss();
        let channel = self.channel(side);
        channel.flight.clear();
        channel.followed = false;
        channel.unread = channel.unread.saturating_add(len);
        channel.reading.miss();
    }
}
