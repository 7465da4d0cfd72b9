//! QUIC: packets that cost more to take apart than to send, streams in the worst order, and tables that a stranger fills.

use wirewalk::recording::Side;
use wirewalk::recording::Side::{Client, Server};

use super::wire::{Wire, noise};
use super::{Hostile, Kind, kind};
use crate::quic_by_hand::{Hand, Kind as Packet, crypto, hello, named, stream, var};
use crate::udp::datagram;

const ALICE: &str = "10.9.0.1:40000";
const BOB: &str = "10.9.0.2:443";
/// What a packet carries.
const FULL: usize = 1200;

pub const KINDS: &[Kind] = &[
    kind("quic_flows", 60, |n| {
        let mut wire = Wire::new();
        for i in 0..n {
            let from = format!("10.9.{}.{}:{}", 1 + (i >> 8 & 0x7f), i & 0xff, 1024 + (i >> 15));
            wire.packet(datagram(&from, BOB, &initial(i)));
        }
        wire.into()
    }),
    kind("quic_ids", 60, |n| in_the_clear((0..n).map(|i| (Client, initial(i))))),
    kind("quic_garbage", 200, |n| in_the_clear((0..n).map(|i| (Client, garbage(i, 64))))),
    kind("quic_coalesced", 400, |n| {
        let all: Vec<u8> = (0..n).flat_map(|i| garbage(i, 4)).collect();
        in_the_clear(all.chunks(60_000).map(|bytes| (Client, bytes.to_vec())))
    }),
    kind("quic_lengths", 300, |n| {
        let wrong = |i: usize| [&garbage(i, 64)[..19], &[0xff; 8], &[0; 40]].concat();
        in_the_clear((0..n).map(|i| (Client, wrong(i))))
    }),
    kind("quic_versions", 2000, |n| {
        let offer = [&[0x80, 0, 0, 0, 0, 1, 1, 1, 2][..], &[0x1a; 4].repeat(n.min(15_000))].concat();
        in_the_clear([(Client, initial(0)), (Server, offer)].into_iter())
    }),
    kind("quic_short", 400, |n| in_the_clear((0..n).map(|i| (Client, [&[0x41][..], &noise(40 + i % 7)].concat())))),
    kind("quic_crypto", 80, |n| {
        let message = hello("squirrel", &[&[0xfa, 0xfa][..], &(n as u16).to_be_bytes(), &vec![0; n]].concat());
        let pieces = message.iter().enumerate().rev().map(|(at, byte)| crypto(at as u64, &[*byte]));
        let (mut hand, mut said) = (Hand::new(1), Vec::new());
        for frames in packed(pieces) {
            said.push((Client, hand.packet(Client, Packet::Initial, &frames)));
        }
        in_the_clear(said.into_iter())
    }),
    kind("quic_pings", 3000, |n| connected(packed((0..n).map(|_| vec![1])))),
    kind("quic_acks", 1000, |n| {
        let ranges = |n: usize| [&[2, 0x80, 1, 0, 0, 0][..], &var(n as u64), &[0], &[0, 0].repeat(n)].concat();
        connected((0..n.div_ceil(500)).map(|_| ranges(500)))
    }),
    kind("quic_names", 200, |n| {
        let name = |i: usize| named(i as u64, &[&[0xee; 8][..], &(i as u64).to_be_bytes()].concat(), [i as u8; 16]);
        connected(packed((0..n).map(name)))
    }),
    kind("quic_pieces", 300, |n| {
        // Every other byte, then those between.
        let order = (0..n).step_by(2).chain((1..n).step_by(2));
        connected(packed(order.map(|at| stream(0, at as u64, b"x", false))))
    }),
    kind("quic_backwards", 300, |n| connected(packed((0..n).rev().map(|at| stream(0, at as u64, b"x", false))))),
    kind("quic_overlaps", 100, |n| connected(packed((0..n).map(|at| stream(0, at as u64, &[b'x'; 100], false))))),
    kind("quic_again", 100, |n| connected(packed((0..n).map(|_| stream(0, 0, &[b'x'; 100], false))))),
    kind("quic_holes", 200, |n| connected(packed((0..n).map(|at| stream(0, 10 * at as u64 + 1, b"x", false))))),
    kind("quic_streams", 200, |n| connected(packed((0..n).map(|i| stream(4 * i as u64, 0, b"x", i % 2 == 0))))),
    kind("quic_resets", 300, |n| {
        connected(packed(
            (0..n).map(|i| [vec![4], var(4 * i as u64), vec![0, 0, 5], var(4 * i as u64), vec![0]].concat()),
        ))
    }),
    kind("http3_tiny", 600, |n| over_http3(0, &[0x21, 0].repeat(n))),
    kind("http3_data", 600, |n| over_http3(0, &[0, 1, b'x'].repeat(n))),
    kind("http3_settings", 600, |n| over_http3(2, &[&[0, 4][..], &var(2 * n as u64), &[0x21, 0].repeat(n)].concat())),
    kind("http3_inserts", 300, |n| {
        over_http3(2, &[&[2, 0x3f, 0xe1, 0x1f][..], &[0x41, b'a', 1, b'b'].repeat(n)].concat())
    }),
    kind("http3_blocked", 150, |n| {
        // Each waits for an entry of the table that never comes.
        let asks = |i: usize| stream(4 * i as u64, 0, &[1, 3, 2, 0, 0x80], true);
        http3(packed((0..n).map(asks)))
    }),
];

