//! One exhibit at a time: predict, run, the raw error, what it means, what was claimed, how it is repaired, and the place in the
//! certificate.

use anyhow::{Context, Result};
use wirewalk::gallery::{Trust, Twin, words};
use wirewalk::stage::Stage;
use wirewalk::story::{Line, Question, Shot, Voice};

use super::{Eyes, Tour, provider, text};

/// What is shown of a chain: the first field says in which message it is.
const VALIDITY: &[&str] = &["x509af.notBefore", "x509af.notAfter"];
const NAMES: &[&str] = &["x509ce.dNSName"];
/// What is missing has no place.
const NOWHERE: &[&str] = &[];
const PURPOSE: &[&str] = &["x509ce.KeyPurposeIDs"];
const KEY_USAGE: &[&str] = &["x509ce.KeyUsage"];
const AUTHORITY: &[&str] = &["x509ce.BasicConstraintsSyntax_element"];
const PATH_LENGTH: &[&str] = &["x509ce.pathLenConstraint"];
const CONSTRAINT: &[&str] = &["x509ce.permittedSubtrees", "x509ce.dNSName"];
const TAKEN_BACK: &[&str] = &["x509af.revokedCertificates"];
const SERIAL: &[&str] = &["x509af.serialNumber"];

/// What is told of an exhibit: before it, the prediction, after it.
type Told = (&'static Line, &'static Question, &'static Line);

/// Alice visits one exhibit with her eyes open: the error, the diagnosis, the answer. What was claimed of it comes next, then
/// [`repair`].
fn exhibit(
    (voice, stage): (&mut Voice, &mut Stage),
    tour: &Tour,
    id: &'static str,
    (before, question, after): Told,
) -> Result<Shot> {
    voice.says(before)?;
    voice.asks(question)?;
    let (shot, said) = tour.visits((voice, stage), id, (Twin::Faulty, Eyes::Open), &[id])?;
    voice.keeps(id, said.concat());
    voice.says(after)?;
    voice.measures(&text::RAW_ERROR, said.concat())?;
    voice.measures(&text::CURL_SAID, words::of("curl", id).context("curl was not asked")?)?;
    voice.measures(&text::CHROMIUM_SAID, words::of("Chromium", id).context("Chromium was not asked")?)?;
    voice.diagnoses(&text::DIAGNOSIS, shot, id)?;
    voice.answers(question)?;
    Ok(shot)
}

/// How it is repaired; last of all the place in the certificate where the fault is.
fn repair(voice: &mut Voice, shot: Shot, id: &str, place: &'static [&'static str]) -> Result<()> {
    voice.repairs(&text::REPAIR, shot, id)?;
    if place.is_empty() { Ok(()) } else { voice.shows_only(shot.opened().from_server(), place) }
}

/// Dates and names.
pub fn when_and_who(voice: &mut Voice, stage: &mut Stage, tour: &Tour) -> Result<()> {
    let told = (&text::EXPIRED, &text::EXPIRED_WHAT, &text::EXPIRED_SEEN);
    let shot = exhibit((voice, stage), tour, "expired", told)?;
    voice.claims("lesson8.expired")?;
    repair(voice, shot, "expired", VALIDITY)?;
    let told = (&text::NOT_YET, &text::NOT_YET_WHERE, &text::NOT_YET_SEEN);
    let shot = exhibit((voice, stage), tour, "not-yet-valid", told)?;
    voice.claims("lesson8.not-yet-valid")?;
    repair(voice, shot, "not-yet-valid", VALIDITY)?;
    let told = (&text::WRONG_HOST, &text::WRONG_HOST_WHAT, &text::WRONG_HOST_SEEN);
    let shot = exhibit((voice, stage), tour, "wrong-host", told)?;
    voice.claims("lesson8.wrong-host")?;
    repair(voice, shot, "wrong-host", NAMES)?;
    let told = (&text::NO_SAN, &text::NO_SAN_WHO, &text::NO_SAN_SEEN);
    let shot = exhibit((voice, stage), tour, "no-san", told)?;
    voice.claims("lesson8.no-san")?;
    repair(voice, shot, "no-san", NOWHERE)
}

