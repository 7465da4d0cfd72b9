//! The signatures of certificates and handshakes, checked with RustCrypto: the list of rustls-webpki, but for ML-DSA.

use std::ops::RangeInclusive;

use ed25519_dalek::{Signature, Verifier, VerifyingKey};
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::pkcs1::der::oid::AssociatedOid;
use rsa::signature::hazmat::PrehashVerifier;
use rsa::traits::PublicKeyParts;
use rsa::{PublicKey, pkcs1v15, pss};
use rustls_pki_types::{AlgorithmIdentifier, InvalidSignature, SignatureVerificationAlgorithm, alg_id};
use sha2::digest::FixedOutputReset;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::rsa::LENGTHS;
use crate::crypto::Curve;

/// The lengths of moduli that [`by_short_rsa`] looks at.
const SHORT: RangeInclusive<usize> = 1024..=8192;

/// One way to sign, and the kind of key that does.
#[derive(Debug)]
struct Algorithm {
    key: AlgorithmIdentifier,
    signature: AlgorithmIdentifier,
    /// Whether the signature (the last) of the message is by the key (the first).
    holds: fn(&[u8], &[u8], &[u8]) -> bool,
}

impl SignatureVerificationAlgorithm for Algorithm {
    fn verify_signature(&self, key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        (self.holds)(key, message, signature).then_some(()).ok_or(InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        self.key
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.signature
    }
}

/// Checks a signature of a digest with a key, if both can be read.
fn holds<K, S>(key: Option<K>, digest: &[u8], signature: &[u8]) -> bool
where
    K: PrehashVerifier<S>,
    S: for<'s> TryFrom<&'s [u8]>,
{
    let (Some(key), Ok(signature)) = (key, S::try_from(signature)) else { return false };
    key.verify_prehash(digest, &signature).is_ok()
}

/// A key is a point, whole or compressed, and nothing else (RFC 5480 §2.2).
fn point<K: for<'k> TryFrom<&'k [u8]>>(key: &[u8]) -> Option<K> {
    matches!(key, [2..=4, ..]).then(|| K::try_from(key).ok())?
}

pub(super) fn is_on_curve(curve: Curve, key: &[u8]) -> bool {
    match curve {
        Curve::P256 => point::<p256::ecdsa::VerifyingKey>(key).is_some(),
        Curve::P384 => point::<p384::ecdsa::VerifyingKey>(key).is_some(),
        Curve::P521 => point::<p521::ecdsa::VerifyingKey>(key).is_some(),
    }
}

fn ecdsa<K, S, D: Digest>(key: &[u8], message: &[u8], signature: &[u8]) -> bool
where
    K: PrehashVerifier<S> + for<'k> TryFrom<&'k [u8]>,
    S: for<'s> TryFrom<&'s [u8]>,
{
    holds::<K, S>(point(key), &D::digest(message), signature)
}

fn p256<D: Digest>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    ecdsa::<p256::ecdsa::VerifyingKey, p256::ecdsa::DerSignature, D>(key, message, signature)
}

fn p384<D: Digest>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    ecdsa::<p384::ecdsa::VerifyingKey, p384::ecdsa::DerSignature, D>(key, message, signature)
}

fn p521<D: Digest>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    ecdsa::<p521::ecdsa::VerifyingKey, p521::ecdsa::DerSignature, D>(key, message, signature)
}

fn ed25519(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::try_from(key).ok();
    let signature = Signature::try_from(signature).ok();
    key.zip(signature).is_some_and(|(key, signature)| key.verify(message, &signature).is_ok())
}

/// An RSA key in DER whose modulus has so many bits.
fn rsa_key(der: &[u8], lengths: &RangeInclusive<usize>) -> Option<PublicKey> {
    let key = PublicKey::from_pkcs1_der(der).ok()?;
    lengths.contains(&(key.n().bit_width() as usize)).then_some(key)
}

