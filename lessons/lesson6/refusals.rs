//! Whom Bob refuses, and when they learn it.

use anyhow::Result;
use wirewalk::pki::{Authority, KeyKind, PrivateKey, Subject, Validity};
use wirewalk::stage::{self, Stage};
use wirewalk::story::{Line, Question, Shot, Voice};
use wirewalk::tls::{Credentials, Wishes};

use super::cast::{Club, leaves_both, person, said, scene, server};
use super::text;

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;

/// What is told of a refusal: before it, the prediction, after it.
type Told = (&'static Line, &'static Question, &'static Line);

/// Five refusals, and who learned what when.
pub fn all(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::REFUSALS)?;
    let told = (&text::NOBODY, &text::NOBODY_WHEN, &text::NOBODY_SEEN);
    let nobody = refused((voice, stage), "no-certificate", told, club, None)?;
    voice.says(&text::TIMELINE)?;
    voice.timeline(&text::TIMELINE_HEAD, nobody)?;
    voice.claims("lesson6.no-certificate-refused")?;
    voice.claims("lesson6.request-before-refusal")?;
    voice.says(&text::EMPTY)?;
    voice.shows_only(nobody.opened().from_client(), &["tls.handshake.certificates_length", "tls.handshake.type"])?;
    voice.shows_only(nobody.opened().from_server(), &["tls.alert_message"])?;

    voice.says(&text::NOBODY12)?;
    let wishes = Wishes { tls12: true, ..club.wishes() };
    let (bob, alice) = ((&club.bob, &club.trust()), ("Alice", &wishes, None));
    let (nobody12, outcome) = scene((voice, stage), "no-certificate-tls12", bob, alice)?;
    voice.says(&text::NOBODY12_SEEN)?;
    voice.measures(&text::RAW_ERROR, said(outcome))?;
    voice.timeline(&text::TIMELINE_HEAD, nobody12)?;
    voice.claims("lesson6.refused-before-request-in-12")?;

    let told = (&text::UNKNOWN, &text::UNKNOWN_WHO, &text::UNKNOWN_SEEN);
    let unknown = anothers_alice()?;
    let unknown_ca = refused((voice, stage), "unknown-ca", told, club, Some(&unknown))?;
    voice.measures(&text::OTHER_FILE, leaves_both(stage, "certs/other-ca/alice.pem", &unknown)?)?;
    voice.claims("lesson6.unknown-ca-refused")?;

    let told = (&text::SERVERS, &text::SERVERS_WHY, &text::SERVERS_SEEN);
    let servers = refused(
        (voice, stage),
        "server-certificate",
        told,
        club,
        Some(&Credentials::certified(&club.carol, &server())?),
    )?;
    voice.judges_client(&text::CHECKS_HEAD, servers, &club.carol.certificate().to_pem(), &[])?;
    voice.claims("lesson6.server-certificate-refused")?;

    let told = (&text::EXPIRED, &text::EXPIRED_WHO, &text::EXPIRED_SEEN);
    let mut old = person("alice", "alice");
    old.validity = Validity { not_before: stage::now() - 30 * DAY, not_after: stage::now() - DAY };
    let expired = refused((voice, stage), "expired", told, club, Some(&Credentials::certified(&club.carol, &old)?))?;
    voice.claims("lesson6.expired-refused")?;

    voice.says(&text::ALERTS)?;
    voice.alerts(&text::ALERTS_HEAD, &[nobody, nobody12, unknown_ca, servers, expired])
}

/// A scene in which Bob refuses.
fn refused(
    (voice, stage): (&mut Voice, &mut Stage),
    id: &'static str,
    (before, question, after): Told,
    club: &Club,
    shows: Option<&Credentials>,
) -> Result<Shot> {
    voice.says(before)?;
    voice.asks(question)?;
    let (bob, alice) = ((&club.bob, &club.trust()), ("Alice", &club.wishes(), shows));
    let (shot, outcome) = scene((voice, stage), id, bob, alice)?;
    voice.says(after)?;
    voice.measures(&text::RAW_ERROR, said(outcome))?;
    voice.answers(question)?;
    Ok(shot)
}

/// A certificate for the same names, by an authority whom Bob does not know.
fn anothers_alice() -> Result<Credentials> {
    let (key, subject) = (PrivateKey::generate(KeyKind::EcdsaP256)?, Subject::authority("other-ca.example"));
    let other = Authority::root(key, subject, Validity::root(stage::now()))?;
    Ok(Credentials::certified(&other, &person("alice", "alice"))?)
}
