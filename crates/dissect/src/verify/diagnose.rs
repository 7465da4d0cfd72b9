//! Which fault it is: from the certificates as they were sent, where a client has one error for several causes.

use super::{Fault, Question, Role, Verdict, What, is_authority, names, parse, verify};
use crate::crypto::Crypto;
use crate::verify::Name;

/// What a server showed, and to whom. All certificates and lists are in DER.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The certificates in the order in which they were sent.
    pub chain: &'a [Vec<u8>],
    /// The name by which the server was asked for.
    pub host: &'a Name,
    /// The roots that are trusted.
    pub roots: &'a [Vec<u8>],
    /// Revocation lists. Without any, revocation is not checked.
    pub lists: &'a [Vec<u8>],
    /// When, in seconds since 1970.
    pub at: u64,
    /// Certificates of authorities that are known from elsewhere, as browsers remember them: they prove what was not sent.
    pub known: &'a [Vec<u8>],
    /// Whether the signature of the handshake matched the first certificate; `None` if the handshake did not come so far.
    pub possession: Option<bool>,
    /// The backend that checks signatures.
    pub crypto: &'a dyn Crypto,
}

/// One thing that is wrong, or only looks so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// What it is; it tells what that means and how it is repaired.
    pub fault: Fault,
    /// How that is seen, with the values of the certificates, which are escaped.
    pub evidence: String,
}

/// All that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    /// The checks, made on the certificate that is the server's own.
    pub verdict: Verdict,
    /// What is wrong or unusual. What prevents the rest from being judged stands first.
    pub diagnoses: Vec<Diagnosis>,
}

impl Findings {
    /// The first reason to refuse, if there is one.
    pub fn fault(&self) -> Option<Fault> {
        self.diagnoses.iter().map(|d| d.fault).find(|fault| fault.refuses())
    }

    /// All that was found, reasons to refuse or not.
    pub fn faults(&self) -> Vec<Fault> {
        self.diagnoses.iter().map(|d| d.fault).collect()
    }
}

/// Says what is wrong with what a server showed. Without diagnoses, nothing is.
pub fn diagnose(shown: &Shown) -> Findings {
    let place = own_place(shown.chain);
    let (Some(own), Some(first)) = (shown.chain.get(place), shown.chain.first()) else {
        let why = "the server sent no certificate".to_owned();
        let diagnoses = vec![Diagnosis { fault: Fault::Unreadable, evidence: why.clone() }];
        return Findings { verdict: Verdict::unreadable(why), diagnoses };
    };
    let others: Vec<_> = shown.chain.iter().enumerate().filter(|(i, _)| *i != place).map(|(_, c)| c.clone()).collect();
    let verdict = verify(&question(shown, own, &others));
    let mut diagnoses = Vec::new();
    if place != 0 {
        diagnoses.push(leaf_not_first(first, own, place, shown.chain.len()));
    }
    diagnoses.extend(of_checks(shown, &verdict, own, &others));
    if place == 0 {
        diagnoses.extend(wrong_key(shown, own));
        diagnoses.extend(out_of_order(shown, &verdict));
    }
    Findings { verdict, diagnoses }
}

fn question<'a>(shown: &Shown<'a>, own: &'a [u8], untrusted: &'a [Vec<u8>]) -> Question<'a> {
    let Shown { host, roots, lists, at, crypto, .. } = *shown;
    Question { certificate: own, untrusted, roots, role: Role::Server(host), lists, at, crypto }
}

/// Where the server's own certificate stands: at the first one that is no authority's. If all are authorities', the first is meant.
pub(super) fn own_place(chain: &[Vec<u8>]) -> usize {
    let leaf = |der: &Vec<u8>| parse(der).is_ok_and(|c| !is_authority(&c));
    match chain.first().map(|der| parse(der)) {
        Some(Ok(first)) if is_authority(&first) => chain.iter().position(leaf).unwrap_or(0),
        _ => 0,
    }
}

fn subject(der: &[u8]) -> String {
    parse(der).map_or_else(|why| why, |c| names::subject(&c))
}

fn leaf_not_first(first: &[u8], own: &[u8], place: usize, count: usize) -> Diagnosis {
    let (first, own, number) = (subject(first), subject(own), place + 1);
    let evidence = format!(
        "the first certificate is an authority's, {first}; the server's own, {own}, is number {number} of \
            {count}"
    );
    Diagnosis { fault: Fault::LeafNotFirst, evidence }
}

/// One diagnosis for each check that refused. The library's own is kept for when nobody else knows.
fn of_checks(shown: &Shown, verdict: &Verdict, own: &[u8], others: &[Vec<u8>]) -> Vec<Diagnosis> {
    let mut found = Vec::new();
    for check in &verdict.checks {
        let (Some(mut fault), Some((_, why))) = (check.fault, verdict.refusals().find(|(what, _)| *what == check.what))
        else {
            continue;
        };
        let mut evidence = why.to_owned();
        if matches!(fault, Fault::MissingIntermediate | Fault::UnknownRoot)
            && let Some(missing) = missing(shown, own, others)
        {
            (fault, evidence) =
                (Fault::MissingIntermediate, format!("{why}; with {missing} it reaches a trusted root"));
        }
        if fault != Fault::Library || found.is_empty() {
            found.push(Diagnosis { fault, evidence });
        }
    }
    found
}

/// The certificates known from elsewhere with which the chain closes.
fn missing(shown: &Shown, own: &[u8], others: &[Vec<u8>]) -> Option<String> {
    let more = [others, shown.known].concat();
    let verdict = verify(&question(shown, own, &more));
    let needed = verdict.path.iter().filter(|der| shown.known.contains(der) && !others.contains(der));
    let needed: Vec<_> = needed.filter(|der| !shown.roots.contains(der)).map(|der| subject(der)).collect();
    (!verdict.refused(What::Signatures) && !needed.is_empty()).then(|| needed.join(", "))
}

fn wrong_key(shown: &Shown, own: &[u8]) -> Option<Diagnosis> {
    let evidence = format!("the signature of the handshake was not made with the key of {}", subject(own));
    (shown.possession == Some(false)).then_some(Diagnosis { fault: Fault::WrongKey, evidence })
}

/// The chain holds, and was sent in another order than the one in which it was signed.
fn out_of_order(shown: &Shown, verdict: &Verdict) -> Option<Diagnosis> {
    if verdict.refused(What::Signatures) {
        return None;
    }
    let places: Vec<_> =
        verdict.path.iter().filter_map(|der| shown.chain.iter().position(|sent| sent == der)).collect();
    if places.is_sorted() {
        return None;
    }
    let list = |chain: &[Vec<u8>], between| chain.iter().map(|der| subject(der)).collect::<Vec<_>>().join(between);
    let evidence =
        format!("the server sent {}; the order of signing is {}", list(shown.chain, " | "), list(&verdict.path, " ← "));
    Some(Diagnosis { fault: Fault::OutOfOrder, evidence })
}
