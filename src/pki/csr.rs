//! Certificate signing requests: how they are made, and what must be checked before one is believed.

use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, KeyUsagePurpose, PublicKeyData,
    SignatureAlgorithm, SubjectPublicKeyInfo,
};
use x509_parser::prelude::{FromDer, X509CertificationRequest};
use x509_parser::public_key::PublicKey;

use super::key::describe_public;
use super::pem::{self, PemError};
use super::subject::SubjectError;
use super::{Name, PrivateKey, Subject};
use crate::verify::{self, SignatureError};

mod asked;

pub use asked::Asked;

/// What a request may ask for besides names. Carol listens to none of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// basicConstraints with CA:TRUE, and the key usage of an authority.
    pub authority: bool,
}

/// A request, as its maker sends it (RFC 2986).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    der: Vec<u8>,
}

/// A request that was read and whose signature holds. What it asks for is there to be looked at.
#[derive(Clone, Debug)]
pub struct CheckedRequest {
    der: Vec<u8>,
    subject: Subject,
    key: SubjectPublicKeyInfo,
    asked: Vec<Asked>,
}

/// Why a request is not made, or not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CsrError {
    /// Not PEM, or no request in it.
    #[error(transparent)]
    Pem(#[from] PemError),
    /// The bytes are no request: what the parser says.
    #[error("this is not a certificate signing request, or it is damaged: {0}")]
    Damaged(String),
    /// Its signature does not hold: whoever sent it has not shown that the private key is theirs.
    #[error("the request is not signed with the key that it names, so its sender may not have that key: {0}")]
    Signature(SignatureError),
    /// Its public key is of a kind that cannot be signed here, in words.
    #[error("{0} cannot be certified here; make a request with ECDSA on P-256, P-384 or P-521, RSA or Ed25519")]
    Key(String),
    /// The subject cannot be written.
    #[error(transparent)]
    Subject(#[from] SubjectError),
    /// It could not be signed.
    #[error("the request could not be signed: {0}")]
    Backend(String),
}

impl Request {
    /// A request for these names, signed with the key that it is about.
    ///
    /// # Errors
    /// The subject cannot be written, or the signature failed.
    pub fn new(key: &PrivateKey, subject: &Subject, names: &[Name]) -> Result<Request, CsrError> {
        Request::wishing(key, subject, names, Wishes::default())
    }

    /// The same, asking for more than names: what an attacker tries.
    ///
    /// # Errors
    /// As [`Request::new`].
    pub fn wishing(key: &PrivateKey, subject: &Subject, names: &[Name], wishes: Wishes) -> Result<Request, CsrError> {
        let mut params = CertificateParams::default();
        params.distinguished_name = subject.encode()?;
        params.subject_alt_names = names.iter().filter_map(super::profile::entry).collect();
        if wishes.authority {
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        }
        let signed = params.serialize_request(key.pair()).map_err(|error| CsrError::Backend(error.to_string()))?;
        Ok(Request { der: signed.der().to_vec() })
    }

    /// The DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// `BEGIN CERTIFICATE REQUEST`.
    pub fn to_pem(&self) -> String {
        pem::text("CERTIFICATE REQUEST", &self.der)
    }
}

impl CheckedRequest {
    /// Reads the first request of a PEM file and checks its signature.
    ///
    /// # Errors
    /// [`CsrError`].
    pub fn parse(text: &str) -> Result<CheckedRequest, CsrError> {
        let block = pem::first(text, &["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"])?;
        CheckedRequest::from_der(&block.der)
    }

    /// Reads a request in DER and checks its signature.
    ///
    /// # Errors
    /// [`CsrError`].
    pub fn from_der(der: &[u8]) -> Result<CheckedRequest, CsrError> {
        let damaged = |why: String| CsrError::Damaged(why);
        let (rest, request) = X509CertificationRequest::from_der(der).map_err(|error| damaged(error.to_string()))?;
        if !rest.is_empty() {
            return Err(damaged(format!("{} bytes follow its end", rest.len())));
        }
        let info = &request.certification_request_info;
        let raw_key = info.subject_pki.raw;
        // First what can be signed at all, so that the refusal says so; then whether the signature holds.
        let key = SubjectPublicKeyInfo::from_der(raw_key).map_err(|_| CsrError::Key(describe_public(raw_key)))?;
        if let Ok(PublicKey::RSA(rsa)) = info.subject_pki.parsed()
            && rsa.key_size() < 2048
        {
            return Err(CsrError::Key(format!("{}, too short to be safe,", describe_public(raw_key))));
        }
        verify::csr_signature(der).map_err(CsrError::Signature)?;
        let asked = asked::all(info).map_err(damaged)?;
        Ok(CheckedRequest { der: der.to_vec(), subject: Subject::read(&info.subject), key, asked })
    }

    /// Whom it names.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The extensions that it asks for.
    pub fn asked(&self) -> &[Asked] {
        &self.asked
    }

    /// The names that it asks for in its subject alternative name, as text; also such as no certificate of ours would hold.
    pub fn names_asked(&self) -> impl Iterator<Item = &str> {
        self.asked.iter().flat_map(|a| a.names.iter().map(String::as_str))
    }

    /// Whether it asks to be an authority.
    pub fn asks_to_be_authority(&self) -> bool {
        self.asked.iter().any(|a| a.authority)
    }

    /// The DER of the request.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The SubjectPublicKeyInfo, in DER.
    pub fn public_der(&self) -> Vec<u8> {
        self.subject_public_key_info()
    }

    /// What kind of key it is, in words.
    pub fn describe_key(&self) -> String {
        describe_public(&self.public_der())
    }
}

impl PublicKeyData for CheckedRequest {
    fn der_bytes(&self) -> &[u8] {
        self.key.der_bytes()
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        self.key.algorithm()
    }
}
