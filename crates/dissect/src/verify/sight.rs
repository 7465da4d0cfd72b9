//! What can be said of certificates that were seen on the wire, by somebody who does not know which roots their reader trusts.
//!
//! Dates, names, uses and limits are the same for every reader: whoever checks them refuses. That nobody in the chain is trusted is
//! the reader's own affair, so what suggests it (a certificate that signed itself, one whose issuer was not sent) is told apart.

use std::fmt;

use x509_parser::prelude::X509Certificate;

use super::signature::{SHORTEST_RSA, SignatureError, Signed, short_rsa, signature};
use super::verdict::Complaint;
use super::{Fault, Name, Role, checks, constraints, diagnose, names, parse};
use crate::crypto::Crypto;

/// More certificates than this are not followed.
const LONGEST: usize = 8;

/// Certificates as one side showed them, in DER.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// In the order in which they were sent; the first is the sender's own.
    pub chain: &'a [Vec<u8>],
    /// The name that the server was asked for, if that is known; of a client none.
    pub host: Option<&'a Name>,
    /// Whether a client showed them.
    pub by_client: bool,
    /// The authorities that the server named when it asked the client for a certificate: names in DER. None: any will do.
    pub authorities: &'a [Vec<u8>],
    /// When, in seconds since 1970.
    pub at: u64,
    /// Who computes: the backend that the features choose, if nobody says otherwise.
    pub crypto: &'a dyn Crypto,
}

/// What it is that a reader may refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Something that every check refuses, or a self-signed certificate, or a short key.
    Fault(Fault),
    /// The chain ends below a root, and nothing tells whether the reader has what is missing.
    IssuerNotSent,
    /// A client's certificate comes from none of the authorities that the server asked for.
    UnwantedAuthority,
}

impl fmt::Display for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Matter::Fault(fault) => fault.name(),
            Matter::IssuerNotSent => "issuer not sent",
            Matter::UnwantedAuthority => "by an authority that the server did not name",
        })
    }
}

/// Something about them that a reader may refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub what: Matter,
    /// How it is seen, with the values of the certificates, which are escaped.
    pub evidence: String,
    /// Who repairs it, and how.
    pub repair: String,
    /// Whether everybody who checks it refuses; if not, it depends on what the reader trusts.
    pub certain: bool,
}

/// What can be said of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// Whom the first names, escaped.
    pub subject: String,
    /// Who issued it, escaped.
    pub issuer: String,
    /// What is wrong with them, or may be.
    pub findings: Vec<Finding>,
}

/// Looks at certificates.
pub fn sight(seen: &Seen) -> Sight {
    let Some(own) = seen.chain.first() else { return Sight::default() };
    let leaf = match parse(own) {
        Ok(leaf) => leaf,
        Err(why) => {
            return Sight { findings: vec![found(Fault::Unreadable.because(why))], ..Sight::default() };
        }
    };
    let others: Vec<X509Certificate> = seen.chain.iter().skip(1).filter_map(|der| parse(der).ok()).collect();
    let (path, broken) = climb(seen.crypto, &leaf, &others);
    let mut findings: Vec<Finding> = broken.into_iter().map(found).collect();
    findings.extend(of_checks(seen, own, &path).into_iter().map(found));
    findings.extend(of_trust(seen, &path));
    if seen.by_client {
        findings.iter_mut().for_each(|f| f.repair = f.repair.replace("The server's operator", "The client's owner"));
    }
    Sight { subject: names::subject(&leaf), issuer: names::distinguished(leaf.issuer()), findings }
}

fn found(Complaint { fault, why }: Complaint) -> Finding {
    Finding { what: Matter::Fault(fault), evidence: why, repair: fault.repair().to_owned(), certain: true }
}

/// From the first certificate through those that signed it, as far as they were sent; and what stands in the way.
fn climb<'a>(
    crypto: &dyn Crypto,
    leaf: &X509Certificate<'a>,
    others: &[X509Certificate<'a>],
) -> (Vec<X509Certificate<'a>>, Option<Complaint>) {
    let mut path = vec![leaf.clone()];
    while let Some(last) = path.last().filter(|last| path.len() < LONGEST && !is_own_issuer(last)).cloned() {
        let is_next = |c: &&X509Certificate| {
            c.subject().as_raw() == last.issuer().as_raw() && !path.iter().any(|seen| seen.as_raw() == c.as_raw())
        };
        let Some(issuer) = others.iter().find(is_next) else { break };
        if let Err(SignatureError::Wrong | SignatureError::KeyMismatch) =
            Signed::parse(last.as_raw(), crypto).and_then(|signed| signature(issuer.public_key().raw, &signed))
        {
            let why = format!(
                "{} names {} as its issuer, but the certificate with that name in the chain did not sign it",
                names::subject(&last),
                names::distinguished(last.issuer())
            );
            return (path, Some(Fault::BrokenSignature.because(why)));
        }
        path.push(issuer.clone());
    }
    (path, None)
}

