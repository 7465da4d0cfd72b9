//! Alerts: one side ends, or says why it refuses (RFC 8446 §6).

use super::codes;
use super::facts::Facts;
use super::read::{byte, nothing_more};
use crate::cursor::{Cursor, Stop, bytes, stop};
use crate::field::{Datum, Value};
use crate::names::{tls_messages as label, tls_record};

/// One alert or, before TLS 1.3, several in one record.
pub(super) fn alert(c: &mut Cursor<'_>, facts: &Facts) -> Result<(), Stop> {
    let most = if facts.version == Some(0x0304) { 1 } else { 64 };
    for _ in 0..most {
        if c.left() == 0 {
            break;
        }
        let len = c.left().min(2);
        c.group(&tls_record::ALERT, len, one)?;
    }
    nothing_more(c)
}

fn one(c: &mut Cursor<'_>) -> Result<Value, Stop> {
    byte(c, &label::ALERT_LEVEL, codes::alert_level)?;
    let left = c.left();
    if left == 0 {
        return stop(format!("{} of two: the description is missing", bytes(1)));
    }
    let description = byte(c, &label::ALERT_DESCRIPTION, codes::alert)?;
    Ok(match codes::alert(description).datum {
        Datum::Named { name, .. } => Value { datum: Datum::Text(name.into_owned()), meaning: None },
        _ => Value::NONE,
    })
}
