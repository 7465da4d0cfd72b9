//! Every citation of a standard, in one place.

use std::fmt;

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

// HTTP semantics (RFC 9110).
/// Names of header fields.
pub const FIELD_NAMES: Cite = Cite::new("RFC 9110", "5.1");
/// Values of header fields.
pub const FIELD_VALUES: Cite = Cite::new("RFC 9110", "5.5");
/// What a token is made of.
pub const TOKENS: Cite = Cite::new("RFC 9110", "5.6.2");
/// Where white space may stand, and where it must not.
pub const WHITESPACE: Cite = Cite::new("RFC 9110", "5.6.3");
/// What a body is for.
pub const CONTENT: Cite = Cite::new("RFC 9110", "6.4");
/// Fields after a body.
pub const TRAILERS: Cite = Cite::new("RFC 9110", "6.5");
/// When a message was made.
pub const DATE: Cite = Cite::new("RFC 9110", "6.6.1");
/// Which fields come after the body.
pub const TRAILER: Cite = Cite::new("RFC 9110", "6.6.2");
/// Which site is meant.
pub const HOST: Cite = Cite::new("RFC 9110", "7.2");
/// What holds for this connection only.
pub const CONNECTION: Cite = Cite::new("RFC 9110", "7.6.1");
/// Through whom a message came.
pub const VIA: Cite = Cite::new("RFC 9110", "7.6.3");
/// Another protocol on the same connection.
pub const UPGRADE: Cite = Cite::new("RFC 9110", "7.8");
/// What kind of data a body is.
pub const CONTENT_TYPE: Cite = Cite::new("RFC 9110", "8.3");
/// How a body is compressed.
pub const CONTENT_ENCODING: Cite = Cite::new("RFC 9110", "8.4");
/// How long a body is.
pub const CONTENT_LENGTH: Cite = Cite::new("RFC 9110", "8.6");
/// When a resource changed.
pub const LAST_MODIFIED: Cite = Cite::new("RFC 9110", "8.8.2");
/// The version of a resource.
pub const ETAG: Cite = Cite::new("RFC 9110", "8.8.3");
/// What a request asks for.
pub const METHODS: Cite = Cite::new("RFC 9110", "9");
/// Waiting for leave to send a body.
pub const EXPECT: Cite = Cite::new("RFC 9110", "10.1.1");
/// Which page led here.
pub const REFERER: Cite = Cite::new("RFC 9110", "10.1.3");
/// Which transfer codings are understood.
pub const TE: Cite = Cite::new("RFC 9110", "10.1.4");
/// Which program asks.
pub const USER_AGENT: Cite = Cite::new("RFC 9110", "10.1.5");
/// Which methods work.
pub const ALLOW: Cite = Cite::new("RFC 9110", "10.2.1");
/// Where to go instead.
pub const LOCATION: Cite = Cite::new("RFC 9110", "10.2.2");
/// When to try again.
pub const RETRY_AFTER: Cite = Cite::new("RFC 9110", "10.2.3");
/// Which program answers.
pub const SERVER: Cite = Cite::new("RFC 9110", "10.2.4");
/// How to prove who one is.
pub const WWW_AUTHENTICATE: Cite = Cite::new("RFC 9110", "11.6.1");
/// Proof of who one is.
pub const AUTHORIZATION: Cite = Cite::new("RFC 9110", "11.6.2");
/// How to prove who one is to a proxy.
pub const PROXY_AUTHENTICATE: Cite = Cite::new("RFC 9110", "11.7.1");
/// Proof of who one is, to a proxy.
pub const PROXY_AUTHORIZATION: Cite = Cite::new("RFC 9110", "11.7.2");
/// Which kinds of data are welcome.
pub const ACCEPT: Cite = Cite::new("RFC 9110", "12.5.1");
/// Which compressions are understood.
pub const ACCEPT_ENCODING: Cite = Cite::new("RFC 9110", "12.5.3");
/// Which languages are welcome.
pub const ACCEPT_LANGUAGE: Cite = Cite::new("RFC 9110", "12.5.4");
/// What an answer depends on.
pub const VARY: Cite = Cite::new("RFC 9110", "12.5.5");
/// Only if it is another version.
pub const IF_NONE_MATCH: Cite = Cite::new("RFC 9110", "13.1.2");
/// Only if it changed.
pub const IF_MODIFIED_SINCE: Cite = Cite::new("RFC 9110", "13.1.3");
/// A part of a resource only.
pub const RANGE: Cite = Cite::new("RFC 9110", "14.2");
/// Whether parts can be asked for.
pub const ACCEPT_RANGES: Cite = Cite::new("RFC 9110", "14.3");
/// Which part this is.
pub const CONTENT_RANGE: Cite = Cite::new("RFC 9110", "14.4");
/// How a request went.
pub const STATUS_CODES: Cite = Cite::new("RFC 9110", "15");

