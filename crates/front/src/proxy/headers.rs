//! What Peggy alone may say about a client: the headers that she takes off a request, and those that she puts on.
//!
//! A backend may read a header's name in more than one spelling: case never counts, and CGI, WSGI and PHP make one variable of
//! `X-SSL-Client-CN`, `X_SSL_Client_CN` and `X.SSL.Client.CN`. The door lets nothing but letters, digits and `-` through and
//! drops trailers; here names are compared by their letters and digits alone, so that this holds without the door too.

use std::fmt::Write as _;

use hyper::header::{HOST, HeaderMap, HeaderName, HeaderValue};

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::{Denied, Outside};
use crate::door::{Identity, Mark, Peer};

/// The common name of the client's certificate, percent-encoded.
pub const CLIENT_CN: &str = "X-SSL-Client-CN";
/// Whether the client has a certificate that was verified: `SUCCESS`, else `NONE`, as nginx says it (`$ssl_client_verify`).
pub const CLIENT_VERIFY: &str = "X-SSL-Client-Verify";

/// The certificate itself, as nginx passes it on: PEM, percent-encoded (`$ssl_client_escaped_cert`). Bob's door reads it and takes it off.
pub const CLIENT_CERT: &str = "X-SSL-Client-Cert";

const CERT: HeaderName = HeaderName::from_static("x-ssl-client-cert");
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
        Some(identity) => {
            headers.insert(CN, common_name(identity)?);
            "SUCCESS"
        }
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

/// The name of a client, as it stands in a header.
fn common_name(identity: &Identity) -> Result<HeaderValue, Denied> {
    match &identity.common_names[..] {
        // An empty one names nobody.
        [only] if only.trim().is_empty() => Err(Denied::CommonNames(0)),
        [only] => Ok(ascii(&encoded(only))),
        names => Err(Denied::CommonNames(names.len())),
    }
}

/// On Bob's side: makes of the certificate that a front passed on what Peggy would have said herself. A front that is not ours has only
/// the subject as a text, in which `O="x,CN=bob"` looks like a common name.
///
/// # Errors
/// What was passed on is no certificate, or has not one common name.
pub(super) fn read_certificate(headers: &mut HeaderMap) -> Result<(), Denied> {
    let passed: Vec<HeaderValue> = headers.get_all(CERT).iter().cloned().collect();
    headers.remove(CERT);
    let [only] = &passed[..] else {
        return if passed.is_empty() { Ok(()) } else { Err(Denied::Certificate) };
    };
    headers.remove(CN);
    if headers.get(VERIFY).is_none_or(|verified| verified != "SUCCESS") {
        return Ok(());
    }
    let pem = only.to_str().ok().and_then(decoded).ok_or(Denied::Certificate)?;
    let der = CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|_| Denied::Certificate)?;
    let identity = Identity::of(&der).ok_or(Denied::Certificate)?;
    headers.insert(CN, common_name(&identity)?);
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
