//! PostgreSQL's protocol, version 3: a client may ask for TLS in a message that has the form of no version, then it introduces itself.
//!
//! Source: PostgreSQL documentation, "Frontend/Backend Protocol".

use crate::cursor::{Cursor, blame};
use crate::message::Message;
use crate::names::pgsql as label;
use crate::protocol::parts::Parts;
use crate::protocol::talk::{After, Extent, Grammar, Talk, begins_tls};
use crate::protocol::{Open, Registration};
use crate::read::rest;
use crate::recording::Side;
use message::{Kind, request};

mod message;

/// PostgreSQL as one of the protocols.
pub(super) const PGSQL: Registration = Registration {
    begins,
    open: |opening| Box::new(Talk::new(opening, Pgsql::default())),
    beside: None,
    late: None,
    alpn: &[b"postgresql"],
};

/// Whether a client that begins so speaks it.
fn begins(side: Side, bytes: &[u8]) -> Option<bool> {
    if side == Side::Server {
        return Some(false);
    }
    let whole = |wanted: &[u8]| wanted.starts_with(bytes.get(..8).unwrap_or(bytes));
    match bytes {
        [0, 0, high, low, 0, 3, 0, 0 | 2, ..] => Some(u16::from_be_bytes([*high, *low]) >= 8),
        [0, 0, 0, 8, 4, 210, 22, 47 | 48, ..] | [0, 0, 0, 16, 4, 210, 22, 46, ..] => Some(true),
        [] | [0] | [0, 0] | [0, 0, _] | [0, 0, _, _] | [0, 0, _, _, 0] | [0, 0, _, _, 0, 3] | [0, 0, _, _, 0, 3, 0] => {
            None
        }
        _ if bytes.len() < 8 && (whole(&[0, 0, 0, 8, 4, 210, 22, 47]) || whole(&[0, 0, 0, 16, 4, 210, 22, 46])) => None,
        _ => Some(false),
    }
}

/// One conversation.
#[derive(Default)]
struct Pgsql {
    /// Whether the client has introduced itself: from then on its messages have types.
    introduced: bool,
    /// What the client asked for in a message without a version, and was not answered: TLS, or GSSAPI.
    asked: Option<u32>,
    /// What the password message will hold, by the server's last word on it.
    wanted: Option<u32>,
    parts: Parts,
    over: Option<&'static str>,
}

impl Pgsql {
    fn after(&mut self, message: &Message, kind: Kind) -> After {
        let wire = message.wire();
        match kind {
            Kind::Request(code @ (request::TLS | request::GSSAPI)) => self.asked = Some(code),
            Kind::Startup => self.introduced = true,
            Kind::Letter(letter) => match (self.asked.take(), letter) {
                (Some(request::TLS), b'S') => return After::Upgrades,
                (Some(request::GSSAPI), b'G') => self.over = Some("encrypted by GSSAPI: not decoded here"),
                _ => {}
            },
            Kind::Typed(b'R') if message.side == Side::Server => self.wanted = message::number(wire, 5),
            _ => {}
        }
        After::GoesOn
    }
}

impl Grammar for Pgsql {
    fn waits(&self, side: Side) -> bool {
        side == Side::Client && self.asked.is_some()
    }

    fn unanswered(&mut self, next: &[u8]) -> After {
        let asked = self.asked.take();
        if asked == Some(request::TLS) && begins_tls(next) { After::Upgrades } else { After::GoesOn }
    }

    fn extent(&mut self, side: Side, held: &[u8]) -> Extent {
        if let Some(why) = self.over {
            return Extent::Never(why);
        }
        let typed = side == Side::Server || self.introduced;
        if side == Side::Server && self.asked.is_some() && !held.starts_with(b"E") {
            return Extent::Whole(1);
        }
        self.parts.extent(side, held.len(), || {
            let at = usize::from(typed);
            match message::number(held, at) {
                None => Extent::More(Some(at + 4)),
                Some(len) if len < 4 => Extent::Never("a length smaller than the length field itself"),
                Some(len) if len > 1 << 30 => Extent::Never("a length that no PostgreSQL message has"),
                Some(_) if typed && !held.first().is_some_and(u8::is_ascii_graphic) => {
                    Extent::Never("not a type of PostgreSQL message")
                }
                Some(len) => Extent::Whole(at + len as usize),
            }
        })
    }

    fn read(&mut self, message: &mut Message, cut: Option<String>) -> After {
        let (side, wire) = (message.side, message.wire().clone());
        let mut c = Cursor::new(message.index, 0, &wire);
        if self.parts.goes_on(side, wire.len()) {
            // It cannot stop: it is all that is left.
            let _ = rest(&mut c, &label::BODY);
            message.fields = c.finish();
            return After::GoesOn;
        }
        let typed = side == Side::Server || self.introduced;
        let letter = side == Side::Server && self.asked.is_some() && wire.len() == 1;
        let kind = message::kind(&wire, typed, letter);
        let _ = c.group(&label::MESSAGE, wire.len(), |c| message::read(c, side, kind, self.asked, self.wanted));
        message.fields = c.finish();
        let whole = cut.is_none();
        if let (Some(cut), Some(field)) = (cut, message.fields.first_mut()) {
            field.problem = None;
            blame(field, cut);
        }
        if !whole {
            return After::GoesOn;
        }
        if !letter && let Some(len) = message::number(&wire, usize::from(typed)) {
            self.parts.begins(side, usize::from(typed) + len as usize, wire.len());
        }
        self.after(message, kind)
    }

    fn lost(&mut self, side: Side, len: u64) {
        if !self.parts.lost(side, len) {
            self.over = Some("after a gap, nothing shows where the next message begins");
        }
    }

    fn inside(&self) -> Open {
        |opening| Box::new(Talk::new(opening, Pgsql::default()))
    }
}
