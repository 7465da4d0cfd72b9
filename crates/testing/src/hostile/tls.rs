//! TLS: records and handshake messages without content, in pieces, and full to the brim.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use wirewalk::recording::Side::{Client, Server};

use super::files::line;
use super::wire::{Wire, noise};
use super::{Hostile, Kind, kind};

const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;
const DATA: u8 = 23;
/// The longest content of a record (RFC 8446 §5.1).
const LONGEST: usize = 1 << 14;

pub const KINDS: &[Kind] = &[
    kind("hs0", 1000, |n| server(&records(HANDSHAKE, &[0; 4].repeat(n), LONGEST), 1448)),
    kind("hsmany", 200, |n| server(&records(HANDSHAKE, &handshake(14, &[1, 2, 3]).repeat(n), LONGEST), 1448)),
    kind("hsfrag", 100, |n| server(&records(HANDSHAKE, &handshake(4, &[7; 10]).repeat(n), 1), 1448)),
    kind("hsbigtiny", 800, |n| server(&records(HANDSHAKE, &handshake(4, &noise(n)), 1), 1448)),
    kind("rec0", 500, |n| server(&record(DATA, &[]).repeat(n), 1448)),
    kind("rec1", 500, |n| server(&record(DATA, &[1]).repeat(n), 1448)),
    kind("alerts", 500, |n| server(&record(ALERT, &[1, 0]).repeat(n), 1448)),
    kind("cc", 500, |n| Wire::of(443, 1448, &[(Client, &hello(&[], 0)), (Client, &record(20, &[1]).repeat(n))]).into()),
    kind("ccs", 500, |n| server(&record(20, &[1]).repeat(n), 1448)),
    kind("tls", 100_000, |n| server(&records(DATA, &noise(n), LONGEST), 1448)),
    kind("tlstiny", 1500, |n| server(&records(DATA, &noise(n), 100), 1)),
    kind("12", 60_000, |n| {
        let said = [server_hello(0xc02f, &[]), record(20, &[1]), records(DATA, &noise(n), 1000)].concat();
        Wire::of(443, 1448, &[(Client, &hello(&[], 0)), (Server, &said)]).into()
    }),
    kind("t13", 60, |n| keyed(n, &records(DATA, &noise(200), 40))),
    kind("sh13", 150, |n| server(&server_hello(0x1301, &[0, 43, 0, 2, 3, 4]).repeat(n), 1448)),
    kind("ciphers", 2000, |n| Wire::of(443, 1448, &[(Client, &hello(&[], n.min(32_000)))]).into()),
    kind("exts", 1000, |n| {
        Wire::of(443, 1448, &[(Client, &hello(&[0x5a, 0x5b, 0, 0].repeat(n.min(16_000)), 0))]).into()
    }),
    kind("summary_alpn", 2000, |n| {
        let names = [1, b'a'].repeat(n.min(32_000));
        let list = [&u16s(names.len()), &names[..]].concat();
        Wire::of(443, 1448, &[(Client, &hello(&[&[0, 16][..], &u16s(list.len()), &list].concat(), 0))]).into()
    }),
    kind("sessid", 100, |n| {
        let mut wire = Wire::new();
        for number in 0..n {
            let mut flow = wire.open(number, 443);
            wire.say(&mut flow, Client, &hello(&[], 0));
            wire.say(&mut flow, Server, &server_hello(0xc02f, &[]));
        }
        wire.into()
    }),
    kind("conn_keys", 60, |n| Hostile { keys: (0..n).map(line).collect(), ..keyed(n, &[]) }),
    kind("ech_orphans", 100, |n| orphaned(n, 2000)),
    kind("ech_keys", 100, |n| orphaned(20, n)),
    kind("certs", 100, |n| certificates(&der(0x30, &[2, 1, 1]), n)),
    kind("certs0", 500, |n| certificates(&[], n)),
    kind("cert12", 200, |n| certificates(&certificate(&der(0x30, &extension(&[1, 2]).repeat(n)), &[]), 1)),
    kind("san", 500, |n| certificates(&certificate(&der(0x30, &sans(n)), &[]), 1)),
    kind("cert_san", 100, |n| certificates(&certificate(&der(0x30, &sans(n)), &[]), 3)),
    kind("sans", 1000, |n| {
        let mut wire = Wire::new();
        for number in 0..n / 500 {
            let mut flow = wire.open(number, 443);
            wire.say(&mut flow, Client, &hello(&[], 0));
            wire.say(&mut flow, Server, &server_hello(0xc02f, &[]));
            wire.say(&mut flow, Server, &certificate_message(&certificate(&der(0x30, &sans(500)), &[]), 1));
        }
        wire.into()
    }),
    kind("rdn", 250, |n| certificates(&certificate(&[], &rdn().repeat(n)), 1)),
    kind("derdeep", 300, |n| certificates(&nested(0x30, n), 1)),
    kind("derdeep_oct", 300, |n| certificates(&nested(0x24, n), 1)),
    kind("derdeep_indef", 1000, |n| certificates(&[0x30, 0x80].repeat(n), 1)),
    kind("ccbomb", 300_000, |n| {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
        zlib.write_all(&vec![0; n]).expect("memory takes everything");
        let bytes = zlib.finish().expect("memory takes everything");
        let body = [&[0, 1][..], &u24s(n), &u24s(bytes.len()), &bytes].concat();
        server(&records(HANDSHAKE, &handshake(25, &body), LONGEST), 1448)
    }),
];

