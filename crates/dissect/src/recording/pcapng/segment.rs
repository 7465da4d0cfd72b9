//! The IP, TCP and UDP headers around a connection's bytes, rebuilt from what was recorded of it.
//!
//! What a socket hands to a program holds no header any more. Those written here are the ones that a short, undisturbed
//! connection would have: SYN, SYN/ACK, ACK (RFC 9293 §3.5); data, each segment acknowledged at once; FIN and its ACK
//! from each side (RFC 9293 §3.6), or a RST. Sequence numbers count bytes modulo 2^32, a SYN and a FIN as one each (RFC
//! 9293 §3.4); initial ones follow from the connection's place in the file, so that the same recording always makes the
//! same capture. A lone IPv4 address opposite an IPv6 one is written IPv4-mapped (RFC 4291 §2.5.5.2).

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::ops::Range;

use etherparse::{IpHeaders, PacketBuilder, PacketBuilderStep, TcpHeader, TcpOptionElement};

use crate::recording::{Connection, Side, Sides, Transport, What};

/// The largest payload of a segment: what an IP packet of 65 535 bytes has room for after an IPv6 (40) and a TCP
/// header (20).
pub const MAX_SEGMENT: usize = 65_475;

/// The largest payload of a datagram that a socket sends: UDP's header has 8 bytes (RFC 768), IPv4's 20, and IPv6 does not count its own.
const MAX_DATAGRAM: [usize; 2] = [65_507, 65_527];

/// The receive window that both sides announce all the time. No more than one segment is ever on its way.
const WINDOW: u16 = u16::MAX;
const TIME_TO_LIVE: u8 = 64;

/// The longest hole that one acknowledgment spans: below 2^31, where a sequence number would count as an older one.
const MAX_HOLE: u64 = 1 << 30;

/// What a packet is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The client asks for a connection.
    Syn,
    /// The server agrees.
    SynAck,
    /// Nothing but an acknowledgment.
    Ack,
    /// These bytes of what the side sent, counted from 0, gaps included.
    Data(Range<u64>),
    /// The side will send no more; `last`: nor will the other.
    Fin { last: bool },
    /// The side broke the connection off.
    Reset,
}

/// The state of one connection while its packets are written.
pub(super) struct Flow {
    addrs: Sides<SocketAddr>, // of one family
    transport: Transport,
    ends: Sides<End>,
    opened: bool,
    reset: bool,
}

/// What one side has sent.
#[derive(Clone, Copy, Default)]
struct End {
    isn: u32,
    bytes: u64,
    fin: bool,
}

/// A packet that is ready: who sends it, what it is for, its headers and payload.
pub(super) struct Built<'a> {
    pub side: Side,
    pub kind: Kind,
    pub packet: &'a [u8],
}

/// What takes the packets of an event, one by one.
pub(super) type Sink<'s> = dyn FnMut(Built) -> io::Result<()> + 's;

impl Flow {
    /// The connection that stands at this place in the file.
    pub fn new(connection: &Connection, place: usize) -> Flow {
        Flow {
            addrs: one_family(connection.client.addr, connection.server.addr),
            transport: connection.transport(),
            ends: Sides::new(|side| End { isn: initial_sequence_number(place, side), ..End::default() }),
            opened: false,
            reset: false,
        }
    }

    /// Writes the packets that belong to an event, with `packet` as their memory.
    pub fn event(&mut self, side: Side, what: &What, packet: &mut Vec<u8>, sink: &mut Sink) -> io::Result<()> {
        match what {
            What::Bytes(bytes) if self.transport == Transport::Udp => self.datagram(side, bytes, packet, sink),
            // Nothing but datagrams crosses a flow of UDP.
            _ if self.transport == Transport::Udp => Ok(()),
            What::Open => self.open(packet, sink),
            What::Bytes(bytes) => self.data(side, bytes, packet, sink),
            What::Gap(len) => self.gap(side, *len, packet, sink),
            What::HalfClose => self.fin(side, packet, sink),
            What::Close => {
                self.fin(side, packet, sink)?;
                self.fin(side.other(), packet, sink)
            }
            What::Undelivered(_) => Ok(()),
            What::Reset => {
                self.reset = true;
                self.send(side, Kind::Reset, &[], packet, sink)
            }
        }
    }

    /// Three-way handshake.
    fn open(&mut self, packet: &mut Vec<u8>, sink: &mut Sink) -> io::Result<()> {
        self.opened = true;
        self.send(Side::Client, Kind::Syn, &[], packet, sink)?;
        self.send(Side::Server, Kind::SynAck, &[], packet, sink)?;
        self.send(Side::Client, Kind::Ack, &[], packet, sink)
    }

    fn data(&mut self, side: Side, bytes: &[u8], packet: &mut Vec<u8>, sink: &mut Sink) -> io::Result<()> {
        for piece in bytes.chunks(MAX_SEGMENT) {
            let start = self.ends[side].bytes;
            let range = start..start + piece.len() as u64;
            self.send(side, Kind::Data(range.clone()), piece, packet, sink)?;
            self.ends[side].bytes = range.end;
            self.acknowledge(side, packet, sink)?;
        }
        Ok(())
    }

