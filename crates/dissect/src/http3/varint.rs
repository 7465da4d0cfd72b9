//! Numbers of variable length (RFC 9000 §16).

use crate::cursor::{Cursor, Stop, stop};
use crate::field::{Label, Value};

/// The number that begins here, and how many bytes it takes; `None`: its end has not come.
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let len = 1_usize << (first >> 6);
    let rest = bytes.get(1..len)?;
    Some((rest.iter().fold(u64::from(first & 0x3f), |number, byte| number << 8 | u64::from(*byte)), len))
}

/// A number as a leaf; what it means is said by `say`.
pub(super) fn put(c: &mut Cursor<'_>, label: &'static Label, say: impl FnOnce(u64) -> Value) -> Result<u64, Stop> {
    let Some((number, len)) = varint(c.rest()) else { return stop(format!("{} is cut off", label.name)) };
    c.leaf(label, len, say(number))?;
    Ok(number)
}
