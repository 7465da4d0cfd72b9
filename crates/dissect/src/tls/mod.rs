//! TLS: recognised by its bytes, on any port; with a key log also what is inside.
//!
//! A record is a message. What it carries, if it can be opened, is a source of its own in the same message; HTTP inside
//! is messages of their own, made of the decrypted data of as many records as they take.
//!
//! Sources: RFC 8446 (TLS 1.3), RFC 5246 (TLS 1.2).

use std::collections::VecDeque;

use bytes::Bytes;

use super::http::{self, Ending};
use super::message::{Message, Origin, Source};
use super::names::{GAP, UNEXPLAINED, tls_record as label};
use super::{Field, Label, Span, Value};
use crate::cursor::blame;
use crate::recording::{Secrets, Side, Timestamp};
use half::{Half, Next, PIECE, State};
use inside::Inside;
use session::Session;

mod alert;
mod ccs;
mod codes;
mod decrypt;
mod derivation;
mod extensions;
mod facts;
mod flight;
mod half;
mod handshake;
mod inside;
pub(super) mod numbers;
mod raw;
mod read;
mod record;
mod sealed;
mod search;
mod session;
mod sessions;
mod transcript;

pub(super) use extensions::signature_scheme;
pub use sessions::Sessions;

/// Whether what one side said first is TLS; `None`: too early to tell.
pub(super) fn begins(bytes: &[u8]) -> Option<bool> {
    match (half::begins(bytes), half::begins_ssl2(bytes)) {
        (Some(false), ssl2) => ssl2,
        (tls, _) => tls,
    }
}

/// One connection, as far as it is not yet messages.
pub(super) struct Conversation<'s> {
    out: Outbox,
    client: Half,
    server: Half,
    session: Session<'s>,
    inside: Inside<'s>,
}

/// Where finished messages wait.
struct Outbox {
    connection: u32,
    next: u32,
    ready: VecDeque<Message>,
}

impl<'s> Conversation<'s> {
    pub(super) fn new(connection: u32, secrets: &'s Secrets, sessions: Sessions) -> Conversation<'s> {
        Conversation {
            out: Outbox { connection, next: 0, ready: VecDeque::new() },
            client: Half::new(),
            server: Half::new(),
            session: Session::new(secrets, sessions),
            inside: Inside::new(connection, secrets),
        }
    }

    /// Goes on with a connection on which `bare` began to speak HTTP to a side that speaks TLS.
    pub(super) fn beside(
        connection: u32,
        (secrets, sessions): (&'s Secrets, Sessions),
        bare: Side,
        http: http::Conversation<'s>,
    ) -> Conversation<'s> {
        let mut conversation = Conversation::new(connection, secrets, sessions);
        conversation.out.next = http.next();
        conversation.inside = Inside::around(connection, secrets, http);
        conversation.inside.is_bare(bare);
        conversation.half(bare).state = State::Bare;
        conversation
    }

    pub(super) fn pop(&mut self) -> Option<Message> {
        self.out.ready.pop_front()
    }

    /// Bytes that this side sent.
    pub(super) fn bytes(&mut self, at: Timestamp, side: Side, mut bytes: Bytes) {
        while !bytes.is_empty() {
            let half = self.half(side);
            if matches!(half.state, State::Bare) {
                return self.inside.bytes(&mut self.out, at, side, None, bytes);
            }
            let len = half.appetite(bytes.len());
            half.held.push(at, bytes.split_to(len));
            self.run(side, None);
        }
    }

    /// Bytes that this side sent and nobody saw.
    pub(super) fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        if matches!(self.half(side).state, State::Bare) {
            return self.inside.gap(&mut self.out, at, side, len);
        }
        self.run(side, Some(&Ending::Gap(len)));
        self.session.miss(side, len);
        let half = self.half(side);
        half.held.mark(at);
        let mut message = self.take(side, 0);
        let value = Value::number(len).meaning("bytes that were sent here and are not in the recording");
        message.fields.push(leaf(&message, 0, &GAP, value));
        self.out.send(message);
        let half = self.half(side);
        half.held.skip(len);
        if !matches!(half.state, State::Over) {
            half.state = State::Lost { scanned: 0, why: "what it belongs to was lost in a gap".into() };
        }
    }

    /// This side sends no more.
    pub(super) fn end(&mut self, at: Option<Timestamp>, side: Side, ending: &Ending) {
        if matches!(self.half(side).state, State::Bare) {
            return self.inside.end(&mut self.out, at, side, ending);
        }
        self.run(side, Some(ending));
        if let Some(at) = at {
            self.half(side).held.mark(at);
        }
        self.unfinished(side, ending);
        self.half(side).state = State::Over;
        if !self.session.channel(side).closed {
            let ending = match ending {
                Ending::Close | Ending::HalfClose(_) => &Ending::Unannounced(side),
                ending => ending,
            };
            self.inside.end(&mut self.out, at, side, ending);
        }
        self.session.channel(side).closed = true;
    }

