//! What secrets are made with before TLS 1.3: a function of the suite's hash in TLS 1.2, of MD5 and SHA-1 before.

use hmac::Hmac;
use md5::Md5;
use sha1::Sha1;
use sha2::Digest;
use zeroize::Zeroizing;

use super::{Hash, Secret, hmac};

/// The pseudorandom function of a version and a suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prf {
    /// SSL 3.0 (RFC 6101 §6.1 and §6.2.2).
    Ssl30,
    /// TLS 1.0 and 1.1: P_MD5 and P_SHA-1, each with half of the secret, added bit by bit (RFC 2246 §5).
    Md5Sha1,
    /// TLS 1.2: P_hash with the suite's hash (RFC 5246 §5).
    Of(Hash),
}

impl Prf {
    /// The name of the hash of the messages.
    pub const fn name(self) -> &'static str {
        match self {
            Prf::Ssl30 | Prf::Md5Sha1 => "MD5 and SHA-1",
            Prf::Of(hash) => hash.name(),
        }
    }

    /// The hash of the messages so far, as it goes into Finished and the extended master secret. In SSL 3.0 more is hashed than the
    /// messages: see [`Prf::finished_ssl30`].
    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Prf::Ssl30 | Prf::Md5Sha1 => [Md5::digest(bytes).as_slice(), Sha1::digest(bytes).as_slice()].concat(),
            Prf::Of(hash) => hash.digest(bytes),
        }
    }

    /// As many bytes as are asked for. SSL 3.0 has no labels.
    pub fn bytes(self, secret: &[u8], label: &str, seed: &[&[u8]], len: usize) -> Secret {
        let labelled: Vec<&[u8]> = [&[label.as_bytes()], seed].concat();
        match self {
            Prf::Ssl30 => ssl30(secret, seed, len),
            Prf::Of(hash) => p_hash(|key, pieces| hash.hmac(key, pieces), secret, &labelled, len),
            Prf::Md5Sha1 => {
                let (half, from) = (secret.len().div_ceil(2), secret.len() / 2);
                let (first, second) = (secret.get(..half).unwrap_or_default(), secret.get(from..).unwrap_or_default());
                let mut out = p_hash(hmac::<Hmac<Md5>>, first, &labelled, len);
                let other = p_hash(hmac::<Hmac<Sha1>>, second, &labelled, len);
                out.iter_mut().zip(other.iter()).for_each(|(byte, other)| *byte ^= other);
                out
            }
        }
    }

    /// What a Finished of SSL 3.0 must hold (RFC 6101 §5.6.9): MD5 and SHA-1 around the messages, the sender and the master secret.
    pub fn finished_ssl30(master: &[u8], from_client: bool, messages: &[u8]) -> Vec<u8> {
        let sender: &[u8] = if from_client { b"CLNT" } else { b"SRVR" };
        let md5 = nested::<Md5>(master, 48, &[messages, sender, master]);
        let sha1 = nested::<Sha1>(master, 40, &[messages, sender, master]);
        [md5, sha1].concat()
    }
}

/// HASH(secret, pad 2, HASH(inner…, pad 1)), the forerunner of HMAC; of Finished the secret stands last inside (RFC 6101 §5.6.8).
fn nested<D: Digest>(secret: &[u8], pad: usize, inner: &[&[u8]]) -> Vec<u8> {
    let mut hash = D::new();
    inner.iter().for_each(|piece| hash.update(piece));
    hash.update(vec![0x36; pad]);
    D::new().chain_update(secret).chain_update(vec![0x5c; pad]).chain_update(hash.finalize()).finalize().to_vec()
}

/// P_hash (RFC 5246 §5).
fn p_hash(hmac: impl Fn(&[u8], &[&[u8]]) -> Secret, secret: &[u8], seed: &[&[u8]], len: usize) -> Secret {
    let mut out = Zeroizing::new(Vec::with_capacity(len + 64));
    let mut a = hmac(secret, seed);
    while out.len() < len {
        let block = hmac(secret, &[&[a.as_slice()], seed].concat());
        out.extend_from_slice(&block);
        a = hmac(secret, &[&a]);
    }
    out.truncate(len);
    out
}

/// MD5(secret, SHA-1('A', secret, seed)), the same with 'BB', 'CCC' and so on (RFC 6101 §6.1).
fn ssl30(secret: &[u8], seed: &[&[u8]], len: usize) -> Secret {
    let mut out = Zeroizing::new(Vec::with_capacity(len + 16));
    for (times, letter) in (1..).zip(b'A'..=b'Z') {
        if out.len() >= len {
            break;
        }
        let mut inner = Sha1::new().chain_update(vec![letter; times]).chain_update(secret);
        seed.iter().for_each(|piece| inner.update(piece));
        out.extend_from_slice(&Md5::new().chain_update(secret).chain_update(inner.finalize()).finalize());
    }
    out.truncate(len);
    out
}
