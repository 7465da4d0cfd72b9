//! How fast datagrams of DNS become messages, with every field built: questions and the answers that browsers get.

use bytes::Bytes;
use divan::counter::BytesCount;
use wirewalk::dissect::Dissector;
use wirewalk::dissect::dns::facts::Lookups;
use wirewalk::explain::explain;
use wirewalk::explain::summary::Summary;
use wirewalk::recording::{Connection, Endpoint, Secrets, Side, StreamNumber, Timestamp, Transport, What, WireEvent};
use wirewalk_testing::dns::*;
use wirewalk_testing::udp::{capture, datagram};

/// So many lookups, each with its question and its answer.
const LOOKUPS: usize = 20_000;

fn main() {
    divan::main();
}

/// A flow on which all of that is said, and how many bytes it is.
fn flow() -> (Connection, usize) {
    let edge = name("edge.cdn.example.net");
    let chain = [record(&OWNER, 5, &edge), record(&edge, A, [192, 0, 2, 1]), record(&edge, A, [192, 0, 2, 2])];
    let six = [record(&OWNER, AAAA, [0x20; 16]), record(&OWNER, AAAA, [0x21; 16])];
    let https = [record(&OWNER, HTTPS, service("cover.example"))];
    let kinds: [(u16, &[Vec<u8>]); 3] = [(A, &chain), (AAAA, &six), (HTTPS, &https)];
    let said = (0..LOOKUPS).zip(kinds.into_iter().cycle()).flat_map(|(id, (kind, answers))| {
        let id = id as u16;
        let asked = (Side::Client, query(id, "www.example.com", kind));
        [asked, (Side::Server, answer(id, ANSWER, "www.example.com", kind, answers))]
    });
    let event = |(side, bytes): (Side, Vec<u8>)| WireEvent {
        at: Timestamp(1),
        side,
        what: What::Bytes(Bytes::from(bytes)),
        packet: None,
    };
    let events: Vec<WireEvent> = said.map(event).collect();
    let end = |port| Endpoint { name: String::new(), addr: ([127, 0, 0, 1], port).into() };
    let id = StreamNumber { transport: Transport::Udp, number: 0 }.id();
    let flow = Connection { id, hop: 0, client: end(40_000), server: end(53), through: Vec::new(), events };
    let len = flow.sent(Side::Client) + flow.sent(Side::Server);
    (flow, len as usize)
}

/// Each message, and what is made of it.
fn dissect(bencher: divan::Bencher<'_, '_>, with_facts: bool) {
    let (flow, len) = flow();
    let secrets = Secrets::none();
    bencher.counter(BytesCount::new(len)).bench_local(|| {
        let mut dissector = Dissector::of(&flow, &secrets);
        let (mut messages, mut lookups) = (0, Lookups::default());
        for event in divan::black_box(&flow.events) {
            dissector.push(event);
            while let Some(message) = dissector.pop() {
                messages += 1;
                if with_facts {
                    lookups.note(&message);
                }
                divan::black_box(message);
            }
        }
        assert_eq!(messages, 2 * LOOKUPS);
    });
}

/// The same as a capture, from its packets on: what `explain --summary` does.
#[divan::bench(sample_count = 10)]
fn a_capture(bencher: divan::Bencher<'_, '_>) {
    let (flow, _) = flow();
    let packet = |event: &WireEvent| {
        let What::Bytes(bytes) = &event.what else { return Vec::new() };
        let (from, to) = (flow.end(event.side).addr, flow.end(event.side.other()).addr);
        datagram(&from.to_string(), &to.to_string(), bytes)
    };
    let file = capture(&flow.events.iter().map(packet).collect::<Vec<_>>());
    bencher.counter(BytesCount::new(file.len())).bench_local(|| {
        let mut summary = Summary::default();
        let account = explain(divan::black_box(&file[..]), &Secrets::none(), |told| summary.note(&told));
        assert_eq!(account.expect("a capture").datagrams as usize, 2 * LOOKUPS);
    });
}

#[divan::bench(sample_count = 10)]
fn every_field(bencher: divan::Bencher<'_, '_>) {
    dissect(bencher, false);
}

#[divan::bench(sample_count = 10)]
fn with_facts(bencher: divan::Bencher<'_, '_>) {
    dissect(bencher, true);
}
