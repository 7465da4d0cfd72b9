//! gRPC: messages, frames, protobuf.

use wirewalk::recording::Side::Client;

use super::wire::{Wire, noise};
use super::{Hostile, Kind, kind};
use crate::grpc::{PREFACE, ZIPPED, asks, frame, message};

pub const KINDS: &[Kind] = &[
    kind("grpc_empty_messages", 500, |n| frames(&message(false, b"").repeat(n), 16_000, 1448)),
    kind("grpc_messages", 300, |n| frames(&message(false, b"\x08\x01").repeat(n), 16_000, 1448)),
    kind("grpc_tiny_frames", 400, |n| frames(&message(false, &noise(n)), 1, 1448)),
    // Also the smallest is more than one frame, whose cost for each byte is another.
    kind("grpc_long_message", 70_000, |n| frames(&message(false, &noise(n)), 16_000, 1448)),
    kind("grpc_fields", 2000, |n| frames(&message(false, &b"\x08\x01".repeat(n.min(30_000))), 16_000, 1448)),
    kind("grpc_deep", 100, |n| frames(&message(false, &deep()).repeat(n), 16_000, 1448)),
    kind("grpc_zipped", 200, |n| frames(&message(true, ZIPPED).repeat(n), 16_000, 1448)),
    kind("grpc_calls", 100, |n| {
        let calls: Vec<u8> = (0..n as u32).flat_map(|call| asks(2 * call + 1)).collect();
        Wire::of(80, 1448, &[(Client, &[PREFACE, &calls].concat())]).into()
    }),
];

/// A message in a message, deeper than is looked.
fn deep() -> Vec<u8> {
    (0..40).fold(vec![8, 1], |inner, _| [&[0x0a, inner.len() as u8][..], &inner].concat())
}

/// One call whose data comes in frames of this length.
fn frames(data: &[u8], len: usize, segment: usize) -> Hostile {
    let frames: Vec<u8> = data.chunks(len).flat_map(|piece| frame(0, 0, 1, piece)).collect();
    Wire::of(80, segment, &[(Client, &[PREFACE, &asks(1), &frames].concat())]).into()
}
