//! The chain: from a certificate through those who signed it to a root that is trusted.

use x509_parser::prelude::X509Certificate;

use super::signature::{SignatureError, signed_by};
use super::{Question, names, parse};

/// More certificates than this are not followed.
const LONGEST: usize = 8;
/// More signatures than this are not tried: a heap of certificates with the same name must not stall us.
const MOST_TRIES: usize = 100;

struct Search<'a> {
    roots: Vec<X509Certificate<'a>>,
    untrusted: Vec<X509Certificate<'a>>,
    tries: usize,
    /// Why the chain ended where it ended, for the longest one that was found.
    ended: (usize, String),
    longest: Vec<X509Certificate<'a>>,
}

/// The chain as far as it was found, the certificate first; and whether it reached a root.
pub(super) fn find<'a>(
    certificate: &X509Certificate<'a>,
    question: &Question<'a>,
) -> (Vec<X509Certificate<'a>>, Result<String, String>) {
    let readable = |list: &'a [Vec<u8>]| list.iter().filter_map(|der| parse(der).ok()).collect::<Vec<_>>();
    let mut search = Search {
        roots: readable(question.roots),
        untrusted: readable(question.untrusted),
        tries: 0,
        ended: (0, String::new()),
        longest: vec![certificate.clone()],
    };
    if search.roots.is_empty() {
        return (search.longest, Err("no root is trusted".to_owned()));
    }
    let mut path = vec![certificate.clone()];
    if search.climb(&mut path) {
        let steps: Vec<_> = path.iter().map(names::subject).collect();
        return (path, Ok(steps.join(" ← ")));
    }
    (search.longest, Err(search.ended.1))
}

impl<'a> Search<'a> {
    /// Whether the path can be continued to a root; then it is.
    fn climb(&mut self, path: &mut Vec<X509Certificate<'a>>) -> bool {
        let Some(last) = path.last().cloned() else { return false };
        if self.roots.iter().any(|root| root.as_raw() == last.as_raw()) {
            return true;
        }
        if path.len() >= LONGEST {
            self.ends(path, format!("the chain is longer than {LONGEST} certificates"));
            return false;
        }
        let (signers, why) = self.signers(&last);
        if signers.is_empty() {
            self.ends(path, why);
        }
        for signer in signers {
            if path.iter().any(|seen| seen.as_raw() == signer.as_raw()) {
                self.ends(path, "the chain runs in a circle and reaches no trusted root".to_owned());
                continue;
            }
            path.push(signer);
            if self.climb(path) {
                return true;
            }
            path.pop();
        }
        false
    }

    /// Who signed a certificate, roots first; and if nobody did, why that is.
    fn signers(&mut self, certificate: &X509Certificate<'a>) -> (Vec<X509Certificate<'a>>, String) {
        let issuer = certificate.issuer();
        let own = certificate.subject().as_raw() == issuer.as_raw();
        let candidates: Vec<_> = (self.roots.iter().chain(&self.untrusted))
            .filter(|c| c.subject().as_raw() == issuer.as_raw() && c.as_raw() != certificate.as_raw())
            .cloned()
            .collect();
        let name = names::distinguished(issuer);
        let mut why = if own {
            format!("{name} signed itself, and is not among the trusted roots")
        } else {
            format!("it names {name} as its issuer, and no certificate of that name was given")
        };
        let mut signers = Vec::new();
        for candidate in candidates {
            self.tries += 1;
            if self.tries > MOST_TRIES {
                return (signers, format!("more than {MOST_TRIES} signatures would have to be tried"));
            }
            match signed_by(certificate.as_raw(), candidate.public_key().raw) {
                Ok(()) => signers.push(candidate),
                Err(SignatureError::Wrong) => {
                    why = format!(
                        "it names {name} as its issuer, and the certificate of that name did not sign it: the signature does not match"
                    );
                }
                Err(error) => why = format!("the signature in the name of {name} is not accepted: {error}"),
            }
        }
        (signers, why)
    }

    fn ends(&mut self, path: &[X509Certificate<'a>], why: String) {
        if path.len() > self.ended.0 {
            self.ended = (path.len(), why);
            self.longest = path.to_vec();
        }
    }
}
