//! Compressed headers: what they need of the table, and every header in them (RFC 9204 §4.5).

use super::line;
use super::number::{Number, flag, number, put};
use super::table::{Entry, Table};
use crate::cursor::{Cursor, Stop, stop};
use crate::field::{Problem, Value};
use crate::names::qpack as label;

/// More decompressed headers are not shown of one message: a few bytes can stand for many.
const LONGEST_LIST: usize = 256 << 10;

/// What headers need of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// So many entries must have been inserted.
    Entries(u64),
    /// Nobody knows how many yet: the other side's settings were not heard.
    Settings,
    /// It says what cannot be.
    Wrong,
}

/// Decompressed headers: `name: value`, and a line end after each.
#[derive(Default)]
pub(crate) struct Lines {
    pub(crate) text: Vec<u8>,
    /// Where each name ends, and each value.
    pub(crate) ends: Vec<(usize, usize)>,
    /// How many headers there were, shown or not.
    pub(crate) count: usize,
    /// How many of them refer to entries that nobody knows.
    pub(crate) unknown: usize,
    /// How long the text may become, in bytes.
    room: usize,
}

impl Lines {
    /// None yet, and room for so many bytes.
    pub(crate) fn within(room: usize) -> Lines {
        Lines { room: room.min(LONGEST_LIST), ..Lines::default() }
    }

    /// Adds a header; stops where they become too long.
    pub(super) fn add(&mut self, entry: &Entry) -> Result<(), Stop> {
        let Entry { name, value } = entry;
        if self.text.len() + name.len() + value.len() > self.room {
            let room = self.room;
            return stop(format!("they stand for more than {room} bytes of headers, which this program does not show"));
        }
        self.text.extend_from_slice(name);
        let name_end = self.text.len();
        self.text.extend_from_slice(b": ");
        self.text.extend_from_slice(value);
        self.ends.push((name_end, self.text.len()));
        self.text.extend_from_slice(b"\r\n");
        Ok(())
    }
}

/// What the headers that are these bytes need.
pub(crate) fn need(section: &[u8], table: &Table) -> Need {
    let Number::Whole(coded, _) = number(section, 8) else { return Need::Wrong };
    match (coded, table.max()) {
        (0, _) => Need::Entries(0),
        (_, None) => Need::Settings,
        (coded, Some(max)) => required(coded, max / 32, table.inserted()).map_or(Need::Wrong, Need::Entries),
    }
}

/// How many entries are meant, which are coded so that they stay small.
fn required(coded: u64, most: u64, inserted: u64) -> Option<u64> {
    let full = most.checked_mul(2).filter(|full| coded <= *full)?;
    let max = inserted.checked_add(most)?;
    let required = (max / full * full).checked_add(coded)?.checked_sub(1)?;
    let required = match required > max {
        true => required.checked_sub(full)?,
        false => required,
    };
    Some(required).filter(|required| *required > 0)
}

/// What entries of the table are known to headers, which need so many of them: `Err` with the reason if none.
pub(crate) type Known<'t> = Result<(u64, &'t Table), &'static str>;

/// Reads headers to the end of the cursor.
pub(crate) fn read(c: &mut Cursor<'_>, known: Known<'_>, lines: &mut Lines) -> Result<(), Stop> {
    let entries = known.ok().map(|(required, _)| required);
    put(c, &label::REQUIRED, 8, |coded| {
        let meaning = match (coded, entries) {
            (0, _) => "no entry of the connection's own table".to_owned(),
            (_, Some(entries)) => format!("{entries} must have been inserted"),
            (_, None) => "how many that is cannot be known here".to_owned(),
        };
        Value::number(coded).meaning(meaning)
    })?;
    let is_below = flag(c, &label::SIGN, 0, ["the base lies above, or there", "the base lies below"])?;
    let distance = put(c, &label::BASE, 7, Value::number)?;
    let base = match (entries, is_below) {
        (None, _) => None,
        (Some(entries), false) => entries.checked_add(distance),
        (Some(entries), true) => match entries.checked_sub(distance).and_then(|base| base.checked_sub(1)) {
            None => return stop("the base lies below 0: QPACK_DECOMPRESSION_FAILED"),
            base => base,
        },
    };
    let view = line::View { known, base };
    while c.left() > 0 {
        lines.count += 1;
        match line::read(c, &view) {
            Ok(Some(entry)) => lines.add(&entry)?,
            Ok(None) => lines.unknown += 1,
            Err(Problem(why)) => return stop(format!("{why}: QPACK_DECOMPRESSION_FAILED")),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::required;

    #[test]
    fn the_number_of_entries_is_found_again_whatever_is_inserted_at_the_time() {
        // RFC 9204 §4.5.1.1: the encoder's formula, and its example.
        assert_eq!(required(4, 100 / 32, 10), Some(9));
        for most in [1_u64, 3, 8, 128] {
            for wanted in 1..600 {
                let coded = wanted % (2 * most) + 1;
                for inserted in wanted.saturating_sub(most)..wanted + most {
                    assert_eq!(required(coded, most, inserted), Some(wanted), "{most} {inserted}");
                }
            }
        }
        assert_eq!(required(7, 3, 0), None);
        assert_eq!(required(1, 0, 0), None);
    }
}
