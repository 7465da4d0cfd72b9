//! Any connection: HTTP, Fernet tokens, gaps and resets. Every byte must have exactly one leaf, and Eve must see the same
//! messages as who has the key.
//!
//! The input: pieces, each after a byte that says what it is (side, kind, length in the other bits).

#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewalk::dissect::{Dissector, Message, tiling};
use wirewalk::fernet::Key;
use wirewalk::recording::{Secrets, Side, Timestamp, What, WireEvent};

fn events(mut input: &[u8]) -> Vec<WireEvent> {
    let mut events = Vec::new();
    while let Some((&first, rest)) = input.split_first() {
        let side = if first & 0x80 == 0 { Side::Client } else { Side::Server };
        // What a line ends with is kept together, so that requests and answers come about.
        let len = match first & 0x3f {
            0x3f => rest.len(),
            0x3e => rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |at| at + 1),
            n => usize::from(n).min(rest.len()),
        };
        let (piece, more) = rest.split_at(len);
        let what = match (first & 0x40, first & 0x3f) {
            (0, _) => What::Bytes(piece.to_vec().into()),
            (_, 0) => What::HalfClose,
            (_, 1) => What::Reset,
            (_, 2) => What::Close,
            (_, 3) => What::Gap(u64::MAX),
            (_, 4..=9) => What::Gap(len as u64),
            _ => What::Bytes(piece.to_vec().into()),
        };
        let at = Timestamp(events.len() as u64 * 1_000_000_000);
        events.push(WireEvent { at, side, what, packet: None });
        input = more;
    }
    events
}

fn messages(events: &[WireEvent], secrets: &Secrets) -> Vec<Message> {
    let mut dissector = Dissector::new(0, secrets);
    let mut messages = Vec::new();
    for event in events {
        dissector.push(event);
        messages.extend(std::iter::from_fn(|| dissector.pop()));
    }
    dissector.finish();
    messages.extend(std::iter::from_fn(|| dissector.pop()));
    for message in &messages {
        if let Err(error) = tiling::check(message) {
            panic!("message {}: {error}", message.index);
        }
    }
    messages
}

fuzz_target!(|input: &[u8]| {
    let events = events(input);
    let eve = messages(&events, &Secrets::none());
    let insider = messages(&events, &Secrets::none().with_fernet(Key::from_bytes([7; 32])));
    let wires = |messages: &[Message]| messages.iter().map(|m| m.wire().clone()).collect::<Vec<_>>();
    assert_eq!(wires(&eve), wires(&insider));
});
