//! What Peggy alone may say about a client: the headers that she takes off a request, and those that she puts on.
//!
//! A backend may read a header's name in more than one spelling: case never counts, and CGI, WSGI and PHP make one variable of
//! `X-SSL-Client-CN`, `X_SSL_Client_CN` and `X.SSL.Client.CN`. The door lets nothing but letters, digits and `-` through and
//! drops trailers; here names are compared by their letters and digits alone, so that this holds without the door too.

use std::fmt::Write as _;

use hyper::header::{HOST, HeaderMap, HeaderName, HeaderValue};

use super::{Denied, Outside};
use crate::door::{Mark, Peer};

/// The common name of the client's certificate, percent-encoded.
pub const CLIENT_CN: &str = "X-SSL-Client-CN";
/// Whether the client has a certificate that was verified: `SUCCESS`, else `NONE`, as nginx says it (`$ssl_client_verify`).
pub const CLIENT_VERIFY: &str = "X-SSL-Client-Verify";

const CN: HeaderName = HeaderName::from_static("x-ssl-client-cn");
const VERIFY: HeaderName = HeaderName::from_static("x-ssl-client-verify");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// How the names begin, by letters and digits alone, that nobody outside may use.
const OURS: [&str; 5] = ["xssl", "xforwarded", "forwarded", "xrealip", "xclientcert"];

/// Takes off a request what only Peggy may say, and says it.
///
/// # Errors
/// The client has a certificate, and not one common name.
pub fn introduce(headers: &mut HeaderMap, peer: &Peer, outside: Outside) -> Result<(), Denied> {
    strip(headers);
    let verified = match &peer.identity {
        Some(identity) => match &identity.common_names[..] {
            // An empty one names nobody.
            [only] if only.trim().is_empty() => return Err(Denied::CommonNames(0)),
            [only] => {
                headers.insert(CN, ascii(&encoded(only)));
                "SUCCESS"
            }
            names => return Err(Denied::CommonNames(names.len())),
        },
        None => "NONE",
    };
    headers.insert(VERIFY, HeaderValue::from_static(verified));
    if let Some(addr) = peer.addr {
        headers.insert(FORWARDED_FOR, ascii(&addr.ip().to_canonical().to_string()));
    }
    headers.insert(FORWARDED_PROTO, HeaderValue::from_static(outside.scheme()));
    if let Some(host) = headers.get(HOST).cloned() {
        headers.insert(FORWARDED_HOST, host);
    }
    Ok(())
}

/// Takes off all headers that a backend could take for Peggy's.
pub fn strip(headers: &mut HeaderMap) {
    let mark = letters(Mark::NAME);
    let names = headers.keys().filter(|name| {
        let name = letters(name.as_str());
        name == mark || OURS.iter().any(|ours| name.starts_with(ours))
    });
    for name in names.cloned().collect::<Vec<_>>() {
        headers.remove(name);
    }
}

/// A name's letters and digits, small.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// A name as it stands in a header: all bytes of its UTF-8 percent-encoded, except those that RFC 3986 §2.3 calls unreserved
/// (letters, digits, `-`, `.`, `_`, `~`). So no name ends a line, and any URL decoder gives it back.
pub fn encoded(name: &str) -> String {
    name.bytes().fold(String::new(), |mut text, byte| {
        match byte {
            byte if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => text.push(char::from(byte)),
            byte => drop(write!(text, "%{byte:02X}")),
        }
        text
    })
}

/// The name that was encoded so; `None`: this is not how a name stands in a header.
pub fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match first {
            b'%' => {
                let (digits, after) = rest.split_at_checked(2)?;
                rest = after;
                u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?
            }
            byte => *byte,
        });
    }
    String::from_utf8(bytes).ok().filter(|name| encoded(name) == text)
}

/// What is visible ASCII already is always a value; nothing else ever becomes one.
fn ascii(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}
