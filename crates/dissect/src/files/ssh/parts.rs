//! What SSH is made of: strings with their length before them, and numbers in the same form (RFC 4251 §5).

use crate::cursor::{Cursor, Stop, bytes, stop};
use crate::der;
use crate::field::{Label, Value};
use crate::names::ssh as label;
use crate::read::length;

/// How many parts of certificates are taken apart: a field takes a few hundred bytes of memory, and a name in a list may have four.
pub(super) struct Budget(usize);

impl Budget {
    const MOST: usize = 100_000;

    pub(super) fn new() -> Budget {
        Budget(Budget::MOST)
    }

    /// Takes one part.
    pub(super) fn spend(&mut self) -> Result<(), Stop> {
        let Some(left) = self.0.checked_sub(1) else {
            return stop(format!("the first {} parts are taken apart, and this is the rest", Budget::MOST));
        };
        self.0 = left;
        Ok(())
    }
}

/// A string: its length, and its bytes as a leaf whose value `read` gives. They are returned.
pub(super) fn string<'a>(
    c: &mut Cursor<'a>,
    len: &'static Label,
    label: &'static Label,
    read: impl FnOnce(&[u8]) -> Value,
) -> Result<&'a [u8], Stop> {
    let len = length(c, len, 4)?;
    let found = c.rest().get(..len).unwrap_or_default();
    if len > 0 {
        c.leaf(label, len, read(found))?;
    }
    Ok(found)
}

/// A string that has parts of its own: a group, which `read` reads to its end. None where it is empty.
pub(super) fn within<'a>(
    c: &mut Cursor<'a>,
    len: &'static Label,
    label: &'static Label,
    read: impl FnOnce(&mut Cursor<'a>) -> Result<Value, Stop>,
) -> Result<(), Stop> {
    let len = length(c, len, 4)?;
    if len > 0 {
        c.group(label, len, |c| {
            let value = read(c)?;
            crate::read::nothing_more(c).map(|()| value)
        })?;
    }
    Ok(())
}

/// A number of any size.
pub(super) fn number(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    string(c, &label::NUMBER_LENGTH, label, |bytes| match bytes.len() {
        0..=8 => Value::number(der::number(bytes).unwrap_or_default()),
        _ => Value::NONE.meaning(der::bits(bytes)),
    })
    .map(drop)
}

/// Text.
pub(super) fn text(bytes: &[u8]) -> Value {
    Value::text(crate::cursor::lossy(bytes))
}

/// Bytes of which only the number can be told.
pub(super) fn opaque(found: &[u8]) -> Value {
    Value::NONE.meaning(bytes(found.len() as u64))
}
