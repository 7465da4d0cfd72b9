//! WebSocket: frames, masks, compression.

use wirewalk::recording::Side::{Client, Server};

use super::wire::{Wire, noise};
use super::{Hostile, Kind, kind};
use crate::websocket::{ASK, HELLO, KEY, answer, frame};

pub const KINDS: &[Kind] = &[
    kind("websocket_frames", 600, |n| said("", 1448, &frame(0x81, Some(KEY), b"a").repeat(n))),
    kind("websocket_empty_frames", 800, |n| said("permessage-deflate", 1448, &frame(0xc1, Some(KEY), b"").repeat(n))),
    kind("websocket_long_frame", 60_000, |n| said("", 1448, &frame(0x82, Some(KEY), &noise(n)))),
    kind("websocket_long_frame_tiny", 1500, |n| said("", 1, &frame(0x82, Some(KEY), &noise(n)))),
    kind("websocket_endless_tiny", 1500, |n| {
        said("", 1, &[&[0x82, 0xff, 0, 0, 0xff, 0, 0, 0, 0, 0, 1, 2, 3, 4][..], &noise(n)].concat())
    }),
    kind("websocket_fragments", 600, |n| said("", 1448, &frame(1, Some(KEY), b"a").repeat(n))),
    kind("websocket_noise", 20_000, |n| said("permessage-deflate", 1448, &noise(n))),
    kind("websocket_deflated", 300, |n| said("permessage-deflate", 1448, &frame(0xc1, Some(KEY), HELLO).repeat(n))),
    // Each stands for a thousand times as much.
    kind("websocket_bombs", 40, |n| {
        let bomb = deflate(&vec![0; 60_000]);
        said("permessage-deflate; client_no_context_takeover", 1448, &frame(0xc1, Some(KEY), &bomb).repeat(n))
    }),
];

/// Compressed as RFC 7692 wants it: without the four bytes of the end.
fn deflate(plain: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(plain.len() + 64);
    let mut compress = flate2::Compress::new(flate2::Compression::best(), false);
    compress.compress_vec(plain, &mut packed, flate2::FlushCompress::Sync).expect("room enough");
    packed.truncate(packed.len() - 4);
    packed
}

fn said(extensions: &str, segment: usize, frames: &[u8]) -> Hostile {
    Wire::of(80, segment, &[(Client, ASK.as_bytes()), (Server, answer(extensions).as_bytes()), (Client, frames)]).into()
}
