//! The front of every server of the course, the reverse proxy, Alice's client, and both sides of TLS.
//!
//! Everything that listens stands behind a [`door`].

pub mod client;
pub mod door;
pub mod frames;
pub mod proxy;
pub mod tls;
