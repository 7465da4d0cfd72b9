//! Connections of which the beginning was not seen, or more than one beginning: called so, and never taken for a refusal.

use etherparse::PacketBuilder;

use wirewalk::explain::explain;
use wirewalk::explain::summary::Summary;
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Recording, Secrets, Side, Timestamp, What};
use wirewalk::render::pcapng::{Interface, LINKTYPE_RAW, Writer};
use wirewalk_testing::captures::{bytes, connection, written};
use wirewalk_testing::tls_bytes::{client_hello, record, server_hello};

/// How each conversation was protected, and what failed.
fn told(file: &[u8]) -> Vec<(String, Option<String>)> {
    let mut summary = Summary::default();
    explain(file, &Secrets::none(), |told| summary.note(&told)).expect("a capture");
    let failed = |id: &u32| summary.failures().find(|(of, _)| of == id).map(|(_, f)| f.what);
    let rows = summary.table(|_| 0).into_iter().skip(1).map(|row| row[2].clone());
    rows.zip(summary.conversations.keys().map(failed)).collect()
}

fn of(said: impl IntoIterator<Item = (Side, What)>) -> (String, Option<String>) {
    let events = (1..).zip(said).map(|(at, (side, what))| (at, side, what));
    told(&written(&[&Recording { connections: vec![connection(0, events)] }])).remove(0)
}

fn raw(bytes: impl Into<Vec<u8>>) -> What {
    What::Bytes(bytes.into().into())
}

const MISSING: &str = "TLS whose beginning is missing: opened before the capture";

#[test]
fn a_connection_that_was_open_before_the_capture_is_called_so_and_nothing_in_it_failed() {
    let sealed = |kind, nonce: [u8; 8]| record(kind, &[&nonce[..], &[0x5a; 32]].concat());
    // An explicit nonce may be a counter, which begins like a HelloRequest, or like an alert.
    for nonce in [
        [0; 8],
        [0, 0, 0, 0, 0, 0, 0, 1],
        [2, 2, 7, 7, 7, 7, 7, 7],
        [1, 0, 0, 9, 9, 9, 9, 9],
        [22; 8],
        [11, 0, 1, 0, 0, 0, 0, 1],
    ] {
        for kind in [20, 21, 22, 23] {
            for side in [Client, Server] {
                let (protected, failed) = of([(side, raw(sealed(kind, nonce)))]);
                assert_eq!((protected.as_str(), failed), (MISSING, None), "{kind} {nonce:?}");
            }
        }
    }
    let data = || raw(sealed(23, [7; 8]));
    assert_eq!(of([(Client, data()), (Server, data())]), (MISSING.to_owned(), None));
    let ended =
        of([(Client, data()), (Server, raw(sealed(21, [7; 8]))), (Server, What::HalfClose), (Client, What::Reset)]);
    assert_eq!(ended, (MISSING.to_owned(), None));
}

#[test]
fn tls_is_found_at_the_next_packet_where_the_capture_begins_in_the_middle_of_a_record() {
    let rest = |first: u8| [&[first][..], &[0x99; 200]].concat();
    for first in [b'Q', 0x80, 0x17, 0] {
        let (protected, failed) = of([(Server, raw(rest(first))), (Server, raw(record(23, &[9; 60])))]);
        assert_eq!((protected.as_str(), failed), (MISSING, None), "{first:#x}");
        let (protected, failed) = of([(Server, raw(rest(first))), (Client, raw(record(23, &[9; 60])))]);
        assert_eq!((protected.as_str(), failed), (MISSING, None), "{first:#x}");
    }
}

#[test]
fn a_clear_alert_is_a_refusal_and_an_encrypted_one_is_not() {
    let (protected, failed) =
        of([(Client, What::Open), (Client, raw(client_hello("a.test", &[]))), (Server, raw(record(21, &[2, 40])))]);
    assert_eq!(protected, "TLS was tried, but no version was chosen");
    assert!(failed.expect("a refusal").contains("alert 40 handshake_failure to the client, in the clear"));
    // Its ChangeCipherSpec was lost.
    let said = [
        (Client, What::Open),
        (Client, raw(client_hello("a.test", &[]))),
        (Server, raw(server_hello([3, 3], 0xc02f))),
        (Server, What::Gap(900)),
        (Server, raw(record(21, &[2; 26]))),
    ];
    let (protected, failed) = of(said);
    assert!(protected.starts_with("TLS 1.2") && failed.is_none(), "{protected} {failed:?}");
}

#[test]
fn one_side_alone_tells_what_it_says() {
    let (protected, failed) = of([
        (Client, What::Gap(517)),
        (Server, raw([server_hello([3, 3], 0xc02f), record(22, &[14, 0, 0, 0])].concat())),
        (Client, What::Gap(100)),
        (Server, raw([record(20, &[1]), record(22, &[9; 40])].concat())),
    ]);
    assert_eq!(failed, None);
    assert!(protected.starts_with("TLS 1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"), "{protected}");
    assert!(protected.contains("the client's side is not in the capture"), "{protected}");
}