fn pkcs1_of<D: Digest + AssociatedOid>(
    lengths: &RangeInclusive<usize>,
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> bool {
    let key = rsa_key(key, lengths).map(pkcs1v15::VerifyingKey::<D>::new);
    holds::<_, pkcs1v15::Signature>(key, &D::digest(message), signature)
}

fn pkcs1<D: Digest + AssociatedOid>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    pkcs1_of::<D>(&LENGTHS, key, message, signature)
}

/// The salt is as long as the digest (RFC 8446 §4.2.3).
fn pss<D: Digest + FixedOutputReset>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = rsa_key(key, &LENGTHS).map(pss::VerifyingKey::<D>::new);
    holds::<_, pss::Signature>(key, &D::digest(message), signature)
}

pub(super) fn by_short_rsa(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    [pkcs1_of::<Sha256>, pkcs1_of::<Sha512>].into_iter().any(|holds| holds(&SHORT, key, message, signature))
}

/// `sha256WithRSAEncryption` and its sisters without their NULL: RFC 4055 §5 says that it must be there, and that its absence
/// must be accepted.
const fn without_null(identifier: &'static [u8; 11]) -> AlgorithmIdentifier {
    AlgorithmIdentifier::from_slice(identifier)
}

const RSA_SHA256: AlgorithmIdentifier = without_null(b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b");
const RSA_SHA384: AlgorithmIdentifier = without_null(b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c");
const RSA_SHA512: AlgorithmIdentifier = without_null(b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d");

macro_rules! algorithms {
    ($($key:expr, $signature:expr, $holds:expr;)*) => {
        &[$(&Algorithm { key: $key, signature: $signature, holds: $holds }),*]
    };
}

/// In the order of rustls-webpki.
pub(super) static ALGORITHMS: &[&dyn SignatureVerificationAlgorithm] = algorithms![
    alg_id::ECDSA_P256, alg_id::ECDSA_SHA256, p256::<Sha256>;
    alg_id::ECDSA_P256, alg_id::ECDSA_SHA384, p256::<Sha384>;
    alg_id::ECDSA_P256, alg_id::ECDSA_SHA512, p256::<Sha512>;
    alg_id::ECDSA_P384, alg_id::ECDSA_SHA256, p384::<Sha256>;
    alg_id::ECDSA_P384, alg_id::ECDSA_SHA384, p384::<Sha384>;
    alg_id::ECDSA_P384, alg_id::ECDSA_SHA512, p384::<Sha512>;
    alg_id::ECDSA_P521, alg_id::ECDSA_SHA256, p521::<Sha256>;
    alg_id::ECDSA_P521, alg_id::ECDSA_SHA384, p521::<Sha384>;
    alg_id::ECDSA_P521, alg_id::ECDSA_SHA512, p521::<Sha512>;
    alg_id::ED25519, alg_id::ED25519, ed25519;
    alg_id::RSA_ENCRYPTION, alg_id::RSA_PKCS1_SHA256, pkcs1::<Sha256>;
    alg_id::RSA_ENCRYPTION, alg_id::RSA_PKCS1_SHA384, pkcs1::<Sha384>;
    alg_id::RSA_ENCRYPTION, alg_id::RSA_PKCS1_SHA512, pkcs1::<Sha512>;
    alg_id::RSA_ENCRYPTION, RSA_SHA256, pkcs1::<Sha256>;
    alg_id::RSA_ENCRYPTION, RSA_SHA384, pkcs1::<Sha384>;
    alg_id::RSA_ENCRYPTION, RSA_SHA512, pkcs1::<Sha512>;
    alg_id::RSA_ENCRYPTION, alg_id::RSA_PSS_SHA256, pss::<Sha256>;
    alg_id::RSA_ENCRYPTION, alg_id::RSA_PSS_SHA384, pss::<Sha384>;
    alg_id::RSA_ENCRYPTION, alg_id::RSA_PSS_SHA512, pss::<Sha512>;
];
