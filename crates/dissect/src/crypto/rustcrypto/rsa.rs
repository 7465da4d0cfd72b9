//! RSA key transport, opened with RustCrypto.

use std::convert::Infallible;

use rsa::hazmat::rsa_decrypt_and_check;
use rsa::pkcs8::DecodePrivateKey;
use rsa::rand_core::TryCryptoRng;
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, PrivateKey};
use zeroize::Zeroizing;

use crate::crypto::DecryptingKey;

/// Bits of a modulus that is long enough, and not too long to be computed with.
pub(super) const LENGTHS: std::ops::RangeInclusive<usize> = 2048..=8192;
/// Fewer bytes of padding do not hide a message (RFC 8017 §7.2.1).
const LEAST_PADDING: usize = 8;

pub(super) fn decrypting_key(pkcs8: &[u8]) -> Option<Box<dyn DecryptingKey>> {
    let key = PrivateKey::from_pkcs8_der(pkcs8).ok()?;
    LENGTHS.contains(&key.bits()).then(|| Box::new(key) as Box<dyn DecryptingKey>)
}

impl DecryptingKey for PrivateKey {
    /// The padding is looked at here: RustCrypto's own decryption makes a message up where there is none, so that nobody who
    /// asks a server learns of it (draft-irtf-cfrg-rsa-guidance). We hold the key and a recording, and must know. Nor is
    /// there anybody whom blinding would keep from timing this.
    fn decrypt(&self, encrypted: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        if encrypted.len() != self.size() {
            return None;
        }
        let number = BoxedUint::from_be_slice(encrypted, self.n_bits_precision()).ok()?;
        let blinding = None::<&mut dyn TryCryptoRng<Error = Infallible>>;
        let plain = Zeroizing::new(rsa_decrypt_and_check(self, blinding, &number).ok()?);
        let bytes = Zeroizing::new(plain.to_be_bytes().to_vec());
        let block = bytes.get(bytes.len().checked_sub(self.size())?..)?;
        let padded = block.strip_prefix(&[0, 2])?;
        let padding = padded.iter().position(|byte| *byte == 0).filter(|len| *len >= LEAST_PADDING)?;
        Some(Zeroizing::new(padded.get(padding + 1..)?.to_vec()))
    }

    fn bits(&self) -> usize {
        self.n().bit_width() as usize
    }
}
