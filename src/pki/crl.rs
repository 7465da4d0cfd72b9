//! Certificate revocation lists: what an authority takes back (RFC 5280 section 5).

use rcgen::{CertificateRevocationListParams, KeyIdMethod, RevocationReason, RevokedCertParams, SerialNumber};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::ca::IssueError;
use super::profile::{ProfileError, date};
use super::{Authority, Certificate, Validity, pem};

/// One certificate that is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// Its serial number, big-endian.
    pub serial: Vec<u8>,
    /// When, in seconds since 1970.
    pub time: u64,
    /// Why.
    pub reason: RevocationReason,
}

/// A signed list of revoked certificates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevocationList {
    der: Vec<u8>,
}

impl Revocation {
    /// Takes a certificate back because its key was stolen.
    ///
    /// # Errors
    /// The certificate cannot be read.
    pub fn stolen(certificate: &Certificate, time: u64) -> Result<Revocation, IssueError> {
        let (_, parsed) =
            X509Certificate::from_der(certificate.der()).map_err(|error| IssueError::Damaged(error.to_string()))?;
        Ok(Revocation { serial: parsed.raw_serial().to_vec(), time, reason: RevocationReason::KeyCompromise })
    }
}

impl RevocationList {
    /// The DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// `BEGIN X509 CRL`.
    pub fn to_pem(&self) -> String {
        pem::text("X509 CRL", &self.der)
    }
}

impl Authority {
    /// A list of what is revoked. `number` grows from list to list; `validity` says when this one was made and when the next is due.
    ///
    /// # Errors
    /// A date cannot be written, or it could not be signed.
    pub fn crl(&self, number: u64, revoked: &[Revocation], validity: Validity) -> Result<RevocationList, IssueError> {
        let bad = || IssueError::Profile(ProfileError::Validity(validity));
        let entry = |revocation: &Revocation| {
            Some(RevokedCertParams {
                serial_number: SerialNumber::from_slice(&revocation.serial),
                revocation_time: date(revocation.time)?,
                reason_code: Some(revocation.reason),
                invalidity_date: None,
            })
        };
        let params = CertificateRevocationListParams {
            this_update: date(validity.not_before).ok_or_else(bad)?,
            next_update: date(validity.not_after).ok_or_else(bad)?,
            crl_number: SerialNumber::from(number),
            issuing_distribution_point: None,
            revoked_certs: revoked.iter().map(entry).collect::<Option<_>>().ok_or_else(bad)?,
            key_identifier_method: KeyIdMethod::PreSpecified(self.key_identifier()?),
        };
        let signed = params.signed_by(&self.issuer()?).map_err(|error| IssueError::Backend(error.to_string()))?;
        Ok(RevocationList { der: signed.der().to_vec() })
    }
}
