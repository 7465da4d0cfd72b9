//! Mallory sends Alice's early data once more: to a Bob who pays no heed, to one who takes each ticket once, and to one who does
//! nothing early that must not be done twice.

use anyhow::Result;
use wirewalk::callers::Line;
use wirewalk::stage::Stage;
use wirewalk::story::{Shot, Voice};

use super::cast::{Club, listens};
use super::till::Till;
use super::{GET, HOST, PAID, PAY, alice, text};

/// What is shown of Alice's first flight, and of Mallory's.
const FLIGHT: &[&str] = &["wirewalk.tls.content", "wirewalk.tls.ciphertext"];

/// A scene in which Alice pays early, and Mallory sends a copy of her first flight. `careless`: Bob takes a ticket as often as it
/// comes. `waits`: he pays nothing out of what is early.
fn pays(
    (voice, stage): (&mut Voice, &mut Stage),
    club: &Club,
    scene: &'static str,
    (careless, waits): (bool, bool),
) -> Result<Shot> {
    let (shot, paid) = stage.scene(voice, scene, |set| {
        let bob = listens(set, club.bobs(set, careless)?, Till::new(waits))?;
        let inner = set.inner_wire("Mallory", &bob)?;
        let (mallory, copies) = set.mallory_copies(&inner)?;
        let (wire, [patient, hurried]) = (set.wire("Alice", &mallory)?, club.alices(set)?);
        alice(HOST, wire.addr, &patient, GET)?; // Alice gets a ticket
        copies.forgets();
        alice(HOST, wire.addr, &hurried, PAY)?; // Alice pays, in her first flight
        // Mallory sends that flight again, byte for byte. She has no key, so she cannot go on after Bob's answer.
        let mut line = Line::dial(inner.addr)?;
        line.sends(&copies.first_flight())?;
        line.piece()?;
        line.ends();
        Ok(alice(HOST, wire.addr, &patient, PAID)?.body) // Alice asks how much she has paid
    })?;
    voice.keeps(scene, paid);
    Ok(shot)
}

/// Paid twice; refused; put off.
pub fn three(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::REPLAY)?;
    voice.asks(&text::HOW_MANY_ACORNS)?;
    let eves = pays((voice, stage), club, "replay", (true, false))?;
    voice.says(&text::TWICE)?;
    voice.shows_of(eves.opened().hop(1).from_client(), 1, FLIGHT)?;
    voice.shows_of(eves.opened().hop(1).from_client(), 2, FLIGHT)?;
    voice.says(&text::BALANCE)?;
    voice.shows_of(eves.opened().from_server(), 2, &["http.file_data"])?;
    voice.claims("lesson9.replay-paid-twice")?;
    voice.answers(&text::HOW_MANY_ACORNS)?;

    voice.says(&text::SINGLE)?;
    voice.asks(&text::WHAT_BOB_SAYS)?;
    let eves = pays((voice, stage), club, "single-use", (false, false))?;
    voice.says(&text::REFUSED)?;
    voice.compares_visits(&text::REFUSED_HEAD, eves.hop(1), &[1, 2])?;
    voice.shows_of(
        eves.hop(1).from_server(),
        1,
        &["tls.handshake.extensions.psk.identity.selected", "tls.handshake.extension.type"],
    )?;
    voice.shows_of(eves.hop(1).from_server(), 2, &["tls.handshake.extension.type"])?;
    voice.claims("lesson9.single-use-refuses")?;
    voice.answers(&text::WHAT_BOB_SAYS)?;

    voice.says(&text::MANY_BOBS)?;
    let eves = pays((voice, stage), club, "too-early", (true, true))?;
    voice.says(&text::TOO_EARLY)?;
    voice.shows_of(eves.opened().from_server(), 1, &["http.response.code", "http.response.phrase"])?;
    voice.timeline_of(&text::TIMELINE_HEAD, eves.opened(), 1)?;
    voice.claims("lesson9.too-early-put-off")
}
