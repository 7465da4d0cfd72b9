//! Two sides that talk in the clear and may agree to begin TLS: what all protocols of that kind share. Each brings a [`Grammar`].
//!
//! A side whose last words mean what the answer makes of them is not read on before that answer: what comes after STARTTLS is TLS if
//! the server says yes, and another command if it says no.

use bytes::Bytes;

use super::{Ending, Held, Onward, Open, Opening, Outbox, PIECE, Protocol};
use crate::cursor::blame;
use crate::field::Value;
use crate::message::Message;
use crate::names::upgrade as label;
use crate::recording::{Side, Sides, Timestamp};

/// How long the next message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// So many bytes.
    Whole(usize),
    /// More are needed; so many in all, if that is known.
    More(Option<usize>),
    /// None begins here, and none will.
    Never(&'static str),
}

/// What follows on a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    /// The next message.
    GoesOn,
    /// TLS, on both sides.
    Upgrades,
}

/// What is said in a protocol: where its messages end, what is in them, and what they change.
pub(crate) trait Grammar: Send {
    /// Whether it is clear enough what is spoken, from what client and server said first; `now`: it has to be.
    fn settles(&mut self, _said: [&[u8]; 2], _now: bool) -> bool {
        true
    }

    /// Whether the meaning of what this side says next depends on an answer that is due.
    fn waits(&self, _side: Side) -> bool {
        false
    }

    /// The answer does not come, and this is what the side says next.
    fn unanswered(&mut self, _next: &[u8]) -> After {
        After::GoesOn
    }

    /// How long the message is that begins here; something is held. The same bytes, cut otherwise, must give the same messages.
    fn extent(&mut self, side: Side, held: &[u8]) -> Extent;

    /// Gives a message its fields, and takes note of what it changes; `cut`: why its end is missing.
    fn read(&mut self, message: &mut Message, cut: Option<String>) -> After;

    /// Whether TLS begins here, whatever was said before or is missing: no message of this protocol can begin so.
    fn is_tls(&self, _side: Side, _next: &[u8]) -> bool {
        false
    }

    /// So many bytes of this side are missing.
    fn lost(&mut self, side: Side, len: u64);

    /// What is spoken inside TLS.
    fn inside(&self) -> Open;
}

/// One connection, as far as it is not yet messages.
pub(crate) struct Talk<'s, G> {
    out: Outbox<'s>,
    held: Sides<Held>,
    grammar: G,
    settled: bool,
    /// Why what a side says is not understood any more.
    over: Sides<Option<&'static str>>,
    onward: Option<Onward<'s>>,
}

