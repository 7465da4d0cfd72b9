//! A captured file as packets that a test takes apart: smaller, in fragments, in another order, twice, or not at all.

use std::collections::BTreeMap;
use std::ops::Range;

use etherparse::{IpFragOffset, Ipv4Header, TcpHeader};

const FILE_HEADER: usize = 24;
const RECORD_HEADER: usize = 16;
const ETHERNET: usize = 14;

/// A pcap file of Ethernet frames, as Linux writes it on the loopback interface.
#[derive(Clone)]
pub struct Packets {
    header: Vec<u8>,
    pub list: Vec<Packet>,
}

/// One packet.
#[derive(Clone)]
pub struct Packet {
    /// When it passed.
    time: [u8; 8],
    bytes: Vec<u8>,
}

impl Packets {
    /// The packets of a file.
    pub fn of(file: &[u8]) -> Packets {
        let (header, mut rest) = file.split_at(FILE_HEADER);
        assert_eq!(header[..4], [0xd4, 0xc3, 0xb2, 0xa1], "pcap, microseconds, little-endian");
        let mut list = Vec::new();
        while !rest.is_empty() {
            let len = u32::from_le_bytes(rest[8..12].try_into().expect("four bytes")) as usize;
            let bytes = rest[RECORD_HEADER..RECORD_HEADER + len].to_vec();
            list.push(Packet { time: rest[..8].try_into().expect("eight bytes"), bytes });
            rest = &rest[RECORD_HEADER + len..];
        }
        Packets { header: header.to_vec(), list }
    }

    /// The file of these packets.
    pub fn file(&self) -> Vec<u8> {
        let record = |packet: &Packet| {
            let len = (packet.bytes.len() as u32).to_le_bytes();
            [&packet.time[..], &len, &len, &packet.bytes].concat()
        };
        [self.header.clone(), self.list.iter().flat_map(record).collect()].concat()
    }

    /// With several packets, or none, in the place of each that carries data.
    pub fn each(&self, mut change: impl FnMut(usize, &Packet) -> Vec<Packet>) -> Packets {
        let list = self.list.iter().enumerate();
        let list = list.flat_map(|(i, packet)| match packet.data() {
            0 => vec![packet.clone()],
            _ => change(i, packet),
        });
        Packets { header: self.header.clone(), list: list.collect() }
    }
}

impl Packet {
    fn headers(&self) -> (Ipv4Header, TcpHeader, &[u8]) {
        let (ip, rest) = Ipv4Header::from_slice(&self.bytes[ETHERNET..]).expect("IPv4");
        let (tcp, data) = TcpHeader::from_slice(rest).expect("TCP");
        (ip, tcp, data)
    }

    /// How many bytes of TCP's data it carries.
    pub fn data(&self) -> usize {
        let is_tcp = self.bytes[ETHERNET] >> 4 == 4 && self.bytes[ETHERNET + 9] == 6;
        if is_tcp { self.headers().2.len() } else { 0 }
    }

    /// Which direction it takes.
    pub fn direction(&self) -> (u16, u16) {
        let (_, tcp, _) = self.headers();
        (tcp.source_port, tcp.destination_port)
    }

    fn with(&self, ip: &mut Ipv4Header, payload: &[u8]) -> Packet {
        ip.set_payload_len(payload.len()).expect("not longer than before");
        ip.header_checksum = ip.calc_header_checksum();
        let bytes = [&self.bytes[..ETHERNET], &ip.to_bytes(), payload].concat();
        Packet { time: self.time, bytes }
    }

    /// A segment with this part of its data.
    pub fn part(&self, range: Range<usize>) -> Packet {
        let (mut ip, mut tcp, data) = self.headers();
        let is_last = range.end == data.len();
        (tcp.fin, tcp.psh) = (tcp.fin && is_last, tcp.psh && is_last);
        tcp.sequence_number = tcp.sequence_number.wrapping_add(range.start as u32);
        self.with(&mut ip, &[&tcp.to_bytes()[..], &data[range]].concat())
    }

    /// Segments of at most this many bytes of data, each of which repeats so many bytes of the one before.
    pub fn segments(&self, len: usize, again: usize) -> Vec<Packet> {
        let data = self.data();
        (0..data).step_by(len).map(|at| self.part(at.saturating_sub(again)..data.min(at + len))).collect()
    }

    /// Fragments of IP, with at most this many bytes in each; `number` tells them from those of other packets.
    pub fn fragments(&self, number: u16, len: usize) -> Vec<Packet> {
        let (mut ip, _, _) = self.headers();
        let payload = &self.bytes[ETHERNET + ip.header_len()..];
        (ip.identification, ip.dont_fragment) = (number, false);
        let len = len / 8 * 8;
        let pieces = payload.chunks(len).enumerate();
        let fragment = |(i, piece): (usize, &[u8])| {
            let mut ip = ip.clone();
            ip.more_fragments = (i + 1) * len < payload.len();
            ip.fragment_offset = IpFragOffset::try_new((i * len / 8) as u16).expect("in a packet");
            self.with(&mut ip, piece)
        };
        pieces.map(fragment).collect()
    }
}

/// What may happen to packets on their way, and what tshark then speaks of.
pub fn on_their_way(packets: &Packets) -> Vec<(&'static str, &'static str, Packets)> {
    let small = packets.each(|_, packet| packet.segments(1400, 0));
    let in_fragments = |backwards: bool| {
        packets.each(|i, packet| {
            let mut fragments = packet.fragments(i as u16, 576);
            if backwards {
                fragments.reverse();
            }
            fragments
        })
    };
    let twice = small.each(|_, packet| vec![packet.clone(), packet.clone()]);
    let overlap = packets.each(|_, packet| packet.segments(1000, 400));
    vec![
        ("segments of 1400 bytes", "tcp.segment", small.clone()),
        ("in fragments", "ip.fragment", in_fragments(false)),
        ("in fragments, backwards", "ip.fragment", in_fragments(true)),
        ("neighbours changed places", "tcp.analysis.out_of_order", swapped(&small)),
        ("each twice", "tcp.analysis.retransmission", twice),
        ("with overlap", "tcp.segment.overlap", overlap),
    ]
}

/// Neighbours that carry data in the same direction, the later before the earlier.
fn swapped(packets: &Packets) -> Packets {
    let mut swapped = packets.clone();
    let mut at = 0;
    while let Some([one, other]) = swapped.list.get(at..at + 2) {
        let follow = one.data() > 0 && other.data() > 0 && one.direction() == other.direction();
        if follow {
            swapped.list.swap(at, at + 1);
        }
        at += if follow { 3 } else { 1 };
    }
    swapped
}

/// Without one packet of those in which the server on this port speaks, of each connection.
pub fn without(packets: &Packets, port: u16, which: impl Fn(usize) -> usize) -> Packets {
    let mut of_each: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (i, packet) in packets.list.iter().enumerate().filter(|(_, packet)| packet.data() > 0) {
        if packet.direction().0 == port {
            of_each.entry(packet.direction().1).or_default().push(i);
        }
    }
    let gone: Vec<usize> = of_each.values().map(|places| places[which(places.len())]).collect();
    let mut rest = packets.clone();
    rest.list = packets.list.iter().enumerate().filter(|(i, _)| !gone.contains(i)).map(|(_, p)| p.clone()).collect();
    rest
}
