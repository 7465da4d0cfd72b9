//! What a certificate may be used for.

use crate::cursor::{Cursor, stop};
use crate::der::{self, Inside};
use crate::field::{Label, Value};
use crate::names::x509ce as label;

static KEY_USAGES: [&Label; 9] = [
    &label::DIGITAL_SIGNATURE,
    &label::CONTENT_COMMITMENT,
    &label::KEY_ENCIPHERMENT,
    &label::DATA_ENCIPHERMENT,
    &label::KEY_AGREEMENT,
    &label::KEY_CERT_SIGN,
    &label::CRL_SIGN,
    &label::ENCIPHER_ONLY,
    &label::DECIPHER_ONLY,
];

/// Reads a KeyUsage (RFC 5280 §4.2.1.3).
pub(super) fn key_usage(c: &mut Cursor<'_>, unused: u8) -> Inside {
    if c.left() == 0 {
        return stop("no bit is set: at least one must be");
    }
    der::flags(c, unused, &KEY_USAGES)
}

/// Reads BasicConstraints (RFC 5280 §4.2.1.9).
pub(super) fn basic_constraints(c: &mut Cursor<'_>) -> Inside {
    let ca = der::flag_if_set(c, &label::CA, "without this field it is not a CA either, so DER leaves it out")?;
    der::optional(c, &label::PATH_LEN, der::INTEGER, |content| {
        let mut reading = der::unsigned(content);
        if !ca {
            reading.problem = reading.problem.or(Some("a path length, although it is not a CA".into()));
        }
        reading
    })?;
    Ok(Value::text(if ca { "a CA" } else { "not a CA" }))
}

/// Reads ExtKeyUsageSyntax (RFC 5280 §4.2.1.12).
pub(super) fn purposes(c: &mut Cursor<'_>) -> Inside {
    let mut names = Vec::new();
    while c.left() > 0 {
        names.push(der::oid_name(der::primitive(c, &label::KEY_PURPOSE, der::OID, der::object_identifier)?));
    }
    Ok(Value::text(names.join(", ")))
}
