//! The second visit: what a ticket is, what it saves; and early data, which saves a round trip.

use std::time::Duration;

use anyhow::{Result, ensure};
use wirewalk::stage::Stage;
use wirewalk::story::Voice;

use super::cast::{Club, listens};
use super::till::Till;
use super::{GET, HOST, alice, text};

/// How long the line to Bob is, each way: some 2,000 km of glass.
const LINE: Duration = Duration::from_millis(10);

/// What is shown of a message where not all of it is: the first field says of which.
const GIVEN: &[&str] = &[
    "tls.handshake.session_ticket_lifetime_hint",
    "tls.handshake.session_ticket_age_add",
    "tls.handshake.session_ticket_nonce",
    "tls.handshake.session_ticket",
    "tls.early_data.max_early_data_size",
];
const SHOWN: &[&str] = &[
    "wirewalk.tls.psk.binder",
    "tls.handshake.extensions.psk.identity.identity",
    "tls.handshake.extensions.psk.identity.obfuscated_ticket_age",
    "tls.extension.psk_ke_mode",
];
const CHOSEN: &[&str] = &["tls.handshake.extensions.psk.identity.selected", "tls.handshake.extensions_key_share_group"];
const FINISHED: &[&str] = &["tls.handshake.verify_data", "wirewalk.tls.schedule.verify_data"];

/// Scene 1: Alice comes, and comes back.
pub fn visits(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::VISITS)?;
    voice.asks(&text::WHAT_IS_MISSING)?;
    let (eves, heard) = stage.scene(voice, "visits", |set| {
        let bob = listens(set, club.bobs(set, false)?, Till::new(false))?;
        let (wire, [patient, _]) = (set.wire("Alice", &bob)?, club.alices(set)?);
        let (first, second) = (alice(HOST, wire.addr, &patient, GET)?, alice(HOST, wire.addr, &patient, GET)?);
        ensure!(!first.resumed && second.resumed, "the second visit stands on the first");
        Ok(second.body)
    })?;
    let opened = eves.opened();
    voice.says(&text::GIVEN)?;
    voice.shows_of(opened.from_server(), 0, GIVEN)?;
    voice.claims("lesson9.ticket-given-encrypted")?;
    voice.says(&text::SHOWN)?;
    voice.shows_of(opened.from_client(), 1, SHOWN)?;
    voice.claims("lesson9.binder-recomputed")?;
    voice.says(&text::CHOSEN)?;
    voice.shows_of(opened.from_server(), 1, CHOSEN)?;
    voice.says(&text::MISSING)?;
    voice.compares_visits(&text::VISITS_HEAD, opened, &[0, 1])?;
    voice.claims("lesson9.nothing-signed")?;
    voice.answers(&text::WHAT_IS_MISSING)?;
    voice.says(&text::VOUCHES)?;
    voice.shows_of(opened.from_server(), 1, FINISHED)?;
    voice.claims("lesson9.finished-vouches")?;
    voice.says(&text::LEDGER)?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.ledger_of(eves, 1)
}

/// Scene 2: three visits over a long line, the third in a hurry.
pub fn early(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::HURRY)?;
    voice.asks(&text::WHAT_SAVES_TIME)?;
    let (eves, heard) = stage.scene(voice, "line", |set| {
        let bob = listens(set, club.bobs(set, false)?, Till::new(false))?;
        let far = set.far(&bob, LINE)?;
        let (wire, [patient, hurried]) = (set.wire("Alice", &far)?, club.alices(set)?);
        alice(HOST, wire.addr, &patient, GET)?;
        alice(HOST, wire.addr, &patient, GET)?;
        alice(HOST, wire.addr, &hurried, GET)
    })?;
    ensure!(heard.early, "Bob reads what comes early");
    voice.keeps("line.round-trip", (2 * LINE).as_millis().to_string());
    let opened = eves.opened();
    voice.says(&text::FASTER)?;
    voice.times_visits(&text::LINE_HEAD, opened, &[0, 1, 2])?;
    voice.claims("lesson9.early-saves-a-round-trip")?;
    voice.answers(&text::WHAT_SAVES_TIME)?;
    voice.says(&text::TIMELINE)?;
    voice.timeline_of(&text::TIMELINE_HEAD, opened, 2)?;
    voice.says(&text::EARLY_SEALED)?;
    voice.shows_of(eves.from_client(), 2, &["tls.app_data", "tls.record.opaque_type", "tls.record.length"])?;
    voice.says(&text::EARLY_OPENED)?;
    voice.shows_of(opened.from_client(), 2, &["wirewalk.tls.content", "tls.record.content_type"])?;
    voice.claims("lesson9.early-data-hidden-from-eve")
}
