//! DNS beside tshark's: every leaf of its `dns.*` on the payload must be a field of ours with the same name, place and bytes, and flows
//! must have its numbers.

use std::collections::{BTreeMap, HashMap};

use wirewalk::dissect::{Message, dissect};
use wirewalk::recording::{Recording, Secrets, StreamNumber, Transport, What, capture};
use wirewalk_testing::captures::{connection, written};
use wirewalk_testing::compare::not_ours;
use wirewalk_testing::dns::*;
use wirewalk_testing::tshark::{self, Capture, PdmlField};
use wirewalk_testing::{outside, udp};

/// What tshark has and we have not, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "dns.qry.name.len",
        "how long the name is once it is written with dots: concluded from the name, and given its bytes",
    ),
    ("dns.count.labels", "likewise: how many labels it has"),
    ("dns.opt.data", "an option's data once more as a whole; ours are taken apart"),
    ("dns.dnskey.key_id", "a checksum that tshark computes over the key"),
    ("dns.srv.service", "the owner's name once more, in its parts"),
    ("dns.srv.proto", "likewise"),
    ("dns.srv.name", "likewise"),
];

/// The same of fields of this length alone.
const EXCEPTED_LENGTHS: &[(&str, usize, &str)] = &[
    (
        "dns.resp.type",
        1,
        "a bit of NSEC's map of types, each given its whole byte; ours is the map, with the names of all types in it",
    ),
    ("dns.svcb.svcparam.value", 16, "the path of DNS over HTTPS, a key that tshark 4.0 does not know yet"),
];

/// Groups to which tshark gives no bytes: where they are in a stream cannot be looked for.
const GROUPS: &[&str] = &["dns.opt", "dns.svcb.svcparam", "dns.caa.issue"];

fn is_excepted(id: &str, len: usize) -> bool {
    EXCEPTIONS.iter().any(|(excepted, _)| *excepted == id)
        || EXCEPTED_LENGTHS.iter().any(|(excepted, length, _)| (*excepted, *length) == (id, len))
}

