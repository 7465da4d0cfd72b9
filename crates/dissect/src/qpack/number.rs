//! Numbers that begin in the last bits of a byte (RFC 9204 §4.1.1).

use crate::cursor::{Cursor, Stop, stop};
use crate::field::{Datum, Label, Value};
use crate::protocol::talk::Extent;

/// Longer numbers are not allowed, in bytes: 62 bits.
const LONGEST: usize = 10;

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

/// Some bits before a number, as a leaf.
pub(super) fn bits(
    c: &mut Cursor<'_>,
    label: &'static Label,
    bits: std::ops::Range<u8>,
    meaning: &'static str,
) -> Result<u8, Stop> {
    let first = c.rest().first().copied().unwrap_or_default();
    let value = (u32::from(first) >> (8 - bits.end)) & ((1 << (bits.end - bits.start)) - 1);
    let value = value as u8;
    c.bits(label, bits, Value { datum: Datum::Number(value.into()), meaning: Some(meaning.into()) })?;
    Ok(value)
}
