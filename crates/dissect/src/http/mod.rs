//! HTTP/1.1: two streams become heads, bodies and chunks.
//!
//! Each side is read by itself; they meet where the shape of an answer depends on its request (HEAD, CONNECT, Upgrade).
//! However the bytes are cut into events, the messages are the same.
//!
//! Sources: RFC 9112 (syntax, framing), RFC 9110 (meaning).

use std::collections::VecDeque;

use bytes::Bytes;

use super::protocol::{Ending, Onward, Opening, Outbox, PIECE, Protocol, Registration};
use crate::recording::{Side, Sides, Timestamp};
use crate::websocket::{self, Key};

mod bodies;
mod body;
mod chunks;
mod framing;
mod half;
mod head;
mod lines;
pub(crate) mod list;
mod lost;
mod others;
mod recognise;
pub(crate) mod values;

use framing::{Asked, Facts, Framing};
use half::{Half, State};

/// HTTP/1.1 as one of the protocols.
pub(super) const HTTP1: Registration = Registration {
    begins: recognise::begins,
    open: |opening| Box::new(Http1::new(opening)),
    beside: None,
    late: None,
    alpn: &[b"http/1.1", b"http/1.0"],
};

/// One connection, as far as it is not yet messages.
struct Http1<'s> {
    out: Outbox<'s>,
    halves: Sides<Half>,
    verdict: Verdict,
    looked: recognise::Looked,
    /// Whether it is another protocol that can be named.
    named: bool,
    /// What a tunnel carries.
    onward: Option<Onward<'s>>,
    /// What the client wants to have answered before it speaks WebSocket.
    key: Option<Key>,
    /// Requests that are not answered yet.
    asked: VecDeque<Asked>,
    /// Whether anything that was asked was answered: only then is an answer more than expected surplus.
    answered: bool,
}

/// What is spoken here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Undecided,
    Http,
    Other,
}

impl<'s> Protocol<'s> for Http1<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, mut bytes: Bytes) {
        if bytes.is_empty() {
            return;
        }
        self.turn(side);
        while !bytes.is_empty() {
            if let Some(onward) = &mut self.onward {
                return onward.bytes(&mut self.out, at, side, bytes);
            }
            let half = &mut self.halves[side];
            // What finds nothing held need not be copied, however long it is.
            let len = if half.held.is_empty() { bytes.len() } else { bytes.len().min(PIECE) };
            half.held.push(at, bytes.split_to(len));
            self.decide(side, false);
            self.run(side, None);
        }
    }

    fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        if let Some(onward) = &mut self.onward {
            return onward.gap(&mut self.out, at, side, len);
        }
        self.turn(side);
        self.decide(side, true);
        self.run(side, Some(&Ending::Gap(len)));
        let half = &mut self.halves[side];
        half.skip(len);
        self.out.send_gap(&mut half.held, at, len);
    }

    fn end(&mut self, at: Option<Timestamp>, side: Side, ending: &Ending) {
        if let Some(onward) = &mut self.onward {
            return onward.end(&mut self.out, at, side, ending);
        }
        self.decide(side, true);
        let held = &mut self.halves[side].held;
        if let Some(at) = at.filter(|_| held.is_empty()) {
            held.mark(at);
        }
        self.run(side, Some(ending));
        self.halves[side].state = State::Opaque { why: "sent after its sender had ended the connection".into() };
    }

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }

    fn awaits(&self, side: Side) -> bool {
        let held = &self.halves[side].held;
        held.offset() == 0 && held.is_empty()
    }

    fn is_foreign(&self) -> bool {
        self.verdict == Verdict::Other
    }

    fn is_unknown(&self) -> bool {
        match self.verdict {
            Verdict::Undecided => [Side::Client, Side::Server].iter().any(|side| {
                let held = self.halves[*side].held.as_slice();
                recognise::is_binary(held)
            }),
            Verdict::Http => false,
            Verdict::Other => !self.named,
        }
    }

    fn reached(&self, side: Side) -> u64 {
        let held = &self.halves[side].held;
        held.offset().saturating_add(held.len() as u64)
    }
}

