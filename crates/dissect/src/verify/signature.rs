//! Signatures of certificates, requests and revocation lists: all three are SIGNED in the same way (RFC 5280 section 4.1.1).

use std::fmt;

use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier};
use der::{Decode, Reader};
use sha2::{Digest, Sha256};
use thiserror::Error;
use x509_parser::prelude::{FromDer, X509Certificate, X509CertificationRequest, X509Error};
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

use crate::crypto::Crypto;

/// RSA keys with fewer bits are not accepted (NIST SP 800-131A Rev. 2 section 3).
pub(super) const SHORTEST_RSA: usize = 2048;

/// A signed structure, taken apart no further than a signature needs.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// What is signed, in DER: the to-be-signed certificate, the request's info, the list.
    pub message: &'a [u8],
    /// The contents of the AlgorithmIdentifier of the signature.
    pub algorithm: &'a [u8],
    /// The signature.
    pub signature: &'a [u8],
    /// The backend that checks it.
    pub crypto: &'a dyn Crypto,
}

/// Why a signature does not hold.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SignatureError {
    /// The bytes are no signed structure, or no key: what the parser says.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// The signature's algorithm (its name or object identifier) is not accepted: unknown or broken.
    #[error("the signature algorithm {0} is not accepted")]
    Algorithm(String),
    /// The signature's algorithm is not one of this kind of key.
    #[error("the signature algorithm does not fit this type of key")]
    KeyMismatch,
    /// It is a signature by an RSA key of so many bits, which is too short to count.
    #[error("it was made with an RSA key of {0} bits, and at least {SHORTEST_RSA} are required")]
    ShortKey(usize),
    /// It is not a signature of these bytes by this key.
    #[error("the signature does not match: other bytes were signed, or another key signed them")]
    Wrong,
    /// The issuer's name in the one is not the subject's name in the other.
    #[error("it names a different issuer")]
    Issuer,
}

impl<'a> Signed<'a> {
    /// Splits a certificate, request or revocation list in DER, whose signature this backend checks.
    ///
    /// # Errors
    /// [`SignatureError::Unreadable`].
    pub fn parse(der: &'a [u8], crypto: &'a dyn Crypto) -> Result<Signed<'a>, SignatureError> {
        let split = || -> der::Result<Signed<'a>> {
            AnyRef::from_der(der)?.sequence(|fields| {
                let message = fields.tlv_bytes()?;
                let algorithm: AnyRef<'a> = fields.decode()?;
                let signature: BitStringRef<'a> = fields.decode()?;
                let signature = signature.as_bytes().unwrap_or_default();
                Ok(Signed { message, algorithm: algorithm.value(), signature, crypto })
            })
        };
        split().map_err(|error: der::Error| SignatureError::Unreadable(error.to_string()))
    }
}

/// Checks a signature with the public key of a SubjectPublicKeyInfo in DER.
///
/// # Errors
/// [`SignatureError`]: which check refused it.
pub fn signature(public_key: &[u8], signed: &Signed) -> Result<(), SignatureError> {
    let crypto = signed.crypto;
    let (kind, key) = split_key(public_key).map_err(|error| SignatureError::Unreadable(error.to_string()))?;
    // One signature algorithm goes with several kinds of keys: ECDSA with SHA-256 with each curve.
    if let Some(fitting) = crypto.signature_algorithm(signed.algorithm, kind) {
        let holds = fitting.verify_signature(key, signed.message, signed.signature);
        return holds.map_err(|_| refused(public_key, key, signed));
    }
    let known = crypto.signature_algorithms().iter().any(|a| a.signature_alg_id().as_ref() == signed.algorithm);
    match known {
        true => Err(SignatureError::KeyMismatch),
        false => Err(SignatureError::Algorithm(algorithm_name(signed.algorithm))),
    }
}

