//! Every citation of a standard, in one place.

mod dns;
mod files;
mod http;
mod http3;
mod lessons;
mod packets;
mod pki;
mod quic;
mod starttls;
mod tls;
mod tunnels;

use std::fmt;

pub use dns::*;
pub use files::*;
pub use http::*;
pub use http3::*;
pub use lessons::*;
pub use packets::*;
pub use pki::*;
pub use quic::*;
pub use starttls::*;
pub use tls::*;
pub use tunnels::*;

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

/// How citations are written down, by document: `"RFC 9110" { NAME = "section", "what it says there"; }`.
macro_rules! cites {
    ($($document:literal { $($name:ident = $section:literal, $what:literal;)* })*) => {
        $($(#[doc = $what] pub const $name: $crate::rfc::Cite = $crate::rfc::Cite::new($document, $section);)*)*
    };
}
use cites;

cites! {
    "wirewalk" { WIREWALK = "", "No standard defines it: it is wirewalk's own."; }
    "RFC 9111" {
        CACHE_AGE = "5.1", "How long a response has been in a cache.";
        CACHE_CONTROL = "5.2", "What a cache may do.";
        EXPIRES = "5.3", "When a response becomes stale.";
        PRAGMA = "5.4", "The Cache-Control of HTTP/1.0.";
    }
    "RFC 6265" {
        SET_COOKIE = "4.1", "A server sets a cookie.";
        COOKIE = "4.2", "A client sends its cookies back.";
    }
    "RFC 6454" { ORIGIN = "7", "The site whose page caused a request."; }
    "RFC 3986" {
        URI_PATH = "3.3", "The path of a URI.";
        URI_QUERY = "3.4", "The query of a URI.";
    }
    "RFC 6797" { STRICT_TRANSPORT_SECURITY = "6.1", "Only HTTPS from now on."; }
    "RFC 7239" { FORWARDED = "4", "What a proxy changed."; }
    "RFC 6455" {
        WEBSOCKET_FIELDS = "11.3", "The fields of a WebSocket handshake.";
        WEBSOCKET_ACCEPT = "4.2.2", "What the server answers to the client's key.";
        WEBSOCKET_FRAMES = "5.2", "Frames.";
        WEBSOCKET_MASKING = "5.3", "Masks.";
        WEBSOCKET_CONTROL = "5.5", "Close, ping, pong.";
        WEBSOCKET_DATA = "5.6", "Text and bytes.";
        WEBSOCKET_CLOSE = "7.4", "Why a side closes.";
    }
    "RFC 7692" { WEBSOCKET_DEFLATE = "7.2", "Compressed messages."; }
    "RFC 7540" { HTTP2_SETTINGS = "3.2.1", "Settings for an upgrade to HTTP/2."; }
    "RFC 9293" { TCP_STREAM = "3.4", "Every byte sent has a number, so a gap is visible."; }
    "RFC 4648" { BASE64_URL = "5", "Base64 with - and _."; }
    "RFC 5652" { PKCS7_PADDING = "6.3", "Padding to whole blocks."; }
    "Fernet specification" {
        FERNET = "Token Format", "A Fernet token.";
        FERNET_VERSION = "Version", "Its version.";
        FERNET_TIMESTAMP = "Timestamp", "Its time.";
        FERNET_IV = "IV", "Its initialisation vector.";
        FERNET_CIPHERTEXT = "Ciphertext", "The encrypted message.";
        FERNET_HMAC = "HMAC", "The MAC that protects it from changes.";
    }
    "RFC 5280" { CERTIFICATES = "4", "Certificates and revocation lists."; }
    "RFC 9525" { SERVICE_IDENTITY = "6", "Which name in a certificate counts."; }
    "RFC 2986" { CERTIFICATION_REQUESTS = "4", "Requests for certificates."; }
    "RFC 8555" { ACME = "8", "How public authorities check names."; }
}
