//! Packets that have whatever headers can have: options, extensions, messages about packets, filling.

use crate::blocks::Order;

const CARDS: [u8; 12] = [0x00, 0x1b, 0x21, 0, 0, 1, 0x02, 0x1b, 0x21, 0, 0, 2];
const V4: [[u8; 4]; 2] = [[10, 0, 0, 1], [10, 0, 0, 2]];

fn v6(last: u8) -> [u8; 16] {
    [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last]
}

fn join(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

/// The Internet checksum (RFC 1071).
fn checksum(parts: &[&[u8]]) -> [u8; 2] {
    let all = parts.concat();
    let sum: u32 = all.chunks(2).map(|two| u32::from(two[0]) << 8 | u32::from(*two.get(1).unwrap_or(&0))).sum();
    let sum = (sum & 0xffff) + (sum >> 16);
    (!((sum & 0xffff) + (sum >> 16)) as u16).to_be_bytes()
}

/// With its checksum at this place, over addresses, length and protocol too.
fn summed(mut segment: Vec<u8>, at: usize, protocol: u8, addresses: &[u8]) -> Vec<u8> {
    let len = (segment.len() as u32).to_be_bytes();
    let sum = checksum(&[addresses, &len, &[0, 0, 0, protocol], &segment]);
    segment[at..at + 2].copy_from_slice(&sum);
    segment
}

/// IPv4 with these options and this word of flags and offset.
fn ip4_with(protocol: u8, options: &[u8], services: u8, place: u16, payload: &[u8]) -> Vec<u8> {
    let words = 5 + options.len() as u8 / 4;
    let total = (20 + options.len() + payload.len()) as u16;
    let head = join(&[&[0x40 | words, services], &total.to_be_bytes(), &[0, 7], &place.to_be_bytes(), &[64, protocol]]);
    let tail = join(&[&V4[0], &V4[1], options]);
    let sum = checksum(&[&head, &tail]);
    join(&[&head, &sum, &tail, payload])
}

pub fn ip4(protocol: u8, payload: &[u8]) -> Vec<u8> {
    ip4_with(protocol, &[], 0, 0x4000, payload)
}

fn ip6(next: u8, payload: &[u8]) -> Vec<u8> {
    let len = (payload.len() as u16).to_be_bytes();
    join(&[&[0x6b, 0x81, 0x23, 0x45], &len, &[next, 64], &v6(1), &v6(2), payload])
}

fn ethernet(kind: u16, payload: &[u8]) -> Vec<u8> {
    join(&[&CARDS, &kind.to_be_bytes(), payload])
}

/// A datagram in IPv4, without IP.
pub fn udp4(port: u16, payload: &[u8]) -> Vec<u8> {
    let len = (8 + payload.len() as u16).to_be_bytes();
    summed(join(&[&[0x0f, 0xa0], &port.to_be_bytes(), &len, &[0, 0], payload]), 6, 17, &V4.concat())
}

fn udp6(payload: &[u8]) -> Vec<u8> {
    let len = (8 + payload.len() as u16).to_be_bytes();
    summed(join(&[&[0x0f, 0xa0, 0x13, 0x88], &len, &[0, 0], payload]), 6, 17, &[v6(1), v6(2)].concat())
}

/// A segment of TCP in IPv4, without IP: ports, sequence and acknowledgement number, flags, options, payload.
pub fn tcp4(ports: [u16; 2], numbers: [u32; 2], flags: u8, window: u16, options: &[u8], payload: &[u8]) -> Vec<u8> {
    let ports = ports.map(u16::to_be_bytes).concat();
    let numbers = numbers.map(u32::to_be_bytes).concat();
    let offset = (5 + options.len() as u8 / 4) << 4;
    let segment = join(&[&ports, &numbers, &[offset, flags], &window.to_be_bytes(), &[0; 4], options, payload]);
    summed(segment, 16, 6, &V4.concat())
}

fn icmp(head: [u8; 8], rest: &[u8]) -> Vec<u8> {
    let mut message = join(&[&head, rest]);
    let sum = checksum(&[&message]);
    message[2..4].copy_from_slice(&sum);
    ip4(1, &message)
}

fn icmp6(head: [u8; 8], rest: &[u8]) -> Vec<u8> {
    ip6(58, &summed(join(&[&head, rest]), 2, 58, &[v6(1), v6(2)].concat()))
}

/// What options of TCP there are.
const TCP_OPTIONS: &[&[u8]] = &[
    &[2, 4, 5, 0xb4, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 7],
    &[1, 1, 5, 10, 0, 0, 3, 0xe9, 0, 0, 3, 0xf5],
    &[34, 6, 1, 2, 3, 4, 1, 0],
    &[19, 18, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
];

/// Options of IPv4: router alert, record route, timestamp, loose source route.
const IP_OPTIONS: &[&[u8]] = &[
    &[0x94, 4, 0, 0],
    &[7, 7, 4, 0, 0, 0, 0, 0],
    &[0x44, 12, 13, 0x10, 0, 0, 0, 0, 0, 0, 0, 0],
    &[0x83, 7, 4, 1, 2, 3, 4, 0],
];

/// Frames of Ethernet, each with a name for what is special about it.
pub fn frames() -> Vec<(&'static str, Vec<u8>)> {
    let mut all: Vec<(&'static str, Vec<u8>)> = Vec::new();
    for (i, options) in TCP_OPTIONS.iter().enumerate() {
        let ports = [40_000 + i as u16, 80];
        all.push(("options of TCP", ethernet(0x800, &ip4(6, &tcp4(ports, [1000, 0], 2, 64_240, options, &[])))));
    }
    let said = tcp4([41_000, 80], [7, 9], 0x18, 512, &[], b"GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    all.push(("data in TCP", ethernet(0x800, &ip4(6, &said))));
    for options in IP_OPTIONS {
        all.push(("options of IP", ethernet(0x800, &ip4_with(17, options, 0, 0, &udp4(5000, b"hi")))));
    }
    let quoted = ip4(17, &udp4(5000, b"hi"));
    let syn = ip4(6, &tcp4([42_000, 80], [1, 0], 2, 100, &[], &[]));
    all.extend([
        ("services", ethernet(0x800, &ip4_with(17, &[], 0xb9, 0, &udp4(5000, b"hi")))),
        ("filling", ethernet(0x800, &join(&[&ip4(17, &udp4(5000, b"hi")), &[0; 16]]))),
        ("echo", ethernet(0x800, &icmp([8, 0, 0, 0, 0, 1, 0, 2], b"abcdefgh"))),
        ("port unreachable", ethernet(0x800, &icmp([3, 3, 0, 0, 0, 0, 0, 0], &quoted))),
        ("too long", ethernet(0x800, &icmp([3, 4, 0, 0, 0, 0, 5, 0x78], &syn))),
        ("time exceeded, eight bytes quoted", ethernet(0x800, &icmp([11, 0, 0, 0, 0, 0, 0, 0], &syn[..28]))),
        ("redirect", ethernet(0x800, &icmp([5, 1, 0, 0, 10, 0, 0, 9], &syn))),
        ("who has", {
            let arp = [&[0, 1, 8, 0, 6, 4, 0, 1][..], &CARDS[6..], &V4[0], &[0; 6], &V4[1]].concat();
            ethernet(0x806, &arp)
        }),
        ("I have, filled", {
            let arp = [&[0, 1, 8, 0, 6, 4, 0, 2][..], &CARDS[..6], &V4[1], &CARDS[6..], &V4[0], &[0; 18]].concat();
            ethernet(0x806, &arp)
        }),
        ("first fragment", ethernet(0x800, &ip4_with(17, &[], 0, 0x2000, &udp4(5001, b"hi hi hi")))),
        ("IPv6", ethernet(0x86dd, &ip6(17, &udp6(b"hi")))),
        ("options of IPv6", {
            let options = [60, 0, 5, 2, 0, 0, 1, 0, 17, 0, 1, 4, 0, 0, 0, 0];
            ethernet(0x86dd, &ip6(0, &join(&[&options, &udp6(b"hi")])))
        }),
        ("fragment of IPv6", ethernet(0x86dd, &ip6(44, &join(&[&[17, 0, 0, 1, 0, 0, 0, 7], b"a fragment......"])))),
        ("echo of IPv6", ethernet(0x86dd, &icmp6([128, 0, 0, 0, 0, 1, 0, 2], b"abcdefgh"))),
        ("who has, IPv6", {
            ethernet(0x86dd, &icmp6([135, 0, 0, 0, 0, 0, 0, 0], &join(&[&v6(2), &[1, 1], &CARDS[6..]])))
        }),
        ("I have, IPv6", {
            ethernet(0x86dd, &icmp6([136, 0, 0, 0, 0x60, 0, 0, 0], &join(&[&v6(1), &[2, 1], &CARDS[..6]])))
        }),
        ("is there a router", { ethernet(0x86dd, &icmp6([133, 0, 0, 0, 0, 0, 0, 0], &join(&[&[1, 1], &CARDS[6..]]))) }),
        ("unreachable, IPv6", ethernet(0x86dd, &icmp6([1, 4, 0, 0, 0, 0, 0, 0], &ip6(17, &udp6(b"hi"))))),
        ("too big", ethernet(0x86dd, &icmp6([2, 0, 0, 0, 0, 0, 5, 0], &ip6(17, &udp6(b"hi"))))),
        ("listeners", ethernet(0x86dd, &icmp6([143, 0, 0, 0, 0, 0, 0, 1], &join(&[&[4, 0, 0, 0], &v6(9)])))),
        ("authentication header", {
            let header = [17, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
            ethernet(0x800, &ip4(51, &join(&[&header, &udp4(5000, b"hi")])))
        }),
        ("ESP", ethernet(0x800, &ip4(50, &[7; 40]))),
        ("something else in IP", ethernet(0x800, &ip4(89, &[7; 24]))),
        ("something else in Ethernet", ethernet(0x88cc, &[7; 46])),
    ]);
    all
}

/// A connection of TCP in which everything happens that numbers can tell: each packet of IP with what should be said of it.
pub fn troubled() -> Vec<(&'static str, Vec<u8>)> {
    const A: [u16; 2] = [50_001, 8080];
    const FIN: u8 = 1;
    const SYN: u8 = 2;
    const RST: u8 = 4;
    const ACK: u8 = 16;
    let (isn, osn) = (u32::MAX - 24, 7_000);
    let c = |seq: u32, ack: u32, flags, window, data: &[u8]| {
        ip4(6, &tcp4(A, [isn.wrapping_add(seq), osn + ack], flags, window, &[], data))
    };
    let s = |seq: u32, ack: u32, flags, window, data: &[u8]| {
        let segment = tcp4([A[1], A[0]], [osn + seq, isn.wrapping_add(ack)], flags, window, &[], data);
        back(ip4(6, &segment))
    };
    let scaled = [1, 3, 3, 7];
    vec![
        ("wirewalk.tcp.handshake", ip4(6, &tcp4(A, [isn, 0], SYN, 1000, &scaled, &[]))),
        ("tcp.analysis.retransmission", ip4(6, &tcp4(A, [isn, 0], SYN, 1000, &scaled, &[]))),
        ("wirewalk.tcp.handshake", {
            back(ip4(6, &tcp4([A[1], A[0]], [osn, isn.wrapping_add(1)], SYN | ACK, 1000, &scaled, &[])))
        }),
        ("wirewalk.tcp.handshake", c(1, 1, ACK, 100, &[])),
        ("", c(1, 1, ACK, 100, b"0123456789")),
        ("", s(1, 11, ACK, 100, &[])),
        ("tcp.analysis.spurious_retransmission", c(1, 1, ACK, 100, b"0123456789")),
        ("tcp.analysis.duplicate_ack", s(1, 11, ACK, 100, &[])),
        ("", c(11, 1, ACK, 100, b"abcdefghij")),
        ("tcp.analysis.retransmission", c(11, 1, ACK, 100, b"abcdefghij")),
        ("tcp.analysis.lost_segment", c(31, 1, ACK, 100, b"ABCDEFGHIJ")),
        ("tcp.analysis.out_of_order", c(21, 1, ACK, 100, b"klmnopqrst")),
        ("tcp.analysis.ack_lost_segment", s(1, 51, ACK, 100, &[])),
        ("", c(41, 1, ACK, 100, b"KLMNOPQRST")),
        ("tcp.analysis.window_update", s(1, 51, ACK, 200, &[])),
        ("tcp.analysis.keep_alive", c(50, 1, ACK, 100, &[])),
        ("tcp.analysis.keep_alive_ack", s(1, 51, ACK, 200, &[])),
        ("tcp.analysis.zero_window", s(1, 51, ACK, 0, &[])),
        ("tcp.analysis.zero_window_probe", c(51, 1, ACK, 100, b"U")),
        ("wirewalk.tcp.ends", c(51, 1, FIN | ACK, 100, &[])),
        ("wirewalk.tcp.ends", s(1, 52, FIN | ACK, 200, &[])),
        ("wirewalk.tcp.ends", c(52, 2, ACK, 100, &[])),
        ("wirewalk.tcp.ends", s(2, 52, RST, 0, &[])),
    ]
}

/// A packet of IPv4 on its way back.
pub fn back(mut packet: Vec<u8>) -> Vec<u8> {
    packet[12..20].rotate_left(4);
    packet
}

/// A capture of these packets, a millisecond apart.
pub fn capture(link_type: u32, packets: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let at = (1_700_000_000_000_000_000..).step_by(1_000_000);
    let packets: Vec<_> = at.zip(packets).collect();
    Order { big_endian: false }.pcap(true, link_type, &packets)
}
