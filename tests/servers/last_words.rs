//! Clients that send everything before they read anything, and those that say no goodbye: they get their answer.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::{ClientConfig, ClientConnection, StreamOwned};
use wirewalk::door::{Door, Limits, Tls};
use wirewalk::lesson1::bob;
use wirewalk_testing::by_hand::{Seen, connect};
use wirewalk_testing::https::Club;
use wirewalk_testing::raw::LOOPBACK;

fn door(club: &Club) -> Door {
    Door::open_over(LOOPBACK.into(), Limits::default(), Tls::new(club.server()), bob).expect("a door")
}

/// Sends a request over TLS with all of its body, a piece after each pause, and reads only then.
fn uploaded(addr: SocketAddr, config: ClientConfig, pieces: usize, pause: Duration) -> String {
    let name = "localhost".to_owned().try_into().expect("a name");
    let mut connection = ClientConnection::new(Arc::new(config), name).expect("a connection");
    connection.set_buffer_limit(None);
    let mut stream = StreamOwned::new(connection, connect(addr));
    let piece = vec![b'x'; 100_000];
    let head = format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n", pieces * piece.len());
    stream.write_all(head.as_bytes()).expect("the door reads the head");
    for number in 0..pieces {
        std::thread::sleep(pause);
        // Only the socket: a library that reads meanwhile would see the end, and stop.
        stream.conn.writer().write_all(&piece).expect("memory");
        while stream.conn.wants_write() {
            stream.conn.write_tls(&mut stream.sock).unwrap_or_else(|error| panic!("piece {number}: {error}"));
        }
    }
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer and close_notify");
    String::from_utf8(answer).expect("text")
}

#[test]
fn an_upload_that_is_too_large_is_told_so_over_tls() {
    let club = Club::new();
    let door = door(&club);
    for pieces in [11, 40, 160] {
        let answer = uploaded(door.addr(), club.client(), pieces, Duration::ZERO);
        assert!(answer.starts_with("HTTP/1.1 413 "), "{pieces}: {answer}");
    }
}

#[test]
fn a_slow_upload_that_is_answered_early_gets_its_answer() {
    let club = Club::new();
    let door = door(&club);
    let plain = Door::open(LOOPBACK.into(), Limits::default(), bob).expect("a door");
    let start = Instant::now();
    let answer = uploaded(door.addr(), club.client(), 10, Duration::from_millis(250));
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
    let mut stream = connect(plain.addr());
    stream.write_all(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n").expect("a head");
    for number in 0..10 {
        std::thread::sleep(Duration::from_millis(250));
        stream.write_all(&[b'x'; 100_000]).unwrap_or_else(|error| panic!("piece {number}: {error}"));
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
}

/// In TLS 1.3 a client may send before it learns that its certificate was refused.
#[test]
fn an_alert_arrives_although_more_is_sent() {
    let club = Club::new();
    let door =
        Door::open_over(LOOPBACK.into(), Limits::default(), Tls::new(club.server_asking()), bob).expect("a door");
    let (mut seen, shaken) = Seen::connect(door.addr(), club.client(), "localhost");
    assert_eq!(shaken, Ok(()));
    for _ in 0..80 {
        seen.connection.writer().write_all(&[b'x'; 50_000]).expect("memory");
        seen.send();
    }
    let (_, end) = seen.ask("");
    assert_eq!(end, Err(rustls::Error::AlertReceived(rustls::AlertDescription::CertificateRequired)));
}

/// RFC 9112 section 9.8: whether a request is whole, its own framing says.
#[test]
fn a_whole_request_without_close_notify_is_answered_and_half_of_one_is_not() {
    let club = Club::new();
    let door = door(&club);
    for version in rustls::ALL_VERSIONS {
        for (request, status) in [
            ("GET / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n", "HTTP/1.1 200 "),
            ("GET / HTTP/1.1\r\nHost: bob\r\n\r\n", "HTTP/1.1 200 "),
            ("GET / HTTP/1.1\r\nHost: bo", "HTTP/1.1 400 "),
            ("POST / HTTP/1.1\r\nHost: bob\r\nContent-Length: 10\r\n\r\n12345", "HTTP/1.1 400 "),
        ] {
            let (mut seen, shaken) = Seen::connect(door.addr(), club.client_of(&[version]), "localhost");
            assert_eq!(shaken, Ok(()));
            seen.connection.writer().write_all(request.as_bytes()).expect("memory");
            seen.send();
            seen.socket.shutdown(Shutdown::Write).expect("a connection");
            let (answer, end) = seen.ask("");
            let answer = String::from_utf8(answer).expect("text");
            assert!(answer.starts_with(status), "{version:?} {request:?}: {answer}");
            assert_eq!(end, Ok(true), "{version:?} {request:?}: close_notify");
        }
    }
}

/// A client that did not set TCP_NODELAY sends its request when its Finished is acknowledged; a system that has nothing else to
/// say waits 40 ms with that.
#[cfg(target_os = "linux")]
#[test]
fn a_client_without_nodelay_does_not_wait_for_an_acknowledgement() {
    let club = Club::new();
    let door = door(&club);
    let once = || {
        let (mut seen, shaken) = Seen::connect(door.addr(), club.client(), "localhost");
        assert_eq!(shaken, Ok(()));
        assert!(!seen.socket.nodelay().expect("an option"));
        let asked = Instant::now();
        let (answer, _) = seen.ask("GET / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n");
        assert!(answer.ends_with(b"fluffy tail"));
        asked.elapsed()
    };
    // A machine that is busy may hold up any of them, and the system delays none of them by less than 40 ms.
    let quickest = (0..8).map(|_| once()).min().expect("some");
    assert!(quickest < Duration::from_millis(35), "{quickest:?}");
}
