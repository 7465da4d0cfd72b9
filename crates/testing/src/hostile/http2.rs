//! HTTP/2 with prior knowledge.

use wirewalk::recording::Side::{Client, Server};

use super::wire::Wire;
use super::{Hostile, Kind, kind};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const SETTINGS: [u8; 9] = [0, 0, 0, 4, 0, 0, 0, 0, 0];
const HEADERS: u8 = 1;
const END_HEADERS: u8 = 4;
/// `:method: GET`, `:path: /`, and a header that is kept in the table.
const BLOCK: &[u8] = b"\x82\x84\x40\x01a\x01b";

pub const KINDS: &[Kind] = &[
    kind("h2", 150, |n| client(&requests(n), 1448)),
    kind("h2tiny", 60, |n| client(&requests(n), 1)),
    kind("h2streams", 150, |n| client(&requests(n), 40)),
    kind("h2data0", 400, |n| {
        client(&[frame(HEADERS, END_HEADERS, 1, BLOCK), frame(0, 0, 1, b"").repeat(n)].concat(), 1448)
    }),
    kind("h2cont_tiny", 400, |n| {
        client(&[frame(HEADERS, 0, 1, b"\x82"), frame(9, 0, 1, b"\x84").repeat(n)].concat(), 1448)
    }),
    kind("cont", 60, |n| {
        let piece = b"\x00\x01a\x7e".iter().copied().chain([b'b'; 126]).collect::<Vec<_>>();
        let blocks =
            [frame(HEADERS, 0, 1, b"\x82"), frame(9, 0, 1, &piece).repeat(n), frame(9, END_HEADERS, 1, b"\x84")];
        client(&blocks.concat(), 1448)
    }),
    kind("h2inter", 200, |n| {
        let pair = |i: usize| [frame(HEADERS, 0, 2 * i as u32 + 1, b"\x82"), frame(6, 0, 0, &[0; 8])].concat();
        client(&(0..n).flat_map(pair).collect::<Vec<_>>(), 1448)
    }),
    kind("h2ping", 300, |n| client(&frame(6, 0, 0, &[0; 8]).repeat(n), 1448)),
    kind("h2set", 300, |n| client(&frame(4, 0, 0, &[0, 1, 0, 0, 16, 0]).repeat(n), 1448)),
    kind("h2settings", 400, |n| client(&frame(4, 0, 0, &[0, 1, 0, 0, 16, 0].repeat(n)), 1448)),
    kind("h2tablesize", 800, |n| {
        client(&frame(HEADERS, END_HEADERS, 1, &[&[0x20, 0x3f, 0xe1, 0x1f].repeat(n)[..], BLOCK].concat()), 1448)
    }),
    kind("hpack", 20, |n| {
        let bomb = [&b"\x40\x01a\x7f\xa1\x1e"[..], &[b'b'; 4000]].concat();
        client(
            &[frame(HEADERS, END_HEADERS, 1, &bomb), frame(HEADERS, END_HEADERS, 3, &[0xbe; 50]).repeat(n)].concat(),
            1448,
        )
    }),
    kind("hpack_blocks", 150, |n| {
        let block = |i: usize| {
            let block = [&b"\x40\x04"[..], format!("{:04}", i % 10_000).as_bytes(), b"\x01b"].concat();
            frame(HEADERS, END_HEADERS, 2 * i as u32 + 1, &block)
        };
        client(&(0..n).flat_map(block).collect::<Vec<_>>(), 1448)
    }),
    kind("cookieh2", 600, |n| {
        client(&frame(HEADERS, END_HEADERS, 1, &[BLOCK, &b"\x60\x03a=b".repeat(n)].concat()), 1448)
    }),
];

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let len = (payload.len() as u32).to_be_bytes();
    [&len[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

fn requests(n: usize) -> Vec<u8> {
    (0..n).flat_map(|i| frame(HEADERS, END_HEADERS | 1, 2 * i as u32 + 1, BLOCK)).collect()
}

fn client(frames: &[u8], segment: usize) -> Hostile {
    Wire::of(80, segment, &[(Client, PREFACE), (Client, &SETTINGS), (Server, &SETTINGS), (Client, frames)]).into()
}
