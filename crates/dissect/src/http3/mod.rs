//! HTTP/3: on the streams of QUIC, after ALPN has settled it.
//!
//! A frame is a message. A request and its response share a stream; a stream in one direction begins with what it is for. Compressed
//! headers are told apart header by header; those that need table entries which have not come wait for them, as they do at their
//! receiver.
//!
//! Sources: RFC 9114 (HTTP/3), RFC 9204 (compressed headers), RFC 9218 (priorities), RFC 9297 (datagrams), RFC 9220 (extended CONNECT).

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;

use crate::field::{Span, UNEXPLAINED, Value};
use crate::grpc::Calls;
use crate::protocol::{Ending, Opening, Outbox, OverStreams, StreamEnd, Streams};
use crate::qpack::Table;
use crate::recording::{Side, Sides, Timestamp};
use cut::Cut;
use stream::{Role, State, Stream};

mod begin;
mod codes;
mod cut;
mod datagram;
mod ends;
mod frame;
mod frames;
mod instructions;
mod payload;
mod rules;
mod stream;
mod values;

/// HTTP/3 as one of the protocols on streams.
pub(super) const HTTP3: OverStreams = OverStreams {
    alpn: &[b"h3", b"h3-34", b"h3-33", b"h3-32", b"h3-31", b"h3-30", b"h3-29"],
    open: |opening| Box::new(Http3::new(opening)),
    error: codes::error,
};

/// So many streams are followed at once, each direction counted.
const MOST: usize = 16 << 10;
/// So much is held on all streams together, in bytes, with what it costs to remember where they lay.
const MOST_HELD: usize = 4 << 20;

/// So many bytes of decompressed headers are shown, whatever they were made of.
const ROOM: usize = 4 << 20;

/// One connection, as far as it is not yet messages.
struct Http3<'s> {
    out: Outbox<'s>,
    streams: BTreeMap<(u64, Side), Stream>,
    /// What a side's compressed headers refer to.
    tables: Sides<Table>,
    /// Streams of a side whose headers wait: for so many table entries, or for settings where it is 0.
    waiting: Sides<BTreeSet<(u64, u64)>>,
    calls: Sides<Calls>,
    /// The streams that a side may open only once, and has.
    opened: Sides<Vec<Role>>,
    /// Streams that ask for a tunnel for UDP.
    tunnels: BTreeSet<u64>,
    held: usize,
    /// How many bytes of decompressed headers may yet be shown: a few bytes can stand for many.
    room: usize,
}

impl<'s> Streams<'s> for Http3<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, stream: u64, from: Span, bytes: Bytes) {
        if bytes.is_empty() || !self.follows(side, stream) {
            return self.not_followed(at, side, stream, from, bytes);
        }
        self.with(side, stream, |h3, stream| {
            stream.push(at, from, bytes);
            h3.run(stream, None);
        });
        if self.held > MOST_HELD {
            self.with(side, stream, |h3, stream| h3.run(stream, Some(&Cut::Full)));
        }
        self.wake();
    }

    fn gap(&mut self, at: Timestamp, side: Side, stream: u64, len: u64) {
        if !self.follows(side, stream) {
            return;
        }
        self.with(side, stream, |h3, stream| h3.lose(stream, at, len));
        self.wake();
    }

    fn end(&mut self, at: Timestamp, side: Side, stream: u64, how: StreamEnd) {
        match how {
            StreamEnd::Stopped(code) => return self.stopped(at, side, stream, code),
            StreamEnd::Finished | StreamEnd::Reset(_) => {}
        }
        if !self.follows(side, stream) {
            return;
        }
        self.with(side, stream, |h3, stream| h3.ended(stream, at, how));
        self.wake();
    }

    fn datagram(&mut self, at: Timestamp, side: Side, from: Span, bytes: Bytes) {
        self.read_datagram(at, side, from, bytes);
    }

    fn over(&mut self, _at: Option<Timestamp>, ending: &Ending) {
        let all: Vec<(u64, Side)> = self.streams.keys().copied().collect();
        for (stream, side) in all {
            self.with(side, stream, |h3, stream| h3.run(stream, Some(&Cut::Connection(ending))));
        }
        self.streams.clear();
        self.waiting = Sides::default();
    }

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }
}

