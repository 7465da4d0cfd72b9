//! Lists of revoked certificates (RFC 5280 §5).

use super::{algorithm, extensions, name, serial, signed, time, version};
use crate::cursor::{Cursor, Stop, blame};
use crate::der::{self, Inside, Tag};
use crate::field::{Field, Value};
use crate::names::x509 as label;

/// A CertificateList.
pub(crate) fn crl<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::CRL, |c| {
        let mut inside = &[][..];
        der::sequence(c, &label::TBS_CRL, |c| tbs_crl(c, &mut inside))?;
        signed(c, inside, &label::ALGORITHM_IDENTIFIER, &label::ENCRYPTED).map(der::none)
    })
}

fn tbs_crl<'a>(c: &mut Cursor<'a>, inside: &mut &'a [u8]) -> Inside {
    let mut number = 0;
    if der::next_is(c, der::INTEGER) {
        number = version(c, &label::VERSION, &["version 1", "version 2"])?;
    }
    *inside = algorithm(c, &label::SIGNATURE)?.whole;
    name::name(c, &label::ISSUER)?;
    time(c, &label::THIS_UPDATE)?;
    if matches!(der::peek(c), Some(der::UTC_TIME | der::GENERALIZED_TIME)) {
        time(c, &label::NEXT_UPDATE)?;
    }
    if der::next_is(c, der::SEQUENCE) {
        let item = ("certificate", &label::REVOKED_ITEM);
        let field = der::each_sequence(c, &label::REVOKED, der::SEQUENCE, item, revoked)?;
        if field.span.len() == 2 {
            blame(field, "an empty list, which must be left out");
        }
    }
    if der::next_is(c, Tag::context(0)) {
        let field = der::element(c, &label::CRL_EXTENSIONS_TAG, Tag::context(0), |c| {
            extensions::extensions(c, &extensions::LIST).map(der::none)
        })?;
        if number != 1 {
            blame(field, format!("extensions need version 2, but this is version {}", number + 1));
        }
    }
    Ok(Value::NONE)
}

fn revoked(c: &mut Cursor<'_>) -> Inside {
    serial(c, &label::REVOKED_SERIAL)?;
    time(c, &label::REVOCATION_DATE)?;
    if der::next_is(c, der::SEQUENCE) {
        extensions::extensions(c, &extensions::ENTRY)?;
    }
    Ok(Value::NONE)
}
