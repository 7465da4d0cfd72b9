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
    der::each_sequence(c, &label::DISTRIBUTION_POINTS, der::SEQUENCE, ("place", &label::POINT), |c| {
        point_name(c)?;
        reasons(c, 1, &label::REASONS)?;
        if der::next_is(c, Tag::context(2)) {
            general_name::names(c, &label::CRL_ISSUER, Tag::context(2))?;
        }
        Ok(Value::NONE)
    })
    .map(drop)
}

fn point_name(c: &mut Cursor<'_>) -> Result<(), Stop> {
    if !der::next_is(c, Tag::context(0)) {
        return Ok(());
    }
    der::element(c, &label::POINT_NAME, Tag::context(0), |c| {
        match der::next_is(c, Tag::context(1)) {
            true => der::element(c, &label::RELATIVE_NAME, Tag::context(1), name::rdn_content),
            false => general_name::names(c, &label::FULL_NAME, Tag::context(0)),
        }
        .map(der::none)
    })
    .map(drop)
}

fn reasons(c: &mut Cursor<'_>, number: u32, label: &'static Label) -> Result<(), Stop> {
    match der::next_is(c, Tag::primitive(number)) {
        true => der::bit_string(c, label, Tag::primitive(number), |c, unused| der::flags(c, unused, &REASONS)),
        false => Ok(()),
    }
}

/// Reads an IssuingDistributionPoint (RFC 5280 §5.2.5).
pub(super) fn issuing(c: &mut Cursor<'_>) -> Inside {
    point_name(c)?;
    der::optional(c, &label::ONLY_USERS, Tag::primitive(1), der::boolean)?;
    der::optional(c, &label::ONLY_CAS, Tag::primitive(2), der::boolean)?;
    reasons(c, 3, &label::SOME_REASONS)?;
    der::optional(c, &label::INDIRECT, Tag::primitive(4), der::boolean)?;
    der::optional(c, &label::ONLY_ATTRIBUTES, Tag::primitive(5), der::boolean).map(der::none)
}

/// Reads AuthorityInfoAccessSyntax (RFC 5280 §4.2.2.1).
pub(super) fn access(c: &mut Cursor<'_>) -> Result<(), Stop> {
    der::each_sequence(c, &label::INFO_ACCESS, der::SEQUENCE, ("place", &label::ACCESS), |c| {
        let method = der::primitive(c, &label::ACCESS_METHOD, der::OID, der::object_identifier)?;
        general_name::name(c, Whose::One)?;
        Ok(Value::text(der::oid_name(method)))
    })
    .map(drop)
}
