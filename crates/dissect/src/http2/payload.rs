//! What a frame carries, by its type. Compressed headers are left as one leaf here.

use super::codes::{self, ACK, PADDED, PRIORITY, kind};
use crate::cursor::{Cursor, Stop, bytes, lossy, preview, stop};
use crate::field::{Datum, Field, Label, Value};
use crate::message::Message;
use crate::names::http2 as label;
use crate::protocol::Opening;

/// Reads what follows the header; notes how much the other side's compression may keep, if it says so.
pub(super) fn read(c: &mut Cursor<'_>, (kind, flags): (u8, u8), table_size: &mut Option<u32>) -> Result<(), Stop> {
    match kind {
        kind::DATA => data(c, flags),
        kind::HEADERS => headers(c, flags),
        kind::PRIORITY => priority(c),
        kind::RST_STREAM => number(c, &label::ERROR, codes::error).map(drop),
        kind::SETTINGS if flags & ACK != 0 && c.left() > 0 => stop("an acknowledgement must be empty"),
        kind::SETTINGS => settings(c, table_size),
        kind::PUSH_PROMISE => promise(c, flags),
        kind::PING if c.left() != 8 => stop(format!("{}, but a ping has 8", bytes(c.left() as u64))),
        kind::PING if flags & ACK != 0 => c.leaf(&label::PONG, 8, Value::NONE).map(drop),
        kind::PING => c.leaf(&label::PING, 8, Value::NONE).map(drop),
        kind::GOAWAY => goaway(c),
        kind::WINDOW_UPDATE => stream(c, &label::INCREMENT).map(drop),
        kind::CONTINUATION => rest(c, &label::CONTINUATION, 0),
        _ => rest(c, &label::UNKNOWN, 0),
    }?;
    match c.left() {
        0 => Ok(()),
        left => stop(format!("{} more than this type of frame has", bytes(left as u64))),
    }
}

fn data(c: &mut Cursor<'_>, flags: u8) -> Result<(), Stop> {
    let padding = padding(c, flags)?;
    rest(c, &label::DATA, padding)?;
    pad(c, &label::DATA_PADDING)
}

fn headers(c: &mut Cursor<'_>, flags: u8) -> Result<(), Stop> {
    let padding = padding(c, flags)?;
    if flags & PRIORITY != 0 {
        priority(c)?;
    }
    rest(c, &label::HEADERS, padding)?;
    pad(c, &label::HEADERS_PADDING)
}

fn promise(c: &mut Cursor<'_>, flags: u8) -> Result<(), Stop> {
    let padding = padding(c, flags)?;
    stream(c, &label::PROMISED)?;
    rest(c, &label::HEADERS, padding)?;
    pad(c, &label::HEADERS_PADDING)
}

fn priority(c: &mut Cursor<'_>) -> Result<(), Stop> {
    stream(c, &label::DEPENDENCY)?;
    let weight = c.rest().first().copied().unwrap_or_default();
    c.leaf(&label::WEIGHT, 1, Value::number(weight.into())).map(drop)
}

fn settings(c: &mut Cursor<'_>, table_size: &mut Option<u32>) -> Result<(), Stop> {
    while c.left() > 0 {
        let len = c.left().min(6);
        c.group(&label::SETTING, len, |c| {
            let id = c.rest().first_chunk().map_or(0, |two| u16::from_be_bytes(*two));
            let about = codes::setting(id.into());
            let name = match &about.datum {
                Datum::Named { name, .. } => name.to_string(),
                _ => format!("setting {id}"),
            };
            c.leaf(&label::SETTING_ID, 2, about)?;
            let value = number(c, &label::SETTING_VALUE, Value::number)?;
            if id == 1 {
                *table_size = Some(value);
            }
            Ok(Value::text(format!("{name} = {value}")))
        })?;
    }
    Ok(())
}

fn goaway(c: &mut Cursor<'_>) -> Result<(), Stop> {
    stream(c, &label::LAST_STREAM)?;
    number(c, &label::GOAWAY_ERROR, codes::error)?;
    if c.left() > 0 {
        let text = lossy(c.rest().get(..256).unwrap_or(c.rest()));
        c.leaf(&label::DEBUG, c.left(), Value::text(text))?;
    }
    Ok(())
}

/// How many bytes of padding there are, and the field that says so.
fn padding(c: &mut Cursor<'_>, flags: u8) -> Result<usize, Stop> {
    if flags & PADDED == 0 {
        return Ok(0);
    }
    let padding = c.rest().first().copied().unwrap_or_default();
    c.leaf(&label::PAD_LENGTH, 1, Value::number(padding.into()))?;
    if usize::from(padding) > c.left() {
        return stop(format!("{} of padding, but only {} remain", bytes(padding.into()), c.left()));
    }
    Ok(padding.into())
}

/// All that is left but so many bytes.
fn rest(c: &mut Cursor<'_>, label: &'static Label, but: usize) -> Result<(), Stop> {
    let len = c.left().saturating_sub(but);
    if len == 0 {
        return Ok(());
    }
    let content = c.rest().get(..len).unwrap_or_default();
    let value = if std::ptr::eq(label, &label::DATA) { preview(content) } else { Value::NONE };
    c.leaf(label, len, value.meaning(bytes(len as u64))).map(drop)
}

fn pad(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    if c.left() > 0 { c.leaf(label, c.left(), Value::NONE).map(drop) } else { Ok(()) }
}

fn number(c: &mut Cursor<'_>, label: &'static Label, value: fn(u64) -> Value) -> Result<u32, Stop> {
    let number = c.rest().first_chunk().map_or(0, |four| u32::from_be_bytes(*four));
    c.leaf(label, 4, value(number.into()))?;
    Ok(number)
}

/// The number of a stream, or another number of 31 bits.
fn stream(c: &mut Cursor<'_>, label: &'static Label) -> Result<u32, Stop> {
    let number = c.rest().first_chunk().map_or(0, |four| u32::from_be_bytes(*four));
    c.leaf(label, 4, Value::number((number & 0x7fff_ffff).into()))?;
    Ok(number & 0x7fff_ffff)
}

/// A body that is one frame may be something that is recognised.
pub(super) fn look(message: &mut Message, frame: &mut Field, opening: &Opening<'_>) {
    let wire = message.wire().clone();
    let Some(data) = frame.children.iter_mut().find(|field| field.is(&label::DATA)) else { return };
    if let Some((name, children)) = opening.look(message, 0, &wire, data.span.range.clone()) {
        data.value = Value::NONE.meaning(format!("{}: {name}", bytes(data.span.len() as u64)));
        data.children = children;
    }
}
