//! Frames: what the payload of a packet is made of (RFC 9000 §12.4 and §19).

use std::borrow::Cow;

use bytes::Bytes;

use super::ack;
use super::kinds::{self, Part};
use super::pieces::{Arrived, Limit, Pieces};
use super::streams::{Piece, Standing, Streams, Told};
use crate::cursor::{self, Cursor, Stop, blame, lossy, stop};
use crate::field::{Datum, Field, Span, Value};
use crate::message::{Message, Origin};
use crate::names::quic_frames as label;
use crate::read::{opaque, plain, varint};
use crate::tls::{Level, Levels, alert};

/// So much of a handshake waits for what comes before it.
const CRYPTO: Limit = Limit { bytes: 256 * 1024, pieces: 1024 };

/// What a frame changes beside its own fields.
pub(super) enum Event {
    Told(Told),
    Stop {
        stream: u64,
        code: u64,
    },
    Datagram {
        from: Span,
        bytes: Bytes,
    },
    /// The sender gives the other side another name for the connection.
    Named {
        id: Vec<u8>,
        token: Option<[u8; 16]>,
    },
    /// It closes the connection.
    Closes,
}

/// What frames are read with.
pub(super) struct Context<'a, 's> {
    pub(super) message: &'a mut Message,
    pub(super) source: u16,
    /// `None`: in these packets there is no handshake.
    pub(super) level: Option<Level>,
    pub(super) tls: &'a mut Levels<'s>,
    /// The handshake messages of this side at this level.
    pub(super) crypto: &'a mut Pieces,
    /// What was sent on streams before.
    pub(super) streams: &'a mut Streams,
    /// What the sender's ACK delays are multiplied by, as an exponent of 2, if it is known.
    pub(super) exponent: Option<u32>,
    pub(super) events: Vec<Event>,
}

/// The fields of all frames in a source, and their names.
pub(super) fn read(context: &mut Context<'_, '_>) -> (Vec<Field>, String) {
    let source = context.source;
    let bytes = context.message.sources.get(usize::from(source)).map(|s| s.bytes.clone()).unwrap_or_default();
    let mut c = Cursor::new(context.message.index, source, &bytes);
    let mut names = Names::default();
    if bytes.is_empty() {
        names.add("no frame, which no packet may have");
    }
    while c.left() > 0 {
        let mut name = "unknown frame";
        let whole = c.rest();
        let field = c.open_group(&label::FRAME, |c| {
            let number = kind(c)?;
            name = kinds::of(number).map_or(name, |kind| kind.name);
            body(c, number, &bytes, context)
        });
        if field.value.datum == Datum::None {
            field.value.datum = Datum::Text(name.to_owned());
        }
        let len = whole.len().saturating_sub(c.left());
        if let [0x1c | 0x1d, ..] = whole.get(..len).unwrap_or_default() {
            names.add("CONNECTION_CLOSE");
        } else {
            names.add(name);
        }
    }
    (c.finish(), names.text)
}

/// The names of frames, each once for a run of them.
#[derive(Default)]
struct Names {
    text: String,
    last: &'static str,
}

impl Names {
    fn add(&mut self, name: &'static str) {
        const LONGEST: usize = 120;
        if name == self.last || self.text.len() > LONGEST {
            return;
        }
        self.last = name;
        if !self.text.is_empty() {
            self.text.push_str(", ");
        }
        self.text.push_str(if self.text.len() > LONGEST { "…" } else { name });
    }
}

/// The type; that of a STREAM frame is three bits, too.
fn kind(c: &mut Cursor<'_>) -> Result<u64, Stop> {
    let Some(first @ 0x08..=0x0f) = c.rest().first().copied() else {
        return varint(c, &label::TYPE, kinds::value);
    };
    c.group(&label::TYPE, 1, |c| {
        let bit = |at: u8| Value::number(u64::from(first >> (7 - at) & 1));
        c.bits(&label::STREAM_TYPE, 0..5, Value::number(1))?;
        c.bits(&label::STREAM_OFF, 5..6, bit(5))?;
        c.bits(&label::STREAM_LEN, 6..7, bit(6))?;
        c.bits(&label::STREAM_FIN, 7..8, bit(7))?;
        Ok(kinds::value(first.into()))
    })?;
    Ok(first.into())
}