#[test]
fn a_hello_that_was_cut_is_read_as_far_as_it_goes() {
    for (suite, version) in
        [(0x1301_u16, "TLS 1.3, TLS_AES_128_GCM_SHA256"), (0xc02f, "TLS 1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")]
    {
        let hello = server_hello([3, 3], suite);
        let kept = 5 + 4 + 2 + 32 + 1 + 2; // up to the suite
        let (protected, failed) = of([
            (Client, What::Open),
            (Client, raw(client_hello("a.test", &[]))),
            (Server, raw(&hello[..kept])),
            (Server, What::Gap(2000)),
            (Client, raw(record(20, &[1]))),
        ]);
        assert!(protected.starts_with(version) && failed.is_none(), "{protected} {failed:?}");
    }
}

#[test]
fn what_the_server_sends_is_read_although_the_client_broke_off() {
    let flight = [server_hello([3, 3], 0xc02f), record(22, &[14, 0, 0, 0])].concat();
    let (protected, failed) = of([
        (Client, What::Open),
        (Client, raw(client_hello("a.test", &[]))),
        (Client, What::Reset),
        (Server, raw(flight)),
    ]);
    assert!(protected.starts_with("TLS 1.2, TLS_ECDHE_RSA"), "{protected}");
    assert!(failed.expect("it failed").contains("the client reset the connection (RST)"));
}

/// A segment between a client and a server: who, flags, sequence number, acknowledgment.
type Segment<'a> = (Side, &'a str, u32, u32, &'a [u8]);

fn capture(segments: &[Segment]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), "").unwrap();
    writer.interface(&Interface { link_type: LINKTYPE_RAW, name: "", description: "" }).unwrap();
    for (at, (side, flags, seq, ack, payload)) in (0..).zip(segments) {
        let (from, to) = if *side == Client { ((1, 50_000), (2, 443)) } else { ((2, 443), (1, 50_000)) };
        let ip = PacketBuilder::ipv4([192, 0, 2, from.0], [192, 0, 2, to.0], 64);
        let mut tcp = ip.tcp(from.1, to.1, *seq, 1000);
        for flag in flags.chars() {
            tcp = match flag {
                'S' => tcp.syn(),
                'F' => tcp.fin(),
                'R' => tcp.rst(),
                _ => tcp.ack(*ack),
            };
        }
        let mut packet = Vec::new();
        tcp.write(&mut packet, payload).unwrap();
        writer.packet(0, Timestamp(at), &packet, None).unwrap();
    }
    writer.finish().unwrap()
}

#[test]
fn a_half_open_connection_that_is_asked_for_again_is_the_one_that_follows() {
    let (hello, answer) = (client_hello("a.test", &[]), server_hello([3, 3], 0xc02f));
    let (after, whole) = (1001 + hello.len() as u32, 5001 + answer.len() as u32);
    let session: [Segment; 5] = [
        (Server, "SA", 5000, 1001, b""),
        (Client, "A", 1001, 5001, b""),
        (Client, "A", 1001, 5001, &hello),
        (Server, "A", 5001, after, &answer),
        (Client, "A", after, whole, b""),
    ];
    let ask: Segment = (Client, "S", 1000, 0, b"");
    let beginnings: [&[Segment]; 5] = [
        &[ask],
        // The server remembers an earlier connection, and the client says that it does not.
        &[ask, (Server, "A", 4_000_000_000, 860_578_524, b""), (Client, "R", 860_578_524, 0, b""), ask],
        // Refused at first.
        &[ask, (Server, "RA", 0, 1001, b""), ask],
        // Two servers behind one address; the client takes up the one that comes later, or the one that came first.
        &[ask, (Server, "SA", 3_000_000_000, 1001, b"")],
        &[ask, (Server, "SA", 5000, 1001, b""), (Server, "SA", 77, 1001, b"")],
    ];
    for beginning in beginnings {
        let file = capture(&[beginning, &session].concat());
        let told = told(&file);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].0.starts_with("TLS 1.2, TLS_ECDHE_RSA"), "{told:?}");
        let mut missing = 0;
        explain(&file[..], &Secrets::none(), |news| {
            if let wirewalk::explain::Told::Event(_, event) = news
                && let What::Gap(len) = event.what
            {
                missing += len;
            }
        })
        .unwrap();
        assert_eq!(missing, 0, "{beginning:?}");
    }
}

