//! What a certificate will say, decided before it is signed: every field, and none left to a default.

use std::fmt;

use aws_lc_rs::digest;
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, KeyIdMethod,
    KeyUsagePurpose, NameConstraints, PublicKeyData, SanType, SerialNumber,
};
use time::OffsetDateTime;

use super::subject::SubjectError;
use super::{Name, Subject, pem};

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;
/// How far the beginning is dated back, in seconds: the clocks of others may be late.
const BACKDATED: u64 = 5 * 60;
/// The last second of the year 9999, the last that a certificate can name.
const LAST: u64 = 253_402_300_799;

/// From when to when a certificate holds, in seconds since 1970, both included (RFC 5280 section 4.1.2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The first second.
    pub not_before: u64,
    /// The last second.
    pub not_after: u64,
}

/// A certificate, as it was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
}

/// What a certificate will say. Lesson 8 makes its faulty ones by changing a field.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Whom it names.
    pub subject: Subject,
    /// The subject alternative name: what clients compare (RFC 5280 section 4.2.1.6).
    pub names: Vec<Name>,
    /// URIs in the subject alternative name: how a client's certificate names a person.
    pub uris: Vec<String>,
    /// From when to when.
    pub validity: Validity,
    /// `Some`: an authority, with its path length, if that is limited. `None`: a leaf.
    pub authority: Option<Option<u8>>,
    /// keyUsage, critical.
    pub key_usages: Vec<KeyUsagePurpose>,
    /// extKeyUsage.
    pub purposes: Vec<ExtendedKeyUsagePurpose>,
    /// Below which names an authority may certify: the permitted subtrees, critical (RFC 5280 section 4.2.1.10). Empty: all names.
    pub permitted: Vec<Name>,
    /// The serial number, at most 20 bytes, positive.
    pub serial: [u8; 16],
    /// Extensions copied as they are: only the careless do this.
    pub copied: Vec<CustomExtension>,
}

/// Why a profile gives no certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// The subject cannot be written.
    #[error(transparent)]
    Subject(#[from] SubjectError),
    /// It ends before it begins, or after the year 9999.
    #[error("a certificate cannot be valid from {0}: it must end after it begins, and before the year 10000")]
    Validity(Validity),
    /// A name or URI cannot be written.
    #[error("{0:?} cannot be in a certificate")]
    Name(String),
}

impl Validity {
    /// So many days from `now` on, begun five minutes earlier.
    pub fn days(now: u64, days: u32) -> Validity {
        Validity { not_before: now.saturating_sub(BACKDATED), not_after: now.saturating_add(u64::from(days) * DAY) }
    }

    /// Of a leaf: 30 days.
    pub fn leaf(now: u64) -> Validity {
        Validity::days(now, 30)
    }

    /// Of a root: 10 years of 365 days.
    pub fn root(now: u64) -> Validity {
        Validity::days(now, 3650)
    }
}