    fn datagram(&mut self, side: Side, bytes: &[u8], packet: &mut Vec<u8>, sink: &mut Sink) -> io::Result<()> {
        let [most, of_ipv6] = MAX_DATAGRAM;
        let most = if self.addrs.client.is_ipv4() { most } else { of_ipv6 };
        let payload = bytes.get(..most).unwrap_or(bytes);
        let start = self.ends[side].bytes;
        self.ends[side].bytes = start + payload.len() as u64;
        let (from, to) = (self.addrs[side].port(), self.addrs[side.other()].port());
        packet.clear();
        self.ip(side).udp(from, to).write_to_vec(packet, payload).map_err(io::Error::other)?;
        sink(Built { side, kind: Kind::Data(start..self.ends[side].bytes), packet })
    }

    /// Bytes that are missing from the recording: no packet of the sender's, but the receiver acknowledges them.
    fn gap(&mut self, side: Side, len: u64, packet: &mut Vec<u8>, sink: &mut Sink) -> io::Result<()> {
        let end = self.ends[side].bytes.saturating_add(len);
        while self.ends[side].bytes < end {
            let sent = &mut self.ends[side].bytes;
            *sent = end.min(*sent + MAX_HOLE);
            self.acknowledge(side, packet, sink)?;
        }
        Ok(())
    }

    /// The end of what one side sends; nothing if it has said so before.
    fn fin(&mut self, side: Side, packet: &mut Vec<u8>, sink: &mut Sink) -> io::Result<()> {
        if self.ends[side].fin {
            return Ok(());
        }
        let last = self.ends[side.other()].fin;
        self.send(side, Kind::Fin { last }, &[], packet, sink)?;
        self.ends[side].fin = true;
        self.acknowledge(side, packet, sink)
    }

    /// The other side acknowledges what `side` sent, unless the connection was broken off.
    fn acknowledge(&self, side: Side, packet: &mut Vec<u8>, sink: &mut Sink) -> io::Result<()> {
        if self.reset { Ok(()) } else { self.send(side.other(), Kind::Ack, &[], packet, sink) }
    }

    /// Whether the server breaks off what was never opened.
    fn is_refused(&self, side: Side) -> bool {
        side == Side::Server
            && !self.opened
            && [&self.ends.client, &self.ends.server].iter().all(|end| end.bytes == 0 && !end.fin)
    }

    /// Builds a packet and hands it over.
    fn send(&self, side: Side, kind: Kind, payload: &[u8], packet: &mut Vec<u8>, sink: &mut Sink) -> io::Result<()> {
        packet.clear();
        self.ip(side).tcp_header(self.header(side, &kind)?).write_to_vec(packet, payload).map_err(io::Error::other)?;
        sink(Built { side, kind, packet })
    }

    fn ip(&self, side: Side) -> PacketBuilderStep<IpHeaders> {
        match (self.addrs[side].ip(), self.addrs[side.other()].ip()) {
            (IpAddr::V4(from), IpAddr::V4(to)) => PacketBuilder::ipv4(from.octets(), to.octets(), TIME_TO_LIVE),
            (from, to) => PacketBuilder::ipv6(v6(from).octets(), v6(to).octets(), TIME_TO_LIVE),
        }
    }

    fn header(&self, side: Side, kind: &Kind) -> io::Result<TcpHeader> {
        let syn = matches!(kind, Kind::Syn | Kind::SynAck);
        let (mine, theirs) = (&self.ends[side], &self.ends[side.other()]);
        let sequence_number = match kind {
            Kind::Syn | Kind::SynAck => mine.isn,
            // Who refuses to open a connection has no number to begin with (RFC 9293 §3.10.7.1).
            Kind::Reset if self.is_refused(side) => 0,
            _ => mine.next(),
        };
        let (from, to) = (self.addrs[side].port(), self.addrs[side.other()].port());
        let mut header = TcpHeader::new(from, to, sequence_number, WINDOW);
        header.syn = syn;
        header.ack = *kind != Kind::Syn;
        header.psh = matches!(kind, Kind::Data(_));
        header.fin = matches!(kind, Kind::Fin { .. });
        header.rst = *kind == Kind::Reset;
        if header.ack {
            header.acknowledgment_number = theirs.next();
        }
        if syn {
            let largest = TcpOptionElement::MaximumSegmentSize(MAX_SEGMENT as u16);
            header.set_options(&[largest]).map_err(io::Error::other)?;
        }
        Ok(header)
    }
}

impl End {
    /// The sequence number of the next byte, modulo 2^32.
    fn next(&self) -> u32 {
        self.isn.wrapping_add(1).wrapping_add(self.bytes as u32).wrapping_add(self.fin.into())
    }
}

/// Both addresses in one family: a packet has but one. A lone IPv4 address becomes IPv4-mapped.
fn one_family(client: SocketAddr, server: SocketAddr) -> Sides<SocketAddr> {
    if client.is_ipv4() == server.is_ipv4() {
        return Sides { client, server };
    }
    let mapped = |addr: SocketAddr| SocketAddr::new(v6(addr.ip()).into(), addr.port());
    Sides { client: mapped(client), server: mapped(server) }
}

fn v6(ip: IpAddr) -> std::net::Ipv6Addr {
    match ip {
        IpAddr::V4(ip) => ip.to_ipv6_mapped(),
        IpAddr::V6(ip) => ip,
    }
}

/// A number that looks like any other but is always the same for this side of this connection (the finalizer of
/// SplitMix64).
fn initial_sequence_number(place: usize, side: Side) -> u32 {
    let nth = match side {
        Side::Client => 1,
        Side::Server => 2,
    };
    let mut z = (place as u64 * 2 + nth).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z >> 32) as u32
}
