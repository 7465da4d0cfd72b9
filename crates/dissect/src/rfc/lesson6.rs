//! Where lesson 6 sends a person who wants to read on.

use super::Cite;

/// The server asks back.
pub const CERTIFICATE_REQUEST: Cite = Cite::new("RFC 8446", "4.3.2");
/// What a client shows, and what happens if it shows nothing.
pub const CERTIFICATE: Cite = Cite::new("RFC 8446", "4.4.2");
/// Alerts that end a handshake.
pub const ERROR_ALERTS: Cite = Cite::new("RFC 8446", "6.2");
/// Which message follows which in TLS 1.2.
pub const TLS12_ORDER: Cite = Cite::new("RFC 5246", "7.3");
/// From a certificate to a root.
pub const PATH_VALIDATION: Cite = Cite::new("RFC 5280", "6");
/// Lists of what was taken back.
pub const REVOCATION_LISTS: Cite = Cite::new("RFC 5280", "5");
/// Key and certificate in one file.
pub const PKCS12: Cite = Cite::new("RFC 7292", "4");
