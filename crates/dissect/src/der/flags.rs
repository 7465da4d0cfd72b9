//! Named bit lists: a BIT STRING in which each bit has a name (X.680 §22.7, X.690 §11.2.2).

use super::Inside;
use crate::cursor::{Cursor, Stop, blame};
use crate::field::{Datum, Label, Value};
use crate::names::der as label;

/// The bits, the first one first, each a field with its own label. The value names those that are set.
pub(crate) fn flags(c: &mut Cursor<'_>, unused: u8, labels: &[&'static Label]) -> Inside {
    let mut set = Vec::new();
    for eight in labels.chunks(8) {
        let used = if c.left() == 1 { 8 - unused.min(7) } else { 8 };
        if c.left() > 0 {
            byte(c, eight, used, &mut set)?;
        }
    }
    let len = c.left();
    if len > 0 {
        let field = c.leaf(&label::BITS, len, Value::NONE)?;
        blame(field, "more bits than the standard names");
    }
    Ok(Value::text(if set.is_empty() { "nothing".to_owned() } else { set.join(", ") }))
}

/// One byte, of which `used` bits count; the others are named too, as far as they have a name.
fn byte(c: &mut Cursor<'_>, labels: &[&'static Label], used: u8, set: &mut Vec<&'static str>) -> Result<(), Stop> {
    let byte = c.rest().first().copied().unwrap_or_default();
    let last = c.left() == 1;
    for (bit, label) in (0..8).zip(labels) {
        let on = byte >> (7 - bit) & 1 == 1;
        let counts = bit < used;
        let value = Value { datum: Datum::Flag(on && counts), meaning: (!counts).then(|| "left out".into()) };
        let field = c.bits(label, bit..bit + 1, value)?;
        if !counts && on {
            blame(field, "an unused bit should be zero");
        } else if last && bit + 1 == used && !on {
            blame(field, "a zero at the end, which DER leaves out");
        }
        set.extend((on && counts).then_some(label.name));
    }
    let named = u8::try_from(labels.len()).unwrap_or(8);
    if named < 8 {
        let spare = byte & (0xff >> named);
        let field = c.bits(&label::UNUSED_BITS, named..8, Value::number(u64::from(spare)))?;
        if spare != 0 {
            blame(field, "unnamed and unused bits should be zero");
        }
    }
    Ok(())
}
