//! LDAP: questions to a directory, each message one element of ASN.1 (BER). A client may ask for TLS by an extended operation.
//!
//! Sources: RFC 4511, RFC 4513.

use crate::cursor::{Cursor, blame};
use crate::field::Value;
use crate::message::Message;
use crate::names::ldap as label;
use crate::protocol::parts::Parts;
use crate::protocol::talk::{After, Extent, Grammar, Talk, begins_tls};
use crate::protocol::{Open, Registration};
use crate::read::rest;
use crate::recording::Side;

mod element;
mod operation;

/// LDAP as one of the protocols.
pub(super) const LDAP: Registration = Registration {
    begins,
    open: |opening| Box::new(Talk::new(opening, Ldap::default())),
    beside: None,
    late: None,
    alpn: &[b"ldap"],
};

/// Longer messages are passed over in pieces, and not taken apart.
const LONGEST: usize = crate::protocol::PIECE;

/// Whether a client that begins so speaks it: a sequence of a number and an operation of a client's.
fn begins(side: Side, bytes: &[u8]) -> Option<bool> {
    if side == Side::Server {
        return Some(false);
    }
    let rest = match bytes {
        [0x30, 0x84, _, _, _, _, rest @ ..] | [0x30, 0x83, _, _, _, rest @ ..] => rest,
        [0x30, 0x82, _, _, rest @ ..] | [0x30, 0x81, _, rest @ ..] | [0x30, 0..=0x7f, rest @ ..] => rest,
        [] | [0x30] | [0x30, 0x81..=0x84] => return None,
        [0x30, 0x82..=0x84, ..] if bytes.len() < 6 => return None,
        _ => return Some(false),
    };
    let operation = match rest {
        [2, 1, _, operation, ..] | [2, 2, _, _, operation, ..] => operation,
        [2, 3, _, _, _, operation, ..] | [2, 4, _, _, _, _, operation, ..] => operation,
        [] | [2] => return None,
        [2, len @ 1..=4, more @ ..] if more.len() <= usize::from(*len) => return None,
        _ => return Some(false),
    };
    Some(matches!(operation, 0x42 | 0x4a | 0x50 | 0x60 | 0x63 | 0x66 | 0x68 | 0x6c | 0x6e | 0x77))
}

/// One conversation.
#[derive(Default)]
struct Ldap {
    /// The number of the message that asks for TLS.
    asked: Option<u64>,
    parts: Parts,
    over: Option<&'static str>,
}

impl Grammar for Ldap {
    fn waits(&self, side: Side) -> bool {
        side == Side::Client && self.asked.is_some()
    }

    fn unanswered(&mut self, next: &[u8]) -> After {
        match self.asked.take() {
            Some(_) if begins_tls(next) => After::Upgrades,
            _ => After::GoesOn,
        }
    }

    fn extent(&mut self, side: Side, held: &[u8]) -> Extent {
        if let Some(why) = self.over {
            return Extent::Never(why);
        }
        self.parts.extent(side, held.len(), || element::total(held))
    }

    fn read(&mut self, message: &mut Message, cut: Option<String>) -> After {
        let (side, wire) = (message.side, message.wire().clone());
        let mut c = Cursor::new(message.index, 0, &wire);
        let total = match element::total(&wire) {
            Extent::Whole(total) => total,
            _ => wire.len(),
        };
        let goes_on = self.parts.goes_on(side, wire.len());
        if goes_on || total > LONGEST {
            // It cannot stop: it is all that is left.
            let _ = rest(&mut c, &label::VALUE);
            message.fields = c.finish();
            if !goes_on && cut.is_none() {
                self.parts.begins(side, total, wire.len());
            }
            return After::GoesOn;
        }
        let mut found = operation::Found { asked: self.asked, ..operation::Found::default() };
        let read = operation::message(&mut c, &mut found);
        message.fields = c.finish();
        if let Some(field) = message.fields.first_mut() {
            field.value = Value::text(operation::name(found.operation));
            if let Err(problem) = read {
                blame(field, problem.0);
            }
            if let Some(cut) = &cut {
                field.problem = None;
                blame(field, cut.clone());
            }
        }
        match found.upgrade {
            _ if cut.is_some() => {}
            Some(operation::Upgrade::Asked(id)) => self.asked = Some(id),
            Some(operation::Upgrade::Granted) => return After::Upgrades,
            Some(operation::Upgrade::Refused) => self.asked = None,
            None => {}
        }
        After::GoesOn
    }

    fn lost(&mut self, side: Side, len: u64) {
        if !self.parts.lost(side, len) {
            self.over = Some("after a gap, nothing shows where the next message begins");
        }
    }

    fn inside(&self) -> Open {
        |opening| Box::new(Talk::new(opening, Ldap::default()))
    }
}
