//! RustCrypto: Rust alone, for WebAssembly, and as a second opinion in the tests.

mod masks;
mod rsa;
mod signatures;

use aes_gcm::{Aes128Gcm, Aes256Gcm};
use chacha20poly1305::ChaCha20Poly1305;
use rustls_pki_types::SignatureVerificationAlgorithm;

use super::{Crypto, Curve, DecryptingKey, HeaderKey, OpeningKey, aead, header};
use crate::schedule::Cipher;

/// The backend for where there is no C compiler. It has no ML-DSA.
#[derive(Clone, Copy, Debug)]
pub struct RustCrypto;

impl Crypto for RustCrypto {
    fn opening_key(&self, cipher: Cipher, key: &[u8]) -> Option<Box<dyn OpeningKey>> {
        match cipher {
            Cipher::Aes128Gcm => aead::opening::<Aes128Gcm>(key),
            Cipher::Aes256Gcm => aead::opening::<Aes256Gcm>(key),
            Cipher::ChaCha20Poly1305 => aead::opening::<ChaCha20Poly1305>(key),
            _ => aead::rare(cipher, key),
        }
    }

    fn header_key(&self, cipher: Cipher, key: &[u8]) -> Option<Box<dyn HeaderKey>> {
        match cipher {
            Cipher::ChaCha20Poly1305 => masks::chacha20(key),
            _ => header::aes(cipher, key),
        }
    }

    fn decrypting_key(&self, pkcs8: &[u8]) -> Option<Box<dyn DecryptingKey>> {
        rsa::decrypting_key(pkcs8)
    }

    fn signature_algorithms(&self) -> &'static [&'static dyn SignatureVerificationAlgorithm] {
        signatures::ALGORITHMS
    }

    fn is_signed_by_short_rsa(&self, public_key: &[u8], message: &[u8], signature: &[u8]) -> bool {
        signatures::by_short_rsa(public_key, message, signature)
    }

    fn is_on_curve(&self, curve: Curve, point: &[u8]) -> bool {
        signatures::is_on_curve(curve, point)
    }
}
