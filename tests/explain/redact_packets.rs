//! `wirewalk explain --redact`, packet by packet: what no dissector saw does not get through, and checksums stay as right as they were.

use etherparse::{Ipv4HeaderSlice, PacketBuilder, TcpSlice, UdpSlice};

use wirewalk::dissect::dissect;
use wirewalk::recording::{Secrets, capture};
use wirewalk_testing::blocks::{self, Order};
use wirewalk_testing::captures;
use wirewalk_testing::dns::*;
use wirewalk_testing::redacted::redacted;
use wirewalk_testing::udp;

const ALICE: [u8; 4] = [192, 168, 7, 42];
const BOB: [u8; 4] = [203, 0, 113, 80];
const ETHERNET: usize = 14;
const SEQ: u32 = 1000;

/// An Ethernet frame with this segment of TCP from Alice.
fn segment(seq: u32, flags: &str, payload: &[u8]) -> Vec<u8> {
    let link = PacketBuilder::ethernet2([0x3c, 0x22, 0xfb, 1, 2, 3], [0x3c, 0x22, 0xfb, 9, 8, 7]);
    let tcp = link.ipv4(ALICE, BOB, 64).tcp(50_000, 80, seq, 64_000);
    let tcp = if flags.contains('S') { tcp.syn() } else { tcp.ack(1) };
    let mut frame = Vec::new();
    tcp.write(&mut frame, payload).unwrap();
    frame
}

/// A capture of Ethernet frames, a millisecond apart.
fn frames(frames: &[Vec<u8>]) -> Vec<u8> {
    let packets: Vec<blocks::Packet> = (0..).zip(frames).map(|(at, frame)| (at * 1_000_000, frame.clone())).collect();
    Order { big_endian: false }.pcap(true, 1, &packets)
}

/// The packets of a copy.
fn packets(copy: &[u8]) -> Vec<Vec<u8>> {
    captures::blocks(copy).filter_map(captures::packet).map(|(_, packet)| packet).collect()
}

fn copied(original: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let copy = packets(&redacted(&frames(original), None, 5).0);
    assert_eq!(copy.iter().map(Vec::len).collect::<Vec<_>>(), original.iter().map(Vec::len).collect::<Vec<_>>());
    copy
}

fn holds(packets: &[Vec<u8>], bytes: &[u8]) -> bool {
    packets.iter().any(|packet| packet.windows(bytes.len()).any(|part| part.eq_ignore_ascii_case(bytes)))
}

/// Whether the checksums of IPv4 and of TCP are right.
fn right(frame: &[u8]) -> (bool, bool) {
    let ip = Ipv4HeaderSlice::from_slice(&frame[ETHERNET..]).unwrap();
    let tcp = TcpSlice::from_slice(&frame[ETHERNET + ip.slice().len()..]).unwrap();
    let sum = tcp.calc_checksum_ipv4(ip.source(), ip.destination()).unwrap();
    (ip.to_header().calc_header_checksum() == ip.header_checksum(), sum == tcp.checksum())
}

const REQUEST: &[u8] = b"GET /private/diary?user=carol HTTP/1.1\r\nHost: intranet.acme.example\r\nCookie: session=s3cr3tvalue; theme=dark\r\n\
    Authorization: Basic Y2Fyb2w6aHVudGVyMg==\r\nReferer: http://wiki.acme.example:8080/start\r\nX-Real-IP: 192.168.7.42\r\n\
    Accept: text/html\r\nContent-Type: text/plain\r\nContent-Length: 17\r\n\r\nmy dear diary ...";
const SECRETS: [&str; 13] = [
    "private",
    "diary",
    "carol",
    "intranet",
    "acme",
    "s3cr3tvalue",
    "session",
    "theme",
    "Y2Fyb2w6",
    "wiki",
    "start",
    "192.168.7.42",
    "dear",
];

