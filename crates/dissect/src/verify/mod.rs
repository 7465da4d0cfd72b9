//! Whatever is checked rather than read: signatures, who issued what, and all that a certificate claims.
//!
//! [`verify`] asks one question after the other and answers each, so that a person sees *which* check refused; a browser
//! stops at the first. The last check is the library's own verdict, the one that rustls goes by: it must hold too. Ours
//! ask more in two places where rustls-webpki does not look: keyUsage, and the dates and limits of the root itself.
//!
//! [`diagnose`] goes on from there, with what a server sent and whether it proved to hold the key: which [`Fault`] it is, and how
//! it is repaired. Clients have one error for several faults; the certificates tell them apart.
//!
//! Signatures go through the algorithms of rustls-webpki, so what is checked here is what rustls checks. What checks one has a
//! twin that ends in `_over` and takes the backend of cryptography; the one without takes what the features choose.

mod checks;
mod constraints;
mod diagnose;
mod fault;
mod handshake;
mod library;
mod name;
mod names;
mod path;
mod question;
mod revocation;
mod sight;
mod signature;
mod verdict;

use crate::crypto::Crypto;
pub use diagnose::{Diagnosis, Findings, Shown, diagnose, diagnose_over};
pub use fault::Fault;
pub use handshake::{
    Signature, certificate_verify, certificate_verify_over, finished, handshake_signature, handshake_signature_over,
    schedule,
};
pub use name::{Name, NameError};
pub use names::{alternative as names_of, general_names};
use question::parse;
pub use question::{Question, Role};
pub use sight::{Finding, Seen, Sight, distinguished, sight_over};
pub use signature::{SignatureError, Signed, csr_signature, issued_by, signature, signature_over, signed_by};
pub use verdict::{Check, Outcome, Verdict, What};

/// Answers a question, check by check, with the backend that the features choose.
pub fn verify(question: &Question) -> Verdict {
    verify_over(Default::default(), question)
}

/// Answers a question, check by check, with this backend.
pub fn verify_over(crypto: &dyn Crypto, question: &Question) -> Verdict {
    let parsed = match parse(question.certificate) {
        Ok(parsed) => parsed,
        Err(why) => return Verdict::unreadable(why),
    };
    let (path, found) = path::find(crypto, &parsed, question);
    let checks = vec![
        Check::held(What::Readable, format!("version 3, {}", names::subject(&parsed))),
        Check::new(What::Signatures, found),
        Check::new(What::Dates, checks::dates(&path, question.at)),
        Check::new(What::Authorities, checks::authorities(&path)),
        Check::new(What::KeyUsage, checks::key_usage(&path)),
        Check::new(What::Purpose, checks::purpose(&path, question.role)),
        match question.role {
            Role::Server(name) => Check::new(What::Name, checks::name(&parsed, question.certificate, name)),
            Role::Client => Check::skipped(What::Name, "a client's certificate is not asked for by a name"),
        },
        Check::new(What::Constraints, constraints::check(&path)),
        match question.lists {
            [] => Check::skipped(What::Revocation, "no revocation list was given"),
            _ => Check::new(What::Revocation, revocation::check(crypto, &path, question)),
        },
        Check::new(What::Library, library::verdict(crypto, question).map_err(|why| Fault::Library.because(why))),
    ];
    Verdict { checks, path: path.iter().map(|c| c.as_raw().to_vec()).collect() }
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
