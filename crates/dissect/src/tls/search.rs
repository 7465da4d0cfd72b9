//! What comes where no record is known to begin: at the start of a side, and after something was lost.

use super::half::{self, State};
use super::{Tls, begins};
use crate::Value;
use crate::cursor::blame;
use crate::names::tls_record as label;
use crate::protocol::{Ending, PIECE};
use crate::recording::Side;

impl Tls<'_> {
    /// The first bytes of a side: which protocol they are.
    pub(super) fn start(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = &mut self.halves[side];
        let held = half.held.as_slice();
        if half::begins_ssl2(held) == Some(true) {
            return self.ssl2(side, ending);
        }
        let bare = self.out.opening.registry.otherwise.begins;
        match (begins(held), bare(side, held)) {
            (Some(true), _) => half.state = State::Records,
            (_, Some(true)) => {
                half.state = State::Bare;
                let (at, bytes) = (half.held.at(), half.held.take(usize::MAX));
                self.inside.is_bare(side);
                self.inside.bytes(&mut self.out, at, side, None, bytes);
            }
            (None, _) | (_, None) if ending.is_none() => return false,
            _ => half.state = State::Lost { scanned: 0, why: "neither a TLS record nor HTTP".into() },
        }
        true
    }

    /// A ClientHello in SSL 2.0's format.
    fn ssl2(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let held = self.halves[side].held.as_slice();
        let total = held.first_chunk::<2>().map_or(2, |b| 2 + usize::from(u16::from_be_bytes(*b) & 0x7fff));
        if held.len() < total && ending.is_none() {
            return false;
        }
        let mut message = self.out.take(&mut self.halves[side].held, total);
        let len = message.wire().len();
        let mut field = message.leaf(0, 0..len, &label::SSL2_HELLO, Value::NONE.meaning("TLS 1.3 no longer has it"));
        if let Some(ending) = ending.filter(|_| len < total) {
            blame(&mut field, ending.cut(len as u64, Some(total as u64)));
        }
        message.fields.push(field);
        self.out.send(message);
        self.halves[side].state = State::Records;
        true
    }

    /// The rest of a record whose beginning was cut off, up to where the next one begins.
    pub(super) fn rest(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = &mut self.halves[side];
        let len = usize::try_from(half.owed).unwrap_or(usize::MAX).min(half.held.len()).min(PIECE);
        if (len as u64) < half.owed && len < PIECE && ending.is_none() {
            return false;
        }
        half.owed = half.owed.saturating_sub(len as u64);
        if half.owed == 0 {
            half.state = State::Records;
        }
        self.session.miss(side, len as u64);
        self.out.send_unexplained(&mut half.held, len, "the rest of a record whose beginning is missing");
        true
    }

    /// Looks for a record; what stands before it is unexplained.
    pub(super) fn lost(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = &mut self.halves[side];
        let State::Lost { scanned, why } = &half.state else { return false };
        let (why, held) = (why.clone(), half.held.as_slice());
        let (len, found) = match half::resume(held, *scanned, ending.is_some()) {
            // What comes first after a hole is a packet's beginning, and often a record's too, of which another hole hides the end.
            Err(_) if ending.is_some() && half::is_cut(held) => (0, true),
            Ok(at) => (at.min(PIECE), at <= PIECE),
            Err(at) if at >= PIECE || ending.is_some() => (at.min(PIECE), false),
            Err(at) => {
                half.state = State::Lost { scanned: at, why };
                return false;
            }
        };
        if len > 0 {
            self.session.miss(side, len as u64);
            self.out.send_unexplained(&mut half.held, len, why.clone());
        }
        self.halves[side].state = if found { State::Records } else { State::Lost { scanned: 0, why } };
        true
    }
}
