//! The door under TLS: records, alerts and ends, as a client sees them.

use std::io::{Read, Write};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rustls::{AlertDescription, CertificateError, Error};
use wirewalk::door::{Door, Limits, Response, Tls, full};
use wirewalk::lesson1::bob;
use wirewalk::pki::Name;
use wirewalk_testing::by_hand::{Seen, connect, hello, raw};
use wirewalk_testing::https::{self, Club};

const LOOPBACK: ([u8; 4], u16) = ([127, 0, 0, 1], 0);
/// A request after which the connection ends.
const LAST_GET: &str = "GET / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n";

/// Bob of lesson 1, and what his door says of connections that TLS ended.
fn door(club: &Club, limits: Limits) -> (Door, mpsc::Receiver<String>) {
    let (tell, told) = mpsc::channel();
    let tls = Tls::new(club.server()).reporting(move |_, error| {
        let _ = tell.send(error.to_string());
    });
    (Door::open_over(LOOPBACK.into(), limits, tls, bob).expect("a door"), told)
}

fn told(told: &mpsc::Receiver<String>) -> String {
    told.recv_timeout(Duration::from_secs(5)).expect("the door says why")
}

/// Types and lengths of the records of application data that came with an answer.
fn data(seen: &Seen, before: usize) -> Vec<usize> {
    seen.records[before..].iter().filter(|(kind, _)| *kind == 23).map(|(_, len)| *len).collect()
}

#[test]
fn an_answer_and_its_end_take_a_record_each() {
    let club = Club::new();
    let (door, _) = door(&club, Limits::default());
    for _ in 0..20 {
        let (mut seen, shaken) = Seen::connect(door.addr(), club.client_of(&[&rustls::version::TLS12]), "localhost");
        assert_eq!(shaken, Ok(()));
        let before = seen.records.len();
        let (answer, end) = seen.ask(LAST_GET);
        assert!(answer.ends_with(b"\r\n\r\nfluffy tail"), "{}", String::from_utf8_lossy(&answer));
        assert_eq!(end, Ok(true), "close_notify");
        assert_eq!(data(&seen, before).len(), 1, "head and body in one record: {:?}", seen.records);
    }
}

/// How many records an answer of this door took, and how many it needs.
fn records(club: &Club, door: &Door) -> (usize, usize) {
    let (mut seen, shaken) = Seen::connect(door.addr(), club.client_of(&[&rustls::version::TLS12]), "localhost");
    assert_eq!(shaken, Ok(()));
    let before = seen.records.len();
    let (answer, end) = seen.ask(LAST_GET);
    assert!(answer.len() > 300_000 && end == Ok(true));
    (data(&seen, before).len(), answer.len().div_ceil(16 * 1024))
}

#[test]
fn a_long_answer_fills_its_records() {
    let club = Club::new();
    let handler = |_| async { Response::new(full("x".repeat(300_000))) };
    let door = Door::with(LOOPBACK.into(), Limits::default(), Tls::new(club.server()), handler).expect("a door");
    let (took, needed) = records(&club, &door);
    assert_eq!(took, needed);
    drop(door);
    let door = Door::open_over(LOOPBACK.into(), Limits::default(), Tls::new(club.server()), move |app| {
        for request in app.incoming_requests() {
            let _ = request.respond(tiny_http::Response::from_string("x".repeat(300_000)));
        }
    })
    .expect("a door");
    // On a machine that is busy, an app may be held up in between for longer than the door waits; not every time.
    let took: Vec<_> = (0..10).map(|_| records(&club, &door)).collect();
    assert!(took.iter().any(|(took, needed)| took == needed), "{took:?}");
}

#[test]
fn a_stream_is_not_held_back_until_its_records_are_full() {
    let club = Club::new();
    let (tell, told) = mpsc::channel::<()>();
    let door = Door::open_over(LOOPBACK.into(), Limits::default(), Tls::new(club.server()), move |app| {
        for request in app.incoming_requests() {
            let mut writer = request.into_writer();
            let _ = writer.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nnow");
            let _ = writer.flush();
            let _ = told.recv_timeout(Duration::from_secs(10));
            let _ = writer.write_all(b"not");
        }
    })
    .expect("a door");
    let (mut seen, _) = Seen::connect(door.addr(), club.client(), "localhost");
    seen.connection.writer().write_all(LAST_GET.as_bytes()).unwrap();
    while !seen.plaintext.ends_with(b"now") {
        let once = std::cell::Cell::new(0);
        seen.until(|_| once.replace(once.get() + 1) == 1).unwrap();
    }
    seen.plaintext.clear();
    tell.send(()).unwrap();
    assert_eq!(seen.ask(""), (b"not".to_vec(), Ok(true)));
}

