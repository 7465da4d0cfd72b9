//! All handshake messages of a connection so far, as both ends hash them (RFC 8446 §4.4.1, RFC 5246 §7.4.9).

use super::facts::Facts;
use super::numbers::handshake_type::{
    CLIENT_HELLO, FINISHED, HELLO_REQUEST, KEY_UPDATE, MESSAGE_HASH, NEW_SESSION_TICKET, SERVER_HELLO,
};
use crate::recording::Side;
use crate::schedule::Hash;

/// More than any handshake needs, even one of a client with a long chain of certificates.
const LONGEST: usize = 1024 * 1024;

/// Handshake messages in the order of the connection, each with its header of four bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Transcript {
    bytes: Vec<u8>,
    marks: Vec<Mark>,
    /// How many of them are a Finished: a hostile side sends messages without end, and each asks.
    finished: usize,
    /// Whether something of it is missing.
    broken: bool,
}

/// Where a message of the transcript ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The type of the message.
    pub kind: u8,
    /// Who sent it.
    pub side: Side,
    /// Where it ends in the transcript.
    pub end: usize,
}

impl Transcript {
    /// All that both ends hash so far; `None`: something of it is missing.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        self.before(self.marks.len())
    }

    /// The first `count` messages; `None`: something of them is missing.
    pub(crate) fn before(&self, count: usize) -> Option<&[u8]> {
        let end = count.checked_sub(1).map_or(Some(0), |last| self.marks.get(last).map(|mark| mark.end))?;
        self.bytes.get(..end).filter(|_| !self.broken)
    }

    /// The messages, in order. After a HelloRetryRequest the first is the `message_hash` that stands for the ClientHello.
    pub(crate) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Whether this side has said a message of this type.
    pub(super) fn has(&self, kind: u8, side: Side) -> bool {
        self.marks.iter().any(|mark| mark.kind == kind && mark.side == side)
    }

    /// Something that was said is not in the recording, or could not be read.
    pub(super) fn miss(&mut self) {
        self.broken |= !self.is_over();
    }

    /// Adds a whole message. `facts` know of it already.
    pub(super) fn push(&mut self, side: Side, message: &[u8], facts: &Facts) {
        let Some(&kind) = message.first() else { return };
        match kind {
            HELLO_REQUEST => return,
            CLIENT_HELLO if !self.awaits_second_hello(facts) => *self = Transcript::default(),
            SERVER_HELLO if facts.retry && facts.server_random.is_none() => self.hash_hello(facts),
            // What a server of TLS 1.3 sends after its Finished may come before the client's, and belongs to no transcript.
            NEW_SESSION_TICKET | KEY_UPDATE if facts.is_tls13() => return,
            _ if self.is_over() => return,
            _ => {}
        }
        match self.bytes.len() + message.len() > LONGEST {
            true => self.miss(),
            false => {
                self.bytes.extend_from_slice(message);
                self.finished += usize::from(kind == FINISHED);
                self.marks.push(Mark { kind, side, end: self.bytes.len() });
            }
        }
    }

    fn awaits_second_hello(&self, facts: &Facts) -> bool {
        facts.retry && facts.server_random.is_none() && self.marks.last().is_some_and(|m| m.kind == SERVER_HELLO)
    }

    /// Both sides have sent their Finished: what comes later is not part of it.
    fn is_over(&self) -> bool {
        self.finished >= 2
    }

    /// Puts the digest of the first ClientHello in its place, as a HelloRetryRequest demands.
    fn hash_hello(&mut self, facts: &Facts) {
        let hash = facts.agreed().map_or(Hash::Sha256, |suite| suite.hash);
        let digest = hash.digest(&self.bytes);
        self.bytes = [&[MESSAGE_HASH, 0, 0, digest.len() as u8], digest.as_slice()].concat();
        self.finished = 0;
        self.marks.clear();
        self.marks.push(Mark { kind: MESSAGE_HASH, side: Side::Client, end: self.bytes.len() });
    }
}
