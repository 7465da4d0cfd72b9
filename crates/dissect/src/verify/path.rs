//! The chain: from a certificate through those who signed it to a root that is trusted.

use x509_parser::extensions::{AuthorityInfoAccess, ParsedExtension};
use x509_parser::oid_registry::OID_PKIX_ACCESS_DESCRIPTOR_CA_ISSUERS;
use x509_parser::prelude::X509Certificate;
use x509_parser::x509::X509Name;

use super::signature::{SignatureError, Signed, signature};
use super::verdict::{Check, Complaint, Outcome};
use super::{Fault, Question, names, parse};
use crate::crypto::Crypto;

/// More certificates than this are not followed.
const LONGEST: usize = 8;
/// More signatures than this are not tried: a heap of certificates with the same name must not stall us.
const MOST_TRIES: usize = 100;

/// More chains than this that reach a root are not judged. Cross-signing makes a handful.
const MOST_CHAINS: usize = 16;

/// A chain, and what is said of it.
pub(super) struct Found<'a> {
    /// The certificate first.
    pub path: Vec<X509Certificate<'a>>,
    /// Whether it reaches a root.
    pub signatures: Result<String, Complaint>,
    /// What the other checks say of this chain.
    pub checks: Vec<Check>,
}

/// The other checks of a chain; the flag: whether it reaches a root.
type Judge<'j> = &'j dyn Fn(&[X509Certificate], bool) -> Vec<Check>;

struct Search<'a, 'j> {
    crypto: &'a dyn Crypto,
    judge: Judge<'j>,
    roots: Vec<X509Certificate<'a>>,
    untrusted: Vec<X509Certificate<'a>>,
    tries: usize,
    chains: usize,
    /// The chain that reached a root and has the least against it.
    best: Option<(usize, Found<'a>)>,
    /// Why the chain ended where it ended, for the longest one that reached none.
    ended: (usize, Complaint),
    longest: Vec<X509Certificate<'a>>,
}

/// The chain that every check accepts, if there is one; or else the one that reaches a root and has the least against it; or else as
/// much of one as was found. All checks are made on one and the same chain: two of which each has another fault are not a good one.
pub(super) fn find<'a>(certificate: &X509Certificate<'a>, question: &Question<'a>, judge: Judge) -> Found<'a> {
    let readable = |list: &'a [Vec<u8>]| list.iter().filter_map(|der| parse(der).ok()).collect::<Vec<_>>();
    let mut search = Search {
        crypto: question.crypto,
        judge,
        roots: readable(question.roots),
        untrusted: readable(question.untrusted),
        tries: 0,
        chains: 0,
        best: None,
        ended: (0, Fault::UnknownRoot.because("no root is trusted".to_owned())),
        longest: vec![certificate.clone()],
    };
    if !search.roots.is_empty() {
        search.climb(&mut vec![certificate.clone()]);
    }
    let Search { best, longest, ended: (_, why), .. } = search;
    best.map_or_else(
        || Found { checks: judge(&longest, false), path: longest, signatures: Err(why) },
        |(_, found)| found,
    )
}

impl<'a> Search<'a, '_> {
    /// Whether the path can be continued to a root so that every check accepts it.
    fn climb(&mut self, path: &mut Vec<X509Certificate<'a>>) -> bool {
        let Some(last) = path.last().cloned() else { return false };
        if self.roots.iter().any(|root| root.as_raw() == last.as_raw()) {
            return self.arrived(path);
        }
        if path.len() >= LONGEST {
            let why = format!("the chain is longer than {LONGEST} certificates");
            self.ends(path, Fault::TooLong.because(why));
            return false;
        }
        let (signers, why) = self.signers(&last, path.len() == 1);
        if signers.is_empty() {
            self.ends(path, why);
        }
        for signer in signers {
            if path.iter().any(|seen| seen.as_raw() == signer.as_raw()) {
                let why = "the chain runs in a circle and does not reach a trusted root".to_owned();
                self.ends(path, Fault::UnknownRoot.because(why));
                continue;
            }
            path.push(signer);
            if self.climb(path) || self.chains >= MOST_CHAINS {
                return true;
            }
            path.pop();
        }
        false
    }

