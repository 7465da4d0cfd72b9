//! The frames of lesson 3: recognised by their magic, on any port; with one side's private key also what both ends derive.
//!
//! The framing is [`crate::frames`]'; X25519 is RFC 7748, HKDF RFC 5869.

use std::borrow::Cow;
use std::collections::VecDeque;

use bytes::Bytes;

use super::held::Held;
use super::http::Ending;
use super::message::{Message, Origin, Source};
use super::names::{GAP, UNEXPLAINED};
use super::{Field, Label, Span, Value};
use crate::frames::MAGIC;
use crate::recording::{Secrets, Side, Timestamp};
use derivation::Exchange;

mod derivation;
mod frame;

/// What nobody understands comes in pieces of this length.
const PIECE: usize = 64 * 1024;

/// Whether what one side sent first is a frame; `None`: too early to tell.
pub(super) fn begins(bytes: &[u8]) -> Option<bool> {
    match bytes.get(..MAGIC.len()) {
        Some(start) => Some(start == MAGIC),
        None if MAGIC.starts_with(bytes) => None,
        None => Some(false),
    }
}

/// One connection, as far as it is not yet messages.
pub(super) struct Conversation<'s> {
    connection: u32,
    next: u32,
    ready: VecDeque<Message>,
    client: Half,
    server: Half,
    exchange: Exchange<'s>,
}

/// One side of it.
struct Half {
    side: Side,
    held: Held,
    /// Why its bytes are no frames any more.
    lost: Option<Cow<'static, str>>,
}

impl Half {
    fn new(side: Side) -> Half {
        Half { side, held: Held::new(), lost: None }
    }
}

impl<'s> Conversation<'s> {
    pub(super) fn new(connection: u32, secrets: &'s Secrets) -> Conversation<'s> {
        Conversation {
            connection,
            next: 0,
            ready: VecDeque::new(),
            client: Half::new(Side::Client),
            server: Half::new(Side::Server),
            exchange: Exchange::new(secrets),
        }
    }

    pub(super) fn pop(&mut self) -> Option<Message> {
        self.ready.pop_front()
    }

    /// Bytes that this side sent.
    pub(super) fn bytes(&mut self, at: Timestamp, side: Side, bytes: Bytes) {
        if bytes.is_empty() {
            return;
        }
        self.half(side).held.push(at, bytes);
        self.run(side);
    }

    /// Bytes that this side sent and nobody saw.
    pub(super) fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        self.cut(side, &Ending::Gap(len));
        let half = self.half(side);
        half.held.mark(at);
        half.lost = Some("what it belongs to was lost in a gap".into());
        let mut message = self.take(side, 0);
        message.fields.push(Field {
            label: &GAP,
            span: Span::new(message.index, 0, 0..0),
            value: Value::number(len).meaning("bytes that were sent here and are not in the recording"),
            problem: None,
            children: Vec::new(),
        });
        self.half(side).held.skip(len);
        self.exchange.miss();
        self.send(message);
    }

    /// This side sends no more.
    pub(super) fn end(&mut self, side: Side, ending: &Ending) {
        self.cut(side, ending);
        self.half(side).lost = Some("sent after its sender had ended the connection".into());
    }

    fn half(&mut self, side: Side) -> &mut Half {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }

    /// Makes messages as long as there are bytes for one.
    fn run(&mut self, side: Side) {
        loop {
            let half = self.half(side);
            let held = half.held.as_slice();
            if half.lost.is_some() {
                if held.len() < PIECE {
                    return;
                }
                self.whole(side, PIECE);
            } else if begins(held) == Some(false) {
                half.lost = Some("no frame begins here".into());
            } else {
                let Some(len) = frame::length(held).filter(|len| *len <= held.len()) else { return };
                self.frame(side, len, None);
            }
        }
    }

    /// What is held comes out, unfinished as it is.
    fn cut(&mut self, side: Side, ending: &Ending) {
        let half = self.half(side);
        let held = half.held.as_slice();
        match held.len() {
            0 => {}
            len if half.lost.is_some() => self.whole(side, len),
            len => {
                let total = frame::length(held).map(|total| total as u64);
                self.frame(side, len, Some(ending.cut(len as u64, total)));
            }
        }
    }

    fn frame(&mut self, side: Side, len: usize, problem: Option<String>) {
        let mut message = self.take(side, len);
        frame::read(&mut message, &mut self.exchange, problem);
        self.send(message);
    }

    /// A message that is one leaf, since nobody understands it.
    fn whole(&mut self, side: Side, len: usize) {
        let why = self.half(side).lost.clone().unwrap_or_default();
        let mut message = self.take(side, len);
        message.fields.push(leaf(&message, 0..len, &UNEXPLAINED, Value::NONE.meaning(why)));
        self.send(message);
    }

    /// A message of the next `len` bytes of this side.
    fn take(&mut self, side: Side, len: usize) -> Message {
        let (connection, index) = (self.connection, self.next);
        let half = self.half(side);
        let (at, offset) = (half.held.at(), half.held.offset());
        let sources = vec![Source { origin: Origin::Wire, bytes: half.held.take(len) }];
        Message { connection, index, side: half.side, at, offset, sources, fields: Vec::new() }
    }

    fn send(&mut self, message: Message) {
        self.next = self.next.saturating_add(1);
        self.ready.push_back(message);
    }
}

fn leaf(message: &Message, range: std::ops::Range<usize>, label: &'static Label, value: Value) -> Field {
    Field { label, span: Span::new(message.index, 0, range), value, problem: None, children: Vec::new() }
}
