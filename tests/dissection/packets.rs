//! Packets to the bit: whatever is cut or changed, every byte has one leaf; what numbers tell is told; payloads are where the reader of
//! captures has them.

use std::collections::BTreeSet;

use proptest::prelude::*;
use wirewalk::dissect::packet::Streams;
use wirewalk::dissect::{Message, tiling};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::capture::{Captured, Entry, Reader};
use wirewalk::recording::{Timestamp, What};
use wirewalk_testing::captures::bytes;
use wirewalk_testing::encapsulations::{self, all};
use wirewalk_testing::headers::{self, back, capture, ip4, tcp4, udp4};

fn packet(link_type: u32, bytes: &[u8]) -> Message {
    let on_wire = bytes.len() as u32;
    let captured = Captured {
        number: 1,
        at: Timestamp(1),
        link_type,
        bytes: bytes.to_vec().into(),
        on_wire,
        conversations: vec![0],
    };
    Streams::default().dissect(&captured)
}

fn packets(file: &[u8]) -> Vec<Message> {
    wirewalk_testing::compare_packets::packets(file)
}

/// Every packet that there is, with its link type.
fn samples() -> Vec<(u32, Vec<u8>)> {
    let said =
        [(Client, What::Open), (Client, bytes("a question")), (Server, bytes("an answer")), (Client, What::Close)];
    let mut samples: Vec<(u32, Vec<u8>)> = headers::frames().into_iter().map(|(_, frame)| (1, frame)).collect();
    for (i, carrier) in all().enumerate() {
        let wrapped = encapsulations::packets(i, i % 2 == 1, &said).into_iter().take(4);
        samples.extend(wrapped.map(|packet| (u32::from(carrier.link_type), (carrier.wrap)(&packet))));
    }
    samples
}

#[test]
fn every_packet_cut_anywhere_tiles() {
    for (link_type, whole) in samples() {
        for len in 0..=whole.len() {
            let message = packet(link_type, &whole[..len]);
            tiling::check(&message).unwrap_or_else(|error| panic!("{link_type}, {len} of {whole:02x?}: {error}"));
        }
        assert!(packet(link_type, &whole).walk().all(|field| field.problem.is_none()), "{link_type}: {whole:02x?}");
        assert!(packet(link_type, &whole).find_id("wirewalk.unexplained").is_none(), "{link_type}: {whole:02x?}");
    }
}

