//! What lesson 6 claims about chains, lists and permission.

use super::refusals::{judged, refused};
use super::{caller, status};
use wirewalk::claims::{Check, Verdict, claim, der, kept, scene, search, tls};
use wirewalk::dissect::facts::alert::{CERTIFICATE_EXPIRED, CERTIFICATE_REVOKED, UNKNOWN_CA};
use wirewalk::door::Identity;
use wirewalk::pki::{Name, Passphrase, p12};
use wirewalk::recording::Side;
use wirewalk::story::{Scene, Transcript};
use wirewalk::verify::{self, Question, Role, What};
use wirewalk_ground::now;

pub const CHECKS: &[Check] = &[
    claim(
        "lesson6.forgotten-intermediate-refused",
        "without the intermediate, Alice finds no path to the root and refuses",
        |t| {
            let scene = scene(t, "intermediate-forgotten")?;
            let (who, fatal) = tls::fatal(scene, 0)?;
            let failed: Vec<_> = chain(t, scene)?.refusals().map(|(what, _)| what).collect();
            let asked = tls::facts(scene, 0).read.client;
            let held = fatal.side == Side::Client && fatal.number == UNKNOWN_CA && !asked;
            let evidence = format!("{} certificate sent; {who} sent {}", tls::shown(scene, 0).len(), fatal.name);
            Some(Verdict::new(held && failed.contains(&What::Signatures), evidence))
        },
    ),
    claim("lesson6.intermediate-repairs", "with it, every check holds, for the same leaf and the same root", |t| {
        let (without, with) = (scene(t, "intermediate-forgotten")?, scene(t, "intermediate-sent")?);
        let same = tls::shown(without, 0).first() == tls::shown(with, 0).first();
        let verdict = chain(t, with)?;
        let held = verdict.held() && verdict.path.len() == 3 && same && status(with) == Some(200);
        let evidence = format!("{} certificates sent, {} on the path", tls::shown(with, 0).len(), verdict.path.len());
        Some(Verdict::new(held, evidence))
    }),
    claim(
        "lesson6.weak-passphrase-found",
        "a passphrase from a list opens the bundle, and the key in it matches Alice's certificate",
        |t| {
            let bundle = scene(t, "alice.p12")?.eve.first()?.wire();
            let passphrase = Passphrase::new(kept(t, "stolen.passphrase")?).ok()?;
            let (key, _) = p12::open(bundle, &passphrase).ok()?;
            let held = key.belongs_to(&der(t, "alice.crt")?);
            Some(Verdict::new(held, format!("found after {} guesses", kept(t, "stolen.tries")?)))
        },
    ),
    claim(
        "lesson6.stolen-key-works",
        "with the stolen key Mallory is Alice: every signature verifies, and she receives the secret",
        |t| {
            let stolen = scene(t, "stolen")?;
            let same = tls::shown_by(stolen, 0, Side::Client) == [der(t, "alice.crt")?];
            let signed = verify::certificate_verify(&tls::said(stolen, 0));
            let told = status(stolen) == Some(200) && tls::body(stolen, 0)? == kept(t, "secret")?.as_bytes();
            let why = signed.as_ref().unwrap_or_else(|why| why);
            Some(Verdict::new(same && signed.is_ok() && told, format!("Alice's certificate; {why}")))
        },
    ),
    claim(
        "lesson6.revoked-refused",
        "once Carol's list names it, the same certificate is refused with certificate_revoked, and for no other reason",
        |t| {
            let (before, after) = (scene(t, "stolen")?, scene(t, "revoked")?);
            let Verdict { held, evidence } = refused(after, CERTIFICATE_REVOKED)?;
            let shown = |scene| tls::shown_by(scene, 0, Side::Client);
            let same = !shown(after).is_empty() && shown(after) == shown(before);
            let failed: Vec<_> =
                judged(t, after, &[der(t, "clients-crl.pem")?])?.refusals().map(|(what, _)| what).collect();
            let only = failed == [What::Revocation, What::Library] && judged(t, after, &[])?.held();
            let serial = caller(after)?.serial;
            Some(Verdict::new(held && same && only, format!("{evidence}; serial number {serial} is on the list")))
        },
    ),
    claim(
        "lesson6.name-survives-renewal",
        "Alice's new certificate has a new key and serial number but the same name, and Bob knows her by that name",
        |t| {
            let renewed = scene(t, "renewed")?;
            let (old, new) = (Identity::of(&der(t, "alice.crt")?)?, caller(renewed)?);
            let good = judged(t, renewed, &[der(t, "clients-crl.pem")?])?.held() && status(renewed) == Some(200);
            let held = good && old.serial != new.serial && (old.issuer, &old.names) == (new.issuer, &new.names);
            Some(Verdict::new(held, format!("{}, now with serial number {}", new.names.join(", "), new.serial)))
        },
    ),
    claim(
        "lesson6.grace-lets-the-thief-in",
        "an expired, stolen certificate is no longer on Carol's newest list: a server that forgives the date lets Mallory in",
        |t| {
            let (strict, grace) = (scene(t, "expired-and-stolen")?, scene(t, "grace")?);
            let shown = |scene| tls::shown_by(scene, 0, Side::Client);
            let same = !shown(strict).is_empty() && shown(strict) == shown(grace);
            let failed = |list| -> Option<Vec<_>> {
                Some(judged(t, strict, &[der(t, list)?])?.refusals().map(|(what, _)| what).collect())
            };
            let (before, after) = (failed("list-before.pem")?, failed("list-after.pem")?);
            let named = before.contains(&What::Revocation) && before.contains(&What::Dates);
            let dropped = after == [What::Dates, What::Library];
            let Verdict { held, evidence } = refused(strict, CERTIFICATE_EXPIRED)?;
            let told = status(grace) == Some(200) && tls::body(grace, 0)? == kept(t, "secret")?.as_bytes();
            let serial = caller(grace)?.serial;
            let evidence = format!("{evidence}; with grace: 200; serial number {serial} is on the first list only");
            Some(Verdict::new(same && named && dropped && held && told, evidence))
        },
    ),
    claim(
        "lesson6.valid-is-not-permitted",
        "Mallory's certificate passes every check, and she receives 403 instead of the secret",
        |t| forbidden(t, scene(t, "stranger")?),
    ),
    claim(
        "lesson6.common-name-decides-nothing",
        "a valid certificate with Alice's common name and another alternative name gets 403",
        |t| {
            let namesake = scene(t, "namesake")?;
            let Verdict { held, evidence } = forbidden(t, namesake)?;
            let (hers, ours) = (caller(namesake)?, Identity::of(&der(t, "alice.crt")?)?);
            let same = hers.common_names == ours.common_names && hers.issuer == ours.issuer;
            let held = held && same && hers.names != ours.names;
            Some(Verdict::new(held, format!("CN={} for both; {evidence}", hers.common_names.join(", "))))
        },
    ),
    claim(
        "lesson6.headers-prove-nothing",
        "she claimed in a header to be alice, and Bob named her by her certificate",
        |t| {
            let namesake = scene(t, "namesake")?;
            let mut sent = namesake.insider.iter().filter(|m| m.side == Side::Client).flat_map(|m| &m.sources);
            let forged = sent.any(|s| search::find_bytes(&s.bytes.to_ascii_lowercase(), b"x-ssl-client-cn: alice"));
            let answer = String::from_utf8_lossy(tls::body(namesake, 0)?);
            let named = answer.contains(caller(namesake)?.names.first()?);
            Some(Verdict::new(forged && named, format!("Bob said \u{201c}{}\u{201d}", answer.trim())))
        },
    ),
];