    /// Judges a chain that reached a root; says whether every check accepts it.
    fn arrived(&mut self, path: &[X509Certificate<'a>]) -> bool {
        self.chains += 1;
        let checks = (self.judge)(path, true);
        let against = checks.iter().filter(|check| matches!(check.outcome, Outcome::Refused(_))).count();
        if self.best.as_ref().is_none_or(|(least, _)| against < *least) {
            let steps: Vec<_> = path.iter().map(names::subject).collect();
            let found = Found { path: path.to_vec(), signatures: Ok(steps.join(" ← ")), checks };
            self.best = Some((against, found));
        }
        against == 0
    }

    /// Who signed a certificate, roots first; and if nobody did, why that is.
    fn signers(&mut self, certificate: &X509Certificate<'a>, first: bool) -> (Vec<X509Certificate<'a>>, Complaint) {
        let issuer = certificate.issuer();
        let candidates: Vec<_> = (self.roots.iter().chain(&self.untrusted))
            .filter(|c| c.subject().as_raw() == issuer.as_raw() && c.as_raw() != certificate.as_raw())
            .cloned()
            .collect();
        let name = names::distinguished(issuer);
        let mut why = self.nobody(certificate, first);
        let mut signers = Vec::new();
        for candidate in candidates {
            self.tries += 1;
            if self.tries > MOST_TRIES {
                let why = format!("checking it would mean trying more than {MOST_TRIES} signatures");
                return (signers, Fault::TooLong.because(why));
            }
            let refused =
                |fault: Fault, error| fault.because(format!("the signature from {name} is not accepted: {error}"));
            match self.signed_by(certificate, &candidate) {
                Ok(()) => signers.push(candidate),
                Err(SignatureError::Wrong | SignatureError::KeyMismatch) => why = another_key(certificate, &candidate),
                Err(error @ SignatureError::ShortKey(_)) => why = refused(Fault::WeakKey, error),
                Err(error @ SignatureError::Unreadable(_)) => why = refused(Fault::Unreadable, error),
                Err(error) => why = refused(Fault::Algorithm, error),
            }
        }
        (signers, why)
    }

    fn signed_by(&self, certificate: &X509Certificate, signer: &X509Certificate) -> Result<(), SignatureError> {
        signature(signer.public_key().raw, &Signed::parse(certificate.as_raw(), self.crypto)?)
    }

    /// Why a certificate that no other signed has no signer.
    fn nobody(&self, certificate: &X509Certificate, first: bool) -> Complaint {
        let name = names::distinguished(certificate.issuer());
        if certificate.subject().as_raw() == certificate.issuer().as_raw() {
            let own = self.signed_by(certificate, certificate);
            if own == Err(SignatureError::Wrong) {
                return Fault::BrokenSignature.because(format!(
                    "{name} names itself as its issuer, but its own key \
                    did not sign it"
                ));
            }
            let fault = if first { Fault::SelfSigned } else { Fault::UnknownRoot };
            return fault.because(format!("{name} signed itself and is not among the trusted roots"));
        }
        let why = format!("it names {name} as its issuer, but no certificate with that name was given");
        match self.likely_below_a_root(certificate, first) {
            Some(hint) => Fault::MissingIntermediate.because(format!("{why}; {hint}")),
            None => Fault::UnknownRoot.because(format!("{why}; nothing connects it to a trusted root")),
        }
    }

    /// Why the missing issuer is more likely one in between than a foreign root. A guess, for want of that certificate: the issuer has the
    /// organisation of a trusted root, or a server's own certificate came alone and says where its issuer's is to be fetched
    /// (RFC 5280 section 4.2.2.1).
    fn likely_below_a_root(&self, certificate: &X509Certificate, first: bool) -> Option<&'static str> {
        let organization = |name: &X509Name| name.iter_organization().next().map(|o| o.as_slice().to_vec());
        let issuers = organization(certificate.issuer());
        if issuers.is_some() && self.roots.iter().any(|root| organization(root.subject()) == issuers) {
            return Some(
                "that issuer belongs to the organisation of a trusted root, so it is probably an authority \
                below that root",
            );
        }
        let fetched = |access: &AuthorityInfoAccess| {
            access.accessdescs.iter().any(|a| a.access_method == OID_PKIX_ACCESS_DESCRIPTOR_CA_ISSUERS)
        };
        let says_where = certificate
            .iter_extensions()
            .any(|e| matches!(e.parsed_extension(), ParsedExtension::AuthorityInfoAccess(access) if fetched(access)));
        (first && says_where).then_some("it says where to fetch that issuer's certificate")
    }

    fn ends(&mut self, path: &[X509Certificate<'a>], why: Complaint) {
        if path.len() > self.ended.0 {
            self.ended = (path.len(), why);
            self.longest = path.to_vec();
        }
    }
}

/// The issuer's name fits and its key does not: another key of the same name signed, or these are not the bytes that were signed. The key
/// identifiers tell (RFC 5280 sections 4.2.1.1 and 4.2.1.2).
fn another_key(certificate: &X509Certificate, candidate: &X509Certificate) -> Complaint {
    let name = names::distinguished(certificate.issuer());
    let why = format!(
        "it names {name} as its issuer, but the certificate with that name did not sign it: the signature does not \
            match"
    );
    let named = certificate.iter_extensions().find_map(|e| match e.parsed_extension() {
        ParsedExtension::AuthorityKeyIdentifier(id) => id.key_identifier.as_ref().map(|id| id.0),
        _ => None,
    });
    // One that signed itself names no other key: its own is meant.
    let own = (certificate.subject().as_raw() == certificate.issuer().as_raw()).then(|| key_identifier(certificate));
    match (named.or(own.flatten()), key_identifier(candidate)) {
        (Some(named), Some(has)) if named != has => Fault::Impostor.because(format!(
            "{why}; it names key {} as its issuer's, but that certificate's key is {}",
            hex(named),
            hex(has)
        )),
        (Some(_), Some(_)) => Fault::BrokenSignature.because(format!("{why}, although that is the key it names")),
        _ => Fault::BrokenSignature.because(format!("{why}; no key identifier says whether it names another key")),
    }
}

fn key_identifier<'c>(certificate: &'c X509Certificate) -> Option<&'c [u8]> {
    certificate.iter_extensions().find_map(|e| match e.parsed_extension() {
        ParsedExtension::SubjectKeyIdentifier(id) => Some(id.0),
        _ => None,
    })
}

/// The first eight bytes are enough to tell two apart.
fn hex(bytes: &[u8]) -> String {
    let more = if bytes.len() > 8 { "…" } else { "" };
    bytes.iter().take(8).map(|b| format!("{b:02x}")).collect::<String>() + more
}
