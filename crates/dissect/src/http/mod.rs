//! HTTP/1.1: two streams become heads, bodies and chunks.
//!
//! Each side is read by itself; they meet where the shape of an answer depends on its request (HEAD, CONNECT, Upgrade).
//! However the bytes are cut into events, the messages are the same.
//!
//! Sources: RFC 9112 (syntax, framing), RFC 9110 (meaning).

use std::collections::VecDeque;

use bytes::Bytes;

use super::message::{Message, Origin, Source};
use super::names::GAP;
use super::{Field, Label, Span, Value};
use crate::recording::{Secrets, Side, Timestamp};

mod bodies;
mod body;
mod chunks;
mod ending;
mod framing;
mod half;
mod head;
mod lines;
mod lost;
mod others;
mod recognise;
mod values;

pub(super) use ending::Ending;
use framing::{Asked, Framing};
use half::{Half, State};
pub(super) use recognise::begins;

/// One connection, as far as it is not yet messages.
pub(super) struct Conversation<'s> {
    out: Outbox<'s>,
    client: Half,
    server: Half,
    protocol: Protocol,
    /// Requests that are not answered yet.
    asked: VecDeque<Asked>,
    /// Whether anything that was asked was answered: only then is an answer more than expected surplus.
    answered: bool,
}

/// What is spoken here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Protocol {
    Undecided,
    Http,
    Other,
}

/// Where finished messages wait.
struct Outbox<'s> {
    connection: u32,
    next: u32,
    ready: VecDeque<Message>,
    secrets: &'s Secrets,
}

impl<'s> Conversation<'s> {
    pub(super) fn new(connection: u32, secrets: &'s Secrets) -> Conversation<'s> {
        Conversation {
            out: Outbox { connection, next: 0, ready: VecDeque::new(), secrets },
            client: Half::new(Side::Client),
            server: Half::new(Side::Server),
            protocol: Protocol::Undecided,
            asked: VecDeque::new(),
            answered: false,
        }
    }

    pub(super) fn pop(&mut self) -> Option<Message> {
        self.out.ready.pop_front()
    }

    /// Whether what is spoken turned out not to be HTTP.
    pub(super) fn is_other(&self) -> bool {
        self.protocol == Protocol::Other
    }

    /// The number that the next message gets.
    pub(super) fn next(&self) -> u32 {
        self.out.next
    }

    /// Goes on counting from here: others number messages on the same connection too.
    pub(super) fn count_from(&mut self, next: u32) {
        self.out.next = next;
    }

    /// Whether this side has said or missed anything so far.
    pub(super) fn heard(&self, side: Side) -> bool {
        let held = &self.side(side).held;
        held.offset() > 0 || !held.is_empty()
    }

    /// Bytes that this side sent.
    pub(super) fn bytes(&mut self, at: Timestamp, side: Side, mut bytes: Bytes) {
        if bytes.is_empty() {
            return;
        }
        self.turn(side);
        while !bytes.is_empty() {
            let half = self.half(side);
            // What finds nothing held need not be copied, however long it is.
            let len = if half.held.is_empty() { bytes.len() } else { bytes.len().min(body::PIECE) };
            half.held.push(at, bytes.split_to(len));
            self.decide(side, false);
            self.run(side, None);
        }
    }

    /// Bytes that this side sent and nobody saw.
    pub(super) fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        self.turn(side);
        self.decide(side, true);
        self.run(side, Some(&Ending::Gap(len)));
        let half = self.half(side);
        half.held.mark(at);
        half.skip(len);
        let mut message = self.out.begin(self.side(side), Bytes::new());
        message.fields.push(Field {
            label: &GAP,
            span: Span::new(message.index, 0, 0..0),
            value: Value::number(len).meaning("bytes that were sent here and are not in the recording"),
            problem: None,
            children: Vec::new(),
        });
        self.half(side).held.skip(len);
        self.out.send(message);
    }

    /// This side sends no more.
    pub(super) fn end(&mut self, at: Option<Timestamp>, side: Side, ending: &Ending) {
        self.decide(side, true);
        if let Some(at) = at.filter(|_| self.side(side).held.is_empty()) {
            self.half(side).held.mark(at);
        }
        self.run(side, Some(ending));
        self.half(side).state = State::Opaque { why: "sent after its sender had ended the connection".into() };
    }

    fn half(&mut self, side: Side) -> &mut Half {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }

    fn side(&self, side: Side) -> &Half {
        match side {
            Side::Client => &self.client,
            Side::Server => &self.server,
        }
    }

