//! AEAD ciphers: AES in Galois/Counter Mode and in Counter with CBC-MAC, ChaCha20 with Poly1305.

use aes::{Aes128, Aes256};
use aws_lc_rs::aead::{
    AES_128_GCM, AES_256_GCM, Aad, Algorithm, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey,
};
use ccm::Ccm;
use ccm::aead::generic_array::GenericArray;
use ccm::aead::{AeadInPlace, KeyInit};
use ccm::consts::{U8, U12, U16};

use crate::schedule::{Cipher, Suite};

/// A key that opens.
pub(super) struct Aead {
    key: Key,
    iv: [u8; NONCE_LEN],
    /// Bytes of a tag.
    tag: usize,
}

enum Key {
    Lib(LessSafeKey),
    Aes128Ccm(Box<Ccm<Aes128, U16, U12>>),
    Aes256Ccm(Box<Ccm<Aes256, U16, U12>>),
    Aes128Ccm8(Box<Ccm<Aes128, U8, U12>>),
    Aes256Ccm8(Box<Ccm<Aes256, U8, U12>>),
}

impl Key {
    fn new(cipher: Cipher, key: &[u8]) -> Option<Key> {
        let lib =
            |algorithm: &'static Algorithm| Some(Key::Lib(LessSafeKey::new(UnboundKey::new(algorithm, key).ok()?)));
        match cipher {
            Cipher::Aes128Gcm => lib(&AES_128_GCM),
            Cipher::Aes256Gcm => lib(&AES_256_GCM),
            Cipher::ChaCha20Poly1305 => lib(&CHACHA20_POLY1305),
            Cipher::Aes128Ccm => Some(Key::Aes128Ccm(Box::new(Ccm::new_from_slice(key).ok()?))),
            Cipher::Aes256Ccm => Some(Key::Aes256Ccm(Box::new(Ccm::new_from_slice(key).ok()?))),
            Cipher::Aes128Ccm8 => Some(Key::Aes128Ccm8(Box::new(Ccm::new_from_slice(key).ok()?))),
            Cipher::Aes256Ccm8 => Some(Key::Aes256Ccm8(Box::new(Ccm::new_from_slice(key).ok()?))),
            Cipher::Aes128Cbc(_) | Cipher::Aes256Cbc(_) => None,
        }
    }

    fn open(&self, nonce: [u8; NONCE_LEN], aad: &[u8], sealed: &[u8], tag: &[u8], out: &mut [u8]) -> bool {
        match self {
            Key::Lib(key) => {
                let nonce = Nonce::assume_unique_for_key(nonce);
                key.open_separate_gather(nonce, Aad::from(aad), sealed, tag, out).is_ok()
            }
            Key::Aes128Ccm(key) => ccm(&**key, nonce, aad, sealed, tag, out),
            Key::Aes256Ccm(key) => ccm(&**key, nonce, aad, sealed, tag, out),
            Key::Aes128Ccm8(key) => ccm(&**key, nonce, aad, sealed, tag, out),
            Key::Aes256Ccm8(key) => ccm(&**key, nonce, aad, sealed, tag, out),
        }
    }
}

/// Opens with CCM, in place of a copy; `tag` is as long as the cipher's.
fn ccm(
    key: &impl AeadInPlace<NonceSize = U12>,
    nonce: [u8; NONCE_LEN],
    aad: &[u8],
    sealed: &[u8],
    tag: &[u8],
    out: &mut [u8],
) -> bool {
    out.copy_from_slice(sealed);
    key.decrypt_in_place_detached(&nonce.into(), aad, out, GenericArray::from_slice(tag)).is_ok()
}

impl Aead {
    /// The key of a suite; a shorter `iv` is the beginning of the nonce. `None`: its cipher is no AEAD, or takes another key.
    pub(super) fn new(suite: &Suite, key: &[u8], iv: &[u8]) -> Option<Aead> {
        let mut whole = [0; NONCE_LEN];
        whole.get_mut(..iv.len())?.copy_from_slice(iv);
        Some(Aead { key: Key::new(suite.cipher, key)?, iv: whole, tag: suite.tag_len() })
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
        self.key.open(nonce, aad, sealed, tag, out)
    }
}
