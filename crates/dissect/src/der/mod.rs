//! Elements of DER: a tag, a length, a value (X.690 §8.1). Whatever the grammar, it is read through these few functions.
//!
//! An element becomes a field whose children are its tag, its length and its value. What the grammar did not expect is
//! shown as [plain elements](any), with a problem at the element that holds it.

mod any;
mod flags;
mod header;
mod oid;
mod oids;
mod plain;
mod time;
mod value;

pub(super) use any::{all, any, plain_content, up_to};
pub(super) use flags::flags;
pub(super) use header::*;
pub(super) use oid::{known, named as oid_name, read as object_identifier};
pub(super) use time::{generalized, generalized_validity, utc};
pub(super) use value::*;

use super::cursor::{Cursor, Stop, blame, bytes, stop};
use super::field::{Datum, Field, Label, Value};
use super::names::der as label;

/// What is read inside an element, and what its value is.
pub(super) type Inside = Result<Value, Stop>;

/// The tag of the next element; `None` at the end, or where no tag can be read.
pub(super) fn peek(c: &Cursor<'_>) -> Option<Tag> {
    Header::read(c.rest()).ok().map(|h| h.tag)
}

/// Whether the next element has this tag.
pub(super) fn next_is(c: &Cursor<'_>, tag: Tag) -> bool {
    peek(c) == Some(tag)
}