/// Bits of a field of two bytes: tshark gives them the place of both, ours have that of their byte.
fn are_bits(name: &str) -> bool {
    ["dns.flags.", "dns.resp.z.", "dns.dnskey.flags.", "dns.qry.qu", "dns.resp.cache_flush"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

/// What of a packet's `dns.*` is in no field of this message.
fn missing<'f>(packet: &'f [PdmlField], message: &'f Message) -> impl Iterator<Item = &'f PdmlField> {
    // Behind UDP's header of eight bytes is the payload.
    let begins = packet.iter().find(|f| f.name == "udp.srcport").map_or(0, |f| f.pos + 8);
    let wanted = packet.iter().filter(|f| f.name.starts_with("dns.") && f.leaf && f.size > 0 && !f.hidden);
    wanted.filter(move |theirs| {
        let at = theirs.pos - begins..theirs.pos - begins + theirs.size;
        !message.walk().filter(|ours| ours.label.id == theirs.name).any(|ours| {
            let range = &ours.span.range;
            *range == at || are_bits(&theirs.name) && at.start <= range.start && range.end <= at.end
        })
    })
}

/// Compares a capture of datagrams; gives how many leaves there were, and which are missing.
fn compare(file: &[u8], totals: &mut (usize, BTreeMap<String, Vec<String>>)) {
    let Some(capture) = Capture::new(file, []) else { return };
    let recording = capture::read(file).expect("a capture").recording;
    let mut messages: HashMap<u32, Vec<Message>> = HashMap::new();
    for message in dissect(&recording, &Secrets::none()) {
        messages.entry(message.connection).or_default().push(message);
    }
    let mut nth: HashMap<u32, usize> = HashMap::new();
    let fields = capture.pdml();
    for packet in fields.chunk_by(|a, b| a.packet == b.packet) {
        let stream = packet.iter().find(|f| f.name == "udp.stream").and_then(|f| f.show.parse().ok());
        let Some(number) = stream else { continue };
        let id = StreamNumber { transport: Transport::Udp, number }.id();
        let at = nth.entry(id).or_default();
        let message = messages.get(&id).and_then(|of| of.get(*at)).expect("a message for each datagram");
        *at += 1;
        totals.0 += packet.iter().filter(|f| f.name.starts_with("dns.") && f.leaf && f.size > 0 && !f.hidden).count();
        for theirs in missing(packet, message).filter(|theirs| !is_excepted(&theirs.name, theirs.size)) {
            let place =
                format!("packet {} at {}, {} bytes: {:.60}", theirs.packet, theirs.pos, theirs.size, theirs.show);
            totals.1.entry(theirs.name.clone()).or_default().push(place);
        }
    }
}

/// A capture in which each of these messages crosses between two ports of its own.
fn flows(messages: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let packet = |(i, (_, bytes)): (usize, &(&str, Vec<u8>))| {
        let client = format!("10.0.0.1:{}", 40_000 + i);
        match bytes[2] & 0x80 {
            0 => udp::datagram(&client, "10.0.0.2:53", bytes),
            _ => udp::datagram("10.0.0.2:53", &client, bytes),
        }
    };
    udp::capture(&messages.iter().enumerate().map(packet).collect::<Vec<_>>())
}

#[test]
fn every_leaf_of_dns_is_where_tshark_has_it() {
    let mut totals = (0, BTreeMap::new());
    compare(&flows(&samples()), &mut totals);
    if let Some(folder) = outside::vectors() {
        for file in ["dns.pcap", "z_ech.pcap"] {
            compare(&std::fs::read(folder.join("dns").join(file)).expect("a vector"), &mut totals);
        }
    }
    let (total, missing) = totals;
    let count: usize = missing.values().map(Vec::len).sum();
    println!("{} of {total}", total - count);
    assert!(count * 200 <= total, "{count} of {total}: {missing:#?}");
    assert!(total == 0 || total > 700, "{total}");
}

#[test]
fn over_tcp_it_is_where_tshark_has_it() {
    let mut said: Vec<_> = samples().into_iter().map(|(_, bytes)| bytes).collect();
    said.sort_by_key(|bytes| bytes[2] & 0x80); // first all queries: their sides begin with one
    let events = said.iter().zip(1..).map(|(bytes, at)| {
        let side =
            if bytes[2] & 0x80 == 0 { wirewalk::recording::Side::Client } else { wirewalk::recording::Side::Server };
        (at, side, What::Bytes(framed(bytes).into()))
    });
    let opened = [(0, wirewalk::recording::Side::Client, What::Open)];
    let mut connection = connection(0, opened.into_iter().chain(events));
    connection.server.addr.set_port(53);
    let recording = Recording { connections: vec![connection] };
    let Some(capture) = Capture::new(&written(&[&recording]), []) else { return };
    let mut missing = not_ours(&capture, &Secrets::none(), "dns.");
    missing.retain(|line| {
        // "packet 4: dns.opt at 86, 13 bytes: …"
        let words: Vec<&str> = line.split(' ').collect();
        let (id, len) = (words[2], words[5].parse().expect("a length"));
        !is_excepted(id, len) && !are_bits(id) && !GROUPS.contains(&id)
    });
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn flows_have_the_numbers_of_wireshark() {
    let (alice, bob) = ("10.0.0.1:40000", "10.0.0.2:53");
    let asked = udp::datagram(alice, bob, &query(1, "a.example", A));
    let packets = [
        udp::unreachable("10.0.0.9", 3, 1, &udp::datagram("10.0.0.7:5000", "10.0.0.8:6000", b"lost")),
        asked.clone(),
        udp::datagram(bob, alice, &answer(1, ANSWER, "a.example", A, &[])),
        udp::datagram("10.0.0.1:40001", bob, &query(2, "b.example", A)),
        udp::datagram("[fd00::1]:40000", "[fd00::2]:53", &query(2, "b.example", A)),
        udp::unreachable("10.0.0.2", 3, 3, &asked),
        udp::datagram("10.0.0.7:5000", "10.0.0.8:6000", b"found"),
    ];
    let file = udp::capture(&packets);
    let Some(capture) = Capture::new(&file, []) else { return };
    let theirs: Vec<String> = capture.fields("udp", &["udp.stream"]).into_iter().map(|row| row[0].clone()).collect();
    let recording = capture::read(&file[..]).expect("a capture").recording;
    let mut ours = vec![String::new(); packets.len()];
    for connection in &recording.connections {
        for packet in connection.events.iter().filter_map(|event| event.packet.as_ref()) {
            ours[packet.number as usize - 1] = StreamNumber::of(connection.id).number.to_string();
        }
    }
    assert_eq!(ours, theirs);
}

#[test]
fn names_of_fields_are_wiresharks() {
    let known = tshark::names();
    let labels = wirewalk::dissect::names::labels();
    let unknown = labels.iter().map(|l| l.id).filter(|id| id.starts_with("dns.") && !known.contains(*id));
    let unknown: Vec<_> = unknown.collect();
    assert!(known.is_empty() || unknown.is_empty(), "{unknown:?}");
}
