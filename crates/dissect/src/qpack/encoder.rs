//! What the side that compresses says of the table (RFC 9204 §4.3).

use super::number::{TABLES, extent as numbers, flag, kind, put};
use super::table::{Entry, Table};
use super::text::{shown, text};
use super::{number, statics};
use crate::cursor::{Cursor, Stop, blame, lossy};
use crate::field::{Problem, Value};
use crate::names::qpack as label;
use crate::protocol::talk::Extent;

/// How long the instruction is that begins here; something is held.
pub(crate) fn extent(bytes: &[u8]) -> Extent {
    match bytes.first() {
        Some(0x80..) => numbers(bytes, &[(6, false), (7, true)]),
        Some(0x40..) => numbers(bytes, &[(5, true), (7, true)]),
        _ => numbers(bytes, &[(5, false)]),
    }
}

/// One instruction of so many bytes; what it inserts is in the table afterwards. It stops where nobody knows any more what is in it.
pub(crate) fn read(c: &mut Cursor<'_>, len: usize, table: &mut Table) -> Result<(), Stop> {
    let first = c.rest().first().copied().unwrap_or_default();
    let group = match first {
        0x80.. => &label::INSERT_INDEXED,
        0x40.. => &label::INSERT,
        0x20.. => &label::CAPACITY,
        _ => &label::DUPLICATE,
    };
    let (number, mut broken) = (table.inserted(), None);
    let field = c.group(group, len, |c| match instruction(c, first, table) {
        Ok(Done::Resized(capacity)) => Ok(Value::number(capacity)),
        Ok(Done::Inserted(entry)) => {
            let line = format!("{}: {}", lossy(&entry.name), lossy(&entry.value));
            Ok(shown(line.as_bytes()).meaning(format!("entry {number} of the table")))
        }
        Err(problem) => {
            broken = Some(problem.clone());
            Err(problem)
        }
    })?;
    match broken {
        Some(problem) => {
            blame(field, "QPACK_ENCODER_STREAM_ERROR");
            Err(problem)
        }
        None => Ok(()),
    }
}

enum Done {
    Resized(u64),
    Inserted(Entry),
}

fn instruction(c: &mut Cursor<'_>, first: u8, table: &mut Table) -> Result<Done, Stop> {
    let entry = match first {
        0x80.. => with_reference(c, table)?,
        0x40.. => {
            kind(c, 0..2, "01: insert, with a new name")?;
            let name = text(c, 5, &label::INSERT_NAME, &label::INSERT_NAME_CODED)?;
            let value = text(c, 7, &label::INSERT_VALUE, &label::INSERT_VALUE_CODED)?;
            Entry { name, value }
        }
        0x20.. => {
            let mut capacity = 0;
            let len = match number::number(c.rest(), 5) {
                number::Number::Whole(_, len) => len,
                _ => c.left(),
            };
            c.group(&label::CAPACITY_VALUE, len, |c| {
                kind(c, 0..3, "001: set the size")?;
                capacity = put(c, &label::NUMBER, 5, Value::number)?;
                Ok(Value::number(capacity))
            })?;
            table.resize(capacity).map_err(|why| Problem(why.into()))?;
            return Ok(Done::Resized(capacity));
        }
        _ => {
            kind(c, 0..3, "000: enter again")?;
            let distance = put(c, &label::INDEX, 5, from_newest)?;
            table.before_newest(distance).map_err(|why| Problem(why.into()))?.clone()
        }
    };
    table.insert(entry.clone()).map_err(|why| Problem(why.into()))?;
    Ok(Done::Inserted(entry))
}

fn with_reference(c: &mut Cursor<'_>, table: &Table) -> Result<Entry, Stop> {
    let len = match number::number(c.rest(), 6) {
        number::Number::Whole(_, len) => len,
        _ => c.left(),
    };
    let mut found = Err("no entry".to_owned());
    let field = c.group(&label::INSERT_INDEXED_NAME, len, |c| {
        kind(c, 0..1, "1: insert, with a known name")?;
        let is_static = flag(c, &label::STATIC, 1, TABLES)?;
        let index = put(c, &label::INDEX, 6, if is_static { Value::number } else { from_newest })?;
        found = match is_static {
            true => statics::entry(index),
            false => table.before_newest(index).cloned(),
        };
        Ok(found.as_ref().map_or(Value::NONE, |entry| shown(&entry.name)))
    })?;
    if let Err(why) = &found {
        blame(field, why.clone());
    }
    let value = text(c, 7, &label::INSERT_INDEXED_VALUE, &label::INSERT_INDEXED_CODED)?;
    let Entry { name, .. } = found.map_err(|why| Problem(why.into()))?;
    Ok(Entry { name, value })
}

fn from_newest(distance: u64) -> Value {
    Value::number(distance).meaning("counted back from the newest entry, which is 0")
}
