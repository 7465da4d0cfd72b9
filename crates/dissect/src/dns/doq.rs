//! DNS over QUIC (RFC 9250): each query has a stream of its own, on which its answer comes back; both have their length before them.

use std::collections::BTreeMap;

use bytes::Bytes;

use super::framed_length;
use super::message::{self, HEADER};
use super::whole::Flavour;
use crate::cursor::{blame, count};
use crate::field::{Datum, Field, GAP, Label, Span, UNEXPLAINED, Value};
use crate::message::Message;
use crate::names::http3 as label;
use crate::protocol::pieces::Pieces;
use crate::protocol::{Ending, Held, Opening, Outbox, OverStreams, PIECE, StreamEnd, Streams};
use crate::recording::{Side, Timestamp};

/// DNS on streams.
pub(crate) const DOQ: OverStreams =
    OverStreams { alpn: &[b"doq", b"doq-i11"], open: |opening| Box::new(Doq::new(opening)), error };

/// So many streams are followed at once, each direction counted.
const MOST: usize = 1024;

/// Why a query or the connection ends (RFC 9250 §4.3).
const ERRORS: &[(u64, &str, &str)] = &[
    (0, "DOQ_NO_ERROR", "an orderly end"),
    (1, "DOQ_INTERNAL_ERROR", "an error in the sender itself"),
    (2, "DOQ_PROTOCOL_ERROR", "the other side broke the protocol's rules"),
    (3, "DOQ_REQUEST_CANCELLED", "the client no longer wants the answer"),
    (4, "DOQ_EXCESSIVE_LOAD", "the sender has too much to do"),
    (5, "DOQ_UNSPECIFIED_ERROR", "an error of which no more is said"),
    (0xd098_ea5e, "DOQ_ERROR_RESERVED", "a code without meaning, for tests"),
];

fn error(number: u64) -> Value {
    match ERRORS.iter().find(|(known, ..)| *known == number) {
        Some((_, name, meaning)) => {
            Value { datum: Datum::Named { number, name: (*name).into() }, meaning: Some((*meaning).into()) }
        }
        None => Value::number(number).meaning("treated as DOQ_UNSPECIFIED_ERROR"),
    }
}

/// One connection, as far as it is not yet messages.
struct Doq<'s> {
    out: Outbox<'s>,
    streams: BTreeMap<(u64, Side), Stream>,
}

/// One direction of a stream.
struct Stream {
    id: u64,
    held: Held,
    pieces: Pieces,
    /// Whether its message came.
    done: bool,
    /// Why its bytes are no message.
    lost: Option<&'static str>,
}

impl Stream {
    fn new(id: u64, side: Side) -> Stream {
        let lost = (id & 3 != 0).then_some("a stream that DNS over QUIC does not use: DOQ_PROTOCOL_ERROR");
        Stream { id, held: Held::new(side), pieces: Pieces::default(), done: false, lost }
    }

    fn take(&mut self, out: &Outbox<'_>, len: usize) -> Message {
        let mut message = out.take(&mut self.held, len);
        self.pieces.place(&mut message);
        message
    }

    fn mark(&self, message: &Message, at: usize) -> Field {
        message.leaf(0, at..at, &label::STREAM, Value::number(self.id).meaning("one query and its answer"))
    }

    fn send_leaf(&mut self, out: &mut Outbox<'_>, len: usize, label: &'static Label, value: Value) {
        let mut message = self.take(out, len);
        let len = message.wire().len();
        message.fields.push(message.leaf(0, 0..len, label, value));
        message.fields.push(self.mark(&message, len));
        out.send(message);
    }

    /// Makes messages as long as there are bytes for one; with a problem, of whatever there is.
    fn run(&mut self, out: &mut Outbox<'_>, cut: Option<&dyn Fn(u64, Option<u64>) -> String>) {
        while !self.held.is_empty() {
            let (held, total) = (self.held.len(), framed_length(self.held.as_slice()));
            let lost = self.lost.or(self.done.then_some("after the only message of its side: DOQ_PROTOCOL_ERROR"));
            if let Some(why) = lost {
                self.send_leaf(out, held.min(PIECE), &UNEXPLAINED, Value::NONE.meaning(why));
                continue;
            }
            match (total, cut) {
                (Some(total), _) if total < 2 + HEADER => {
                    self.lost = Some("a message of DNS has at least the 12 bytes of its header");
                }
                (Some(total), _) if total <= held => self.message(out, total, None),
                (_, None) => return,
                (total, Some(cut)) => {
                    let problem = cut(held as u64, total.map(|total| total as u64));
                    self.message(out, held, Some(problem));
                }
            }
        }
    }

