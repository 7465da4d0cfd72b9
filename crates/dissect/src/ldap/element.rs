//! Elements in BER: tag, length, value, where DER's rules about the shortest form do not hold.

use crate::cursor::{Cursor, Stop, lossy};
use crate::der::{Header, head};
use crate::field::{Field, Label, Value};
use crate::names::ldap as label;
use crate::protocol::talk::Extent;

/// Deeper than this, elements are not taken apart.
const DEEPEST: usize = 24;

/// How long the element is that begins here.
pub(super) fn total(held: &[u8]) -> Extent {
    let [0x30, first, more @ ..] = held else {
        let begins = held.is_empty() || held == [0x30];
        return if begins { Extent::More(Some(2)) } else { Extent::Never(NONE) };
    };
    let count = usize::from(first & 0x7f);
    match first {
        0..=0x7f => Extent::Whole(2 + usize::from(*first)),
        0x81..=0x84 => match more.get(..count) {
            None => Extent::More(Some(2 + count)),
            Some(digits) => {
                let len = digits.iter().fold(0usize, |len, digit| len << 8 | usize::from(*digit));
                Extent::Whole(len.saturating_add(2 + count))
            }
        },
        _ => Extent::Never(NONE),
    }
}

/// What is no message of LDAP.
const NONE: &str = "no LDAP message begins here; after a login with SASL, the data may be encrypted";

/// The header of the next element, without complaints that only DER has.
pub(super) fn header(c: &Cursor<'_>) -> Result<Header, Stop> {
    let mut header = Header::read(c.rest())?;
    let cut = header.is_cut_off();
    header.problem = header.problem.filter(|_| cut);
    Ok(header)
}

/// The first byte of the next element.
pub(super) fn tag(c: &Cursor<'_>) -> Option<u8> {
    c.rest().first().copied()
}

/// An element whose content is read by `read`.
pub(super) fn element<'a, 'c>(
    c: &'c mut Cursor<'a>,
    label: &'static Label,
    read: impl FnOnce(&mut Cursor<'a>) -> Result<Value, Stop>,
) -> Result<&'c mut Field, Stop> {
    let header = header(c)?;
    c.group(label, header.whole(c.rest()), |c| {
        head(c, &header)?;
        read(c)
    })
}

/// An element whose content is one value.
pub(super) fn leaf(
    c: &mut Cursor<'_>,
    outer: &'static Label,
    label: &'static Label,
    value: impl FnOnce(&[u8]) -> Value,
) -> Result<(), Stop> {
    element(c, outer, |c| {
        let value = value(c.rest());
        if c.left() > 0 {
            c.leaf(label, c.left(), value)?;
        }
        Ok(Value::NONE)
    })
    .map(drop)
}

/// All elements up to the end, whatever they are.
pub(super) fn all(c: &mut Cursor<'_>, depth: usize) -> Result<(), Stop> {
    while c.left() > 0 {
        any(c, depth)?;
    }
    Ok(())
}

/// An element of which nothing is known: text where it is one.
fn any(c: &mut Cursor<'_>, depth: usize) -> Result<(), Stop> {
    let constructed = tag(c).is_some_and(|tag| tag & 0x20 != 0);
    element(c, &label::FIELD, |c| {
        match c.left() {
            0 => {}
            _ if constructed && depth < DEEPEST && fits(c.rest()) => all(c, depth + 1)?,
            left => {
                let (label, value) = match str::from_utf8(c.rest()) {
                    Ok(text) if !text.contains(char::is_control) => (&label::TEXT, Value::text(text)),
                    _ => (&label::VALUE, Value::NONE),
                };
                c.leaf(label, left, value)?;
            }
        }
        Ok(Value::NONE)
    })
    .map(drop)
}

/// Whether these bytes begin with an element that is there whole.
fn fits(bytes: &[u8]) -> bool {
    Header::read(bytes).is_ok_and(|header| header.whole(bytes) <= bytes.len())
}

/// A number.
pub(super) fn number(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A text as a value.
pub(super) fn text(bytes: &[u8]) -> Value {
    Value::text(lossy(bytes))
}
