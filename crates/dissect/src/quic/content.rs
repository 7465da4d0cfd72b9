//! Frames with more in them than numbers: messages of TLS, data on streams, names, reasons.

use std::borrow::Cow;

use bytes::Bytes;

use super::context::{Context, Event, length, piece};
use super::kinds;
use super::pieces::{Arrived, Limit};
use super::streams::{Piece, Standing};
use crate::cursor::{self, Cursor, Stop, blame, lossy, stop};
use crate::field::{Datum, Field, Span, Value};
use crate::message::Origin;
use crate::names::quic_frames as label;
use crate::read::{opaque, plain, varint};
use crate::tls::{Level, alert};

/// So much of a handshake waits for what comes before it.
const CRYPTO: Limit = Limit { bytes: 256 * 1024, pieces: 1024 };

pub(super) fn crypto(c: &mut Cursor<'_>, bytes: &Bytes, context: &mut Context<'_, '_>) -> Result<Value, Stop> {
    let offset = varint(c, &label::CRYPTO_OFFSET, Value::number)?;
    let len = length(c, &label::CRYPTO_LENGTH)?;
    let (span, piece) = piece(c, bytes, len);
    let what = cursor::bytes(len as u64);
    let Some(level) = context.level else {
        opaque(c, &label::CRYPTO_DATA, len)?;
        return stop("0-RTT packets must not carry handshake messages");
    };
    if len == 0 {
        return Ok(Value::NONE.meaning(what));
    }
    let arrived = context.crypto.offer(offset, &span, &piece, CRYPTO);
    let (meaning, children): (Cow<'static, str>, _) = match arrived {
        Arrived::Next { repeated } => (what.clone().into(), goes_on(context, level, &span, repeated)),
        Arrived::Ahead => (
            format!("{what}, ahead of their turn: they are read when what comes before them is here").into(),
            Vec::new(),
        ),
        Arrived::Repeated => (format!("{what} that were here before: sent again").into(), Vec::new()),
        Arrived::Dropped => (format!("{what}, not read: too much waits for what comes before it").into(), Vec::new()),
    };
    c.leaf(&label::CRYPTO_DATA, len, Value::NONE.meaning(meaning))?.children = children;
    Ok(Value::NONE.meaning(what))
}

/// The fields of handshake bytes whose turn it is, and of those that waited for them.
fn goes_on(context: &mut Context<'_, '_>, level: Level, span: &Span, repeated: usize) -> Vec<Field> {
    let Span { source, range, .. } = span.clone();
    let new = range.start + repeated..range.end;
    let mut fields = Vec::new();
    if repeated > 0 {
        fields.push(context.message.leaf(source, range.start..new.start, &label::REPEATED, Value::NONE));
    }
    fields.extend(context.tls.read(context.message, level, source, new));
    let (mut spans, mut bytes) = (Vec::new(), Vec::new());
    while let Some((span, piece)) = context.crypto.ready() {
        spans.push(span);
        bytes.extend_from_slice(&piece);
    }
    if !bytes.is_empty() {
        let len = bytes.len();
        let joined = context.message.add_source(Origin::Joined(spans), bytes);
        fields.extend(context.tls.read(context.message, level, joined, 0..len));
    }
    fields
}

pub(super) fn stream(
    c: &mut Cursor<'_>,
    number: u64,
    bytes: &Bytes,
    context: &mut Context<'_, '_>,
) -> Result<Value, Stop> {
    let id = varint(c, &label::STREAM_ID, kinds::stream)?;
    let offset = if number & 4 == 0 { 0 } else { varint(c, &label::STREAM_OFFSET, Value::number)? };
    let len = if number & 2 == 0 { c.left() } else { length(c, &label::STREAM_LENGTH)? };
    let (from, piece) = piece(c, bytes, len);
    let standing = match context.streams.standing(context.message.side, id, offset, len) {
        Standing::Next => String::new(),
        Standing::Repeated => ", sent again".to_owned(),
        Standing::Ahead(missing) => format!(", ahead of {} that are not here yet", cursor::bytes(missing)),
    };
    if len > 0 {
        let meaning = format!("{}{standing}", cursor::bytes(len as u64));
        c.leaf(&label::STREAM_DATA, len, Value::NONE.meaning(meaning))?;
    }
    let fin = number & 1 == 1;
    let mut told = Vec::new();
    context.streams.data(context.message.side, Piece { stream: id, offset, from, bytes: piece, fin }, &mut told);
    context.events.extend(told.into_iter().map(Event::Told));
    let end = if fin { ", the last ones" } else { "" };
    Ok(Value::NONE.meaning(format!("stream {id}: {} from {offset} on{end}{standing}", cursor::bytes(len as u64))))
}

