//! What standards ask of authorities, and no client insists on: a certificate that breaks it is accepted, and that is noted.
//!
//! RFC 5280 binds whoever issues; how a path is judged (section 6.1) asks for none of it. The Baseline Requirements of the
//! CA/Browser Forum bind authorities that browsers trust.

use x509_parser::extensions::{GeneralName, NameConstraints, ParsedExtension};
use x509_parser::oid_registry::OID_X509_EXT_POLICY_CONSTRAINTS;
use x509_parser::prelude::X509Certificate;
use x509_parser::public_key::PublicKey;

use super::{is_authority, names};

/// The longest serial number, in bytes (RFC 5280 section 4.1.2.2).
const LONGEST_SERIAL: usize = 20;

/// All that is not as it should be, in one sentence; empty if nothing is.
pub(super) fn noted(path: &[X509Certificate]) -> String {
    let mut notes = Vec::new();
    for (i, certificate) in path.iter().enumerate() {
        let who = names::subject(certificate);
        let said =
            [identifiers(certificate, i + 1 == path.len()), criticality(certificate), numbers(certificate)].concat();
        notes.extend(said.iter().map(|note| format!("{who} {note}")));
    }
    notes.join("; ")
}

/// Which key signed, and which key this is (RFC 5280 sections 4.2.1.1 and 4.2.1.2).
fn identifiers(certificate: &X509Certificate, root: bool) -> Vec<&'static str> {
    let own = certificate.iter_extensions().find_map(|e| match e.parsed_extension() {
        ParsedExtension::SubjectKeyIdentifier(id) => Some(id.0),
        _ => None,
    });
    let issuers = certificate.iter_extensions().find_map(|e| match e.parsed_extension() {
        ParsedExtension::AuthorityKeyIdentifier(id) => Some(id.key_identifier.as_ref().map(|id| id.0)),
        _ => None,
    });
    let self_issued = certificate.subject().as_raw() == certificate.issuer().as_raw();
    let mut notes = Vec::new();
    if is_authority(certificate) && own.is_none() {
        notes.push("has no subject key identifier (RFC 5280 section 4.2.1.2)");
    }
    match issuers {
        None if !self_issued => notes.push("has no authority key identifier (RFC 5280 section 4.2.1.1)"),
        Some(None) => notes.push(
            "has an authority key identifier that does not contain the identifier (RFC 5280 \
            section 4.2.1.1)",
        ),
        Some(Some(named)) if root && self_issued && own.is_some_and(|own| own != named) => {
            notes.push("names itself as its issuer, but gives the identifier of another key");
        }
        _ => {}
    }
    notes
}

/// Which extensions must be critical, and which must not.
fn criticality(certificate: &X509Certificate) -> Vec<&'static str> {
    let mut notes = Vec::new();
    let basic = certificate.basic_constraints().ok().flatten();
    if basic.is_some_and(|basic| basic.value.ca && !basic.critical) {
        notes.push("is an authority, but its basicConstraints are not critical (RFC 5280 section 4.2.1.9)");
    }
    if let Some(constraints) = certificate.name_constraints().ok().flatten() {
        if !constraints.critical {
            notes.push("has name constraints that are not critical (RFC 5280 section 4.2.1.10)");
        }
        if has_leading_dot(constraints.value) {
            notes.push("has a name constraint on DNS names that begins with a dot (RFC 5280 section 4.2.1.10)");
        }
    }
    if certificate.iter_extensions().any(|e| e.oid == OID_X509_EXT_POLICY_CONSTRAINTS && !e.critical) {
        notes.push("has policy constraints that are not critical (RFC 5280 section 4.2.1.11)");
    }
    let nameless = certificate.subject().iter_attributes().next().is_none();
    if let Some(san) = certificate.subject_alternative_name().ok().flatten() {
        match (san.critical, nameless) {
            (false, true) => notes
                .push("has an empty subject, but its alternative names are not critical (RFC 5280 section 4.2.1.6)"),
            (true, false) => {
                notes.push("has a subject, but its alternative names are critical anyway (RFC 5280 section 4.2.1.6)")
            }
            _ => {}
        }
    }
    notes
}

fn has_leading_dot(constraints: &NameConstraints) -> bool {
    let lists = [&constraints.permitted_subtrees, &constraints.excluded_subtrees];
    lists
        .into_iter()
        .flatten()
        .flatten()
        .any(|tree| matches!(tree.base, GeneralName::DNSName(name) if name.starts_with('.')))
}

/// The serial number and the length of the key.
fn numbers(certificate: &X509Certificate) -> Vec<&'static str> {
    let serial = certificate.raw_serial();
    let mut notes = Vec::new();
    if serial.len() > LONGEST_SERIAL {
        notes.push("has a serial number of more than 20 bytes (RFC 5280 section 4.1.2.2)");
    }
    if serial.iter().all(|byte| *byte == 0) || serial.first().is_some_and(|first| first & 0x80 != 0) {
        notes.push("has a serial number that is not positive (RFC 5280 section 4.1.2.2)");
    }
    if let Ok(PublicKey::RSA(rsa)) = certificate.public_key().parsed()
        && rsa.modulus.iter().find(|byte| **byte != 0).is_some_and(|first| first & 0x80 == 0)
    {
        notes.push("has an RSA key whose length in bits is not a multiple of 8 (Baseline Requirements section 6.1.5)");
    }
    notes
}