#[test]
fn of_a_request_its_names_go_and_its_shape_stays() {
    let original =
        [segment(SEQ, "S", &[]), segment(SEQ + 1, "", &REQUEST[..150]), segment(SEQ + 151, "", &REQUEST[150..])];
    let copy = copied(&original);
    for secret in SECRETS {
        assert!(holds(&original, secret.as_bytes()) || secret == "acme", "the control: {secret}");
        assert!(!holds(&copy, secret.as_bytes()), "{secret}");
    }
    assert!(copy.iter().all(|frame| right(frame) == (true, true)));
    let told =
        [&original[1..], &copy[1..]].map(|frames| frames.iter().flat_map(|f| f[54..].to_vec()).collect::<Vec<u8>>());
    let shape =
        |bytes: &[u8]| bytes.iter().map(|b| if b.is_ascii_alphanumeric() { b'a' } else { *b }).collect::<Vec<u8>>();
    let head = told[0].len() - 17;
    assert_eq!(String::from_utf8_lossy(&shape(&told[0][..head])), String::from_utf8_lossy(&shape(&told[1][..head])));
    let text = String::from_utf8(told[1].clone()).unwrap();
    for kept in [
        "GET /",
        "\r\nAccept: text/html\r\n",
        "Content-Length: 17",
        "Authorization: Basic ",
        "Referer: http://",
        ":8080/",
        "Host: ",
    ] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert!(text.ends_with("\r\n\r\nxxxxxxxxxxxxxxxxx"), "{text}");
    // The same name is the same name, and the address in the header the one in the packets, private as before.
    let after = |name: &str| text.split(name).nth(1).unwrap().split(['\r', ':', '/']).next().unwrap().to_owned();
    let (host, referer) = (after("Host: "), after("Referer: http://"));
    assert_eq!(host.split_once('.').unwrap().1, referer.split_once('.').unwrap().1);
    let address: [u8; 4] = copy[1][26..30].try_into().unwrap();
    assert_eq!(after("X-Real-IP: "), std::net::Ipv4Addr::from(address).to_string());
    assert!(address[..2] == [192, 168] && address != ALICE);
    assert!(copy.iter().all(|frame| frame[..6] != original[0][..6] && frame[6..12] == copy[0][6..12]));
}

#[test]
fn what_is_sent_again_becomes_the_same_and_what_only_looks_so_is_covered_up() {
    let mut other = REQUEST[20..120].to_vec();
    other[40..50].copy_from_slice(b"undercover");
    let original = [
        segment(SEQ, "S", &[]),
        segment(SEQ + 1, "", REQUEST),
        segment(SEQ + 1, "", REQUEST),
        segment(SEQ + 101, "", &REQUEST[100..200]),
        segment(SEQ + 21, "", &other),
        // A keep-alive, and bytes from long before.
        segment(SEQ + REQUEST.len() as u32, "", &REQUEST[REQUEST.len() - 1..]),
        segment(SEQ - 500, "", b"from before the beginning: topsecret"),
    ];
    let copy = copied(&original);
    let data: Vec<&[u8]> = copy.iter().map(|frame| &frame[54..]).collect();
    assert!(data[1] == data[2] && data[3] == &data[1][100..200]);
    assert!(data[1].starts_with(b"GET /") && data[5] == b"x");
    assert!(data[4].iter().all(|byte| *byte == b'x') && data[6].iter().all(|byte| *byte == b'x'));
    assert!(!holds(&copy, b"undercover") && !holds(&copy, b"topsecret") && !holds(&copy, b"diary"));
    assert!(copy.iter().all(|frame| right(frame) == (true, true)));
}