pub(super) fn new_connection_id(c: &mut Cursor<'_>, context: &mut Context<'_, '_>) -> Result<Value, Stop> {
    let sequence = varint(c, &label::NCI_SEQUENCE, Value::number)?;
    let retire = varint(c, &label::NCI_RETIRE, Value::number)?;
    let len = usize::try_from(plain(c, &label::NCI_LENGTH, 1)?).unwrap_or(usize::MAX);
    if let Some(field) = c.last().filter(|_| !(1..=20).contains(&len)) {
        blame(field, format!("{len} bytes: a connection ID here has 1 to 20"));
    }
    let id = c.rest().get(..len).unwrap_or_default().to_vec();
    if len > 0 {
        c.leaf(&label::NCI_ID, len, Value::NONE)?;
    }
    let token = c.rest().first_chunk().copied();
    c.leaf(&label::NCI_TOKEN, 16, Value::NONE)?;
    context.events.push(Event::Named { id, token });
    if retire > sequence {
        return stop(format!("it retires connection IDs up to {retire}, among them its own, {sequence}"));
    }
    Ok(Value::NONE.meaning(format!("number {sequence}")))
}

pub(super) fn close(c: &mut Cursor<'_>, application: bool) -> Result<Value, Stop> {
    let what = if application {
        let code = varint(c, &label::CLOSE_APP_CODE, Value::number)?;
        format!("the application's code {code:#x}")
    } else {
        let code = varint(c, &label::CLOSE_CODE, error)?;
        varint(c, &label::CLOSE_FRAME, kinds::value)?;
        name_of(&error(code))
    };
    let len = length(c, &label::REASON_LENGTH)?;
    let reason = lossy(c.rest().get(..len).unwrap_or_default());
    if len > 0 {
        c.leaf(&label::REASON, len, Value::text(reason.clone()))?;
    }
    let said = if reason.is_empty() { String::new() } else { format!(": {reason:?}") };
    Ok(Value::NONE.meaning(format!("{what}{said}")))
}

/// The name of a value, or its number.
fn name_of(value: &Value) -> String {
    match &value.datum {
        Datum::Named { name, .. } => name.to_string(),
        Datum::Number(number) => format!("{number:#x}"),
        _ => String::new(),
    }
}

/// An error of QUIC, or an alert of TLS in its place (RFC 9000 §20.1).
fn error(number: u64) -> Value {
    let alert = u8::try_from(number.wrapping_sub(0x100)).ok().map(alert);
    match alert {
        Some(mut value) => {
            let name = name_of(&value);
            value.datum = Datum::Named { number, name: format!("CRYPTO_ERROR: {name}").into() };
            value
        }
        None => kinds::error(number),
    }
}

pub(super) fn datagram(
    c: &mut Cursor<'_>,
    number: u64,
    bytes: &Bytes,
    context: &mut Context<'_, '_>,
) -> Result<Value, Stop> {
    let len = if number == 0x30 { c.left() } else { length(c, &label::DATAGRAM_LENGTH)? };
    let (from, piece) = piece(c, bytes, len);
    opaque(c, &label::DATAGRAM, len)?;
    context.events.push(Event::Datagram { from, bytes: piece });
    Ok(Value::NONE.meaning(cursor::bytes(len as u64)))
}