/// A first packet whose connection id is this number.
fn initial(number: usize) -> Vec<u8> {
    let mut hand = Hand::new(1);
    hand.origin = (number as u64).to_be_bytes().to_vec();
    hand.destination = hand.origin.clone();
    hand.packet(Client, Packet::Initial, &crypto(0, &hello("squirrel", &[])))
}

/// What looks like a first packet, and opens with no key.
fn garbage(number: usize, len: usize) -> Vec<u8> {
    let id = (number as u64).to_be_bytes();
    [&[0xc0, 0, 0, 0, 1, 8][..], &id, &[0, 0], &var(len as u64), &noise(len)].concat()
}

fn packet(wire: &mut Wire, side: Side, bytes: &[u8]) {
    let (from, to) = if side == Client { (ALICE, BOB) } else { (BOB, ALICE) };
    wire.packet(datagram(from, to, bytes));
}

fn in_the_clear(said: impl Iterator<Item = (Side, Vec<u8>)>) -> Hostile {
    let mut wire = Wire::new();
    said.for_each(|(side, bytes)| packet(&mut wire, side, &bytes));
    wire.into()
}

/// Frames, as many in a packet as go into it.
fn packed(frames: impl Iterator<Item = Vec<u8>>) -> impl Iterator<Item = Vec<u8>> {
    let mut packets: Vec<Vec<u8>> = Vec::new();
    for frame in frames {
        match packets.last_mut().filter(|packet| packet.len() + frame.len() <= FULL) {
            Some(packet) => packet.extend(frame),
            None => packets.push(frame),
        }
    }
    packets.into_iter()
}

/// A connection on which the client sends these packets, with its keys.
fn connected(packets: impl Iterator<Item = Vec<u8>>) -> Hostile {
    agreed("squirrel", packets)
}

fn http3(packets: impl Iterator<Item = Vec<u8>>) -> Hostile {
    agreed("h3", packets)
}

fn agreed(alpn: &str, packets: impl Iterator<Item = Vec<u8>>) -> Hostile {
    let (mut hand, mut wire) = (Hand::new(1), Wire::new());
    let [first, second] = hand.hellos(alpn);
    let settled = hand.settled(alpn, false);
    packet(&mut wire, Client, &first);
    packet(&mut wire, Server, &[second, settled].concat());
    for frames in packets {
        let bytes = hand.packet(Client, Packet::Short, &frames);
        packet(&mut wire, Client, &bytes);
    }
    Hostile { capture: wire.file(), keys: hand.secrets().key_log().to_text().to_string() }
}

/// These bytes on a stream of HTTP/3.
fn over_http3(id: u64, bytes: &[u8]) -> Hostile {
    let pieces: Vec<Vec<u8>> =
        bytes.chunks(1100).enumerate().map(|(i, piece)| stream(id, 1100 * i as u64, piece, false)).collect();
    http3(pieces.into_iter())
}
