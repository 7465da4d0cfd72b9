//! One compressed header (RFC 9204 §4.5.2 to §4.5.6).

use bytes::Bytes;

use super::number::{Number, TABLES, flag, kind, number, put};
use super::section::Known;
use super::statics;
use super::table::Entry;
use super::text::{shown, text};
use crate::cursor::{Cursor, Stop, lossy, stop};
use crate::field::{Problem, Value};
use crate::names::qpack as label;

/// What a header may refer to.
pub(super) struct View<'t> {
    pub(super) known: Known<'t>,
    /// Where entries are counted from; `None`: nobody knows.
    pub(super) base: Option<u64>,
}

/// An entry that a header refers to; `None`: nobody knows what it is.
type Found = Option<Entry>;

impl View<'_> {
    fn entry(&self, number: Option<u64>) -> Result<Found, Stop> {
        let (Ok((required, table)), Some(_)) = (self.known, self.base) else { return Ok(None) };
        match number {
            None => stop("an entry before the first"),
            Some(number) if number >= required => {
                stop(format!("entry {number}, but the headers say that they need {required}"))
            }
            Some(number) => table.at(number).cloned().map(Some).map_err(|why| Problem(why.into())),
        }
    }

    /// The entry so far before the base.
    fn before(&self, distance: u64) -> Result<Found, Stop> {
        self.entry(self.base.and_then(|base| base.checked_sub(distance)?.checked_sub(1)))
    }

    /// The entry so far behind the base.
    fn behind(&self, distance: u64) -> Result<Found, Stop> {
        self.entry(self.base.and_then(|base| base.checked_add(distance)))
    }
}

/// One header as a group; gives what it stands for, if that is known.
pub(super) fn read(c: &mut Cursor<'_>, view: &View<'_>) -> Result<Found, Stop> {
    let first = c.rest().first().copied().unwrap_or_default();
    let Some(len) = measure(c.rest()) else { return stop("a header is cut off, or a number too long") };
    let (mut found, mut broken) = (None, None);
    c.group(&label::LINE, len, |c| {
        let (line, kind) = match line(c, first, view) {
            Ok(done) => done,
            Err(problem) => {
                broken = Some(problem.clone());
                return Err(problem);
            }
        };
        let value = match &line {
            Some(entry) => shown(format!("{}: {}", lossy(&entry.name), lossy(&entry.value)).as_bytes()),
            None => Value::NONE,
        };
        let meaning = if line.is_some() { kind } else { "refers to an entry of the table that nobody knows here" };
        found = line;
        Ok(value.meaning(meaning))
    })?;
    broken.map_or(Ok(found), Err)
}

/// How long the header is that begins here; `None`: it is cut off, or a number in it too long.
fn measure(bytes: &[u8]) -> Option<usize> {
    let whole = |at: usize, prefix: u8| match number(bytes.get(at..)?, prefix) {
        Number::Whole(value, len) => Some((usize::try_from(value).ok()?, at.checked_add(len)?)),
        _ => None,
    };
    let first = *bytes.first()?;
    let (prefix, names, values) = match first {
        0x80.. => (6, false, false),
        0x40.. => (4, false, true),
        0x20.. => (3, true, true),
        0x10.. => (4, false, false),
        _ => (3, false, true),
    };
    let (number, mut at) = whole(0, prefix)?;
    if names {
        at = at.checked_add(number)?;
    }
    if values {
        let (len, head) = whole(at, 7)?;
        at = head.checked_add(len)?;
    }
    Some(at).filter(|at| *at <= bytes.len())
}

fn line(c: &mut Cursor<'_>, first: u8, view: &View<'_>) -> Result<(Found, &'static str), Stop> {
    match first {
        0x80.. => {
            kind(c, 0..1, "1: a number from a table, for both name and value")?;
            let is_static = flag(c, &label::STATIC, 1, TABLES)?;
            let found = referred(c, 6, is_static, view)?;
            Ok((found, "a number from a table, for both name and value"))
        }
        0x40.. => {
            kind(c, 0..2, "01: the name from a table, the value written out")?;
            let how = never(c, 2, "the name from a table, the value written out")?;
            let is_static = flag(c, &label::STATIC, 3, TABLES)?;
            let name = referred(c, 4, is_static, view)?.map(|entry| entry.name);
            valued(c, name, how)
        }
        0x20.. => {
            kind(c, 0..3, "001: written out")?;
            let how = never(c, 3, "written out, and not stored in the table")?;
            let name = text(c, 3, &label::NAME, &label::NAME)?;
            valued(c, Some(name), how)
        }
        0x10.. => {
            kind(c, 0..4, "0001: a number behind the base, for both name and value")?;
            let found = view.behind(put(c, &label::POST_BASE, 4, Value::number)?)?;
            Ok((found, "a number from the table, behind the base, for both name and value"))
        }
        _ => {
            kind(c, 0..4, "0000: the name from behind the base, the value written out")?;
            let how = never(c, 4, "the name from the table, behind the base, the value written out")?;
            let name = view.behind(put(c, &label::POST_BASE, 3, Value::number)?)?.map(|entry| entry.name);
            valued(c, name, how)
        }
    }
}

/// An entry by its number in either table.
fn referred(c: &mut Cursor<'_>, prefix: u8, is_static: bool, view: &View<'_>) -> Result<Found, Stop> {
    let index = put(c, &label::INDEX, prefix, Value::number)?;
    match is_static {
        true => statics::entry(index).map(Some).map_err(|why| Problem(why.into())),
        false => view.before(index),
    }
}

fn valued(c: &mut Cursor<'_>, name: Option<Bytes>, kind: &'static str) -> Result<(Found, &'static str), Stop> {
    let value = text(c, 7, &label::VALUE, &label::VALUE)?;
    Ok((name.map(|name| Entry { name, value }), kind))
}

/// The bit that forbids every table.
fn never(c: &mut Cursor<'_>, at: u8, kind: &'static str) -> Result<&'static str, Stop> {
    match flag(c, &label::NEVER, at, ["a table may keep it", "no table may ever keep it"])? {
        true => Ok("written out, and never to be stored in any table, because it is sensitive"),
        false => Ok(kind),
    }
}