/// A SYN between two addresses, and what a router says that quotes so many bytes of it.
fn syn(from: u8, seq: u32) -> Vec<u8> {
    let mut packet = Vec::new();
    let ip = PacketBuilder::ipv4([192, 0, 2, from], [192, 0, 2, 200], 64);
    ip.tcp(50_000, 443, seq, 1000).syn().write(&mut packet, &[]).unwrap();
    packet
}

fn unreachable(quoted: &[u8]) -> Vec<u8> {
    let mut packet = Vec::new();
    let ip = PacketBuilder::ipv4([192, 0, 2, 99], [192, 0, 2, 1], 64);
    ip.icmpv4_raw(3, 3, [0; 4]).write(&mut packet, quoted).unwrap();
    packet
}

/// The numbers are those that Wireshark 4 gives as tcp.stream.
#[test]
fn what_icmp_quotes_counts_as_wireshark_counts_it() {
    const TCP: usize = 20;
    let cases: [(Vec<Vec<u8>>, &[u8]); 6] = [
        (vec![unreachable(&syn(1, 5)), syn(2, 5)], &[1, 2]),
        (vec![unreachable(&syn(1, 5)[..TCP + 16]), syn(2, 5)], &[1, 2]),
        (vec![unreachable(&syn(1, 5)[..TCP + 15]), syn(2, 5)], &[2]),
        (vec![syn(1, 5), unreachable(&syn(1, 5)), syn(2, 5)], &[1, 2]),
        (vec![unreachable(&syn(1, 5)), syn(1, 900), syn(2, 5)], &[1, 2]),
        (vec![syn(1, 5), unreachable(&syn(1, 777)), syn(2, 5)], &[1, 1, 2]),
    ];
    for (packets, expected) in cases {
        let mut writer = Writer::new(Vec::new(), "").unwrap();
        writer.interface(&Interface { link_type: LINKTYPE_RAW, name: "", description: "" }).unwrap();
        for (at, packet) in (0..).zip(&packets) {
            writer.packet(0, Timestamp(at), packet, None).unwrap();
        }
        let mut clients = Vec::new();
        let account = explain(&writer.finish().unwrap()[..], &Secrets::none(), |news| {
            if let wirewalk::explain::Told::Connection(connection) = news
                && let std::net::IpAddr::V4(ip) = connection.client.addr.ip()
            {
                clients.push(ip.octets()[3]);
            }
        });
        assert_eq!(clients, expected);
        assert_eq!(account.unwrap().connections as usize, expected.len());
    }
}

#[test]
fn who_is_the_client_is_told_by_what_is_said_where_no_syn_was_seen() {
    let hello = client_hello("a.test", &[]);
    let answer = server_hello([3, 3], 0xc02f);
    // Here the server has the higher port.
    let by_hello = capture(&[(Server, "A", 1, 1, &hello[..]), (Client, "A", 1, 1 + hello.len() as u32, &answer)]);
    let by_answer = capture(&[(Client, "A", 1, 1, &answer[..])]);
    for file in [by_hello, by_answer] {
        let mut summary = Summary::default();
        explain(&file[..], &Secrets::none(), |told| summary.note(&told)).unwrap();
        assert_eq!(summary.conversations[&0].client.port(), 443);
        assert!(told(&file)[0].0.starts_with("TLS 1.2, TLS_ECDHE_RSA"), "{:?}", told(&file));
    }
}

#[test]
fn nothing_is_refused_and_nobody_silent_where_no_syn_was_seen() {
    for segments in [
        vec![(Client, "A", 1, 1, &b""[..]), (Server, "A", 1, 2, b"")],
        vec![(Server, "RA", 777, 1, &b""[..])],
        vec![(Client, "FA", 1, 1, &b""[..])],
    ] {
        let told = told(&capture(&segments));
        let failed = told[0].1.as_deref().unwrap_or_default();
        assert!(!failed.contains("refused") && !failed.contains("no answer from"), "{told:?}");
        assert!(told[0].0.contains("opened before the capture"), "{told:?}");
    }
    let refused = told(&capture(&[(Client, "S", 1, 0, b""), (Server, "RA", 0, 2, b"")]));
    assert!(refused[0].1.as_deref().expect("a failure").contains("connection refused"), "{refused:?}");
    let silent = told(&capture(&[(Client, "S", 1, 0, b""), (Client, "S", 1, 0, b"")]));
    assert!(silent[0].1.as_deref().expect("a failure").contains("no answer from"), "{silent:?}");
}

#[test]
fn text_that_was_open_before_the_capture_is_no_tls() {
    let (protected, failed) = of([
        (Client, bytes("GET / HTTP/1.1\r\nHost: bob\r\n\r\n")),
        (Server, bytes("HTTP/1.1 204 No Content\r\n\r\n")),
    ]);
    assert_eq!((protected.as_str(), failed), ("not at all: HTTP in the clear", None));
}
