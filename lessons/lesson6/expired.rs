//! Expired and stolen: the newest list no longer names it, and one of two Bobs forgives the date.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use rustls::pki_types::UnixTime;
use rustls::time_provider::TimeProvider;
use wirewalk::client;
use wirewalk::door::Limits;
use wirewalk::pki::{Certificate, Revocation, Validity};
use wirewalk::stage::{self, Stage};
use wirewalk::story::{Shot, Voice};
use wirewalk::tls::{Credentials, Trust};

use super::cast::{Club, Heard, person, said, scene};
use super::{HOST, Members, alice, alices_side, bob, bobs_side, text};

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;

/// A clock that forgives two days.
#[derive(Debug)]
struct Forgiving;

impl TimeProvider for Forgiving {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::from_secs(stage::now() - 2 * DAY)))
    }
}

/// Mallory asks a Bob who looks at certificates by that clock.
fn forgiving(
    (voice, stage): (&mut Voice, &mut Stage),
    club: &Club,
    trust: &Trust,
    stolen: &Credentials,
) -> Result<(Shot, Heard)> {
    stage.scene(voice, "grace", |set| {
        let notes = set.recorder();
        let mut config = bobs_side(&club.bob, Some(trust), notes.provider(), notes.key_log())?;
        config.time_provider = Arc::new(Forgiving);
        let members = Members::of(trust.roots.iter().map(AsRef::as_ref), &["alice".to_owned()]);
        let bob = set.answers_tls("Bob", Limits::default(), config, move |request| bob(request, &members))?;
        let wire = set.wire("Mallory", &bob)?;
        let config = alices_side(&club.wishes(), Some(stolen), notes.provider(), notes.key_log())?;
        Ok(alice(&wire.https(HOST), config).map_err(|error| client::reason(&error)))
    })
}

/// The two lists, and the two Bobs.
pub fn and_stolen(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::EXPIRED_STOLEN)?;
    let now = stage::now();
    let mut profile = person("alice", "alice");
    profile.validity = Validity { not_before: now - 30 * DAY, not_after: now - DAY };
    let stolen = Credentials::certified(&club.carol, &profile)?;
    let certificate = Certificate::from_der(stolen.chain().first().context("a certificate")?.to_vec());
    let revoked = Revocation::stolen(&certificate, now - 3 * DAY)?;
    // An entry stays on one list that was made after the certificate had expired (RFC 5280 section 3.3).
    let before = club.carol.crl(2, &[revoked], Validity { not_before: now - DAY / 2, not_after: now + DAY / 2 })?;
    let after = club.carol.crl(3, &[], Validity::days(now, 7))?;
    voice.says(&text::BEFORE)?;
    let file = voice.reads("list-before.pem", before.to_pem().as_bytes());
    voice.shows_only(file, &["x509af.revokedCertificates", "x509af.thisUpdate"])?;
    voice.says(&text::AFTER)?;
    let file = voice.reads("list-after.pem", after.to_pem().as_bytes());
    voice.shows_only(file, &["x509af.thisUpdate", "x509af.nextUpdate"])?;

    let trust = Trust { lists: vec![after.der().to_vec().into()], ..club.trust() };
    let mallory = ("Mallory", &club.wishes(), Some(&stolen));
    let (_, outcome) = scene((voice, stage), "expired-and-stolen", (&club.bob, &trust), mallory)?;
    voice.says(&text::STRICT_SEEN)?;
    voice.measures(&text::RAW_ERROR, said(outcome))?;
    let (_, outcome) = forgiving((voice, stage), club, &trust, &stolen)?;
    voice.says(&text::GRACE_SEEN)?;
    voice.measures(&text::MALLORY_HEARD, said(outcome))?;
    voice.claims("lesson6.grace-lets-the-thief-in")
}
