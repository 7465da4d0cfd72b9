//! A connection whose address changes: because a router restarts, and because Alice goes elsewhere.

use anyhow::{Result, ensure};
use wirewalk::http3::Visit;
use wirewalk::stage::Stage;
use wirewalk::story::Voice;

use super::cast::Club;
use super::{HOST, SECRET, text};

fn asks(visit: &mut Visit) -> Result<()> {
    let answer = visit.ask("GET", "/", b"")?;
    ensure!(answer.body == SECRET, "{}: {}", answer.status, answer.body);
    Ok(())
}

/// Scene 6: both.
pub fn both(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::MOVES)?;
    voice.asks(&text::CAN_EVE_FOLLOW)?;
    let (rebound, ()) = stage.scene(voice, "rebound", |set| {
        let bob = club.bob(set)?;
        let wire = set.datagram_wire("Alice", &bob)?;
        let (home, router) = set.router(&wire)?;
        let client = club.alice(set, false)?;
        let mut visit = client.visit(HOST, home.addr)?;
        asks(&mut visit)?;
        router.restarts();
        asks(&mut visit)?;
        visit.closes();
        Ok(())
    })?;
    voice.says(&text::LINKED)?;
    voice.names_flows(&text::LINKED_HEAD, rebound)?;
    voice.claims("lesson10.rebinding-is-linked")?;

    voice.says(&text::ALONE)?;
    let (moved, ()) = stage.scene(voice, "moved", |set| {
        let bob = club.bob(set)?;
        let (wire, client) = (set.datagram_wire("Alice", &bob)?, club.alice(set, false)?);
        let mut visit = client.visit(HOST, wire.addr)?;
        asks(&mut visit)?;
        client.moves()?;
        asks(&mut visit)?;
        visit.closes();
        Ok(())
    })?;
    voice.says(&text::UNLINKED)?;
    voice.names_flows(&text::LINKED_HEAD, moved)?;
    voice.claims("lesson10.move-is-not-linked")?;
    voice.answers(&text::CAN_EVE_FOLLOW)
}
