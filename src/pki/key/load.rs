//! Reading private keys. Whatever form they come in, they are held as PKCS#8.

use aws_lc_rs::rsa::KeyPair as RsaKeyPair;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, Ed25519KeyPair,
};
use pkcs8::{ObjectIdentifier, PrivateKeyInfoRef};
use rcgen::{KeyPair, SignatureAlgorithm};
use rustls_pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use zeroize::Zeroizing;

use super::super::pem::{self, Block};
use super::{KeyError, Passphrase, PrivateKey, rsa_pkcs8, sealed, wiped};

const LABELS: &[&str] =
    &["PRIVATE KEY", sealed::LABEL, "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY"];

const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const CURVES: [(ObjectIdentifier, &EcdsaSigningAlgorithm, &SignatureAlgorithm); 3] = [
    (
        ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"),
        &ECDSA_P256_SHA256_ASN1_SIGNING,
        &rcgen::PKCS_ECDSA_P256_SHA256,
    ),
    (ObjectIdentifier::new_unwrap("1.3.132.0.34"), &ECDSA_P384_SHA384_ASN1_SIGNING, &rcgen::PKCS_ECDSA_P384_SHA384),
    (ObjectIdentifier::new_unwrap("1.3.132.0.35"), &ECDSA_P521_SHA512_ASN1_SIGNING, &rcgen::PKCS_ECDSA_P521_SHA512),
];

fn block(text: &str) -> Result<Block, KeyError> {
    Ok(pem::first(text, LABELS)?)
}

pub(super) fn is_encrypted(text: &str) -> Result<bool, KeyError> {
    let block = block(text)?;
    Ok(block.label == sealed::LABEL || block.old_encryption.is_some())
}

pub(super) fn pem(text: &str, passphrase: Option<&Passphrase>) -> Result<PrivateKey, KeyError> {
    let block = block(text)?;
    if let Some(cipher) = block.old_encryption {
        return Err(KeyError::Traditional(cipher));
    }
    match block.label.as_str() {
        "PRIVATE KEY" => pkcs8(&block.der),
        sealed::LABEL => pkcs8(&sealed::open(&block.der, passphrase)?),
        "RSA PRIVATE KEY" => pkcs1(&block.der),
        "EC PRIVATE KEY" => sec1(&block.der),
        other => Err(KeyError::Unsupported(format!("a block {other}"))),
    }
}

pub(super) fn der(der: &[u8]) -> Result<PrivateKey, KeyError> {
    match PrivateKeyDer::try_from(der) {
        Ok(PrivateKeyDer::Pkcs8(_)) => pkcs8(der),
        Ok(PrivateKeyDer::Pkcs1(_)) => pkcs1(der),
        Ok(PrivateKeyDer::Sec1(_)) => sec1(der),
        _ => Err(KeyError::Damaged("it does not begin like any form of private key".to_owned())),
    }
}

/// PKCS#8 (RFC 5958), version 1 or 2.
pub(super) fn pkcs8(der: &[u8]) -> Result<PrivateKey, KeyError> {
    let info = PrivateKeyInfoRef::try_from(der).map_err(|error| KeyError::Damaged(error.to_string()))?;
    let oid = info.algorithm.oid;
    let algorithm = if oid == EC {
        let curve = info
            .algorithm
            .parameters_oid()
            .map_err(|_| KeyError::Unsupported("an EC key without a named curve".to_owned()))?;
        let known = CURVES.iter().find(|(oid, ..)| *oid == curve);
        known.map(|(.., algorithm)| *algorithm).ok_or_else(|| KeyError::Unsupported(format!("the curve {curve}")))?
    } else if oid == RSA {
        &rcgen::PKCS_RSA_SHA256
    } else if oid == ED25519 {
        &rcgen::PKCS_ED25519
    } else {
        return Err(KeyError::Unsupported(match oid.to_string().as_str() {
            "1.3.101.113" => "an Ed448 key".to_owned(),
            "1.3.101.110" | "1.3.101.111" => "a key for agreement only (X25519, X448), which cannot sign,".to_owned(),
            "1.2.840.10040.4.1" => "a DSA key".to_owned(),
            "1.2.840.113549.1.1.10" => "a key only for RSA-PSS".to_owned(),
            other => format!("a key with the algorithm {other}"),
        }));
    };
    if algorithm == &rcgen::PKCS_RSA_SHA256 {
        check_length(info.private_key.as_bytes())?;
    }
    // Version 2 is rewritten as version 1, which everybody reads.
    let normal = if oid == ED25519 {
        Ed25519KeyPair::from_pkcs8_maybe_unchecked(der)
            .map_err(|error| KeyError::Damaged(error.to_string()))?
            .to_pkcs8v1()
            .map(wiped)
            .map_err(|_| KeyError::Backend("it could not write the key"))?
    } else {
        wiped(der)
    };
    KeyPair::from_pkcs8_der_and_sign_algo(&PrivatePkcs8KeyDer::from(normal.as_slice()), algorithm)
        .map(|pair| PrivateKey { pair })
        .map_err(|error| KeyError::Damaged(error.to_string()))
}

/// The modulus of an RSAPrivateKey (RFC 8017 appendix A.1.2) says how long the key is; the library only says no.
fn check_length(pkcs1: &[u8]) -> Result<(), KeyError> {
    use pkcs8::der::asn1::{AnyRef, UintRef};
    use pkcs8::der::{Decode, Reader};
    let modulus = AnyRef::from_der(pkcs1).and_then(|key| {
        key.sequence(|fields| {
            fields.decode::<AnyRef<'_>>()?;
            let modulus = fields.decode::<UintRef<'_>>()?;
            while !fields.is_finished() {
                fields.decode::<AnyRef<'_>>()?;
            }
            Ok::<_, pkcs8::der::Error>(modulus)
        })
    });
    let modulus = modulus.map_err(|error| KeyError::Damaged(error.to_string()))?;
    let bytes = modulus.as_bytes();
    let bits = bytes.len() * 8 - bytes.first().map_or(0, |b| b.leading_zeros() as usize);
    if bits < 2048 { Err(KeyError::ShortRsa(bits)) } else { Ok(()) }
}

fn pkcs1(der: &[u8]) -> Result<PrivateKey, KeyError> {
    check_length(der)?;
    let key = RsaKeyPair::from_der(der).map_err(|error| KeyError::Damaged(error.to_string()))?;
    pkcs8(&rsa_pkcs8(&key).map_err(|_| KeyError::Backend("it could not write the key"))?)
}

fn sec1(der: &[u8]) -> Result<PrivateKey, KeyError> {
    let rewritten = CURVES.iter().find_map(|(_, algorithm, _)| {
        let key = EcdsaKeyPair::from_private_key_der(algorithm, der).ok()?;
        key.to_pkcs8v1().ok().map(wiped)
    });
    let rewritten: Zeroizing<Vec<u8>> = rewritten.ok_or_else(|| {
        KeyError::Unsupported("this EC key (another curve than P-256, P-384 and P-521, or damaged)".to_owned())
    })?;
    pkcs8(&rewritten)
}
