//! Handshake messages of TLS 1.3 (RFC 8446 §4) and of the versions before it (RFC 5246 §7.4).
//!
//! A message comes whole, with its header of four bytes; which shape it has depends on what the hellos settled. Where that is
//! not known (the beginning was not recorded), the shape is told by the lengths inside, which fit one only.

mod certificate;
mod compressed;
mod exchange;
mod hello;
mod status;
mod ticket;

pub(super) use status::status;

use std::ops::Range;

use super::codes;
use super::context::{Context, Place};
use super::facts::{Facts, SSL30};
use super::read::{byte, nothing_more, opaque, plain, rest};
use crate::cursor::{Cursor, Stop, blame, bytes};
use crate::field::{Datum, Field, Span, Value};
use crate::message::Message;
use crate::names::tls_rare::ECH_ENCODED;
use crate::names::{tls_messages as label, tls_record};
use crate::recording::Side;

/// The fields of one whole handshake message. Sources that are made of it (a decompressed certificate) join the message's.
pub(super) fn handshake(
    message: &mut Message,
    source: u16,
    range: Range<usize>,
    facts: &Facts,
    side: Side,
) -> Vec<Field> {
    let bytes = message.sources.get(usize::from(source)).map(|s| s.bytes.clone()).unwrap_or_default();
    let mut context = Context::new(facts, message);
    let start = range.start;
    let mut c = Cursor::within(message.index, source, &bytes, range);
    let (left, name) = (c.left(), name(c.rest()));
    if left > 0
        && let Ok(field) = c.group(&tls_record::HANDSHAKE, left, |c| read(c, &mut context))
    {
        field.value = name;
        if let Some(other) = bytes.get(start).and_then(|kind| only(*kind)).filter(|only| *only != side) {
            blame(field, format!("only a {other} may send this, but the {side} did"));
        }
    }
    let fields = c.finish();
    message.sources.extend(context.added());
    fields
}

/// The inner hello as it was encrypted, which is all of this source.
pub(super) fn encoded_hello(message: &mut Message, source: u16, facts: &Facts) -> Field {
    let bytes = message.sources.get(usize::from(source)).map(|s| s.bytes.clone()).unwrap_or_default();
    let mut context = Context::new(facts, message);
    let mut c = Cursor::new(message.index, source, &bytes);
    let problem = hello::encoded(&mut c, &mut context).err();
    let children = c.finish();
    message.sources.extend(context.added());
    let span = Span::new(message.index, source, 0..bytes.len());
    Field { label: &ECH_ENCODED, span, value: Value::NONE, problem, children }
}

/// The side that alone may send this kind of message, if there is one.
fn only(kind: u8) -> Option<Side> {
    match kind {
        1 | 5 | 16 | 21 | 67 => Some(Side::Client),
        0 | 2 | 4 | 6 | 8 | 12..=14 | 22 => Some(Side::Server),
        _ => None,
    }
}

/// Bytes of the two hashes in a Finished of SSL 3.0.
const MD5: usize = 16;
const SHA1: usize = 20;

/// The name of a message, from its first bytes.
fn name(message: &[u8]) -> Value {
    if hello::is_retry(message) {
        return Value::text("hello_retry_request")
            .meaning("the server wants another hello, usually with a different key share");
    }
    let value = codes::handshake(message.first().copied().unwrap_or_default());
    match value.datum {
        Datum::Named { name, .. } => Value { datum: Datum::Text(name.into_owned()), meaning: value.meaning },
        _ => value,
    }
}

/// Header and body.
fn read(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<Value, Stop> {
    let kind = byte(c, &label::TYPE, codes::handshake)?;
    let len = plain(c, &label::LENGTH, 3)?;
    let left = c.left() as u64;
    if len != left
        && let Some(field) = c.last()
    {
        blame(field, format!("{} are announced, but {left} are here", bytes(len)));
    }
    body(c, context, kind)?;
    nothing_more(c)?;
    Ok(Value::NONE)
}

fn body(c: &mut Cursor<'_>, context: &mut Context<'_>, kind: u8) -> Result<(), Stop> {
    match kind {
        0 | 5 | 14 => Ok(()),
        1 => hello::client(c, context),
        2 | 6 => hello::server(c, context),
        4 => ticket::new_session_ticket(c, context),
        8 => super::extensions::extensions(c, context, Place::Encrypted),
        11 => certificate::certificate(c, context),
        12 => exchange::server(c, context),
        13 => certificate::request(c, context),
        15 => exchange::signature(c, context, &label::VERIFY_LENGTH, &label::VERIFY),
        16 => exchange::client(c, context),
        // 12 bytes up to TLS 1.2, in 1.3 as many as the hash has.
        20 if context.facts.version == Some(SSL30) && c.left() == MD5 + SHA1 => c
            .group(&label::VERIFY_DATA, MD5 + SHA1, |c| {
                opaque(c, &label::FINISHED_MD5, MD5)?;
                opaque(c, &label::FINISHED_SHA1, SHA1)?;
                Ok(Value::NONE)
            })
            .map(drop),
        20 => rest(c, &label::VERIFY_DATA),
        21 => status::urls(c),
        22 => status::status(c, context),
        24 => ticket::key_update(c),
        25 => compressed::compressed(c, context),
        67 => ticket::next_protocol(c),
        254 => rest(c, &label::MESSAGE_HASH),
        _ if c.left() > 0 => c.group(&label::UNKNOWN, c.left(), |_| Ok(Value::NONE)).map(drop),
        _ => Ok(()),
    }
}