impl<'s, G: Grammar> Talk<'s, G> {
    pub(crate) fn new(opening: Opening<'s>, grammar: G) -> Talk<'s, G> {
        let (held, over) = (Sides::new(Held::new), Sides::default());
        Talk { out: Outbox::new(opening), held, grammar, settled: false, over, onward: None }
    }

    /// What is spoken, as soon as it is clear; then the server is read first, which spoke first, as far as it had spoken.
    fn settle(&mut self, now: bool) {
        if !self.settled {
            let said = [self.held.client.as_slice(), self.held.server.as_slice()];
            let enough = said.iter().any(|said| said.len() >= PIECE);
            self.settled = self.grammar.settles(said, now || enough);
            if self.settled {
                while self.onward.is_none() && self.step(Side::Server, None) {}
                self.run(Side::Client, None);
            }
        }
    }

    /// Makes messages as long as there are bytes for one; with `ending`, of whatever there is. What the other side has said and
    /// waits for one of them comes right behind it, however many came at once.
    fn run(&mut self, side: Side, ending: Option<&Ending>) {
        while self.settled && self.onward.is_none() && self.step(side, ending) {
            while self.onward.is_none() && self.step(side.other(), None) {}
        }
    }

    fn step(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let held = &mut self.held[side];
        let len = held.len();
        if len == 0 {
            return false;
        }
        if let Some(why) = self.over[side] {
            let now = ending.is_some() || len >= PIECE;
            if now {
                self.out.send_unexplained(held, PIECE, why);
            }
            return now;
        }
        if self.grammar.waits(side) {
            if ending.is_none() && len < PIECE {
                return false;
            }
            if self.grammar.unanswered(held.as_slice()) == After::Upgrades {
                self.hand_over();
                return false;
            }
        }
        if self.grammar.is_tls(side, self.held[side].as_slice()) {
            self.hand_over();
            return false;
        }
        match (self.grammar.extent(side, self.held[side].as_slice()), ending) {
            (Extent::Whole(total), _) if total > 0 && total <= len => self.emit(side, total, None),
            (Extent::Never(why), _) => self.over[side] = Some(why),
            (_, None) => return false,
            (Extent::More(total), Some(ending)) => {
                self.emit(side, len, Some(ending.cut(len as u64, total.map(|total| total as u64))));
            }
            (Extent::Whole(total), Some(ending)) => {
                self.emit(side, len, Some(ending.cut(len as u64, Some(total as u64))));
            }
        }
        true
    }

    fn emit(&mut self, side: Side, len: usize, cut: Option<String>) {
        let mut message = self.out.take(&mut self.held[side], len);
        let after = self.grammar.read(&mut message, cut);
        self.out.send(message);
        if after == After::Upgrades {
            self.hand_over();
        }
    }

    /// From here on both sides speak TLS.
    fn hand_over(&mut self) {
        self.too_early();
        let Sides { client, server } = &mut self.held;
        self.onward = Onward::within(&mut self.out, client, server, Some(self.grammar.inside()));
        if self.onward.is_none() {
            let why = Some("TLS begins inside TLS too many times: this one is not followed");
            self.over = Sides { client: why, server: why };
        }
    }

    /// What the client said in the clear after it had asked for TLS and before the server said yes.
    fn too_early(&mut self) {
        let held = &mut self.held.client;
        let said = held.as_slice();
        let len = (0..said.len()).find(|at| said.get(*at..).is_some_and(begins_tls)).unwrap_or(said.len());
        let mut left = len;
        while left > 0 {
            let piece = left.min(PIECE);
            let mut message = self.out.take(held, piece);
            let mut field = message.leaf(0, 0..piece, &label::EARLY, Value::NONE);
            blame(
                &mut field,
                "sent in the clear after the client asked for TLS: a server that treats it as if it came through \
                    TLS obeys anyone on the path",
            );
            message.fields.push(field);
            self.out.send(message);
            left -= piece;
        }
    }
}

/// Whether a record of TLS begins here, a handshake's or an alert's.
pub(crate) fn begins_tls(bytes: &[u8]) -> bool {
    matches!(bytes, [0x15 | 0x16, 3, 0..=4, ..])
}

impl<'s, G: Grammar> Protocol<'s> for Talk<'s, G> {
    fn bytes(&mut self, at: Timestamp, side: Side, mut bytes: Bytes) {
        while !bytes.is_empty() {
            if let Some(onward) = &mut self.onward {
                return onward.bytes(&mut self.out, at, side, bytes);
            }
            let len = bytes.len().min(PIECE);
            self.held[side].push(at, bytes.split_to(len));
            self.settle(false);
            self.run(side, None);
            self.run(side.other(), None);
        }
    }

    fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        self.settle(true);
        self.run(side, Some(&Ending::Gap(len)));
        if let Some(onward) = &mut self.onward {
            return onward.gap(&mut self.out, at, side, len);
        }
        self.out.send_gap(&mut self.held[side], at, len);
        self.grammar.lost(side, len);
    }

    fn end(&mut self, at: Option<Timestamp>, side: Side, ending: &Ending) {
        self.settle(true);
        self.run(side, Some(ending));
        if let Some(onward) = &mut self.onward {
            return onward.end(&mut self.out, at, side, ending);
        }
        if let Some(at) = at.filter(|_| self.held[side].is_empty()) {
            self.held[side].mark(at);
        }
        self.over[side] = self.over[side].or(Some("sent after its sender had ended the connection"));
    }

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }

    fn reached(&self, side: Side) -> u64 {
        let held = &self.held[side];
        held.offset().saturating_add(held.len() as u64)
    }
}
