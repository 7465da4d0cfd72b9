//! Extensions: what is critical is acted on, and none says what its certificate may not say (RFC 5280 section 4.2).

use der::{Decode, asn1::AnyRef};
use x509_parser::extensions::X509Extension;
use x509_parser::oid_registry::{
    OID_X509_EXT_BASIC_CONSTRAINTS, OID_X509_EXT_CRL_DISTRIBUTION_POINTS, OID_X509_EXT_EXTENDED_KEY_USAGE,
    OID_X509_EXT_KEY_USAGE, OID_X509_EXT_NAME_CONSTRAINTS, OID_X509_EXT_SUBJECT_ALT_NAME, Oid,
};
use x509_parser::prelude::X509Certificate;

use super::verdict::Complaint;
use super::{Fault, is_authority, names};

/// Those that a check of ours acts on. Where lists are found needs no action: they are given, or are not.
const ACTED_ON: [Oid; 6] = [
    OID_X509_EXT_BASIC_CONSTRAINTS,
    OID_X509_EXT_CRL_DISTRIBUTION_POINTS,
    OID_X509_EXT_EXTENDED_KEY_USAGE,
    OID_X509_EXT_KEY_USAGE,
    OID_X509_EXT_NAME_CONSTRAINTS,
    OID_X509_EXT_SUBJECT_ALT_NAME,
];

/// What the object identifiers of the extensions of RFC 5280 begin with. Elsewhere there are extensions that are no DER at all.
const STANDARD: [&str; 2] = ["2.5.29.", "1.3.6.1.5.5.7.1."];

/// Each certificate of the chain, the root included: rustls-webpki takes a root for its name and key alone.
pub(super) fn check(path: &[X509Certificate]) -> Result<String, Complaint> {
    for (i, certificate) in path.iter().enumerate() {
        let who = names::subject(certificate);
        certificate.iter_extensions().try_for_each(|extension| acted_on(extension, &who))?;
        well_formed(certificate, i == 0).map_err(|why| Fault::Malformed.because(format!("{who} {why}")))?;
    }
    Ok("the client understands every critical extension".to_owned())
}

fn acted_on(extension: &X509Extension, who: &str) -> Result<(), Complaint> {
    let oid = extension.oid.to_id_string();
    if extension.critical && !ACTED_ON.contains(&extension.oid) {
        let why = format!("{who} has the critical extension {oid}, which no check here understands");
        return Err(Fault::CriticalExtension.because(why));
    }
    let standard = STANDARD.iter().any(|arc| oid.starts_with(arc));
    if standard && AnyRef::from_der(extension.value).is_err() {
        return Err(Fault::Malformed.because(format!("the extension {oid} of {who} is not valid DER")));
    }
    Ok(())
}

/// `own`: it is the certificate in question. One above it that is no authority is refused as that.
fn well_formed(certificate: &X509Certificate, own: bool) -> Result<(), &'static str> {
    let authority = is_authority(certificate);
    // What cannot be read is for the checks that act on it.
    let constraints = certificate.name_constraints().ok().flatten();
    let usage = certificate.key_usage().ok().flatten();
    if own && constraints.is_some() && !authority {
        return Err("has name constraints but is not an authority (section 4.2.1.10)");
    }
    let none = |list: &Option<Vec<_>>| list.as_ref().is_none_or(Vec::is_empty);
    if constraints.is_some_and(|c| none(&c.value.permitted_subtrees) && none(&c.value.excluded_subtrees)) {
        return Err("has name constraints that name nothing (section 4.2.1.10)");
    }
    if usage.is_some_and(|usage| usage.value.key_cert_sign()) && own && !authority {
        return Err("may sign certificates according to its keyUsage, but is not an authority (section 4.2.1.3)");
    }
    if authority && certificate.subject().iter_attributes().next().is_none() {
        return Err("is an authority without a name (section 4.1.2.6)");
    }
    Ok(())
}