    fn half(&mut self, side: Side) -> &mut Half {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }

    /// Makes messages as long as there are bytes for one; with `ending`, of whatever there is.
    fn run(&mut self, side: Side, ending: Option<&Ending>) {
        while self.step(side, ending) {}
    }

    fn step(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = self.half(side);
        if half.held.is_empty() {
            return false;
        }
        match &half.state {
            State::Start => self.start(side, ending),
            State::Records => self.record(side, ending),
            State::Lost { .. } => self.lost(side, ending),
            State::Bare => false,
            State::Over if ending.is_none() && half.held.len() < PIECE => false,
            State::Over => {
                let len = half.held.len().min(PIECE);
                self.whole(side, len, "sent after its sender had ended the connection");
                true
            }
        }
    }

    /// A record, if there is one.
    fn record(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = self.half(side);
        let (len, total) = (half.held.len(), half::length(half.held.as_slice()));
        match (half.next(), ending) {
            (Next::Record(len), _) => self.emit(side, len, None),
            (Next::Never, _) => {
                half.state = State::Lost { scanned: 0, why: "no TLS record begins here".into() };
                self.session.miss(side, 0);
            }
            (Next::Wait, None) => return false,
            (Next::Wait, Some(ending)) => {
                let cut = ending.cut(len as u64, total.map(|total| total as u64));
                self.emit(side, len, Some(cut));
            }
        }
        true
    }

    fn emit(&mut self, side: Side, len: usize, cut: Option<String>) {
        let at = self.half(side).held.at();
        let mut message = self.take(side, len);
        let read = record::read(&mut message, &mut self.session, cut);
        let data = read.data.and_then(|span| {
            let source = message.sources.get(usize::from(span.source))?;
            Some((source.bytes.slice(span.range.clone()), span))
        });
        self.out.send(message);
        if self.session.facts.alpn.as_deref() == Some(b"h2") {
            self.inside.speaks_http2();
        }
        if let Some(len) = read.lost {
            self.inside.gap(&mut self.out, at, side, len);
        }
        if let Some((bytes, span)) = data {
            let accepted = self.session.facts.early_accepted;
            match read.early {
                true => self.inside.early(&mut self.out, at, span, bytes, accepted),
                false => self.inside.bytes(&mut self.out, at, side, Some(span), bytes),
            }
        }
        if let Some(accepted) = self.session.facts.early_accepted {
            self.inside.decide_early(&mut self.out, accepted);
        }
        if read.closes {
            self.inside.end(&mut self.out, Some(at), side, &Ending::HalfClose(side));
        }
    }

    /// A handshake message that began and will not end is worth a message, though no byte is left for it.
    fn unfinished(&mut self, side: Side, ending: &Ending) {
        let Some((have, total)) = self.session.channel(side).flight.unfinished() else { return };
        self.session.channel(side).flight.clear();
        let mut message = self.take(side, 0);
        let mut field = leaf(&message, 0, &label::FRAGMENT, Value::NONE.meaning("the rest of the message is missing"));
        blame(&mut field, ending.cut(have as u64, total.map(|total| total as u64)));
        message.fields.push(field);
        self.out.send(message);
    }

    /// A message that is one leaf, since nobody understands it.
    fn whole(&mut self, side: Side, len: usize, why: impl Into<std::borrow::Cow<'static, str>>) {
        let mut message = self.take(side, len);
        message.fields.push(leaf(&message, len, &UNEXPLAINED, Value::NONE.meaning(why)));
        self.out.send(message);
    }

    /// A message of the next `len` bytes of this side.
    fn take(&mut self, side: Side, len: usize) -> Message {
        let (connection, index) = (self.out.connection, self.out.next);
        let half = self.half(side);
        let (at, offset) = (half.held.at(), half.held.offset());
        let sources = vec![Source { origin: Origin::Wire, bytes: half.held.take(len) }];
        Message { connection, index, side, at, offset, sources, fields: Vec::new() }
    }
}

impl Outbox {
    fn send(&mut self, message: Message) {
        self.next = self.next.saturating_add(1);
        self.ready.push_back(message);
    }
}

fn leaf(message: &Message, len: usize, label: &'static Label, value: Value) -> Field {
    Field { label, span: Span::new(message.index, 0, 0..len), value, problem: None, children: Vec::new() }
}
