//! One frame: its header, and what its type carries.

use super::block::Headers;
use super::codes::{self, ACK, END_HEADERS, END_STREAM, PADDED, PRIORITY, kind};
use super::payload;
use crate::cursor::{Cursor, Stop, blame};
use crate::field::{Datum, Field, Label, Span, Value};
use crate::grpc::Calls;
use crate::http2::half::HEADER;
use crate::message::Message;
use crate::names::http2 as label;
use crate::protocol::Opening;

/// Reads the frame that is the whole message; gives how much the other side's compression may keep, if it says so.
pub(super) fn read(
    message: &mut Message,
    headers: &mut Headers,
    calls: &mut Calls,
    opening: &Opening<'_>,
) -> Option<u32> {
    let wire = message.wire().clone();
    let mut children = header(message.index, wire.get(..HEADER).unwrap_or(&wire));
    let (kind, flags) = (wire.get(3).copied().unwrap_or_default(), wire.get(4).copied().unwrap_or_default());
    let (stream, _) = self::stream(&wire);
    let mut table_size = None;
    let mut c = Cursor::within(message.index, 0, &wire, HEADER..wire.len());
    let stopped = payload::read(&mut c, (kind, flags), &mut table_size).err();
    children.extend(c.finish());
    let name = match codes::frame_type(kind.into()).datum {
        Datum::Named { name, .. } => name,
        _ => format!("type {kind}").into(),
    };
    let mut about = format!("on stream {stream}");
    if stream == 0 {
        about = "on the connection itself".to_owned();
    } else if flags & END_STREAM != 0 && matches!(kind, kind::DATA | kind::HEADERS) {
        about.push_str(", its sender's last on it");
    }
    let value = Value { datum: Datum::Text(name.into_owned()), meaning: Some(about.into()) };
    let span = Span::new(message.index, 0, 0..wire.len());
    let mut frame = Field { label: &label::FRAME, span, value, problem: stopped, children };
    match kind {
        kind::HEADERS | kind::PUSH_PROMISE | kind::CONTINUATION => {
            let begins = kind != kind::CONTINUATION;
            if let Err(problem) = headers.take(message, &mut frame, (begins, stream, flags & END_HEADERS != 0)) {
                blame(&mut frame, problem);
            }
        }
        kind::DATA if calls.has(stream.into()) => {
            if let Some(data) = frame.children.iter_mut().find(|field| field.is(&label::DATA)) {
                calls.data(message, data, stream.into());
            }
        }
        kind::DATA => payload::look(message, &mut frame, opening),
        _ => {}
    }
    message.fields.push(frame);
    table_size
}

/// The stream of a frame, and whether its sender says nothing more there.
pub(super) fn stream(wire: &[u8]) -> (u32, bool) {
    let number = wire.get(5..HEADER).and_then(|four| four.first_chunk()).map_or(0, |four| u32::from_be_bytes(*four));
    let ends = match wire {
        [_, _, _, kind::DATA | kind::HEADERS, flags, ..] => flags & END_STREAM != 0,
        [_, _, _, kind::RST_STREAM, ..] => true,
        _ => false,
    };
    (number & 0x7fff_ffff, ends)
}

/// Whether the headers of a frame say that its stream is a call of gRPC.
pub(super) fn begins_call(message: &Message) -> bool {
    message.all(&label::HEADER).any(|header| {
        let of = |label| header.child(label).map_or(&[][..], |field| message.bytes(&field.span));
        of(&label::HEADER_NAME) == b"content-type" && of(&label::HEADER_VALUE).starts_with(b"application/grpc")
    })
}

/// The fields of as much as there is of a frame's header.
pub(super) fn header(message: u32, head: &[u8]) -> Vec<Field> {
    let mut c = Cursor::within(message, 0, head, 0..head.len());
    // Where it is cut off, the rest is unexplained.
    let _ = header_fields(&mut c);
    c.finish()
}

fn header_fields(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let length = c.rest().iter().take(3).fold(0, |length, byte| length << 8 | u64::from(*byte));
    c.leaf(&label::LENGTH, 3, Value::number(length))?;
    let kind = c.rest().first().copied().unwrap_or_default();
    c.leaf(&label::TYPE, 1, codes::frame_type(kind.into()))?;
    let flags = c.rest().first().copied().unwrap_or_default();
    c.group(&label::FLAGS, 1, |c| flag_bits(c, kind, flags))?;
    let stream = c.rest().first_chunk().map_or(0, |four| u32::from_be_bytes(*four));
    let field = c.leaf(&label::STREAM, 4, Value::number((stream & 0x7fff_ffff).into()))?;
    if stream & 0x8000_0000 != 0 {
        blame(field, "the highest bit is reserved and must be 0");
    }
    Ok(())
}

/// The flags that a type has, bit by bit.
fn flag_bits(c: &mut Cursor<'_>, kind: u8, flags: u8) -> Result<Value, Stop> {
    let known: &[(u8, &'static Label)] = match kind {
        kind::DATA => &[(PADDED, &label::PADDED), (END_STREAM, &label::END_STREAM)],
        kind::HEADERS => &[
            (PRIORITY, &label::PRIORITY),
            (PADDED, &label::PADDED),
            (END_HEADERS, &label::END_HEADERS),
            (END_STREAM, &label::END_STREAM),
        ],
        kind::PUSH_PROMISE => &[(PADDED, &label::PADDED), (END_HEADERS, &label::END_HEADERS)],
        kind::CONTINUATION => &[(END_HEADERS, &label::END_HEADERS)],
        kind::SETTINGS => &[(ACK, &label::ACK_SETTINGS)],
        kind::PING => &[(ACK, &label::ACK_PING)],
        _ => &[],
    };
    let mut at: u8 = 0;
    for (mask, label) in known {
        let bit = mask.leading_zeros() as u8;
        if bit > at {
            unused(c, at..bit, flags)?;
        }
        c.bits(label, bit..bit + 1, Value { datum: Datum::Flag(flags & mask != 0), meaning: None })?;
        at = bit + 1;
    }
    if at < 8 {
        unused(c, at..8, flags)?;
    }
    Ok(Value::number(flags.into()))
}

fn unused(c: &mut Cursor<'_>, bits: std::ops::Range<u8>, flags: u8) -> Result<(), Stop> {
    let mask = (0xff_u8 >> bits.start) & !(0xff_u8.checked_shr(bits.end.into()).unwrap_or(0));
    let value = Value::number(u64::from(flags & mask) >> (8 - bits.end));
    c.bits(&label::UNUSED, bits, value).map(drop)
}
