//! What is spoken on the streams of one connection that has many: QUIC carries them, HTTP/3 and DNS are spoken on them.

use bytes::Bytes;

use super::{Ending, Opening, Outbox};
use crate::field::{Span, Value};
use crate::recording::{Side, Timestamp};

/// One connection of many streams in one protocol, as far as it is not yet messages.
///
/// Its messages are inside: source 0 of each is [`Joined`](crate::Origin::Joined) out of the spans that it was told here.
pub(crate) trait Streams<'s> {
    /// The next bytes, in order and without a hole, of what this side sent on a stream. `from`: where they stand, byte by byte, in a
    /// source of an earlier message of the same connection.
    fn bytes(&mut self, at: Timestamp, side: Side, stream: u64, from: Span, bytes: Bytes);

    /// Bytes that this side sent on the stream and nobody here could read: lost, or never opened.
    fn gap(&mut self, at: Timestamp, side: Side, stream: u64, len: u64);

    /// This side sends no more on the stream.
    fn end(&mut self, at: Timestamp, side: Side, stream: u64, how: StreamEnd);

    /// A datagram beside all streams (RFC 9221).
    fn datagram(&mut self, at: Timestamp, side: Side, from: Span, bytes: Bytes);

    /// The connection is over, or nothing more of it was recorded: what is held comes out, marked as unfinished.
    fn over(&mut self, at: Option<Timestamp>, ending: &Ending);

    /// Where its messages wait. Who carries it sets the number that the next one gets before each call, and takes them out after it.
    fn out(&mut self) -> &mut Outbox<'s>;
}

/// How one direction of a stream ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StreamEnd {
    /// Its sender has said all.
    Finished,
    /// Its sender gives it up, with this code of the application.
    Reset(u64),
    /// Its receiver wants no more of it, with this code of the application. More may have been on its way.
    Stopped(u64),
}

/// The entry of a protocol that is spoken on many streams.
pub(crate) struct OverStreams {
    /// The names by which two sides agree in it while they begin TLS (RFC 7301).
    pub(crate) alpn: &'static [&'static [u8]],
    /// Begins a conversation in it.
    pub(crate) open: for<'s> fn(Opening<'s>) -> Box<dyn Streams<'s> + Send + 's>,
    /// What a code of the application means, with which a stream or the connection is given up.
    pub(crate) error: fn(u64) -> Value,
}
