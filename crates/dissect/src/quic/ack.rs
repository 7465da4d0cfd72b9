//! Acknowledgements: ranges of packet numbers, written as distances from the largest down (RFC 9000 §19.3).

use crate::cursor::{Cursor, Stop, stop};
use crate::field::Value;
use crate::names::quic_frames as label;
use crate::read::varint;

/// So many ranges are named at the frame; each has its own field.
const NAMED: usize = 4;

/// What follows the type; `exponent`: what the delay is multiplied by.
pub(super) fn read(c: &mut Cursor<'_>, ecn: bool, exponent: Option<u32>) -> Result<Value, Stop> {
    let largest = varint(c, &label::LARGEST, Value::number)?;
    varint(c, &label::DELAY, |delay| delayed(delay, exponent))?;
    let count = varint(c, &label::RANGE_COUNT, Value::number)?;
    let mut smallest = None;
    let first = varint(c, &label::FIRST_RANGE, |len| match largest.checked_sub(len) {
        Some(low) => Value::number(len).meaning(packets(low, largest)),
        None => Value::number(len).meaning("more packets than there are"),
    })?;
    let mut named = Vec::new();
    if let Some(low) = largest.checked_sub(first) {
        smallest = Some(low);
        named.push(range(low, largest));
    }
    // Each takes two bytes at least, and so the count cannot make this long.
    for _ in 0..count {
        let Some(before) = smallest else { return stop("a range below packet 0") };
        let gap = varint(c, &label::GAP, |gap| missing(gap, before))?;
        let high = before.checked_sub(gap).and_then(|high| high.checked_sub(2));
        let len = varint(c, &label::RANGE, |len| match high.and_then(|high| Some((high.checked_sub(len)?, high))) {
            Some((low, high)) => Value::number(len).meaning(packets(low, high)),
            None => Value::number(len),
        })?;
        smallest = high.and_then(|high| high.checked_sub(len));
        if let (Some(low), Some(high), true) = (smallest, high, named.len() < NAMED) {
            named.push(range(low, high));
        }
    }
    if smallest.is_none() {
        return stop("a range below packet 0");
    }
    if ecn {
        varint(c, &label::ECT0, Value::number)?;
        varint(c, &label::ECT1, Value::number)?;
        varint(c, &label::CE, Value::number)?;
    }
    let more = if count >= NAMED as u64 { ", …" } else { "" };
    Ok(Value::NONE.meaning(format!("packets {}{more}", named.join(", "))))
}

fn delayed(delay: u64, exponent: Option<u32>) -> Value {
    let value = Value::number(delay);
    match exponent.and_then(|exponent| delay.checked_mul(1u64.checked_shl(exponent)?)) {
        Some(microseconds) => value.meaning(format!("{microseconds} microseconds")),
        None => value.meaning("in a unit that the sender's transport parameters say"),
    }
}

fn missing(gap: u64, before: u64) -> Value {
    let value = Value::number(gap);
    let high = before.checked_sub(1);
    match high.and_then(|high| Some((high.checked_sub(gap)?, high))) {
        Some((low, high)) => value.meaning(format!("not {}", packets(low, high))),
        None => value,
    }
}

fn packets(low: u64, high: u64) -> String {
    match low == high {
        true => format!("packet {low}"),
        false => format!("packets {low} to {high}"),
    }
}

fn range(low: u64, high: u64) -> String {
    match low == high {
        true => low.to_string(),
        false => format!("{low} to {high}"),
    }
}
