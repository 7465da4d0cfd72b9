//! What both ends of a TLS connection of ours share: notes of its secrets. The configuration of rustls itself
//! stands in the lessons.

mod exchange;
mod insecure;
mod key_log;

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};

pub use insecure::believes_everybody;
pub use key_log::{KEY_LOG_FILE, Recorder, key_log};

/// Suites, groups and signatures of aws-lc-rs, for commands that record nothing.
pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}
