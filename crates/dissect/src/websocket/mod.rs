//! WebSocket: after a handshake in HTTP/1.1 both sides say frames, a client's masked, messages perhaps compressed.
//!
//! Sources: RFC 6455, RFC 7692.

use crate::cursor::{Cursor, blame};
use crate::field::Value;
use crate::message::Message;
use crate::names::websocket as label;
use crate::protocol::parts::Parts;
use crate::protocol::talk::{After, Extent, Grammar, Talk};
use crate::protocol::{Open, Opening, Spoken};
use crate::recording::{Side, Sides};
use frame::{Header, opcode};
use inflate::Inflate;

mod accept;
mod frame;
mod inflate;
mod payload;

pub(crate) use accept::{Key, judge_accept};

/// Begins a conversation, with the extensions that the server agreed to.
pub(crate) fn open<'s>(opening: Opening<'s>, extensions: &str) -> Spoken<'s> {
    Box::new(Talk::new(opening, Websocket::new(extensions)))
}

/// One conversation.
struct Websocket {
    parts: Parts,
    halves: Sides<Half>,
    /// Whether messages may be compressed.
    deflates: bool,
    over: Sides<Option<&'static str>>,
}

/// One side.
struct Half {
    /// The opcode of the message that is under way, and whether it is compressed.
    message: Option<(u8, bool)>,
    /// The frame that is under way, if it is longer than a piece, and how much of its payload was read.
    frame: Option<(Header, u64)>,
    inflate: Inflate,
}

impl Websocket {
    fn new(extensions: &str) -> Websocket {
        // Of several offers a server agrees to one.
        let deflate = extensions.split(',').find(|extension| {
            extension.split(';').next().is_some_and(|name| name.trim().eq_ignore_ascii_case("permessage-deflate"))
        });
        let forgets = |side: &str| {
            let word = format!("{side}_no_context_takeover");
            deflate.is_some_and(|deflate| deflate.split(';').any(|part| part.trim().eq_ignore_ascii_case(&word)))
        };
        let half = |forgets| Half { message: None, frame: None, inflate: Inflate::new(forgets) };
        let halves = Sides { client: half(forgets("client")), server: half(forgets("server")) };
        Websocket { parts: Parts::default(), halves, deflates: deflate.is_some(), over: Sides::default() }
    }

    /// The payload of a frame, or a piece of it, which stands in the message from `at` on.
    fn payload(&mut self, message: &mut Message, at: usize, header: Header, done: u64) -> Vec<crate::Field> {
        let half = &mut self.halves[message.side];
        let len = (message.wire().len() - at) as u64;
        let ends = done.saturating_add(len) >= header.length;
        let control = header.opcode >= opcode::CLOSE;
        let (kind, compressed) =
            if control { (header.opcode, false) } else { half.message.unwrap_or((header.opcode, false)) };
        let last = header.fin && ends && !control;
        let inflate = (compressed && !control).then_some(&mut half.inflate);
        let fields = payload::fields(message, at, &payload::Payload { header, done, kind, last, ends }, inflate);
        half.frame = (!ends).then_some((header, done.saturating_add(len)));
        if last {
            half.message = None;
        }
        fields
    }
}

impl Grammar for Websocket {
    fn extent(&mut self, side: Side, held: &[u8]) -> Extent {
        if let Some(why) = self.over[side] {
            return Extent::Never(why);
        }
        self.parts.extent(side, held.len(), || match Header::read(held) {
            None => Extent::More(None),
            Some(header) => Extent::Whole(header.total()),
        })
    }

    fn read(&mut self, message: &mut Message, cut: Option<String>) -> After {
        let (side, wire) = (message.side, message.wire().clone());
        if self.parts.goes_on(side, wire.len()) {
            message.fields = match self.halves[side].frame {
                Some((header, done)) => self.payload(message, 0, header, done),
                None => vec![message.leaf(0, 0..wire.len(), &label::OTHER, Value::NONE)],
            };
            return After::GoesOn;
        }
        let header = Header::read(&wire);
        let mut c = Cursor::new(message.index, 0, &wire);
        let expects = self.halves[side].message;
        let deflates = self.deflates;
        let head = header.map_or(wire.len(), |header| header.len).min(wire.len());
        // It cannot stop where the header is whole; of one that is not, the rest is unexplained.
        let stopped = frame::read(&mut c, header, deflates).err();
        let mut children = c.finish();
        // The payload is read below.
        children.retain(|field| field.span.range.start < head);
        let mut problem = header.and_then(|header| frame::problem(header, side, deflates, expects.is_some()));
        if let Some(header) = header {
            if header.opcode < opcode::CLOSE && header.opcode != opcode::CONTINUATION {
                self.halves[side].message = Some((header.opcode, header.rsv1 && deflates));
            }
            self.parts.begins(side, if cut.is_none() { header.total() } else { wire.len() }, wire.len());
            children.extend(self.payload(message, head, header, 0));
        }
        let mut field = message.leaf(0, 0..wire.len(), &label::FRAME, Value::NONE);
        field.children = children;
        field.value = header.map_or(Value::NONE, |header| Value::text(frame::name(header.opcode)));
        for problem in
            stopped.map(|stop| stop.0.into_owned()).into_iter().chain(problem.take().map(str::to_owned)).chain(cut)
        {
            blame(&mut field, problem);
        }
        message.fields = vec![field];
        After::GoesOn
    }

    fn lost(&mut self, side: Side, len: u64) {
        self.halves[side].inflate.lose();
        if self.parts.lost(side, len) {
            if let Some((_, done)) = &mut self.halves[side].frame {
                *done = done.saturating_add(len);
            }
        } else {
            self.over[side] = Some("after a gap, nothing shows where the next frame begins");
        }
    }

    fn inside(&self) -> Open {
        |opening| (opening.registry.otherwise.open)(opening)
    }
}
