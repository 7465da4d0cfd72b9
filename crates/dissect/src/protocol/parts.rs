//! Messages with their length before them: where they end, and how those come that are longer than what is held at once.

use super::PIECE;
use super::talk::Extent;
use crate::cursor::{Cursor, Stop};
use crate::field::{Label, Value};
use crate::recording::{Side, Sides};

/// What is still to come, on each side, of a message that is longer than a piece.
#[derive(Default)]
pub(crate) struct Parts {
    left: Sides<u64>,
}

impl Parts {
    /// How long the next message is, if whole ones have so many bytes: one that is longer than a piece comes in pieces.
    pub(crate) fn extent(&self, side: Side, held: usize, total: impl FnOnce() -> Extent) -> Extent {
        let want = match self.left[side] {
            0 => match total() {
                Extent::Whole(total) => total.min(PIECE),
                other => return other,
            },
            left => usize::try_from(left).unwrap_or(usize::MAX).min(PIECE),
        };
        if held >= want { Extent::Whole(want) } else { Extent::More(Some(want)) }
    }

    /// A piece of so many bytes was taken: whether it goes on with a message that had begun.
    pub(crate) fn goes_on(&mut self, side: Side, len: usize) -> bool {
        let left = &mut self.left[side];
        let goes_on = *left > 0;
        *left = left.saturating_sub(len as u64);
        goes_on
    }

    /// A message of so many bytes began, of which only so many were taken.
    pub(crate) fn begins(&mut self, side: Side, total: usize, taken: usize) {
        self.left[side] = total.saturating_sub(taken) as u64;
    }

    /// So many bytes are missing: whether they all belong to the message that is under way.
    pub(crate) fn lost(&mut self, side: Side, len: u64) -> bool {
        let left = &mut self.left[side];
        let within = *left >= len && len > 0;
        *left = left.saturating_sub(len);
        within
    }
}

/// Bytes up to a zero and that zero, as one field whose value is the text; up to the end if there is none.
pub(crate) fn text_to_zero(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    let text = to_zero(c);
    let (len, value) = (zero_len(c, text), Value::text(crate::cursor::lossy(text)));
    if len > 0 { c.leaf(label, len, value).map(drop) } else { Ok(()) }
}

/// The same, where the text is a field of its own that says what it is, and the zero another.
pub(crate) fn marked_to_zero(
    c: &mut Cursor<'_>,
    label: &'static Label,
    inner: &'static Label,
    zero: &'static Label,
) -> Result<(), Stop> {
    let text = to_zero(c);
    let (own, len) = (text.len(), zero_len(c, text));
    if len == 0 {
        return Ok(());
    }
    c.group(label, len, |c| {
        if own > 0 {
            c.text(inner, own)?;
        }
        if c.left() > 0 {
            c.leaf(zero, 1, Value::NONE)?;
        }
        Ok(Value::NONE)
    })
    .map(drop)
}

fn to_zero<'a>(c: &Cursor<'a>) -> &'a [u8] {
    c.rest().split(|byte| *byte == 0).next().unwrap_or_default()
}

fn zero_len(c: &Cursor<'_>, text: &[u8]) -> usize {
    (text.len() + 1).min(c.left())
}
