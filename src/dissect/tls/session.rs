//! What both sides of a TLS connection have settled so far, and how each encrypts.

use super::decrypt::Reading;
use super::facts::Facts;
use super::flight::Flight;
use super::transcript::Transcript;
use crate::recording::{Secrets, Side};

/// A connection as its records see it.
pub(super) struct Session<'s> {
    pub(super) secrets: &'s Secrets,
    pub(super) facts: Facts,
    pub(super) transcript: Transcript,
    client: Channel,
    server: Channel,
}

/// One direction.
#[derive(Default)]
pub(super) struct Channel {
    pub(super) reading: Reading,
    pub(super) flight: Flight,
    /// Records so far, lost ones not counted.
    pub(super) records: u64,
    /// Whether its sender said that it sends no more.
    pub(super) closed: bool,
    /// Bytes on the wire since the last record that was opened, and how many records of them were seen.
    pub(super) unread: u64,
}

impl<'s> Session<'s> {
    pub(super) fn new(secrets: &'s Secrets) -> Session<'s> {
        let (client, server) = (Channel::default(), Channel::default());
        Session { secrets, facts: Facts::default(), transcript: Transcript::default(), client, server }
    }

    pub(super) fn channel(&mut self, side: Side) -> &mut Channel {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }

    /// Takes note of a whole handshake message: keys may change with it. The facts and the transcript know of it already.
    pub(super) fn said(&mut self, side: Side, message: &[u8]) {
        let _ = (side, message);
    }

    /// Something that this side sent is missing: so many bytes.
    pub(super) fn miss(&mut self, side: Side, len: u64) {
        self.transcript.miss("something that was said is missing from the recording");
        let channel = self.channel(side);
        channel.flight.clear();
        channel.unread = channel.unread.saturating_add(len);
        channel.reading.miss();
    }
}
