//! DNS beside tshark's: every leaf of its `dns.*` on the payload must be a field of ours with the same name, place and bytes, and flows
//! must have its numbers.

use wirewalk::recording::{Recording, Secrets, Side, StreamNumber, What, capture};
use wirewalk_testing::captures::{connection, written};
use wirewalk_testing::compare::not_ours;
use wirewalk_testing::compare_dns::{GROUPS, Verdict, are_bits, is_excepted};
use wirewalk_testing::dns::*;
use wirewalk_testing::tshark::{self, Capture};
use wirewalk_testing::{outside, udp};

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
    let mut verdict = Verdict::default();
    verdict.add(&flows(&samples()), &[]);
    if let Some(folder) = outside::vectors() {
        for file in ["dns.pcap", "z_ech.pcap"] {
            verdict.add(&std::fs::read(folder.join("dns").join(file)).expect("a vector"), &[]);
        }
    }
    verdict.conclude(700);
}

#[test]
fn over_tcp_it_is_where_tshark_has_it() {
    let mut said: Vec<_> = samples().into_iter().map(|(_, bytes)| bytes).collect();
    said.sort_by_key(|bytes| bytes[2] & 0x80); // first all queries: their sides begin with one
    let events = said.iter().zip(1..).map(|(bytes, at)| {
        let side = if bytes[2] & 0x80 == 0 { Side::Client } else { Side::Server };
        (at, side, What::Bytes(framed(bytes).into()))
    });
    let opened = [(0, Side::Client, What::Open)];
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