/// The checks of the certificate that the server showed, with Carol's root.
fn chain(t: &Transcript, scene: &Scene) -> Option<verify::Verdict> {
    let shown = tls::shown(scene, 0);
    let (certificate, untrusted) = shown.split_first()?;
    let name: Name = "localhost".parse().ok()?;
    let (roots, role, at) = ([der(t, "ca-public-key.pem")?], Role::Server(&name), now());
    Some(verify::verify(&Question {
        certificate,
        untrusted,
        roots: &roots,
        role,
        lists: &[],
        at,
        crypto: Default::default(),
    }))
}

/// A caller with a certificate that is good, also by Carol's list, and with a signature that is; answered all the same with 403 and
/// the name in the certificate.
fn forbidden(t: &Transcript, scene: &Scene) -> Option<Verdict> {
    let (who, answer) = (caller(scene)?, String::from_utf8_lossy(tls::body(scene, 0)?));
    let good = judged(t, scene, &[der(t, "clients-crl.pem")?])?.held()
        && verify::certificate_verify(&tls::said(scene, 0)).is_ok();
    let (status, name) = (status(scene)?, who.names.first()?);
    let held = good && status == 403 && answer.contains(name) && !answer.contains(kept(t, "secret")?);
    Some(Verdict::new(held, format!("{name}: the certificate is valid, the answer is {status}")))
}
