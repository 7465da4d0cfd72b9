//! The verdict of rustls-webpki, asked as rustls asks it, but about one chain.

use std::time::Duration;

use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use webpki::{
    CertRevocationList, EndEntityCert, Error, ExpirationPolicy, KeyUsage, OwnedCertRevocationList,
    RevocationCheckDepth, RevocationOptionsBuilder, VerifiedPath, anchor_from_trusted_cert,
};
use x509_parser::prelude::X509Certificate;

use super::{Question, Role};

/// All of it at once: path, dates, purposes, name constraints, revocation, name. The error is the library's own. Without a chain, it
/// looks for one itself.
pub(super) fn verdict(question: &Question, chain: Option<&[X509Certificate]>) -> Result<String, String> {
    let own = |chain: &[X509Certificate]| chain.iter().map(|c| c.as_raw().to_vec()).collect::<Vec<_>>();
    let asked = match chain.map(own).as_deref() {
        Some([_]) => ask(&Question { roots: &[question.certificate.to_vec()], untrusted: &[], ..*question }, true),
        Some([_, between @ .., root]) => {
            let roots = std::slice::from_ref(root);
            ask(&Question { roots, untrusted: between, ..*question }, true)
        }
        _ => ask(question, false),
    };
    asked.map(|()| "accepts it".to_owned()).map_err(|error| format!("says {error}"))
}

/// `whole`: a path counts only if all that is untrusted is on it.
fn ask(question: &Question, whole: bool) -> Result<(), Error> {
    let der = CertificateDer::from(question.certificate);
    let leaf = EndEntityCert::try_from(&der)?;
    let roots: Vec<_> = question.roots.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
    let anchors: Vec<_> = roots.iter().filter_map(|root| anchor_from_trusted_cert(root).ok()).collect();
    let between: Vec<_> = question.untrusted.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
    let lists: Vec<CertRevocationList> = (question.lists.iter())
        .map(|der| OwnedCertRevocationList::from_der(der).map(CertRevocationList::from))
        .collect::<Result<_, _>>()?;
    let lists: Vec<_> = lists.iter().collect();
    let revocation = RevocationOptionsBuilder::new(&lists).ok().map(|options| {
        options.with_depth(RevocationCheckDepth::EndEntity).with_expiration_policy(ExpirationPolicy::Enforce).build()
    });
    let usage = match question.role {
        Role::Server(_) => KeyUsage::server_auth(),
        Role::Client => KeyUsage::client_auth(),
    };
    let at = UnixTime::since_unix_epoch(Duration::from_secs(question.at));
    let complete =
        |path: &VerifiedPath| match path.intermediate_certificates().map(|c| c.der()).eq(between.iter().cloned()) {
            true => Ok(()),
            false => Err(Error::UnknownIssuer),
        };
    let complete = match whole {
        true => Some(&complete as &dyn Fn(&VerifiedPath) -> Result<(), Error>),
        false => None,
    };
    leaf.verify_for_usage(question.crypto.signature_algorithms(), &anchors, &between, at, usage, revocation, complete)?;
    if let Role::Server(name) = question.role {
        let name = ServerName::try_from(name.to_string()).map_err(|_| Error::UnsupportedNameType)?;
        leaf.verify_is_valid_for_subject_name(&name)?;
    }
    Ok(())
}