// HTTP/1.1 on the wire (RFC 9112).
/// Start line, fields, empty line, body.
pub const MESSAGE_FORMAT: Cite = Cite::new("RFC 9112", "2.1");
/// How to read a message, and line ends.
pub const MESSAGE_PARSING: Cite = Cite::new("RFC 9112", "2.2");
/// The version.
pub const HTTP_VERSION: Cite = Cite::new("RFC 9112", "2.3");
/// The first line of a request.
pub const REQUEST_LINE: Cite = Cite::new("RFC 9112", "3");
/// The method in the request line.
pub const METHOD: Cite = Cite::new("RFC 9112", "3.1");
/// What a request is about.
pub const REQUEST_TARGET: Cite = Cite::new("RFC 9112", "3.2");
/// The first line of a response.
pub const STATUS_LINE: Cite = Cite::new("RFC 9112", "4");
/// Header lines.
pub const FIELD_SYNTAX: Cite = Cite::new("RFC 9112", "5");
/// No white space before the colon.
pub const FIELD_PARSING: Cite = Cite::new("RFC 9112", "5.1");
/// Header lines that go on in the next line.
pub const OBS_FOLD: Cite = Cite::new("RFC 9112", "5.2");
/// How a body is framed.
pub const TRANSFER_ENCODING: Cite = Cite::new("RFC 9112", "6.1");
/// The body.
pub const MESSAGE_BODY: Cite = Cite::new("RFC 9112", "6");
/// How the end of a body is found.
pub const BODY_LENGTH: Cite = Cite::new("RFC 9112", "6.3");
/// A body in chunks.
pub const CHUNKED: Cite = Cite::new("RFC 9112", "7.1");
/// What may stand behind a chunk's size.
pub const CHUNK_EXTENSIONS: Cite = Cite::new("RFC 9112", "7.1.1");
/// Fields after the last chunk.
pub const CHUNKED_TRAILER: Cite = Cite::new("RFC 9112", "7.1.2");
/// Messages that are cut off.
pub const INCOMPLETE: Cite = Cite::new("RFC 9112", "8");

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

// Lesson 3: agreeing on a key in public.
/// X25519, the function.
pub const X25519: Cite = Cite::new("RFC 7748", "5");
/// Public keys of X25519, and how they are read.
pub const X25519_PUBLIC_KEY: Cite = Cite::new("RFC 7748", "6.1");
/// What both ends compute, and the check for zero.
pub const X25519_SHARED: Cite = Cite::new("RFC 7748", "6.1");
/// What to know before one builds on it.
pub const X25519_SECURITY: Cite = Cite::new("RFC 7748", "7");
/// HKDF, the whole of it.
pub const HKDF: Cite = Cite::new("RFC 5869", "2");
/// Its first step.
pub const HKDF_EXTRACT: Cite = Cite::new("RFC 5869", "2.2");
/// Its second step.
pub const HKDF_EXPAND: Cite = Cite::new("RFC 5869", "2.3");
/// What `info` is good for.
pub const HKDF_INFO: Cite = Cite::new("RFC 5869", "3.2");
/// Why the public keys belong into the derivation.
pub const TRANSCRIPT_HASH: Cite = Cite::new("RFC 7748", "6.1");
/// The two halves of a Fernet key.
pub const FERNET_KEY: Cite = Cite::new("Fernet specification", "Key Format");
/// Diffie–Hellman over primes, in TLS, with groups that are large enough.
pub const FFDHE: Cite = Cite::new("RFC 7919", "1");
/// The paper that made it public.
pub const NEW_DIRECTIONS: Cite = Cite::new("Diffie and Hellman, New Directions in Cryptography (1976)", "");
/// How 512-bit groups were broken in practice.
pub const LOGJAM: Cite = Cite::new("Adrian et al., Imperfect Forward Secrecy (2015)", "");
mod gallery;
mod pki;
pub use gallery::*;
pub use pki::*;
mod tls_record;
pub use tls_record::*;
pub mod lesson5;
mod tls;
pub use tls::*;
mod tls_schedule;
pub use tls_schedule::*;