    fn message(&mut self, out: &mut Outbox<'_>, len: usize, problem: Option<String>) {
        let mut message = self.take(out, len);
        let wire = message.wire().clone();
        let place = (message.index, 0);
        message.fields = message::fields(place, &wire, 0..wire.len(), true, Flavour::Unicast, problem);
        // An ID would tell queries apart that share a connection; here the stream does (§4.2.1).
        let id = wire.get(2..4).is_some_and(|id| id != [0, 0]);
        if let (true, Some(first)) = (id, message.fields.first_mut()) {
            blame(first, "its ID must be 0 over QUIC: DOQ_PROTOCOL_ERROR");
        }
        message.fields.push(self.mark(&message, len));
        self.done = true;
        out.send(message);
    }
}

impl<'s> Streams<'s> for Doq<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, stream: u64, from: Span, bytes: Bytes) {
        if bytes.is_empty() {
            return;
        }
        let full = self.streams.len() >= MOST && !self.streams.contains_key(&(stream, side));
        let out = &mut self.out;
        let mut other = Stream::new(stream, side);
        let stream = match full {
            true => {
                other.lost = Some("too many streams are open at once: this one is not followed");
                &mut other
            }
            false => self.streams.entry((stream, side)).or_insert(other),
        };
        stream.pieces.push(Some(from), bytes.len() as u64);
        stream.held.push(at, bytes);
        stream.run(out, None);
    }

    fn gap(&mut self, at: Timestamp, side: Side, stream: u64, len: u64) {
        if self.streams.len() >= MOST && !self.streams.contains_key(&(stream, side)) {
            return;
        }
        let stream = self.streams.entry((stream, side)).or_insert_with(|| Stream::new(stream, side));
        stream.run(&mut self.out, Some(&|got, total| Ending::Gap(len).cut(got, total)));
        stream.held.mark(at);
        let value = Value::number(len).meaning("bytes that were sent here on the stream and could not be read");
        stream.send_leaf(&mut self.out, 0, &GAP, value);
        stream.held.skip(len);
        stream.pieces.push(None, len);
        stream.lost = Some("the start of the message these bytes belong to was lost in a gap");
    }

    fn end(&mut self, at: Timestamp, side: Side, id: u64, how: StreamEnd) {
        if let StreamEnd::Stopped(code) = how {
            return self.given_up(at, side.other(), id, &label::STOPPED, code);
        }
        if let Some(mut stream) = self.streams.remove(&(id, side)) {
            stream.run(
                &mut self.out,
                Some(&|got, total| {
                    let of = total.map(|total| format!(" of {total}")).unwrap_or_default();
                    let unit = if total.unwrap_or(got) == 1 { "byte" } else { "bytes" };
                    format!("cut off after {got}{of} {unit}: the {side} ended the stream here")
                }),
            );
        }
        if let StreamEnd::Reset(code) = how {
            self.given_up(at, side, id, &label::RESET, code);
        }
    }

    fn datagram(&mut self, at: Timestamp, side: Side, from: Span, bytes: Bytes) {
        let (mut stream, len) = (Stream::new(0, side), bytes.len());
        stream.pieces.push(Some(from), len as u64);
        stream.held.push(at, bytes);
        let mut message = stream.take(&self.out, len);
        let meaning = format!("{} beside all streams, which DNS over QUIC does not use", count(len as u64, "byte"));
        message.fields.push(message.leaf(0, 0..len, &UNEXPLAINED, Value::NONE.meaning(meaning)));
        self.out.send(message);
    }

    fn over(&mut self, _at: Option<Timestamp>, ending: &Ending) {
        for (_, mut stream) in std::mem::take(&mut self.streams) {
            stream.run(&mut self.out, Some(&|got, total| ending.cut(got, total)));
        }
    }

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }
}

impl<'s> Doq<'s> {
    fn new(opening: Opening<'s>) -> Doq<'s> {
        Doq { out: Outbox::new(opening), streams: BTreeMap::new() }
    }

    /// A message without bytes that says how a stream ends.
    fn given_up(&mut self, at: Timestamp, side: Side, id: u64, label: &'static Label, code: u64) {
        let mut stream = Stream::new(id, side);
        stream.held.mark(at);
        stream.send_leaf(&mut self.out, 0, label, error(code));
    }
}
