//! How numbers and bits are read here.

use std::ops::Range;

use crate::cursor::{Cursor, Stop};
use crate::field::{Datum, Label, Value};

/// Yes or no.
pub(super) fn flag(set: bool) -> Value {
    Value { datum: Datum::Flag(set), meaning: None }
}

/// One bit of the next byte, 0 the most significant.
pub(super) fn bit(c: &mut Cursor<'_>, label: &'static Label, at: u8) -> Result<bool, Stop> {
    let set = c.rest().first().is_some_and(|byte| byte & (0x80_u8.checked_shr(at.into()).unwrap_or(0)) != 0);
    c.bits(label, at..at.saturating_add(1), flag(set))?;
    Ok(set)
}

/// Some bits of the next byte as a number; what it means is said by `value`.
pub(super) fn bits(
    c: &mut Cursor<'_>,
    label: &'static Label,
    range: Range<u8>,
    value: impl FnOnce(u8) -> Value,
) -> Result<u8, Stop> {
    let number = wide_number(c, 1, &range);
    let number = u8::try_from(number).unwrap_or(0);
    c.bits(label, range, value(number))?;
    Ok(number)
}

/// Some bits of the next `len` bytes as a number.
pub(super) fn wide(c: &mut Cursor<'_>, label: &'static Label, len: usize, range: Range<u8>) -> Result<u64, Stop> {
    let number = wide_number(c, len, &range);
    c.wide(label, len, range, Value::number(number))?;
    Ok(number)
}

fn wide_number(c: &Cursor<'_>, len: usize, range: &Range<u8>) -> u64 {
    let all = c.rest().iter().take(len).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    let total = u32::try_from(len).unwrap_or(0).saturating_mul(8);
    let behind = total.saturating_sub(range.end.into());
    let count = u32::from(range.end.saturating_sub(range.start));
    let mask = 1_u64.checked_shl(count).map_or(u64::MAX, |one| one.saturating_sub(1));
    all.checked_shr(behind).unwrap_or(0) & mask
}

/// A number of a byte or two, the lower first.
pub(super) fn little(c: &mut Cursor<'_>, label: &'static Label, len: usize) -> Result<u64, Stop> {
    let number = c.rest().iter().take(len).rev().fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    c.leaf(label, len, Value::number(number))?;
    Ok(number)
}
