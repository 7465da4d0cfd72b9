//! Tunnels: CONNECT, SOCKS, the PROXY protocol.

use wirewalk::recording::Side::{Client, Server};

use super::wire::{Wire, noise};
use super::{Hostile, Kind, kind};

const CONNECT: &str = "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n";
const OK: &str = "HTTP/1.1 200 OK\r\n\r\n";
const SOCKS: &[u8] = b"\x04\x01\x24\xe3\x7f\0\0\x01\0";
const GRANTED: &[u8] = &[0, 90, 0, 0, 0, 0, 0, 0];

pub const KINDS: &[Kind] = &[
    kind("connect_in_connect", 150, |n| {
        let mut wire = Wire::new();
        let mut flow = wire.open(0, 8080);
        for _ in 0..n {
            wire.say(&mut flow, Client, CONNECT.as_bytes());
            wire.say(&mut flow, Server, OK.as_bytes());
        }
        wire.into()
    }),
    kind("connect_early", 60_000, |n| {
        Wire::of(8080, 1448, &[(Client, CONNECT.as_bytes()), (Client, &noise(n)), (Server, OK.as_bytes())]).into()
    }),
    kind("connect_early_tiny", 1500, |n| {
        Wire::of(8080, 1, &[(Client, CONNECT.as_bytes()), (Client, &noise(n)), (Server, OK.as_bytes())]).into()
    }),
    kind("socks_in_tunnel_tiny", 1500, |n| {
        Wire::of(1080, 1, &[(Client, SOCKS), (Server, GRANTED), (Client, &noise(n)), (Server, &noise(n))]).into()
    }),
    kind("socks_unanswered", 1500, |n| Wire::of(1080, 1, &[(Client, SOCKS), (Client, &noise(n))]).into()),
    kind("proxy_values", 8000, |n| proxied(&[5, 0, 0].repeat(n.min(20_000)))),
    kind("proxy_server_first", 1500, |n| Wire::of(80, 1, &[(Client, b"PROXY "), (Server, &noise(n))]).into()),
    kind("proxies", 150, |n| {
        let mut wire = Wire::new();
        for number in 0..n {
            let mut flow = wire.open(number, 80);
            wire.say(&mut flow, Client, b"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
            wire.close(&mut flow);
        }
        wire.into()
    }),
];

/// A binary header with these additional values.
fn proxied(values: &[u8]) -> Hostile {
    let len = (12 + values.len()) as u16;
    let header = [&b"\r\n\r\n\0\r\nQUIT\n\x21\x11"[..], &len.to_be_bytes(), &[7; 12], values].concat();
    Wire::of(80, 1448, &[(Client, &header)]).into()
}
