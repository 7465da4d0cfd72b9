//! Both legs side by side, and how Bob learns who asks.

use anyhow::Result;
use wirewalk::stage::Stage;
use wirewalk::story::Voice;

use super::cast::Club;
use super::{HOST, alice, text};

/// What Peggy says about a request, in the order in which it stands there.
pub const TOLD: &[&str] = &["http.request.line"];

/// Scene 1: one request, seen twice.
pub fn both(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::LEGS)?;
    voice.asks(&text::HOW_FAR)?;
    let (legs, heard) = stage.scene(voice, "legs", |set| {
        let wire = club.both_legs(set, "Alice")?;
        alice(&wire.https(HOST), club.alices_side(set, None)?)
    })?;
    voice.says(&text::HEARD)?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.traffic(legs)?;
    voice.says(&text::OUTSIDE)?;
    voice.records(&text::RECORDS_HEAD, legs)?;
    voice.says(&text::INSIDE)?;
    voice.shows(legs.hop(1), "http.request.method")?;
    voice.shows(legs.hop(1).from_server(), "http.file_data")?;
    voice.answers(&text::HOW_FAR)?;
    voice.claims("lesson7.hidden-outside")?;
    voice.claims("lesson7.in-clear-inside")?;
    voice.says(&text::REBUILT)?;
    voice.shows(legs.opened(), "http.request.method")?;
    voice.claims("lesson7.request-rebuilt")?;
    voice.says(&text::LEDGER_OUTSIDE)?;
    voice.ledger(legs)?;
    voice.says(&text::LEDGER_INSIDE)?;
    voice.ledger(legs.hop(1))
}

/// Scene 2: without a certificate, and with one.
pub fn who(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::WHO)?;
    voice.asks(&text::WHO_TELLS)?;
    let (anybody, answers) = stage.scene(voice, "anybody", |set| {
        let wire = club.both_legs(set, "somebody")?;
        Ok([club.asks(set, &wire, "test", None)?, club.asks(set, &wire, "secure-data", None)?])
    })?;
    voice.says(&text::ANYBODY)?;
    voice.measures(&text::TEST_SAYS, &answers[0])?;
    voice.measures(&text::SECURE_SAYS, &answers[1])?;
    voice.shows_only(anybody.hop(1), TOLD)?;
    let (member, answers) = stage.scene(voice, "alice", |set| {
        let wire = club.both_legs(set, "Alice")?;
        let own = Some(&club.alice);
        Ok([club.asks(set, &wire, "test", own)?, club.asks(set, &wire, "secure-data", own)?])
    })?;
    voice.says(&text::MEMBER)?;
    voice.measures(&text::TEST_SAYS, &answers[0])?;
    voice.measures(&text::SECURE_SAYS, &answers[1])?;
    voice.shows_only(member.hop(1), TOLD)?;
    voice.answers(&text::WHO_TELLS)?;
    voice.claims("lesson7.peggy-says-who")?;
    voice.claims("lesson7.secure-data-decides")
}
