//! ChangeCipherSpec: once a switch of keys, today a disguise (RFC 5246 §7.1, RFC 8446 §D.4).

use super::facts::Facts;
use super::read::nothing_more;
use crate::cursor::{Cursor, Stop, blame};
use crate::field::Value;
use crate::names::tls_record as label;

/// The content of a ChangeCipherSpec record.
pub(super) fn change_cipher_spec(c: &mut Cursor<'_>, facts: &Facts) -> Result<(), Stop> {
    let found = c.rest().first().copied().unwrap_or_default();
    let meaning = match facts.version {
        Some(version) if version >= 0x0304 => {
            "means nothing in TLS 1.3: it makes the handshake look like 1.2, so that old middleboxes let it through"
        }
        Some(_) => "from the next record on, this side encrypts with the keys just agreed on",
        None => {
            "in TLS 1.2: from the next record on, this side encrypts; in 1.3 it means nothing and is there for middleboxes"
        }
    };
    let field = c.leaf(&label::CHANGE_CIPHER_SPEC, 1, Value::number(found.into()).meaning(meaning))?;
    if found != 1 {
        blame(field, format!("{found}: only 1 is allowed"));
    }
    nothing_more(c)
}
