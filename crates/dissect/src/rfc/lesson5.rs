//! Where lesson 5 sends a person who wants to read on.

use super::Cite;

/// TLS 1.3, in overview.
pub const TLS13: Cite = Cite::new("RFC 8446", "2");
/// From the shared secret to every key.
pub const KEY_SCHEDULE: Cite = Cite::new("RFC 8446", "7.1");
/// Certificate, CertificateVerify, Finished.
pub const AUTHENTICATION: Cite = Cite::new("RFC 8446", "4.4");
/// The handshake of TLS 1.2, in overview.
pub const TLS12: Cite = Cite::new("RFC 5246", "7.3");
/// Two key exchanges at once, one of them post-quantum.
pub const HYBRID: Cite = Cite::new("RFC 9954", "");
/// What to allow today.
pub const RECOMMENDATIONS: Cite = Cite::new("RFC 9325", "3");
/// The server name, hidden.
pub const ENCRYPTED_CLIENT_HELLO: Cite = Cite::new("RFC 9849", "");
