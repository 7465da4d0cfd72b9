//! What lesson 5 claims about TLS 1.2, X25519 alone and RSA key transport.

use super::schedule;
use wirewalk::claims::tls::{self, fields};
use wirewalk::claims::{Check, Verdict, claim, der, scene, search};
use wirewalk::dissect::names::{tls_messages, tls_record};
use wirewalk::recording::Side;
use wirewalk::story::Scene;
use wirewalk::verify;

pub const BESIDE: &[Check] = &[
    claim("lesson5.one-round-trip-less", "before her request: one round trip in TLS 1.3, two in TLS 1.2", |t| {
        let trips = |id| Some(tls::facts(scene(t, id)?, 0).round_trips);
        let (new, old) = (trips("https")?, trips("tls12")?);
        Some(Verdict::new((new, old) == (1, 2), format!("{new} round trip in TLS 1.3, {old} in TLS 1.2")))
    }),
    claim("lesson5.certificate-visible-in-12", "in TLS 1.2 Eve has all of Bob's certificate, without any key", |t| {
        let (tls12, certificate) = (scene(t, "tls12")?, der(t, "server-public-key.pem")?);
        let field = fields(tls12, (false, 0), Some(Side::Server), &tls_messages::CERTIFICATE).next();
        let same = field.is_some_and(|(m, f)| m.bytes(&f.span) == certificate);
        let held = same && search::stands_in(&tls12.eve, &certificate);
        Some(Verdict::new(held, format!("{} bytes, the same as in the file", certificate.len())))
    }),
    claim(
        "lesson5.schedule-equals-key-log-in-12",
        "the logged master secret of TLS 1.2 follows from the shared secret",
        |t| schedule(scene(t, "tls12")?),
    ),
    claim(
        "lesson5.key-exchange-verified-in-12",
        "in TLS 1.2 Bob signed his public key; both Finished are correct",
        |t| {
            let said = tls::said(scene(t, "tls12")?, 0);
            let signed = verify::certificate_verify(&said);
            Some(Verdict::from(signed.and_then(|signed| Ok(format!("{signed}; {}", verify::finished(&said)?)))))
        },
    ),
    claim("lesson5.hybrid-costs-bytes", "ML-KEM adds the bytes of its two public values, and no round trip", |t| {
        costs(scene(t, "https")?, scene(t, "no-pq")?)
    }),
    claim("lesson5.stolen-key-opens-rsa", "the private key opens the recording in which RSA carried the secret", |t| {
        let recalled = scene(t, "rsa-key-transport")?;
        let (eves, thiefs) = (contents(recalled, false), contents(recalled, true));
        let evidence = format!("{eves} bytes of data without the key, {thiefs} with it");
        Some(Verdict::new(eves == 0 && thiefs > 0, evidence))
    }),
    claim(
        "lesson5.stolen-key-opens-no-ecdhe",
        "the same key opens nothing where both ends agreed on the secret",
        |t| {
            let (agreed, transported) = (scene(t, "ecdhe")?, scene(t, "rsa-key-transport")?);
            // The same server with the same certificate, and there was something to open.
            let same = !tls::shown(agreed, 0).is_empty() && tls::shown(agreed, 0) == tls::shown(transported, 0);
            let sealed = agreed.insider.iter().filter(|m| m.find(&tls_record::APP_DATA).is_some()).count();
            let opened = contents(agreed, true);
            let evidence = format!("{sealed} encrypted records, {opened} bytes opened; the same certificate in both");
            Some(Verdict::new(same && sealed > 0 && opened == 0, evidence))
        },
    ),
];

fn costs(hybrid: &Scene, alone: &Scene) -> Option<Verdict> {
    let sum = |[client, server]: [usize; 2]| client + server;
    let shares = |scene| sum(tls::share_lens(scene));
    let (both, one) = (tls::facts(hybrid, 0), tls::facts(alone, 0));
    let shares = shares(hybrid).checked_sub(shares(alone))?;
    let handshakes = sum(both.handshake_len.both()).checked_sub(sum(one.handshake_len.both()))?;
    let groups = (both.group?, one.group?) == ("X25519MLKEM768".to_owned(), "x25519".to_owned());
    // The signature and the names of the groups vary by some bytes.
    let held = groups && both.round_trips == one.round_trips && handshakes.abs_diff(shares) < 64;
    Some(Verdict::new(held, format!("{shares} more bytes in the key shares, {handshakes} more in the whole handshake")))
}

/// How many bytes of data can be read.
fn contents(scene: &Scene, insider: bool) -> usize {
    fields(scene, (insider, 0), None, &tls_record::CONTENT).map(|(_, f)| f.span.len()).sum()
}
