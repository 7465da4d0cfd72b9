//! SOCKS 4, 4a and 5: a client asks a proxy to connect for it; then the connection belongs to the client and its destination.
//!
//! Sources: RFC 1928, RFC 1929; SOCKS 4 and 4A by Y. Lee.

mod message;

use bytes::Bytes;

use crate::cursor::{Cursor, blame};
use crate::field::Value;
use crate::names::socks as label;
use crate::protocol::{Ending, Held, Onward, Opening, Outbox, PIECE, Protocol, Registration};
use crate::recording::{Side, Sides, Timestamp};
use message::{Extent, Kind};

/// SOCKS as one of the protocols.
pub(super) const SOCKS: Registration = Registration {
    begins: message::begins,
    open: |opening| Box::new(Socks::new(opening)),
    beside: None,
    late: None,
    alpn: &[],
};

/// What nobody expects.
const UNEXPECTED: &str = "not a SOCKS message that can appear here";
/// What waits for the proxy's answer and never gets it.
const UNANSWERED: &str = "sent before the proxy had answered";

/// One connection, as far as it is not yet messages.
struct Socks<'s> {
    out: Outbox<'s>,
    held: Sides<Held>,
    /// The message that each side sends next, where its first byte does not say so; `None`: nothing more.
    next: Sides<Option<Kind>>,
    /// What the client asked for.
    command: Option<u8>,
    /// Why what follows is no SOCKS and is not followed.
    over: Sides<Option<&'static str>>,
    onward: Option<Onward<'s>>,
}

impl<'s> Socks<'s> {
    fn new(opening: Opening<'s>) -> Socks<'s> {
        Socks {
            out: Outbox::new(opening),
            held: Sides::new(Held::new),
            next: Sides { client: Some(Kind::First), server: Some(Kind::First) },
            command: None,
            over: Sides::default(),
            onward: None,
        }
    }

    /// Makes messages as long as there are bytes for one; with `ending`, of whatever there is.
    fn run(&mut self, side: Side, ending: Option<&Ending>) {
        while self.onward.is_none() && self.step(side, ending) {}
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
        let Some(expected) = self.next[side] else {
            // The client need not wait for the answer before it speaks to its destination.
            if ending.is_some_and(|ending| !ending.goes_on()) || len >= PIECE {
                self.over[side] = Some(UNANSWERED);
            }
            return self.over[side].is_some();
        };
        let (kind, extent) = message::extent(side, expected, held.as_slice());
        match (extent, ending) {
            (Extent::Known(total), _) if total <= len => self.emit(side, kind, total, None),
            (Extent::Never, _) => self.over[side] = Some(UNEXPECTED),
            (_, None) => return false,
            (_, Some(ending)) => self.emit(side, kind, len, Some(ending.cut(len as u64, None))),
        }
        true
    }

    fn emit(&mut self, side: Side, kind: Kind, len: usize, cut: Option<String>) {
        let mut message = self.out.take(&mut self.held[side], len);
        let wire = message.wire().clone();
        let mut c = Cursor::new(message.index, 0, &wire);
        // It cannot stop: it is all of the source.
        let _ = c.group(&label::MESSAGE, len, |c| message::read(c, kind).map(|()| Value::NONE));
        let mut fields = c.finish();
        if let Some(field) = fields.first_mut() {
            field.value = Value::text(kind.name());
            if let Some(cut) = &cut {
                field.problem = None;
                blame(field, cut.clone());
            }
        }
        message.fields = fields;
        self.out.send(message);
        if cut.is_none() {
            self.after(side, kind, &wire);
        }
    }

    /// What follows on a whole message.
    fn after(&mut self, side: Side, kind: Kind, wire: &[u8]) {
        let second = wire.get(1).copied();
        self.next[side] = match kind {
            Kind::Request | Kind::Request4 => {
                self.command = second;
                None
            }
            _ => Some(Kind::Later),
        };
        let went_well = match kind {
            Kind::Reply => second == Some(0),
            Kind::Reply4 => second == Some(90),
            _ => return,
        };
        match (went_well, self.command) {
            (false, _) => self.end_of_socks("the proxy refused: anything sent now goes nowhere"),
            // The first answer to BIND says where the proxy waits, the second who came.
            (true, Some(message::BIND)) => self.command = None,
            (true, Some(message::ASSOCIATE)) => {
                self.end_of_socks("this connection is only kept open, for datagrams that take a different path");
            }
            (true, _) => self.hand_over(),
        }
    }

    fn end_of_socks(&mut self, why: &'static str) {
        self.over = Sides { client: Some(why), server: Some(why) };
    }

    fn hand_over(&mut self) {
        let Sides { client, server } = &mut self.held;
        self.onward = Onward::of(&mut self.out, client, server);
        if self.onward.is_none() {
            self.end_of_socks("too many nested tunnels: this one is not followed");
        }
    }
}

impl<'s> Protocol<'s> for Socks<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, mut bytes: Bytes) {
        while !bytes.is_empty() {
            if let Some(onward) = &mut self.onward {
                return onward.bytes(&mut self.out, at, side, bytes);
            }
            let len = bytes.len().min(PIECE);
            self.held[side].push(at, bytes.split_to(len));
            self.run(side, None);
        }
    }

    fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        self.run(side, Some(&Ending::Gap(len)));
        if let Some(onward) = &mut self.onward {
            return onward.gap(&mut self.out, at, side, len);
        }
        self.out.send_gap(&mut self.held[side], at, len);
        // Something of what they agreed on may be missing: what comes is looked at afresh.
        self.hand_over();
    }

    fn end(&mut self, at: Option<Timestamp>, side: Side, ending: &Ending) {
        self.run(side, Some(ending));
        if let Some(onward) = &mut self.onward {
            return onward.end(&mut self.out, at, side, ending);
        }
        self.over[side] = self.over[side].or(Some("sent after its sender had ended the connection"));
    }

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }
}
