//! QUIC packet by packet, as no library would send it: what rustls encrypts, with secrets that a test chooses.

use rustls::crypto::aws_lc_rs::cipher_suite::{TLS13_AES_128_GCM_SHA256, TLS13_CHACHA20_POLY1305_SHA256};
use rustls::crypto::cipher::{AeadKey, Iv};
use rustls::quic::{DirectionalKeys, HeaderProtectionKey, PacketKey, Suite, Version};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Secrets, Side, Sides, TlsSecret};
use wirewalk::schedule::quic::{Labels, V1, V2, next_secret, packet_keys};
use wirewalk::schedule::{self, Hash};

use crate::tls_bytes::{client_hello, vector};

/// The random of the client's hello, by which a key log names the connection.
const RANDOM: [u8; 32] = [7; 32];
/// The suite of everything but Initial packets: ChaCha20, so that two ciphers are used.
const SUITE: u16 = 0x1303;
/// Bytes of packet number in every packet.
const NUMBER_LEN: usize = 2;

/// What a packet is, by the bits of version 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Initial,
    ZeroRtt,
    Handshake,
    Short,
}

/// Two ends of a connection, whose secrets are made up.
pub struct Hand {
    version: Version,
    /// The client's first destination connection id.
    pub origin: Vec<u8>,
    /// What each side goes by.
    pub ids: Sides<Vec<u8>>,
    /// What an Initial of the client carries as its token.
    pub token: Vec<u8>,
    /// What the client sends to.
    pub destination: Vec<u8>,
    /// The next packet number of each side, of Initial, Handshake and all others.
    pub numbers: Sides<[u64; 3]>,
    /// How often each side changed its keys.
    pub updates: Sides<u32>,
}

/// What seals a packet.
struct Seal {
    header: Box<dyn HeaderProtectionKey>,
    packet: Box<dyn PacketKey>,
}

impl Hand {
    /// A connection of version 1 or 2.
    pub fn new(version: u32) -> Hand {
        let origin = vec![0xa0, 1, 2, 3, 4, 5, 6, 7];
        Hand {
            version: if version == 1 { Version::V1 } else { Version::V2 },
            destination: origin.clone(),
            origin,
            ids: Sides { client: vec![0xc0, 1, 2, 3, 4], server: vec![0xd0, 1, 2, 3, 4, 5] },
            token: Vec::new(),
            numbers: Sides::default(),
            updates: Sides::default(),
        }
    }

    /// The key log of both ends.
    pub fn secrets(&self) -> Secrets {
        self.secrets_under(RANDOM)
    }

    /// The same under another random than that of the hello.
    pub fn secrets_under(&self, random: [u8; 32]) -> Secrets {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let sides = [Side::Client, Side::Server];
        let all = sides.iter().flat_map(|side| [TlsSecret::handshake(*side), TlsSecret::application(*side)]);
        let lines = all.chain([TlsSecret::ClientEarly]);
        let line = |which: TlsSecret| format!("{} {} {}\n", which.label(), hex(&random), hex(&secret(which)));
        Secrets::none().with_key_log(KeyLog::parse(lines.map(line).collect::<String>().as_bytes()).0)
    }

    fn labels(&self) -> Labels {
        if matches!(self.version, Version::V1) { V1 } else { V2 }
    }

    fn seal(&self, side: Side, kind: Kind) -> Seal {
        let which = match kind {
            Kind::Initial => return initial(self.version, &self.origin, side),
            Kind::ZeroRtt => TlsSecret::ClientEarly,
            Kind::Handshake => TlsSecret::handshake(side),
            Kind::Short => TlsSecret::application(side),
        };
        let suite = schedule::Suite::of(SUITE).expect("a suite of TLS 1.3");
        let mut own = schedule::Secret::new(secret(which).to_vec());
        let header = packet_keys(&suite, self.labels(), &own).hp;
        if kind == Kind::Short {
            for _ in 0..self.updates[side] {
                own = next_secret(Hash::Sha256, self.labels(), &own);
            }
        }
        let keys = packet_keys(&suite, self.labels(), &own);
        let key = |bytes: &[u8]| AeadKey::from(<[u8; 32]>::try_from(bytes).expect("32 bytes"));
        let quic = TLS13_CHACHA20_POLY1305_SHA256.tls13().and_then(|suite| suite.quic).expect("it has QUIC");
        let iv = Iv::new(keys.iv.as_slice().try_into().expect("12 bytes"));
        Seal { header: quic.header_protection_key(key(&header)), packet: quic.packet_key(key(&keys.key), iv) }
    }

    /// A packet of this side with these frames.
    pub fn packet(&mut self, side: Side, kind: Kind, frames: &[u8]) -> Vec<u8> {
        let space = match kind {
            Kind::Initial => 0,
            Kind::Handshake => 1,
            _ => 2,
        };
        let number = self.numbers[side][space];
        self.numbers[side][space] += 1;
        let payload = [frames, &vec![0; 4usize.saturating_sub(frames.len())]].concat();
        let seal = self.seal(side, kind);
        let header = self.header(side, kind, payload.len() + NUMBER_LEN + seal.packet.tag_len());
        protect(&seal, header, number, payload)
    }

