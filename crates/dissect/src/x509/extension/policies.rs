//! Policies: under which rules a certificate was issued (RFC 5280 §4.2.1.4, §4.2.1.5, §4.2.1.11).

use crate::cursor::{Cursor, Stop, stop};
use crate::der::{self, Inside, Tag};
use crate::field::{Label, Value};
use crate::names::x509ce as label;

/// Reads CertificatePolicies.
pub(super) fn policies(c: &mut Cursor<'_>) -> Result<(), Stop> {
    der::each_sequence(c, &label::POLICIES, der::SEQUENCE, ("policy", &label::POLICY), |c| {
        let id = der::primitive(c, &label::POLICY_ID, der::OID, der::object_identifier)?;
        if der::next_is(c, der::SEQUENCE) {
            let item = ("qualifier", &label::QUALIFIER);
            der::each_sequence(c, &label::QUALIFIERS, der::SEQUENCE, item, qualifier)?;
        }
        Ok(Value::text(der::oid_name(id)))
    })
    .map(drop)
}

fn qualifier(c: &mut Cursor<'_>) -> Inside {
    let id = der::primitive(c, &label::QUALIFIER_ID, der::OID, der::object_identifier)?;
    match der::known(id).map_or("", |k| k.name) {
        "cps" => drop(der::primitive(c, &label::CPS, der::IA5_STRING, der::ascii)?),
        "unotice" => drop(der::sequence(c, &label::NOTICE, notice)?),
        _ => der::all(c, 0),
    }
    Ok(Value::text(der::oid_name(id)))
}

fn notice(c: &mut Cursor<'_>) -> Inside {
    if der::next_is(c, der::SEQUENCE) {
        der::sequence(c, &label::NOTICE_REF, |c| {
            display_text(c, &label::NOTICE_ORGANIZATION)?;
            der::each(c, &label::NOTICE_NUMBERS, der::SEQUENCE, "number", |c| {
                der::primitive(c, &label::NOTICE_NUMBER, der::INTEGER, der::unsigned).map(drop)
            })
            .map(der::none)
        })?;
    }
    if c.left() > 0 {
        display_text(c, &label::NOTICE_TEXT)?;
    }
    Ok(Value::NONE)
}

fn display_text(c: &mut Cursor<'_>, whole: &'static Label) -> Result<(), Stop> {
    let tag = der::peek(c).filter(|t| t.class == 0 && !t.constructed);
    let Some((tag, label)) = tag.and_then(|t| {
        let label: &'static Label = match t.number {
            12 => &label::NOTICE_UTF8,
            22 => &label::NOTICE_IA5,
            26 => &label::NOTICE_VISIBLE,
            30 => &label::NOTICE_BMP,
            _ => return None,
        };
        Some((t, label))
    }) else {
        return stop(format!("{}: a text is required here", whole.name));
    };
    der::primitive_as(c, whole, label, tag, der::string(tag.number)).map(drop)
}

/// Reads PolicyMappings.
pub(super) fn mappings(c: &mut Cursor<'_>) -> Result<(), Stop> {
    der::each_sequence(c, &label::POLICY_MAPPINGS, der::SEQUENCE, ("mapping", &label::POLICY_MAPPING), |c| {
        der::primitive(c, &label::ISSUER_POLICY, der::OID, der::object_identifier)?;
        der::primitive(c, &label::SUBJECT_POLICY, der::OID, der::object_identifier).map(der::none)
    })
    .map(drop)
}

/// Reads PolicyConstraints.
pub(super) fn constraints(c: &mut Cursor<'_>) -> Inside {
    for (number, label) in [(0, &label::REQUIRE_POLICY), (1, &label::INHIBIT_MAPPING)] {
        der::optional(c, label, Tag::primitive(number), der::unsigned)?;
    }
    Ok(Value::NONE)
}
