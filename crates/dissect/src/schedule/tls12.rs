//! The keys of TLS 1.2 and before: premaster secret, master secret, key block (RFC 5246 §6.3 and §8.1, RFC 7627).

use super::{Prf, Secret, Suite};
use crate::recording::Side;

/// Bytes of a master secret.
pub const MASTER_LEN: usize = 48;
/// Bytes of the Finished of TLS 1.0 to 1.2.
pub const VERIFY_DATA_LEN: usize = 12;

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
    /// The part of the nonce that is not sent, or the first IV of CBC up to TLS 1.0; otherwise empty.
    pub iv: &'k [u8],
}

/// The master secret as RFC 5246 §8.1 makes it: from the premaster secret and both random values.
pub fn master_secret(prf: Prf, premaster: &[u8], client_random: &[u8], server_random: &[u8]) -> Secret {
    prf.bytes(premaster, "master secret", &[client_random, server_random], MASTER_LEN)
}

/// The master secret as RFC 7627 §4 makes it: `session_hash` is the digest of all messages up to ClientKeyExchange.
pub fn extended_master_secret(prf: Prf, premaster: &[u8], session_hash: &[u8]) -> Secret {
    prf.bytes(premaster, "extended master secret", &[session_hash], MASTER_LEN)
}

/// What a Finished must hold (RFC 5246 §7.4.9) after these messages; `from_client`: who sends it.
pub fn verify_data(prf: Prf, master: &[u8], from_client: bool, messages: &[u8]) -> Vec<u8> {
    let label = if from_client { "client finished" } else { "server finished" };
    match prf {
        Prf::Ssl30 => Prf::finished_ssl30(master, from_client, messages),
        _ => prf.bytes(master, label, &[&prf.digest(messages)], VERIFY_DATA_LEN).to_vec(),
    }
}

/// The key block (RFC 5246 §6.3): the random values are the other way round here.
pub fn key_block(suite: &Suite, master: &[u8], client_random: &[u8], server_random: &[u8]) -> KeyBlock {
    let len = 2 * (suite.mac_key_len() + suite.key_len() + suite.iv_len());
    let bytes = suite.prf().bytes(master, "key expansion", &[server_random, client_random], len);
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
