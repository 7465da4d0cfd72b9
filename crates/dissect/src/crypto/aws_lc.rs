//! AWS-LC, through aws-lc-rs: what programs use, and what rustls checks signatures with.

use aws_lc_rs::aead::quic::{AES_128, AES_256, CHACHA20, HeaderProtectionKey};
use aws_lc_rs::aead::{AES_128_GCM, AES_256_GCM, Aad, Algorithm, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::rsa::{Pkcs1PrivateDecryptingKey, PrivateDecryptingKey};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, ECDSA_P521_SHA512_ASN1, ParsedPublicKey,
    RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY, RsaParameters,
    UnparsedPublicKey,
};
use rustls_pki_types::SignatureVerificationAlgorithm;
use zeroize::Zeroizing;

use super::{Crypto, Curve, DecryptingKey, HeaderKey, MASK_LEN, NONCE_LEN, OpeningKey, SAMPLE_LEN, aead, header};
use crate::schedule::Cipher;

/// The backend of programs.
#[derive(Clone, Copy, Debug)]
pub struct AwsLc;

impl Crypto for AwsLc {
    fn opening_key(&self, cipher: Cipher, key: &[u8]) -> Option<Box<dyn OpeningKey>> {
        let opening = |algorithm: &'static Algorithm| -> Option<Box<dyn OpeningKey>> {
            Some(Box::new(LessSafeKey::new(UnboundKey::new(algorithm, key).ok()?)))
        };
        match cipher {
            Cipher::Aes128Gcm => opening(&AES_128_GCM),
            Cipher::Aes256Gcm => opening(&AES_256_GCM),
            Cipher::ChaCha20Poly1305 => opening(&CHACHA20_POLY1305),
            _ => aead::rare(cipher, key),
        }
    }

    fn header_key(&self, cipher: Cipher, key: &[u8]) -> Option<Box<dyn HeaderKey>> {
        let algorithm = match cipher {
            Cipher::Aes128Gcm => &AES_128,
            Cipher::Aes256Gcm => &AES_256,
            Cipher::ChaCha20Poly1305 => &CHACHA20,
            _ => return header::aes(cipher, key),
        };
        Some(Box::new(HeaderProtectionKey::new(algorithm, key).ok()?))
    }

    fn decrypting_key(&self, pkcs8: &[u8]) -> Option<Box<dyn DecryptingKey>> {
        let key = PrivateDecryptingKey::from_pkcs8(pkcs8).ok()?;
        Some(Box::new(Pkcs1PrivateDecryptingKey::new(key).ok()?))
    }

    fn signature_algorithms(&self) -> &'static [&'static dyn SignatureVerificationAlgorithm] {
        webpki::ALL_VERIFICATION_ALGS
    }

    fn is_signed_by_short_rsa(&self, public_key: &[u8], message: &[u8], signature: &[u8]) -> bool {
        let legacy = [&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, &RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY];
        let matches = |algorithm: &'static RsaParameters| {
            UnparsedPublicKey::new(algorithm, public_key).verify(message, signature).is_ok()
        };
        legacy.into_iter().any(matches)
    }

    fn is_on_curve(&self, curve: Curve, point: &[u8]) -> bool {
        let algorithm = match curve {
            Curve::P256 => &ECDSA_P256_SHA256_ASN1,
            Curve::P384 => &ECDSA_P384_SHA384_ASN1,
            Curve::P521 => &ECDSA_P521_SHA512_ASN1,
        };
        // It would take a whole SubjectPublicKeyInfo, too.
        matches!(point, [2..=4, ..]) && ParsedPublicKey::new(algorithm, point).is_ok()
    }
}

impl OpeningKey for LessSafeKey {
    fn open(&self, nonce: &[u8; NONCE_LEN], aad: &[u8], sealed: &[u8], tag: &[u8], out: &mut [u8]) -> bool {
        self.open_separate_gather(Nonce::assume_unique_for_key(*nonce), Aad::from(aad), sealed, tag, out).is_ok()
    }
}

impl HeaderKey for HeaderProtectionKey {
    fn mask(&self, sample: &[u8; SAMPLE_LEN]) -> [u8; MASK_LEN] {
        // It fails only if the sample has another length.
        self.new_mask(sample).unwrap_or_default()
    }
}

impl DecryptingKey for Pkcs1PrivateDecryptingKey {
    fn decrypt(&self, encrypted: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut out = Zeroizing::new(vec![0; self.min_output_size()]);
        let plain = Pkcs1PrivateDecryptingKey::decrypt(self, encrypted, &mut out).ok()?;
        Some(Zeroizing::new(plain.to_vec()))
    }

    fn bits(&self) -> usize {
        self.key_size_bits()
    }
}
