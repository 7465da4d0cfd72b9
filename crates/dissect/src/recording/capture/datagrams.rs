//! Datagrams sorted into flows. A flow is what passes between two addresses and ports, as Wireshark counts it; it begins with its first
//! datagram and never ends.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;

use super::datagram::Datagram;
use super::entry::Entry;
use super::flow::Seen;
use crate::recording::{
    Connection, Encapsulation, Endpoint, Packet, Side, StreamNumber, Transport, Undelivered, What, WireEvent,
};

/// So many flows are followed at once. Beyond that, those that were silent the longest end, as far as the reader is concerned.
const MOST_FLOWS: usize = 16_384;

/// The flows under way.
#[derive(Default)]
pub(super) struct Datagrams {
    flows: HashMap<(SocketAddr, SocketAddr), Flow>, // between these, the smaller address first
    begun: u32,
}

struct Flow {
    id: u32,
    client: SocketAddr,
    /// The number of its latest packet.
    last: u64,
}

impl Datagrams {
    /// Takes the next datagram of the capture; gives the number of its flow.
    pub fn push(
        &mut self,
        datagram: Datagram,
        seen: Seen,
        through: Vec<Encapsulation>,
        out: &mut VecDeque<Entry>,
    ) -> u32 {
        let Datagram { from, to, bytes, start, cut_off } = datagram;
        let (connection, side) = self.flow((from, to), seen, through, out);
        let packet = Some(Packet { number: seen.number, range: start..start + bytes.len() });
        let event = WireEvent { at: seen.at, side, what: What::Bytes(bytes), packet };
        out.push_back(Entry::Event { connection, event });
        if cut_off > 0 {
            let event = WireEvent { at: seen.at, side, what: What::Gap(cut_off), packet: None };
            out.push_back(Entry::Event { connection, event });
        }
        connection
    }

    /// Somebody on the way says that a datagram from one address to another did not arrive.
    pub fn undelivered(
        &mut self,
        (from, to): (SocketAddr, SocketAddr),
        why: Undelivered,
        seen: Seen,
        through: Vec<Encapsulation>,
        out: &mut VecDeque<Entry>,
    ) {
        let (connection, side) = self.flow((from, to), seen, through, out);
        let packet = Some(Packet { number: seen.number, range: 0..0 });
        let event = WireEvent { at: seen.at, side, what: What::Undelivered(why), packet };
        out.push_back(Entry::Event { connection, event });
    }

    /// Nothing follows.
    pub fn finish(&mut self, out: &mut VecDeque<Entry>) {
        let mut all: Vec<u32> = self.flows.drain().map(|(_, flow)| flow.id).collect();
        all.sort_unstable();
        out.extend(all.into_iter().map(|connection| Entry::Over { connection }));
    }

    /// The flow between these two, which begins if there is none, and which side of it `from` is.
    fn flow(
        &mut self,
        (from, to): (SocketAddr, SocketAddr),
        seen: Seen,
        through: Vec<Encapsulation>,
        out: &mut VecDeque<Entry>,
    ) -> (u32, Side) {
        let key = (from.min(to), from.max(to));
        if !self.flows.contains_key(&key) && self.flows.len() >= MOST_FLOWS {
            self.forget(out);
        }
        let begun = &mut self.begun;
        let flow = self.flows.entry(key).or_insert_with(|| {
            let id = StreamNumber { transport: Transport::Udp, number: *begun }.id();
            *begun = begun.wrapping_add(1);
            let (client, server) = if by_client(from, to) { (from, to) } else { (to, from) };
            let end = |addr: SocketAddr| Endpoint { name: addr.to_string(), addr };
            let (ends, events) = ((end(client), end(server)), Vec::new());
            let connection = Connection { id, hop: 0, client: ends.0, server: ends.1, through, events };
            out.push_back(Entry::Connection(connection));
            Flow { id, client, last: 0 }
        });
        flow.last = seen.number;
        (flow.id, if flow.client == from { Side::Client } else { Side::Server })
    }

    /// Ends a quarter of all flows: those that were silent the longest.
    fn forget(&mut self, out: &mut VecDeque<Entry>) {
        let mut all: Vec<_> = self.flows.iter().map(|(key, flow)| (flow.last, flow.id, *key)).collect();
        all.sort_unstable();
        for (_, connection, key) in all.into_iter().take(MOST_FLOWS / 4) {
            self.flows.remove(&key);
            out.push_back(Entry::Over { connection });
        }
    }
}

/// Whether the first datagram of a flow is a client's. Nothing opens a flow: who speaks first is taken for the client, unless it speaks
/// from a port that only servers have (RFC 6335 §6: system ports) to one that is none: then the capture began too late.
fn by_client(from: SocketAddr, to: SocketAddr) -> bool {
    const SYSTEM: u16 = 1024;
    let of_a_service = |addr: SocketAddr| addr.port() < SYSTEM || matches!(addr.port(), 5353 | 5355);
    !of_a_service(from) || of_a_service(to)
}
