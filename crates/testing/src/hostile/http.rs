//! HTTP/1.1, lesson 2's tokens and lesson 3's frames.

use wirewalk::recording::Side::{Client, Server};

use super::wire::{Wire, noise, times};
use super::{Hostile, Kind, kind};

const GET: &str = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

pub const KINDS: &[Kind] = &[
    kind("1xx", 400, |n| answered(&["HTTP/1.1 100 Continue\r\n\r\n".repeat(n).as_str(), OK].concat(), 1448)),
    kind("chunk1", 1000, |n| answered(&format!("{CHUNKED}{}0\r\n\r\n", "1\r\na\r\n".repeat(n)), 1448)),
    kind("chunk_zeros", 40_000, |n| answered(&format!("{CHUNKED}{}1\r\na\r\n0\r\n\r\n", "0".repeat(n)), 1448)),
    kind("cookies", 2000, |n| {
        asked(&format!("GET / HTTP/1.1\r\nHost: a\r\nCookie: {}\r\n\r\n", "a=b; ".repeat(n)), 1448)
    }),
    kind("headers", 800, |n| asked(&format!("GET / HTTP/1.1\r\nHost: a\r\n{}\r\n", "A: b\r\n".repeat(n)), 1448)),
    kind("emptylines", 20_000, |n| asked(&format!("{}{GET}", "\r\n".repeat(n)), 40)),
    kind("keepalive", 150, |n| {
        let mut wire = Wire::new();
        let mut flow = wire.open(0, 80);
        for _ in 0..n {
            wire.say(&mut flow, Client, GET.as_bytes());
            wire.say(&mut flow, Server, OK.as_bytes());
        }
        wire.into()
    }),
    kind("pipeline", 150, |n| Wire::of(80, 1448, &[(Client, &times(GET, n)), (Server, &times(OK, n))]).into()),
    kind("pipeline_req", 300, |n| Wire::of(80, 1448, &[(Client, &times(GET, n))]).into()),
    kind("earlyclose", 150, |n| {
        let mut wire = Wire::new();
        for number in 0..n {
            let mut flow = wire.open(number, 80);
            wire.say(&mut flow, Client, &GET.as_bytes()[..9]);
            wire.close(&mut flow);
        }
        wire.into()
    }),
    kind("many", 100, |n| {
        let mut wire = Wire::new();
        let mut flows: Vec<_> = (0..n).map(|number| wire.open(number, 80)).collect();
        flows.iter_mut().for_each(|flow| wire.say(flow, Client, GET.as_bytes()));
        flows.iter_mut().for_each(|flow| wire.say(flow, Server, OK.as_bytes()));
        wire.into()
    }),
    kind("many_tinyline", 2000, |n| {
        let mut wire = Wire::new();
        let mut flows: Vec<_> = (0..10).map(|number| wire.open(number, 80)).collect();
        for _ in 0..n / 10 {
            flows.iter_mut().for_each(|flow| wire.say(flow, Client, b"G"));
        }
        wire.into()
    }),
    kind("httplost", 60_000, |n| lost(n, 1448)),
    kind("httplost_tiny", 1500, |n| lost(n, 1)),
    kind("garb_client", 60_000, |n| Wire::of(80, 1448, &[(Client, &noise(n))]).into()),
    kind("garb_big", 60_000, |n| Wire::of(80, 1448, &[(Client, &noise(n)), (Server, &noise(n))]).into()),
    kind("garb_small", 1500, |n| Wire::of(80, 1, &[(Client, &noise(n)), (Server, &noise(n))]).into()),
    kind("tinyhead", 1500, |n| asked(&format!("GET / HTTP/1.1\r\nA: {}\r\n\r\n", "b".repeat(n)), 1)),
    kind("tinyhead_noend", 1500, |n| asked(&format!("GET / HTTP/1.1\r\nA: {}", "b".repeat(n)), 1)),
    kind("tinyheadlines", 500, |n| asked(&format!("GET / HTTP/1.1\r\n{}", "a:\r\n".repeat(n)), 1)),
    kind("tinyline", 1500, |n| asked(&format!("GET /{}", "a".repeat(n)), 1)),
    kind("tinychunkline", 1500, |n| answered(&format!("{CHUNKED}1;{}", "a".repeat(n)), 1)),
    kind("tinybody", 1500, |n| {
        answered(&format!("HTTP/1.1 200 OK\r\nContent-Length: {n}\r\n\r\n{}", "a".repeat(n)), 1)
    }),
    kind("tinyresp", 1500, |n| answered(&format!("HTTP/1.1 200 OK\r\n\r\n{}", "a".repeat(n)), 1)),
    kind("tinyunknown", 1500, |n| Wire::of(4444, 1, &[(Server, &times("a", n)), (Client, &times("b", n))]).into()),
    kind("fernet", 25, |n| {
        let token = format!("gAAAAA{}==", "B".repeat(130));
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{token}", token.len());
        Wire::of(5985, 1448, &[(Client, &times(GET, n)), (Server, &times(&answer, n))]).into()
    }),
    kind("dh", 150, |n| {
        let key = [&b"WW3\x01\x01\x00\x20"[..], &[9; 32]].concat();
        let token = [&b"WW3\x01\x02\x00\x80gAAAAA"[..], &[b'B'; 122]].concat();
        let server = [key.clone(), token.repeat(n)].concat();
        Wire::of(5983, 1448, &[(Client, &key), (Server, &server)]).into()
    }),
];

const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

fn asked(request: &str, segment: usize) -> Hostile {
    Wire::of(80, segment, &[(Client, request.as_bytes())]).into()
}

fn answered(answer: &str, segment: usize) -> Hostile {
    Wire::of(80, segment, &[(Client, GET.as_bytes()), (Server, answer.as_bytes())]).into()
}

/// Something is missing, and what follows begins nothing.
fn lost(len: usize, segment: usize) -> Hostile {
    let mut wire = Wire::new();
    let mut flow = wire.open(0, 80);
    wire.say(&mut flow, Client, GET.as_bytes());
    wire.say(&mut flow, Server, b"HTTP/1.1 200 OK\r\nContent-Le");
    flow.skip(Server, 1000);
    wire.say_in(&mut flow, Server, &times("abc HTTP/1", len / 10), segment);
    wire.close(&mut flow);
    wire.into()
}
