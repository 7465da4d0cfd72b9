//! What a client may send, and how long it may take.

use std::time::Duration;

/// What a client may send, and how long it may take. One value per lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest head (request line and headers), in bytes.
    pub head_bytes: usize,
    /// The most headers of a request.
    pub headers: usize,
    /// The longest body of a request, in bytes, its framing not counted.
    pub body_bytes: u64,
    /// The most connections at once. The real number is smaller where descriptors are short: each takes one, one whose request is
    /// with the app three more (tiny_http doubles its own), and some are kept in reserve.
    pub connections: usize,
    /// How long a head may take as a whole; the first one begins with the connection. A handshake may take as long before it.
    pub head_time: Duration,
    /// How long a connection may rest between two requests.
    pub idle_time: Duration,
    /// How long the body of a request may stand still.
    pub body_time: Duration,
    /// How long a client may read nothing of its answer.
    pub write_time: Duration,
    /// How long the app may take to answer, and its answer may stand still.
    pub app_time: Duration,
}

/// The most requests that are with an app at once, whatever the number of connections: each takes a thread there.
pub(super) const AT_ONCE: usize = 64;

impl Limits {
    /// The most requests that are with an app at once; others wait for their turn.
    pub fn at_once(&self) -> usize {
        self.connections.min(AT_ONCE)
    }
}

impl Default for Limits {
    /// Sensible for a lesson: 16 KiB and 100 headers, 1 MiB of body, 512 connections, 10 seconds for the client (30 between
    /// requests) and 30 for the app.
    fn default() -> Limits {
        Limits {
            head_bytes: 16 * 1024,
            headers: 100,
            body_bytes: 1024 * 1024,
            connections: 512,
            head_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(30),
            body_time: Duration::from_secs(10),
            write_time: Duration::from_secs(10),
            app_time: Duration::from_secs(30),
        }
    }
}
