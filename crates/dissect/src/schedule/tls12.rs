//! The keys of TLS 1.2: premaster secret, master secret, key block (RFC 5246 §6.3 and §8.1, RFC 7627).

use zeroize::Zeroizing;

use super::{Hash, Secret, Suite};
use crate::recording::Side;

/// Bytes of a master secret.
pub const MASTER_LEN: u16 = 48;
/// Bytes of the Finished of TLS 1.2.
pub const VERIFY_DATA_LEN: u16 = 12;

/// Where each key of both directions lies in the key block, in its order (RFC 5246 §6.3).
pub struct KeyBlock {
    suite: Suite,
    bytes: Secret,
}

/// The keys of one direction.
#[derive(Clone, Copy)]
pub struct Keys<'k> {
    /// The MAC's key; empty with an AEAD.
    pub mac: &'k [u8],
    /// The encryption key.
    pub key: &'k [u8],
    /// The part of the nonce that is not sent; empty with CBC.
    pub iv: &'k [u8],
}

/// The PRF (RFC 5246 §5) with a suite's hash: as many bytes as are asked for.
pub fn prf(hash: Hash, secret: &[u8], label: &str, seed: &[&[u8]], len: u16) -> Secret {
    let len = usize::from(len);
    let seed: Vec<&[u8]> = [&[label.as_bytes()], seed].concat();
    let mut out = Zeroizing::new(Vec::with_capacity(len + hash.size()));
    let mut a = hash.hmac(secret, &seed);
    while out.len() < len {
        let block = hash.hmac(secret, &[&[a.as_slice()], seed.as_slice()].concat());
        out.extend_from_slice(&block);
        a = hash.hmac(secret, &[&a]);
    }
    out.truncate(len);
    out
}

/// The master secret as RFC 5246 §8.1 makes it: from the premaster secret and both random values.
pub fn master_secret(hash: Hash, premaster: &[u8], client_random: &[u8], server_random: &[u8]) -> Secret {
    prf(hash, premaster, "master secret", &[client_random, server_random], MASTER_LEN)
}

/// The master secret as RFC 7627 §4 makes it: `session_hash` is the digest of all messages up to ClientKeyExchange.
pub fn extended_master_secret(hash: Hash, premaster: &[u8], session_hash: &[u8]) -> Secret {
    prf(hash, premaster, "extended master secret", &[session_hash], MASTER_LEN)
}

/// What a TLS 1.2 Finished must hold (RFC 5246 §7.4.9); `from_client`: who sends it.
pub fn verify_data(hash: Hash, master: &[u8], from_client: bool, transcript_hash: &[u8]) -> Vec<u8> {
    let label = if from_client { "client finished" } else { "server finished" };
    prf(hash, master, label, &[transcript_hash], VERIFY_DATA_LEN).to_vec()
}

/// The key block (RFC 5246 §6.3): the random values are the other way round here.
pub fn key_block(suite: &Suite, master: &[u8], client_random: &[u8], server_random: &[u8]) -> KeyBlock {
    let len = 2 * (suite.mac_key_len() + suite.key_len() + suite.iv_len());
    let bytes = prf(suite.hash, master, "key expansion", &[server_random, client_random], len as u16);
    KeyBlock { suite: *suite, bytes }
}

impl KeyBlock {
    /// All of it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What a side encrypts with.
    pub fn keys(&self, side: Side) -> Keys<'_> {
        let lens = [self.suite.mac_key_len(), self.suite.key_len(), self.suite.iv_len()];
        let mut begin = 0;
        let [mac, key, iv] = lens.map(|len| {
            let part = if side == Side::Client { begin } else { begin + len };
            begin += 2 * len;
            self.bytes.get(part..part + len).unwrap_or_default()
        });
        Keys { mac, key, iv }
    }
}
