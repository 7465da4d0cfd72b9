//! What lesson 4 claims.

#[path = "lesson4/signatures.rs"]
mod signatures;

use x509_parser::prelude::{FromDer, X509Certificate};

use wirewalk::claims::{Check, Verdict, claim, der, every_byte_explained, kept, scene};
use wirewalk::dissect::names::http;
use wirewalk::pki::{Authority, CheckedRequest, CsrError, KeyKind, Name, PrivateKey, Subject, Validity};
use wirewalk::story::Transcript;
use wirewalk::verify::{self, Outcome, Question, Role, What};
use wirewalk_ground::now;

pub use signatures::SIGNATURES;

pub const CHECKS: &[Check] = &[
    claim(
        "lesson4.key-never-crossed",
        "Bob's private key did not cross the wire, and the same search finds his public key there",
        |t| {
            let (private, public) = (kept(t, "private-key")?, kept(t, "public-key")?);
            let held = private.starts_with("not found") && public == "found";
            Some(Verdict::new(held, format!("the private key: {private}; the public key: {public}")))
        },
    ),
    claim("lesson4.every-byte-explained", "every byte of every file and of the wire is explained", |t| {
        Some(every_byte_explained(t))
    }),
    claim(
        "lesson4.carol-decides",
        "only the key, the name and the host names that Carol allowed came from Bob's request into the certificate",
        decided,
    ),
    claim("lesson4.accepted", "Alice, who trusts only Carol's root, accepts Bob's certificate for localhost", |t| {
        asks(t, "server-public-key.pem", &[], "ca-public-key.pem", "localhost", None)
    }),
    claim(
        "lesson4.weapon-works",
        "everybody who trusts the careless root accepts what Mallory signs with the copied CA:TRUE",
        |t| asks(t, "forged.pem", &["weapon.pem"], "careless-ca.pem", "www.another-bank.example", None),
    ),
    claim("lesson4.carol-refuses-the-name", "Carol refuses to sign another site's name", |t| {
        let codes = |code: &str| {
            let scene = scene(t, "mallory-asks")?;
            let code = code.as_bytes();
            Some(scene.eve.iter().filter(|m| m.bytes_of(&http::STATUS_CODE) == Some(code)).count())
        };
        let (refused, signed) = (codes("403")?, codes("200")?);
        Some(Verdict::new(
            refused == 1 && signed == 1,
            format!("requests refused: {refused}; signed, for her own name: {signed}"),
        ))
    }),
    claim(
        "lesson4.no-authority-below-carol",
        "Alice refuses what Mallory signs with the certificate that Carol gave her",
        |t| {
            asks(
                t,
                "forged-below-mallory.pem",
                &["mallory.pem"],
                "ca-public-key.pem",
                "bank.example",
                Some(What::Authorities),
            )
        },
    ),
    claim(
        "lesson4.stolen-key-signs-anything",
        "with Carol's stolen key a certificate for any name passes every check",
        |t| asks(t, "stolen.pem", &[], "ca-public-key.pem", "bank.example", None),
    ),
    claim("lesson4.any-changed-byte-is-refused", "with any one byte changed, Bob's certificate is refused", changed),
    claim(
        "lesson4.another-root-of-the-same-name-is-refused",
        "a root that has only Carol's name, and not her key, does not vouch for what she signed",
        |t| {
            let key = PrivateKey::generate(KeyKind::EcdsaP256).ok()?;
            let other = Authority::root(key, Subject::authority("my-ca.com"), Validity::root(now())).ok()?;
            let roots = vec![other.certificate().der().to_vec()];
            let verdict = ask(&der(t, "server-public-key.pem")?, &[], &roots, "localhost")?;
            Some(refused_by(&verdict, What::Signatures))
        },
    ),
    claim("lesson4.another-host-name-is-refused", "Bob's certificate is refused for another host name", |t| {
        asks(t, "server-public-key.pem", &[], "ca-public-key.pem", "example.org", Some(What::Name))
    }),
    claim("lesson4.request-with-another-key-is-refused", "a request is refused if another key signed it", swapped_key),
];

