//! Certificates in a sentence. What they say of themselves comes from outside and is escaped.

use std::net::IpAddr;

use wirewalk_ground::escaped;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::X509Certificate;
use x509_parser::time::ASN1Time;
use x509_parser::x509::X509Name;

use crate::recording::{LAST_SECOND, rfc3339};

/// A distinguished name.
pub(super) fn distinguished(name: &X509Name) -> String {
    let text = name.to_string();
    if text.is_empty() { "(no name)".to_owned() } else { escaped(&text) }
}

/// Whom a certificate names.
pub(super) fn subject(certificate: &X509Certificate) -> String {
    distinguished(certificate.subject())
}

/// A date of a certificate.
pub(super) fn date(time: ASN1Time) -> String {
    u64::try_from(time.timestamp()).map_or_else(|_| time.to_string(), moment)
}

/// Seconds since 1970 as a date.
pub(super) fn moment(seconds: u64) -> String {
    rfc3339(seconds.min(LAST_SECOND)).unwrap_or_default()
}

/// The names in the subject alternative name of a certificate, as text.
pub fn alternative(certificate: &X509Certificate) -> Vec<String> {
    certificate.iter_extensions().flat_map(|extension| general_names(extension.parsed_extension())).collect()
}

/// The names of a subject alternative name, as text.
pub fn general_names(extension: &ParsedExtension) -> Vec<String> {
    let ParsedExtension::SubjectAlternativeName(san) = extension else { return Vec::new() };
    let name = |name: &GeneralName| match name {
        GeneralName::DNSName(text) | GeneralName::RFC822Name(text) | GeneralName::URI(text) => (*text).to_owned(),
        GeneralName::IPAddress(bytes) => address(bytes),
        other => other.to_string(),
    };
    san.general_names.iter().map(name).collect()
}

/// An IP address.
pub(super) fn address(bytes: &[u8]) -> String {
    if let Ok(v4) = <[u8; 4]>::try_from(bytes) {
        return IpAddr::from(v4).to_string();
    }
    let v6 = <[u8; 16]>::try_from(bytes).map(|v6| IpAddr::from(v6).to_string());
    v6.unwrap_or_else(|_| format!("an address of {} bytes", bytes.len()))
}
