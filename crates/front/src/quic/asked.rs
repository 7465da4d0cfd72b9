//! What is asked over HTTP/3, and what is answered.

use std::sync::Arc;

/// The name by which HTTP/3 is agreed on in TLS (RFC 9114 section 3.1).
pub(super) const ALPN: &[u8] = b"h3";

/// What Bob was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method: `GET`.
    pub method: String,
    /// The path, with the query if there is one: `/acorns?how=many`.
    pub path: String,
    /// The body, whole.
    pub body: Vec<u8>,
    /// The handshake was not over when this was read: it may be a copy of what somebody else sent (RFC 9001 section 9.2).
    pub early: bool,
}

/// What he answers: text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status, of three digits.
    pub status: u16,
    /// The text.
    pub body: String,
}

/// Whether a server asks a client to prove its address first (Retry, RFC 9000 section 8.1.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Proof {
    /// Only where most of his places are held by clients that have not finished their handshake: they may not exist.
    Never,
    /// Whoever comes without a token gets a Retry.
    Always,
}

/// What Bob's app is: it may run on several threads at once, and may take its time.
pub(super) type App = Arc<dyn Fn(&Request) -> Answer + Send + Sync>;
