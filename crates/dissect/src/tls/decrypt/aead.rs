//! AEAD ciphers: AES in Galois/Counter Mode and in Counter with CBC-MAC, ChaCha20 with Poly1305.

use crate::crypto::{Crypto, NONCE_LEN, OpeningKey};
use crate::schedule::Suite;

/// A key that opens.
pub(super) struct Aead {
    key: Box<dyn OpeningKey>,
    iv: [u8; NONCE_LEN],
    /// Bytes of a tag.
    tag: usize,
}

impl Aead {
    /// The key of a suite; a shorter `iv` is the beginning of the nonce. `None`: its cipher is no AEAD, or takes another key.
    pub(super) fn new(crypto: &dyn Crypto, suite: &Suite, key: &[u8], iv: &[u8]) -> Option<Aead> {
        let mut whole = [0; NONCE_LEN];
        whole.get_mut(..iv.len())?.copy_from_slice(iv);
        Some(Aead { key: crypto.opening_key(suite.cipher, key)?, iv: whole, tag: suite.tag_len() })
    }

    /// The nonce of TLS 1.3 and of ChaCha20: the record's number mixed into the IV (RFC 8446 §5.3, RFC 7905 §2).
    pub(super) fn numbered(&self, number: u64) -> [u8; NONCE_LEN] {
        let mut nonce = self.iv;
        let low = nonce.iter_mut().rev().zip(number.to_be_bytes().into_iter().rev());
        low.for_each(|(nonce, number)| *nonce ^= number);
        nonce
    }

    /// The nonce of GCM and CCM in TLS 1.2: four bytes of the schedule, eight of the record (RFC 5288 §3, RFC 6655 §3).
    pub(super) fn explicit(&self, sent: &[u8; 8]) -> [u8; NONCE_LEN] {
        let mut nonce = self.iv;
        nonce.iter_mut().rev().zip(sent.iter().rev()).for_each(|(nonce, sent)| *nonce = *sent);
        nonce
    }

    /// How many bytes are inside what was sealed with its tag; `None`: not even a tag.
    pub(super) fn content_len(&self, sealed: &[u8]) -> Option<usize> {
        sealed.len().checked_sub(self.tag)
    }

    /// Opens ciphertext with its tag into `out`, which becomes as long as the content; says whether the tag fits.
    pub(super) fn open(&self, nonce: [u8; NONCE_LEN], aad: &[u8], sealed: &[u8], out: &mut Vec<u8>) -> bool {
        let Some((sealed, tag)) = self.content_len(sealed).and_then(|len| sealed.split_at_checked(len)) else {
            return false;
        };
        out.resize(sealed.len(), 0);
        self.key.open(&nonce, aad, sealed, tag, out)
    }
}
