//! Every citation of a standard, in one place.

mod exchange;
mod gallery;
mod http;
mod http2;
pub mod lesson5;
pub mod lesson6;
mod pki;
pub mod proxy;
mod tls;
mod tls_record;
mod tls_schedule;

use std::fmt;

pub use exchange::*;
pub use gallery::*;
pub use http::*;
pub use http2::*;
pub use pki::*;
pub use tls::*;
pub use tls_record::*;
pub use tls_schedule::*;

/// A place in a standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cite {
    /// The document: `RFC 9110`, `Fernet specification`.
    pub document: &'static str,
    /// The section, without its sign; empty: the whole document.
    pub section: &'static str,
}

impl Cite {
    /// A section of a document.
    pub const fn new(document: &'static str, section: &'static str) -> Cite {
        Cite { document, section }
    }
}

impl fmt::Display for Cite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.section {
            "" => f.write_str(self.document),
            section => write!(f, "{} §{section}", self.document),
        }
    }
}

/// No standard speaks of it: it is ours.
pub const WIREWALK: Cite = Cite::new("wirewalk", "");

// Others.
/// How long an answer lay in a cache.
pub const CACHE_AGE: Cite = Cite::new("RFC 9111", "5.1");
/// What a cache may do.
pub const CACHE_CONTROL: Cite = Cite::new("RFC 9111", "5.2");
/// When an answer is stale.
pub const EXPIRES: Cite = Cite::new("RFC 9111", "5.3");
/// The Cache-Control of HTTP/1.0.
pub const PRAGMA: Cite = Cite::new("RFC 9111", "5.4");
/// A server hands out a cookie.
pub const SET_COOKIE: Cite = Cite::new("RFC 6265", "4.1");
/// A client shows its cookies.
pub const COOKIE: Cite = Cite::new("RFC 6265", "4.2");
/// Which site's page asks.
pub const ORIGIN: Cite = Cite::new("RFC 6454", "7");
/// The path of a URI.
pub const URI_PATH: Cite = Cite::new("RFC 3986", "3.3");
/// The query of a URI.
pub const URI_QUERY: Cite = Cite::new("RFC 3986", "3.4");
/// HTTPS from now on.
pub const STRICT_TRANSPORT_SECURITY: Cite = Cite::new("RFC 6797", "6.1");
/// What a proxy changed.
pub const FORWARDED: Cite = Cite::new("RFC 7239", "4");
/// The fields of a WebSocket handshake.
pub const WEBSOCKET_FIELDS: Cite = Cite::new("RFC 6455", "11.3");
/// Settings for an upgrade to HTTP/2.
pub const HTTP2_SETTINGS: Cite = Cite::new("RFC 7540", "3.2.1");
/// What was sent is numbered, so that a gap shows.
pub const TCP_STREAM: Cite = Cite::new("RFC 9293", "3.4");
/// Base64 with - and _.
pub const BASE64_URL: Cite = Cite::new("RFC 4648", "5");
/// Padding to whole blocks.
pub const PKCS7_PADDING: Cite = Cite::new("RFC 5652", "6.3");
/// A Fernet token.
pub const FERNET: Cite = Cite::new("Fernet specification", "Token Format");
/// Its version.
pub const FERNET_VERSION: Cite = Cite::new("Fernet specification", "Version");
/// Its time.
pub const FERNET_TIMESTAMP: Cite = Cite::new("Fernet specification", "Timestamp");
/// Its initialisation vector.
pub const FERNET_IV: Cite = Cite::new("Fernet specification", "IV");
/// What it hides.
pub const FERNET_CIPHERTEXT: Cite = Cite::new("Fernet specification", "Ciphertext");
/// What protects it against change.
pub const FERNET_HMAC: Cite = Cite::new("Fernet specification", "HMAC");

/// Certificates and revocation lists.
pub const CERTIFICATES: Cite = Cite::new("RFC 5280", "4");
/// Which name in a certificate counts.
pub const SERVICE_IDENTITY: Cite = Cite::new("RFC 9525", "6");
/// Requests for certificates.
pub const CERTIFICATION_REQUESTS: Cite = Cite::new("RFC 2986", "4");
/// How public authorities check names.
pub const ACME: Cite = Cite::new("RFC 8555", "8");

