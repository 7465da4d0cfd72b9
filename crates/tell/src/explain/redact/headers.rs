//! Values of HTTP headers: those that say how to speak stay, all others are replaced.

use super::mask::Mask;

/// Headers whose values say nothing of a person, a place or a content.
const KEPT: &[&str] = &[
    ":method",
    ":scheme",
    ":status",
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "accept-ranges",
    "age",
    "allow",
    "cache-control",
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "dnt",
    "expect",
    "expires",
    "http2-settings",
    "if-modified-since",
    "if-unmodified-since",
    "keep-alive",
    "last-modified",
    "max-forwards",
    "pragma",
    "priority",
    "proxy-connection",
    "range",
    "retry-after",
    "sec-websocket-accept",
    "sec-websocket-extensions",
    "sec-websocket-key",
    "sec-websocket-protocol",
    "sec-websocket-version",
    "server",
    "strict-transport-security",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "upgrade-insecure-requests",
    "user-agent",
    "vary",
    "x-content-type-options",
    "x-forwarded-proto",
    "x-frame-options",
    "x-ssl-client-verify",
];

/// Headers that begin with the name of a scheme.
const WITH_SCHEME: &[&str] = &["authorization", "proxy-authorization", "www-authenticate", "proxy-authenticate"];

/// Attributes of a cookie, and whether their values stay too (RFC 6265 §4.1.1).
const ATTRIBUTES: &[(&str, bool)] = &[
    ("expires", true),
    ("max-age", true),
    ("samesite", true),
    ("priority", true),
    ("secure", true),
    ("httponly", true),
    ("partitioned", true),
    ("path", false),
    ("domain", false),
];

/// Whether the value of a header, its name in lower case, stays as it is.
pub(super) fn is_kept(name: &[u8], value: &[u8]) -> bool {
    let tells = value.contains(&b'@') || value.windows(3).any(|three| three == b"://");
    str::from_utf8(name).is_ok_and(|name| KEPT.contains(&name)) && !tells
}

/// Another value of the same length for a header.
pub(super) fn value(mask: &mut Mask, name: &[u8], value: &[u8]) -> Vec<u8> {
    if is_kept(name, value) {
        return value.to_vec();
    }
    match str::from_utf8(name).unwrap_or_default() {
        "host" | ":authority" | "x-forwarded-host" => mask.host(value),
        "set-cookie" => set_cookie(mask, value),
        name if WITH_SCHEME.contains(&name) => {
            let scheme = value.iter().position(|byte| *byte == b' ').unwrap_or(0);
            let (scheme, rest) = value.split_at(scheme);
            [scheme, &mask.text(rest)].concat()
        }
        _ => mask.text(value),
    }
}

fn set_cookie(mask: &mut Mask, value: &[u8]) -> Vec<u8> {
    let parts = value.split(|byte| *byte == b';').enumerate().map(|(nth, part)| {
        let name = part.split(|byte| *byte == b'=').next().unwrap_or_default();
        let spelled = name.trim_ascii().to_ascii_lowercase();
        let known = ATTRIBUTES.iter().find(|(name, _)| name.as_bytes() == spelled).filter(|_| nth > 0);
        match known {
            Some((_, true)) => part.to_vec(),
            Some((_, false)) => [name, &mask.text(part.get(name.len()..).unwrap_or_default())].concat(),
            None => mask.text(part),
        }
    });
    parts.collect::<Vec<_>>().join(&b';')
}