#[test]
fn an_old_version_is_refused_with_an_alert_that_arrives() {
    let club = Club::new();
    let (door, said) = door(&club, Limits::default());
    for version in [[3, 1], [3, 2]] {
        let mut bytes = hello(version, &[[0xc0, 0x09], [0xc0, 0x13], [0x00, 0x2f]]);
        bytes.extend([0; 5000]); // more than the door reads before it refuses
        assert_eq!(raw(door.addr(), &bytes).expect("no reset"), [21, 3, version[1], 0, 2, 2, 70], "protocol_version");
        assert!(told(&said).contains("Tls12NotOffered"));
    }
}

#[test]
fn no_common_cipher_suite_is_refused_with_an_alert_that_arrives() {
    let club = Club::new();
    let (door, said) = door(&club, Limits::default());
    let mut config = club.client_of(&[&rustls::version::TLS12]);
    config.alpn_protocols = vec![b"h2".to_vec()];
    let (_, shaken) = Seen::connect(door.addr(), config, "localhost");
    assert_eq!(shaken, Err(Error::AlertReceived(AlertDescription::NoApplicationProtocol)));
    told(&said);
    // TLS_RSA_WITH_AES_128_CBC_SHA alone: rustls has no RSA key transport.
    let answer = raw(door.addr(), &hello([3, 3], &[[0x00, 0x2f]])).expect("no reset");
    assert_eq!(answer, [21, 3, 3, 0, 2, 2, 40], "handshake_failure");
    assert!(!told(&said).is_empty());
}

#[test]
fn plain_http_gets_an_alert_and_no_plaintext() {
    let club = Club::new();
    let (door, said) = door(&club, Limits::default());
    let answer = raw(door.addr(), LAST_GET.as_bytes()).expect("no reset");
    assert_eq!(answer, [21, 3, 3, 0, 2, 2, 50], "decode_error");
    assert_eq!(told(&said), "received corrupt message of type InvalidContentType");
}

#[test]
fn what_is_no_hello_is_answered_with_an_alert_that_arrives() {
    let club = Club::new();
    let (door, said) = door(&club, Limits::default());
    let record = |kind: u8, body: &[u8]| [&[kind, 3, 3], &(body.len() as u16).to_be_bytes()[..], body].concat();
    let mut long = vec![1, 0xff, 0xff, 0xff];
    long.resize(16 * 1024, 0);
    for (bytes, alert, reason) in [
        (record(23, &[0; 32]), 10, "got ApplicationData when expecting Handshake"),
        (record(20, &[1]), 10, "got ChangeCipherSpec when expecting Handshake"),
        (record(22, &long).repeat(8), 47, "HandshakePayloadTooLarge"),
    ] {
        assert_eq!(raw(door.addr(), &bytes).expect("no reset"), [21, 3, 3, 0, 2, 2, alert], "{reason}");
        let why = told(&said);
        assert!(why.contains(reason), "{why}");
    }
}

#[test]
fn a_hello_in_records_of_a_byte_each_is_a_hello() {
    let club = Club::new();
    let (door, _) = door(&club, Limits::default());
    let mut bytes = Vec::new();
    for byte in &hello([3, 3], &[[0xc0, 0x2b]])[5..] {
        bytes.extend([22, 3, 1, 0, 1, *byte]);
    }
    // Without supported groups there is no answer to this one, but the version is not what is wrong with it.
    assert_eq!(raw(door.addr(), &bytes).expect("no reset"), [21, 3, 3, 0, 2, 2, 40], "handshake_failure");
}

#[test]
fn a_client_that_refuses_the_certificate_is_heard() {
    let club = Club::of(&["bob.example".parse::<Name>().unwrap()]);
    let (door, said) = door(&club, Limits::default());
    let (_, shaken) = Seen::connect(door.addr(), club.client(), "localhost");
    assert!(matches!(shaken, Err(Error::InvalidCertificate(CertificateError::NotValidForNameContext { .. }))));
    assert_eq!(told(&said), "received fatal alert: BadCertificate");
    let (_, shaken) = Seen::connect(door.addr(), https::trusting_nobody(), "bob.example");
    assert_eq!(shaken, Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)));
    assert_eq!(told(&said), "received fatal alert: UnknownCA");
}

