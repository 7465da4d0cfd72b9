//! Packets of QUIC that no library would send: Initial packets with whatever frames, negotiations, Retries, and what only looks encrypted.

use rustls::Side;
use rustls::crypto::aws_lc_rs::cipher_suite::TLS13_AES_128_GCM_SHA256;
use rustls::quic::{Keys, Version};

use crate::tls_bytes::vector;

/// The connection id to which a client sends first, which its own packets then come from, and the server's.
pub const FIRST: &[u8] = b"\x01\x02\x03\x04\x05\x06\x07\x08";
/// See [`FIRST`].
pub const CLIENT: &[u8] = b"\xc1\xc1\xc1\xc1";
/// See [`FIRST`].
pub const SERVER: &[u8] = b"\x5e\x5e\x5e\x5e\x5e";

/// Bytes of a tag.
const TAG: usize = 16;
/// The first datagram of a client has so many bytes at least (RFC 9000 §14.1).
const LONGEST: usize = 1200;

/// A number of variable length.
pub fn number(number: u64) -> Vec<u8> {
    match number {
        0..=0x3f => vec![number as u8],
        0x40..=0x3fff => (number as u16 | 0x4000).to_be_bytes().to_vec(),
        0x4000..=0x3fff_ffff => (number as u32 | 0x8000_0000).to_be_bytes().to_vec(),
        _ => (number | 0xc000_0000_0000_0000).to_be_bytes().to_vec(),
    }
}

fn version(version: Version) -> u32 {
    if matches!(version, Version::V2) { 0x6b33_43cf } else { 1 }
}

/// A long header up to its connection ids.
fn long(first: u8, version: u32, to: &[u8], from: &[u8]) -> Vec<u8> {
    [&[first][..], &version.to_be_bytes(), &vector(1, to), &vector(1, from)].concat()
}

/// An Initial packet of one side, with this token and these frames, encrypted as it has to be.
pub fn initial(client: bool, packet: u8, token: &[u8], frames: &[u8]) -> Vec<u8> {
    initial_in(Version::V1, client, packet, token, frames)
}

/// The same in this version.
pub fn initial_in(v: Version, client: bool, packet: u8, token: &[u8], frames: &[u8]) -> Vec<u8> {
    let (to, from) = match client {
        true if packet == 0 => (FIRST, CLIENT),
        true => (SERVER, CLIENT),
        false => (CLIENT, SERVER),
    };
    let kind = if matches!(v, Version::V2) { 0xd0 } else { 0xc0 };
    let mut payload = frames.to_vec();
    // At least four bytes with the number, so that there is a sample.
    payload.resize(payload.len().max(3), 0);
    let len = number((1 + payload.len() + TAG) as u64);
    let token = [number(token.len() as u64), token.to_vec()].concat();
    let mut header = [long(kind, version(v), to, from), token, len, vec![packet]].concat();
    let suite = TLS13_AES_128_GCM_SHA256.tls13().expect("a suite of TLS 1.3");
    let side = if client { Side::Client } else { Side::Server };
    let keys = Keys::initial(v, suite, suite.quic.expect("for QUIC too"), FIRST, side).local;
    let tag = keys.packet.encrypt_in_place(packet.into(), &header, &mut payload).expect("a key that fits");
    payload.extend_from_slice(tag.as_ref());
    let sample = payload.get(3..3 + 16).expect("long enough").to_vec();
    let at = header.len() - 1;
    let (first, rest) = header.split_at_mut(1);
    keys.header.encrypt_in_place(&sample, &mut first[0], &mut rest[at - 1..]).expect("a sample that fits");
    [header, payload].concat()
}

/// A CRYPTO frame with these bytes of the handshake, from its beginning.
pub fn crypto(handshake: &[u8]) -> Vec<u8> {
    [&[6, 0][..], &number(handshake.len() as u64), handshake].concat()
}

/// A ClientHello for this name in a client's first datagram, filled up as it has to be.
pub fn hello(name: &str) -> Vec<u8> {
    hello_in(Version::V1, name, b"")
}

/// The same in this version, with this token.
pub fn hello_in(v: Version, name: &str, token: &[u8]) -> Vec<u8> {
    let mut frames = crypto(&client_hello(name));
    let around = long(0, 1, FIRST, CLIENT).len() + 8 + token.len() + TAG;
    frames.resize(LONGEST.saturating_sub(around).max(frames.len()), 0);
    initial_in(v, true, 0, token, &frames)
}

/// A ClientHello of TLS 1.3 that offers h3.
pub fn client_hello(name: &str) -> Vec<u8> {
    let extension = |kind: u16, body: &[u8]| [&kind.to_be_bytes()[..], &vector(2, body)].concat();
    let parameters = [[1, 2].as_slice(), &[0x40, 0x64], &[4, 4], &[0x80, 0, 0xff, 0xff], &[15, 4], CLIENT].concat();
    let more = [
        extension(16, &vector(2, vector(1, b"h3"))),
        extension(43, &[2, 3, 4]),
        extension(10, &[0, 2, 0, 29]),
        extension(51, &vector(2, [&[0, 29][..], &vector(2, [9; 32])].concat())),
        extension(13, &[0, 2, 4, 3]),
        extension(57, &parameters),
    ];
    crate::tls_bytes::client_hello(name, &more.concat())[5..].to_vec()
}

/// A ServerHello of TLS 1.3.
pub fn server_hello() -> Vec<u8> {
    let share = [&[0, 51][..], &vector(2, [&[0, 29][..], &vector(2, [7; 32])].concat())].concat();
    let extensions = [&[0, 43, 0, 2, 3, 4][..], &share].concat();
    let body = [&[3, 3][..], &[8; 32], &[0], &[0x13, 1], &[0], &vector(2, extensions)].concat();
    [&[2][..], &vector(3, body)].concat()
}

/// A CONNECTION_CLOSE of QUIC itself.
pub fn close(code: u64, reason: &str) -> Vec<u8> {
    [&[0x1c][..], &number(code), &[0], &number(reason.len() as u64), reason.as_bytes()].concat()
}

/// A server's list of versions.
pub fn negotiation(versions: &[u32]) -> Vec<u8> {
    let versions = versions.iter().flat_map(|version| version.to_be_bytes());
    long(0x80, 0, CLIENT, FIRST).into_iter().chain(versions).collect()
}

/// A Retry with this token, and a tag that is none.
pub fn retry(token: &[u8]) -> Vec<u8> {
    [&long(0xf0, 1, CLIENT, SERVER)[..], token, &[0xaa; TAG]].concat()
}

/// A Handshake packet of so many bytes that nobody can open.
pub fn handshake(client: bool, len: usize) -> Vec<u8> {
    let (to, from) = if client { (SERVER, CLIENT) } else { (CLIENT, SERVER) };
    [&long(0xe1, 1, to, from)[..], &number(len as u64), &noise(len)].concat()
}

/// A packet with a short header, of so many bytes behind it, that nobody can open.
pub fn short(client: bool, spin: bool, len: usize) -> Vec<u8> {
    let to = if client { SERVER } else { CLIENT };
    [&[if spin { 0x60 } else { 0x40 }][..], to, &noise(len)].concat()
}

/// Bytes that look random.
fn noise(len: usize) -> Vec<u8> {
    (1..=len as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 23) as u8).collect()
}
