//! Private keys: made, kept under a passphrase, loaded from whatever `openssl` writes by default.

mod error;
mod load;
mod passphrase;
mod sealed;

use std::fmt;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair};
use rcgen::{KeyPair, PublicKeyData, SignatureAlgorithm};
use rustls_pki_types::PrivatePkcs8KeyDer;
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::public_key::PublicKey;
use zeroize::{Zeroize, Zeroizing};

pub use error::KeyError;
pub use passphrase::Passphrase;
pub use sealed::ITERATIONS;

use super::pem;

/// The kinds of keys that this course makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyKind {
    /// ECDSA on the curve P-256: short keys, short signatures, accepted everywhere.
    #[default]
    EcdsaP256,
    /// RSA with 2048 bits.
    Rsa2048,
    /// RSA with 3072 bits, about as strong as P-256.
    Rsa3072,
    /// Ed25519: the simplest, but browsers do not take it in certificates.
    Ed25519,
}

/// A private key, with its public key. Wiped when dropped.
pub struct PrivateKey {
    pair: KeyPair,
}

impl PrivateKey {
    /// A fresh key from the operating system's randomness.
    ///
    /// # Errors
    /// [`KeyError::Backend`] if the cryptographic library could not make one.
    pub fn generate(kind: KeyKind) -> Result<PrivateKey, KeyError> {
        let failed = |_| KeyError::Backend("it made no key");
        // PKCS#8 version 1 throughout: OpenSSL 3.0 does not read version 2.
        let der = match kind {
            KeyKind::EcdsaP256 => {
                EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).and_then(|k| k.to_pkcs8v1()).map(wiped)
            }
            KeyKind::Rsa2048 => rsa(KeySize::Rsa2048),
            KeyKind::Rsa3072 => rsa(KeySize::Rsa3072),
            KeyKind::Ed25519 => Ed25519KeyPair::generate().and_then(|k| k.to_pkcs8v1()).map(wiped),
        };
        load::pkcs8(&der.map_err(failed)?)
    }

    /// Reads the first private key of a PEM file: PKCS#8 (also encrypted, then with its passphrase), PKCS#1 or SEC 1. A passphrase for
    /// a key that is not encrypted is not used.
    ///
    /// # Errors
    /// [`KeyError`], which says what the file is instead and what to do.
    pub fn from_pem(text: &str, passphrase: Option<&Passphrase>) -> Result<PrivateKey, KeyError> {
        load::pem(text, passphrase)
    }

    /// Reads a private key in DER that is not encrypted: PKCS#8, PKCS#1 or SEC 1.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn from_der(der: &[u8]) -> Result<PrivateKey, KeyError> {
        load::der(der)
    }

    /// Whether a PEM file's first private key can only be read with a passphrase.
    ///
    /// # Errors
    /// There is no private key in it.
    pub fn needs_passphrase(text: &str) -> Result<bool, KeyError> {
        load::is_encrypted(text)
    }

    /// `BEGIN ENCRYPTED PRIVATE KEY`: PKCS#8 under PBES2 with PBKDF2-HMAC-SHA256, [`ITERATIONS`] rounds, and AES-256-CBC (RFC 8018
    /// section 6.2).
    ///
    /// # Errors
    /// [`KeyError::Backend`] if the encryption failed.
    pub fn to_encrypted_pem(&self, passphrase: &Passphrase) -> Result<Zeroizing<String>, KeyError> {
        Ok(Zeroizing::new(pem::text(sealed::LABEL, &sealed::seal(self.der(), passphrase)?)))
    }

    /// `BEGIN PRIVATE KEY`: PKCS#8 in clear. Whoever reads the file has the key.
    pub fn to_plain_pem(&self) -> Zeroizing<String> {
        Zeroizing::new(pem::text("PRIVATE KEY", self.der()))
    }

    /// The key as PKCS#8 (RFC 5958), in clear.
    pub fn der(&self) -> &[u8] {
        self.pair.serialized_der()
    }

    /// The same in the type that rustls takes.
    pub fn pkcs8(&self) -> PrivatePkcs8KeyDer<'static> {
        PrivatePkcs8KeyDer::from(self.der().to_vec())
    }

    /// The SubjectPublicKeyInfo of its public key, in DER (RFC 5280 section 4.1.2.7).
    pub fn public_der(&self) -> Vec<u8> {
        self.pair.subject_public_key_info()
    }

    /// What it is, in words: `ECDSA P-256`, `RSA 2048 bits`.
    pub fn describe(&self) -> String {
        describe_public(&self.public_der())
    }

    /// Whether it is the private key of a certificate in DER: the certificate holds its public key.
    pub fn belongs_to(&self, certificate: &[u8]) -> bool {
        X509Certificate::from_der(certificate).is_ok_and(|(_, read)| read.public_key().raw == self.public_der())
    }

    /// For rcgen, which signs with it.
    pub(super) fn pair(&self) -> &KeyPair {
        &self.pair
    }
}

impl PublicKeyData for PrivateKey {
    fn der_bytes(&self) -> &[u8] {
        self.pair.der_bytes()
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        self.pair.algorithm()
    }
}

/// What kind of key a SubjectPublicKeyInfo holds: `ECDSA P-256`, `RSA 2048 bits`.
pub(super) fn describe_public(spki: &[u8]) -> String {
    let Ok((_, key)) = x509_parser::x509::SubjectPublicKeyInfo::from_der(spki) else {
        return "an unreadable key".to_owned();
    };
    let algorithm = key.algorithm.algorithm.to_id_string();
    let curve = || key.algorithm.parameters.as_ref().and_then(|p| p.as_oid().ok()).map(|oid| oid.to_id_string());
    match (algorithm.as_str(), key.parsed()) {
        ("1.3.101.112", _) => "Ed25519".to_owned(),
        ("1.3.101.113", _) => "Ed448".to_owned(),
        ("1.2.840.113549.1.1.10", _) => "RSA-PSS".to_owned(),
        (_, Ok(PublicKey::RSA(rsa))) => format!("RSA {} bits", rsa.key_size()),
        ("1.2.840.10045.2.1", _) => match curve().as_deref() {
            Some("1.2.840.10045.3.1.7") => "ECDSA P-256".to_owned(),
            Some("1.3.132.0.34") => "ECDSA P-384".to_owned(),
            Some("1.3.132.0.35") => "ECDSA P-521".to_owned(),
            other => format!("ECDSA on the curve {}", other.unwrap_or("unnamed")),
        },
        (other, _) => format!("a key with the algorithm {other}"),
    }
}

fn rsa(size: KeySize) -> Result<Zeroizing<Vec<u8>>, aws_lc_rs::error::Unspecified> {
    RsaKeyPair::generate(size).and_then(|key| rsa_pkcs8(&key))
}

/// An RSA key as PKCS#8.
fn rsa_pkcs8(key: &RsaKeyPair) -> Result<Zeroizing<Vec<u8>>, aws_lc_rs::error::Unspecified> {
    AsDer::<Pkcs8V1Der>::as_der(key).map(|der| Zeroizing::new(der.as_ref().to_vec()))
}

fn wiped(der: impl AsRef<[u8]>) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(der.as_ref().to_vec())
}

impl Drop for PrivateKey {
    fn drop(&mut self) {
        self.pair.zeroize();
    }
}

impl fmt::Debug for PrivateKey {
    /// Says what it is, never the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({})", self.describe())
    }
}
