//! Tunnels in datagrams, as the messages of the flow that carries them: the tunnel's header, and the packet in it down to its payload.
//! What that says is told in a conversation of its own.

use bytes::Bytes;

use super::context::Context;
use super::layers;
use super::track::Tracks;
use super::tunnel::over_udp;
use crate::cursor::Cursor;
use crate::protocol::{Ending, Held, Opening, Outbox, OverDatagrams, Protocol};
use crate::recording::{Side, Sides, Timestamp};

/// What a flow speaks that is a tunnel.
pub(crate) const TUNNELS: OverDatagrams = OverDatagrams { speaks, open: |opening| Box::new(Tunnel::new(opening)) };

fn speaks(opening: &Opening<'_>, side: Side, bytes: &[u8]) -> bool {
    over_udp(directed(opening.ports, side), bytes).is_some()
}

/// The ports from which and to which this side sends.
fn directed(ports: Sides<u16>, side: Side) -> [u16; 2] {
    [ports[side], ports[side.other()]]
}

/// One flow, of which nothing waits: a datagram is whole when it comes.
struct Tunnel<'s> {
    out: Outbox<'s>,
    held: Sides<Held>,
}

impl<'s> Protocol<'s> for Tunnel<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, bytes: Bytes) {
        let (kind, len) = (over_udp(directed(self.out.opening.ports, side), &bytes), bytes.len());
        let held = &mut self.held[side];
        held.push(at, bytes.clone());
        let Some(kind) = kind else {
            if len > 0 {
                self.out.send_unexplained(
                    held,
                    len,
                    "a datagram between the ends of a tunnel, without the \
                    tunnel's header",
                );
            }
            return;
        };
        let mut message = self.out.take(held, len);
        let mut tracks = Tracks::default();
        let mut c = Cursor::new(message.index, 0, &bytes);
        c.part(len, |c| layers::inside(c, kind, &mut Context::new(false, &[], &mut tracks)));
        message.fields = c.finish();
        if let Some(first) = message.fields.first_mut() {
            let network = first.value.meaning.as_deref().and_then(|said| said.split(':').next()).unwrap_or_default();
            let name = first.label.name;
            let said = format!("{name}, a tunnel ({network}): its contents are shown as separate conversations");
            first.value.meaning = Some(said.into());
        }
        self.out.send(message);
    }

    fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        self.out.send_gap(&mut self.held[side], at, len);
    }

    fn end(&mut self, _at: Option<Timestamp>, _side: Side, _ending: &Ending) {}

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }

    fn reached(&self, side: Side) -> u64 {
        self.held[side].offset()
    }
}

impl<'s> Tunnel<'s> {
    fn new(opening: Opening<'s>) -> Tunnel<'s> {
        Tunnel { out: Outbox::new(opening), held: Sides::new(Held::new) }
    }
}
