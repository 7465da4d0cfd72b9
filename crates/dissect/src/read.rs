//! The building blocks of binary messages: numbers, and vectors with their length before them (RFC 8446 §3.4).

use crate::cursor::{Cursor, Stop, bytes, stop};
use crate::field::{Field, Label, Value};

/// The next number of `width` bytes, unread.
pub(crate) fn peek(c: &Cursor<'_>, width: usize) -> Option<u64> {
    c.rest().get(..width).map(|bytes| bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// A number of `width` bytes as a leaf; what it means is said by `value`.
fn number(
    c: &mut Cursor<'_>,
    label: &'static Label,
    width: usize,
    value: impl FnOnce(u64) -> Value,
) -> Result<u64, Stop> {
    let found = peek(c, width).unwrap_or_default();
    c.leaf(label, width, value(found))?;
    Ok(found)
}

/// One byte; what it means is said by `value`.
pub(crate) fn byte(c: &mut Cursor<'_>, label: &'static Label, value: impl FnOnce(u8) -> Value) -> Result<u8, Stop> {
    let value = |number: u64| value(u8::try_from(number).unwrap_or_default());
    Ok(u8::try_from(number(c, label, 1, value)?).unwrap_or_default())
}

/// Two bytes; what they mean is said by `value`.
pub(crate) fn short(c: &mut Cursor<'_>, label: &'static Label, value: impl FnOnce(u16) -> Value) -> Result<u16, Stop> {
    let value = |number: u64| value(u16::try_from(number).unwrap_or_default());
    Ok(u16::try_from(number(c, label, 2, value)?).unwrap_or_default())
}

/// A plain number of `width` bytes.
pub(crate) fn plain(c: &mut Cursor<'_>, label: &'static Label, width: usize) -> Result<u64, Stop> {
    number(c, label, width, Value::number)
}

/// A length of `width` bytes, which may not be more than what is left after it.
pub(crate) fn length(c: &mut Cursor<'_>, label: &'static Label, width: usize) -> Result<usize, Stop> {
    let len = usize::try_from(plain(c, label, width)?).unwrap_or(usize::MAX);
    match c.left() {
        left if len > left => stop(format!("{} says {}, but only {left} remain", label.name, bytes(len as u64))),
        _ => Ok(len),
    }
}

/// A number of variable length (RFC 9000 §16): how many bytes it takes, and itself.
pub(crate) fn variable(bytes: &[u8]) -> Option<(usize, u64)> {
    let len = 1usize << (bytes.first()? >> 6);
    let number = bytes.get(..len)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    Some((len, number & (u64::MAX >> (66 - 8 * len))))
}

/// The same as a leaf; what it means is said by `value`.
pub(crate) fn varint(c: &mut Cursor<'_>, label: &'static Label, value: impl FnOnce(u64) -> Value) -> Result<u64, Stop> {
    let Some((len, number)) = variable(c.rest()) else {
        return stop(format!("{} is cut off", label.name));
    };
    c.leaf(label, len, value(number))?;
    Ok(number)
}

/// Bytes that are not taken apart; none at all is no field.
pub(crate) fn opaque(c: &mut Cursor<'_>, label: &'static Label, len: usize) -> Result<(), Stop> {
    if len > 0 {
        c.leaf(label, len, Value::NONE.meaning(bytes(len as u64)))?;
    }
    Ok(())
}

/// All that is left, not taken apart.
pub(crate) fn rest(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    let left = c.left();
    opaque(c, label, left)
}

/// A length of `width` bytes and as many bytes that are not taken apart.
pub(crate) fn vector(c: &mut Cursor<'_>, len: &'static Label, width: usize, label: &'static Label) -> Result<(), Stop> {
    let len = length(c, len, width)?;
    opaque(c, label, len)
}

/// A length of `width` bytes and a group of items up to its end; no group where there are none. An item must take a byte.
pub(crate) fn list<'a>(
    c: &mut Cursor<'a>,
    len: &'static Label,
    width: usize,
    label: &'static Label,
    item: impl FnMut(&mut Cursor<'a>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let len = length(c, len, width)?;
    items(c, label, len, item).map(drop)
}

/// A group of items of altogether `len` bytes; no group where there are none.
pub(crate) fn items<'a, 'c>(
    c: &'c mut Cursor<'a>,
    label: &'static Label,
    len: usize,
    item: impl FnMut(&mut Cursor<'a>) -> Result<(), Stop>,
) -> Result<Option<&'c mut Field>, Stop> {
    if len == 0 {
        return Ok(None);
    }
    let field = c.group(label, len, |c| each(c, item).map(|()| Value::NONE))?;
    Ok(Some(field))
}

/// Items up to the end.
pub(crate) fn each<'a>(
    c: &mut Cursor<'a>,
    mut item: impl FnMut(&mut Cursor<'a>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    while c.left() > 0 {
        item(c)?;
    }
    Ok(())
}

/// Something is left after the end of what is known.
pub(crate) fn nothing_more(c: &Cursor<'_>) -> Result<(), Stop> {
    match c.left() {
        0 => Ok(()),
        left => stop(format!("{} after its end", bytes(left as u64))),
    }
}
