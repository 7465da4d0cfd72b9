//! What every protocol does with bytes and messages: take, number, send.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::Opening;
use super::held::Held;
use crate::field::{GAP, Label, UNEXPLAINED, Value};
use crate::message::{Message, Origin, Source};
use crate::recording::Timestamp;

/// Where the finished messages of a connection wait, and where they get their numbers.
pub(crate) struct Outbox<'s> {
    pub(crate) opening: Opening<'s>,
    next: u32,
    ready: VecDeque<Message>,
}

impl<'s> Outbox<'s> {
    pub(crate) fn new(opening: Opening<'s>) -> Outbox<'s> {
        Outbox { opening, next: 0, ready: VecDeque::new() }
    }

    /// The number that the next message gets.
    pub(crate) fn next(&self) -> u32 {
        self.next
    }

    /// Goes on counting from here: others number messages on the same connection too.
    pub(crate) fn count_from(&mut self, next: u32) {
        self.next = next;
    }

    /// Takes over the messages of another, and counts on from its number.
    pub(crate) fn follow(&mut self, other: &mut Outbox<'s>) {
        self.ready.append(&mut other.ready);
        self.next = other.next;
    }

    /// A message of the next `len` bytes of a side.
    pub(crate) fn take(&self, held: &mut Held, len: usize) -> Message {
        let (side, at, offset) = (held.side(), held.at(), held.offset());
        let sources = vec![Source { origin: Origin::Wire, bytes: held.take(len) }];
        Message { connection: self.opening.connection, index: self.next, side, at, offset, sources, fields: Vec::new() }
    }

    /// The message is finished.
    pub(crate) fn send(&mut self, message: Message) {
        self.next = self.next.saturating_add(1);
        self.ready.push_back(message);
    }

    /// Sends a message that is one leaf.
    pub(crate) fn send_leaf(&mut self, held: &mut Held, len: usize, label: &'static Label, value: Value) {
        let mut message = self.take(held, len);
        let len = message.wire().len();
        message.fields.push(message.leaf(0, 0..len, label, value));
        self.send(message);
    }

    /// Sends a message that nobody understands, and why.
    pub(crate) fn send_unexplained(&mut self, held: &mut Held, len: usize, why: impl Into<Cow<'static, str>>) {
        self.send_leaf(held, len, &UNEXPLAINED, Value::NONE.meaning(why));
    }

    /// Sends a message that stands for bytes that a side sent and nobody saw.
    pub(crate) fn send_gap(&mut self, held: &mut Held, at: Timestamp, len: u64) {
        held.mark(at);
        let value = Value::number(len).meaning("bytes that were sent here and are not in the recording");
        self.send_leaf(held, 0, &GAP, value);
        held.skip(len);
    }

    /// The next message that is ready.
    pub(crate) fn pop(&mut self) -> Option<Message> {
        self.ready.pop_front()
    }
}
