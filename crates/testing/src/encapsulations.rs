//! The same packets in everything that links and tunnels put around them.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use etherparse::{IpNumber, PacketBuilder};

use wirewalk::recording::{Recording, Side, Timestamp, What};
use wirewalk::render::pcapng::{Interface, Writer};

use crate::captures::{blocks, connection, packet, written};

/// A way to carry a packet of IP.
pub struct Carrier {
    /// What it is.
    pub name: &'static str,
    /// The link type of the capture.
    pub link_type: u16,
    /// What the table of conversations says that it came in.
    pub said: &'static str,
    /// How many flows of UDP carry it.
    pub flows: usize,
    /// Puts a packet of IP into it.
    pub wrap: fn(&[u8]) -> Vec<u8>,
}

const ETHERNET: u16 = 1;
const RAW: u16 = 101;
/// Addresses of network cards whose maker Wireshark knows: from that it tells Ethernet behind MPLS.
const CARDS: [u8; 12] = [0x00, 0x1b, 0x21, 0, 0, 1, 0x00, 0x1b, 0x21, 0, 0, 2];

/// What a segment carries at most.
const SEGMENT: usize = 1200;

const fn carrier(
    name: &'static str,
    link_type: u16,
    said: &'static str,
    flows: usize,
    wrap: fn(&[u8]) -> Vec<u8>,
) -> Carrier {
    Carrier { name, link_type, said, flows, wrap }
}

fn is_v6(ip: &[u8]) -> bool {
    ip[0] >> 4 == 6
}

/// The EtherType of a packet of IP.
fn kind(ip: &[u8]) -> [u8; 2] {
    if is_v6(ip) { [0x86, 0xdd] } else { [8, 0] }
}

