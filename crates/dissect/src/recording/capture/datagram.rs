//! UDP: one datagram of a packet, and the flows that datagrams belong to. A flow is what passes between two addresses and ports, as
//! Wireshark counts it; it begins with its first datagram and never ends.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::ops::Range;

use super::Entry;
use super::flow::Seen;
use super::segment::Skip;
use bytes::Bytes;

use crate::recording::{Connection, Endpoint, Packet, Side, StreamNumber, Transport, Undelivered, What, WireEvent};

/// Bytes of UDP's header (RFC 768).
const HEADER: usize = 8;

/// So many flows are followed at once. Beyond that, those that were silent the longest end, as far as the reader is concerned.
const MOST_FLOWS: usize = 16_384;

/// A datagram.
pub(super) struct Datagram {
    pub from: SocketAddr,
    pub to: SocketAddr,
    /// Its payload.
    pub bytes: Bytes,
    /// Where that stands in the packet.
    pub start: usize,
    /// How many more bytes of payload it had than the capture kept.
    pub cut_off: u64,
}

/// UDP's header, and where in `udp` its payload is.
pub(super) struct Header {
    pub ports: [u16; 2],
    pub payload: Range<usize>,
    pub cut_off: u64,
}

/// The header of a datagram of which the capture kept `udp`, and lost `cut_off` bytes after these.
pub(super) fn header(udp: &[u8], cut_off: u64) -> Result<Header, Skip> {
    let [s0, s1, d0, d1, l0, l1, ..] = *udp.first_chunk::<HEADER>().ok_or(Skip::Header)?;
    let whole = match usize::from(u16::from_be_bytes([l0, l1])) {
        // Caught before it was filled in, or longer than a length can say (RFC 2675 §4): all of the packet.
        0 => udp.len() + usize::try_from(cut_off).unwrap_or(0),
        len if len < HEADER => return Err(Skip::Header),
        len => len,
    };
    let end = whole.min(udp.len());
    // What IP lost is lost of the datagram as far as it belongs to it.
    let cut_off = cut_off.min((whole - end) as u64);
    let ports = [u16::from_be_bytes([s0, s1]), u16::from_be_bytes([d0, d1])];
    Ok(Header { ports, payload: HEADER..end, cut_off })
}

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
    pub fn push(&mut self, datagram: Datagram, seen: Seen, out: &mut VecDeque<Entry>) -> u32 {
        let Datagram { from, to, bytes, start, cut_off } = datagram;
        let (connection, side) = self.flow(from, to, seen, out);
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
        out: &mut VecDeque<Entry>,
    ) {
        let (connection, side) = self.flow(from, to, seen, out);
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
    fn flow(&mut self, from: SocketAddr, to: SocketAddr, seen: Seen, out: &mut VecDeque<Entry>) -> (u32, Side) {
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
            out.push_back(Entry::Connection(Connection { id, hop: 0, client: ends.0, server: ends.1, events }));
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
