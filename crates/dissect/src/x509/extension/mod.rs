//! What each extension says.

mod ocsp;
mod points;
mod policies;
mod scts;
mod usage;

pub(crate) use scts::timestamps;

use super::general_name::{self, Whose};
use crate::cursor::{Cursor, Stop};
use crate::der::{self, Inside, Reading, Tag};
use crate::field::{Datum, Value};
use crate::names::{ocsp as status, x509ce as label};

/// Reads the value of the extension with this name; `false` if it is not one that is known here.
pub(super) fn read(c: &mut Cursor<'_>, name: &str) -> Result<bool, Stop> {
    match name {
        "basicConstraints" => drop(der::sequence(c, &label::BASIC_CONSTRAINTS, usage::basic_constraints)?),
        "keyUsage" => der::bit_string(c, &label::KEY_USAGE, der::BIT_STRING, usage::key_usage)?,
        "extKeyUsage" => drop(der::sequence(c, &label::KEY_PURPOSES, usage::purposes)?),
        "subjectKeyIdentifier" => drop(der::primitive(c, &label::SUBJECT_KEY_ID, der::OCTET_STRING, der::octets)?),
        "authorityKeyIdentifier" => drop(der::sequence(c, &label::AUTHORITY_KEY_ID, authority_key)?),
        "subjectAltName" | "issuerAltName" | "certificateIssuer" => {
            general_name::names(c, &label::GENERAL_NAMES, der::SEQUENCE)?;
        }
        "nameConstraints" => drop(der::sequence(c, &label::NAME_CONSTRAINTS, name_constraints)?),
        "cRLDistributionPoints" | "freshestCRL" => points::points(c)?,
        "issuingDistributionPoint" => drop(der::sequence(c, &label::ISSUING_POINT, points::issuing)?),
        "authorityInfoAccess" | "subjectInfoAccess" => points::access(c)?,
        "certificatePolicies" => policies::policies(c)?,
        "policyMappings" => policies::mappings(c)?,
        "policyConstraints" => drop(der::sequence(c, &label::POLICY_CONSTRAINTS, policies::constraints)?),
        "inhibitAnyPolicy" => drop(der::primitive(c, &label::SKIP_CERTS, der::INTEGER, der::unsigned)?),
        "cRLNumber" => drop(der::primitive(c, &label::CRL_NUMBER, der::INTEGER, der::unsigned)?),
        "deltaCRLIndicator" => drop(der::primitive(c, &label::BASE_CRL_NUMBER, der::INTEGER, der::unsigned)?),
        "reasonCode" => drop(der::primitive(c, &label::CRL_REASON, der::ENUMERATED, reason)?),
        "holdInstructionCode" => drop(der::primitive(c, &label::HOLD_INSTRUCTION, der::OID, der::object_identifier)?),
        "invalidityDate" => {
            der::primitive(c, &label::INVALIDITY_DATE, der::GENERALIZED_TIME, der::generalized)?;
        }
        "tlsFeature" => features(c)?,
        "signedCertificateTimestamps" | "ocspSignedCertificateTimestamps" => scts::list(c)?,
        "ocspNonce" => drop(der::primitive(c, &status::NONCE, der::OCTET_STRING, der::octets)?),
        "ocspNoCheck" => drop(der::element(c, &status::NO_CHECK, der::NULL, |_| Ok(Value::NONE))?),
        "ocspResponse" => ocsp::acceptable(c)?,
        "ocspArchiveCutoff" => {
            der::primitive(c, &status::ARCHIVE_CUTOFF, der::GENERALIZED_TIME, der::generalized)?;
        }
        "ocspCRL" => drop(der::sequence(c, &status::CRL_ID, ocsp::list_behind)?),
        "ocspServiceLocator" => drop(der::sequence(c, &status::SERVICE_LOCATOR, ocsp::locator)?),
        "ocspPreferredSignatures" => ocsp::preferred(c)?,
        "ocspExtendedRevoke" => drop(der::element(c, &status::EXTENDED_REVOKED, der::NULL, |_| Ok(Value::NONE))?),
        "netscapeComment" => drop(der::primitive(c, &label::NETSCAPE_COMMENT, der::IA5_STRING, der::ascii)?),
        _ => return Ok(false),
    }
    Ok(true)
}

fn authority_key(c: &mut Cursor<'_>) -> Inside {
    der::optional(c, &label::KEY_ID, Tag::primitive(0), der::octets)?;
    if der::next_is(c, Tag::context(1)) {
        general_name::names(c, &label::AUTHORITY_ISSUER, Tag::context(1))?;
    }
    let serial = |content: &[u8]| Reading { value: der::hex(content), ..der::unsigned(content) };
    der::optional(c, &label::AUTHORITY_SERIAL, Tag::primitive(2), serial).map(der::none)
}

fn name_constraints(c: &mut Cursor<'_>) -> Inside {
    for (number, label) in [(0, &label::PERMITTED), (1, &label::EXCLUDED)] {
        if der::next_is(c, Tag::context(number)) {
            der::each_sequence(c, label, Tag::context(number), ("name", &label::SUBTREE), subtree)?;
        }
    }
    Ok(Value::NONE)
}

fn subtree(c: &mut Cursor<'_>) -> Inside {
    general_name::name(c, Whose::Subtree)?;
    for (number, label) in [(0, &label::MINIMUM), (1, &label::MAXIMUM)] {
        der::optional(c, label, Tag::primitive(number), der::unsigned)?;
    }
    Ok(Value::NONE)
}

/// A CRLReason (RFC 5280 §5.3.1).
pub(super) fn reason(content: &[u8]) -> Reading {
    let number = der::number(content).unwrap_or(u64::MAX);
    let name = match number {
        0 => "unspecified",
        1 => "keyCompromise",
        2 => "cACompromise",
        3 => "affiliationChanged",
        4 => "superseded",
        5 => "cessationOfOperation",
        6 => "certificateHold",
        8 => "removeFromCRL",
        9 => "privilegeWithdrawn",
        10 => "aACompromise",
        _ => return Reading::bad(der::integer(content).value, "a reason that does not exist"),
    };
    Reading {
        value: Value { datum: Datum::Named { number, name: name.into() }, meaning: None },
        ..der::integer(content)
    }
}

fn features(c: &mut Cursor<'_>) -> Result<(), Stop> {
    der::each(c, &label::FEATURES, der::SEQUENCE, "feature", |c| {
        der::primitive(c, &label::FEATURE, der::INTEGER, |content| {
            let reading = der::unsigned(content);
            match der::number(content) {
                Some(5) => reading.meaning("status_request: must staple (OCSP)"),
                Some(17) => reading.meaning("status_request_v2"),
                _ => reading,
            }
        })
        .map(drop)
    })
    .map(drop)
}
