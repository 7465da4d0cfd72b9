//! What both ends of a TLS connection of ours share: notes of its secrets. The configuration of rustls itself
//! stands in the lessons.

mod exchange;
mod key_log;

pub use key_log::{KEY_LOG_FILE, Recorder, key_log};
