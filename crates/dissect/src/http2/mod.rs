//! HTTP/2: after ALPN has settled it, or by the first words of a client that knows already.
//!
//! A frame is a message. Compressed headers are told apart representation by representation, decompressed in a source of
//! their own, and put together first where they took several frames.
//!
//! Sources: RFC 9113 (frames), RFC 7541 (compressed headers).

use std::collections::VecDeque;

use bytes::Bytes;

use super::cursor::{blame, bytes};
use super::http::Ending;
use super::message::{Message, Origin, Source};
use super::names::{GAP, UNEXPLAINED, http2 as label};
use super::{Field, Label, Span, Value};
use crate::recording::{Secrets, Side, Timestamp};
use half::{HEADER, Half, LONGEST, Next, PIECE, PREFACE, State};

mod block;
mod codes;
mod frame;
mod half;
mod payload;

/// Whether a client that begins like this speaks HTTP/2; `None`: too early to tell.
pub(super) fn begins(bytes: &[u8]) -> Option<bool> {
    // What HTTP/1.1 would take for a method, a target and the beginning of a version.
    const ENOUGH: &[u8] = b"PRI * HT";
    let len = bytes.len().min(ENOUGH.len());
    if bytes[..len] != ENOUGH[..len] {
        return Some(false);
    }
    (len == ENOUGH.len()).then_some(true)
}

/// One connection, as far as it is not yet messages.
pub(super) struct Conversation<'s> {
    connection: u32,
    next: u32,
    ready: VecDeque<Message>,
    secrets: &'s Secrets,
    client: Half,
    server: Half,
}

impl<'s> Conversation<'s> {
    pub(super) fn new(connection: u32, secrets: &'s Secrets) -> Conversation<'s> {
        let (client, server) = (Half::new(Side::Client), Half::new(Side::Server));
        Conversation { connection, next: 0, ready: VecDeque::new(), secrets, client, server }
    }

    pub(super) fn pop(&mut self) -> Option<Message> {
        self.ready.pop_front()
    }

    /// Goes on counting from here: others number messages on the same connection too.
    pub(super) fn count_from(&mut self, next: u32) {
        self.next = next;
    }

    /// Bytes that this side sent.
    pub(super) fn bytes(&mut self, at: Timestamp, side: Side, bytes: Bytes) {
        self.half(side).held.push(at, bytes);
        while self.step(side, None) {}
    }

    /// Bytes that this side sent and nobody saw.
    pub(super) fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        let total = self.half(side).expected();
        let held = self.half(side).held.len();
        while self.step(side, Some(&Ending::Gap(len))) {}
        self.half(side).held.mark(at);
        let mut message = self.take(side, 0);
        let value = Value::number(len).meaning("bytes that were sent here and are not in the recording");
        message.fields.push(leaf(&message, 0..0, &GAP, value));
        self.send(message);
        let half = self.half(side);
        half.held.skip(len);
        half.lose(total.map(|total| total.saturating_sub(held)), len);
    }

    /// This side sends no more.
    pub(super) fn end(&mut self, at: Option<Timestamp>, side: Side, ending: &Ending) {
        while self.step(side, Some(ending)) {}
        let half = self.half(side);
        if let Some(at) = at.filter(|_| half.held.is_empty()) {
            half.held.mark(at);
        }
        half.state = State::Over("sent after its sender had ended the connection");
    }

    fn half(&mut self, side: Side) -> &mut Half {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }

    /// Makes a message, if there are bytes for one; with `ending`, of whatever there is.
    fn step(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = self.half(side);
        let held = half.held.len();
        if held == 0 {
            return false;
        }
        match half.next() {
            Next::Preface => self.preface(side),
            Next::Frame(len) => self.frame(side, len),
            Next::Rest(len) => self.whole(side, len, "the rest of a frame whose beginning was lost"),
            Next::TooLong(len) => {
                self.half(side).state = State::Over("a frame that is too long came before it");
                let why = format!("{}: more than this program takes at once ({LONGEST})", bytes(len as u64));
                self.broken(side, held.min(PIECE), why);
            }
            Next::Lost(why) if ending.is_some() || held >= PIECE => self.whole(side, held.min(PIECE), why),
            Next::Wait(total) => match ending {
                Some(ending) => {
                    let cut = ending.cut(held as u64, total.map(|total| total as u64));
                    self.broken(side, held, cut);
                }
                None => return false,
            },
            Next::Lost(_) => return false,
        }
        true
    }

    fn preface(&mut self, side: Side) {
        let mut message = self.take(side, PREFACE.len());
        let meaning = "from here on frames; a server that does not understand it speaks HTTP/1.1 at most";
        let value = Value::text(String::from_utf8_lossy(message.wire()).into_owned()).meaning(meaning);
        message.fields.push(leaf(&message, 0..PREFACE.len(), &label::MAGIC, value));
        self.send(message);
        self.half(side).state = State::Frames;
    }

    fn frame(&mut self, side: Side, len: usize) {
        let mut message = self.take(side, len);
        let secrets = self.secrets;
        let read = frame::read(&mut message, &mut self.half(side).headers, secrets);
        self.send(message);
        // What this side can keep is what the other side's compression may use.
        if let Some(size) = read.table_size {
            self.half(side.other()).headers.allow(size);
        }
    }

    /// What there is of a frame.
    fn broken(&mut self, side: Side, len: usize, why: String) {
        let mut message = self.take(side, len);
        self.half(side).headers.lose();
        let (head, _) = message.wire().split_at(HEADER.min(len));
        let mut children = frame::header(message.index, head);
        if len > HEADER {
            children.push(leaf(&message, HEADER..len, &label::UNKNOWN, Value::NONE));
        }
        let mut field = leaf(&message, 0..len, &label::FRAME, Value::NONE);
        field.children = children;
        blame(&mut field, why);
        message.fields.push(field);
        self.send(message);
    }

    /// A message that is one leaf, since nobody understands it.
    fn whole(&mut self, side: Side, len: usize, why: &'static str) {
        let mut message = self.take(side, len);
        message.fields.push(leaf(&message, 0..len, &UNEXPLAINED, Value::NONE.meaning(why)));
        self.send(message);
        self.half(side).passed(len);
    }

    /// A message of the next `len` bytes of this side.
    fn take(&mut self, side: Side, len: usize) -> Message {
        let (connection, index) = (self.connection, self.next);
        let half = self.half(side);
        let (at, offset) = (half.held.at(), half.held.offset());
        let sources = vec![Source { origin: Origin::Wire, bytes: half.held.take(len) }];
        Message { connection, index, side, at, offset, sources, fields: Vec::new() }
    }

    fn send(&mut self, message: Message) {
        self.next = self.next.saturating_add(1);
        self.ready.push_back(message);
    }
}

fn leaf(message: &Message, range: std::ops::Range<usize>, label: &'static Label, value: Value) -> Field {
    Field { label, span: Span::new(message.index, 0, range), value, problem: None, children: Vec::new() }
}