fn body(c: &mut Cursor<'_>, number: u64, bytes: &Bytes, context: &mut Context<'_, '_>) -> Result<Value, Stop> {
    match number {
        0x00 => padding(c),
        0x02 | 0x03 => ack::read(c, number == 0x03, context.exponent),
        0x06 => crypto(c, bytes, context),
        0x08..=0x0f => stream(c, number, bytes, context),
        0x18 => new_connection_id(c, context),
        0x1c | 0x1d => {
            context.events.push(Event::Closes);
            close(c, number == 0x1d)
        }
        0x30 | 0x31 => datagram(c, number, bytes, context),
        _ => match kinds::of(number).and_then(|kind| kind.parts) {
            Some(parts) => simple(c, number, parts, context),
            None => {
                let left = c.left();
                opaque(c, &label::UNKNOWN, left)?;
                stop(format!("frame type {number:#x}: no length is sent, so nothing after it can be read"))
            }
        },
    }
}

/// All zeros that follow are one frame here.
fn padding(c: &mut Cursor<'_>) -> Result<Value, Stop> {
    let more = c.rest().iter().take_while(|byte| **byte == 0).count();
    if more > 0 {
        c.leaf(&label::PADDING_LENGTH, more, Value::NONE.meaning(cursor::bytes(more as u64)))?;
    }
    Ok(Value::NONE.meaning(cursor::bytes(more as u64 + 1)))
}

fn simple(c: &mut Cursor<'_>, number: u64, parts: &[Part], context: &mut Context<'_, '_>) -> Result<Value, Stop> {
    let mut numbers = [0; 3];
    let mut places = numbers.iter_mut();
    for part in parts {
        match *part {
            Part::Number(label) => {
                let value = varint(c, label, Value::number)?;
                places.next().into_iter().for_each(|place| *place = value);
            }
            Part::Stream(label) => {
                let value = varint(c, label, kinds::stream)?;
                places.next().into_iter().for_each(|place| *place = value);
            }
            Part::Fixed(label, len) => c.leaf(label, len, Value::NONE).map(drop)?,
            Part::Vector(len_label, label) => {
                let len = length(c, len_label)?;
                opaque(c, label, len)?;
            }
        }
    }
    let [stream, code, _] = numbers;
    match number {
        0x04 => {
            let mut told = Vec::new();
            context.streams.reset(context.message.side, stream, code, &mut told);
            context.events.extend(told.into_iter().map(Event::Told));
        }
        0x05 => context.events.push(Event::Stop { stream, code }),
        _ => {}
    }
    Ok(Value::NONE)
}

/// A length of variable length, of what follows it.
fn length(c: &mut Cursor<'_>, label: &'static crate::Label) -> Result<usize, Stop> {
    let len = varint(c, label, Value::number)?;
    match usize::try_from(len) {
        Ok(len) if len <= c.left() => Ok(len),
        _ => stop(format!("{} says {}, but only {} remain", label.name, cursor::bytes(len), c.left())),
    }
}

fn crypto(c: &mut Cursor<'_>, bytes: &Bytes, context: &mut Context<'_, '_>) -> Result<Value, Stop> {
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

fn stream(c: &mut Cursor<'_>, number: u64, bytes: &Bytes, context: &mut Context<'_, '_>) -> Result<Value, Stop> {
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

/// The next bytes: where they are, and themselves.
fn piece(c: &Cursor<'_>, bytes: &Bytes, len: usize) -> (Span, Bytes) {
    let span = c.span(len);
    // The cursor reads all of these bytes, so they are there.
    let piece = bytes.slice(span.range.start.min(bytes.len())..span.range.end.min(bytes.len()));
    (span, piece)
}

fn new_connection_id(c: &mut Cursor<'_>, context: &mut Context<'_, '_>) -> Result<Value, Stop> {
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

fn close(c: &mut Cursor<'_>, application: bool) -> Result<Value, Stop> {
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

fn datagram(c: &mut Cursor<'_>, number: u64, bytes: &Bytes, context: &mut Context<'_, '_>) -> Result<Value, Stop> {
    let len = if number == 0x30 { c.left() } else { length(c, &label::DATAGRAM_LENGTH)? };
    let (from, piece) = piece(c, bytes, len);
    opaque(c, &label::DATAGRAM, len)?;
    context.events.push(Event::Datagram { from, bytes: piece });
    Ok(Value::NONE.meaning(cursor::bytes(len as u64)))
}
