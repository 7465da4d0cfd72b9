//! TLS whose messages QUIC carries (RFC 9001 §4): there are no records, and each level of encryption has a stream of bytes of its own.

use std::borrow::Cow;
use std::mem::swap;
use std::ops::Range;

use super::decrypt::no_key;
use super::derivation::Keyring;
use super::facts::Offered;
use super::flight::{self, Flight};
use super::numbers::handshake_type::{CLIENT_HELLO, FINISHED, SERVER_HELLO};
use super::session::Session;
use crate::field::{Field, Span};
use crate::message::Message;
use crate::protocol::Opening;
use crate::recording::{SecretId, Side, Sides, TlsSecret};
use crate::schedule::{Secret, Suite};

/// A level of encryption that has handshake messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// With keys that everybody can compute.
    Initial,
    /// With the handshake's keys.
    Handshake,
    /// With the keys of data.
    Application,
}

impl Level {
    /// What belongs to this level.
    pub(crate) fn of<T>(self, [initial, handshake, application]: &mut [T; 3]) -> &mut T {
        match self {
            Level::Initial => initial,
            Level::Handshake => handshake,
            Level::Application => application,
        }
    }
}

/// The handshake of one connection of QUIC.
pub(crate) struct Levels<'s> {
    session: Session<'s>,
    flights: Sides<[Flight; 3]>,
    /// Whether secrets that belong to no hello were tried on a side.
    tried: Sides<bool>,
}

impl<'s> Levels<'s> {
    pub(crate) fn new(opening: Opening<'s>) -> Levels<'s> {
        let mut session = Session::new(opening);
        session.derivation.in_packets = true;
        Levels { session, flights: Sides::default(), tried: Sides::default() }
    }

    /// The fields of the next bytes of a side at this level, which stand in this range of a source.
    pub(crate) fn read(&mut self, message: &mut Message, level: Level, source: u16, range: Range<usize>) -> Vec<Field> {
        let side = message.side;
        self.expects(side, level);
        swap(level.of(&mut self.flights[side]), &mut self.session.channel(side).flight);
        let fields = flight::read(message, &mut self.session, source, range);
        swap(level.of(&mut self.flights[side]), &mut self.session.channel(side).flight);
        fields
    }

    /// What both sides hash has a hole if a message comes before one that must come before it: that one is missing, or will come too late.
    fn expects(&mut self, side: Side, level: Level) {
        let said = &self.session.transcript;
        let whole = match (level, side) {
            (Level::Initial, Side::Client) | (Level::Application, _) => true,
            (Level::Initial, Side::Server) => {
                said.marks().iter().any(|mark| mark.kind == CLIENT_HELLO || mark.side == Side::Client)
            }
            (Level::Handshake, Side::Server) => said.has(SERVER_HELLO, Side::Server),
            (Level::Handshake, Side::Client) => said.has(FINISHED, Side::Server),
        };
        if !whole {
            self.session.transcript.miss();
        }
    }

    /// A secret of the connection, if it is known.
    pub(crate) fn secret(&self, which: TlsSecret) -> Option<(Secret, SecretId)> {
        let facts = &self.session.facts;
        let of = |random| self.keyring().secret(which, &random);
        let inner = || facts.inner_random.filter(|_| which == TlsSecret::ClientEarly);
        of(facts.client_random?).or_else(|| of(inner()?))
    }

    /// A server that accepts an encrypted hello goes on under the random of the inner one, which is not on the wire: if there are no secrets
    /// under the outer one, those that belong to no hello are tried, a bounded number of them.
    pub(crate) fn adopts(&mut self, which: TlsSecret, fits: impl Fn(&[u8]) -> bool) {
        let Some(side) = [Side::Client, Side::Server].into_iter().find(|side| TlsSecret::handshake(*side) == which)
        else {
            return;
        };
        let session = &mut self.session;
        if session.facts.ech != Offered::Undecided
            || !session.facts.is_tls13()
            || std::mem::replace(&mut self.tried[side], true)
        {
            return;
        }
        let (key_log, orphans) = (session.opening.secrets.key_log(), &session.opening.sessions.orphans);
        if let Some(entry) = orphans.find(key_log, side, |entry| fits(&entry.secret)) {
            orphans.is_known(entry.client_random);
            (session.facts.client_random, session.facts.ech) = (Some(entry.client_random), Offered::Accepted);
            // Both ends hash an inner hello that nobody here has read.
            session.transcript.miss();
        }
    }

    /// Where a secret was shown, if it was.
    pub(crate) fn place(&self, which: TlsSecret) -> Option<Span> {
        self.session.derivation.place(which).cloned()
    }

    /// The suite that the server chose, if it can be opened here.
    pub(crate) fn suite(&self) -> Option<Suite> {
        self.session.facts.agreed().filter(Suite::is_tls13)
    }

    /// Whether the client's hello was read.
    pub(crate) fn is_known(&self) -> bool {
        self.session.facts.client_random.is_some()
    }

    /// Why nothing opens what is encrypted with a secret of this connection.
    pub(crate) fn why_closed(&self) -> Cow<'static, str> {
        no_key(self.keyring(), &self.session.facts)
    }

    /// The keys of this connection's hello open what the server encrypts: it went on with the outer hello, if there were two.
    pub(crate) fn is_opened(&mut self) {
        let facts = &mut self.session.facts;
        if facts.ech == Offered::Undecided && facts.is_tls13() {
            facts.ech = Offered::Refused;
        }
    }

    /// The protocol that both sides settled.
    pub(crate) fn alpn(&self) -> Option<&[u8]> {
        self.session.facts.alpn.as_deref()
    }

    /// The protocols that the client offered.
    pub(crate) fn offered(&self) -> &[Vec<u8>] {
        &self.session.facts.alpn_offered
    }

    /// Whether the server takes early data; `None`: it has not said so.
    pub(crate) fn early_accepted(&self) -> Option<bool> {
        self.session.facts.early_accepted
    }

    /// The transport parameters that a side sent.
    pub(crate) fn parameters(&self, side: Side) -> Option<&[u8]> {
        let [client, server] = &self.session.facts.quic;
        match side {
            Side::Client => client.as_deref(),
            Side::Server => server.as_deref(),
        }
    }

    fn keyring(&self) -> Keyring<'_> {
        Keyring::new(self.session.opening.secrets, &self.session.derivation)
    }
}
