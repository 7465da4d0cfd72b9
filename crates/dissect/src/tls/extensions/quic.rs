//! quic_transport_parameters (RFC 9000 §18): on TCP they have no business; in a capture they show all the same.

use crate::cursor::{Cursor, Stop, bytes, lossy, stop};
use crate::field::{Datum, Value};
use crate::names::tls_rare as label;
use crate::read::variable;
use crate::tls::codes;

/// One parameter.
pub(super) fn parameter(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let Some((kind_len, kind)) = variable(c.rest()) else { return stop("cut off in a parameter's number") };
    let Some((len_len, len)) = c.rest().get(kind_len..).and_then(variable) else {
        return stop("cut off in a parameter's length");
    };
    let len = usize::try_from(len).unwrap_or(usize::MAX);
    let field = c.group(&label::QUIC_PARAMETER, (kind_len + len_len).saturating_add(len), |c| {
        c.leaf(&label::QUIC_TYPE, kind_len, codes::quic(kind))?;
        c.leaf(&label::QUIC_LENGTH, len_len, Value::number(len as u64))?;
        if len > 0 {
            let value = value(kind, c.rest());
            c.leaf(&label::QUIC_VALUE, len, value)?;
        }
        Ok(Value::NONE)
    })?;
    if let Datum::Named { name, .. } = codes::quic(kind).datum {
        field.value = Value::text(name);
    }
    Ok(())
}

/// Numbers as numbers, texts as texts, others as bytes.
fn value(kind: u64, content: &[u8]) -> Value {
    match (kind, variable(content)) {
        (0x01 | 0x03..=0x0b | 0x0e | 0x20, Some((len, number))) if len == content.len() => Value::number(number),
        (0x3129, _) => Value::text(lossy(content)),
        _ if content.len() > 3 && content.iter().all(|b| (0x20..0x7f).contains(b)) => Value::text(lossy(content)),
        _ => Value::NONE.meaning(bytes(content.len() as u64)),
    }
}