/// Who may do what.
pub fn what_for(voice: &mut Voice, stage: &mut Stage, tour: &Tour) -> Result<()> {
    let told = (&text::NOT_FIRST, &text::NOT_FIRST_MATTERS, &text::NOT_FIRST_SEEN);
    let shot = exhibit((voice, stage), tour, "leaf-not-first", told)?;
    voice.claims("lesson8.leaf-not-first")?;
    repair(voice, shot, "leaf-not-first", AUTHORITY)?;
    let told = (&text::USAGE, &text::USAGE_WHY, &text::USAGE_SEEN);
    let shot = exhibit((voice, stage), tour, "wrong-usage", told)?;
    voice.claims("lesson8.wrong-usage")?;
    repair(voice, shot, "wrong-usage", PURPOSE)?;
    let told = (&text::KEY_USAGE, &text::KEY_USAGE_WHO, &text::KEY_USAGE_SEEN);
    let shot = exhibit((voice, stage), tour, "key-usage", told)?;
    voice.claims("lesson8.key-usage")?;
    voice.claims("lesson8.library-ignores-key-usage")?;
    repair(voice, shot, "key-usage", KEY_USAGE)?;
    let told = (&text::NO_AUTHORITY, &text::NO_AUTHORITY_STOPS, &text::NO_AUTHORITY_SEEN);
    let shot = exhibit((voice, stage), tour, "leaf-as-authority", told)?;
    voice.claims("lesson8.leaf-as-authority")?;
    repair(voice, shot, "leaf-as-authority", AUTHORITY)?;
    let told = (&text::DEPTH, &text::DEPTH_WHO, &text::DEPTH_SEEN);
    let shot = exhibit((voice, stage), tour, "path-length", told)?;
    voice.claims("lesson8.path-length")?;
    repair(voice, shot, "path-length", PATH_LENGTH)?;
    let told = (&text::CONSTRAINT, &text::CONSTRAINT_VALID, &text::CONSTRAINT_SEEN);
    let shot = exhibit((voice, stage), tour, "name-constraint", told)?;
    voice.claims("lesson8.name-constraint")?;
    repair(voice, shot, "name-constraint", CONSTRAINT)
}

/// One certificate, without the list and with it.
pub fn taken_back(voice: &mut Voice, stage: &mut Stage, tour: &Tour, list: Shot) -> Result<()> {
    voice.says(&text::UNASKED)?;
    voice.asks(&text::UNASKED_WHAT)?;
    let listless = |_: &_| Trust { roots: tour.gallery.roots(), lists: Vec::new(), provider: provider() };
    let open = (Twin::Faulty, Eyes::Open);
    let (unasked, said) = tour.visits_with((voice, stage), "unasked", open, &["revoked"], listless)?;
    voice.says(&text::UNASKED_SEEN)?;
    voice.measures(&text::ALICE_HEARD, said.concat())?;
    voice.answers(&text::UNASKED_WHAT)?;
    voice.shows_only(unasked.opened().from_server(), SERIAL)?;

    voice.says(&text::REVOKED)?;
    voice.shows_only(list, TAKEN_BACK)?;
    let (revoked, said) = tour.visits((voice, stage), "revoked", open, &["revoked"])?;
    voice.keeps("revoked", said.concat());
    voice.says(&text::REVOKED_SEEN)?;
    voice.measures(&text::RAW_ERROR, said.concat())?;
    voice.diagnoses(&text::DIAGNOSIS, revoked, "revoked")?;
    voice.claims("lesson8.revoked")?;
    voice.claims("lesson8.revoked-unnoticed")?;
    repair(voice, revoked, "revoked", NOWHERE)
}

/// The one in which nothing is wrong.
pub fn looks_wrong(voice: &mut Voice, stage: &mut Stage, tour: &Tour) -> Result<()> {
    voice.says(&text::ORDER)?;
    voice.asks(&text::ORDER_WHAT)?;
    let (shot, said) = tour.visits((voice, stage), "other-order", (Twin::Faulty, Eyes::Open), &["other-order"])?;
    voice.says(&text::ORDER_SEEN)?;
    voice.measures(&text::ALICE_HEARD, said.concat())?;
    voice.diagnoses(&text::UNUSUAL, shot, "other-order")?;
    voice.repairs(&text::REPAIR, shot, "other-order")?;
    voice.answers(&text::ORDER_WHAT)?;
    voice.claims("lesson8.other-order-accepted")
}