#[test]
fn a_record_that_was_changed_ends_the_connection_with_an_alert_that_arrives() {
    let club = Club::new();
    let (door, said) = door(&club, Limits::default());
    for version in rustls::ALL_VERSIONS {
        let (mut seen, shaken) = Seen::connect(door.addr(), club.client_of(&[version]), "localhost");
        assert_eq!(shaken, Ok(()));
        let mut forged = vec![23, 3, 3, 0, 40];
        forged.extend([9; 40]);
        forged.extend([0; 20_000]); // and more that nobody will read
        seen.socket.write_all(&forged).unwrap();
        let (answer, end) = seen.ask("");
        assert!(answer.is_empty());
        assert_eq!(end, Err(Error::AlertReceived(AlertDescription::BadRecordMac)));
        assert_eq!(told(&said), "cannot decrypt peer's message");
        let mut rest = Vec::new();
        seen.socket.shutdown(std::net::Shutdown::Write).unwrap();
        seen.socket.read_to_end(&mut rest).expect("an orderly end");
        assert!(rest.is_empty(), "nothing after a fatal alert");
    }
}

#[test]
fn what_comes_after_close_notify_changes_nothing() {
    let club = Club::new();
    let (door, _) = door(&club, Limits::default());
    for version in rustls::ALL_VERSIONS {
        let (mut seen, _) = Seen::connect(door.addr(), club.client_of(&[version]), "localhost");
        seen.connection.writer().write_all(b"GET / HTTP/1.1\r\nHost: bob\r\n\r\n").unwrap();
        seen.connection.send_close_notify();
        seen.send();
        seen.socket.write_all(&[0; 200_000]).unwrap();
        let (answer, end) = seen.ask("");
        assert!(answer.ends_with(b"fluffy tail"), "{version:?}: {}", String::from_utf8_lossy(&answer));
        assert_eq!(end, Ok(true), "{version:?}");
        seen.socket.shutdown(std::net::Shutdown::Write).unwrap();
        seen.socket.read_to_end(&mut Vec::new()).expect("an orderly end");
    }
}

#[test]
fn a_connection_that_is_cut_off_is_no_end_of_a_body() {
    let club = Club::new();
    let (tell, said) = mpsc::channel();
    let handler = move |request: wirewalk::door::Request| {
        let tell = tell.clone();
        async move {
            let body = http_body_util::BodyExt::collect(request.into_body()).await;
            let _ = tell.send(body.map(|body| body.to_bytes().len()).map_err(|error| error.to_string()));
            Response::new(full("heard"))
        }
    };
    let door = Door::with(LOOPBACK.into(), Limits::default(), Tls::new(club.server()), handler).expect("a door");
    let (mut seen, _) = Seen::connect(door.addr(), club.client(), "localhost");
    seen.connection.writer().write_all(b"POST / HTTP/1.1\r\nHost: bob\r\nContent-Length: 10\r\n\r\n12345").unwrap();
    seen.send();
    drop(seen);
    assert!(!matches!(said.recv_timeout(Duration::from_secs(5)), Ok(Ok(_))));
}

#[test]
fn a_handshake_has_its_time() {
    let club = Club::new();
    let (door, _) = door(&club, Limits { head_time: Duration::from_millis(200), ..Limits::default() });
    let half = &hello([3, 3], &[[0x13, 0x01]])[..20];
    for bytes in [&[][..], half] {
        let start = Instant::now();
        let mut stream = connect(door.addr());
        stream.write_all(bytes).unwrap();
        let mut answer = Vec::new();
        // Whether in order or with a reset: it is over.
        let _ = stream.read_to_end(&mut answer);
        let took = start.elapsed();
        assert!(answer.is_empty() && took >= Duration::from_millis(200), "{took:?}");
        assert!(took < Duration::from_secs(2), "{took:?}");
    }
}

#[test]
fn the_door_says_what_it_speaks() {
    let club = Club::new();
    let (door, _) = door(&club, Limits::default());
    let mut config = club.client();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let (seen, shaken) = Seen::connect(door.addr(), config, "localhost");
    assert_eq!(shaken, Ok(()));
    assert_eq!(seen.connection.alpn_protocol(), Some(&b"http/1.1"[..]));
}