fn ask(certificate: &[u8], untrusted: &[Vec<u8>], roots: &[Vec<u8>], host: &str) -> Option<verify::Verdict> {
    let name: Name = host.parse().ok()?;
    let role = Role::Server(&name);
    Some(verify::verify(&Question {
        certificate,
        untrusted,
        roots,
        role,
        lists: &[],
        at: now(),
        crypto: Default::default(),
    }))
}

/// Whether the certificate in a file is accepted, or refused by exactly this check.
fn asks(
    t: &Transcript,
    file: &str,
    untrusted: &[&str],
    root: &str,
    host: &str,
    refused: Option<What>,
) -> Option<Verdict> {
    let untrusted = untrusted.iter().map(|f| der(t, f)).collect::<Option<Vec<_>>>()?;
    let verdict = ask(&der(t, file)?, &untrusted, &[der(t, root)?], host)?;
    Some(match refused {
        Some(what) => refused_by(&verdict, what),
        None => {
            let why: Vec<_> = verdict.refusals().map(|(what, why)| format!("{}: {why}", what.name())).collect();
            let passed = counted(&verdict);
            Verdict::new(verdict.held(), if why.is_empty() { passed } else { why.join("; ") })
        }
    })
}

/// How many checks passed, and how many did not say yes: those that only noted something, and those that were not made.
fn counted(verdict: &verify::Verdict) -> String {
    let count = |of: fn(&Outcome) -> bool| verdict.checks.iter().filter(|check| of(&check.outcome)).count();
    let (passed, noted) = (count(|o| matches!(o, Outcome::Held(_))), count(|o| matches!(o, Outcome::Noted(_))));
    let skipped = count(|o| matches!(o, Outcome::Skipped(_)));
    let noted = if noted == 0 { String::new() } else { format!("{noted} noted something, ") };
    format!("{passed} checks passed, {noted}{skipped} not made")
}

fn refused_by(verdict: &verify::Verdict, what: What) -> Verdict {
    let why = verdict.refusals().find(|(w, _)| *w == what).map(|(w, why)| format!("{}: {why}", w.name()));
    Verdict::new(why.is_some(), why.unwrap_or_else(|| "that check did not refuse it".to_owned()))
}

fn decided(t: &Transcript) -> Option<Verdict> {
    let (certificate, request) = (der(t, "server-public-key.pem")?, der(t, "server-csr.pem")?);
    let request = CheckedRequest::from_der(&request).ok()?;
    let (_, parsed) = X509Certificate::from_der(&certificate).ok()?;
    let same_key = parsed.public_key().raw == request.public_der();
    let constraints = parsed.basic_constraints().ok()??.value;
    let asked = request.asked().len();
    let given = parsed.extensions().len();
    let evidence = format!(
        "the same key; CA:{}; extensions asked for: {asked}, in the certificate: {given}",
        if constraints.ca { "TRUE" } else { "FALSE" }
    );
    Some(Verdict::new(same_key && !constraints.ca && given > asked, evidence))
}

fn changed(t: &Transcript) -> Option<Verdict> {
    let (certificate, roots) = (der(t, "server-public-key.pem")?, [der(t, "ca-public-key.pem")?]);
    let refused = |at: &usize| {
        let mut changed = certificate.clone();
        changed[*at] ^= 1;
        ask(&changed, &[], &roots, "localhost").is_some_and(|verdict| !verdict.held())
    };
    let count = (0..certificate.len()).filter(refused).count();
    Some(Verdict::new(count == certificate.len(), format!("{count} of {} refused", certificate.len())))
}

fn swapped_key(t: &Transcript) -> Option<Verdict> {
    let request = der(t, "server-csr.pem")?;
    let key = CheckedRequest::from_der(&request).ok()?.public_der();
    let other = PrivateKey::generate(KeyKind::EcdsaP256).ok()?.public_der();
    let at = request.windows(key.len()).position(|w| w == key)?;
    let swapped = [&request[..at], &other, &request[at + key.len()..]].concat();
    let refusal = CheckedRequest::from_der(&swapped).err();
    let evidence = refusal.as_ref().map_or("accepted".to_owned(), ToString::to_string);
    Some(Verdict::new(matches!(refusal, Some(CsrError::Signature(_))), evidence))
}