impl<'s> Http3<'s> {
    fn new(opening: Opening<'s>) -> Http3<'s> {
        Http3 {
            out: Outbox::new(opening),
            streams: BTreeMap::new(),
            tables: Sides::default(),
            waiting: Sides::default(),
            calls: Sides::default(),
            opened: Sides::default(),
            tunnels: BTreeSet::new(),
            held: 0,
            room: ROOM,
        }
    }

    /// Whether a stream is among those that are followed, or can be.
    fn follows(&self, side: Side, stream: u64) -> bool {
        self.streams.contains_key(&(stream, side)) || self.streams.len() < MOST
    }

    /// Does something with a stream, which is forgotten once nothing more can come of it.
    fn with(&mut self, side: Side, id: u64, what: impl FnOnce(&mut Self, &mut Stream)) {
        let mut stream = self.streams.remove(&(id, side)).unwrap_or_else(|| self.opens(id, side));
        what(self, &mut stream);
        self.held = (self.held + stream.cost()).saturating_sub(stream.counted);
        stream.counted = stream.cost();
        if stream.ended.is_some() && stream.held.is_empty() {
            self.held = self.held.saturating_sub(stream.counted);
        } else {
            self.streams.insert((id, side), stream);
        }
    }

    /// Makes messages of a stream as long as there are bytes for one; with `cut`, of whatever there is.
    fn run(&mut self, stream: &mut Stream, cut: Option<&Cut<'_>>) {
        while !stream.held.is_empty() && self.step(stream, cut) {}
        if let Some(cut) = cut {
            self.short(stream, cut);
        }
    }

    fn step(&mut self, stream: &mut Stream, cut: Option<&Cut<'_>>) -> bool {
        match stream.state {
            State::Kind => self.begin(stream, cut),
            State::Frames => self.frame(stream, cut),
            State::Blocked if cut.is_some() => self.frame(stream, cut),
            State::Blocked => false,
            State::Content { done, total, kind } => self.content(stream, (done, total, kind), cut),
            State::Instructions => self.instructions(stream, cut),
            State::Raw(what) => self.raw(stream, what, cut),
            State::Over(why) => self.unread(stream, why, cut),
        }
    }

    /// Headers whose table entries have come, or never will, are read.
    fn wake(&mut self) {
        for side in [Side::Client, Side::Server] {
            let table = &self.tables[side];
            let (inserted, lost) = (table.inserted(), table.lost().is_some());
            let no_settings = !lost && !table.is_allowed();
            while let Some((required, id)) = self.waiting[side].first().copied() {
                let waits = if required == 0 { no_settings } else { required > inserted && !lost };
                if waits {
                    break;
                }
                self.waiting[side].pop_first();
                self.with(side, id, |h3, stream| {
                    stream.state = State::Frames;
                    h3.run(stream, None);
                    if let Some(how) = stream.ended.filter(|_| !matches!(stream.state, State::Blocked)) {
                        h3.run(stream, Some(&Cut::Stream(side, how)));
                    }
                });
            }
        }
    }

    /// What comes on a stream that is not followed.
    fn not_followed(&mut self, at: Timestamp, side: Side, id: u64, from: Span, bytes: Bytes) {
        if bytes.is_empty() {
            return;
        }
        let mut stream = Stream::new(id, side);
        let len = bytes.len();
        stream.push(at, from, bytes);
        let value = Value::NONE.meaning(format!("more than {MOST} streams are open at once: this one is not followed"));
        stream.send_leaf(&mut self.out, len, &UNEXPLAINED, value);
    }
}
