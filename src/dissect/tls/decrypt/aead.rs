//! AEAD ciphers: AES in Galois/Counter Mode, ChaCha20 with Poly1305.

use aws_lc_rs::aead::{AES_128_GCM, AES_256_GCM, Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::schedule::Cipher;

/// Bytes of a tag.
pub(super) const TAG: usize = 16;

/// A key that opens.
pub(super) struct Aead {
    key: LessSafeKey,
    iv: [u8; NONCE_LEN],
}

impl Aead {
    /// The key of a cipher; a shorter `iv` is the beginning of the nonce. `None`: the cipher is no AEAD that is known here.
    pub(super) fn new(cipher: Cipher, key: &[u8], iv: &[u8]) -> Option<Aead> {
        let algorithm = match cipher {
            Cipher::Aes128Gcm => &AES_128_GCM,
            Cipher::Aes256Gcm => &AES_256_GCM,
            Cipher::ChaCha20Poly1305 => &CHACHA20_POLY1305,
            _ => return None,
        };
        let key = LessSafeKey::new(UnboundKey::new(algorithm, key).ok()?);
        let mut whole = [0; NONCE_LEN];
        whole.get_mut(..iv.len())?.copy_from_slice(iv);
        Some(Aead { key, iv: whole })
    }

    /// The nonce of TLS 1.3 and of ChaCha20: the record's number mixed into the IV (RFC 8446 §5.3, RFC 7905 §2).
    pub(super) fn numbered(&self, number: u64) -> [u8; NONCE_LEN] {
        let mut nonce = self.iv;
        let low = nonce.iter_mut().rev().zip(number.to_be_bytes().into_iter().rev());
        low.for_each(|(nonce, number)| *nonce ^= number);
        nonce
    }

    /// The nonce of GCM in TLS 1.2: four bytes of the schedule, eight of the record (RFC 5288 §3).
    pub(super) fn explicit(&self, sent: &[u8; 8]) -> [u8; NONCE_LEN] {
        let mut nonce = self.iv;
        nonce.iter_mut().rev().zip(sent.iter().rev()).for_each(|(nonce, sent)| *nonce = *sent);
        nonce
    }

    /// Opens ciphertext and tag into `out`, which is as long as the ciphertext; says whether the tag fits.
    pub(super) fn open(&self, nonce: [u8; NONCE_LEN], aad: &[u8], sealed: &[u8], tag: &[u8], out: &mut [u8]) -> bool {
        let nonce = Nonce::assume_unique_for_key(nonce);
        self.key.open_separate_gather(nonce, Aad::from(aad), sealed, tag, out).is_ok()
    }
}