    /// A header up to the packet number; `len`: of what follows the length.
    fn header(&self, side: Side, kind: Kind, len: usize) -> Vec<u8> {
        let to = if side == Side::Client { &self.destination } else { &self.ids.client };
        let phase = (self.updates[side] & 1) as u8;
        let bits = match (kind, self.version) {
            (Kind::Short, _) => return [&[0x40 | phase << 2 | 1], to.as_slice()].concat(),
            (Kind::Initial, Version::V2) => 1,
            (Kind::ZeroRtt, Version::V2) => 2,
            (Kind::Handshake, Version::V2) => 3,
            (Kind::Initial, _) => 0,
            (Kind::ZeroRtt, _) => 1,
            (Kind::Handshake, _) => 2,
        };
        let version: u32 = if matches!(self.version, Version::V1) { 1 } else { 0x6b33_43cf };
        let first = [0xc0 | bits << 4 | 1];
        let mut header = [&first[..], &version.to_be_bytes(), &vector(1, to), &vector(1, &self.ids[side])].concat();
        if kind == Kind::Initial {
            let token = if side == Side::Client { self.token.as_slice() } else { &[] };
            header.extend(var(token.len() as u64));
            header.extend(token);
        }
        header.extend((len as u16 | 0x4000).to_be_bytes());
        header
    }

    /// The client's first datagram and the server's: the hellos, with this protocol offered.
    pub fn hellos(&mut self, alpn: &str) -> [Vec<u8>; 2] {
        let first = self.packet(Side::Client, Kind::Initial, &crypto(0, &hello(alpn, &[])));
        let second = self.packet(Side::Server, Kind::Initial, &crypto(0, &server_hello()));
        self.destination = self.ids.server.clone();
        [first, second]
    }

    /// The server's EncryptedExtensions, which choose this protocol; `early`: it takes early data.
    pub fn settled(&mut self, alpn: &str, early: bool) -> Vec<u8> {
        let early: &[u8] = if early { &[0, 42, 0, 0] } else { &[] };
        let extensions = [&alpn_extension(alpn), early].concat();
        let message = [&[8][..], &vector(3, vector(2, extensions))].concat();
        self.packet(Side::Server, Kind::Handshake, &crypto(0, &message))
    }
}

fn initial(version: Version, id: &[u8], side: Side) -> Seal {
    let suite: Suite = TLS13_AES_128_GCM_SHA256.tls13().and_then(|suite| suite.quic_suite()).expect("it has QUIC");
    let side = if side == Side::Client { rustls::Side::Client } else { rustls::Side::Server };
    let DirectionalKeys { header, packet } = suite.keys(id, side, version).local;
    Seal { header, packet }
}

fn protect(seal: &Seal, mut header: Vec<u8>, number: u64, mut payload: Vec<u8>) -> Vec<u8> {
    let at = header.len();
    header.extend((number as u16).to_be_bytes());
    let tag = seal.packet.encrypt_in_place(number, &header, &mut payload).expect("it encrypts");
    let mut packet = [&header, payload.as_slice(), tag.as_ref()].concat();
    let sample = packet[at + 4..at + 20].to_vec();
    let (head, rest) = packet.split_at_mut(at);
    seal.header.encrypt_in_place(&sample, &mut head[0], &mut rest[..NUMBER_LEN]).expect("it masks");
    packet
}

/// A secret that a test made up, another for each name.
fn secret(which: TlsSecret) -> [u8; 32] {
    [which.label().bytes().fold(0, |sum: u8, byte| sum.wrapping_mul(31).wrapping_add(byte)); 32]
}

/// A ClientHello of TLS 1.3 that offers this protocol and ends with these extensions, with its header of four bytes.
pub fn hello(alpn: &str, more: &[u8]) -> Vec<u8> {
    let versions = [0, 43, 0, 3, 2, 3, 4];
    client_hello("secret.example", &[&versions[..], &alpn_extension(alpn), more].concat()).split_off(5)
}

fn alpn_extension(alpn: &str) -> Vec<u8> {
    [&[0, 16][..], &vector(2, vector(2, vector(1, alpn)))].concat()
}

/// A ServerHello that chooses TLS 1.3.
pub fn server_hello() -> Vec<u8> {
    let versions = [0, 43, 0, 2, 3, 4];
    let body = [&[3, 3][..], &[8; 32], &[0], &SUITE.to_be_bytes(), &[0], &vector(2, versions)].concat();
    [&[2][..], &vector(3, body)].concat()
}

/// A number of variable length.
pub fn var(number: u64) -> Vec<u8> {
    match number {
        0..0x40 => vec![number as u8],
        0x40..0x4000 => (number as u16 | 0x4000).to_be_bytes().to_vec(),
        0x4000..0x4000_0000 => (number as u32 | 0x8000_0000).to_be_bytes().to_vec(),
        _ => (number | 0xc000_0000_0000_0000).to_be_bytes().to_vec(),
    }
}

/// A CRYPTO frame.
pub fn crypto(offset: u64, data: &[u8]) -> Vec<u8> {
    [vec![6], var(offset), var(data.len() as u64), data.to_vec()].concat()
}

/// A STREAM frame with offset and length.
pub fn stream(id: u64, offset: u64, data: &[u8], fin: bool) -> Vec<u8> {
    [vec![0x0e | u8::from(fin)], var(id), var(offset), var(data.len() as u64), data.to_vec()].concat()
}

/// A NEW_CONNECTION_ID frame.
pub fn named(sequence: u64, id: &[u8], token: [u8; 16]) -> Vec<u8> {
    [vec![0x18], var(sequence), var(0), vector(1, id), token.to_vec()].concat()
}
