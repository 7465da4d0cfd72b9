//! Numbers that begin in the last bits of a byte (RFC 9204 §4.1.1).

use std::ops::Range;

use crate::cursor::{Cursor, Stop, stop};
use crate::field::{Label, Value};
use crate::names::qpack as label;
use crate::protocol::talk::Extent;

/// Longer numbers are not allowed, in bytes: 62 bits.
const LONGEST: usize = 10;

/// What the bit means that chooses a table.
pub(super) const TABLES: [&str; 2] = ["the table that this connection filled", "the table that the standard prints"];

/// A number, as far as it is there.
pub(super) enum Number {
    /// It, and how many bytes it takes.
    Whole(u64, usize),
    /// Its end has not come.
    Cut,
    /// It has more than 62 bits.
    TooLong,
}

/// The number that begins in the last `prefix` bits of the first byte.
pub(super) fn number(bytes: &[u8], prefix: u8) -> Number {
    let Some(first) = bytes.first() else { return Number::Cut };
    let mask = (1_u64 << prefix) - 1;
    let mut value = u64::from(*first) & mask;
    if value < mask {
        return Number::Whole(value, 1);
    }
    for (i, byte) in bytes.iter().enumerate().skip(1) {
        if i >= LONGEST {
            return Number::TooLong;
        }
        value = value.saturating_add(u64::from(byte & 0x7f) << (7 * (i - 1)));
        if value >> 62 != 0 {
            return Number::TooLong;
        }
        if byte & 0x80 == 0 {
            return Number::Whole(value, i + 1);
        }
    }
    Number::Cut
}

/// Where an instruction ends that is a number and then texts, whose lengths begin in so many bits; something is held.
pub(super) fn extent(bytes: &[u8], numbers: &[(u8, bool)]) -> Extent {
    let mut at = 0;
    for (prefix, is_length) in numbers {
        match number(bytes.get(at..).unwrap_or_default(), *prefix) {
            Number::Cut => return Extent::More(None),
            Number::TooLong => return Extent::Never("a number has more than 62 bits"),
            Number::Whole(len, head) => {
                at += head;
                if *is_length {
                    match usize::try_from(len).ok().filter(|len| *len <= super::LONGEST) {
                        Some(len) => at += len,
                        None => return Extent::Never("a text is longer than this program reads"),
                    }
                }
            }
        }
    }
    if at <= bytes.len() { Extent::Whole(at) } else { Extent::More(Some(at)) }
}

/// A number as a leaf, which shares its first byte with the bits before it.
pub(super) fn put(
    c: &mut Cursor<'_>,
    label: &'static Label,
    prefix: u8,
    say: impl FnOnce(u64) -> Value,
) -> Result<u64, Stop> {
    match number(c.rest(), prefix) {
        Number::Whole(value, len) => {
            let end = u8::try_from(8 * len).unwrap_or(u8::MAX);
            match prefix {
                8 => c.leaf(label, len, say(value))?,
                _ => c.wide(label, len, 8 - prefix..end, say(value))?,
            };
            Ok(value)
        }
        Number::Cut => stop(format!("{} is cut off", label.name)),
        Number::TooLong => stop(format!("{} has more than 62 bits", label.name)),
    }
}

/// The bits that say what follows, as a leaf.
pub(super) fn kind(c: &mut Cursor<'_>, bits: Range<u8>, meaning: &'static str) -> Result<(), Stop> {
    let first = c.rest().first().copied().unwrap_or_default();
    let number = first.checked_shr(u32::from(8 - bits.end)).unwrap_or_default();
    c.bits(&label::KIND, bits, Value::number(number.into()).meaning(meaning)).map(drop)
}

/// One bit as a leaf, with what it means if it is not set and if it is.
pub(super) fn flag(
    c: &mut Cursor<'_>,
    label: &'static Label,
    at: u8,
    [no, yes]: [&'static str; 2],
) -> Result<bool, Stop> {
    let first = c.rest().first().copied().unwrap_or_default();
    let is_set = first & 0x80_u8.checked_shr(at.into()).unwrap_or_default() != 0;
    let meaning = if is_set { yes } else { no };
    c.bits(label, at..at + 1, Value::number(is_set.into()).meaning(meaning))?;
    Ok(is_set)
}
