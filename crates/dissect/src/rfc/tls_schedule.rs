//! The keys of TLS: how they follow from a shared secret, and what is proved with them.

use super::Cite;

/// The key schedule.
pub const SCHEDULE: Cite = Cite::new("RFC 8446", "7.1");
/// Keys and IVs of a traffic secret.
pub const SCHEDULE_KEYS: Cite = Cite::new("RFC 8446", "7.3");
/// The shared secret of an exchange.
pub const SCHEDULE_SHARED: Cite = Cite::new("RFC 8446", "7.4");
/// Exporters.
pub const SCHEDULE_EXPORTER: Cite = Cite::new("RFC 8446", "7.5");
/// The hash of all messages.
pub const SCHEDULE_TRANSCRIPT: Cite = Cite::new("RFC 8446", "4.4.1");
/// What CertificateVerify signs.
pub const SCHEDULE_SIGNED: Cite = Cite::new("RFC 8446", "4.4.3");
/// What Finished holds.
pub const SCHEDULE_FINISHED: Cite = Cite::new("RFC 8446", "4.4.4");
/// What tickets come from.
pub const SCHEDULE_RESUMPTION: Cite = Cite::new("RFC 8446", "4.6.1");
/// A curve and ML-KEM together.
pub const SCHEDULE_HYBRID: Cite = Cite::new("RFC 10024", "");
/// Key logs.
pub const SCHEDULE_KEY_LOG: Cite = Cite::new("RFC 9850", "2");
/// The premaster secret that a client makes up.
pub const SCHEDULE12_PREMASTER: Cite = Cite::new("RFC 5246", "7.4.7.1");
/// The master secret of TLS 1.2.
pub const SCHEDULE12_MASTER: Cite = Cite::new("RFC 5246", "8.1");
/// The key block of TLS 1.2.
pub const SCHEDULE12_KEY_BLOCK: Cite = Cite::new("RFC 5246", "6.3");
/// What ServerKeyExchange signs.
pub const SCHEDULE12_SIGNED: Cite = Cite::new("RFC 5246", "7.4.3");
/// What CertificateVerify signs in TLS 1.2.
pub const SCHEDULE12_VERIFY: Cite = Cite::new("RFC 5246", "7.4.8");
