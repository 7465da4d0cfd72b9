//! What tshark makes of our captures: no complaint, right checksums, the same conversation, our comments.

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use bytes::Bytes;

use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Connection, Endpoint, Recording, Secrets, Side, Timestamp, What, WireEvent};
use wirewalk::render::pcapng::{self, Kind};

use Side::{Client, Server};
use wirewalk_testing::compare::not_ours;
use wirewalk_testing::outside;
use wirewalk_testing::tshark::{self, COMPLAINTS, Capture};

/// A connection on a port that belongs to another of Wireshark's dissectors or to none, as `--port 0` may give.
fn connection(id: u32, ip: IpAddr, events: Vec<(Side, What)>) -> Connection {
    let end = |name: &str, port| Endpoint { name: name.to_owned(), addr: SocketAddr::new(ip, port) };
    let event = |((side, what), i)| {
        let at = Timestamp(1_700_000_000_000_000_000 + u64::from(id) * 1_000 + i * 1_000_000);
        WireEvent { at, side, what, packet: None }
    };
    Connection {
        id,
        hop: 0,
        through: Vec::new(),
        client: end("Alice", 40_000 + id as u16),
        server: end("Bob", 35_357),
        events: events.into_iter().zip(0u64..).map(event).collect(),
    }
}

fn bytes(text: impl AsRef<[u8]>) -> What {
    What::Bytes(Bytes::copy_from_slice(text.as_ref()))
}

const REQUEST: &str = "GET /message HTTP/1.1\r\nHost: 127.0.0.1:35357\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n";
const RESPONSE: &str = "HTTP/1.1 200 OK\r\nServer: Bob\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 11\r\n\
    Date: Tue, 14 Nov 2023 22:13:20 GMT\r\nConnection: close\r\n\r\nfluffy tail";
const POST: &str = "POST /tell HTTP/1.1\r\nHost: bob\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n\r\n";
const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n\
    6\r\nfluffy\r\n5\r\n tail\r\n0\r\n\r\n";

/// Connections like those of the first lessons: a plain exchange; one on IPv6 kept open for a second request whose head
/// and body come apart; a big body; a chunked one; a refusal after half a request.
fn http() -> Recording {
    let (v4, v6) = (IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST));
    let open = (Client, What::Open);
    let request = (Client, bytes(REQUEST));
    let closed = [(Server, What::HalfClose), (Client, What::Close)];
    let exchange = |answer: Vec<(Side, What)>| [vec![open.clone(), request.clone()], answer, closed.to_vec()].concat();
    let big = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n", 300_000);
    let refusal = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let posted = [(Client, bytes(POST)), (Client, bytes("hello")), (Server, bytes(refusal))];
    Recording {
        connections: vec![
            connection(0, v4, exchange(vec![(Server, bytes(RESPONSE))])),
            connection(
                1,
                v6,
                exchange([vec![(Server, bytes(RESPONSE.replace("close", "keep-alive")))], posted.to_vec()].concat()),
            ),
            connection(2, v4, exchange(vec![(Server, bytes(big)), (Server, bytes("fluffy tail!".repeat(25_000)))])),
            connection(3, v4, exchange(vec![(Server, bytes(CHUNKED))])),
            connection(4, v4, exchange(vec![(Server, bytes(&RESPONSE[..60])), (Server, bytes(&RESPONSE[60..]))])),
        ],
    }
}

#[test]
fn tshark_finds_nothing_to_complain_about() {
    let Some(capture) = Capture::of(&[&http()]) else { return };
    assert_eq!(capture.count("_ws.malformed or _ws.short"), 0);
    let complaints = capture.fields(COMPLAINTS, &["frame.number", "_ws.expert.message"]);
    assert!(complaints.is_empty(), "{complaints:?}");
    assert_eq!(capture.count("tcp.analysis.flags"), 0);
    assert_eq!(capture.count("not http and data"), 0, "every byte of payload is a part of HTTP");
}