impl Profile {
    /// An authority: it signs certificates and revocation lists, and nothing else.
    pub fn authority(subject: Subject, validity: Validity, path_length: Option<u8>) -> Profile {
        Profile {
            authority: Some(path_length),
            key_usages: vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign],
            ..Profile::leaf(subject, Vec::new(), validity)
        }
    }

    /// A server with these names. `decrypts`: its RSA key may also decrypt, for TLS 1.2's RSA key transport.
    pub fn server(subject: Subject, names: Vec<Name>, validity: Validity, decrypts: bool) -> Profile {
        let mut profile = Profile::leaf(subject, names, validity);
        profile.purposes = vec![ExtendedKeyUsagePurpose::ServerAuth];
        if decrypts {
            profile.key_usages.push(KeyUsagePurpose::KeyEncipherment);
        }
        profile
    }

    /// A client, named by a URI.
    pub fn client(subject: Subject, uri: String, validity: Validity) -> Profile {
        let mut profile = Profile::leaf(subject, Vec::new(), validity);
        profile.uris = vec![uri];
        profile.purposes = vec![ExtendedKeyUsagePurpose::ClientAuth];
        profile
    }

    fn leaf(subject: Subject, names: Vec<Name>, validity: Validity) -> Profile {
        Profile {
            subject,
            names,
            uris: Vec::new(),
            validity,
            authority: None,
            key_usages: vec![KeyUsagePurpose::DigitalSignature],
            purposes: Vec::new(),
            permitted: Vec::new(),
            serial: random_serial(),
            copied: Vec::new(),
        }
    }

    /// For rcgen. The subject's key identifier is that of `key`.
    pub(super) fn params(&self, key: &impl PublicKeyData) -> Result<CertificateParams, ProfileError> {
        let mut params = CertificateParams::default();
        params.distinguished_name = self.subject.encode()?;
        (params.not_before, params.not_after) = self.dates()?;
        params.serial_number = Some(SerialNumber::from_slice(&self.serial));
        params.subject_alt_names = self.alternative_names()?;
        params.key_usages.clone_from(&self.key_usages);
        params.extended_key_usages.clone_from(&self.purposes);
        params.is_ca = match self.authority {
            Some(None) => IsCa::Ca(BasicConstraints::Unconstrained),
            Some(Some(length)) => IsCa::Ca(BasicConstraints::Constrained(length)),
            None if self.copied.is_empty() => IsCa::ExplicitNoCa,
            None => IsCa::NoCa,
        };
        if !self.permitted.is_empty() {
            let permitted_subtrees = self.permitted.iter().map(subtree).collect();
            params.name_constraints = Some(NameConstraints { permitted_subtrees, excluded_subtrees: Vec::new() });
        }
        params.use_authority_key_identifier_extension = true;
        params.key_identifier_method = KeyIdMethod::PreSpecified(key_identifier(key));
        params.custom_extensions.clone_from(&self.copied);
        Ok(params)
    }

    fn dates(&self) -> Result<(OffsetDateTime, OffsetDateTime), ProfileError> {
        let Validity { not_before, not_after } = self.validity;
        if not_after < not_before || not_after > LAST {
            return Err(ProfileError::Validity(self.validity));
        }
        let date = |seconds| date(seconds).ok_or(ProfileError::Validity(self.validity));
        Ok((date(not_before)?, date(not_after)?))
    }

    fn alternative_names(&self) -> Result<Vec<SanType>, ProfileError> {
        let name = |name: &Name| entry(name).ok_or_else(|| ProfileError::Name(name.to_string()));
        let uri =
            |uri: &String| Ok(SanType::URI(uri.as_str().try_into().map_err(|_| ProfileError::Name(uri.clone()))?));
        self.names.iter().map(name).chain(self.uris.iter().map(uri)).collect()
    }
}

/// Seconds since 1970 as a date.
pub(super) fn date(seconds: u64) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(i64::try_from(seconds).ok()?).ok()
}

/// 128 random bits, positive and not zero (RFC 5280 section 4.1.2.2 allows 20 bytes): nobody can foresee what will be signed.
pub(super) fn random_serial() -> [u8; 16] {
    loop {
        let mut serial: [u8; 16] = rand::random();
        serial[0] &= 0x7f;
        // A first byte of zero would be left out in DER, and the number would be shorter.
        if serial[0] != 0 {
            return serial;
        }
    }
}

/// The first 160 bits of the SHA-256 of the public key's bits (RFC 7093 section 2, method 1).
pub(super) fn key_identifier(key: &impl PublicKeyData) -> Vec<u8> {
    digest::digest(&digest::SHA256, key.der_bytes()).as_ref().iter().take(20).copied().collect()
}

fn subtree(name: &Name) -> GeneralSubtree {
    match name {
        Name::Dns(name) => GeneralSubtree::DnsName(name.clone()),
        Name::Ip(std::net::IpAddr::V4(address)) => {
            GeneralSubtree::IpAddress(rcgen::CidrSubnet::V4(address.octets(), [255; 4]))
        }
        Name::Ip(std::net::IpAddr::V6(address)) => {
            GeneralSubtree::IpAddress(rcgen::CidrSubnet::V6(address.octets(), [255; 16]))
        }
    }
}

impl Certificate {
    /// A certificate from its DER; nothing is checked.
    pub fn from_der(der: impl Into<Vec<u8>>) -> Certificate {
        Certificate { der: der.into() }
    }

    /// The DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// `BEGIN CERTIFICATE`.
    pub fn to_pem(&self) -> String {
        pem::text("CERTIFICATE", &self.der)
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", day(self.not_before), day(self.not_after))
    }
}

/// A date in UTC, to the second.
pub(super) fn day(seconds: u64) -> String {
    if seconds > LAST {
        return format!("{seconds} seconds after 1970");
    }
    humantime::format_rfc3339_seconds(std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).to_string()
}

/// A name as an entry of a subject alternative name.
pub(super) fn entry(name: &Name) -> Option<SanType> {
    Some(match name {
        Name::Dns(name) => SanType::DnsName(name.as_str().try_into().ok()?),
        Name::Ip(address) => SanType::IpAddress(*address),
    })
}
