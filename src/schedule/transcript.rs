//! The hash of all that was said in a handshake so far.

use sha2::{Digest, Sha256, Sha384};

use super::Hash;

/// The running hash of the handshake messages, with their headers (RFC 8446 §4.4.1). Which hash counts is known only
/// when the server has chosen a suite: both run.
#[derive(Clone, Default)]
pub struct Transcript {
    sha256: Sha256,
    sha384: Sha384,
}

impl Transcript {
    /// Nothing was said.
    pub fn new() -> Transcript {
        Transcript::default()
    }

    /// Takes the next whole message, or the next piece of it.
    pub fn push(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.sha384.update(bytes);
    }

    /// A HelloRetryRequest comes next: what was said so far becomes one made-up message, `message_hash`, that holds its
    /// hash (RFC 8446 §4.4.1), so that a server need not keep the first ClientHello.
    pub fn retry(&mut self) {
        let (short, long) = (self.hash(Hash::Sha256), self.hash(Hash::Sha384));
        self.sha256 = Sha256::new_with_prefix(message_hash(&short));
        self.sha384 = Sha384::new_with_prefix(message_hash(&long));
    }

    /// The hash of all so far.
    pub fn hash(&self, hash: Hash) -> Vec<u8> {
        match hash {
            Hash::Sha256 => self.sha256.clone().finalize().to_vec(),
            Hash::Sha384 => self.sha384.clone().finalize().to_vec(),
        }
    }
}

/// The made-up message: type 254, three bytes of length, the hash.
fn message_hash(digest: &[u8]) -> Vec<u8> {
    let len = u8::try_from(digest.len()).unwrap_or(u8::MAX);
    [&[254, 0, 0, len], digest].concat()
}
