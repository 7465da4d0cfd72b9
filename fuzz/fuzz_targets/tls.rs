//! Any TLS connection, without keys and with the key log that the input brings along. Every byte must have exactly one
//! leaf, and Eve must see the same bytes on the wire as an insider.
//!
//! The input: a capture, as `tests/captures` holds them, secrets and all; or, where it is none, records of the client, of
//! the server and so on in turn, as long as their headers say.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewalk::dissect::{Message, Origin, dissect, tiling};
use wirewalk::recording::{Connection, Endpoint, Recording, Secrets, Side, Timestamp, What, WireEvent, capture};

/// A connection on which the two sides take turns, a record each.
fn turns(mut input: &[u8]) -> Recording {
    let end = |name: &str, port| Endpoint { name: name.to_owned(), addr: ([127, 0, 0, 1], port).into() };
    let event = |side, what| WireEvent { at: Timestamp(0), side, what, packet: None };
    let mut events = vec![event(Side::Client, What::Open)];
    let mut side = Side::Client;
    while !input.is_empty() {
        let len = input.get(3..5).map_or(input.len(), |l| 5 + usize::from(u16::from_be_bytes([l[0], l[1]])));
        let (record, rest) = input.split_at(len.min(input.len()));
        events.push(event(side, What::Bytes(record.to_vec().into())));
        (side, input) = (side.other(), rest);
    }
    let (client, server) = (end("Alice", 50_000), end("Bob", 8443));
    Recording { connections: vec![Connection { id: 0, hop: 0, client, server, through: Vec::new(), events }] }
}

/// The messages, and what each side said on the wire.
fn messages(recording: &Recording, secrets: &Secrets) -> Vec<(u32, Side, Vec<u8>)> {
    let mut wires = Vec::new();
    let check = |message: &Message| {
        if let Err(error) = tiling::check(message) {
            panic!("message {}: {error}", message.index);
        }
    };
    for message in dissect(recording, secrets) {
        check(&message);
        // A gap has no bytes; only who can read close_notify knows that nothing is missing after it.
        if message.sources.first().is_some_and(|s| s.origin == Origin::Wire && !s.bytes.is_empty()) {
            wires.push((message.connection, message.side, message.wire().to_vec()));
        }
    }
    wires
}

fuzz_target!(|input: &[u8]| {
    let (recording, key_log) = match capture::read(input) {
        Ok(read) => (read.recording, read.key_log),
        Err(_) => (turns(input), Default::default()),
    };
    let eve = messages(&recording, &Secrets::none());
    if !key_log.is_empty() {
        assert_eq!(eve, messages(&recording, &Secrets::none().with_key_log(key_log)));
    }
});
