//! UDP in a capture: flows, what the capture kept of them, and what ICMP says of one.

use std::collections::BTreeSet;

use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::capture::{Entry, Reader, Skip};
use wirewalk::recording::{Connection, Side, StreamNumber, Transport, Undelivered, What};
use wirewalk_testing::blocks::Order;
use wirewalk_testing::captures::read;
use wirewalk_testing::udp::{addr, capture, datagram, unreachable};

const ALICE: &str = "10.0.0.1:50000";
const BOB: &str = "10.0.0.2:9999";

fn raw(text: &str) -> What {
    What::Bytes(text.as_bytes().to_vec().into())
}

fn happened(connection: &Connection) -> Vec<(Side, What)> {
    connection.events.iter().map(|event| (event.side, event.what.clone())).collect()
}

#[test]
fn each_datagram_is_an_event_of_its_flow_and_says_where_it_stands() {
    let packets = [
        datagram(ALICE, BOB, b"one"),
        datagram("10.0.0.1:50001", BOB, b"other flow"),
        datagram(BOB, ALICE, b"two"),
        datagram(ALICE, BOB, b"three"),
    ];
    let capture = read(&capture(&packets));
    let [first, second] = &capture.recording.connections[..] else { panic!("two flows, not {capture:?}") };
    assert_eq!((first.transport(), StreamNumber::of(first.id).to_string()), (Transport::Udp, "udp:0".to_owned()));
    assert_eq!(StreamNumber::of(second.id).number, 1);
    assert_eq!((first.client.addr, first.server.addr), (addr(ALICE), addr(BOB)));
    assert_eq!(happened(first), [(Client, raw("one")), (Server, raw("two")), (Client, raw("three"))]);
    let places: Vec<_> = first.events.iter().map(|event| event.packet.clone().unwrap()).collect();
    assert_eq!(places.iter().map(|packet| packet.number).collect::<Vec<_>>(), [1, 3, 4]);
    for place in places {
        let packet = &packets[place.number as usize - 1];
        assert_eq!(&packet[place.range.clone()], &packet[28..]);
    }
    assert!(capture.skipped.is_empty());
}

#[test]
fn numbers_of_conversations_are_written_and_read_alike() {
    for (text, transport, number) in
        [("0", Transport::Tcp, 0), ("tcp:7", Transport::Tcp, 7), ("udp:3", Transport::Udp, 3)]
    {
        let stream: StreamNumber = text.parse().unwrap();
        assert_eq!((stream.transport, stream.number), (transport, number));
        assert_eq!(StreamNumber::of(stream.id()), stream);
        assert_eq!(stream.to_string(), text.trim_start_matches("tcp:"));
    }
    for text in ["", "udp:", "udp", "sctp:1", "-1", "2147483648", "udp:4294967295", "1:2"] {
        assert!(text.parse::<StreamNumber>().is_err(), "{text}");
    }
}

#[test]
fn what_the_capture_cut_off_of_a_datagram_is_a_gap() {
    let whole = datagram(ALICE, BOB, b"hello, world");
    let file = Order { big_endian: false }.pcap(true, 101, &[(0, whole[..28 + 5].to_vec())]);
    let capture = read(&file);
    assert_eq!(happened(&capture.recording.connections[0]), [(Client, raw("hello")), (Client, What::Gap(7))]);
    let capture = read(&Order { big_endian: false }.pcap(true, 101, &[(0, whole[..27].to_vec())]));
    assert_eq!(capture.skipped.into_iter().collect::<Vec<_>>(), [(Skip::Header, 1)]);
}

#[test]
fn the_length_in_the_header_says_what_is_payload() {
    let with_length = |len: u16| {
        let mut packet = datagram(ALICE, BOB, b"hello");
        packet[24..26].copy_from_slice(&len.to_be_bytes());
        read(&capture(&[packet]))
    };
    for (len, said) in [(13, "hello"), (11, "hel"), (8, ""), (99, "hello"), (0, "hello")] {
        let capture = with_length(len);
        assert_eq!(happened(&capture.recording.connections[0]), [(Client, raw(said))], "{len}");
    }
    assert_eq!(with_length(7).skipped.into_iter().collect::<Vec<_>>(), [(Skip::Header, 1)]);
}