// Where the lessons send a person who wants to read on.
/// What a message is made of.
pub const HTTP_MESSAGES: Cite = Cite::new("RFC 9110", "6");
/// How HTTP/1.1 writes it down.
pub const HTTP_SYNTAX: Cite = Cite::new("RFC 9112", "2");
/// What HTTP's authors warn of.
pub const HTTP_SECURITY: Cite = Cite::new("RFC 9110", "17");
/// Listening is an attack.
pub const PERVASIVE_MONITORING: Cite = Cite::new("RFC 7258", "1");
/// The whole specification.
pub const FERNET_SPECIFICATION: Cite = Cite::new("Fernet specification", "");
/// How a hash and a key make a MAC.
pub const HMAC: Cite = Cite::new("RFC 2104", "2");
/// Cipher block chaining.
pub const AES_CBC: Cite = Cite::new("NIST SP 800-38A", "6.2");

/// What the door refuses, and where the standards say so.
pub mod door {
    use super::Cite;

    /// Lines end in CRLF.
    pub const LINES: Cite = Cite::new("RFC 9112", "2.2");
    /// Versions.
    pub const VERSION: Cite = Cite::new("RFC 9112", "2.3");
    /// The request line.
    pub const REQUEST_LINE: Cite = Cite::new("RFC 9112", "3");
    /// The forms of a request target.
    pub const TARGET: Cite = Cite::new("RFC 9112", "3.2");
    /// The characters of a URI.
    pub const URI_CHARACTERS: Cite = Cite::new("RFC 3986", "2");
    /// The method is a token.
    pub const METHOD: Cite = Cite::new("RFC 9110", "9.1");
    /// CONNECT asks for a tunnel.
    pub const CONNECT: Cite = Cite::new("RFC 9110", "9.3.6");
    /// Host.
    pub const HOST: Cite = Cite::new("RFC 9110", "7.2");
    /// No whitespace before the colon.
    pub const FIELD_LINE: Cite = Cite::new("RFC 9112", "5.1");
    /// Folded field lines.
    pub const OBS_FOLD: Cite = Cite::new("RFC 9112", "5.2");
    /// Field names.
    pub const FIELD_NAME: Cite = Cite::new("RFC 9110", "5.1");
    /// Field values.
    pub const FIELD_VALUE: Cite = Cite::new("RFC 9110", "5.5");
    /// Transfer-Encoding.
    pub const TRANSFER_ENCODING: Cite = Cite::new("RFC 9112", "6.1");
    /// How long a body is.
    pub const BODY_LENGTH: Cite = Cite::new("RFC 9112", "6.3");
    /// Content-Length.
    pub const CONTENT_LENGTH: Cite = Cite::new("RFC 9110", "8.6");
    /// Chunks.
    pub const CHUNKS: Cite = Cite::new("RFC 9112", "7.1");
    /// Trailers.
    pub const TRAILERS: Cite = Cite::new("RFC 9112", "7.1.2");
    /// Messages that end early.
    pub const INCOMPLETE: Cite = Cite::new("RFC 9112", "8");
    /// Expect.
    pub const EXPECT: Cite = Cite::new("RFC 9110", "10.1.1");
    /// 408 Request Timeout.
    pub const TIMEOUT: Cite = Cite::new("RFC 9110", "15.5.9");
    /// 413 Content Too Large.
    pub const TOO_LARGE: Cite = Cite::new("RFC 9110", "15.5.14");
    /// 414 URI Too Long.
    pub const URI_TOO_LONG: Cite = Cite::new("RFC 9110", "15.5.15");
    /// 502 Bad Gateway.
    pub const BAD_GATEWAY: Cite = Cite::new("RFC 9110", "15.6.3");
    /// 503 Service Unavailable.
    pub const UNAVAILABLE: Cite = Cite::new("RFC 9110", "15.6.4");
    /// 504 Gateway Timeout.
    pub const GATEWAY_TIMEOUT: Cite = Cite::new("RFC 9110", "15.6.5");
    /// 431 Request Header Fields Too Large.
    pub const FIELDS_TOO_LARGE: Cite = Cite::new("RFC 6585", "5");
    /// The preface of an HTTP/2 connection.
    pub const HTTP2_PREFACE: Cite = Cite::new("RFC 9113", "3.4");
    /// HTTP over TLS.
    pub const HTTPS: Cite = Cite::new("RFC 9110", "4.2.2");
}
