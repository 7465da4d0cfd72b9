//! Where to ask: lists of revoked certificates, the issuer's certificate, OCSP.

use crate::cursor::{Cursor, Stop};
use crate::der::{self, Inside, Tag};
use crate::field::{Label, Value};
use crate::names::x509ce as label;
use crate::x509::general_name::{self, Whose};
use crate::x509::name;

static REASONS: [&Label; 9] = [
    &label::REASON_UNUSED,
    &label::REASON_KEY,
    &label::REASON_CA,
    &label::REASON_AFFILIATION,
    &label::REASON_SUPERSEDED,
    &label::REASON_CESSATION,
    &label::REASON_HOLD,
    &label::REASON_PRIVILEGE,
    &label::REASON_AA,
];

/// Reads CRLDistributionPoints (RFC 5280 §4.2.1.13).
pub(super) fn points(c: &mut Cursor<'_>) -> Result<(), Stop> {
    der::each(c, &label::DISTRIBUTION_POINTS, der::SEQUENCE, "place", |c| {
        der::sequence(c, &label::POINT, |c| {
            point_name(c)?;
            reasons(c, 1, &label::REASONS)?;
            if der::next_is(c, Tag::context(2)) {
                general_name::names(c, &label::CRL_ISSUER, Tag::context(2))?;
            }
            Ok(Value::NONE)
        })?;
        Ok(())
    })?;
    Ok(())
}

fn point_name(c: &mut Cursor<'_>) -> Result<(), Stop> {
    if !der::next_is(c, Tag::context(0)) {
        return Ok(());
    }
    der::element(c, &label::POINT_NAME, Tag::context(0), |c| {
        if der::next_is(c, Tag::context(1)) {
            der::element(c, &label::RELATIVE_NAME, Tag::context(1), name::rdn_content)?;
        } else {
            general_name::names(c, &label::FULL_NAME, Tag::context(0))?;
        }
        Ok(Value::NONE)
    })?;
    Ok(())
}

fn reasons(c: &mut Cursor<'_>, number: u32, label: &'static Label) -> Result<(), Stop> {
    match der::next_is(c, Tag::primitive(number)) {
        true => der::bit_string(c, label, Tag::primitive(number), |c, unused| der::flags(c, unused, &REASONS)),
        false => Ok(()),
    }
}

/// Reads an IssuingDistributionPoint (RFC 5280 §5.2.5).
pub(super) fn issuing(c: &mut Cursor<'_>) -> Inside {
    let flag = |c: &mut Cursor<'_>, number, label| -> Result<(), Stop> {
        if der::next_is(c, Tag::primitive(number)) {
            der::primitive(c, label, Tag::primitive(number), der::boolean)?;
        }
        Ok(())
    };
    point_name(c)?;
    flag(c, 1, &label::ONLY_USERS)?;
    flag(c, 2, &label::ONLY_CAS)?;
    reasons(c, 3, &label::SOME_REASONS)?;
    flag(c, 4, &label::INDIRECT)?;
    flag(c, 5, &label::ONLY_ATTRIBUTES)?;
    Ok(Value::NONE)
}

/// Reads AuthorityInfoAccessSyntax (RFC 5280 §4.2.2.1).
pub(super) fn access(c: &mut Cursor<'_>) -> Result<(), Stop> {
    der::each(c, &label::INFO_ACCESS, der::SEQUENCE, "place", |c| {
        der::sequence(c, &label::ACCESS, |c| {
            let method = der::primitive(c, &label::ACCESS_METHOD, der::OID, der::object_identifier)?;
            general_name::name(c, Whose::One)?;
            Ok(Value::text(der::oid_name(method)))
        })?;
        Ok(())
    })?;
    Ok(())
}
