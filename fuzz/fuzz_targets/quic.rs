//! QUIC: the first byte of an input chooses. With datagrams of both sides of one flow, each behind its side and its length, every byte must have
//! exactly one leaf. With streams, what is spoken on them (HTTP/3 with QPACK, DoQ) is fed without packets around it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewalk::dissect::streams::{Happened, StreamDissector, StreamEvent};
use wirewalk::dissect::{Dissector, Message, tiling};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Connection, Endpoint, Secrets, Side, StreamNumber, Timestamp, Transport, What, WireEvent};

/// Keys of nobody: a client random of 0x11, secrets of 0x22 to 0x26.
fn secrets() -> Secrets {
    let labels = [
        "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
        "SERVER_HANDSHAKE_TRAFFIC_SECRET",
        "CLIENT_TRAFFIC_SECRET_0",
        "SERVER_TRAFFIC_SECRET_0",
        "CLIENT_EARLY_TRAFFIC_SECRET",
    ];
    let random = "11".repeat(32);
    let lines = labels
        .iter()
        .zip(["22", "23", "24", "25", "26"])
        .map(|(label, byte)| format!("{label} {random} {}\n", byte.repeat(32)));
    Secrets::none().with_key_log(KeyLog::parse(lines.collect::<String>().as_bytes()).0)
}

fn check(message: Option<Message>) -> bool {
    let Some(message) = message else { return false };
    if let Err(error) = tiling::check(&message) {
        panic!("message {}: {error}", message.index);
    }
    true
}

fn side(byte: u8) -> Side {
    if byte & 1 == 0 { Side::Client } else { Side::Server }
}

/// A flow on QUIC's port; each datagram is a byte for its side, two for its length, and what they say.
fn datagrams(mut input: &[u8], secrets: &Secrets) {
    let end = |port| Endpoint { name: String::new(), addr: ([127, 0, 0, 1], port).into() };
    let id = StreamNumber { transport: Transport::Udp, number: 0 }.id();
    let flow =
        Connection { id, hop: 0, client: end(40_000), server: end(443), through: Vec::new(), events: Vec::new() };
    let mut dissector = Dissector::of(&flow, secrets);
    while let [from, high, low, rest @ ..] = input {
        let (datagram, after) = rest.split_at(rest.len().min(u16::from_be_bytes([*high, *low]).into()));
        input = after;
        let what = What::Bytes(datagram.to_vec().into());
        dissector.push(&WireEvent { at: Timestamp(1), side: side(*from), what, packet: None });
        while check(dissector.pop()) {}
    }
    dissector.finish();
    while check(dissector.pop()) {}
}

/// Each event is a byte for its side and kind, one for its stream, one for its length or code, and what they say.
fn streams(mut input: &[u8], alpn: &[u8]) {
    let secrets = Secrets::none();
    let Some(mut dissector) = StreamDissector::new(0, alpn, &secrets) else { panic!("nobody speaks {alpn:?}") };
    while let [kind, stream, number, rest @ ..] = input {
        let mut taken = || {
            let (bytes, after) = rest.split_at(rest.len().min((*number).into()));
            input = after;
            bytes.to_vec().into()
        };
        let what = match kind >> 1 & 7 {
            0 => Happened::Gap((*number).into()),
            1 => Happened::Finished,
            2 => Happened::Reset((*number).into()),
            3 => Happened::Stopped((*number).into()),
            4 => Happened::Datagram(taken()),
            _ => Happened::Bytes(taken()),
        };
        if !matches!(what, Happened::Bytes(_) | Happened::Datagram(_)) {
            input = rest;
        }
        dissector.push(&StreamEvent { at: Timestamp(1), side: side(*kind), stream: (*stream).into(), what });
        while check(dissector.pop()) {}
    }
    dissector.finish();
    while check(dissector.pop()) {}
}

fuzz_target!(|input: &[u8]| {
    match input {
        [0, rest @ ..] => streams(rest, b"h3"),
        [1, rest @ ..] => streams(rest, b"doq"),
        [_, rest @ ..] => {
            datagrams(rest, &Secrets::none());
            datagrams(rest, &secrets());
        }
        [] => {}
    }
});
