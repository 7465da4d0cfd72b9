//! Whether an authority has taken a certificate back (RFC 5280 section 6.3).

use x509_parser::prelude::{CertificateRevocationList, FromDer, X509Certificate};

use super::signature::{Signed, signature};
use super::verdict::Complaint;
use super::{Fault, Question, names};

/// No certificate of the chain is on the list of its issuer. For the certificate itself there must be a list; for those above it there may be.
pub(super) fn check(path: &[X509Certificate], question: &Question) -> Result<String, Complaint> {
    let unknown = |why| Fault::RevocationUnknown.because(why);
    if path.len() < 2 {
        return Err(unknown(
            "the issuer is not known, so no list can be checked: the chain ends at the certificate".to_owned(),
        ));
    }
    let mut looked = 0;
    for pair in path.windows(2) {
        let [certificate, issuer] = pair else { continue };
        let lists = question.lists.iter().filter_map(|der| of_issuer(der, certificate));
        for (der, list) in lists {
            usable(der, &list, issuer, question).map_err(unknown)?;
            refuse_listed(&list, certificate).map_err(|why| Fault::Revoked.because(why))?;
            looked += 1;
        }
        if looked == 0 {
            return Err(unknown(format!("no list from {} was given", names::distinguished(certificate.issuer()))));
        }
    }
    Ok(format!("not on its issuer's list ({looked} checked)"))
}

fn of_issuer<'l>(der: &'l [u8], certificate: &X509Certificate) -> Option<(&'l [u8], CertificateRevocationList<'l>)> {
    let (_, list) = CertificateRevocationList::from_der(der).ok()?;
    (list.issuer().as_raw() == certificate.issuer().as_raw()).then_some((der, list))
}

/// The list is signed by the issuer, who may sign lists; it is in force; and it is a whole list.
fn usable(
    der: &[u8],
    list: &CertificateRevocationList,
    issuer: &X509Certificate,
    question: &Question,
) -> Result<(), String> {
    let who = names::subject(issuer);
    let now = i64::try_from(question.at).unwrap_or(i64::MAX);
    Signed::parse(der, question.crypto)
        .and_then(|signed| signature(issuer.public_key().raw, &signed))
        .map_err(|error| format!("{who} did not sign the list in its name: {error}"))?;
    let usage = issuer.key_usage().ok().flatten().map(|u| u.value);
    if usage.is_some_and(|u| !u.crl_sign()) {
        return Err(format!("the key of {who} may not sign lists: its keyUsage has no cRLSign"));
    }
    if now < list.last_update().timestamp() {
        return Err(format!(
            "the list from {who} is dated {}, which is in the future",
            names::date(list.last_update())
        ));
    }
    match list.next_update() {
        Some(next) if now > next.timestamp() => {
            return Err(format!("the list from {who} is out of date: the next one was due at {}", names::date(next)));
        }
        None => return Err(format!("the list from {who} does not say when the next one is due")),
        _ => {}
    }
    if list.extensions().iter().any(|e| e.critical) {
        return Err(format!("the list from {who} is partial, or of an unknown type"));
    }
    Ok(())
}

fn refuse_listed(list: &CertificateRevocationList, certificate: &X509Certificate) -> Result<(), String> {
    let Some(entry) = list.iter_revoked_certificates().find(|entry| entry.serial() == &certificate.serial) else {
        return Ok(());
    };
    let reason = entry.reason_code().map(|(_, reason)| format!(", reason {reason}")).unwrap_or_default();
    Err(format!(
        "{} was revoked by its issuer at {}{reason} (serial number {})",
        names::subject(certificate),
        names::date(entry.revocation_date),
        certificate.raw_serial_as_string(),
    ))
}
