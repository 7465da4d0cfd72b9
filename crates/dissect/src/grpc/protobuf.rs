//! Protobuf's wire format, without the schema that gives fields their names: what is inside a length is tried as a message, as text,
//! as bytes.

use crate::codes::named;
use crate::cursor::{Cursor, Stop, bytes, preview};
use crate::field::{Field, Value};
use crate::names::grpc as label;

/// Deeper than this, messages are not looked for.
const DEEPEST: u8 = 10;
/// The largest number of a field.
const LARGEST: u64 = (1 << 29) - 1;

/// A number in seven bits a byte, and how many bytes it takes.
fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut number = 0u64;
    for (at, byte) in bytes.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7f).checked_shl(7 * at as u32).unwrap_or_default();
        if byte & 0x80 == 0 {
            return Some((number, at + 1));
        }
    }
    None
}

/// The length of the field that begins here, and of its tag.
fn field_len(bytes: &[u8]) -> Option<(usize, usize)> {
    let (tag, at) = varint(bytes)?;
    let rest = bytes.get(at..)?;
    if !(1..=LARGEST).contains(&(tag >> 3)) {
        return None;
    }
    let len = match tag & 7 {
        0 => varint(rest)?.1,
        1 => 8,
        5 => 4,
        2 => {
            let (len, head) = varint(rest)?;
            head.checked_add(usize::try_from(len).ok()?)?
        }
        _ => return None,
    };
    (len <= rest.len()).then_some((at + len, at))
}

/// Whether these bytes are fields to the last one; what is inside them is not looked at.
pub(super) fn is_message(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while !rest.is_empty() {
        match field_len(rest) {
            Some((len, _)) => rest = rest.get(len..).unwrap_or_default(),
            None => return false,
        }
    }
    true
}

/// The fields of a message, which [is one](is_message).
pub(super) fn fields(c: &mut Cursor<'_>, depth: u8) -> Result<(), Stop> {
    while let Some((len, tag_len)) = field_len(c.rest()) {
        c.group(&label::FIELD, len, |c| field(c, tag_len, depth))?;
    }
    Ok(())
}

fn field(c: &mut Cursor<'_>, tag_len: usize, depth: u8) -> Result<Value, Stop> {
    let tag = varint(c.rest()).map_or(0, |(tag, _)| tag);
    let (number, kind) = (tag >> 3, tag & 7);
    let name = match kind {
        0 => "a number",
        1 => "eight bytes",
        2 => "with a length",
        _ => "four bytes",
    };
    if tag_len == 1 {
        c.bits(&label::NUMBER, 0..5, Value::number(number))?;
        c.bits(&label::WIRE_TYPE, 5..8, named(kind, name))?;
    } else {
        c.leaf(&label::TAG, tag_len, Value::number(tag).meaning(format!("field {number}, {name}")))?;
    }
    match kind {
        0 => {
            let (value, len) = varint(c.rest()).unwrap_or_default();
            let signed = value as i64;
            let shown = match signed {
                ..0 => Value::number(value).meaning(format!("as a signed number {signed}")),
                _ => Value::number(value),
            };
            c.leaf(&label::VALUE, len.max(1), shown)?;
        }
        1 => {
            let number = c.rest().first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
            c.leaf(
                &label::VALUE,
                8,
                Value::number(number).meaning(format!("as a fraction {:?}", f64::from_bits(number))),
            )?;
        }
        5 => {
            let number = c.rest().first_chunk().map_or(0, |four| u32::from_le_bytes(*four));
            let value = Value::number(number.into()).meaning(format!("as a fraction {:?}", f32::from_bits(number)));
            c.leaf(&label::VALUE, 4, value)?;
        }
        _ => {
            let (len, head) = varint(c.rest()).unwrap_or_default();
            c.leaf(&label::VALUE_LENGTH, head, Value::number(len))?;
            inside(c, depth)?;
        }
    }
    Ok(Value::text(format!("field {number}")))
}

/// What has a length: a message, a text, or bytes.
fn inside(c: &mut Cursor<'_>, depth: u8) -> Result<(), Stop> {
    let content = c.rest();
    let len = content.len();
    let text = str::from_utf8(content).ok();
    let plain = text.is_some_and(|text| !text.contains(char::is_control));
    match () {
        () if len == 0 => {}
        () if !plain && depth < DEEPEST && is_message(content) => {
            c.group(&label::NESTED, len, |c| fields(c, depth + 1).map(|()| Value::NONE.meaning(bytes(len as u64))))?;
        }
        () if text.is_some_and(|text| !text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))) => {
            c.leaf(&label::TEXT, len, preview(content).meaning(bytes(len as u64)))?;
        }
        () => {
            c.leaf(&label::BYTES, len, Value::NONE.meaning(bytes(len as u64)))?;
        }
    }
    Ok(())
}

/// The fields that tile this source of a message, if it is a message of protobuf.
pub(super) fn read(index: u32, source: u16, all: &[u8], range: std::ops::Range<usize>) -> Vec<Field> {
    if !all.get(range.clone()).is_some_and(|bytes| !bytes.is_empty() && is_message(bytes)) {
        return Vec::new();
    }
    let mut c = Cursor::within(index, source, all, range);
    // It cannot stop: it was looked through before.
    let _ = fields(&mut c, 0);
    c.finish()
}
