//! The checks on a chain, one function each. The chain's first certificate is the one in question.

use rustls_pki_types::{CertificateDer, ServerName};
use webpki::EndEntityCert;
use wirewalk_ground::escaped;
use x509_parser::extensions::ExtendedKeyUsage;
use x509_parser::prelude::X509Certificate;

use super::verdict::Complaint;
use super::{Fault, Role, names};
use crate::verify::Name;

type Chain<'c, 'a> = &'c [X509Certificate<'a>];

/// Each certificate holds at this time (RFC 5280 section 4.1.2.5; both ends included).
pub(super) fn dates(path: Chain, at: u64) -> Result<String, Complaint> {
    let now = i64::try_from(at).unwrap_or(i64::MAX);
    for certificate in path {
        let (from, to) = (certificate.validity().not_before, certificate.validity().not_after);
        let who = names::subject(certificate);
        if now < from.timestamp() {
            let why = format!("{who} is not valid before {}, and the time is {}", names::date(from), names::moment(at));
            return Err(Fault::NotYetValid.because(why));
        }
        if now > to.timestamp() {
            let why = format!("{who} expired at {}, and the time is {}", names::date(to), names::moment(at));
            return Err(Fault::Expired.because(why));
        }
    }
    let last = path.iter().map(|c| c.validity().not_after).min_by_key(|t| t.timestamp());
    Ok(format!("until {}", last.map(names::date).unwrap_or_default()))
}

/// Who signed others says CA:TRUE and keeps to its path length; the certificate itself is none (RFC 5280 section 4.2.1.9).
pub(super) fn authorities(path: Chain) -> Result<String, Complaint> {
    for (i, certificate) in path.iter().enumerate() {
        let who = names::subject(certificate);
        let basic = certificate.basic_constraints().map_err(|_| unreadable("basicConstraints", &who))?;
        let (authority, limit) = basic.map_or((false, None), |bc| (bc.value.ca, bc.value.path_len_constraint));
        match (i, authority) {
            (0, true) => {
                let why = format!("{who} is an authority, but is used as a server's or client's own certificate");
                return Err(Fault::AuthorityAsLeaf.because(why));
            }
            (0, false) => {}
            (_, false) => {
                let why = format!("{who} signed a certificate but is not an authority (no CA:TRUE)");
                return Err(Fault::NotAuthority.because(why));
            }
            (_, true) => {
                // What counts is the authorities between this one and the leaf that are not the same once more.
                let between =
                    path.iter().take(i).skip(1).filter(|c| c.subject().as_raw() != c.issuer().as_raw()).count();
                if let Some(limit) = limit.filter(|limit| between > *limit as usize) {
                    let why = format!("{who} allows {limit} authorities below it, but there are {between}");
                    return Err(Fault::PathLength.because(why));
                }
            }
        }
    }
    Ok("the authorities say CA:TRUE, and the certificate itself does not".to_owned())
}

/// An authority's key may sign certificates, the certificate's own may sign handshakes (RFC 5280 section 4.2.1.3). Without the extension
/// a key may do anything.
pub(super) fn key_usage(path: Chain) -> Result<String, Complaint> {
    for (i, certificate) in path.iter().enumerate() {
        let who = names::subject(certificate);
        let usage = certificate.key_usage().map_err(|_| unreadable("keyUsage", &who))?;
        let Some(usage) = usage.map(|u| u.value) else { continue };
        if i == 0 && !usage.digital_signature() {
            return Err(Fault::KeyUsage.because(format!(
                "the key of {who} may not sign a handshake: its keyUsage is {usage}, without digitalSignature"
            )));
        }
        if i > 0 && !usage.key_cert_sign() {
            return Err(Fault::KeyUsage.because(format!(
                "the key of {who} signed a certificate, but its keyUsage is {usage}, without keyCertSign"
            )));
        }
    }
    Ok("the authorities may sign certificates, and the certificate's key may sign handshakes".to_owned())
}

/// The certificate and those between it and the root are made for this role (RFC 5280 section 4.2.1.12).
pub(super) fn purpose(path: Chain, role: Role) -> Result<String, Complaint> {
    let (wanted, allows): (_, fn(&ExtendedKeyUsage) -> bool) = match role {
        Role::Server(_) => ("serverAuth", |usage| usage.server_auth),
        Role::Client => ("clientAuth", |usage| usage.client_auth),
    };
    let root = path.len().saturating_sub(1).max(1);
    for certificate in path.iter().take(root) {
        let who = names::subject(certificate);
        let usage = certificate.extended_key_usage().map_err(|_| unreadable("extKeyUsage", &who))?;
        if usage.is_some_and(|usage| !allows(usage.value)) {
            return Err(Fault::Purpose.because(format!(
                "{who} was not issued for this purpose: its extKeyUsage does \
                not contain {wanted}"
            )));
        }
    }
    Ok(format!("issued for {wanted}"))
}

/// The name that was asked for is in the subject alternative name (RFC 9525 section 6). The common name is not looked at;
/// curl, OpenSSL and others still fall back on it where there is no alternative name.
pub(super) fn name(certificate: &X509Certificate, der: &[u8], asked: &Name) -> Result<String, Complaint> {
    let text = asked.to_string();
    let wanted = ServerName::try_from(text.as_str())
        .map_err(|_| Fault::WrongHost.because(format!("{text:?} is not a name that a client can ask for")))?;
    let der = CertificateDer::from(der);
    let leaf = EndEntityCert::try_from(&der)
        .map_err(|error| Fault::Unreadable.because(format!("the library cannot read it: {error}")))?;
    if leaf.verify_is_valid_for_subject_name(&wanted).is_ok() {
        return Ok(format!("{text} is among its names"));
    }
    let common = certificate.subject().iter_common_name().find_map(|cn| cn.as_str().ok());
    let presented: Vec<_> = names::alternative(certificate).iter().map(|n| escaped(n)).collect();
    let hint = match common {
        Some(cn) if cn.eq_ignore_ascii_case(&text) => "; it is the common name, which rustls and browsers ignore",
        _ => "",
    };
    if presented.is_empty() {
        let why = format!("the client asked for {text}, and the certificate has no subject alternative name{hint}");
        return Err(Fault::NoNames.because(why));
    }
    Err(Fault::WrongHost
        .because(format!("the client asked for {text}, and the certificate is for {}{hint}", presented.join(", "))))
}

fn unreadable(extension: &str, who: &str) -> Complaint {
    Fault::Unreadable.because(format!("the {extension} of {who} cannot be read"))
}
