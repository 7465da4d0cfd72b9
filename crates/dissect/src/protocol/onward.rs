//! The rest of two streams, which a protocol hands over: what comes after a tunnel was opened is another conversation, recognised as if
//! it stood outside.

use bytes::Bytes;

use super::recogniser::Recogniser;
use super::{Ending, Held, Open, Opening, Outbox, Spoken};
use crate::recording::{Side, Sides, Timestamp, What, WireEvent};

/// So many tunnels are followed that lie in one another.
const DEEPEST: u8 = 4;

/// A conversation that goes on where another ended, on the same connection.
pub(crate) struct Onward<'s> {
    inner: Box<Recogniser<'s>>,
    /// Where it begins in what each side sent.
    base: Sides<u64>,
}

impl<'s> Onward<'s> {
    /// Hands over what both sides sent and nobody has read, and all that comes; `None`: too many tunnels lie in one another.
    pub(crate) fn of(out: &mut Outbox<'s>, client: &mut Held, server: &mut Held) -> Option<Onward<'s>> {
        Onward::within(out, client, server, None)
    }

    /// The same; if it is TLS, this is spoken inside.
    pub(crate) fn within(
        out: &mut Outbox<'s>,
        client: &mut Held,
        server: &mut Held,
        within: Option<Open>,
    ) -> Option<Onward<'s>> {
        let depth = out.opening.depth.checked_add(1).filter(|depth| *depth <= DEEPEST)?;
        let opening = Opening { depth, within, ..out.opening.clone() };
        Some(Onward::around(out, Recogniser::new(opening), client, server))
    }

    /// The same, where it is settled what is spoken.
    pub(crate) fn speaking(
        out: &mut Outbox<'s>,
        client: &mut Held,
        server: &mut Held,
        spoken: Spoken<'s>,
    ) -> Onward<'s> {
        let inner = Recogniser::speaking(out.opening.clone(), spoken);
        Onward::around(out, inner, client, server)
    }

    fn around(out: &mut Outbox<'s>, inner: Recogniser<'s>, client: &mut Held, server: &mut Held) -> Onward<'s> {
        let base = Sides { client: client.offset(), server: server.offset() };
        let mut onward = Onward { inner: Box::new(inner), base };
        for held in [client, server] {
            let (at, side, len) = (held.at(), held.side(), held.len());
            if len > 0 {
                onward.bytes(out, at, side, held.take(len));
            }
        }
        onward
    }

    /// See [`Protocol::bytes`](super::Protocol::bytes).
    pub(crate) fn bytes(&mut self, out: &mut Outbox<'s>, at: Timestamp, side: Side, bytes: Bytes) {
        self.happens(out, at, side, What::Bytes(bytes));
    }

    /// See [`Protocol::gap`](super::Protocol::gap).
    pub(crate) fn gap(&mut self, out: &mut Outbox<'s>, at: Timestamp, side: Side, len: u64) {
        self.happens(out, at, side, What::Gap(len));
    }

    /// See [`Protocol::end`](super::Protocol::end).
    pub(crate) fn end(&mut self, out: &mut Outbox<'s>, at: Option<Timestamp>, side: Side, ending: &Ending) {
        self.inner.count_from(out.next());
        self.inner.end(at, side, ending);
        self.send(out);
    }

    fn happens(&mut self, out: &mut Outbox<'s>, at: Timestamp, side: Side, what: What) {
        self.inner.count_from(out.next());
        self.inner.push(&WireEvent { at, side, what, packet: None });
        self.send(out);
    }

    fn send(&mut self, out: &mut Outbox<'s>) {
        while let Some(mut message) = self.inner.pop() {
            // What lies under TLS counts from where that begins.
            if !message.is_inside() {
                message.offset = message.offset.saturating_add(self.base[message.side]);
            }
            out.send(message);
        }
    }
}
