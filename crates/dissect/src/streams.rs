//! What was said on the streams of one connection, for callers that took the streams out of QUIC themselves: a log, a test, a fuzzer.
//!
//! In a capture, QUIC's own dissection finds the streams; this is the same way in, without packets around it.

use std::collections::VecDeque;

use bytes::Bytes;

use crate::dissector::opening;
use crate::field::{Span, Value};
use crate::message::{Message, Origin, Source};
use crate::names::http3 as label;
use crate::protocol::{Ending, StreamEnd, Streams};
use crate::recording::{Secrets, Side, Timestamp};

/// Something that one side did on a stream, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamEvent {
    /// When.
    pub at: Timestamp,
    /// Who sent it; of [`Happened::Stopped`], who was told to stop.
    pub side: Side,
    /// The number of the stream in QUIC.
    pub stream: u64,
    /// What.
    pub what: Happened,
}

/// What happened on a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// These bytes were sent, in order.
    Bytes(Bytes),
    /// So many bytes were sent that nobody saw.
    Gap(u64),
    /// The sender sends no more.
    Finished,
    /// The sender gives the stream up, with this code.
    Reset(u64),
    /// The receiver wants no more of it, with this code.
    Stopped(u64),
    /// A datagram beside all streams.
    Datagram(Bytes),
}

/// Dissects what is spoken on the streams of one connection, event by event.
pub struct StreamDissector<'s> {
    spoken: Box<dyn Streams<'s> + Send + 's>,
    connection: u32,
    next: u32,
    ready: VecDeque<Message>,
}

/// What a code means with which a stream or the connection was given up, in a protocol by its name in ALPN.
pub fn error(alpn: &[u8], code: u64) -> Option<Value> {
    let secrets = Secrets::none();
    let protocols = opening(0, &secrets).registry.over_streams;
    protocols.iter().find(|protocol| protocol.alpn.contains(&alpn)).map(|protocol| (protocol.error)(code))
}

impl<'s> StreamDissector<'s> {
    /// For a protocol by the name in which two sides agree on it (`h3`, `doq`); `None`: it is not taken apart here.
    pub fn new(connection: u32, alpn: &[u8], secrets: &'s Secrets) -> Option<StreamDissector<'s>> {
        let opening = opening(connection, secrets);
        let protocol = opening.registry.over_streams.iter().find(|protocol| protocol.alpn.contains(&alpn))?;
        let spoken = (protocol.open)(opening);
        Some(StreamDissector { spoken, connection, next: 0, ready: VecDeque::new() })
    }

    /// Takes the next event.
    pub fn push(&mut self, event: &StreamEvent) {
        let StreamEvent { at, side, stream, what } = event;
        match what {
            Happened::Bytes(bytes) => {
                let from = self.carried(*at, *side, bytes);
                self.tell(|spoken| spoken.bytes(*at, *side, *stream, from, bytes.clone()));
            }
            Happened::Datagram(bytes) => {
                let from = self.carried(*at, *side, bytes);
                self.tell(|spoken| spoken.datagram(*at, *side, from, bytes.clone()));
            }
            Happened::Gap(len) => self.tell(|spoken| spoken.gap(*at, *side, *stream, *len)),
            Happened::Finished => self.tell(|spoken| spoken.end(*at, *side, *stream, StreamEnd::Finished)),
            Happened::Reset(code) => self.tell(|spoken| spoken.end(*at, *side, *stream, StreamEnd::Reset(*code))),
            Happened::Stopped(code) => self.tell(|spoken| spoken.end(*at, *side, *stream, StreamEnd::Stopped(*code))),
        }
    }

    /// Says that no event will follow: what is held comes out, marked as unfinished.
    pub fn finish(&mut self) {
        self.tell(|spoken| spoken.over(None, &Ending::Recording));
    }

    /// The next message that is ready. Each piece is one too, before what it completes.
    pub fn pop(&mut self) -> Option<Message> {
        self.ready.pop_front()
    }

    /// A piece as a message of its own; gives where its bytes lie.
    fn carried(&mut self, at: Timestamp, side: Side, bytes: &Bytes) -> Span {
        let sources = vec![Source { origin: Origin::Wire, bytes: bytes.clone() }];
        let (connection, index) = (self.connection, self.next);
        let mut message = Message { connection, index, side, at, offset: 0, sources, fields: Vec::new() };
        message.fields.push(message.leaf(0, 0..bytes.len(), &label::PIECE, Value::NONE));
        self.ready.push_back(message);
        self.next = self.next.saturating_add(1);
        Span::new(index, 0, 0..bytes.len())
    }

    fn tell(&mut self, what: impl FnOnce(&mut dyn Streams<'s>)) {
        self.spoken.out().count_from(self.next);
        what(self.spoken.as_mut());
        while let Some(message) = self.spoken.out().pop() {
            self.next = self.next.max(message.index.saturating_add(1));
            self.ready.push_back(message);
        }
    }
}
