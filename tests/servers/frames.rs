//! Lesson 3's server and client against whoever does not keep to the framing.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use wirewalk::exchange::{LOW_ORDER, PrivateKey, PublicKey};
use wirewalk::frames::{FrameError, HEADER, Kind, LONGEST, Limits, Listener, MAGIC, VERSION, Wire, frame, header};
use wirewalk::lesson3::{alice, bob};

const LOOPBACK: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

fn fresh() -> PrivateKey {
    PrivateKey::random_from_rng(&mut rand::rng())
}

fn bobs_server() -> Listener {
    Listener::open(LOOPBACK.into(), Limits::default(), |wire| bob(wire, fresh(), "fluffy tail"), |_, _| {})
        .expect("a port")
}

fn connect(addr: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(addr).expect("somebody listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    stream
}

/// What the server says to these bytes, up to the end of the connection; `done`: we say no more.
fn say(addr: SocketAddr, bytes: &[u8], done: bool) -> Vec<u8> {
    let mut stream = connect(addr);
    stream.write_all(bytes).expect("the server reads");
    if done {
        stream.shutdown(std::net::Shutdown::Write).expect("still open");
    }
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the server answers and closes, in order");
    answer
}

/// The frames of an answer: types and bodies.
fn frames(mut bytes: &[u8]) -> Vec<(Kind, Vec<u8>)> {
    let mut frames = Vec::new();
    while let Some((head, rest)) = bytes.split_first_chunk::<HEADER>() {
        let (kind, length) = header(*head).expect("a frame");
        frames.push((kind, rest[..length].to_vec()));
        bytes = &rest[length..];
    }
    assert!(bytes.is_empty());
    frames
}

/// The reason of the refusal that ends an answer; there is never a token before it.
fn reason(answer: &[u8]) -> String {
    let frames = frames(answer);
    assert!(frames.iter().all(|(kind, _)| *kind != Kind::Token), "{frames:?}");
    let (kind, body) = frames.last().expect("an answer");
    assert_eq!(*kind, Kind::Refusal);
    String::from_utf8(body.clone()).expect("UTF-8")
}

#[test]
fn alice_hears_what_bob_says() {
    let server = bobs_server();
    for _ in 0..3 {
        assert_eq!(alice(&format!("tcp://{}", server.addr()), fresh()).expect("a message"), "fluffy tail");
    }
}

#[test]
fn public_keys_that_are_short_long_or_of_low_order_are_refused_with_a_reason() {
    let server = bobs_server();
    for length in [0, 1, 31, 33, 64, LONGEST] {
        let why = reason(&say(server.addr(), &frame(Kind::PublicKey, &vec![9; length]), false));
        assert!(why.contains(&format!("has {length} bytes")) && why.contains("32"), "{why}");
    }
    for point in LOW_ORDER {
        let why = reason(&say(server.addr(), &frame(Kind::PublicKey, &point), false));
        assert!(why.contains("low order"), "{why}");
    }
    assert_eq!(alice(&server.addr().to_string(), fresh()).expect("he still serves"), "fluffy tail");
}

#[test]
fn what_is_no_frame_or_not_due_is_refused_with_a_reason() {
    let server = bobs_server();
    let with = |at: usize, byte: u8| {
        let mut bytes = frame(Kind::PublicKey, &[9; 32]);
        bytes[at] = byte;
        bytes
    };
    for (bytes, word) in [
        (b"GET / HTTP/1.1\r\nHost: bob\r\n\r\n".to_vec(), "WW3"),
        (with(0, b'w'), "WW3"),
        (with(3, 2), "version 2"),
        (with(4, 9), "type 9"),
        (with(4, 2), "token"),
        (with(5, 0xff), "a reader accepts at most"),
    ] {
        let why = reason(&say(server.addr(), &bytes, false));
        assert!(why.contains(word), "{why}");
    }
    // Whoever hangs up needs no reason.
    for cut in [0, 3, HEADER, HEADER + 31] {
        assert!(say(server.addr(), &frame(Kind::PublicKey, &[9; 32])[..cut], true).is_empty(), "{cut}");
    }
}

#[test]
fn a_refusal_arrives_even_if_much_was_sent_behind_what_was_wrong() {
    let server = bobs_server();
    let mut bytes = frame(Kind::PublicKey, &[9; 31]);
    bytes.extend([0; 30_000]);
    assert!(reason(&say(server.addr(), &bytes, true)).contains("31 bytes"));
}

/// A peer that answers Alice with these bytes, whatever she says.
fn peer(answer: Vec<u8>) -> (SocketAddr, thread::JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind(LOOPBACK).expect("a port");
    let addr = listener.local_addr().expect("its address");
    let heard = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("alice calls");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        stream.write_all(&answer).expect("alice reads");
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut heard = Vec::new();
        let _ = stream.read_to_end(&mut heard);
        heard
    });
    (addr, heard)
}

