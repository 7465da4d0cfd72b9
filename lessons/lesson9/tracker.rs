//! What a ticket tells somebody who watches the wire and wants to know who comes back.

use std::sync::Arc;

use anyhow::Result;
use rustls::ClientConfig;
use wirewalk::fernet;
use wirewalk::stage::{Access, Set, Stage};
use wirewalk::story::Voice;
use wirewalk::tls::Wishes;

use super::careless::TicketKey;
use super::cast::{Club, listens};
use super::till::Till;
use super::{GET, HOST, alice, alices_side, text};

/// A recording of nginx and OpenSSL: a first visit and two more with one and the same ticket. How it was made stands in
/// `tests/dissection/frozen_tls.rs`.
pub const KEPT: &[u8] = include_bytes!("../../tests/captures/ticket-key.pcapng");

const TICKET12: &[&str] = &["tls.handshake.session_ticket", "tls.handshake.session_ticket_lifetime_hint"];
const SHOWN12: &[&str] = &["tls.handshake.extensions.session_ticket"];
const SHOWN13: &[&str] = &["tls.handshake.extensions.psk.identity.identity"];

/// Two visits in TLS 1.2, with Bob's memory in the ticket: as many as there are keys. With `notes`, insiders read them.
pub fn in_tls12(club: &Club, set: &mut Set, key: fernet::Key, notes: bool) -> Result<()> {
    let mut config = club.bobs(set, false)?;
    config.ticketer = Arc::new(TicketKey(key));
    let recorder = set.recorder();
    let wishes = Wishes { tls12: true, ..club.wishes() };
    let mut alices: ClientConfig = alices_side(&wishes, false, recorder.provider(), recorder.key_log())?;
    if !notes {
        (config.key_log, alices.key_log) = (Arc::new(rustls::NoKeyLog), Arc::new(rustls::NoKeyLog));
    }
    let (bob, alices) = (listens(set, config, Till::new(false))?, Arc::new(alices));
    let wire = set.wire("Alice", &bob)?;
    for _ in 0..2 {
        alice(HOST, wire.addr, &alices, GET)?;
    }
    Ok(())
}

/// TLS 1.2, where the ticket is given in clear; TLS 1.3, where it is shown in clear.
pub fn two(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::TRACKER)?;
    voice.asks(&text::WHAT_A_TICKET_TELLS)?;
    let (eves, ()) = stage.scene(voice, "tracker12", |set| in_tls12(club, set, fernet::generate(), true))?;
    voice.says(&text::LINKED12)?;
    voice.shows_of(eves.from_server(), 0, TICKET12)?;
    voice.shows_of(eves.from_client(), 1, SHOWN12)?;
    voice.claims("lesson9.ticket-links-in-12")?;
    voice.answers(&text::WHAT_A_TICKET_TELLS)?;

    voice.says(&text::TRACKER13)?;
    let (eves, ()) = stage.scene(voice, "tracker13", |set| {
        let bob = listens(set, club.bobs(set, false)?, Till::new(false))?;
        let (wire, [patient, _]) = (set.wire("Alice", &bob)?, club.alices(set)?);
        for _ in 0..3 {
            alice(HOST, wire.addr, &patient, GET)?;
        }
        Ok(())
    })?;
    voice.says(&text::UNLINKED13)?;
    voice.shows_of(eves.from_client(), 1, SHOWN13)?;
    voice.shows_of(eves.from_client(), 2, SHOWN13)?;
    voice.claims("lesson9.single-use-links-nothing")?;

    voice.says(&text::REUSED)?;
    voice.measures(&text::KEPT_FILE, stage.file("ticket-key.pcapng", Access::Normal, KEPT)?)?;
    let kept = voice.recalls_sealed("reused", KEPT)?;
    voice.shows_of(kept.from_client(), 1, SHOWN13)?;
    voice.shows_of(kept.from_client(), 2, SHOWN13)?;
    voice.claims("lesson9.reuse-links-in-13")
}
