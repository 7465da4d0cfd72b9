//! One direction of a stream: what is held of it, and what comes next.

use bytes::Bytes;

use crate::field::{Field, GAP, Label, Span, Value};
use crate::message::Message;
use crate::names::http3 as label;
use crate::protocol::pieces::Pieces;
use crate::protocol::{Held, Outbox, StreamEnd};
use crate::recording::{Side, Timestamp};

/// What a piece costs beside its bytes: where it lies is remembered too.
const PIECE_COST: usize = 64;

pub(super) struct Stream {
    pub(super) id: u64,
    pub(super) side: Side,
    pub(super) held: Held,
    pieces: Pieces,
    pub(super) state: State,
    /// What it is for.
    pub(super) role: Role,
    /// Whether a frame came before.
    pub(super) begun: bool,
    /// Whether headers came before.
    pub(super) has_headers: bool,
    /// How many table entries the headers need that are due, if that was found out before.
    pub(super) required: Option<u64>,
    /// How it ended, while something on it still waits.
    pub(super) ended: Option<StreamEnd>,
    /// How much of it was counted as held.
    pub(super) counted: usize,
}

/// What a stream is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Request,
    Push,
    Control,
    Encoder,
    Decoder,
    Other,
}

/// What the next bytes are.
#[derive(Clone, Copy)]
pub(super) enum State {
    /// What a stream in one direction is for.
    Kind,
    Frames,
    /// What is left of a frame that is longer than a piece: how much came before, and how much there is in all.
    Content {
        done: u64,
        total: u64,
        kind: u64,
    },
    /// What changes the table, or is said of it.
    Instructions,
    /// Something that is not taken apart, and what it is.
    Raw(&'static str),
    /// Headers that wait for table entries.
    Blocked,
    /// Nobody can know, and this is why.
    Over(&'static str),
}

impl Stream {
    pub(super) fn new(id: u64, side: Side) -> Stream {
        let (state, role) = match id & 2 {
            0 => (State::Frames, Role::Request),
            _ => (State::Kind, Role::Other),
        };
        Stream {
            id,
            side,
            held: Held::new(side),
            pieces: Pieces::default(),
            state,
            role,
            begun: false,
            has_headers: false,
            required: None,
            ended: None,
            counted: 0,
        }
    }

    /// Bytes that lie there.
    pub(super) fn push(&mut self, at: Timestamp, from: Span, bytes: Bytes) {
        self.pieces.push(Some(from), bytes.len() as u64);
        self.held.push(at, bytes);
    }

    /// What it costs to hold it.
    pub(super) fn cost(&self) -> usize {
        self.held.len() + PIECE_COST * self.pieces.len()
    }

    /// A message of the next `len` bytes.
    pub(super) fn take(&mut self, out: &Outbox<'_>, len: usize) -> Message {
        let mut message = out.take(&mut self.held, len);
        self.pieces.place(&mut message);
        message
    }

    /// Which stream a message lies on.
    pub(super) fn mark(&self, message: &Message, at: usize) -> Field {
        message.leaf(0, at..at, &label::STREAM, about(self.id))
    }

    /// Sends the next `len` bytes as one leaf.
    pub(super) fn send_leaf(&mut self, out: &mut Outbox<'_>, len: usize, label: &'static Label, value: Value) {
        let mut message = self.take(out, len);
        let len = message.wire().len();
        message.fields.push(message.leaf(0, 0..len, label, value));
        message.fields.push(self.mark(&message, len));
        out.send(message);
    }

    /// Sends a message that stands for bytes that nobody saw.
    pub(super) fn send_gap(&mut self, out: &mut Outbox<'_>, at: Timestamp, len: u64) {
        self.held.mark(at);
        let value = Value::number(len).meaning("bytes that were sent here on the stream and could not be read");
        self.send_leaf(out, 0, &GAP, value);
        self.held.skip(len);
        self.pieces.push(None, len);
    }
}

/// The number of a stream, and what it says (RFC 9000 §2.1).
pub(super) fn about(id: u64) -> Value {
    Value::number(id).meaning(match id & 3 {
        0 => "opened by the client, for both directions: a request and its response",
        1 => "opened by the server, for both directions",
        2 => "opened by the client: only the client sends on it",
        _ => "opened by the server: only the server sends on it",
    })
}