#[test]
fn alice_refuses_bad_keys_too_and_says_why_to_both_sides() {
    for (key, word) in
        [(&[9; 31][..], "31 bytes"), (&[9; 33], "33 bytes"), (&LOW_ORDER[2], "low order"), (&[0; 32], "low")]
    {
        let (addr, heard) = peer(frame(Kind::PublicKey, key));
        let error = alice(&addr.to_string(), fresh()).expect_err("refused").to_string();
        assert!(error.contains(word), "{error}");
        let heard = heard.join().expect("the peer ends");
        assert!(reason(&heard).contains(word));
    }
}

#[test]
fn alice_refuses_a_token_under_another_key_and_tells_no_reason() {
    let token = wirewalk::fernet::encrypt(&wirewalk::fernet::generate(), b"fluffy tail");
    let answer = [frame(Kind::PublicKey, PublicKey::from(&fresh()).as_bytes()), frame(Kind::Token, token.as_bytes())];
    let (addr, heard) = peer(answer.concat());
    assert_eq!(alice(&addr.to_string(), fresh()).expect_err("refused").to_string(), "the token was refused");
    assert_eq!(reason(&heard.join().expect("the peer ends")), "this side cannot go on");
}

#[test]
fn a_reason_from_the_network_does_not_steer_the_terminal() {
    let (addr, _) = peer(frame(Kind::Refusal, b"\x1b[2Jnothing\r\n here \xff"));
    let error = alice(&addr.to_string(), fresh()).expect_err("refused").to_string();
    assert!(error.contains("nothing") && !error.contains(|c: char| c.is_control()), "{error:?}");
}

#[test]
fn those_who_say_nothing_do_not_keep_bob_from_the_others_and_are_given_up() {
    let limits = Limits { connections: 4, conversation: Duration::from_millis(800) };
    let talk = |wire: &mut Wire| bob(wire, fresh(), "fluffy tail");
    let server = Listener::open(LOOPBACK.into(), limits, talk, |_, _| {}).expect("a port");
    let mut silent: Vec<TcpStream> = (0..4).map(|_| connect(server.addr())).collect();
    // The fifth finds no seat, and is told so.
    let why = reason(&say_nothing(server.addr()));
    assert!(why.contains("too many"), "{why}");
    drop(silent.split_off(2));
    let served = (0..100).any(|_| {
        thread::sleep(Duration::from_millis(5));
        alice(&server.addr().to_string(), fresh()).is_ok()
    });
    assert!(served, "who hangs up gives the seat back");
    let mut answer = Vec::new();
    silent[0].read_to_end(&mut answer).expect("given up in order");
    assert!(reason(&answer).contains("too long"));
}

/// Connects, says no more, and reads what comes.
fn say_nothing(addr: SocketAddr) -> Vec<u8> {
    say(addr, b"", true)
}

#[test]
fn a_frame_reads_back_as_it_was_written() {
    for (kind, number) in [(Kind::PublicKey, 1), (Kind::Token, 2), (Kind::Refusal, 3)] {
        let bytes = frame(kind, b"body");
        assert_eq!(bytes, [&MAGIC[..], &[VERSION, number, 0, 4], b"body"].concat());
        let (back, length) = header(*bytes.first_chunk().expect("a header")).expect("a frame");
        assert_eq!((back, length), (kind, 4));
    }
    let long = frame(Kind::Token, &[0; 70_000]);
    assert_eq!(long.len(), HEADER + 65_535);
    assert!(matches!(header(*long.first_chunk().expect("a header")), Err(FrameError::TooLong(65_535))));
}