fn join(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

fn ethernet(ip: &[u8]) -> Vec<u8> {
    join(&[&CARDS, &kind(ip), ip])
}

fn snap(ip: &[u8]) -> Vec<u8> {
    join(&[&[0xaa, 0xaa, 3, 0, 0, 0], &kind(ip), ip])
}

fn ppp(ip: &[u8]) -> Vec<u8> {
    join(&[&[0, if is_v6(ip) { 0x57 } else { 0x21 }], ip])
}

/// In IPv4 between two machines.
fn v4(protocol: u8, payload: &[u8]) -> Vec<u8> {
    let mut packet = Vec::new();
    let ip = PacketBuilder::ipv4([192, 0, 2, 1], [192, 0, 2, 2], 64);
    ip.write(&mut packet, IpNumber(protocol), payload).expect("memory takes everything");
    packet
}

/// In IPv6 between two machines.
fn v6(protocol: u8, payload: &[u8]) -> Vec<u8> {
    let end = |last| [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last];
    let mut packet = Vec::new();
    PacketBuilder::ipv6(end(1), end(2), 64).write(&mut packet, IpNumber(protocol), payload).expect("memory");
    packet
}

fn udp(port: u16, payload: &[u8]) -> Vec<u8> {
    let mut packet = Vec::new();
    let ip = PacketBuilder::ipv4([192, 0, 2, 1], [192, 0, 2, 2], 64);
    ip.udp(50_000, port).write(&mut packet, payload).expect("memory takes everything");
    packet
}

fn inner_protocol(ip: &[u8]) -> u8 {
    if is_v6(ip) { 41 } else { 4 }
}

/// A frame of 802.11 with data, and what its header has beyond three addresses.
fn wireless(control: [u8; 2], more: &[u8], payload: &[u8]) -> Vec<u8> {
    join(&[&control, &[0; 2], &[2; 18], &[0; 2], more, payload])
}

/// The checksum of GRE.
fn gre_with_checksum(ip: &[u8]) -> Vec<u8> {
    let words = join(&[&[0x80, 0], &kind(ip), &[0; 4], ip]);
    let sum: u32 = words.chunks(2).map(|two| u32::from(two[0]) << 8 | u32::from(*two.get(1).unwrap_or(&0))).sum();
    let sum = (sum & 0xffff) + (sum >> 16);
    let sum = !((sum & 0xffff) + (sum >> 16)) as u16;
    join(&[&words[..4], &sum.to_be_bytes(), &words[6..]])
}

/// Link types and what links do.
pub const LINKS: &[Carrier] = &[
    carrier("Ethernet", ETHERNET, "", 0, ethernet),
    carrier("VLAN", ETHERNET, "VLAN 7", 0, |ip| join(&[&CARDS, &[0x81, 0, 0, 7], &kind(ip), ip])),
    carrier("QinQ", ETHERNET, "VLAN 9 > VLAN 7", 0, |ip| {
        join(&[&CARDS, &[0x88, 0xa8, 0x60, 9, 0x81, 0, 0, 7], &kind(ip), ip])
    }),
    carrier("three tags", ETHERNET, "VLAN 9 > VLAN 8 > VLAN 7", 0, |ip| {
        join(&[&CARDS, &[0x88, 0xa8, 0, 9, 0x81, 0, 0, 8, 0x81, 0, 0, 7], &kind(ip), ip])
    }),
    carrier("LLC", ETHERNET, "", 0, |ip| {
        let snap = snap(ip);
        join(&[&CARDS, &(snap.len() as u16).to_be_bytes(), &snap])
    }),
    carrier("PPPoE", ETHERNET, "PPPoE session 42", 0, |ip| {
        let ppp = ppp(ip);
        join(&[&CARDS, &[0x88, 0x64, 0x11, 0, 0, 42], &(ppp.len() as u16).to_be_bytes(), &ppp])
    }),
    carrier("MPLS", ETHERNET, "MPLS label 16 > MPLS label 100", 0, |ip| {
        join(&[&CARDS, &[0x88, 0x47, 0, 1, 0, 64, 0, 6, 0x41, 64], ip])
    }),
    carrier("Ethernet over MPLS", ETHERNET, "MPLS label 100", 0, |ip| {
        join(&[&CARDS, &[0x88, 0x47, 0, 6, 0x41, 64], &ethernet(ip)])
    }),
    carrier("MPLS in a VLAN", ETHERNET, "VLAN 7 > MPLS label 100", 0, |ip| {
        join(&[&CARDS, &[0x81, 0, 0, 7, 0x88, 0x48, 0, 6, 0x41, 64], ip])
    }),
    carrier("PPP", 9, "", 0, |ip| join(&[&[0xff, 3], &ppp(ip)])),
    carrier("PPP without address and control", 9, "", 0, ppp),
    carrier("PPP with a short protocol", 9, "", 0, |ip| ppp(ip)[1..].to_vec()),
    carrier("PPP in HDLC", 50, "", 0, |ip| join(&[&[0xff, 3], &ppp(ip)])),
    carrier("PPP in HDLC, compressed", 50, "", 0, |ip| ppp(ip)[1..].to_vec()),
    carrier("Cisco's HDLC", 104, "", 0, |ip| join(&[&[0x0f, 0], &kind(ip), ip])),
    carrier("PPP with a direction", 204, "", 0, |ip| join(&[&[1, 0xff, 3], &ppp(ip)])),
    carrier("MPLS alone", 219, "MPLS label 100", 0, |ip| join(&[&[0, 6, 0x41, 64], ip])),
    carrier("Linux cooked", 113, "", 0, |ip| join(&[&[0, 0, 0, 1, 0, 6], &[2; 8], &kind(ip), ip])),
    carrier("Linux cooked v2", 276, "", 0, |ip| join(&[&kind(ip), &[0, 0, 0, 0, 0, 2, 0, 1, 0, 6], &[2; 8], ip])),
    carrier("PKTAP", 258, "", 0, |ip| {
        let mut head = [108u32, 1, 1].map(u32::to_le_bytes).concat();
        head.resize(108, 0);
        join(&[&head, &ethernet(ip)])
    }),
    carrier("NFLOG", 239, "", 0, |ip| {
        let family = if is_v6(ip) { 10 } else { 2 };
        let len = (ip.len() as u16 + 4).to_le_bytes();
        let mut packet = join(&[&[family, 0, 0, 1, 8, 0, 1, 0], &kind(ip), &[3, 0, 5, 0, 10, 0, 0x61, 0, 0, 0]]);
        packet.extend(join(&[&len, &[9, 0], ip]));
        packet.resize(packet.len().next_multiple_of(4), 0);
        packet
    }),
    carrier("802.11", 105, "", 0, |ip| wireless([0x08, 1], &[], &snap(ip))),
    carrier("802.11 with a class of traffic", 105, "", 0, |ip| wireless([0x88, 2], &[0, 0], &snap(ip))),
    carrier("802.11 between access points", 105, "", 0, |ip| wireless([0x88, 3], &[2, 2, 2, 2, 2, 2, 0, 0], &snap(ip))),
    carrier("radiotap", 127, "", 0, |ip| join(&[&[0, 0, 8, 0, 0, 0, 0, 0], &wireless([0x08, 1], &[], &snap(ip))])),
    carrier("radiotap with flags and a checksum", 127, "", 0, |ip| {
        // A clock of eight bytes, flags, a rate; and the checksum of the frame at its end.
        let notes = [&[0, 0, 18, 0, 7, 0, 0, 0][..], &[1; 8], &[0x10, 2]].concat();
        join(&[&notes, &wireless([0x88, 1], &[0, 0], &snap(ip)), &[0xde, 0xad, 0xbe, 0xef]])
    }),
];

/// Tunnels that IP and UDP carry.
pub const TUNNELS: &[Carrier] = &[
    carrier("IP in IPv4", RAW, "IP in IP from 192.0.2.1 to 192.0.2.2", 0, |ip| v4(inner_protocol(ip), ip)),
    carrier("IP in IPv6", RAW, "IP in IP from 2001:db8::1 to 2001:db8::2", 0, |ip| v6(inner_protocol(ip), ip)),
    carrier("GRE", RAW, "GRE from 192.0.2.1 to 192.0.2.2", 0, |ip| v4(47, &join(&[&[0, 0], &kind(ip), ip]))),
    carrier("GRE in IPv6", RAW, "GRE from 2001:db8::1 to 2001:db8::2", 0, |ip| {
        v6(47, &join(&[&[0, 0], &kind(ip), ip]))
    }),
    carrier("GRE with a key and a number", RAW, "GRE from 192.0.2.1 to 192.0.2.2, key 5", 0, |ip| {
        v4(47, &join(&[&[0x30, 0], &kind(ip), &[0, 0, 0, 5, 0, 0, 0, 1], ip]))
    }),
    carrier("GRE with a checksum", RAW, "GRE from 192.0.2.1 to 192.0.2.2", 0, |ip| v4(47, &gre_with_checksum(ip))),
    carrier("Ethernet in GRE", RAW, "GRE from 192.0.2.1 to 192.0.2.2, key 5", 0, |ip| {
        v4(47, &join(&[&[0x20, 0, 0x65, 0x58, 0, 0, 0, 5], &ethernet(ip)]))
    }),
    carrier("MPLS in GRE", RAW, "GRE from 192.0.2.1 to 192.0.2.2 > MPLS label 100", 0, |ip| {
        v4(47, &join(&[&[0, 0, 0x88, 0x47, 0, 6, 0x41, 64], ip]))
    }),
    carrier("PPTP", RAW, "PPTP from 192.0.2.1 to 192.0.2.2, call 9", 0, |ip| {
        let ppp = ppp(ip);
        let len = (ppp.len() as u16).to_be_bytes();
        v4(47, &join(&[&[0x30, 0x81, 0x88, 0x0b], &len, &[0, 9, 0, 0, 0, 1, 0, 0, 0, 1], &ppp]))
    }),
    carrier("ERSPAN II", RAW, "ERSPAN from 192.0.2.1 to 192.0.2.2, session 3", 0, |ip| {
        v4(47, &join(&[&[0x10, 0, 0x88, 0xbe, 0, 0, 0, 1, 0x10, 1, 0, 3, 0, 0, 0, 1], &ethernet(ip)]))
    }),
    carrier("Ethernet in IP", RAW, "Ethernet in IP from 192.0.2.1 to 192.0.2.2", 0, |ip| {
        v4(97, &join(&[&[0x30, 0], &ethernet(ip)]))
    }),
    carrier("VXLAN", RAW, "VXLAN from 192.0.2.1 to 192.0.2.2, network 42", 1, |ip| {
        udp(4789, &join(&[&[8, 0, 0, 0, 0, 0, 42, 0], &ethernet(ip)]))
    }),
    carrier("VXLAN with a tag inside", RAW, "VXLAN from 192.0.2.1 to 192.0.2.2, network 42 > VLAN 7", 1, |ip| {
        udp(4789, &join(&[&[8, 0, 0, 0, 0, 0, 42, 0], &CARDS, &[0x81, 0, 0, 7], &kind(ip), ip]))
    }),
    carrier("VXLAN-GPE", RAW, "VXLAN from 192.0.2.1 to 192.0.2.2, network 42", 1, |ip| {
        udp(4790, &join(&[&[0x0c, 0, 0, if is_v6(ip) { 2 } else { 1 }, 0, 0, 42, 0], ip]))
    }),
    carrier("GENEVE", RAW, "GENEVE from 192.0.2.1 to 192.0.2.2, network 42", 1, |ip| {
        udp(6081, &join(&[&[0, 0, 0x65, 0x58, 0, 0, 42, 0], &ethernet(ip)]))
    }),
    carrier("GENEVE with an option", RAW, "GENEVE from 192.0.2.1 to 192.0.2.2, network 42", 1, |ip| {
        udp(6081, &join(&[&[2, 0], &kind(ip), &[0, 0, 42, 0, 1, 2, 3, 1, 4, 5, 6, 7], ip]))
    }),
    carrier(
        "VXLAN in GRE",
        RAW,
        "GRE from 192.0.2.1 to 192.0.2.2 > VXLAN from 192.0.2.1 to 192.0.2.2, network 42",
        1,
        |ip| {
            let vxlan = udp(4789, &join(&[&[8, 0, 0, 0, 0, 0, 42, 0], &ethernet(ip)]));
            v4(47, &join(&[&[0, 0, 8, 0], &vxlan]))
        },
    ),
    carrier("MPLS in UDP", RAW, "MPLS in IP from 192.0.2.1 to 192.0.2.2 > MPLS label 100", 1, |ip| {
        udp(6635, &join(&[&[0, 6, 0x41, 64], ip]))
    }),
];

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Carrier> {
    LINKS.iter().chain(TUNNELS)
}

/// A capture in which each carrier, on an interface of its own, carries the packets that `of` makes for it.
pub fn capture<'c>(carriers: impl IntoIterator<Item = &'c Carrier>, of: impl Fn(usize) -> Vec<Vec<u8>>) -> Vec<u8> {
    let carriers: Vec<&Carrier> = carriers.into_iter().collect();
    let mut writer = Writer::new(Vec::new(), "").expect("memory takes everything");
    for carrier in &carriers {
        let interface = Interface { link_type: carrier.link_type, name: carrier.name, description: "" };
        writer.interface(&interface).expect("memory");
    }
    let mut at = 1_700_000_000_000_000_000;
    for (i, carrier) in carriers.iter().enumerate() {
        for packet in of(i) {
            at += 1_000_000;
            writer.packet(i as u32, Timestamp(at), &(carrier.wrap)(&packet), None).expect("memory");
        }
    }
    writer.finish().expect("memory")
}

/// The packets of IP in which this is said on one connection, which `number` tells from others.
pub fn packets(number: usize, v6: bool, said: &[(Side, What)]) -> Vec<Vec<u8>> {
    // Packets are no longer than Ethernet carries, whatever is around them.
    let pieces = said.iter().flat_map(|(side, what)| match what {
        What::Bytes(bytes) => bytes.chunks(SEGMENT).map(|piece| (*side, What::Bytes(bytes.slice_ref(piece)))).collect(),
        what => vec![(*side, what.clone())],
    });
    let events = (1..).zip(pieces).map(|(at, (side, what))| (at, side, what));
    let mut connection = connection(0, events);
    let end = |last| match v6 {
        true => Ipv6Addr::new(0xfd00, 0, 0, 0, 0, 0, 0, last).into(),
        false => IpAddr::from([10, 0, 0, last as u8]),
    };
    connection.client.addr = SocketAddr::new(end(1), 40_000 + number as u16);
    connection.server.addr.set_ip(end(2));
    let file = written(&[&Recording { connections: vec![connection] }]);
    blocks(&file).filter_map(packet).map(|(_, packet)| packet).collect()
}