fn is_own_issuer(certificate: &X509Certificate) -> bool {
    certificate.subject().as_raw() == certificate.issuer().as_raw()
}

/// What everybody who checks it refuses.
fn of_checks(seen: &Seen, own: &[u8], path: &[X509Certificate]) -> Vec<Complaint> {
    let Some((leaf, above)) = path.split_first() else { return Vec::new() };
    // A root that was sent along is not what the reader goes by: it has its own.
    let below_root = match above.last() {
        Some(top) if is_own_issuer(top) => path.get(..path.len() - 1).unwrap_or(path),
        _ => path,
    };
    let role = match seen.host {
        Some(host) if !seen.by_client => Role::Server(host),
        _ => Role::Client,
    };
    let mut results = vec![checks::dates(below_root, seen.at)];
    if let Some(host) = seen.host.filter(|_| !seen.by_client) {
        results.push(checks::name(leaf, own, host));
    }
    if seen.by_client || matches!(role, Role::Server(_)) {
        results.push(checks::purpose(path, role));
    }
    results.extend([checks::authorities(path), constraints::check(path)]);
    let mut complaints: Vec<Complaint> = results.into_iter().filter_map(Result::err).collect();
    // Many who set up a server for themselves make one certificate that is both, and clients that know it take it.
    complaints.retain(|complaint| complaint.fault != Fault::AuthorityAsLeaf);
    if diagnose::own_place(seen.chain) != 0 {
        let why = format!("the first certificate, {}, is an authority's", names::subject(leaf));
        complaints.insert(0, Fault::LeafNotFirst.because(why));
    }
    complaints
}

/// What depends on whom the reader trusts.
fn of_trust(seen: &Seen, path: &[X509Certificate]) -> Vec<Finding> {
    let (Some(leaf), Some(top)) = (path.first(), path.last()) else { return Vec::new() };
    let mut findings = Vec::new();
    let mut uncertain = |what, evidence, repair: &str| {
        findings.push(Finding { what, evidence, repair: repair.to_owned(), certain: false });
    };
    let who = names::subject(leaf);
    let issuer = names::distinguished(top.issuer());
    if let Some(bits) = short_rsa(leaf.public_key().raw) {
        let evidence = format!("the RSA key of {who} has {bits} bits, and at least {SHORTEST_RSA} are required");
        uncertain(Matter::Fault(Fault::WeakKey), evidence, Fault::WeakKey.repair());
    }
    if path.len() == 1 && is_own_issuer(leaf) {
        let evidence = format!("{who} signed itself: only a program that was given this very certificate accepts it");
        uncertain(Matter::Fault(Fault::SelfSigned), evidence, Fault::SelfSigned.repair());
    } else if path.len() == 1 && !(seen.by_client && is_named(seen, leaf.issuer().as_raw())) {
        let evidence = format!("{who} was issued by {issuer}, whose certificate was not sent");
        let repair = "If that issuer is a root, give its certificate to the program that checks the chain (curl: \
            --cacert). If it is below a root, the sender must send its certificate too.";
        uncertain(Matter::IssuerNotSent, evidence, repair);
    }
    if seen.by_client && !is_wanted(seen, path) {
        let wanted = seen.authorities.iter().take(MOST).map(|name| distinguished(name)).collect::<Vec<_>>().join(" | ");
        let evidence = format!(
            "{who} was issued by {}, but the server asks for a certificate issued by {wanted}",
            names::distinguished(leaf.issuer())
        );
        let repair = "The client: send a certificate from one of those authorities, with the certificates in \
            between. The server: if this authority is acceptable, add it to the accepted ones.";
        let what = Matter::UnwantedAuthority;
        findings.insert(0, Finding { what, evidence, repair: repair.to_owned(), certain: false });
    }
    findings
}

/// So many names of authorities are told.
const MOST: usize = 4;

/// Whether one of the chain was issued by an authority that the server named, or is its own.
fn is_wanted(seen: &Seen, path: &[X509Certificate]) -> bool {
    let named = |name| is_named(seen, name);
    seen.authorities.is_empty() || path.iter().any(|c| named(c.issuer().as_raw()) || named(c.subject().as_raw()))
}

/// Whether the server named this authority.
fn is_named(seen: &Seen, name: &[u8]) -> bool {
    seen.authorities.iter().any(|wanted| wanted == name)
}

/// A name in DER, as text.
pub fn distinguished(der: &[u8]) -> String {
    use x509_parser::prelude::FromDer;
    use x509_parser::x509::X509Name;
    X509Name::from_der(der).map_or_else(|_| "a name that cannot be read".to_owned(), |(_, n)| names::distinguished(&n))
}
