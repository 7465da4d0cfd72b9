//! How TLS makes keys of a shared secret: the HKDF of TLS 1.3 and the PRF of the versions before. Pure computation, no I/O.
//!
//! [`tls13`] is the schedule of RFC 8446 §7.1 step by step, [`tls12`] that of RFC 5246 §6.3 and §8.1, [`Suite`] what a
//! cipher suite says about the keys it needs. Here are the functions that both are made of. All of them take secrets of
//! any length: what comes from a key log or from the network may be anything.

pub mod ech;
pub mod hpke;
mod prf;
pub mod quic;
mod rsa;
pub mod suite;
pub mod tls12;
pub mod tls13;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

pub use prf::Prf;
pub use rsa::{PREMASTER_LEN, RsaKey, RsaKeyRefused};
pub use suite::{Age, Block, Cipher, Exchanged, MacHash, Suite};

/// Secret bytes. Wiped when dropped.
pub type Secret = Zeroizing<Vec<u8>>;

/// The hash of a cipher suite: HKDF, the PRF, the transcript and Finished are made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512: no suite of TLS has it, HPKE does.
    Sha512,
}

/// What the records of one direction are encrypted with, from one traffic secret on.
pub struct TrafficKeys {
    /// The key.
    pub key: Secret,
    /// What is mixed with each record's number into its nonce.
    pub iv: Secret,
}

impl Hash {
    /// Bytes of a digest, and of every secret of the schedule.
    pub const fn size(self) -> usize {
        match self {
            Hash::Sha256 => 32,
            Hash::Sha384 => 48,
            Hash::Sha512 => 64,
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Hash::Sha256 => "SHA-256",
            Hash::Sha384 => "SHA-384",
            Hash::Sha512 => "SHA-512",
        }
    }

    /// The digest of these bytes.
    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Hash::Sha256 => Sha256::digest(bytes).to_vec(),
            Hash::Sha384 => Sha384::digest(bytes).to_vec(),
            Hash::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }

    /// HMAC (RFC 2104) of these pieces, one after the other.
    pub fn hmac(self, key: &[u8], pieces: &[&[u8]]) -> Secret {
        match self {
            Hash::Sha256 => hmac::<Hmac<Sha256>>(key, pieces),
            Hash::Sha384 => hmac::<Hmac<Sha384>>(key, pieces),
            Hash::Sha512 => hmac::<Hmac<Sha512>>(key, pieces),
        }
    }
}

fn hmac<M: Mac + KeyInit>(key: &[u8], pieces: &[&[u8]]) -> Secret {
    let mut mac = M::new_from_slice(key).expect("HMAC takes keys of any length");
    pieces.iter().for_each(|piece| mac.update(piece));
    Zeroizing::new(mac.finalize().into_bytes().to_vec())
}

/// HKDF-Extract (RFC 5869 §2.2): evens a secret out to `hash.size()` bytes.
pub fn extract(hash: Hash, salt: &[u8], secret: &[u8]) -> Secret {
    hash.hmac(salt, &[secret])
}

/// HKDF-Expand (RFC 5869 §2.3), at most 255 digests long; the crate's own refuses short keys, and a key log may hold one.
fn expand(hash: Hash, secret: &[u8], info: &[u8], len: usize) -> Secret {
    let mut out = Zeroizing::new(Vec::with_capacity(len + hash.size()));
    let mut block = Zeroizing::new(Vec::new());
    for counter in 1..=u8::MAX {
        if out.len() >= len {
            break;
        }
        block = hash.hmac(secret, &[&block, info, &[counter]]);
        out.extend_from_slice(&block);
    }
    out.truncate(len);
    out
}

/// The `HkdfLabel` of RFC 8446 §7.1: what HKDF-Expand-Label mixes in. `label` is without its prefix `tls13 `.
pub fn hkdf_label(label: &str, context: &[u8], len: u16) -> Vec<u8> {
    let short = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
    let mut info = len.to_be_bytes().to_vec();
    info.push(short(6 + label.len()));
    info.extend_from_slice(b"tls13 ");
    info.extend_from_slice(label.as_bytes());
    info.push(short(context.len()));
    info.extend_from_slice(context);
    info
}

/// HKDF-Expand-Label (RFC 8446 §7.1). `label` is without its prefix `tls13 `.
pub fn expand_label(hash: Hash, secret: &[u8], label: &str, context: &[u8], len: u16) -> Secret {
    expand(hash, secret, &hkdf_label(label, context, len), usize::from(len))
}

/// Derive-Secret (RFC 8446 §7.1), with the hash of the messages instead of the messages.
pub fn derive_secret(hash: Hash, secret: &[u8], label: &str, transcript_hash: &[u8]) -> Secret {
    expand_label(hash, secret, label, transcript_hash, hash.size() as u16)
}

/// The key and the IV of one direction (RFC 8446 §7.3).
pub fn traffic_keys(suite: &Suite, secret: &[u8]) -> TrafficKeys {
    let part = |label, len: usize| expand_label(suite.hash, secret, label, &[], len as u16);
    TrafficKeys { key: part("key", suite.key_len()), iv: part("iv", suite.iv_len()) }
}

/// The traffic secret after a KeyUpdate (RFC 8446 §7.2).
pub fn next_traffic_secret(hash: Hash, secret: &[u8]) -> Secret {
    expand_label(hash, secret, "traffic upd", &[], hash.size() as u16)
}

/// The key of a Finished or of a PSK binder (RFC 8446 §4.4.4).
pub fn finished_key(hash: Hash, base_key: &[u8]) -> Secret {
    expand_label(hash, base_key, "finished", &[], hash.size() as u16)
}

/// What a TLS 1.3 Finished must hold (RFC 8446 §4.4.4), from the sender's traffic secret and the transcript before it.
pub fn finished(hash: Hash, base_key: &[u8], transcript_hash: &[u8]) -> Vec<u8> {
    hash.hmac(&finished_key(hash, base_key), &[transcript_hash]).to_vec()
}
