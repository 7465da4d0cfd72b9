//! The bytes of a signature, as its algorithm has them.

use crate::cursor::{Cursor, bytes};
use crate::der::{self, Inside};
use crate::field::Value;
use crate::names::x509 as label;

/// A signature by the algorithm with this name: r and s of ECDSA taken apart, others as they are.
pub(super) fn signature(c: &mut Cursor<'_>, name: &str) -> Inside {
    if !name.starts_with("ecdsa") {
        return signature_bytes(c);
    }
    der::sequence(c, &label::ECDSA, |c| {
        der::primitive(c, &label::ECDSA_R, der::INTEGER, der::unsigned)?;
        der::primitive(c, &label::ECDSA_S, der::INTEGER, der::unsigned).map(der::none)
    })
    .map(der::none)
}

/// Bytes as they are.
pub(super) fn signature_bytes(c: &mut Cursor<'_>) -> Inside {
    let len = c.left();
    if len > 0 {
        c.leaf(&label::SIGNATURE_BYTES, len, Value::NONE)?;
    }
    Ok(Value::NONE.meaning(bytes(len as u64)))
}
