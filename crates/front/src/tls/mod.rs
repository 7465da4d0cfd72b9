//! What both ends of a TLS connection of ours share: notes of its secrets. The configuration of rustls itself
//! stands in the lessons.

mod exchange;
mod insecure;
mod key_log;

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::{SupportedCipherSuite, quic};

pub use insecure::believes_everybody;
pub use key_log::{KEY_LOG_FILE, Recorder, key_log};

/// Suites, groups and signatures of aws-lc-rs, for commands that record nothing.
pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// What the first packets of QUIC are encrypted with, whatever the two sides agree on later: AES-128-GCM (RFC 9001 section 5.2).
/// `None`: aws-lc-rs was built without it.
pub(crate) fn first_of_quic() -> Option<quic::Suite> {
    match aws_lc_rs::cipher_suite::TLS13_AES_128_GCM_SHA256 {
        SupportedCipherSuite::Tls13(suite) => suite.quic_suite(),
        SupportedCipherSuite::Tls12(_) => None,
    }
}
