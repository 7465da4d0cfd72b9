//! What lesson 5 claims about failures and about Mallory: who refused, with which alert, by which check.

use super::asked;
use wirewalk::claims::tls;
use wirewalk::claims::{Check, Verdict, claim, der, kept, scene};
use wirewalk::dissect::facts::alert::{
    BAD_CERTIFICATE, CERTIFICATE_EXPIRED, DECODE_ERROR, DECRYPT_ERROR, PROTOCOL_VERSION, UNKNOWN_CA,
};
use wirewalk::pki::Name;
use wirewalk::recording::Side;
use wirewalk::story::Transcript;
use wirewalk::verify::{self, Question, Role, What};
use wirewalk_ground::now;

pub const REFUSALS: &[Check] = &[
    claim("lesson5.no-root-refused", "without Carol's root Alice refuses, and Bob receives unknown_ca", |t| {
        refused(t, "no-root", Side::Client, UNKNOWN_CA)
    }),
    claim(
        "lesson5.wrong-name-refused",
        "a genuine certificate for another name is refused with bad_certificate",
        |t| refused(t, "wrong-name", Side::Client, BAD_CERTIFICATE),
    ),
    claim("lesson5.expired-refused", "a certificate that expired yesterday is refused with certificate_expired", |t| {
        refused(t, "expired", Side::Client, CERTIFICATE_EXPIRED)
    }),
    claim(
        "lesson5.self-signed-refused",
        "a self-signed certificate is refused with the alert for a missing root",
        |t| refused(t, "self-signed", Side::Client, UNKNOWN_CA),
    ),
    claim("lesson5.plain-http-refused", "Bob refuses plain HTTP with an alert, after it crossed in the clear", |t| {
        let Verdict { held, evidence } = refused(t, "plain-http", Side::Server, DECODE_ERROR)?;
        let sent = scene(t, "plain-http")?.recording.connections.first()?.stream(Side::Client);
        let clear = sent.starts_with(b"GET / HTTP/1.1\r\n");
        Some(Verdict::new(held && clear, format!("{evidence}; {} bytes of request in the clear", sent.len())))
    }),
    claim("lesson5.tls11-refused", "Bob refuses TLS 1.1 with protocol_version", |t| {
        refused(t, "tls11", Side::Server, PROTOCOL_VERSION)
    }),
    claim(
        "lesson5.mallory-stopped-by-chain",
        "Mallory's certificate fails only the check of the signature chain",
        |t| {
            let Verdict { held, evidence } = refused(t, "mallory", Side::Client, DECRYPT_ERROR)?;
            let verdict = judged(t, "mallory")?;
            let failed: Vec<_> = verdict.refusals().map(|(what, _)| what).collect();
            // The library's verdict, which is made of all the others, fails with each of them.
            let only = failed == [What::Signatures, What::Library];
            let signed = verify::certificate_verify(&tls::said(scene(t, "mallory")?, 0)).is_ok();
            let names: Vec<_> = failed.iter().map(|what| what.name()).collect();
            let evidence = format!("{evidence}; refused: {}; her CertificateVerify is valid", names.join(", "));
            Some(Verdict::new(held && only && signed, evidence))
        },
    ),
    claim(
        "lesson5.mallory-stopped-by-signature",
        "each check of the copied certificate holds; CertificateVerify fails",
        |t| {
            let Verdict { held, evidence } = refused(t, "mallory-copies", Side::Client, DECRYPT_ERROR)?;
            let accepted = judged(t, "mallory-copies")?.held();
            let signature = verify::certificate_verify(&tls::said(scene(t, "mallory-copies")?, 0));
            let why = signature.as_ref().unwrap_or_else(|error| error);
            let word = if accepted { "accepted" } else { "refused" };
            let evidence = format!("{evidence}; the certificate: {word}; the signature: {why}");
            Some(Verdict::new(held && accepted && signature.is_err(), evidence))
        },
    ),
    claim(
        "lesson5.insecure-lets-mallory-read",
        "without verification the refused certificate and a forged answer pass",
        |t| {
            let (scene, heard) = (scene(t, "insecure")?, kept(t, "insecure.heard")?);
            let (bobs, alices) = (tls::body(scene, 1)?, tls::body(scene, 0)?);
            let forged = bobs == kept(t, "secret")?.as_bytes() && alices == heard.as_bytes() && bobs != alices;
            // It is the certificate that was refused before.
            let same = tls::shown(scene, 0) == tls::shown(wirewalk::claims::scene(t, "mallory")?, 0);
            let bobs = String::from_utf8_lossy(bobs);
            let evidence = format!("Bob sent \u{201c}{bobs}\u{201d}, Alice received \u{201c}{heard}\u{201d}");
            Some(Verdict::new(forged && same && tls::fatal(scene, 0).is_none(), evidence))
        },
    ),
];

/// Whether exactly this side refused with this alert, before the client sent any data over TLS.
fn refused(t: &Transcript, id: &str, side: Side, number: u8) -> Option<Verdict> {
    let scene = scene(t, id)?;
    let (who, alert) = tls::fatal(scene, 0)?;
    let held = alert.side == side && alert.number == number && !asked(scene, 0);
    Some(Verdict::new(held, format!("{who} sent {} ({})", alert.name, alert.number)))
}

/// All checks of the certificate that was shown to Alice, made once more with Carol's root.
fn judged(t: &Transcript, id: &str) -> Option<verify::Verdict> {
    let shown = tls::shown(scene(t, id)?, 0);
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
