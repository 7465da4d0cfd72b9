//! Extensions of OCSP's questions and answers (RFC 6960 §4.4).

use crate::cursor::{Cursor, Stop};
use crate::der::{self, Inside, Tag};
use crate::field::{Label, Value};
use crate::names::{der as tags, ocsp as label};
use crate::x509::{algorithm, name};

/// How the bytes of a value are read.
type Read = fn(&[u8]) -> der::Reading;

/// AcceptableResponses.
pub(super) fn acceptable(c: &mut Cursor<'_>) -> Result<(), Stop> {
    der::each(c, &label::ACCEPTABLE, der::SEQUENCE, "kind", |c| {
        der::primitive(c, &label::ACCEPTABLE_ITEM, der::OID, der::object_identifier).map(drop)
    })
    .map(drop)
}

/// CrlID.
pub(super) fn list_behind(c: &mut Cursor<'_>) -> Inside {
    let parts: [(u32, &'static Label, Tag, Read); 3] = [
        (0, &label::CRL_URL, der::IA5_STRING, der::ascii),
        (1, &label::CRL_NUM, der::INTEGER, der::unsigned),
        (2, &label::CRL_TIME, der::GENERALIZED_TIME, der::generalized),
    ];
    for (number, label, tag, read) in parts {
        if der::next_is(c, Tag::context(number)) {
            der::element(c, &tags::TAGGED, Tag::context(number), |c| {
                der::primitive(c, label, tag, read).map(der::none)
            })?;
        }
    }
    Ok(Value::NONE)
}

/// ServiceLocator.
pub(super) fn locator(c: &mut Cursor<'_>) -> Inside {
    name::name(c, &label::LOCATOR_ISSUER)?;
    if c.left() > 0 {
        super::points::access(c)?;
    }
    Ok(Value::NONE)
}

/// PreferredSignatureAlgorithms.
pub(super) fn preferred(c: &mut Cursor<'_>) -> Result<(), Stop> {
    der::each_sequence(c, &label::PREFERRED, der::SEQUENCE, ("algorithm", &label::PREFERRED_ITEM), |c| {
        let first = algorithm(c, &label::PREFERRED_SIGNATURE)?;
        if c.left() > 0 {
            algorithm(c, &label::PREFERRED_KEY)?;
        }
        Ok(Value::text(der::oid_name(first.oid)))
    })
    .map(drop)
}