/// An element that is made of elements: `read` reads them. What it leaves is shown as plain elements.
pub(super) fn element<'a, 'c, F>(
    c: &'c mut Cursor<'a>,
    label: &'static Label,
    tag: Tag,
    read: F,
) -> Result<&'c mut Field, Stop>
where
    F: FnOnce(&mut Cursor<'a>) -> Inside,
{
    let header = expect(c, label, tag)?;
    let mut late = None;
    let field = c.group(label, header.whole(c.rest()), |c| {
        head(c, &header)?;
        if header.says.is_none() {
            all(c, 0);
            return Ok(Value::NONE);
        }
        let result = read(c);
        let left = c.left();
        if left > 0 {
            all(c, 0);
        }
        late = (result.is_ok() && left > 0).then(|| format!("{} more than fit into it", bytes(left as u64)));
        result
    })?;
    if let Some(problem) = late {
        blame(field, problem);
    }
    Ok(field)
}

/// A SEQUENCE.
pub(super) fn sequence<'a, 'c, F>(c: &'c mut Cursor<'a>, label: &'static Label, read: F) -> Result<&'c mut Field, Stop>
where
    F: FnOnce(&mut Cursor<'a>) -> Inside,
{
    element(c, label, SEQUENCE, read)
}

/// A SEQUENCE OF, or another element that holds any number of the same: its value is how many.
pub(super) fn each<'a, 'c, F>(
    c: &'c mut Cursor<'a>,
    label: &'static Label,
    tag: Tag,
    what: &'static str,
    mut read: F,
) -> Result<&'c mut Field, Stop>
where
    F: FnMut(&mut Cursor<'a>) -> Result<(), Stop>,
{
    element(c, label, tag, |c| {
        let mut count = 0;
        while c.left() > 0 {
            read(c)?;
            count += 1;
        }
        Ok(Value::NONE.meaning(super::cursor::count(count, what)))
    })
}

/// A SEQUENCE OF SEQUENCEs, whatever tag the outer one has: `read` reads what is in each.
pub(super) fn each_sequence<'a, 'c, F>(
    c: &'c mut Cursor<'a>,
    label: &'static Label,
    tag: Tag,
    (what, item): (&'static str, &'static Label),
    mut read: F,
) -> Result<&'c mut Field, Stop>
where
    F: FnMut(&mut Cursor<'a>) -> Inside,
{
    each(c, label, tag, what, |c| sequence(c, item, &mut read).map(drop))
}

/// What is read inside an element says all: it has no value of its own.
pub(super) fn none<T>(_: T) -> Value {
    Value::NONE
}

/// An element with one value, if the next one has this tag.
pub(super) fn optional(
    c: &mut Cursor<'_>,
    label: &'static Label,
    tag: Tag,
    read: impl FnOnce(&[u8]) -> Reading,
) -> Result<(), Stop> {
    if next_is(c, tag) { primitive(c, label, tag, read).map(drop) } else { Ok(()) }
}

/// A BOOLEAN that may be missing, and then is false: where it says so itself, that is the problem.
pub(super) fn flag_if_set(c: &mut Cursor<'_>, label: &'static Label, false_is: &'static str) -> Result<bool, Stop> {
    let mut set = false;
    optional(c, label, BOOLEAN, |content| {
        let mut reading = boolean(content);
        set = content != [0];
        if !set {
            reading.problem = Some(false_is.into());
        }
        reading
    })?;
    Ok(set)
}

/// An element with one value: its bytes are a leaf with this label, and `read` says what they mean. They are returned.
pub(super) fn primitive<'a>(
    c: &mut Cursor<'a>,
    label: &'static Label,
    tag: Tag,
    read: impl FnOnce(&[u8]) -> Reading,
) -> Result<&'a [u8], Stop> {
    primitive_as(c, plain::of(tag), label, tag, read)
}

/// The same, with a name for the whole element.
pub(super) fn primitive_as<'a>(
    c: &mut Cursor<'a>,
    whole: &'static Label,
    label: &'static Label,
    tag: Tag,
    read: impl FnOnce(&[u8]) -> Reading,
) -> Result<&'a [u8], Stop> {
    within_as(c, whole, label, tag, |c| {
        let found = c.rest();
        let Reading { value, problem } = read(found);
        let field = c.leaf(label, found.len(), value)?;
        if let Some(problem) = problem {
            blame(field, problem);
        }
        Ok(found)
    })
}

/// An element with one value that has parts of its own: `read` reads all of its bytes.
pub(super) fn within<'a, T>(
    c: &mut Cursor<'a>,
    label: &'static Label,
    tag: Tag,
    read: impl FnOnce(&mut Cursor<'a>) -> Result<T, Stop>,
) -> Result<T, Stop> {
    within_as(c, plain::of(tag), label, tag, read)
}

/// The same, with a name for the whole element.
pub(super) fn within_as<'a, T>(
    c: &mut Cursor<'a>,
    whole: &'static Label,
    label: &'static Label,
    tag: Tag,
    read: impl FnOnce(&mut Cursor<'a>) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let header = expect(c, label, tag)?;
    let mut result = stop(format!("{} could not be read", label.name));
    c.group(whole, header.whole(c.rest()), |c| {
        head(c, &header)?;
        result = read(c);
        Ok(Value::NONE)
    })?;
    result
}

/// A BIT STRING of whole bytes: how many bits are unused, then a group with this label that `read` fills.
pub(super) fn bit_string<'a>(
    c: &mut Cursor<'a>,
    label: &'static Label,
    tag: Tag,
    read: impl FnOnce(&mut Cursor<'a>, u8) -> Inside,
) -> Result<(), Stop> {
    within(c, label, tag, |c| {
        let unused = c.rest().first().copied();
        let Some(unused) = unused else { return stop("a BIT STRING needs a first byte: how many bits are unused") };
        let field = c.leaf(&label::UNUSED, 1, Value::number(u64::from(unused)))?;
        if unused > 7 {
            blame(field, format!("{unused} unused bits: a byte has eight bits, of which at most seven can be unused"));
        }
        let left = c.left();
        c.group(label, left, |c| read(c, unused)).map(drop)
    })
}

/// A BIT STRING that holds a key or a signature: they come in whole bytes.
pub(super) fn whole_bytes<'a>(
    c: &mut Cursor<'a>,
    label: &'static Label,
    tag: Tag,
    read: impl FnOnce(&mut Cursor<'a>) -> Inside,
) -> Result<(), Stop> {
    bit_string(c, label, tag, |c, unused| match (read(c)?, unused) {
        (value, 0) => Ok(value),
        (_, unused) => stop(format!("{unused} unused bits, although whole bytes are required")),
    })
}

/// The header of the next element, which should have this tag.
fn expect(c: &Cursor<'_>, label: &'static Label, tag: Tag) -> Result<Header, Stop> {
    if c.left() == 0 {
        return stop(format!("{} ({}) is missing", label.name, tag.name()));
    }
    let header = Header::read(c.rest())?;
    if header.tag == tag {
        return Ok(header);
    }
    let form = |t: Tag| if t.constructed { "consists of elements" } else { "one value" };
    if (header.tag.class, header.tag.number) == (tag.class, tag.number) {
        let found = form(header.tag);
        return stop(format!("{} ({}) should be {}, not {found}", label.name, tag.name(), form(tag)));
    }
    stop(format!("{} ({}) is required here, but this is {}", label.name, tag.name(), header.tag.name()))
}

/// Tag and length as leaves.
pub(super) fn head(c: &mut Cursor<'_>, header: &Header) -> Result<(), Stop> {
    let first = c.rest().first().copied().unwrap_or_default();
    let number = if header.tag_len == 1 { u64::from(first) } else { u64::from(header.tag.number) };
    let tag = Value { datum: Datum::Named { number, name: header.tag.name() }, meaning: None };
    let own = matches!(header.tag.class, 1 | 3);
    c.leaf(&label::TAG, header.tag_len, if own { tag.meaning("an application's own") } else { tag })?;
    let mut length = header.says.map_or(Value::text("indefinite"), Value::number);
    if header.length_len > 1 {
        length = length.meaning(format!("long form: the number takes {}", bytes(header.length_len as u64 - 1)));
    }
    let field = c.leaf(&label::LENGTH, header.length_len, length)?;
    if let Some(problem) = &header.problem {
        blame(field, problem.clone());
    }
    Ok(())
}

/// Whether what is left is one whole element and nothing else.
pub(super) fn is_one_element(c: &Cursor<'_>) -> bool {
    Header::read(c.rest())
        .is_ok_and(|h| h.says.is_none_or(|says| says == h.content as u64) && h.whole(c.rest()) == c.left())
}
