//! How fast captures are written and read, in bytes of payload per second: `cargo bench --bench pcapng`.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use bytes::Bytes;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

use wirewalk::recording::{Connection, Endpoint, Recording, Side, Timestamp, What, WireEvent, capture};
use wirewalk::render::pcapng;

fn main() {
    divan::main();
}

/// Payload of each recording.
const TOTAL: usize = 16 << 20;

/// Sizes of what is said at once: a request, a TLS record, a big body.
const SIZES: [usize; 3] = [300, 16_384, 1 << 20];

/// A client and a server that take turns.
fn recording(size: usize) -> Recording {
    let end =
        |name: &str, port| Endpoint { name: name.to_owned(), addr: SocketAddr::from((Ipv4Addr::LOCALHOST, port)) };
    let said = Bytes::from(vec![b'x'; size]);
    let talk =
        (0..TOTAL / size).map(|i| (if i % 2 == 0 { Side::Client } else { Side::Server }, What::Bytes(said.clone())));
    let events = std::iter::once((Side::Client, What::Open)).chain(talk);
    let event = |(i, (side, what))| WireEvent { at: Timestamp(i as u64 * 1000), side, what, packet: None };
    let (client, server) = (end("Alice", 50_000), end("Bob", 5985));
    Recording {
        connections: vec![Connection {
            id: 0,
            hop: 0,
            through: Vec::new(),
            client,
            server,
            events: events.enumerate().map(event).collect(),
        }],
    }
}

#[divan::bench(args = SIZES)]
fn write(bencher: Bencher, size: usize) {
    let recording = recording(size);
    bencher
        .counter(BytesCount::new(recording.payload_len()))
        .bench(|| pcapng::write_recording(io::sink(), &[black_box(&recording)], None, |_| None));
}

#[divan::bench(args = SIZES)]
fn write_with_comments(bencher: Bencher, size: usize) {
    let recording = recording(size);
    let comment = |sent: &pcapng::Sent| Some(format!("packet {}", sent.number));
    bencher
        .counter(BytesCount::new(recording.payload_len()))
        .bench(|| pcapng::write_recording(io::sink(), &[black_box(&recording)], None, comment));
}

#[divan::bench(args = SIZES)]
fn read(bencher: Bencher, size: usize) {
    let recording = recording(size);
    let file = pcapng::write_recording(Vec::new(), &[&recording], None, |_| None).expect("memory takes everything");
    bencher
        .counter(BytesCount::new(recording.payload_len()))
        .bench(|| capture::read(black_box(&file[..])).map(|capture| capture.packets));
}