#[test]
fn tshark_would_have_complained() {
    let mut recording = http();
    recording.connections[0]
        .events
        .insert(2, WireEvent { at: Timestamp(0), side: Server, what: What::Gap(10), packet: None });
    let Some(capture) = Capture::of(&[&recording]) else { return };
    assert_ne!(capture.count(COMPLAINTS), 0);
}

#[test]
fn tshark_finds_every_checksum_good() {
    let Some(capture) = Capture::of(&[&http()]) else { return };
    let packets = capture.count("frame");
    assert_eq!(capture.count("tcp.checksum.status == \"Good\""), packets);
    let v4 = capture.count("ip");
    assert_eq!(capture.count("ip.checksum.status == \"Good\""), v4);
    assert_eq!(v4 + capture.count("ipv6"), packets);
}

#[test]
fn tshark_sees_connections_from_syn_to_fin() {
    let Some(capture) = Capture::of(&[&http()]) else { return };
    let whole = capture.fields("tcp.completeness == 31", &["tcp.stream"]); // SYN, SYN/ACK, ACK, data, FIN
    assert_eq!(whole.iter().collect::<HashSet<_>>().len(), 5);
    let flags = capture.fields("tcp.stream == 0", &["tcp.flags.str"]);
    let flags: Vec<String> = flags.into_iter().map(|f| f[0].replace('·', "")).collect();
    assert_eq!(flags, ["S", "AS", "A", "AP", "A", "AP", "A", "AF", "A", "AF", "A"]);
}

#[test]
fn tshark_sees_a_reset_as_one() {
    let events = vec![(Client, What::Open), (Client, bytes(REQUEST)), (Server, What::Reset)];
    let recording = Recording { connections: vec![connection(0, Ipv4Addr::LOCALHOST.into(), events)] };
    let Some(capture) = Capture::of(&[&recording]) else { return };
    assert_eq!(capture.fields("tcp.flags.reset == 1", &["frame.number", "tcp.srcport"]), [["6", "35357"]]);
    let others = format!("({COMPLAINTS}) and not tcp.connection.rst");
    assert_eq!(capture.count(&others), 0);
}

#[test]
fn tshark_follows_the_conversation() {
    let recording = http();
    let Some(capture) = Capture::of(&[&recording]) else { return };
    assert_eq!(capture.count("http.request"), 6);
    assert_eq!(capture.count("http.response"), 6);
    let bodies = capture.fields("http.response", &["tcp.stream", "http.content_length", "tcp.reassembled.length"]);
    assert!(bodies.iter().any(|b| b[0] == "2" && b[1] == "300000" && !b[2].is_empty()), "{bodies:?}");
    let followed = capture.tshark(&["-q", "-z", "follow,http,ascii,0"]);
    assert!(followed.contains("GET /message HTTP/1.1"), "{followed}");
    assert!(followed.contains("fluffy tail"), "{followed}");
    // The stream itself, byte for byte, as hexadecimal lines; the server's are indented.
    let raw = capture.tshark(&["-q", "-z", "follow,tcp,raw,3"]);
    let hex = |side| recording.connections[3].stream(side).iter().map(|b| format!("{b:02x}")).collect::<String>();
    assert!(raw.contains(&format!("\n{}\n", hex(Client))), "{raw}");
    assert!(raw.contains(&format!("\n\t{}\n", hex(Server))), "{raw}");
}

#[test]
fn tshark_shows_our_times_and_comments() {
    let recording = http();
    let file = pcapng::write_recording(Vec::new(), &[&recording], None, |sent| {
        (sent.kind == Kind::Syn).then(|| format!("señal {}\nsecond line", sent.connection.id))
    });
    let Some(capture) = Capture::new(&file.unwrap(), [35_357]) else { return };
    let comments = capture.fields("frame.comment", &["tcp.stream", "frame.comment"]);
    let texts: Vec<_> = comments.iter().map(|c| (c[0].as_str(), c[1].as_str())).collect();
    assert_eq!(texts[1], ("1", "señal 1\\nsecond line"));
    assert_eq!(texts.len(), 5);
    let times = capture.fields("tcp.stream == 4 and tcp.flags.syn == 1", &["frame.time_epoch"]);
    assert_eq!(times, [["1700000000.000004000"], ["1700000000.000004000"]]);
}

