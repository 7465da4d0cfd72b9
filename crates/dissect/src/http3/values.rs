//! What header values mean, and what HTTP/3 calls the parts of a header list.

use crate::cursor::lossy;
use crate::field::{Datum, Label, Value};
use crate::http::list::Parts;
use crate::http::values;
use crate::names::http3 as label;

/// How HTTP/3 names the parts of a list.
pub(super) const PARTS: Parts = Parts {
    header: &label::HEADER,
    name: &label::HEADER_NAME,
    colon: &label::HEADER_COLON,
    value: &label::HEADER_VALUE,
    end: &label::HEADER_END,
    own,
    say,
};

fn own(name: &[u8]) -> Option<&'static Label> {
    Some(match name {
        b":method" => &label::METHOD,
        b":path" => &label::PATH,
        b":scheme" => &label::SCHEME,
        b":authority" => &label::AUTHORITY,
        b":status" => &label::STATUS,
        b":protocol" => &label::PROTOCOL,
        b"cookie" => &label::COOKIE,
        b"set-cookie" => &label::SET_COOKIE,
        b"authorization" => &label::AUTHORIZATION,
        b"location" => &label::LOCATION,
        b"priority" => &label::PRIORITY,
        _ => return None,
    })
}

fn say(name: &[u8], value: &[u8]) -> Value {
    let text = lossy(value);
    let meaning = match name {
        b":method" => Some(values::method(&text).into()),
        b":status" => return status(text),
        b":protocol" => protocol(&text).map(Into::into),
        b"priority" => priority(&text).map(Into::into),
        _ => values::header(&lossy(name), &text),
    };
    Value { datum: Datum::Text(text), meaning }
}

fn status(text: String) -> Value {
    match text.parse::<u16>() {
        Ok(code) => {
            let (name, meaning) = values::status(code);
            Value { datum: Datum::Named { number: code.into(), name: name.into() }, meaning: Some(meaning.into()) }
        }
        Err(_) => Value::text(text),
    }
}

/// What is spoken on the stream after an extended CONNECT.
fn protocol(name: &str) -> Option<&'static str> {
    Some(match name {
        "websocket" => "WebSocket on this stream, if the server agrees",
        "connect-udp" => "a tunnel for UDP through this server (MASQUE), if it agrees",
        "connect-ip" => "a tunnel for IP packets through this server (MASQUE), if it agrees",
        "webtransport" => "a WebTransport session, if the server agrees",
        _ => return None,
    })
}

/// What a priority says (RFC 9218 §4).
pub(super) fn priority(text: &str) -> Option<String> {
    let (mut urgency, mut incremental) = (3, false);
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some(("u", number)) => urgency = number.parse::<u8>().ok().filter(|number| *number < 8)?,
            None if part == "i" => incremental = true,
            Some(("i", flag)) => incremental = flag == "?1",
            _ => {}
        }
    }
    let rank = match urgency {
        0 => " (first)",
        3 => " (the default)",
        7 => " (last)",
        _ => "",
    };
    let parts = if incremental { "; every part of the response is useful by itself" } else { "" };
    Some(format!("urgency {urgency} of 0 to 7{rank}{parts}"))
}

#[cfg(test)]
mod tests {
    use super::priority;

    #[test]
    fn a_priority_is_put_into_words() {
        assert_eq!(priority("u=0").as_deref(), Some("urgency 0 of 0 to 7 (first)"));
        assert_eq!(
            priority("u=1, i").as_deref(),
            Some("urgency 1 of 0 to 7; every part of the response is useful by itself")
        );
        assert_eq!(priority("").as_deref(), Some("urgency 3 of 0 to 7 (the default)"));
        assert_eq!(priority("i=?0, x=3").as_deref(), Some("urgency 3 of 0 to 7 (the default)"));
        assert_eq!(priority("u=9"), None);
    }
}
