//! Elements that no grammar is known for: taken apart as far as DER itself goes.

use super::header::{Header, OCTET_STRING, OID, SEQUENCE, SET, Tag};
use super::value::Reading;
use super::{Inside, head, oid, plain};
use crate::cursor::{Cursor, Stop, blame};
use crate::field::{Field, Value};
use crate::names::der as label;

/// Deeper than this, elements are not taken apart: nothing real is, and a stack has an end.
const DEEPEST: usize = 32;

/// All elements up to the end; where one cannot be read, the rest stays unexplained, with the reason.
pub(crate) fn all(c: &mut Cursor<'_>, depth: usize) {
    while c.left() > 0 {
        let left = c.left();
        if c.rest() == [0, 0] {
            let _ = c.leaf(&label::END_OF_CONTENTS, 2, Value::NONE);
        } else if let Err(problem) = any(c, depth)
            && let Ok(field) = c.leaf(&crate::names::UNEXPLAINED, left, Value::NONE)
        {
            blame(field, problem.0);
        }
    }
}

/// All elements up to the end, where their grammar is not known.
pub(crate) fn plain_content(c: &mut Cursor<'_>) -> Inside {
    all(c, 0);
    Ok(Value::NONE)
}

/// The next element, whatever it is.
pub(crate) fn any<'c>(c: &'c mut Cursor<'_>, depth: usize) -> Result<&'c mut Field, Stop> {
    let header = Header::read(c.rest())?;
    let whole = header.whole(c.rest());
    let mut late = None;
    let field = c.group(plain::of(header.tag), whole, |c| {
        head(c, &header)?;
        if c.left() == 0 {
            late = (!header.tag.constructed).then(|| plain::plain(header.tag).1(&[]).problem).flatten();
            return Ok(Value::NONE);
        }
        if header.tag.constructed && depth >= DEEPEST {
            late = Some(format!("nested more than {DEEPEST} levels deep: not decoded any further").into());
            return Ok(Value::NONE);
        }
        if header.tag.constructed {
            let value = named(header.tag, c.rest());
            all(c, depth + 1);
            return Ok(value);
        }
        if header.tag == OCTET_STRING && depth < DEEPEST && holds_elements(c.rest()) {
            all(c, depth + 1);
            return Ok(Value::NONE.meaning("contains elements"));
        }
        primitive(c, header.tag)?;
        Ok(Value::NONE)
    })?;
    if let Some(problem) = late {
        blame(field, problem);
    }
    Ok(field)
}

/// What a SEQUENCE is about, where it begins with an OID: so do algorithms, attributes, bags, extensions.
fn named(tag: Tag, content: &[u8]) -> Value {
    let oid = Header::read(content).ok().filter(|h| tag == SEQUENCE && h.tag == OID);
    let name = oid.and_then(|h| oid::known(content.get(h.len()..h.len() + h.content)?));
    name.map_or(Value::NONE, |known| Value::NONE.meaning(known.name))
}

fn primitive(c: &mut Cursor<'_>, tag: Tag) -> Result<(), Stop> {
    let (label, read) = plain::plain(tag);
    let content = c.rest();
    let Reading { value, problem } = read(content);
    if tag.class == 0 && tag.number == 3 {
        c.leaf(&label::UNUSED, 1, Value::number(u64::from(content.first().copied().unwrap_or_default())))?;
    }
    let field = c.leaf(label, c.left(), value)?;
    if let Some(problem) = problem {
        blame(field, problem);
    }
    Ok(())
}

/// Whether an OCTET STRING holds one SEQUENCE or SET, to its last byte, whose elements fit it.
fn holds_elements(content: &[u8]) -> bool {
    let fits = |bytes: &[u8]| Header::read(bytes).ok().filter(|h| h.problem.is_none() && h.whole(bytes) <= bytes.len());
    let Some(outer) = fits(content).filter(|h| [SEQUENCE, SET].contains(&h.tag)) else { return false };
    if outer.whole(content) != content.len() {
        return false;
    }
    let mut at = outer.len();
    while at < content.len() {
        let Some(inner) = content.get(at..).and_then(fits) else { return false };
        at += inner.len() + inner.content;
    }
    at == content.len()
}

/// How many bytes hold at most `budget` elements, counted as they would be taken apart; the budget becomes what is left of it.
///
/// A field takes a few hundred bytes of memory and an element may have two: without a limit, a file of 16 MiB takes 20 GiB.
pub(crate) fn up_to(bytes: &[u8], budget: &mut usize) -> usize {
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|r| !r.is_empty()) {
        let Ok(header) = Header::shallow(rest) else { break };
        if *budget == 0 {
            return at;
        }
        *budget -= 1;
        let content = rest.get(header.len()..header.len() + header.content).unwrap_or_default();
        let inside = header.tag.constructed || header.tag == OCTET_STRING && holds_elements(content);
        at += if inside || header.says.is_none() { header.len() } else { header.len() + header.content };
    }
    bytes.len()
}