proptest! {
    #[test]
    fn a_packet_changed_anywhere_tiles(which in 0..samples().len(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let (link_type, mut bytes) = samples().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        prop_assert_eq!(tiling::check(&packet(link_type, &bytes)), Ok(()));
    }

    #[test]
    fn any_bytes_tile(link_type in 0..300_u32, bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(tiling::check(&packet(link_type, &bytes)), Ok(()));
    }
}

#[test]
fn payloads_are_where_a_captures_reader_has_them() {
    let said =
        [(Client, What::Open), (Client, bytes("a question")), (Server, bytes("an answer")), (Client, What::Close)];
    let file = encapsulations::capture(all(), |number| encapsulations::packets(number, number % 2 == 1, &said));
    let mut streams = Streams::default();
    let mut expected: BTreeSet<(u64, usize, usize)> = BTreeSet::new();
    let mut found = BTreeSet::new();
    for entry in Reader::new(&file[..]).expect("a capture").with_packets() {
        match entry.expect("whole") {
            Entry::Event { connection: 0..0x8000_0000, event } => {
                if let (What::Bytes(_), Some(packet)) = (event.what, event.packet) {
                    expected.insert((packet.number, packet.range.start, packet.range.end));
                }
            }
            Entry::Packet(captured) => {
                let message = streams.dissect(&captured);
                let payload = message.find_id("tcp.payload").map(|field| field.span.range.clone());
                found.extend(payload.map(|range| (captured.number, range.start, range.end)));
                assert!(message.find_id("tcp").is_some(), "packet {}", captured.number);
            }
            _ => {}
        }
    }
    assert!(
        expected.len() > 80 && found == expected,
        "{:?}",
        found.symmetric_difference(&expected).collect::<Vec<_>>()
    );
}

#[test]
fn what_numbers_tell_is_told_where_it_happens() {
    let (expected, all): (Vec<_>, Vec<_>) = headers::troubled().into_iter().unzip();
    for (message, id) in packets(&capture(101, all)).iter().zip(expected) {
        let told: Vec<_> = message.walk().filter(|field| field.span.is_empty()).map(|field| field.label.id).collect();
        match id {
            "" => assert!(told.is_empty(), "packet {}: {told:?}", message.index),
            id => assert!(told.contains(&id), "packet {}: {told:?}, not {id}", message.index),
        }
    }
}

/// What fills a hole came out of order, whichever hole that is. Of more holes than are
/// remembered nothing is said that might not be so.
#[test]
fn what_comes_late_is_no_repetition() {
    const MANY: u32 = 1500;
    for isn in [7, u32::MAX - 20 * MANY / 2] {
        let one =
            |place: u32| ip4(6, &tcp4([50_001, 8080], [isn.wrapping_add(1 + place), 9], 16, 100, &[], b"0123456789"));
        let odd = (0..MANY).map(|hole| one(20 * hole));
        let late = |holes: &[u32]| holes.iter().map(|hole| one(20 * hole + 10)).collect::<Vec<_>>();
        let told = |holes: &[u32]| {
            let all = packets(&capture(101, odd.clone().chain(late(holes))));
            let said =
                |message: &Message| message.walk().filter(|field| field.span.is_empty()).map(|f| f.label.id).collect();
            all[MANY as usize..].iter().map(said).collect::<Vec<Vec<_>>>()
        };
        let of = |id| vec![vec![id]; 3];
        assert_eq!(told(&[0, 700, 1000]), of("tcp.analysis.out_of_order"), "from {isn}");
        assert_eq!(told(&[1100, 1200, 1400]), vec![Vec::<&str>::new(); 3], "from {isn}: it may fill a hole");
        assert_eq!(told(&[1000, 5, 760])[1], ["tcp.analysis.out_of_order"], "from {isn}, in any order");
    }
}

#[test]
fn how_a_connection_opens_and_ends_is_said_in_words() {
    let all = packets(&capture(101, headers::troubled().into_iter().map(|(_, packet)| packet)));
    let said = |packet: usize, id: &str| {
        let field = all[packet - 1].find_id(id).unwrap_or_else(|| panic!("{id} in packet {packet}"));
        field.value.meaning.clone().unwrap_or_default().into_owned()
    };
    for (packet, id, text) in [
        (1, "wirewalk.tcp.handshake", "1 of 3"),
        (3, "wirewalk.tcp.handshake", "2 of 3"),
        (4, "wirewalk.tcp.handshake", "3 of 3"),
        (20, "wirewalk.tcp.ends", "the other side may still send"),
        (21, "wirewalk.tcp.ends", "this side has finished sending too"),
        (22, "wirewalk.tcp.ends", "ended properly"),
        (23, "wirewalk.tcp.ends", "already over"),
        (4, "tcp.window_size", "100 times 2^7"),
        (5, "tcp.payload", "bytes 0 to 9 of this side's data on connection 0"),
    ] {
        assert!(said(packet, id).contains(text), "packet {packet}: {}", said(packet, id));
    }
}

#[test]
fn a_refused_connection_and_a_broken_one_are_told_apart() {
    let a = [40_000, 80];
    let b = [80, 40_000];
    let refused = [tcp4(a, [9, 0], 2, 100, &[], &[]), tcp4(b, [0, 10], 20, 0, &[], &[])];
    let broken = [tcp4([40_001, 80], [9, 5], 16, 100, &[], b"data"), tcp4([80, 40_001], [5, 0], 4, 0, &[], &[])];
    let way = |(at, segment): (usize, &Vec<u8>)| if at % 2 == 0 { ip4(6, segment) } else { back(ip4(6, segment)) };
    let all = packets(&capture(101, refused.iter().chain(&broken).enumerate().map(way)));
    let said = |at: usize| all[at].find_id("wirewalk.tcp.ends").and_then(|field| field.value.meaning.clone());
    assert!(said(1).is_some_and(|said| said.starts_with("refused")));
    assert!(said(3).is_some_and(|said| said.starts_with("reset: data still")));
    // Without the packets that open it, nobody knows by how much a window is to be multiplied.
    let window = all[2].find_id("tcp.window_size").and_then(|field| field.value.meaning.clone());
    assert!(window.is_some_and(|said| said.contains("perhaps")));
}

#[test]
fn checksums_are_right_wrong_not_filled_in_or_not_to_be_checked() {
    let right = ip4(6, &tcp4([1, 2], [3, 4], 16, 100, &[], b"data"));
    let said = |packet: &Message, id: &str| {
        packet.find_id(id).and_then(|field| field.value.meaning.clone()).unwrap_or_default()
    };
    let sum = |bytes: &[u8]| said(&packet(101, bytes), "tcp.checksum").into_owned();
    assert!(sum(&right).ends_with(": correct") && said(&packet(101, &right), "ip.checksum").ends_with(": correct"));
    let mut wrong = right.clone();
    wrong[36] ^= 1;
    let found = u16::from_be_bytes([right[36], right[37]]);
    assert!(sum(&wrong).contains(&format!("wrong, should be 0x{found:04x}")), "{}", sum(&wrong));
    // As Linux leaves it over loopback: addresses, protocol and length, for a card that adds the rest.
    let mut offloaded = right.clone();
    let head: u32 = [&right[12..20], &[0, 6], &[0, 24]]
        .concat()
        .chunks(2)
        .map(|two| u32::from(two[0]) << 8 | u32::from(two[1]))
        .sum();
    offloaded[36..38].copy_from_slice(&((head & 0xffff) as u16 + (head >> 16) as u16).to_be_bytes());
    assert!(sum(&offloaded).contains("not complete yet"), "{}", sum(&offloaded));
    assert!(sum(&right[..right.len() - 1]).contains("not checked"));
    let left_out = ip4(17, &{
        let mut datagram = udp4(5000, b"hi");
        datagram[6..8].fill(0);
        datagram
    });
    assert!(said(&packet(101, &left_out), "udp.checksum").contains("left out"));
}

#[test]
fn a_quoted_packet_is_taken_apart_and_belongs_to_nothing() {
    let (_, frame) = headers::frames().into_iter().find(|(name, _)| *name == "port unreachable").expect("it is there");
    let message = packet(1, &frame);
    let ips: Vec<_> = message.fields.iter().filter(|layer| layer.label.id == "ip").collect();
    assert!(ips[1].value.meaning.as_deref().is_some_and(|said| said.starts_with("quoted")), "{ips:?}");
    assert!(message.find_id("udp").is_some_and(|udp| udp.value.meaning.is_none()));
}
