//! Whatever happens to the bytes: no panic, every byte in exactly one leaf, and the same messages however they are cut.

use bytes::Bytes;
use proptest::prelude::*;
use wirewalk::dissect::{Message, tiling};
use wirewalk::fernet::{Key, encrypt_at};
use wirewalk::recording::{Secrets, Side, What, WireEvent};
use wirewalk_testing::tunnels::Script;
use wirewalk_testing::wire::*;
use wirewalk_testing::{dns, grpc, starttls, websocket};

fn key() -> Key {
    Key::from_bytes([7; 32])
}

/// Conversations that use everything the dissector knows.
fn conversations() -> Vec<Vec<WireEvent>> {
    let token = encrypt_at(&key(), b"fluffy tail", NOW - 3);
    let length = token.len();
    let service = dns::record(&dns::OWNER, dns::HTTPS, dns::service("cover.example"));
    vec![
        vec![
            c("GET /a?x=1&y=2 HTTP/1.1\r\nHost: localhost:5985\r\nCookie: a=b; c=d\r\nX-Odd:  1 \r\n\r\n"),
            s(format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nVary: *\r\n\r\n{token}")),
            c("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"),
            s("HTTP/1.1 100 Continue\r\n\r\n"),
            c("a=b"),
            s("HTTP/1.1 204 No Content\r\n\r\n"),
            c("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
            s("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.0 200 OK\r\n\r\nuntil the end"),
            close(),
        ],
        vec![
            c("PUT /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\n\r\n"),
            s("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n"),
            s(format!("2\r\n{}\r\n{:x}\r\n{}\r\n0\r\nX-T: 1\r\n\r\n", &token[..2], length - 2, &token[2..])),
            c("GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n"),
            s("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\u{81}\u{5}hello"),
            c("\u{81}\u{5}hello"),
            close(),
        ],
        vec![
            c("\r\nGET / HTTP/1.1\nHost : a\nHost: b\nA: 1\n 2\nNo colon\nContent-Length: 1\nContent-Length: +2\n\n"),
            s(
                "HTTP/1.1 200\r\nTransfer-Encoding: gzip, chunked\r\nContent-Length: 4\r\n\r\n5 \nhello\n0\r\n\r\nrubbish\n",
            ),
            c("XGET / HTTP/1.1\r\n\r\nCONNECT b:443 HTTP/1.1\r\nHost: b:443\r\n\r\n"),
            s("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"),
            c("GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
            event(Side::Server, What::Reset),
        ],
        vec![c("\u{16}\u{3}\u{1}not http"), s("either"), c("more"), close()],
        vec![
            c("CONNECT b:443 HTTP/1.1\r\nHost: b:443\r\n\r\nGET /early HTTP/1.1\r\nHost: b\r\n\r\n"),
            s("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"),
            c("GET / HTTP/1.1\r\nHost: b\r\n\r\n"),
            s("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
            close(),
        ],
        vec![
            c([5, 2, 0, 2]),
            s([5, 2]),
            c("\u{1}\u{5}alice\u{6}walnut"),
            s([1, 0]),
            c([5, 1, 0, 3, 1, b'b', 0, 80]),
            s([5, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 80]),
            c("GET / HTTP/1.1\r\nHost: b\r\n\r\n"),
            s("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
            close(),
        ],
        vec![
            c("\u{4}\u{1}\0\u{50}\0\0\0\u{1}alice\0b\0"),
            s([0, 90, 0, 80, 0, 0, 0, 0]),
            c("PROXY TCP6 ::1 ::2 1 2\r\nGET / HTTP/1.1\r\nHost: b\r\n\r\n"),
            s("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
            close(),
        ],
        vec![
            c(b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x1e\x01\x02\x03\x04\x05\x06\x07\x08\0\x01\0\x02\x02\0\x01b\x20\0\x0b\x01\0\0\0\0\x21\0\x03TLS"),
            c("GET / HTTP/1.1\r\nHost: b\r\n\r\n"),
            s("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
            close(),
        ],
        vec![
            c(dns::framed(dns::query(1, "a.example", dns::A))),
            s(dns::framed(dns::answer(1, dns::NXDOMAIN, "a.example", dns::A, &[]))),
            c(dns::framed(dns::query(2, "b.example", dns::HTTPS))),
            s(dns::framed(dns::answer(2, dns::ANSWER, "b.example", dns::HTTPS, &[service]))),
            close(),
        ],
    ]
    .into_iter()
    .chain([websocket::deflated(), grpc::calls()])
    .chain(before_tls())
    .collect()
}

/// Protocols that may go over into TLS: on their ways there, and in the clear.
fn before_tls() -> impl Iterator<Item = Vec<WireEvent>> {
    let hello = (Side::Client, b"\x16\x03\x01\0\x02\x01\0".to_vec());
    let ways = starttls::ways().into_iter().map(move |(_, way)| way.into_iter().chain([hello.clone()]).collect());
    let clear = starttls::clear().into_iter().map(|(_, _, said)| said);
    ways.chain(clear).map(|said: Script| {
        let said = said.into_iter().map(|(side, bytes)| event(side, What::Bytes(bytes.into())));
        said.chain([close()]).collect()
    })
}

fn secrets() -> Secrets {
    Secrets::none().with_fernet(key())
}

/// Eve's messages, after checking that the insider sees the same ones and that no byte is lost.
fn check(events: &[WireEvent]) -> Vec<Message> {
    let eve = messages(events);
    let insider = messages_with(events, &secrets());
    assert_eq!(eve.len(), insider.len());
    for (eve, insider) in eve.iter().zip(&insider) {
        assert_eq!(
            (eve.index, eve.side, eve.at, eve.offset),
            (insider.index, insider.side, insider.at, insider.offset)
        );
        assert_eq!(eve.sources[..], insider.sources[..eve.sources.len()]);
    }
    every_byte_comes_out(events, &eve);
    eve
}

fn every_byte_comes_out(events: &[WireEvent], messages: &[Message]) {
    for side in [Side::Client, Side::Server] {
        let sent: Vec<u8> = events.iter().filter(|e| e.side == side).flat_map(|e| bytes_of(e).to_vec()).collect();
        let seen: Vec<u8> = messages.iter().filter(|m| m.side == side).flat_map(|m| m.wire().to_vec()).collect();
        assert!(sent == seen, "the {side} sent {} bytes, {} came out", sent.len(), seen.len());
    }
}

fn bytes_of(event: &WireEvent) -> Bytes {
    match &event.what {
        What::Bytes(bytes) => bytes.clone(),
        _ => Bytes::new(),
    }
}

fn with_bytes(event: &WireEvent, bytes: Bytes) -> WireEvent {
    WireEvent { what: What::Bytes(bytes), ..event.clone() }
}

/// The event that byte number `at` of all is in, and where in it.
fn locate(events: &[WireEvent], at: usize) -> (usize, usize) {
    let mut before = 0;
    for (nth, event) in events.iter().enumerate() {
        let len = bytes_of(event).len();
        if at < before + len {
            return (nth, at - before);
        }
        before += len;
    }
    (events.len(), 0)
}

fn total(events: &[WireEvent]) -> usize {
    events.iter().map(|e| bytes_of(e).len()).sum()
}

#[test]
fn untouched_conversations_tile() {
    conversations().iter().for_each(|events| drop(check(events)));
}

#[test]
fn every_truncation_tiles_however_it_ends() {
    let endings = [None, Some(What::Close), Some(What::Reset), Some(What::HalfClose)];
    for events in conversations() {
        for at in 0..total(&events) {
            let (nth, inside) = locate(&events, at);
            let mut cut = events[..nth].to_vec();
            cut.push(with_bytes(&events[nth], bytes_of(&events[nth]).slice(..inside)));
            for ending in &endings {
                let mut events = cut.clone();
                events.extend(ending.iter().map(|what| event(Side::Server, what.clone())));
                check(&events);
            }
        }
    }
}

#[test]
fn every_change_of_one_byte_tiles() {
    for events in conversations() {
        for at in 0..total(&events) {
            let (nth, inside) = locate(&events, at);
            let original = bytes_of(&events[nth]);
            // Of the values that mean something somewhere, each byte takes every other one, and its neighbour the rest.
            let told =
                [0, b'\n', b'\r', b' ', b':', b'0', b'A', b'f', b'=', 0x80, 0xff].into_iter().skip(at % 2).step_by(2);
            for value in told.chain([original[inside] ^ 1]) {
                let mut changed = original.to_vec();
                changed[inside] = value;
                let mut events = events.clone();
                events[nth] = with_bytes(&events[nth], changed.into());
                check(&events);
            }
        }
    }
}

#[test]
fn a_gap_anywhere_tiles() {
    for events in conversations() {
        for at in 0..total(&events) {
            let (nth, inside) = locate(&events, at);
            let all = bytes_of(&events[nth]);
            for len in [1, 5, 40] {
                let end = (inside + len).min(all.len());
                let pieces = [
                    with_bytes(&events[nth], all.slice(..inside)),
                    WireEvent { what: What::Gap((end - inside) as u64), ..events[nth].clone() },
                    with_bytes(&events[nth], all.slice(end..)),
                ];
                let events = [&events[..nth], &pieces, &events[nth + 1..]].concat();
                let gaps = check(&events).iter().filter(|m| m.find_id("wirewalk.gap").is_some()).count();
                assert_eq!(gaps, 1);
            }
        }
    }
}

/// The same events, cut anew: `lengths` in turn, each at least 1.
fn recut(events: &[WireEvent], lengths: &[usize]) -> Vec<WireEvent> {
    let mut lengths = lengths.iter().copied().cycle();
    let mut cut = Vec::new();
    for event in events {
        let mut rest = bytes_of(event);
        if rest.is_empty() {
            cut.push(event.clone());
        }
        while !rest.is_empty() {
            let len = lengths.next().unwrap_or(1).clamp(1, rest.len());
            cut.push(with_bytes(event, rest.split_to(len)));
        }
    }
    cut
}

#[test]
fn messages_are_the_same_however_the_bytes_are_cut() {
    for events in conversations() {
        let whole = messages_with(&events, &secrets());
        for lengths in [vec![1], vec![2], vec![3], vec![1, 7], vec![64], vec![11, 1, 1]] {
            assert_same(&whole, &messages_with(&recut(&events, &lengths), &secrets()));
        }
    }
}

#[test]
fn long_bodies_are_the_same_however_they_are_cut() {
    let body = "0123456789abcdef\n".repeat(9_000);
    let chunks: String = [70_000, 65_536, 1, 65_537].map(|n| format!("{n:x}\r\n{}\r\n", &body[..n])).concat();
    let exact = &body[..65_536];
    let answers = [
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}HTTP/1.1 204 No\r\n\r\n", body.len()),
        format!("HTTP/1.1 200 OK\r\nContent-Length: 65536\r\n\r\n{exact}HTTP/1.1 204 No\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\n\r\n{body}"),
        format!("HTTP/1.1 200 OK\r\n\r\n{exact}"),
        format!("{body}{body}HTTP/1.1 204 No\r\n\r\n{body}"),
        format!("HTTP/1.1 200 {body}"),
        format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\nx", "y".repeat(300_000)),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;{body}"),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n{}", body.replace('\n', ": x\n")),
    ];
    for answer in answers {
        let events = [c("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), s(&answer), close()];
        let whole = check(&events);
        for lengths in [vec![16_384], vec![65_536], vec![1460], vec![65_535, 2], vec![100_000], vec![131_073]] {
            assert_same(&whole, &messages(&recut(&events, &lengths)));
        }
        assert!(whole.iter().all(|m| m.wire().len() <= 256 * 1024), "a message of more than 256 KiB");
    }
}

fn assert_same(left: &[Message], right: &[Message]) {
    if let Some(differ) = (0..left.len().max(right.len())).find(|i| left.get(*i) != right.get(*i)) {
        let show = |m: Option<&Message>| m.map(tree).unwrap_or_default().chars().take(2000).collect::<String>();
        panic!("message {differ} differs:\n{}\n{}", show(left.get(differ)), show(right.get(differ)));
    }
}

#[test]
fn a_missing_byte_a_doubled_byte_and_a_byte_of_another_message_are_found() {
    let good = messages(&[c("GET / HTTP/1.1\r\nHost: a\r\n\r\n")]).remove(0);
    assert_eq!(tiling::check(&good), Ok(()));
    let mut missing = good.clone();
    missing.fields.remove(1);
    assert!(tiling::check(&missing).is_err_and(|e| e.contains("byte 16 is due")), "a field is missing");
    let mut doubled = good.clone();
    doubled.fields[0].children[0].span.range.end += 1;
    assert!(tiling::check(&doubled).is_err_and(|e| e.contains("inside wirewalk.http.request_line")));
    let mut strange = good.clone();
    strange.fields[0].children[0].span.message = 5;
    assert!(tiling::check(&strange).is_err_and(|e| e.contains("message 5")));
    let mut short = good.clone();
    short.sources[0].bytes = short.sources[0].bytes.slice(1..);
    assert!(tiling::check(&short).is_err());
    let mut bits = good;
    bits.fields[0].children[1].span.bits = Some(0..7);
    assert!(tiling::check(&bits).is_err_and(|e| e.contains("bit 7")));
}

/// Events of random bytes that look like HTTP often enough to reach deep.
fn anything() -> impl Strategy<Value = Vec<WireEvent>> {
    let word = prop_oneof![
        8 => proptest::sample::select(vec![
            "GET / HTTP/1.1\r\n", "POST /a?b HTTP/1.1\r\n", "CONNECT a:1 HTTP/1.1\r\n", "HEAD / HTTP/1.0\n", "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 101 S\r\n", "HTTP/1.1 304 N\r\n", "Host: a\r\n", "Content-Length: 5\r\n", "Content-Length: 70000\r\n", "\r\n", "\n",
            "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n", "0\r\n", "hello", " folded\r\n", "gAAAAABlU_EP", "ffffffffffffffff\r\n",
        ]).prop_map(|w| w.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..20),
    ];
    let bytes = proptest::collection::vec(word, 0..8).prop_map(|words| What::Bytes(words.concat().into()));
    let what = prop_oneof![
        12 => bytes,
        1 => (0u64..100).prop_map(What::Gap),
        1 => Just(What::Gap(u64::MAX)),
        1 => Just(What::HalfClose),
        1 => Just(What::Reset),
    ];
    let side = prop_oneof![Just(Side::Client), Just(Side::Server)];
    proptest::collection::vec((side, what).prop_map(|(side, what)| event(side, what)), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn anything_at_all_tiles_and_is_the_same_however_it_is_cut(
        events in anything(),
        lengths in proptest::collection::vec(1usize..30, 1..6),
    ) {
        let whole = check(&events);
        assert_same(&whole, &messages(&recut(&events, &lengths)));
    }
}