    /// One side speaks: what the other said and nobody understands is a message of its own.
    fn turn(&mut self, side: Side) {
        let other = side.other();
        if matches!(self.side(other).state, State::Opaque { .. } | State::Lost { .. }) {
            self.run(other, Some(&Ending::Turn));
            if let State::Lost { fresh, .. } = &mut self.half(other).state {
                *fresh = true;
            }
        }
    }

    /// What is spoken here, as soon as it can be told; `now`: whatever is held must do.
    fn decide(&mut self, speaker: Side, now: bool) {
        if self.protocol != Protocol::Undecided {
            return;
        }
        let (client, server) = (self.client.held.as_slice(), self.server.held.as_slice());
        match recognise::protocol(client, server, speaker, now) {
            None if now => self.protocol = Protocol::Http,
            None => return,
            Some(Ok(())) => self.protocol = Protocol::Http,
            Some(Err(why)) => {
                let why = others::name(client, server).unwrap_or(why);
                self.protocol = Protocol::Other;
                self.client.state = State::Opaque { why: why.into() };
                self.server.state = State::Opaque { why: why.into() };
                self.turn(speaker);
            }
        }
        self.run(Side::Client, None);
        self.run(Side::Server, None);
    }

    /// Makes messages as long as there are bytes for one; with `ending`, of whatever there is.
    fn run(&mut self, side: Side, ending: Option<&Ending>) {
        if self.protocol == Protocol::Undecided {
            return;
        }
        while self.step(side, ending) {}
    }

    fn step(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        };
        match &half.state {
            State::Start(_) => self.start(side, ending),
            State::Length { .. } => half.length(&mut self.out, ending),
            State::UntilClose { .. } => half.until_close(&mut self.out, ending),
            State::Chunked { .. } => half.chunk(&mut self.out, ending),
            State::Lost { .. } => half.lost(&mut self.out, ending),
            State::Opaque { .. } => half.opaque(&mut self.out, ending),
        }
    }

    /// A head, if there is one.
    fn start(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        };
        if side == Side::Server && self.answered && self.asked.is_empty() && half.expect_nothing() {
            return true;
        }
        match half.head(&mut self.out, ending) {
            half::Step::Wait => false,
            half::Step::Again => true,
            half::Step::Head(facts) => {
                self.after_head(side, &facts);
                true
            }
        }
    }

    fn after_head(&mut self, side: Side, facts: &head::Facts) {
        let (framing, asked) = match side {
            Side::Client => {
                let asked = Asked::of(facts.method.as_deref());
                self.asked.push_back(asked);
                (framing::of_request(facts), asked)
            }
            Side::Server => {
                let asked = self.asked.front().copied().unwrap_or(Asked::Other);
                let interim = facts.status.is_some_and(|s| (100..200).contains(&s) && s != 101);
                if !interim {
                    self.answered |= self.asked.pop_front().is_some();
                }
                (framing::of_response(facts, asked), asked)
            }
        };
        let tunnel = matches!(framing, Framing::Tunnel(_));
        if tunnel && (side == Side::Server || facts.method.as_deref() == Some("PRI")) {
            self.half(side.other()).follow(&framing);
            self.turn(side);
        }
        if side == Side::Server && asked == Asked::Connect && !tunnel && facts.status.is_some_and(|s| s >= 200) {
            // The proxy said no: the client goes on in HTTP.
            self.run(Side::Client, Some(&Ending::Turn));
            self.client.state = State::start();
        }
        self.half(side).follow(&framing);
    }
}

impl Outbox<'_> {
    /// A message of these bytes, which the half has already given.
    fn begin(&self, half: &Half, bytes: Bytes) -> Message {
        Message {
            connection: self.connection,
            index: self.next,
            side: half.side,
            at: half.held.at(),
            offset: half.held.offset(),
            sources: vec![Source { origin: Origin::Wire, bytes }],
            fields: Vec::new(),
        }
    }

    /// A message of the next `len` bytes of this half.
    fn take(&self, half: &mut Half, len: usize) -> Message {
        let mut message = self.begin(half, Bytes::new());
        message.sources[0].bytes = half.held.take(len);
        message
    }

    fn send(&mut self, message: Message) {
        self.next = self.next.saturating_add(1);
        self.ready.push_back(message);
    }

    /// Sends a message that is one leaf, since its bytes belong to no message that HTTP knows.
    fn send_whole(&mut self, half: &mut Half, len: usize, label: &'static Label, why: &str) {
        let mut message = self.take(half, len);
        let span = Span::new(message.index, 0, 0..len);
        let value = Value::NONE.meaning(why.to_owned());
        message.fields.push(Field { label, span, value, problem: None, children: Vec::new() });
        self.send(message);
    }
}
