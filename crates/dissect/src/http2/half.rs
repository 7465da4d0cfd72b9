//! One side of a connection: where its next frame ends, and how it goes on after a loss.

use super::block::Headers;
use crate::grpc::Calls;
use crate::protocol::{Held, PIECE};
use crate::recording::Side;

/// How a client begins (RFC 9113 §3.4).
pub(super) const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// Bytes of a frame's header.
pub(super) const HEADER: usize = 9;
/// Longer frames are not waited for, in bytes: no program in use asks for more.
pub(super) const LONGEST: usize = 1 << 20;

pub(super) struct Half {
    pub(super) held: Held,
    pub(super) state: State,
    pub(super) headers: Headers,
    pub(super) calls: Calls,
}

/// What the next bytes of a side are.
pub(super) enum State {
    /// A client's first words.
    Preface,
    /// A frame.
    Frames,
    /// So many bytes of a frame whose beginning was lost.
    Rest(usize),
    /// Nobody can know.
    Over(&'static str),
}

/// What comes next.
pub(super) enum Next {
    /// The preface, whole.
    Preface,
    /// A frame of so many bytes, whole.
    Frame(usize),
    /// So many bytes of a broken frame.
    Rest(usize),
    /// A frame that claims to have so many bytes.
    TooLong(usize),
    /// Not known, and this is why.
    Lost(&'static str),
    /// More bytes are needed, so many in all, if that is known.
    Wait(Option<usize>),
}

impl Half {
    pub(super) fn new(side: Side) -> Half {
        let state = if side == Side::Client { State::Preface } else { State::Frames };
        Half { held: Held::new(side), state, headers: Headers::new(), calls: Calls::default() }
    }

    /// What comes next; something is held.
    pub(super) fn next(&self) -> Next {
        let held = self.held.as_slice();
        match self.state {
            State::Preface if held.starts_with(PREFACE) => Next::Preface,
            State::Preface if PREFACE.starts_with(held) => Next::Wait(Some(PREFACE.len())),
            State::Preface => Next::Lost("HTTP/2 does not begin like this"),
            State::Frames => match self.expected() {
                Some(len) if len > LONGEST => Next::TooLong(len),
                Some(len) if len <= held.len() => Next::Frame(len),
                expected => Next::Wait(expected),
            },
            State::Rest(left) => Next::Rest(left.min(held.len()).min(PIECE)),
            State::Over(why) => Next::Lost(why),
        }
    }

    /// How long the frame is that is held, with its header.
    pub(super) fn expected(&self) -> Option<usize> {
        let [high, middle, low] =
            self.held.as_slice().first_chunk::<3>().filter(|_| matches!(self.state, State::Frames))?;
        Some(HEADER + (usize::from(*high) << 16 | usize::from(*middle) << 8 | usize::from(*low)))
    }

    /// Goes on after bytes that belong to no whole frame.
    pub(super) fn passed(&mut self, len: usize) {
        if let State::Rest(left) = self.state {
            self.state = if left > len { State::Rest(left - len) } else { State::Frames };
        }
    }

    /// Goes on after a gap of `len` bytes; `left` bytes of a frame were still to come, if that is known.
    pub(super) fn lose(&mut self, left: Option<usize>, len: u64) {
        self.headers.lose();
        self.calls.lose();
        let left = match self.state {
            State::Rest(left) => Some(left),
            _ => left,
        };
        self.state = match (left, usize::try_from(len)) {
            (Some(left), Ok(len)) if left == len => State::Frames,
            (Some(left), Ok(len)) if left > len => State::Rest(left - len),
            _ => State::Over("after a gap, nothing shows where the next frame begins"),
        };
    }
}
