//! What is asked of a chain, and how a server shows it.

use super::Cite;

/// How a path from a certificate to a trusted root is judged.
pub const PATH_VALIDATION: Cite = Cite::new("RFC 5280", "6.1");
/// In which order certificates are sent.
pub const CHAIN_ORDER: Cite = Cite::new("RFC 8446", "4.4.2");
/// How a server proves that it holds the private key.
pub const PROOF_OF_POSSESSION: Cite = Cite::new("RFC 8446", "4.4.3");
/// Which keys may still sign.
pub const KEY_LENGTHS: Cite = Cite::new("NIST SP 800-131A Rev. 2", "3");
