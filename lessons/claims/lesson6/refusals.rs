//! What lesson 6 claims about refusals: who sent which alert, and what had crossed the wire by then.

use wirewalk::claims::{Check, Verdict, claim, der, scene, tls};
use wirewalk::dissect::facts::alert::{CERTIFICATE_EXPIRED, CERTIFICATE_REQUIRED, UNKNOWN_CA, UNSUPPORTED_CERTIFICATE};
use wirewalk::dissect::names::{tls_messages, tls_record};
use wirewalk::dissect::{Label, Message};
use wirewalk::recording::Side;
use wirewalk::story::{Scene, Transcript};
use wirewalk::verify::{self, Outcome, Question, Role, What};
use wirewalk_ground::now;

pub const CHECKS: &[Check] = &[
    claim(
        "lesson6.every-check-holds",
        "Alice's certificate passes every check that Bob makes, and its name is not among them",
        |t| {
            let verdict = judged(t, scene(t, "mutual")?, &[])?;
            let held = verdict.checks.iter().filter(|check| matches!(check.outcome, Outcome::Held(_))).count();
            let named = verdict
                .checks
                .iter()
                .any(|check| check.what == What::Name && matches!(check.outcome, Outcome::Held(_)));
            Some(Verdict::new(verdict.held() && held > 0 && !named, format!("{held} checks held, none refused")))
        },
    ),
    claim(
        "lesson6.no-certificate-refused",
        "a client without a certificate is refused by Bob with certificate_required",
        |t| {
            let none = tls::shown_by(scene(t, "no-certificate")?, 0, Side::Client).is_empty();
            let Verdict { held, evidence } = refused(scene(t, "no-certificate")?, CERTIFICATE_REQUIRED)?;
            Some(Verdict::new(held && none, evidence))
        },
    ),
    claim(
        "lesson6.request-before-refusal",
        "in TLS 1.3 the client had finished its handshake and sent its request before the refusal arrived",
        |t| {
            let scene = scene(t, "no-certificate")?;
            let (at, alert) = (asked_at(scene)?, alert(scene)?);
            let finished = record(scene, |m| is_clients(m) && says(m, &tls_messages::VERIFY_DATA))?;
            let early = alert.at.since(at.at);
            let held = finished.offset < at.offset && at.at < alert.at;
            let evidence = format!("the request crossed {:.1} ms before the alert", early.as_secs_f64() * 1e3);
            Some(Verdict::new(held, evidence))
        },
    ),
    claim(
        "lesson6.refused-before-request-in-12",
        "in TLS 1.2 the refusal comes during the handshake, and no request is sent",
        |t| {
            let scene = scene(t, "no-certificate-tls12")?;
            let (who, fatal) = tls::fatal(scene, 0)?;
            let finished = record(scene, |m| !is_clients(m) && says(m, &tls_messages::VERIFY_DATA));
            let held = fatal.side == Side::Server && asked_at(scene).is_none() && finished.is_none();
            Some(Verdict::new(held, format!("{who} sent {} ({}); no data", fatal.name, fatal.number)))
        },
    ),
    claim(
        "lesson6.unknown-ca-refused",
        "a certificate from an authority that Bob does not know is refused with unknown_ca",
        |t| refused_by(t, "unknown-ca", (UNKNOWN_CA, What::Signatures)),
    ),
    claim(
        "lesson6.server-certificate-refused",
        "a genuine server certificate is refused as a client's, only because of its purpose",
        |t| refused_by(t, "server-certificate", (UNSUPPORTED_CERTIFICATE, What::Purpose)),
    ),
    claim("lesson6.expired-refused", "a certificate that expired yesterday is refused with certificate_expired", |t| {
        refused_by(t, "expired", (CERTIFICATE_EXPIRED, What::Dates))
    }),
];

/// Whether Bob refused with this alert and without an answer, although the client had thought well enough of it to ask.
pub fn refused(scene: &Scene, number: u8) -> Option<Verdict> {
    let (who, fatal) = tls::fatal(scene, 0)?;
    let asked = asked_at(scene).is_some();
    let answered = record(scene, |m| !is_clients(m) && says(m, &tls_record::CONTENT)).is_some();
    let held = fatal.side == Side::Server && fatal.number == number && asked && !answered;
    Some(Verdict::new(held, format!("{who} sent {} ({})", fatal.name, fatal.number)))
}

/// The same, and of the checks of the certificate exactly this one refuses it, besides the library, which is made of all.
fn refused_by(t: &Transcript, id: &str, (number, what): (u8, What)) -> Option<Verdict> {
    let Verdict { held, evidence } = refused(scene(t, id)?, number)?;
    let verdict = judged(t, scene(t, id)?, &[])?;
    let failed: Vec<_> = verdict.refusals().map(|(what, _)| what).collect();
    let signed = verify::certificate_verify(&tls::said(scene(t, id)?, 0)).is_ok();
    let names: Vec<_> = failed.iter().map(|what| what.name()).collect();
    let evidence = format!("{evidence}; refused: {}; the client's signature is valid", names.join(", "));
    Some(Verdict::new(held && signed && failed == [what, What::Library], evidence))
}

/// All checks of the certificate that the client showed, made once more with Carol's root and these lists.
pub fn judged(t: &Transcript, scene: &Scene, lists: &[Vec<u8>]) -> Option<verify::Verdict> {
    let shown = tls::shown_by(scene, 0, Side::Client);
    let (certificate, untrusted) = shown.split_first()?;
    let (roots, at) = ([der(t, "ca-public-key.pem")?], now());
    Some(verify::verify(&Question {
        certificate,
        untrusted,
        roots: &roots,
        role: Role::Client,
        lists,
        at,
        crypto: Default::default(),
    }))
}

/// The client's first record with data.
fn asked_at(scene: &Scene) -> Option<&Message> {
    record(scene, |m| is_clients(m) && says(m, &tls_record::CONTENT))
}

/// The server's alert.
fn alert(scene: &Scene) -> Option<&Message> {
    record(scene, |m| !is_clients(m) && says(m, &tls_messages::ALERT_DESCRIPTION))
}

fn is_clients(message: &Message) -> bool {
    message.side == Side::Client
}

fn says(message: &Message, label: &Label) -> bool {
    message.find(label).is_some()
}

fn record(scene: &Scene, is: impl Fn(&Message) -> bool) -> Option<&Message> {
    tls::records(scene, 0).map(|r| r.message).find(|m| is(m))
}
