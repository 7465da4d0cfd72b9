//! The key schedule of HPKE in its base mode (RFC 9180 §5.1), from the shared secret on that a key log holds, as ECH uses it.

use super::{Cipher, Hash, Secret, expand, extract};
use crate::crypto::{Crypto, NONCE_LEN};

/// Bytes of a tag, with each AEAD of HPKE.
const TAG: usize = 16;

/// Which functions are used, by their numbers (IANA's "Hybrid Public Key Encryption (HPKE)").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HpkeSuite {
    /// The key encapsulation, by which the shared secret came about.
    pub kem: u16,
    /// The derivation.
    pub kdf: u16,
    /// The cipher.
    pub aead: u16,
}

impl HpkeSuite {
    fn hash(self) -> Option<Hash> {
        match self.kdf {
            1 => Some(Hash::Sha256),
            2 => Some(Hash::Sha384),
            3 => Some(Hash::Sha512),
            _ => None,
        }
    }

    fn cipher(self) -> Option<(Cipher, usize)> {
        match self.aead {
            1 => Some((Cipher::Aes128Gcm, 16)),
            2 => Some((Cipher::Aes256Gcm, 32)),
            3 => Some((Cipher::ChaCha20Poly1305, 32)),
            _ => None,
        }
    }

    /// What every label is bound to: the algorithms.
    fn id(self) -> Vec<u8> {
        [&b"HPKE"[..], &self.kem.to_be_bytes(), &self.kdf.to_be_bytes(), &self.aead.to_be_bytes()].concat()
    }

    fn labelled_extract(self, hash: Hash, salt: &[u8], label: &[u8], ikm: &[u8]) -> Secret {
        extract(hash, salt, &Secret::new([b"HPKE-v1", self.id().as_slice(), label, ikm].concat()))
    }

    fn labelled_expand(self, hash: Hash, secret: &[u8], label: &[u8], info: &[u8], len: u16) -> Secret {
        let info = [&len.to_be_bytes(), &b"HPKE-v1"[..], &self.id(), label, info].concat();
        expand(hash, secret, &info, usize::from(len))
    }
}

/// What a sender and a receiver of HPKE share: they count the messages.
pub struct HpkeContext {
    cipher: Cipher,
    /// The key.
    pub key: Secret,
    /// What is mixed with each message's number into its nonce.
    pub base_nonce: Secret,
}

impl HpkeContext {
    /// The context that follows from a shared secret and from what it is bound to; `None`: a suite that is not known here.
    pub fn new(suite: HpkeSuite, shared_secret: &[u8], info: &[u8]) -> Option<HpkeContext> {
        let (hash, (cipher, key_len)) = (suite.hash()?, suite.cipher()?);
        let psk_id_hash = suite.labelled_extract(hash, &[], b"psk_id_hash", &[]);
        let info_hash = suite.labelled_extract(hash, &[], b"info_hash", info);
        let context = [&[0][..], &psk_id_hash, &info_hash].concat();
        let secret = suite.labelled_extract(hash, shared_secret, b"secret", &[]);
        let key = suite.labelled_expand(hash, &secret, b"key", &context, key_len as u16);
        let base_nonce = suite.labelled_expand(hash, &secret, b"base_nonce", &context, NONCE_LEN as u16);
        Some(HpkeContext { cipher, key, base_nonce })
    }

    /// Opens the message with this number, counted from 0.
    pub fn open(&self, crypto: &dyn Crypto, number: u64, aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let mut nonce = <[u8; NONCE_LEN]>::try_from(self.base_nonce.as_slice()).ok()?;
        nonce.iter_mut().rev().zip(number.to_le_bytes()).for_each(|(byte, counted)| *byte ^= counted);
        let (sealed, tag) = sealed.split_at_checked(sealed.len().checked_sub(TAG)?)?;
        let mut out = vec![0; sealed.len()];
        let key = crypto.opening_key(self.cipher, &self.key)?;
        key.open(&nonce, aad, sealed, tag, &mut out).then_some(out)
    }
}
