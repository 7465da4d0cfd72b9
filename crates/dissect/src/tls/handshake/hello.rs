//! The hellos: what the client can, and what the server chooses (RFC 8446 §4.1).

use crate::cursor::{Cursor, Stop, blame};
use crate::field::Value;
use crate::names::tls_messages as label;
use crate::names::tls_rare::{ECH_ENCODED_PADDING, ECH_SIGNAL};
use crate::tls::codes;
use crate::tls::context::{Context, Hello, Place};
use crate::tls::extensions::extensions;
use crate::tls::facts::{Offered, RETRY, is_short};
use crate::tls::raw::Reader;
use crate::tls::read::{byte, length, list, opaque, peek, short};

/// The number of the extension encrypted_client_hello.
const ENCRYPTED_CLIENT_HELLO: u16 = 0xfe0d;
/// The number of the extension supported_versions.
const SUPPORTED_VERSIONS: u16 = 43;

/// Whether a message is a HelloRetryRequest.
pub(super) fn is_retry(message: &[u8]) -> bool {
    message.first() == Some(&2) && message.get(6..38) == Some(&RETRY)
}

/// The body of a ClientHello.
pub(super) fn client(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    let is_13 = extension(c.rest(), SUPPORTED_VERSIONS).is_some();
    context.hello = match extension(c.rest(), ENCRYPTED_CLIENT_HELLO).map(|data| data.rest().first().copied()) {
        Some(Some(0)) => Hello::Outer,
        Some(Some(1)) => Hello::Inner,
        _ => Hello::Only,
    };
    legacy_version(c, is_13)?;
    random(c, Value::NONE, false)?;
    session_id(c, is_13)?;
    list(c, &label::SUITES_LENGTH, 2, &label::SUITES, |c| short(c, &label::SUITE, codes::suite).map(drop))?;
    list(c, &label::COMPRESSIONS_LENGTH, 1, &label::COMPRESSIONS, |c| {
        byte(c, &label::COMPRESSION, codes::compression).map(drop)
    })?;
    // Before TLS 1.2, a hello could end here.
    if c.left() > 0 { extensions(c, context, Place::ClientHello) } else { Ok(()) }
}

/// The body of a ServerHello or a HelloRetryRequest.
pub(super) fn server(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    let is_13 = context.is_13().unwrap_or_default();
    let short_form = peek(c, 2).is_some_and(|version| u16::try_from(version).is_ok_and(is_short));
    legacy_version(c, is_13)?;
    let retry = c.rest().get(..32) == Some(&RETRY);
    let special = "SHA-256 of \"HelloRetryRequest\": not random at all, this value turns the message into a request for \
            another hello";
    let signal = is_13 && !retry && context.facts.ech != Offered::None;
    random(c, if retry { Value::NONE.meaning(special) } else { Value::NONE }, signal)?;
    if !short_form {
        session_id(c, is_13)?;
    }
    short(c, &label::SUITE, codes::suite)?;
    if !short_form {
        byte(c, &label::COMPRESSION, codes::compression)?;
    }
    let place = if retry { Place::Retry } else { Place::ServerHello };
    if c.left() > 0 { extensions(c, context, place) } else { Ok(()) }
}

/// The inner hello as it was encrypted, all of it: zeros follow on it.
pub(super) fn encoded(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    client(c, context)?;
    let left = c.left();
    if left > 0 && c.rest().iter().all(|byte| *byte == 0) {
        opaque(c, &ECH_ENCODED_PADDING, left)?;
    }
    Ok(())
}

/// What stands in an extension of a ClientHello.
fn extension(body: &[u8], number: u16) -> Option<Reader<'_>> {
    let mut r = Reader::new(body, 2 + 32);
    r.vector(1)?;
    r.vector(2)?;
    r.vector(1)?;
    r.extension(number)
}

fn legacy_version(c: &mut Cursor<'_>, is_13: bool) -> Result<(), Stop> {
    let version = short(c, &label::VERSION, codes::version)?;
    if let Some(field) = c.last().filter(|_| is_13 && version == 0x0303) {
        field.value.meaning = Some("kept for compatibility: the real versions are in supported_versions".into());
    }
    Ok(())
}

/// A random, in the two parts that it had in old times; a mark of a downgrade apart, and so the bytes that may be the sign of a
/// server that accepts an encrypted hello.
fn random(c: &mut Cursor<'_>, value: Value, signal: bool) -> Result<(), Stop> {
    let mark = match c.rest().get(24..32) {
        Some(b"DOWNGRD\x01") => Some(
            "the server supports TLS 1.3 but chose 1.2: a client that offered 1.3 must \
            end the handshake",
        ),
        Some(b"DOWNGRD\x00") => Some(
            "the server supports TLS 1.2 or newer but chose an older version: a client that offered a newer \
                one must end the handshake",
        ),
        _ => None,
    };
    c.group(&label::RANDOM, 32, |c| {
        let seconds = c.rest().first_chunk().map_or(0, |four| u32::from_be_bytes(*four));
        let time = Value::time(seconds.into()).meaning("read as a clock, as in old versions; today mostly random");
        c.leaf(&label::RANDOM_TIME, 4, time)?;
        match mark {
            None if signal => drop(c.group(&label::RANDOM_BYTES, 28, |c| {
                opaque(c, &label::RANDOM_HEAD, 20)?;
                let meaning = "random, or the signal that the server accepted the encrypted hello: only someone \
                    who knows that hello can tell";
                c.leaf(&ECH_SIGNAL, 8, Value::NONE.meaning(meaning)).map(|_| Value::NONE)
            })?),
            None => opaque(c, &label::RANDOM_BYTES, 28)?,
            Some(meaning) => drop(c.group(&label::RANDOM_BYTES, 28, |c| {
                opaque(c, &label::RANDOM_HEAD, 20)?;
                c.leaf(&label::DOWNGRADE, 8, Value::text("DOWNGRD").meaning(meaning)).map(|_| Value::NONE)
            })?),
        }
        Ok(value)
    })
    .map(drop)
}

fn session_id(c: &mut Cursor<'_>, is_13: bool) -> Result<(), Stop> {
    let len = length(c, &label::SESSION_ID_LENGTH, 1)?;
    if let Some(field) = c.last().filter(|_| len > 32) {
        blame(field, format!("{len} bytes: a session ID has at most 32"));
    }
    if len > 0 {
        let meaning = match is_13 {
            true => {
                "it does not name a session: TLS 1.3 resumes with tickets, and this only imitates an older \
                handshake"
            }
            false => "names the session, so that it can be resumed without a new key exchange",
        };
        c.leaf(&label::SESSION_ID, len, Value::NONE.meaning(meaning))?;
    }
    Ok(())
}
