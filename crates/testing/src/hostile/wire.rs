//! Packets that nobody sent, one after the other, in a capture of raw IP.

use etherparse::{PacketBuilder, TcpHeader};
use wirewalk::recording::Side;
use wirewalk::recording::Side::{Client, Server};

use crate::blocks::Order;

/// Raw IPv4 or IPv6.
const RAW: u32 = 101;
/// Ethernet.
pub const ETHERNET: u32 = 1;
/// What a segment carries over Ethernet.
const SEGMENT: usize = 1448;

pub const SYN: u8 = 1;
pub const FIN: u8 = 2;
pub const RST: u8 = 4;

/// A capture that is being written.
pub struct Wire {
    link_type: u32,
    packets: Vec<(u64, Vec<u8>)>,
}

/// A TCP connection of it: its ports, and how much each side has sent.
#[derive(Clone)]
pub struct Flow {
    ports: [u16; 2],
    host: [u8; 4],
    pub sent: [u32; 2],
}

impl Wire {
    pub fn new() -> Wire {
        Wire::over(RAW)
    }

    pub fn over(link_type: u32) -> Wire {
        Wire { link_type, packets: Vec::new() }
    }

    /// A capture of one connection on which this is said, a segment at the most `segment` bytes.
    pub fn of(port: u16, segment: usize, said: &[(Side, &[u8])]) -> Wire {
        let mut wire = Wire::new();
        let mut flow = wire.open(0, port);
        for (side, bytes) in said {
            wire.say_in(&mut flow, *side, bytes, segment);
        }
        wire.close(&mut flow);
        wire
    }

    pub fn file(self) -> Vec<u8> {
        Order { big_endian: false }.pcap(true, self.link_type, &self.packets)
    }

    /// The packets as such, with their times.
    pub fn packets(&self) -> &[(u64, Vec<u8>)] {
        &self.packets
    }

    pub fn packet(&mut self, packet: Vec<u8>) {
        let at = 1_700_000_000_000_000_000 + self.packets.len() as u64 * 10_000;
        self.packets.push((at, packet));
    }

    /// The connection with this number, opened.
    pub fn open(&mut self, number: usize, port: u16) -> Flow {
        let mut flow = Flow::new(number, port);
        self.segment(&flow, Client, flow.sent[0], SYN, &[]);
        self.segment(&flow, Server, flow.sent[1], SYN, &[]);
        flow.sent = flow.sent.map(|sent| sent.wrapping_add(1));
        flow
    }

    pub fn say(&mut self, flow: &mut Flow, side: Side, bytes: &[u8]) {
        self.say_in(flow, side, bytes, SEGMENT);
    }

    /// The same in segments of at most this length.
    pub fn say_in(&mut self, flow: &mut Flow, side: Side, bytes: &[u8], segment: usize) {
        for piece in bytes.chunks(segment) {
            self.segment(flow, side, flow.sent[side as usize], 0, piece);
            flow.skip(side, piece.len());
        }
    }

    pub fn close(&mut self, flow: &mut Flow) {
        for side in [Client, Server] {
            self.segment(flow, side, flow.sent[side as usize], FIN, &[]);
            flow.skip(side, 1);
        }
    }

    /// One segment, wherever in the stream it stands.
    pub fn segment(&mut self, flow: &Flow, side: Side, sequence: u32, flags: u8, payload: &[u8]) {
        let (mine, theirs) = (side as usize, side.other() as usize);
        let mut header = TcpHeader::new(flow.ports[mine], flow.ports[theirs], sequence, u16::MAX);
        (header.syn, header.fin, header.rst) = (flags & SYN != 0, flags & FIN != 0, flags & RST != 0);
        header.ack = !(header.syn && side == Client);
        header.acknowledgment_number = if header.ack { flow.sent[theirs] } else { 0 };
        let hosts = [flow.host, [10, 1, 1, 1]];
        let mut packet = Vec::with_capacity(payload.len() + 40);
        let ip = PacketBuilder::ipv4(hosts[mine], hosts[theirs], 64);
        ip.tcp_header(header).write(&mut packet, payload).expect("memory takes everything");
        self.packet(packet);
    }
}

impl Flow {
    pub fn new(number: usize, port: u16) -> Flow {
        let [_, _, high, low] = (number as u32 / 20_000).to_be_bytes();
        Flow { ports: [40_000 + (number % 20_000) as u16, port], host: [10, 0, high, low], sent: [1_000, 5_000] }
    }

    /// So many bytes are sent and not seen.
    pub fn skip(&mut self, side: Side, len: usize) {
        let sent = &mut self.sent[side as usize];
        *sent = sent.wrapping_add(len as u32);
    }
}

/// Bytes of no meaning, the same each time.
pub fn noise(len: usize) -> Vec<u8> {
    (0..len as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 23) as u8).collect()
}

/// A text, so many times.
pub fn times(text: &str, n: usize) -> Vec<u8> {
    text.repeat(n).into_bytes()
}
