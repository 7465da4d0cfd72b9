//! What a reverse proxy answers for itself.

use super::Cite;

/// 308 Permanent Redirect.
pub const PERMANENT_REDIRECT: Cite = Cite::new("RFC 9110", "15.4.9");
/// 304 Not Modified.
pub const NOT_MODIFIED: Cite = Cite::new("RFC 9110", "15.4.5");
/// 403 Forbidden.
pub const FORBIDDEN: Cite = Cite::new("RFC 9110", "15.5.4");
/// 404 Not Found.
pub const NOT_FOUND: Cite = Cite::new("RFC 9110", "15.5.5");
/// 405 Method Not Allowed.
pub const NOT_ALLOWED: Cite = Cite::new("RFC 9110", "15.5.6");
/// 429 Too Many Requests.
pub const TOO_MANY_REQUESTS: Cite = Cite::new("RFC 6585", "4");
/// 501 Not Implemented.
pub const NOT_IMPLEMENTED: Cite = Cite::new("RFC 9110", "15.6.2");
/// What only a proxy can know, and whom to believe it.
pub const FORWARDED: Cite = Cite::new("RFC 7239", "8.1");
/// That one host's memory of HTTPS holds for all its ports.
pub const HSTS_PORTS: Cite = Cite::new("RFC 6797", "8.3");
/// What a parser that is lenient costs whoever stands behind it.
pub const REQUEST_SMUGGLING: Cite = Cite::new("RFC 9112", "11.2");
