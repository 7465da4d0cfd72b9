//! MySQL's protocol (MariaDB's too): the server greets, the client logs in, perhaps in TLS, and then there are queries.
//!
//! Source: MySQL Internals, Client/Server Protocol.

use crate::cursor::{Cursor, blame};
use crate::field::Value;
use crate::message::Message;
use crate::names::mysql as label;
use crate::protocol::parts::Parts;
use crate::protocol::talk::{After, Extent, Grammar, Talk};
use crate::protocol::{Open, Registration};
use crate::read::rest;
use crate::recording::Side;
use packet::{Kind, Phase, capability};

mod packet;

/// MySQL as one of the protocols.
pub(super) const MYSQL: Registration = Registration {
    begins,
    open: |opening| Box::new(Talk::new(opening, Mysql::new(Phase::Greeting))),
    beside: None,
    late: None,
    alpn: &[b"mysql"],
};

/// Bytes of a packet's header.
const HEADER: usize = 4;

/// Whether a server that begins so speaks it: version 10, and a number with dots; or that it does not want this client.
fn begins(side: Side, bytes: &[u8]) -> Option<bool> {
    if side == Side::Client {
        return Some(false);
    }
    match bytes {
        [_, _, high, 0, kind, rest @ ..] if *high == 0 => match (kind, rest) {
            (10, [b'0'..=b'9', more @ ..]) => match more.iter().position(|byte| !byte.is_ascii_graphic()) {
                Some(end) => Some(end >= 2 && more.get(end) == Some(&0)),
                None => (more.len() > 64).then_some(false),
            },
            (10, []) => None,
            // Too many connections, host is blocked, host is not allowed.
            (0xff, [code, 4, ..]) => Some(matches!(code, 0x10 | 0x69 | 0x6a)),
            (0xff, [] | [_]) => None,
            _ => Some(false),
        },
        [] | [_] | [_, _] | [_, _, 0] | [_, _, 0, 0] => None,
        _ => Some(false),
    }
}

/// One conversation.
struct Mysql {
    phase: Phase,
    parts: Parts,
    /// The capabilities of both, once the client has said its.
    capabilities: u32,
    /// Why what follows cannot be read.
    over: Option<&'static str>,
}

impl Mysql {
    fn new(phase: Phase) -> Mysql {
        Mysql { phase, parts: Parts::default(), capabilities: u32::MAX, over: None }
    }

    /// What follows on a packet.
    fn after(&mut self, side: Side, kind: Kind, body: &[u8]) -> After {
        let capabilities = packet::capabilities(kind, body);
        self.capabilities &= capabilities.unwrap_or(u32::MAX);
        match (kind, body.first()) {
            (Kind::Greeting, _) => self.phase = Phase::Login,
            (Kind::WishForTls, _) => return After::Upgrades,
            (Kind::Login, _) => self.phase = Phase::Proof,
            (Kind::Answer, Some(0)) if self.phase == Phase::Proof && side == Side::Server => {
                self.phase = Phase::Queries;
                if self.capabilities & (capability::COMPRESS | capability::ZSTD) != 0 {
                    self.over = Some("both sides compress from here on: not decoded here");
                }
            }
            _ => {}
        }
        After::GoesOn
    }
}

impl Grammar for Mysql {
    fn extent(&mut self, side: Side, held: &[u8]) -> Extent {
        if let Some(why) = self.over {
            return Extent::Never(why);
        }
        self.parts.extent(side, held.len(), || match held {
            [low, middle, high, _, ..] => {
                Extent::Whole(HEADER + (usize::from(*high) << 16 | usize::from(*middle) << 8 | usize::from(*low)))
            }
            _ => Extent::More(Some(HEADER)),
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
        let body = wire.get(HEADER..).unwrap_or_default();
        let kind = packet::kind(side, self.phase, body);
        let phase = self.phase;
        let _ = c.group(&label::PACKET, wire.len(), |c| packet::read(c, kind, phase));
        message.fields = c.finish();
        if let Some(field) = message.fields.first_mut() {
            field.value = Value::text(kind.name());
        }
        let whole = cut.is_none();
        if let (Some(cut), Some(field)) = (cut, message.fields.first_mut()) {
            field.problem = None;
            blame(field, cut);
        }
        if let [low, middle, high, ..] = &wire[..] {
            let total = HEADER + (usize::from(*high) << 16 | usize::from(*middle) << 8 | usize::from(*low));
            self.parts.begins(side, if whole { total } else { wire.len() }, wire.len());
        }
        if whole { self.after(side, kind, body) } else { After::GoesOn }
    }

    fn lost(&mut self, side: Side, len: u64) {
        if !self.parts.lost(side, len) {
            self.over = Some("after a gap, nothing shows where the next packet begins");
        }
    }

    fn inside(&self) -> Open {
        |opening| Box::new(Talk::new(opening, Mysql::new(Phase::Login)))
    }
}