#[test]
fn a_datagram_in_fragments_is_one() {
    let text = "a datagram that is longer than a link takes ".repeat(9);
    let whole = datagram(ALICE, BOB, text.as_bytes());
    let fragment = |offset: usize, len: usize, more: bool| {
        let mut ip = etherparse::Ipv4Header::from_slice(&whole).unwrap().0;
        (ip.dont_fragment, ip.more_fragments, ip.identification) = (false, more, 7);
        ip.fragment_offset = etherparse::IpFragOffset::try_new(offset as u16 / 8).unwrap();
        ip.set_payload_len(len).unwrap();
        [&ip.to_bytes()[..], &whole[20 + offset..20 + offset + len]].concat()
    };
    let rest = whole.len() - 20 - 160;
    let pieces = [fragment(160, rest, false), fragment(0, 160, true)];
    let capture_ = read(&capture(&pieces));
    assert_eq!(happened(&capture_.recording.connections[0]), [(Client, raw(&text))]);
    let lost = read(&capture(&pieces[..1]));
    assert_eq!(lost.skipped.into_iter().collect::<Vec<_>>(), [(Skip::Fragment, 1)]);
}

#[test]
fn what_icmp_says_of_a_datagram_is_told_with_its_flow() {
    let four = datagram(ALICE, BOB, b"anybody?");
    let six = datagram("[fd00::1]:50000", "[fd00::2]:53", b"anybody?");
    let cases = [
        (four.clone(), unreachable("10.0.0.2", 3, 3, &four), Undelivered::Port),
        (four.clone(), unreachable("10.0.0.9", 3, 1, &four[..28]), Undelivered::Host),
        (four.clone(), unreachable("10.0.0.9", 3, 13, &four[..28]), Undelivered::Prohibited),
        (four.clone(), unreachable("10.0.0.9", 3, 4, &four[..28]), Undelivered::TooBig),
        (four.clone(), unreachable("10.0.0.9", 11, 0, &four[..28]), Undelivered::Expired),
        (six.clone(), unreachable("fd00::2", 1, 4, &six), Undelivered::Port),
        (six.clone(), unreachable("fd00::9", 1, 3, &six), Undelivered::Host),
        (six.clone(), unreachable("fd00::9", 2, 0, &six), Undelivered::TooBig),
    ];
    for (sent, icmp, why) in cases {
        for seen in [vec![sent.clone(), icmp.clone()], vec![icmp.clone()]] {
            let capture = read(&capture(&seen));
            let [flow] = &capture.recording.connections[..] else { panic!("one flow, not {capture:?}") };
            let last = flow.events.last().unwrap();
            assert_eq!((last.side, &last.what), (Client, &What::Undelivered(why)));
            assert_eq!(last.packet.as_ref().unwrap().number as usize, seen.len());
            assert_eq!(capture.skipped.into_iter().collect::<Vec<_>>(), [(Skip::OtherTransport, 1)]);
        }
    }
    // Seven bytes of a header are none, and an answer to a ping is no error.
    for icmp in [unreachable("10.0.0.2", 3, 3, &four[..27]), unreachable("10.0.0.2", 0, 0, &four)] {
        assert!(read(&capture(&[icmp])).recording.connections.is_empty());
    }
}

#[test]
fn who_speaks_from_a_servers_port_is_the_server() {
    for (from, to, client) in [
        ("10.0.0.2:53", "10.0.0.1:40000", "10.0.0.1:40000"),
        ("10.0.0.1:40000", "10.0.0.2:53", "10.0.0.1:40000"),
        ("10.0.0.1:5353", "224.0.0.251:5353", "10.0.0.1:5353"),
        ("10.0.0.1:40000", "10.0.0.2:40001", "10.0.0.1:40000"),
        ("10.0.0.1:123", "10.0.0.2:123", "10.0.0.1:123"),
    ] {
        let capture = read(&capture(&[datagram(from, to, b"x")]));
        assert_eq!(capture.recording.connections[0].client.addr, addr(client), "{from} {to}");
    }
}

#[test]
fn a_reader_follows_only_so_many_flows_at_once() {
    let packets: Vec<_> = (0..20_000u32)
        .map(|i| datagram(&format!("10.1.{}.{}:{}", i >> 8 & 255, i & 255, 2000 + (i >> 16)), BOB, b"x"))
        .collect();
    let (mut open, mut most) = (BTreeSet::new(), 0);
    for entry in Reader::new(&capture(&packets)[..]).unwrap() {
        match entry.unwrap() {
            Entry::Connection(connection) => assert!(open.insert(connection.id)),
            Entry::Over { connection } => assert!(open.remove(&connection)),
            _ => {}
        }
        most = most.max(open.len());
    }
    assert_eq!((open.len(), most), (0, 16_384));
}
