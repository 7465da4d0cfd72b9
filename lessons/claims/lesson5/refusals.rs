//! What lesson 5 claims about failures and about Mallory: who refused, with which alert, by which check.

use super::{asked, body, said};
use wirewalk::claims::tls;
use wirewalk::claims::{Check, Verdict, kept, scene, with_evidence};
use wirewalk::dissect::facts::alert::{
    BAD_CERTIFICATE, CERTIFICATE_EXPIRED, DECODE_ERROR, DECRYPT_ERROR, PROTOCOL_VERSION, UNKNOWN_CA,
};
use wirewalk::pki::{Name, pem};
use wirewalk::recording::Side;
use wirewalk::story::Transcript;
use wirewalk::verify::{self, Question, Role, What};
use wirewalk_ground::now;

pub const REFUSALS: &[Check] = &[
    Check {
        id: "lesson5.no-root-refused",
        text: "without Carol's root Alice refuses, and Bob hears unknown_ca",
        check: |t| with_evidence(|| refused(t, "no-root", Side::Client, UNKNOWN_CA)),
    },
    Check {
        id: "lesson5.wrong-name-refused",
        text: "a genuine certificate for another name is refused with bad_certificate",
        check: |t| with_evidence(|| refused(t, "wrong-name", Side::Client, BAD_CERTIFICATE)),
    },
    Check {
        id: "lesson5.expired-refused",
        text: "a certificate that expired yesterday is refused with certificate_expired",
        check: |t| with_evidence(|| refused(t, "expired", Side::Client, CERTIFICATE_EXPIRED)),
    },
    Check {
        id: "lesson5.self-signed-refused",
        text: "a certificate that vouches for itself is refused with the alert of a missing root",
        check: |t| with_evidence(|| refused(t, "self-signed", Side::Client, UNKNOWN_CA)),
    },
    Check {
        id: "lesson5.plain-http-refused",
        text: "Bob refuses plain HTTP with an alert, but the request had crossed in the clear",
        check: |t| {
            with_evidence(|| {
                let Verdict { held, evidence } = refused(t, "plain-http", Side::Server, DECODE_ERROR)?;
                let sent = scene(t, "plain-http")?.recording.connections.first()?.stream(Side::Client);
                let clear = sent.starts_with(b"GET / HTTP/1.1\r\n");
                Some(Verdict::new(held && clear, format!("{evidence}; {} bytes of request in clear", sent.len())))
            })
        },
    },
    Check {
        id: "lesson5.tls11-refused",
        text: "Bob refuses TLS 1.1 with protocol_version",
        check: |t| with_evidence(|| refused(t, "tls11", Side::Server, PROTOCOL_VERSION)),
    },
    Check {
        id: "lesson5.mallory-stopped-by-chain",
        text: "Mallory's certificate fails at the chain of signatures, and at nothing else",
        check: |t| {
            with_evidence(|| {
                let Verdict { held, evidence } = refused(t, "mallory", Side::Client, DECRYPT_ERROR)?;
                let verdict = judged(t, "mallory")?;
                let failed: Vec<_> = verdict.refusals().map(|(what, _)| what).collect();
                // The library's verdict, which is made of all the others, fails with each of them.
                let only = failed == [What::Signatures, What::Library];
                let signed = verify::certificate_verify(&said(scene(t, "mallory")?, 0)).is_ok();
                let names: Vec<_> = failed.iter().map(|what| what.name()).collect();
                let evidence = format!("{evidence}; refused: {}; her CertificateVerify is good", names.join(", "));
                Some(Verdict::new(held && only && signed, evidence))
            })
        },
    },
    Check {
        id: "lesson5.mallory-stopped-by-signature",
        text: "with Bob's certificate every check of the certificate holds, and the signature in CertificateVerify does not",
        check: |t| {
            with_evidence(|| {
                let Verdict { held, evidence } = refused(t, "mallory-copies", Side::Client, DECRYPT_ERROR)?;
                let accepted = judged(t, "mallory-copies")?.held();
                let signature = verify::certificate_verify(&said(scene(t, "mallory-copies")?, 0));
                let why = signature.as_ref().unwrap_or_else(|error| error);
                let word = if accepted { "accepted" } else { "refused" };
                let evidence = format!("{evidence}; the certificate: {word}; the signature: {why}");
                Some(Verdict::new(held && accepted && signature.is_err(), evidence))
            })
        },
    },
    Check {
        id: "lesson5.insecure-lets-mallory-read",
        text: "with verification off Mallory's refused certificate is taken, and Alice hears Mallory's words for Bob's",
        check: |t| {
            with_evidence(|| {
                let (scene, heard) = (scene(t, "insecure")?, kept(t, "insecure.heard")?);
                let (bobs, alices) = (body(scene, 1)?, body(scene, 0)?);
                let forged = bobs == kept(t, "secret")?.as_bytes() && alices == heard.as_bytes() && bobs != alices;
                // It is the certificate that was refused before.
                let same = tls::shown(scene, 0) == tls::shown(wirewalk::claims::scene(t, "mallory")?, 0);
                let bobs = String::from_utf8_lossy(bobs);
                let evidence = format!("Bob sent \u{201c}{bobs}\u{201d}, Alice heard \u{201c}{heard}\u{201d}");
                Some(Verdict::new(forged && same && tls::fatal(scene, 0).is_none(), evidence))
            })
        },
    },
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
    let root = scene(t, "ca-public-key.pem")?.eve.first()?.wire().to_vec();
    let roots = pem::certificates(&String::from_utf8(root).ok()?).ok()?;
    let name: Name = "localhost".parse().ok()?;
    let (role, at) = (Role::Server(&name), now());
    Some(verify::verify(&Question { certificate, untrusted, roots: &roots, role, lists: &[], at }))
}
