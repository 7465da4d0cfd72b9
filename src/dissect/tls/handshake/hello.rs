//! The hellos: what the client can, and what the server chooses (RFC 8446 §4.1).

use super::Context;
use crate::dissect::cursor::{Cursor, Stop, blame};
use crate::dissect::field::Value;
use crate::dissect::names::tls_messages as label;
use crate::dissect::tls::codes;
use crate::dissect::tls::extensions::{Place, extensions};
use crate::dissect::tls::read::{byte, length, list, opaque, short};

/// SHA-256 of "HelloRetryRequest": a ServerHello with this random is one (RFC 8446 §4.1.3).
const RETRY: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11,
    0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

/// Whether a message is a HelloRetryRequest.
pub(super) fn is_retry(message: &[u8]) -> bool {
    message.first() == Some(&2) && message.get(6..38) == Some(&RETRY)
}

/// The body of a ClientHello.
pub(super) fn client(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    legacy_version(c)?;
    random(c, Value::NONE)?;
    session_id(c)?;
    list(c, &label::SUITES_LENGTH, 2, &label::SUITES, |c| short(c, &label::SUITE, codes::suite).map(drop))?;
    list(c, &label::COMPRESSIONS_LENGTH, 1, &label::COMPRESSIONS, |c| {
        byte(c, &label::COMPRESSION, codes::compression).map(drop)
    })?;
    // Before TLS 1.2, a hello could end here.
    if c.left() > 0 { extensions(c, context, Place::ClientHello) } else { Ok(()) }
}

/// The body of a ServerHello or a HelloRetryRequest.
pub(super) fn server(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    legacy_version(c)?;
    let retry = c.rest().get(..32) == Some(&RETRY);
    let special =
        "SHA-256 of \"HelloRetryRequest\": no random at all, this value makes a request for another hello of it";
    random(c, if retry { Value::NONE.meaning(special) } else { Value::NONE })?;
    session_id(c)?;
    short(c, &label::SUITE, codes::suite)?;
    byte(c, &label::COMPRESSION, codes::compression)?;
    let place = if retry { Place::Retry } else { Place::ServerHello };
    if c.left() > 0 { extensions(c, context, place) } else { Ok(()) }
}

fn legacy_version(c: &mut Cursor<'_>) -> Result<(), Stop> {
    short(c, &label::VERSION, codes::version).map(drop)
}

/// A random, in the two parts that it had in old times; a mark of a downgrade apart.
fn random(c: &mut Cursor<'_>, value: Value) -> Result<(), Stop> {
    let mark = match c.rest().get(24..32) {
        Some(b"DOWNGRD\x01") => Some("the server can TLS 1.3 and speaks 1.2: a client that offered 1.3 must give up"),
        Some(b"DOWNGRD\x00") => {
            Some("the server can TLS 1.2 or more and speaks less: a client that offered more must give up")
        }
        _ => None,
    };
    c.group(&label::RANDOM, 32, |c| {
        let seconds = c.rest().first_chunk().map_or(0, |four| u32::from_be_bytes(*four));
        let time =
            Value::time(seconds.into()).meaning("read as a clock, as old versions meant it; mostly random today");
        c.leaf(&label::RANDOM_TIME, 4, time)?;
        match mark {
            None => opaque(c, &label::RANDOM_BYTES, 28)?,
            Some(meaning) => drop(c.group(&label::RANDOM_BYTES, 28, |c| {
                opaque(c, &label::RANDOM_HEAD, 20)?;
                c.leaf(&label::DOWNGRADE, 8, Value::text("DOWNGRD").meaning(meaning))?;
                Ok(Value::NONE)
            })?),
        }
        Ok(value)
    })?;
    Ok(())
}

fn session_id(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = length(c, &label::SESSION_ID_LENGTH, 1)?;
    if let Some(field) = c.last().filter(|_| len > 32) {
        blame(field, format!("{len} bytes: a session id has 32 at most"));
    }
    opaque(c, &label::SESSION_ID, len)
}
