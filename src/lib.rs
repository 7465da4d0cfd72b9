//! wirewalk: from a secret in plain HTTP to mutually authenticated TLS 1.3, every byte explained.

extern crate self as wirewalk;

pub mod claims;
pub mod client;
pub mod dissect;
pub mod door;
pub mod fernet;
pub mod recording;
pub mod render;
pub mod rfc;
pub mod stage;
pub mod story;