#[test]
fn a_checksum_that_was_wrong_stays_wrong_and_one_left_to_the_card_stays_so() {
    let mut wrong = segment(SEQ + 1, "", REQUEST);
    wrong[50] ^= 0x55;
    let mut offloaded = segment(SEQ + 1, "", REQUEST);
    let pseudo = |frame: &[u8]| {
        let len = (frame.len() - 34) as u64 + 6;
        let mut sum = frame[26..34].chunks(2).map(|two| u64::from(two[0]) << 8 | u64::from(two[1])).sum::<u64>() + len;
        while sum > 0xffff {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        (sum as u16).to_be_bytes()
    };
    let sum = pseudo(&offloaded);
    offloaded[50..52].copy_from_slice(&sum);
    let mut none = segment(SEQ + 1, "", REQUEST);
    none[24..26].fill(0);
    let copy = copied(&[wrong, offloaded, none]);
    assert_eq!(right(&copy[0]), (true, false));
    assert_eq!(copy[1][50..52], pseudo(&copy[1]));
    assert_eq!(copy[2][24..26], [0, 0]);
}

const WORD: &[u8] = b"topsecret";

/// Frames of all kinds that hold a word somewhere.
fn strange() -> Vec<Vec<u8>> {
    let ethernet = |kind: [u8; 2], rest: &[u8]| {
        [&[0x3c, 0x22, 0xfb, 1, 2, 3, 0x3c, 0x22, 0xfb, 9, 8, 7][..], &kind, rest].concat()
    };
    let ip = |protocol: u8, rest: &[u8]| {
        let mut header = etherparse::Ipv4Header::new(rest.len() as u16, 64, protocol.into(), ALICE, BOB).unwrap();
        header.header_checksum = header.calc_header_checksum();
        let mut packet = Vec::new();
        header.write(&mut packet).unwrap();
        ethernet([8, 0], &[packet, rest.to_vec()].concat())
    };
    let datagram = |payload: &[u8]| {
        let mut packet = ethernet([8, 0], &udp::datagram("192.168.7.42:6000", "203.0.113.80:7000", payload));
        packet.extend_from_slice(b"trailer topsecret");
        packet
    };
    let arp = [&[0, 1, 8, 0, 6, 4, 0, 1, 0x3c, 0x22, 0xfb, 9, 8, 7][..], &ALICE, &[0; 6], &BOB, WORD].concat();
    let mut tagged = ethernet([0x81, 0], &[&[0, 5][..], &datagram(WORD)[12..]].concat());
    tagged.truncate(200);
    let quoted = udp::datagram("192.168.7.42:6000", "203.0.113.80:7000", WORD);
    let options = {
        let mut frame = Vec::new();
        let link = PacketBuilder::ethernet2([2; 6], [4; 6]).ipv4(ALICE, BOB, 64);
        let fast_open = [&[34, 11][..], WORD].concat();
        let raw = [fast_open, vec![1]].concat();
        link.tcp(50_000, 80, SEQ, 64_000).syn().options_raw(&raw).unwrap().write(&mut frame, &[]).unwrap();
        frame
    };
    let mut routed = etherparse::Ipv4Header::new(0, 64, 17.into(), ALICE, BOB).unwrap();
    routed.options = [&[7, 12, 4][..], WORD].concat().as_slice().try_into().unwrap();
    routed.header_checksum = routed.calc_header_checksum();
    let mut recorded = Vec::new();
    routed.write(&mut recorded).unwrap();
    vec![
        ethernet([0x88, 0xcc], WORD),
        ethernet([0, 9], WORD),
        ip(47, WORD),
        ip(1, &[&[8, 0, 0, 0, 0, 1, 0, 1][..], WORD].concat()),
        datagram(WORD),
        tagged,
        ethernet([8, 6], &arp),
        ethernet([8, 0], &udp::unreachable("203.0.113.80", 3, 3, &quoted)),
        options,
        ethernet([8, 0], &recorded),
        segment(SEQ, "", &[b"\x16\x03\x01\x00\x50", WORD].concat()),
        ethernet([8, 0], b"\x45topsecret"),
        WORD.to_vec(),
    ]
}

#[test]
fn nothing_that_is_not_understood_gets_through() {
    let original = strange();
    assert!(original.iter().filter(|packet| holds(std::slice::from_ref(packet), WORD)).count() == original.len());
    let copy = copied(&original);
    for (nth, packet) in copy.iter().enumerate() {
        assert!(!holds(std::slice::from_ref(packet), WORD), "packet {nth}: {packet:02x?}");
        assert!(
            !holds(std::slice::from_ref(packet), &ALICE) && !holds(std::slice::from_ref(packet), &BOB),
            "packet {nth}"
        );
    }
    let sum = |packet: &[u8]| {
        let udp = UdpSlice::from_slice(&packet[34..]).unwrap();
        (
            udp.checksum(),
            udp.to_header()
                .calc_checksum_ipv4_raw(
                    packet[26..30].try_into().unwrap(),
                    packet[30..34].try_into().unwrap(),
                    udp.payload(),
                )
                .unwrap(),
        )
    };
    let plain = sum(&copy[4][..copy[4].len() - 17]);
    assert_eq!(plain.0, plain.1);
    // ARP, ICMP and the datagram name the same machines.
    assert!(
        copy[6][28..32] == copy[4][26..30] && copy[7][54..58] == copy[4][26..30] && copy[7][58..62] == copy[4][30..34]
    );
}

/// Cut anywhere, or with any byte changed, a packet lets no more through, and is as long as it was.
#[test]
fn damaged_packets_let_nothing_through_either() {
    let of = |frame: &Vec<u8>| {
        let cut = (0..frame.len()).map(|len| frame[..len].to_vec());
        let changed =
            (0..frame.len()).map(|at| frame.iter().enumerate().map(|(i, b)| if i == at { !b } else { *b }).collect());
        cut.chain(changed).collect::<Vec<Vec<u8>>>()
    };
    let original: Vec<Vec<u8>> = strange().iter().flat_map(of).collect();
    let copy = copied(&original);
    let leaks: Vec<_> = (0..).zip(&copy).filter(|(_, packet)| holds(std::slice::from_ref(*packet), WORD)).collect();
    assert!(leaks.is_empty() && copy.len() > 1000, "{leaks:02x?}");
}

#[test]
fn names_and_addresses_of_dns_are_those_of_the_packets_and_fragments_are_covered_up() {
    let (alice, resolver) = ("10.0.0.17:40000", "10.0.0.53:53");
    let long = |n: usize| record(&OWNER, 16, [&[200][..], &[b'a' + n as u8; 200]].concat());
    let answers = [record(&OWNER, A, [203, 0, 113, 80]), record(&OWNER, 5, name("edge.secret.example"))];
    let big =
        udp::datagram(resolver, alice, &answer(9, ANSWER, "fragmented.example", 16, &[long(0), long(1), long(2)]));
    let packets_ = vec![
        udp::datagram(alice, resolver, &query(7, "www.Secret.example", A)),
        udp::datagram(resolver, alice, &answer(7, ANSWER, "www.Secret.example", A, &answers)),
        udp::datagram(alice, resolver, &query(8, "80.113.0.203.in-addr.arpa", 12)),
        udp::datagram("203.0.113.80:1", alice, b"?"),
    ];
    let file = udp::capture(&[packets_.clone(), fragments(&big)].concat());
    let (copy, counts) = redacted(&file, None, 5);
    assert_eq!(counts.fragments, 3);
    let after = packets(&copy);
    assert!(after[4..].iter().all(|packet| packet[28..].iter().all(|byte| *byte == 0)));
    let server: [u8; 4] = after[3][12..16].try_into().unwrap();
    let recording = capture::read(&copy[..]).unwrap().recording;
    let said: Vec<String> = dissect(&recording, &Secrets::none())
        .flat_map(|m| {
            m.walk()
                .filter(|f| f.label.sort == wirewalk::dissect::Sort::Name)
                .filter_map(|f| f.name().map(|n| n.into_owned()))
                .collect::<Vec<_>>()
        })
        .collect();
    let asked = said.iter().find(|name| name.matches('.').count() == 2).unwrap();
    let suffix = asked.split_once('.').unwrap().1.to_lowercase();
    assert!(
        said.iter().any(|name| name.to_lowercase().ends_with(&suffix) && name.len() == "edge.secret.example".len()),
        "{said:?}"
    );
    let [a, b, c, d] = server;
    assert!(
        said.contains(&std::net::Ipv4Addr::from(server).to_string())
            && said.contains(&format!("{d}.{c}.{b}.{a}.in-addr.arpa")),
        "{server:?}: {said:?}"
    );
}

/// A packet in three fragments.
fn fragments(packet: &[u8]) -> Vec<Vec<u8>> {
    let cuts = [0, 200, 400, packet.len() - 20];
    let part = |two: &[usize]| {
        let mut header = etherparse::Ipv4Header::from_slice(packet).unwrap().0;
        header.identification = 77;
        header.fragment_offset = (two[0] as u16 / 8).try_into().unwrap();
        header.more_fragments = two[1] + 20 < packet.len();
        header.set_payload_len(two[1] - two[0]).unwrap();
        header.header_checksum = header.calc_header_checksum();
        let mut whole = Vec::new();
        header.write(&mut whole).unwrap();
        whole.extend_from_slice(&packet[20 + two[0]..20 + two[1]]);
        whole
    };
    cuts.windows(2).map(part).collect()
}

#[test]
fn blocks_that_name_somebody_are_left_out_in_either_byte_order() {
    let key_log = include_str!("../captures/lesson5.keys");
    for big_endian in [false, true] {
        let order = Order { big_endian };
        let half = |code: u16| (code, WORD);
        let mut secrets = order.word(0x544c_534b).to_vec();
        let text = format!("# topsecret\n{}\n", key_log.lines().find(|line| !line.starts_with('#')).unwrap());
        secrets.extend(order.word(text.len() as u32));
        secrets.extend_from_slice(text.as_bytes());
        let clock: &[u8] = &[9];
        let file = [
            order.section(u64::MAX, &[half(1), half(2), half(3), half(4)]),
            order.interface(1, &[half(2), half(3), half(11), (9, clock)]),
            order.block(10, &secrets),
            order.block(4, &[&order.half(1)[..], &order.half(13), &ALICE, WORD, &[0; 7]].concat()),
            order.packet(0, 5, &segment(SEQ, "S", &[]), Some(order.options(&[half(1), (2, &[0, 0, 0, 1])]))),
            order.simple(&segment(SEQ + 1, "", REQUEST)),
            order.block(0xbad, WORD),
        ]
        .concat();
        let (closed, counts) = redacted(&file, None, 1);
        assert_eq!((counts.packets, counts.blocks, counts.secrets_left_out, counts.options), (2, 2, 1, 8));
        assert!(!holds(std::slice::from_ref(&closed), WORD) && !holds(std::slice::from_ref(&closed), b"diary"));
        let read = capture::read(&closed[..]).unwrap();
        assert!(read.packets == 2 && read.key_log.is_empty());
        assert_eq!(read.recording.connections[0].events[0].at.0, 5, "the clock stays");
        let (open, _) = redacted(&file, Some(Secrets::none().key_log()), 1);
        assert!(!holds(std::slice::from_ref(&open), WORD) && !capture::read(&open[..]).unwrap().key_log.is_empty());
    }
}