#[test]
fn the_section_says_that_the_headers_are_rebuilt() {
    let Some(capture) = Capture::of(&[&http()]) else { return };
    let Some(infos) = tshark::capinfos(&capture.file()) else { return };
    assert!(infos.contains("The payload of every TCP segment is exact"), "{infos}");
    assert!(infos.contains("The IP and TCP headers around them are rebuilt"), "{infos}");
    assert!(infos.contains(concat!("wirewalk ", env!("CARGO_PKG_VERSION"))), "{infos}");
    assert!(infos.contains("Raw IP"), "{infos}");
}

/// RFC 8448's connection: the records are the RFC's, the framing is ours, and the key log travels in the capture.
#[test]
fn tshark_decrypts_tls_with_the_secrets_in_the_capture() {
    let Some(vectors) = outside::vectors() else { return };
    let vectors = vectors.join("rfc8448-simple-1rtt");
    let (key_log, errors) = KeyLog::parse(&std::fs::read(vectors.join("s3.keylog")).unwrap());
    assert_eq!((key_log.entries().len(), errors.len()), (5, 0));
    let records = std::fs::read_to_string(vectors.join("s3.records.json")).unwrap();
    let records: Vec<serde_json::Value> = serde_json::from_str(&records).unwrap();
    let mut events = vec![(Client, What::Open)];
    events.extend(records.iter().map(|record| {
        let side = if record["side"] == "client" { Client } else { Server };
        (side, bytes(tshark::unhex(record["record"].as_str().unwrap())))
    }));
    let recording = Recording { connections: vec![connection(0, Ipv4Addr::LOCALHOST.into(), events)] };
    let decrypted = |key_log| {
        let file = pcapng::write_recording(Vec::new(), &[&recording], key_log, |_| None).unwrap();
        let mut capture = Capture::new(&file, [])?;
        capture.decode_as("tcp.port==35357,tls");
        Some(capture.count("tls.handshake.type == 20"))
    };
    assert!(matches!(decrypted(None), None | Some(0)));
    assert!(matches!(decrypted(Some(&key_log)), None | Some(2)), "{:?}", decrypted(Some(&key_log)));
}

#[test]
fn every_http_field_of_tshark_is_ours() {
    let Some(capture) = Capture::of(&[&http()]) else { return };
    let missing = not_ours(&capture, &Secrets::none(), "http.");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_comparison_finds_fields_that_are_not_ours() {
    let Some(capture) = Capture::of(&[&http()]) else { return };
    let packets = capture.count("frame");
    assert_eq!(not_ours(&capture, &Secrets::none(), "tcp.srcport").len(), packets);
}

#[test]
fn tshark_sees_the_frames_of_lesson_3_as_plain_data_and_has_no_complaint() {
    let file = include_bytes!("../captures/lesson3.pcapng");
    let Some(capture) = Capture::new(file, []) else { return };
    assert_eq!(capture.count("_ws.malformed or _ws.short"), 0);
    let complaints = capture.fields(COMPLAINTS, &["frame.number", "_ws.expert.message"]);
    assert!(complaints.is_empty(), "{complaints:?}");
    assert_eq!(capture.count("tcp.analysis.flags"), 0);
    let payload = capture.fields("tcp.len > 0", &["frame.protocols", "data.data"]);
    assert!(payload.len() > 20, "{payload:?}");
    for packet in &payload {
        assert!(packet[0].ends_with(":tcp:data") && packet[1].starts_with("575733"), "{packet:?}");
    }
}
