//! Whatever is checked rather than read: signatures, who issued what, and all that a certificate claims.
//!
//! [`verify`] asks one question after the other and answers each, so that a person sees *which* check refused; a browser
//! stops at the first. All checks are made on the same chain; if there are several, on the one that all of them accept. The last
//! check is the verdict of the library that rustls relies on, about that chain: it must hold too. Ours ask more where
//! rustls-webpki does not look: keyUsage, the keys themselves, and all that the root's own certificate says.
//!
//! [`diagnose`] goes on from there, with what a server sent and whether it proved to hold the key: which [`Fault`] it is, and how
//! it is repaired. Clients have one error for several faults; the certificates tell them apart.
//!
//! Signatures go through the algorithms of rustls-webpki, so what is checked here is what rustls checks. What is asked
//! carries the backend of cryptography that checks it; `Default::default()` is the one that the features choose.

mod checks;
mod constraints;
mod diagnose;
mod extensions;
mod fault;
mod handshake;
mod keys;
mod library;
mod name;
mod names;
pub mod ocsp;
mod path;
mod profile;
mod question;
mod revocation;
mod sight;
mod signature;
pub mod ssh;
mod verdict;

pub use diagnose::{Diagnosis, Findings, Shown, diagnose};
pub use fault::Fault;
pub use handshake::{Handshakes, Signature, certificate_verify, finished, handshake_signature, schedule};
pub use name::{Name, NameError};
pub use names::{alternative as names_of, general_names};
use question::parse;
pub use question::{Question, Role};
pub use sight::{Finding, Matter, Seen, Sight, distinguished, sight};
pub use signature::{SignatureError, Signed, csr_signature, issued_by, sha256, signature, signed_by};
pub use verdict::{Check, Outcome, Verdict, What};
use x509_parser::prelude::X509Certificate;

/// Answers a question, check by check.
pub fn verify(question: &Question) -> Verdict {
    let parsed = match parse(question.certificate) {
        Ok(parsed) => parsed,
        Err(why) => return Verdict::unreadable(why),
    };
    let judge = |path: &[X509Certificate], whole| judged(question, path, whole);
    let found = path::find(&parsed, question, &judge);
    let mut checks = vec![
        Check::held(What::Readable, format!("version 3, {}", names::subject(&parsed))),
        Check::new(What::Signatures, found.signatures),
    ];
    checks.extend(found.checks);
    Verdict { checks, path: found.path.iter().map(|c| c.as_raw().to_vec()).collect() }
}

/// All checks of one chain but the first two. `whole`: it reaches a root, and so the library is asked about it and no other.
fn judged(question: &Question, path: &[X509Certificate], whole: bool) -> Vec<Check> {
    let library = library::verdict(question, whole.then_some(path));
    vec![
        Check::new(What::Keys, keys::check(question.crypto, path)),
        Check::new(What::Dates, checks::dates(path, question.at)),
        Check::new(What::Authorities, checks::authorities(path)),
        Check::new(What::KeyUsage, checks::key_usage(path)),
        Check::new(What::Purpose, checks::purpose(path, question.role)),
        Check::new(What::Extensions, extensions::check(path)),
        match profile::noted(path) {
            notes if notes.is_empty() => {
                Check::held(What::Profile, "as the standards require of authorities".to_owned())
            }
            notes => Check { what: What::Profile, outcome: Outcome::Noted(notes), fault: None },
        },
        match (question.role, path.first()) {
            (Role::Server(name), Some(own)) => Check::new(What::Name, checks::name(own, question.certificate, name)),
            _ => Check::skipped(What::Name, "a client's certificate is not checked against a name"),
        },
        Check::new(What::Constraints, constraints::check(path)),
        match question.lists {
            [] => Check::skipped(What::Revocation, "no revocation list was given"),
            _ => Check::new(What::Revocation, revocation::check(path, question)),
        },
        Check::new(What::Library, library.map_err(|why| Fault::Library.because(why))),
    ]
}

/// Whether it says CA:TRUE.
fn is_authority(certificate: &X509Certificate) -> bool {
    certificate.basic_constraints().ok().flatten().is_some_and(|bc| bc.value.ca)
}

/// A certificate in one line, escaped: whom it names, who signed it, until when it holds.
pub fn described(der: &[u8]) -> String {
    parse(der).map_or_else(
        |why| why,
        |c| {
            let (who, issuer) = (names::subject(&c), names::distinguished(c.issuer()));
            format!("{who}, signed by {issuer}, until {}", names::date(c.validity().not_after))
        },
    )
}
