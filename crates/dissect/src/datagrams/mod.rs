//! Datagrams of UDP that no protocol here takes apart: each is a message, and named where its bytes or its ports tell.

use bytes::Bytes;

use crate::protocol::{Ending, Held, Opening, Outbox, OverDatagrams, Protocol};
use crate::recording::{Side, Sides, Timestamp};

mod names;

/// What a flow speaks that nobody recognises.
pub(super) const UNKNOWN: OverDatagrams =
    OverDatagrams { speaks: |_, _, _| true, open: |opening| Box::new(Unknown::new(opening)) };

/// One flow, of which nothing waits: a datagram is whole when it comes.
struct Unknown<'s> {
    out: Outbox<'s>,
    held: Sides<Held>,
}

impl<'s> Protocol<'s> for Unknown<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, bytes: Bytes) {
        if bytes.is_empty() {
            return;
        }
        let name = names::name(self.out.opening.ports, side, &bytes);
        let (held, len) = (&mut self.held[side], bytes.len());
        held.push(at, bytes);
        self.out.send_unexplained(held, len, name.unwrap_or("UDP, in a protocol that this program does not know"));
    }

    fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        self.out.send_gap(&mut self.held[side], at, len);
    }

    fn end(&mut self, _at: Option<Timestamp>, _side: Side, _ending: &Ending) {}

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }

    fn is_unknown(&self) -> bool {
        true
    }

    fn reached(&self, side: Side) -> u64 {
        self.held[side].offset()
    }
}

impl<'s> Unknown<'s> {
    fn new(opening: Opening<'s>) -> Unknown<'s> {
        Unknown { out: Outbox::new(opening), held: Sides::new(Held::new) }
    }
}
