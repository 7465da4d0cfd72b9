//! Certificates in a sentence. What they say of themselves comes from outside and is escaped.

use std::time::{Duration, UNIX_EPOCH};

use x509_parser::prelude::X509Certificate;
use x509_parser::time::ASN1Time;
use x509_parser::x509::X509Name;

/// A distinguished name.
pub(super) fn distinguished(name: &X509Name) -> String {
    let text = name.to_string();
    if text.is_empty() { "(no name)".to_owned() } else { text.escape_debug().to_string() }
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
    /// The last second of the year 9999: what comes later is not written as a date.
    const LAST: u64 = 253_402_300_799;
    humantime::format_rfc3339_seconds(UNIX_EPOCH + Duration::from_secs(seconds.min(LAST))).to_string()
}