fn u16s(n: usize) -> [u8; 2] {
    (n as u16).to_be_bytes()
}

fn u24s(n: usize) -> [u8; 3] {
    let [_, high, middle, low] = (n as u32).to_be_bytes();
    [high, middle, low]
}

fn record(kind: u8, content: &[u8]) -> Vec<u8> {
    [&[kind, 3, 3][..], &u16s(content.len()), content].concat()
}

fn records(kind: u8, content: &[u8], longest: usize) -> Vec<u8> {
    content.chunks(longest).flat_map(|piece| record(kind, piece)).collect()
}

fn handshake(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind][..], &u24s(body.len()), body].concat()
}

/// A ClientHello with these extensions and so many suites more than one.
fn hello(extensions: &[u8], suites: usize) -> Vec<u8> {
    hello_of(1, extensions, suites)
}

fn hello_of(number: usize, extensions: &[u8], suites: usize) -> Vec<u8> {
    let random = (0..32).map(|i| if i < 24 { 0 } else { (number as u64).to_be_bytes()[i - 24] });
    let suites = [0x13, 0x01].repeat(suites + 1);
    let body = [
        &[3, 3][..],
        &random.collect::<Vec<u8>>(),
        &[0],
        &u16s(suites.len()),
        &suites,
        &[1, 0],
        &u16s(extensions.len()),
        extensions,
    ];
    records(HANDSHAKE, &handshake(1, &body.concat()), LONGEST)
}

fn server_hello(suite: u16, extensions: &[u8]) -> Vec<u8> {
    let body = [&[3, 3][..], &[9; 32], &[0], &suite.to_be_bytes(), &[0], &u16s(extensions.len()), extensions];
    record(HANDSHAKE, &handshake(2, &body.concat()))
}

/// What a server says to an honest hello.
fn server(said: &[u8], segment: usize) -> Hostile {
    Wire::of(443, segment, &[(Client, &hello(&[], 0)), (Server, said)]).into()
}

