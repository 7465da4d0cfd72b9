//! TCP, IP and below: packets lost, sent again, out of order, in pieces, and too many connections.

use etherparse::{PacketBuilder, TcpHeader};
use wirewalk::recording::Side::{Client, Server};

use super::wire::{ETHERNET, Flow, SYN, Wire, noise, times};
use super::{Hostile, Kind, kind};

const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

pub const KINDS: &[Kind] = &[
    kind("conns", 250, |n| connections(n, true)),
    kind("conns_nosyn", 250, |n| connections(n, false)),
    kind("syn", 600, |n| {
        let mut wire = Wire::new();
        (0..n).for_each(|number| wire.segment(&Flow::new(number, 80), Client, 1, SYN, &[]));
        wire.into()
    }),
    kind("reuse", 200, |n| {
        let mut wire = Wire::new();
        for i in 0..n {
            let mut flow = Flow::new(0, 80);
            flow.sent = [i as u32 * 100_000, i as u32 * 70_000];
            wire.segment(&flow, Client, flow.sent[0], SYN, &[]);
            flow.skip(Client, 1);
            wire.say(&mut flow, Client, GET);
        }
        wire.into()
    }),
    kind("retrans", 1500, |n| segments((0..n).map(|_| (0, b"GET / HTTP/1.1\r\n".to_vec())))),
    kind("overlap", 600, |n| segments((0..n).map(|i| (i * 10, noise(100))))),
    kind("overlap_ooo", 600, |n| segments((0..n).rev().map(|i| (i * 10, noise(100))))),
    kind("lost", 800, |n| segments((0..n).map(|i| (i * 50, noise(20))))),
    kind("lost2", 400, |n| {
        let mut wire = Wire::new();
        let mut flow = wire.open(0, 80);
        for i in 0..n {
            let side = if i % 2 == 0 { Client } else { Server };
            flow.skip(side, 1000);
            wire.say(&mut flow, side, &noise(20));
        }
        wire.into()
    }),
    kind("lost_tiny", 1000, |n| segments((0..n).map(|i| (i * 2, vec![b'a'])))),
    kind("sackholes", 1000, |n| segments((0..n).map(|i| (1 + i * 20, noise(10))))),
    kind("sackholes_rev", 1000, |n| segments((0..n).rev().map(|i| (1 + i * 20, noise(10))))),
    kind("sackholes_rand", 1000, |n| segments((0..n).map(|i| (1 + (i * 7919) % n * 20, noise(10))))),
    kind("sackfill", 1000, |n| segments((1..n).chain([0]).map(|i| (i * 10, noise(10))))),
    kind("wrap", 800, |n| {
        let mut wire = Wire::new();
        let mut flow = Flow::new(0, 80);
        flow.sent = [u32::MAX - 5_000, u32::MAX - 5_000];
        wire.say_in(&mut flow, Client, &times("GET / HTTP/1.1\r\nHost: a\r\n\r\n", n / 10), 10);
        wire.into()
    }),
    kind("run", 1500, |n| {
        let mut wire = Wire::new();
        let flow = wire.open(0, 80);
        (0..n).for_each(|_| wire.segment(&flow, Client, flow.sent[0], 0, &[]));
        wire.into()
    }),
    kind("runlim", 300, |n| {
        let mut wire = Wire::new();
        let mut flows: Vec<_> = (0..n).map(|number| wire.open(number, 80)).collect();
        flows.iter_mut().for_each(|flow| wire.say(flow, Client, &GET[..20]));
        wire.into()
    }),
    kind("udp", 1500, |n| {
        let mut wire = Wire::new();
        for i in 0..n {
            let mut packet = Vec::new();
            let builder = PacketBuilder::ipv4([10, 0, 0, 1], [10, 0, 0, 2], 64).udp(50_000 + i as u16 % 1000, 53);
            builder.write(&mut packet, &noise(20)).expect("memory takes everything");
            wire.packet(packet);
        }
        wire.into()
    }),
    kind("vlan", 4000, |n| {
        let mut wire = Wire::over(ETHERNET);
        (0..n / 10).for_each(|_| wire.packet([&[0; 12][..], &[0x81, 0, 0, 1].repeat(10), &[8, 0]].concat()));
        wire.into()
    }),
    kind("ip6ext", 4000, |n| {
        let mut wire = Wire::new();
        for _ in 0..n / 100 {
            // A hop-by-hop header, then destination options one after the other.
            let options = [60, 0, 1, 4, 0, 0, 0, 0].repeat(100);
            let head = [&[0x60, 0, 0, 0, 3, 32, 60, 64][..], &[1; 16], &[2; 16]].concat();
            wire.packet([head, options].concat());
        }
        wire.into()
    }),
    kind("ipinip", 4000, |n| {
        let mut wire = Wire::new();
        for _ in 0..n / 100 {
            let nested = (0..100).fold(noise(8), |inner, _| {
                let len = (20 + inner.len() as u16).to_be_bytes();
                [&[0x45, 0, len[0], len[1], 0, 0, 0, 0, 64, 4, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2][..], &inner].concat()
            });
            wire.packet(nested);
        }
        wire.into()
    }),
    kind("mpls", 4000, |n| {
        let mut wire = Wire::over(ETHERNET);
        (0..n / 100).for_each(|_| wire.packet([&[0; 12][..], &[0x88, 0x47], &[0; 4].repeat(100)].concat()));
        wire.into()
    }),
    kind("aggregate", 4000, |n| {
        let mut wire = Wire::over(105);
        let frame = [&[2; 12][..], &[0, 8, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0], &[0; 2]].concat();
        for _ in 0..n / 100 {
            wire.packet([&[0x88, 1, 0, 0][..], &[2; 18], &[0, 0, 0x80, 0], &frame.repeat(100)].concat());
        }
        wire.into()
    }),
    kind("tunnels", 150, |n| {
        let mut wire = Wire::new();
        for i in 0..n {
            let mut inner = Vec::new();
            let ports = (40_000 + (i % 20_000) as u16, 80);
            let tcp = PacketBuilder::ipv4([10, 0, 0, 1], [10, 0, 0, 2], 64).tcp(ports.0, ports.1, 1, 1000).syn();
            tcp.write(&mut inner, b"").expect("memory takes everything");
            let frame = [&[8, 0, 0, 0, 0, 0, 42, 0][..], &[2; 12], &[8, 0], &inner].concat();
            let mut packet = Vec::new();
            let udp = PacketBuilder::ipv4([10, 0, 0, 3], [10, 0, 0, 4], 64).udp(50_000, 4789);
            udp.write(&mut packet, &frame).expect("memory takes everything");
            wire.packet(packet);
        }
        wire.into()
    }),
    kind("frag", 1000, |n| fragments(n, true)),
    kind("fragone", 1000, |n| fragments(n, false)),
    kind("opts", 700, |n| {
        let mut wire = Wire::new();
        for _ in 0..n {
            let mut header = TcpHeader::new(40_000, 80, 1, 1000);
            header.set_options_raw(&[1; 40]).expect("forty bytes of options");
            let mut packet = Vec::new();
            let builder = PacketBuilder::ipv4([10, 0, 0, 1], [10, 0, 0, 2], 64).tcp_header(header);
            builder.write(&mut packet, b"").expect("memory takes everything");
            wire.packet(packet);
        }
        wire.into()
    }),
];

fn connections(n: usize, opened: bool) -> Hostile {
    let mut wire = Wire::new();
    for number in 0..n {
        let mut flow = if opened { wire.open(number, 80) } else { Flow::new(number, 80) };
        wire.say(&mut flow, Client, GET);
    }
    wire.into()
}

/// Segments of one client, each with its place in the stream.
fn segments(all: impl Iterator<Item = (usize, Vec<u8>)>) -> Hostile {
    let mut wire = Wire::new();
    let flow = wire.open(0, 80);
    for (at, bytes) in all {
        wire.segment(&flow, Client, flow.sent[0].wrapping_add(at as u32), 0, &bytes);
    }
    wire.into()
}

/// Packets in two fragments, or the first of them alone.
fn fragments(n: usize, whole: bool) -> Hostile {
    let mut wire = Wire::new();
    for i in 0..n {
        let [high, low] = (i as u16).to_be_bytes();
        let fragment = |more: u8, at: u8| {
            [&[0x45, 0, 0, 44, high, low, more, at, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2][..], &noise(24)].concat()
        };
        wire.packet(fragment(0x20, 0));
        if whole {
            wire.packet(fragment(0, 3));
        }
    }
    wire.into()
}
