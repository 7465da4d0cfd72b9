//! The frames of lesson 3: recognised by their magic, on any port; with one side's private key also what both ends derive.
//!
//! The framing is [`crate::frames`]'; X25519 is RFC 7748, HKDF RFC 5869.

use std::borrow::Cow;

use bytes::Bytes;

use super::protocol::{Ending, Held, Opening, Outbox, PIECE, Protocol, Registration};
use crate::frames::MAGIC;
use crate::recording::{Side, Sides, Timestamp};
use derivation::Exchange;

mod derivation;
mod frame;

/// The frames as one of the protocols.
pub(super) const FRAMES: Registration = Registration {
    begins: |_, bytes| begins(bytes),
    open: |opening| Box::new(Frames::new(opening)),
    beside: None,
    late: None,
    alpn: &[],
};

/// Whether a frame begins here; `None`: too early to tell.
fn begins(bytes: &[u8]) -> Option<bool> {
    match bytes.get(..MAGIC.len()) {
        Some(start) => Some(start == MAGIC),
        None if MAGIC.starts_with(bytes) => None,
        None => Some(false),
    }
}

/// One connection, as far as it is not yet messages.
struct Frames<'s> {
    out: Outbox<'s>,
    halves: Sides<Half>,
    exchange: Exchange<'s>,
}

/// One side of it.
struct Half {
    held: Held,
    /// Why its bytes are no frames any more.
    lost: Option<Cow<'static, str>>,
}

impl<'s> Protocol<'s> for Frames<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, bytes: Bytes) {
        if bytes.is_empty() {
            return;
        }
        self.halves[side].held.push(at, bytes);
        self.run(side);
    }

    fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        self.cut(side, &Ending::Gap(len));
        let half = &mut self.halves[side];
        half.lost = Some("the data it belongs to was lost in a gap".into());
        self.out.send_gap(&mut half.held, at, len);
        self.exchange.miss();
    }

    fn end(&mut self, _at: Option<Timestamp>, side: Side, ending: &Ending) {
        self.cut(side, ending);
        self.halves[side].lost = Some("sent after its sender had ended the connection".into());
    }

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }
}

impl<'s> Frames<'s> {
    fn new(opening: Opening<'s>) -> Frames<'s> {
        let exchange = Exchange::new(opening.secrets);
        let halves = Sides::new(|side| Half { held: Held::new(side), lost: None });
        Frames { out: Outbox::new(opening), halves, exchange }
    }

    /// Makes messages as long as there are bytes for one.
    fn run(&mut self, side: Side) {
        loop {
            let half = &mut self.halves[side];
            let held = half.held.as_slice();
            if half.lost.is_some() {
                if held.len() < PIECE {
                    return;
                }
                self.whole(side, PIECE);
            } else if begins(held) == Some(false) {
                half.lost = Some("no frame begins here".into());
            } else {
                let Some(len) = frame::length(held).filter(|len| *len <= held.len()) else { return };
                self.frame(side, len, None);
            }
        }
    }

    /// What is held comes out, unfinished as it is.
    fn cut(&mut self, side: Side, ending: &Ending) {
        let half = &mut self.halves[side];
        let held = half.held.as_slice();
        match held.len() {
            0 => {}
            len if half.lost.is_some() => self.whole(side, len),
            len => {
                let total = frame::length(held).map(|total| total as u64);
                self.frame(side, len, Some(ending.cut(len as u64, total)));
            }
        }
    }

    fn frame(&mut self, side: Side, len: usize, problem: Option<String>) {
        let mut message = self.out.take(&mut self.halves[side].held, len);
        frame::read(&mut message, &mut self.exchange, problem);
        self.out.send(message);
    }

    /// A message that nobody understands.
    fn whole(&mut self, side: Side, len: usize) {
        let half = &mut self.halves[side];
        self.out.send_unexplained(&mut half.held, len, half.lost.clone().unwrap_or_default());
    }
}
