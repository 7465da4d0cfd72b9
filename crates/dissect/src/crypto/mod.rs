//! Cryptography behind one seam. Whoever dissects passes a backend in the [`Secrets`](crate::recording::Secrets), or takes
//! the one that the features choose; there is no other way in, and no global.
//!
//! `aws-lc` is for programs: fast, written in C and assembly. `rustcrypto` is Rust alone, so that it builds for WebAssembly
//! as well. Both may be on at once: tests run the same vectors over both. What RustCrypto alone has (CCM, CBC, HMAC, the
//! hashes) is the same with either, and does not pass here twice.

mod aead;
#[cfg(feature = "aws-lc")]
mod aws_lc;
mod header;
#[cfg(feature = "rustcrypto")]
mod rustcrypto;

use std::fmt;

use curve25519_dalek::edwards::CompressedEdwardsY;
use rustls_pki_types::{AlgorithmIdentifier, SignatureVerificationAlgorithm};
use zeroize::Zeroizing;

use crate::schedule::Cipher;
pub use aead::NONCE_LEN;
#[cfg(feature = "aws-lc")]
pub use aws_lc::AwsLc;
#[cfg(feature = "rustcrypto")]
pub use rustcrypto::RustCrypto;

/// What dissection and verification ask of a library of cryptography.
pub trait Crypto: fmt::Debug + Send + Sync {
    /// A key of an AEAD, prepared once and used for many records; `None`: the cipher is no AEAD, or takes another key.
    fn opening_key(&self, cipher: Cipher, key: &[u8]) -> Option<Box<dyn OpeningKey>>;

    /// A key that makes the masks of QUIC's headers, for packets that are encrypted with this cipher (RFC 9001 §5.4); `None`: QUIC does not
    /// know the cipher, or it takes another key.
    fn header_key(&self, cipher: Cipher, key: &[u8]) -> Option<Box<dyn HeaderKey>>;

    /// An RSA key of 2048 to 8192 bits, in PKCS#8.
    fn decrypting_key(&self, pkcs8: &[u8]) -> Option<Box<dyn DecryptingKey>>;

    /// The algorithms with which signatures are checked, by rustls-webpki and by us.
    fn signature_algorithms(&self) -> &'static [&'static dyn SignatureVerificationAlgorithm];

    /// Whether this is a PKCS#1 v1.5 signature with SHA-256 or SHA-512 by an RSA key from 1024 bits on, which is too short for
    /// [`Crypto::signature_algorithms`]: a weak key is another fault than a wrong signature.
    fn is_signed_by_short_rsa(&self, public_key: &[u8], message: &[u8], signature: &[u8]) -> bool;

    /// Whether this point, whole or compressed (SEC 1 section 2.3.3), is on the curve and not at infinity.
    fn is_on_curve(&self, curve: Curve, point: &[u8]) -> bool;
}

/// The curves of ECDSA keys that certificates hold (RFC 8446 section 4.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// secp256r1.
    P256,
    /// secp384r1.
    P384,
    /// secp521r1.
    P521,
}

/// Whether these 32 bytes are a point of Ed25519 with which nobody can sign who does not have the key: one of small order fits
/// signatures that nobody made (RFC 8032 section 5.1.3 for the form). Both backends lack this; it is not secret.
pub(crate) fn is_ed25519_key(key: &[u8]) -> bool {
    let point = CompressedEdwardsY::from_slice(key).ok().and_then(|compressed| compressed.decompress());
    point.is_some_and(|point| !point.is_small_order())
}

/// A key that opens records.
pub trait OpeningKey: Send + Sync {
    /// Opens `sealed` into `out`, which is as long; says whether the tag fits. What is in `out` counts only if it does.
    fn open(&self, nonce: &[u8; NONCE_LEN], aad: &[u8], sealed: &[u8], tag: &[u8], out: &mut [u8]) -> bool;
}

/// Bytes of the ciphertext of a packet of QUIC on which its mask depends.
pub const SAMPLE_LEN: usize = 16;
/// Bytes of a mask.
pub const MASK_LEN: usize = 5;

/// A key that makes the masks of QUIC's headers.
pub trait HeaderKey: Send + Sync {
    /// The mask of a packet.
    fn mask(&self, sample: &[u8; SAMPLE_LEN]) -> [u8; MASK_LEN];
}

/// A private RSA key.
pub trait DecryptingKey: Send + Sync {
    /// What was encrypted to it with RSAES-PKCS1-v1_5 (RFC 8017 §7.2); `None`: the padding is none.
    fn decrypt(&self, encrypted: &[u8]) -> Option<Zeroizing<Vec<u8>>>;

    /// The length of its modulus.
    fn bits(&self) -> usize;
}

/// The backend that the features choose: `aws-lc`, or `rustcrypto`, or none, which opens nothing.
impl Default for &dyn Crypto {
    fn default() -> Self {
        #[cfg(feature = "aws-lc")]
        return &AwsLc;
        #[cfg(all(feature = "rustcrypto", not(feature = "aws-lc")))]
        return &RustCrypto;
        #[cfg(not(any(feature = "rustcrypto", feature = "aws-lc")))]
        return &NoCrypto;
    }
}

impl dyn Crypto + '_ {
    /// The algorithm of such a signature by such a key.
    pub(crate) fn signature_algorithm(
        &self,
        signature: &[u8],
        public_key: &[u8],
    ) -> Option<&'static dyn SignatureVerificationAlgorithm> {
        let is = |own: AlgorithmIdentifier, other: &[u8]| own.as_ref() == other;
        let fits = |a: &&&dyn SignatureVerificationAlgorithm| {
            is(a.signature_alg_id(), signature) && is(a.public_key_alg_id(), public_key)
        };
        self.signature_algorithms().iter().find(fits).copied()
    }
}

/// Without any backend: nothing is opened, no signature is known.
#[cfg(not(any(feature = "rustcrypto", feature = "aws-lc")))]
#[derive(Debug)]
struct NoCrypto;

#[cfg(not(any(feature = "rustcrypto", feature = "aws-lc")))]
impl Crypto for NoCrypto {
    fn opening_key(&self, cipher: Cipher, key: &[u8]) -> Option<Box<dyn OpeningKey>> {
        aead::rare(cipher, key)
    }

    fn header_key(&self, cipher: Cipher, key: &[u8]) -> Option<Box<dyn HeaderKey>> {
        header::aes(cipher, key)
    }

    fn decrypting_key(&self, _: &[u8]) -> Option<Box<dyn DecryptingKey>> {
        None
    }

    fn signature_algorithms(&self) -> &'static [&'static dyn SignatureVerificationAlgorithm] {
        &[]
    }

    fn is_signed_by_short_rsa(&self, _: &[u8], _: &[u8], _: &[u8]) -> bool {
        false
    }

    fn is_on_curve(&self, _: Curve, _: &[u8]) -> bool {
        false
    }
}
