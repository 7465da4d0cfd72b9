//! tshark as the judge of tags, labels and tunnels: the same streams, the same payloads, and in each the same TLS.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rustls::version::TLS13;
use wirewalk::dissect::dissect;
use wirewalk::recording::{Secrets, Side, StreamNumber, Transport, What, capture};
use wirewalk_testing::encapsulations::{self, Carrier};
use wirewalk_testing::tls::Setup;
use wirewalk_testing::tshark::{Capture, PdmlField};

/// All carriers but two: tshark 4.0 does not read captures that begin with a label, and takes PPP's direction off before it counts bytes.
fn all() -> impl Iterator<Item = &'static Carrier> {
    encapsulations::all().filter(|carrier| !matches!(carrier.link_type, 204 | 219))
}

/// TLS 1.3 with one request.
fn tls() -> Vec<(Side, What)> {
    let mut pair = Setup::version(&TLS13).connect();
    pair.ask("GET /inside HTTP/1.1\r\nHost: localhost\r\n\r\n");
    pair.answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    pair.close();
    let opened = (Side::Client, What::Open);
    std::iter::once(opened).chain(pair.events.into_iter().map(|event| (event.side, event.what))).collect()
}

#[test]
fn streams_and_payloads_are_tsharks_through_every_carrier() {
    let said = tls();
    for v6 in [false, true] {
        let file = encapsulations::capture(all(), |number| encapsulations::packets(number, v6, &said));
        let Some(mut judge) = Capture::new(&file, []) else { return };
        judge.decode_as("tcp.port==5985,tls");
        let recording = capture::read(&file[..]).expect("a capture").recording;
        // Packet by packet: which stream, and where its payload is.
        let mut ours: BTreeSet<(usize, String, u32, usize, usize)> = BTreeSet::new();
        for connection in &recording.connections {
            let StreamNumber { transport, number } = StreamNumber::of(connection.id);
            let kind = if transport == Transport::Tcp { "tcp" } else { "udp" };
            for event in &connection.events {
                if let (What::Bytes(_), Some(packet)) = (&event.what, &event.packet) {
                    let (start, len) = (packet.range.start, packet.range.len());
                    ours.insert((packet.number as usize, kind.to_owned(), number, start, len));
                }
            }
        }
        let mut theirs = BTreeSet::new();
        let mut leaves: BTreeMap<u32, Vec<(String, Vec<u8>)>> = BTreeMap::new();
        for packet in judge.pdml().chunk_by(|a, b| a.packet == b.packet) {
            let shown = |name: &str| packet.iter().find(|f| f.name == name).and_then(|f| f.show.parse::<u32>().ok());
            if let (Some(stream), Some(payload)) =
                (shown("tcp.stream"), packet.iter().find(|f| f.name == "tcp.payload"))
            {
                theirs.insert((payload.packet, "tcp".to_owned(), stream, payload.pos, payload.size));
                let tls = |f: &&PdmlField| f.name.starts_with("tls.") && f.size > 0 && f.leaf && !f.hidden;
                let all = packet.iter().filter(tls).map(|f| (f.name.clone(), f.value.clone()));
                leaves.entry(stream).or_default().extend(all);
            }
            if let (Some(stream), Some(length)) = (shown("udp.stream"), packet.iter().find(|f| f.name == "udp.length"))
            {
                let len: usize = length.show.parse().expect("a length");
                theirs.insert((length.packet, "udp".to_owned(), stream, length.pos + 4, len - 8));
            }
        }
        let name = |packet: usize| {
            let each = file_packets(&said, v6);
            all().nth((packet - 1) / each).map_or("", |carrier| carrier.name)
        };
        let missing: Vec<_> = theirs.difference(&ours).map(|one| (name(one.0), one)).collect();
        let more: Vec<_> = ours.difference(&theirs).map(|one| (name(one.0), one)).collect();
        assert!(missing.is_empty() && more.is_empty(), "missing: {missing:#?}\nmore: {more:#?}");
        println!("{} payloads in {} carriers", theirs.len(), all().count());
        // One conversation, as often as there are carriers: tshark finds the same TLS in each, and so do we.
        assert_eq!(leaves.len(), all().count());
        assert!(leaves[&0].len() > 40, "{}", leaves[&0].len());
        assert!(leaves.values().all(|one| *one == leaves[&0]));
        let mut messages: HashMap<u32, Vec<_>> = HashMap::new();
        for message in dissect(&recording, &Secrets::none()) {
            let fields = message.fields.clone();
            messages.entry(message.connection).or_default().push((message.side, message.offset, fields));
        }
        let tcp = recording.connections.iter().filter(|c| c.transport() == Transport::Tcp);
        assert!(tcp.map(|c| &messages[&c.id]).all(|one| *one == messages[&0]));
    }
}

/// How many packets each carrier carries.
fn file_packets(said: &[(Side, What)], v6: bool) -> usize {
    encapsulations::packets(0, v6, said).len()
}
