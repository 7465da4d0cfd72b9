//! Alerts: one side ends, or says why it refuses (RFC 8446 §6). ChangeCipherSpec: once a switch of keys, today a disguise
//! (RFC 5246 §7.1, RFC 8446 §D.4).

use super::codes;
use super::facts::Facts;
use super::read::{byte, nothing_more};
use crate::cursor::{Cursor, Stop, blame, bytes, stop};
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

/// Whether the body of an alert record can be in the clear: an alert has two bytes, and what encrypts one adds more than another two.
/// Several in one record, which old versions allow, must all be alerts that there are.
pub(super) fn is_clear(body: &[u8]) -> bool {
    let known =
        |alert: &[u8]| matches!(alert, [1 | 2, number] if matches!(codes::alert(*number).datum, Datum::Named { .. }));
    body.len() <= 2 || body.len() <= MOST && body.len().is_multiple_of(2) && body.chunks(2).all(known)
}

/// The bytes of four alerts: nobody sends more at once, and ciphertext of this length is never all alerts.
const MOST: usize = 8;

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

/// The content of a ChangeCipherSpec record.
pub(super) fn change_cipher_spec(c: &mut Cursor<'_>, facts: &Facts) -> Result<(), Stop> {
    let found = c.rest().first().copied().unwrap_or_default();
    let meaning = match facts.version {
        Some(version) if version >= 0x0304 => {
            "has no meaning in TLS 1.3: it makes the handshake look like 1.2, so that old middleboxes let it through"
        }
        Some(_) => "from the next record on, this side encrypts with the keys just agreed on",
        None => {
            "in TLS 1.2, this side encrypts from the next record on; in TLS 1.3 it has no meaning and is only \
                there for middleboxes"
        }
    };
    let field = c.leaf(&tls_record::CHANGE_CIPHER_SPEC, 1, Value::number(found.into()).meaning(meaning))?;
    if found != 1 {
        blame(field, format!("{found}: only 1 is allowed"));
    }
    nothing_more(c)
}
