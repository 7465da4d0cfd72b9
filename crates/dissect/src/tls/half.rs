//! One side of a connection, as far as its bytes are not yet records, and where the next record begins.

use std::borrow::Cow;

use crate::protocol::{Held, PIECE};
use crate::recording::Side;

/// Bytes of a record's header: type, version, length.
pub(super) const HEADER: usize = 5;
/// The longest record that any version allows: 2^14 and what compression and encryption may add (RFC 5246 §6.2.3).
pub(super) const LONGEST: usize = 16 * 1024 + 2048;

/// The longest alert: its two bytes in a block cipher's record, with an IV, the longest MAC and 256 bytes of padding (RFC 5246 §6.2.3.2).
const ALERT: usize = 16 + 2 + 48 + 256;

/// Why bytes after a hole belong to nothing.
const LOST: &str = "the data it belongs to was lost in a gap";

/// One side.
pub(super) struct Half {
    pub(super) held: Held,
    pub(super) state: State,
    /// How many bytes of a record are still to come that was cut off: the next one begins behind them.
    pub(super) owed: u64,
}

/// What the next bytes of a side are.
pub(super) enum State {
    /// Nothing was said yet.
    Start,
    /// A record.
    Records,
    /// Nobody knows: the next record is looked for. So many bytes need not be looked at again.
    Lost { scanned: usize, why: Cow<'static, str> },
    /// The rest of a record whose beginning was cut off.
    Rest,
    /// Another protocol, in the clear: this side does not know that the other speaks TLS.
    Bare,
    /// Sent after the end.
    Over,
}

/// What the next bytes of a side are, as far as it can be told.
pub(super) enum Next {
    /// It is too early to tell.
    Wait,
    /// So many bytes are a record.
    Record(usize),
    /// No record begins here.
    Never,
}

impl Half {
    pub(super) fn new(side: Side) -> Half {
        Half { held: Held::new(side), state: State::Start, owed: 0 }
    }

    /// Where this side goes on after a hole of so many bytes: records say how long they are, so where one was cut off, the next
    /// can be counted to.
    pub(super) fn after_hole(&self, len: u64) -> (State, u64) {
        match self.owed.checked_sub(len) {
            Some(0) if len > 0 => (State::Records, 0),
            Some(owed) if self.owed > 0 => (State::Rest, owed),
            _ => (State::Lost { scanned: 0, why: LOST.into() }, 0),
        }
    }

    /// How many bytes to take in now: what finds nothing held, or completes a record, need not be copied again.
    pub(super) fn appetite(&self, offered: usize) -> usize {
        let held = self.held.as_slice();
        match (&self.state, length(held)) {
            _ if held.is_empty() => offered,
            (State::Records, Some(len)) => len.saturating_sub(held.len()).clamp(1, offered),
            (State::Records, None) => HEADER.saturating_sub(held.len()).clamp(1, offered),
            _ => offered.min(PIECE),
        }
    }

    /// What comes next, where a record is due.
    pub(super) fn next(&self) -> Next {
        let held = self.held.as_slice();
        match begins(held) {
            Some(false) => Next::Never,
            None => Next::Wait,
            Some(true) => match length(held) {
                Some(len) if len <= held.len() => Next::Record(len),
                _ => Next::Wait,
            },
        }
    }
}

/// How long the record is that begins here, with its header.
pub(super) fn length(held: &[u8]) -> Option<usize> {
    let [_, _, _, high, low] = held.first_chunk::<HEADER>()?;
    Some(HEADER + usize::from(u16::from_be_bytes([*high, *low])))
}

/// Whether a record begins here; `None`: too early to tell. One that is too long counts: it shows what is wrong with it.
pub(super) fn begins(bytes: &[u8]) -> Option<bool> {
    let mut read = bytes.iter();
    let expected: [fn(&u8) -> bool; 3] = [|kind| (20..=24).contains(kind), |major| *major == 3, |minor| *minor <= 4];
    for is_right in expected {
        match read.next() {
            None => return None,
            Some(byte) if !is_right(byte) => return Some(false),
            Some(_) => {}
        }
    }
    Some(true)
}

/// Whether these bytes are the beginning of a ClientHello in SSL 2.0's format (RFC 5246 §E.2); `None`: too early to tell.
pub(super) fn begins_ssl2(bytes: &[u8]) -> Option<bool> {
    match *bytes {
        [] => None,
        [high, ..] if high & 0x80 == 0 => Some(false),
        [_, _, kind, ..] if kind != 1 => Some(false),
        [_, _, _, major, ..] if major > 3 => Some(false),
        [_, _, _, 3, minor, ..] => Some(minor <= 4),
        [_, _, _, 0, minor, ..] => Some(minor == 2),
        [_, _, _, _, ..] => Some(false),
        _ => None,
    }
}

/// Whether a record begins here whose end is missing: a header that a record in use may have.
pub(super) fn is_cut(held: &[u8]) -> bool {
    in_use(held).is_some_and(|len| len > held.len())
}

/// How long the record is, with its header, if these bytes begin with a header that a record in use may have: a ChangeCipherSpec is one
/// byte, an alert two, encrypted at most [`ALERT`].
fn in_use(bytes: &[u8]) -> Option<usize> {
    let longest = match bytes {
        [20, 3, 1..=3, ..] => 1,
        [21, 3, 1..=3, ..] => ALERT,
        [22 | 23, 3, 1..=3, ..] => LONGEST,
        _ => return None,
    };
    length(bytes).filter(|len| (HEADER + 1..=HEADER + longest).contains(len))
}

/// Whether these bytes, the first of a packet, begin a record in the middle of a connection: a header that a record in use may have, and
/// where the record ends another begins, or the packet ends too. Hellos begin a connection and are left to who knows that.
pub(super) fn resumes(packet: &[u8]) -> bool {
    let hello = matches!(packet, [22, _, _, _, _, 1 | 2, ..]);
    let Some(len) = in_use(packet).filter(|_| !hello) else { return false };
    packet.get(len..).is_none_or(|after| after.is_empty() || begins(after) != Some(false))
}

/// Where the next record begins after something was lost: a plausible header, and, as ciphertext may look like one by
/// chance, another where it ends, or the end of what is held if no more comes (`last`).
///
/// `Err`: none before this position.
pub(super) fn resume(held: &[u8], from: usize, last: bool) -> Result<usize, usize> {
    for at in from..held.len() {
        let here = held.get(at..).unwrap_or_default();
        match begins(here) {
            Some(false) => continue,
            None if last => continue,
            None => return Err(at),
            Some(true) => {}
        }
        let Some(len) = length(here) else { if last { continue } else { return Err(at) } };
        if len == HEADER || len > HEADER + LONGEST {
            continue;
        }
        match here.get(len..) {
            Some([]) | None if last => match here.len() == len {
                true => return Ok(at),
                false => continue,
            },
            None => return Err(at),
            Some(after) => match begins(after) {
                Some(true) => return Ok(at),
                Some(false) => {}
                None if last => {}
                None => return Err(at),
            },
        }
    }
    Err(held.len())
}
