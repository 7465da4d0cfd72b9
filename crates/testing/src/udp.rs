//! Datagrams that nobody sent, in captures of raw IP.

use std::net::{IpAddr, SocketAddr};

use etherparse::{PacketBuilder, PacketBuilderStep};

use wirewalk::recording::Timestamp;
use wirewalk::render::pcapng::{Interface, LINKTYPE_RAW, Writer};

/// An address as a test writes it.
pub fn addr(text: &str) -> SocketAddr {
    text.parse().expect("an address and a port")
}

fn ip(from: IpAddr, to: IpAddr) -> PacketBuilderStep<etherparse::IpHeaders> {
    match (from, to) {
        (IpAddr::V4(from), IpAddr::V4(to)) => PacketBuilder::ipv4(from.octets(), to.octets(), 64),
        (IpAddr::V6(from), IpAddr::V6(to)) => PacketBuilder::ipv6(from.octets(), to.octets(), 64),
        _ => panic!("both ends have one family"),
    }
}

/// A packet with this datagram.
pub fn datagram(from: &str, to: &str, payload: &[u8]) -> Vec<u8> {
    let (from, to) = (addr(from), addr(to));
    let mut packet = Vec::new();
    let built = ip(from.ip(), to.ip()).udp(from.port(), to.port());
    built.write(&mut packet, payload).expect("memory takes everything");
    packet
}

/// A packet that asks for a connection of TCP.
pub fn syn(from: &str, to: &str) -> Vec<u8> {
    let (from, to) = (addr(from), addr(to));
    let mut packet = Vec::new();
    let built = ip(from.ip(), to.ip()).tcp(from.port(), to.port(), 1, 64_000).syn();
    built.write(&mut packet, &[]).expect("memory takes everything");
    packet
}

/// A packet in which this machine says to whoever sent a packet that it did not arrive.
pub fn unreachable(by: &str, kind: u8, code: u8, quoted: &[u8]) -> Vec<u8> {
    let by: IpAddr = by.parse().expect("an address");
    let to = match by {
        IpAddr::V4(_) => IpAddr::from(<[u8; 4]>::try_from(&quoted[12..16]).expect("four bytes")),
        IpAddr::V6(_) => IpAddr::from(<[u8; 16]>::try_from(&quoted[8..24]).expect("sixteen bytes")),
    };
    let mut packet = Vec::new();
    let written = match by {
        IpAddr::V4(_) => ip(by, to).icmpv4_raw(kind, code, [0; 4]).write(&mut packet, quoted),
        IpAddr::V6(_) => ip(by, to).icmpv6_raw(kind, code, [0; 4]).write(&mut packet, quoted),
    };
    written.expect("memory takes everything");
    packet
}

/// A capture of these packets, a millisecond apart.
pub fn capture(packets: &[Vec<u8>]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), "").expect("memory takes everything");
    writer.interface(&Interface { link_type: LINKTYPE_RAW, name: "", description: "" }).expect("memory");
    for (at, packet) in (0..).zip(packets) {
        let at = Timestamp(1_700_000_000_000_000_000 + at * 1_000_000);
        writer.packet(0, at, packet, None).expect("memory");
    }
    writer.finish().expect("memory")
}
