//! The base64 in a file, and what it stands for.

use base64::Engine;
use base64::alphabet::STANDARD;
use bytes::Bytes;

use crate::cursor::{Cursor, Stop, blame, bytes};
use crate::field::{Field, Label, Value};
use crate::message::{Message, Origin};
use crate::names::pem as label;
use crate::token::lenient;

/// The next `len` bytes are this leaf, base64; `read` takes apart what it stands for. `None`: it stands for nothing.
pub(super) fn data<T>(
    c: &mut Cursor<'_>,
    message: &mut Message,
    len: usize,
    label: &'static Label,
    read: impl FnOnce(&Message, u16, &Bytes) -> (Vec<Field>, T),
) -> Result<Option<T>, Stop> {
    let text = c.rest().get(..len).unwrap_or_default();
    if text.is_empty() {
        return crate::cursor::stop("no base64 between the lines");
    }
    let bad = text.iter().position(|b| !is_base64(*b));
    let good = bad.unwrap_or(text.len());
    let readable = text.get(..good).unwrap_or_default();
    let (decoded, ending) = decode(readable);
    let value = Value::NONE.meaning(format!("{} of text for {}", bytes(len as u64), bytes(decoded.len() as u64)));
    let origin = Origin::Base64(c.span(good));
    let field = match bad {
        None => c.leaf(label, len, value)?,
        Some(at) => c.group(label, len, |c| broken(c, at, value))?,
    };
    if let Some(problem) = ending.filter(|_| bad.is_none()) {
        blame(field, problem);
    }
    if decoded.is_empty() {
        return Ok(None);
    }
    let decoded = Bytes::from(decoded);
    let number = message.add_source(origin, decoded.clone());
    let (children, found) = read(message, number, &decoded);
    field.children.extend(children);
    Ok(Some(found))
}

fn is_base64(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b'\n' | b'\r' | b' ' | b'\t')
}

/// As many whole bytes as the letters hold, and what is odd about their end.
fn decode(text: &[u8]) -> (Vec<u8>, Option<&'static str>) {
    let mut letters: Vec<u8> = text.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
    let first_padding = letters.iter().position(|b| *b == b'=').unwrap_or(letters.len());
    let padding = letters.split_off(first_padding);
    let whole = if letters.len() % 4 == 1 { letters.len() - 1 } else { letters.len() };
    let problem = match (letters.len() % 4, padding.len()) {
        _ if padding.iter().any(|b| *b != b'=') => Some("`=` in the middle: the rest is not read"),
        (1, _) => Some("one letter too many: four carry three bytes, and a single one carries none"),
        (0, 0) | (2, 2) | (3, 1) => None,
        _ => Some("the padding (`=`) is wrong"),
    };
    let letters = letters.get(..whole).unwrap_or_default();
    (lenient(&STANDARD).decode(letters).unwrap_or_default(), problem)
}

/// Text with a character that does not belong there: before it, it, after it.
fn broken(c: &mut Cursor<'_>, good: usize, value: Value) -> Result<Value, Stop> {
    if good > 0 {
        c.leaf(&label::TEXT, good, Value::NONE)?;
    }
    let found = c.rest().first().copied().unwrap_or_default();
    let field = c.leaf(&label::BAD_CHARACTER, 1, Value::text(char::from(found)))?;
    blame(field, format!("{:?} is not a base64 character: the rest is not read", char::from(found)));
    Ok(value)
}