/// Why a signature was refused. Those of short RSA keys are, too, whether they match or not; here it is looked.
fn refused(public_key: &[u8], key: &[u8], signed: &Signed) -> SignatureError {
    let Some(bits) = short_rsa(public_key) else { return SignatureError::Wrong };
    // Under 1024 bits nobody checks it for us.
    match bits < 1024 || signed.crypto.is_signed_by_short_rsa(key, signed.message, signed.signature) {
        true => SignatureError::ShortKey(bits),
        false => SignatureError::Wrong,
    }
}

/// The length in bits of an RSA key (a SubjectPublicKeyInfo in DER) that is too short to be accepted.
pub(super) fn short_rsa(public_key: &[u8]) -> Option<usize> {
    let (_, info) = SubjectPublicKeyInfo::from_der(public_key).ok()?;
    let Ok(PublicKey::RSA(rsa)) = info.parsed() else { return None };
    let modulus = rsa.modulus.iter().skip_while(|byte| **byte == 0);
    let bits = modulus.clone().count() * 8 - modulus.clone().next().map_or(0, |byte| byte.leading_zeros() as usize);
    (bits < SHORTEST_RSA).then_some(bits)
}

/// The contents of the AlgorithmIdentifier, and the key.
pub(super) fn split_key(public_key: &[u8]) -> der::Result<(&[u8], &[u8])> {
    AnyRef::from_der(public_key)?.sequence(|fields| {
        let algorithm: AnyRef<'_> = fields.decode()?;
        let key: BitStringRef<'_> = fields.decode()?;
        Ok::<_, der::Error>((algorithm.value(), key.as_bytes().unwrap_or_default()))
    })
}

fn algorithm_name(contents: &[u8]) -> String {
    let mut reader = match der::SliceReader::new(contents) {
        Ok(reader) => reader,
        Err(_) => return "none".to_owned(),
    };
    let Ok(oid) = reader.decode::<ObjectIdentifier>() else { return "unreadable".to_owned() };
    match oid.to_string().as_str() {
        "1.2.840.113549.1.1.5" => "RSA with SHA-1".to_owned(),
        "1.2.840.113549.1.1.4" => "RSA with MD5".to_owned(),
        "1.2.840.10045.4.1" => "ECDSA with SHA-1".to_owned(),
        other => other.to_owned(),
    }
}

/// Checks that a request is signed with the key that is in it: whoever made it holds the private key (RFC 2986 section 3).
///
/// # Errors
/// [`SignatureError`].
pub fn csr_signature(request: &[u8]) -> Result<(), SignatureError> {
    let parsed: X509CertificationRequest = whole(request)?;
    signature(parsed.certification_request_info.subject_pki.raw, &Signed::parse(request, Default::default())?)
}

/// Checks that the key of `issuer` signed `certificate` and that the names agree, and nothing else.
///
/// # Errors
/// [`SignatureError`].
pub fn issued_by(certificate: &[u8], issuer: &[u8]) -> Result<(), SignatureError> {
    let (child, parent): (X509Certificate, X509Certificate) = (whole(certificate)?, whole(issuer)?);
    if child.issuer().as_raw() != parent.subject().as_raw() {
        return Err(SignatureError::Issuer);
    }
    signed_by(certificate, parent.public_key().raw)
}

/// The SHA-256 of bytes that are signed: for whoever shows what goes into a signature.
pub fn sha256(signed: &[u8]) -> [u8; 32] {
    Sha256::digest(signed).into()
}

/// Checks the signature of a certificate, request or revocation list with a SubjectPublicKeyInfo in DER.
///
/// # Errors
/// [`SignatureError`].
pub fn signed_by(der: &[u8], public_key: &[u8]) -> Result<(), SignatureError> {
    signature(public_key, &Signed::parse(der, Default::default())?)
}

pub(super) fn unreadable(error: impl fmt::Display) -> SignatureError {
    SignatureError::Unreadable(error.to_string())
}

/// What these bytes are, to the last one.
fn whole<'a, T: FromDer<'a, X509Error>>(der: &'a [u8]) -> Result<T, SignatureError> {
    match T::from_der(der).map_err(unreadable)? {
        ([], parsed) => Ok(parsed),
        (rest, _) => Err(unreadable(format!("{} bytes follow its end", rest.len()))),
    }
}