impl<'s> Http1<'s> {
    fn new(opening: Opening<'s>) -> Http1<'s> {
        Http1 {
            out: Outbox::new(opening),
            halves: Sides::new(Half::new),
            verdict: Verdict::Undecided,
            looked: recognise::Looked::default(),
            named: false,
            onward: None,
            key: None,
            asked: VecDeque::new(),
            answered: false,
        }
    }

    /// One side speaks: what the other said and nobody understands is a message of its own.
    fn turn(&mut self, side: Side) {
        let other = side.other();
        if matches!(self.halves[other].state, State::Opaque { .. } | State::Lost { .. }) {
            self.run(other, Some(&Ending::Turn));
            if let State::Lost { fresh, .. } = &mut self.halves[other].state {
                *fresh = true;
            }
        }
    }

    /// What is spoken here, as soon as it can be told; `now`: whatever is held must do.
    fn decide(&mut self, speaker: Side, now: bool) {
        if self.verdict != Verdict::Undecided {
            return;
        }
        let (client, server) = (self.halves.client.held.as_slice(), self.halves.server.held.as_slice());
        match recognise::protocol(&mut self.looked, [client, server], speaker, now) {
            None if now => self.verdict = Verdict::Http,
            None => return,
            Some(Ok(())) => self.verdict = Verdict::Http,
            Some(Err(why)) => {
                let name = others::name(client, server);
                let why = name.unwrap_or(why);
                self.named = name.is_some();
                self.verdict = Verdict::Other;
                self.halves.client.state = State::Opaque { why: why.into() };
                self.halves.server.state = State::Opaque { why: why.into() };
                self.turn(speaker);
            }
        }
        self.run(Side::Client, None);
        self.run(Side::Server, None);
    }

    /// Makes messages as long as there are bytes for one; with `ending`, of whatever there is.
    fn run(&mut self, side: Side, ending: Option<&Ending>) {
        if self.verdict == Verdict::Undecided {
            return;
        }
        while self.step(side, ending) {}
    }

    fn step(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = &mut self.halves[side];
        match &half.state {
            State::Start(_) => self.start(side, ending),
            State::Length { .. } => half.length(&mut self.out, ending),
            State::UntilClose { .. } => half.until_close(&mut self.out, ending),
            State::Chunked { .. } => half.chunk(&mut self.out, ending),
            State::Lost { .. } => half.lost(&mut self.out, ending),
            State::Opaque { .. } => half.opaque(&mut self.out, ending),
            State::Asked => half.asked(ending),
        }
    }

    /// A head, if there is one.
    fn start(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = &mut self.halves[side];
        if side == Side::Server && self.answered && self.asked.is_empty() && half.expect_nothing() {
            return true;
        }
        let key = self.key.as_ref().filter(|_| side == Side::Server);
        match half.head(&mut self.out, key, ending) {
            half::Step::Wait => false,
            half::Step::Again => true,
            half::Step::Head(facts) => {
                self.after_head(side, &facts);
                true
            }
        }
    }

    fn after_head(&mut self, side: Side, facts: &Facts) {
        let (framing, asked) = match side {
            Side::Client => {
                let asked = Asked::of(facts.method.as_deref());
                self.key = facts.key.clone();
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
        if tunnel && side == Side::Server && asked == Asked::Connect && self.hands_over() {
            return;
        }
        if tunnel && side == Side::Server && self.speaks_websocket(facts) {
            return;
        }
        if tunnel && (side == Side::Server || facts.method.as_deref() == Some("PRI")) {
            self.halves[side.other()].follow(&framing);
            self.turn(side);
        }
        if side == Side::Server && asked == Asked::Connect && !tunnel && facts.status.is_some_and(|s| s >= 200) {
            // The proxy said no: the client goes on in HTTP.
            self.halves.client.refused();
            self.run(Side::Client, Some(&Ending::Turn));
            self.halves.client.state = State::start();
        }
        self.halves[side].follow(&framing);
    }

    /// Both have agreed in WebSocket, if they have: what they say from here on are its frames.
    fn speaks_websocket(&mut self, facts: &Facts) -> bool {
        let agreed = facts.upgrade.as_deref().is_some_and(|to| to.trim().eq_ignore_ascii_case("websocket"));
        if !agreed || self.key.is_none() {
            return false;
        }
        let spoken = websocket::open(self.out.opening.clone(), &facts.extensions);
        let Sides { client, server } = &mut self.halves;
        self.onward = Some(Onward::speaking(&mut self.out, &mut client.held, &mut server.held, spoken));
        true
    }

    /// The tunnel is open: what both sides say from here on is another conversation. Says whether that is followed.
    fn hands_over(&mut self) -> bool {
        let Sides { client, server } = &mut self.halves;
        self.onward = Onward::of(&mut self.out, &mut client.held, &mut server.held);
        self.onward.is_some()
    }
}
