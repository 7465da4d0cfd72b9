//! Protocols that begin in the clear and go over into TLS, WebSocket, gRPC: each input goes on where one of them has begun. Every byte
//! must have exactly one leaf, the facts must be read of whatever it is, and the messages must be the same however the bytes are cut.
//!
//! The input: a byte that says which protocol, then pieces, each after a byte that says who says it and how long it is.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewalk::dissect::facts::Upgrade;
use wirewalk::dissect::{Dissector, Field, Message, tiling};
use wirewalk::recording::{Secrets, Side, Timestamp, What, WireEvent};

const ASK: &[u8] =
    b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
const ANSWER: &[u8] = b"HTTP/1.1 101 S\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\
    Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
const CALL: &[u8] =
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\x21\x01\x04\0\0\0\x01\x83\x86\0\x0ccontent-type\x10application/grpc";

/// How a conversation begins.
const BEGINNINGS: [&[(Side, &[u8])]; 10] = [
    &[(Side::Server, b"220 ESMTP\r\n"), (Side::Client, b"EHLO a\r\n")],
    &[(Side::Server, b"* OK ready\r\n")],
    &[(Side::Server, b"+OK ready\r\n"), (Side::Client, b"CAPA\r\n")],
    &[(Side::Server, b"220 FTP\r\n"), (Side::Client, b"FEAT\r\n")],
    &[(Side::Client, b"<stream:stream to='a'>"), (Side::Server, b"<stream:stream>")],
    &[(Side::Client, b"\x30\x1d\x02\x01\x01\x77\x18\x80\x161.3.6.1.4.1.1466.20037")],
    &[(Side::Client, b"\0\0\0\x08\x04\xd2\x16\x2f"), (Side::Server, b"N")],
    &[(Side::Server, b"\x0a\0\0\0\x0a8.0.36\0\x08\0")],
    &[(Side::Client, ASK), (Side::Server, ANSWER)],
    &[(Side::Client, CALL)],
];

fn events(input: &[u8]) -> Vec<WireEvent> {
    let Some((which, mut rest)) = input.split_first() else { return Vec::new() };
    let beginning = BEGINNINGS[usize::from(*which) % BEGINNINGS.len()];
    let event = |side, what| WireEvent { at: Timestamp(1), side, what, packet: None };
    let said = |side, bytes: &[u8]| event(side, What::Bytes(bytes.to_vec().into()));
    let mut events: Vec<WireEvent> = beginning.iter().map(|(side, bytes)| said(*side, bytes)).collect();
    while let Some((&first, more)) = rest.split_first() {
        let side = if first & 0x80 == 0 { Side::Client } else { Side::Server };
        let len = match first & 0x7f {
            0x7f => more.len(),
            0x7e => more.iter().position(|b| *b == b'\n').map_or(more.len(), |at| at + 1),
            n => usize::from(n).min(more.len()),
        };
        let (piece, after) = more.split_at(len);
        events.push(match first & 0x7f {
            0 => event(side, What::Gap(7)),
            _ => said(side, piece),
        });
        rest = after;
    }
    events
}

fn messages<'e>(events: impl IntoIterator<Item = &'e WireEvent>) -> Vec<Message> {
    let secrets = Secrets::none();
    let mut dissector = Dissector::new(0, &secrets);
    events.into_iter().for_each(|event| dissector.push(event));
    dissector.finish();
    let messages: Vec<Message> = std::iter::from_fn(|| dissector.pop()).collect();
    let mut upgrade = Upgrade::default();
    for message in &messages {
        if let Err(error) = tiling::check(message) {
            panic!("message {}: {error}", message.index);
        }
        upgrade.note(message);
    }
    messages
}

fuzz_target!(|input: &[u8]| {
    let events = events(input);
    let whole = messages(&events);
    let halves = events.iter().flat_map(|event| match &event.what {
        What::Bytes(bytes) if bytes.len() > 1 => {
            let (first, second) = bytes.split_at(bytes.len() / 2);
            let part = |bytes: &[u8]| WireEvent { what: What::Bytes(bytes.to_vec().into()), ..event.clone() };
            vec![part(first), part(second)]
        }
        _ => vec![event.clone()],
    });
    let halves: Vec<WireEvent> = halves.collect();
    let cut = messages(&halves);
    let fields = |messages: &[Message]| -> Vec<(u64, Vec<Field>)> {
        messages.iter().map(|message| (message.offset, message.fields.clone())).collect()
    };
    // What nobody understands comes as it came: pieces of it depend on the cuts.
    let understood = |messages: &[Message]| messages.iter().all(|m| m.find_id("wirewalk.unexplained").is_none());
    if understood(&whole) && understood(&cut) {
        assert_eq!(fields(&whole), fields(&cut));
    }
});
