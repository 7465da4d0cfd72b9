//! What both ends of a TLS connection of ours share: the key log. The configuration of rustls itself stands in the lessons.

mod key_log;

pub use key_log::{KEY_LOG_FILE, Recorder, key_log};