/// Connections whose hello has an encrypted one in it, and this many secrets of connections that nobody saw.
fn orphaned(n: usize, secrets: usize) -> Hostile {
    let ech = [&[0, 0, 1, 0, 1, 7, 0, 0, 0, 16][..], &[9; 16]].concat();
    let said = hello(&[&[0xfe, 0x0d][..], &u16s(ech.len()), &ech].concat(), 0);
    let answer = [server_hello(0x1301, &[0, 43, 0, 2, 3, 4]), record(DATA, &noise(64))].concat();
    let mut wire = Wire::new();
    for number in 0..n {
        let mut flow = wire.open(number, 443);
        wire.say(&mut flow, Client, &said);
        wire.say(&mut flow, Server, &answer);
    }
    let line = |number: usize| format!("SERVER_HANDSHAKE_TRAFFIC_SECRET {number:064x} {:064x}\n", number + 1);
    Hostile { keys: (1..=secrets).map(line).collect(), ..wire.into() }
}

/// Connections for which keys are there that open nothing.
fn keyed(n: usize, said: &[u8]) -> Hostile {
    let mut wire = Wire::new();
    for number in 0..n {
        let mut flow = wire.open(number, 443);
        wire.say(&mut flow, Client, &hello_of(number, &[], 0));
        wire.say(&mut flow, Server, &server_hello(0x1301, &[0, 43, 0, 2, 3, 4]));
        wire.say(&mut flow, Server, said);
    }
    let keys = (0..n).map(|i| line(i).replace("CLIENT", "SERVER")).collect();
    Hostile { keys, ..wire.into() }
}

/// A server that sends this certificate, so many times.
fn certificates(certificate: &[u8], n: usize) -> Hostile {
    server(&[server_hello(0xc02f, &[]), certificate_message(certificate, n)].concat(), 1448)
}

/// A Certificate message of TLS 1.2 with this certificate, so many times.
fn certificate_message(certificate: &[u8], n: usize) -> Vec<u8> {
    let list = [&u24s(certificate.len())[..], certificate].concat().repeat(n);
    records(HANDSHAKE, &handshake(11, &[&u24s(list.len())[..], &list].concat()), LONGEST)
}

fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let len = content.len() as u32;
    let len = match len {
        0..0x80 => vec![len as u8],
        _ => [&[0x84][..], &len.to_be_bytes()].concat(),
    };
    [&[tag][..], &len, content].concat()
}

/// An element in an element, so many deep.
fn nested(tag: u8, depth: usize) -> Vec<u8> {
    let mut all = Vec::new();
    for left in (0..depth).rev() {
        all.extend([&[tag, 0x84][..], &(left as u32 * 6).to_be_bytes()].concat());
    }
    all
}

fn extension(content: &[u8]) -> Vec<u8> {
    der(0x30, &[&[6, 3, 0x55, 0x1d, 0x63][..], &der(4, content)].concat())
}

/// subjectAltName with so many names.
fn sans(n: usize) -> Vec<u8> {
    let names = der(0x30, &[0x82, 3, b'a', b'.', b'b'].repeat(n));
    der(0x30, &[&[6, 3, 0x55, 0x1d, 0x11][..], &der(4, &names)].concat())
}

/// CN=a, as an RDN.
fn rdn() -> Vec<u8> {
    der(0x31, &der(0x30, &[6, 3, 0x55, 4, 3, 12, 1, b'a']))
}

/// A certificate with these extensions and this subject; nobody signed it.
fn certificate(extensions: &[u8], subject: &[u8]) -> Vec<u8> {
    let algorithm = der(0x30, &[6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]);
    let time = |text: &[u8]| der(0x17, text);
    let validity = der(0x30, &[time(b"250101000000Z"), time(b"350101000000Z")].concat());
    let key = der(0x30, &[der(0x30, &[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]), der(3, &[0, 4])].concat());
    let body = [
        &[0xa0, 3, 2, 1, 2, 2, 1, 1][..],
        &algorithm,
        &der(0x30, &rdn()),
        &validity,
        &der(0x30, subject),
        &key,
        &der(0xa3, extensions),
    ];
    der(0x30, &[der(0x30, &body.concat()), algorithm, der(3, &[0, 1])].concat())
}
