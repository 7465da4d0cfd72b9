//! Mallory forges what nothing protects, and changes what is protected.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use wirewalk::client;
use wirewalk::stage::{Side, Stage};
use wirewalk::story::Voice;

use super::cast::Club;
use super::{HOST, SECRET, alice, text};

/// The version that Mallory lists: QUIC version 2 (RFC 9369), which this Alice does not speak.
const LISTED: [u8; 4] = 0x6b33_43cf_u32.to_be_bytes();
/// A datagram of Alice's that is longer than this carries more than an acknowledgement, in bytes.
const MORE: usize = 44;
/// How long it takes until all of what was said is acknowledged.
const CALM: Duration = Duration::from_millis(80);

/// A Version Negotiation packet in answer to this one: version zero, both connection IDs the other way round, a list (RFC 8999
/// section 6). `None`: the packet has no long header.
fn negotiation(packet: &[u8]) -> Option<Vec<u8>> {
    const LONG: u8 = 0x80;
    packet.first().filter(|byte| **byte & LONG != 0)?;
    let id = |at: usize| packet.get(at + 1..at + 1 + usize::from(*packet.get(at)?));
    let to = id(5)?;
    let from = id(6 + to.len())?;
    let ids = [from, to].map(|id| [&[id.len() as u8], id].concat());
    Some([&[0xc0, 0, 0, 0, 0], &ids.concat()[..], &LISTED].concat())
}

/// Scene 7: a list of versions, before Bob's answer and after it.
pub fn versions(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::FORGED)?;
    voice.asks(&text::WHAT_CAN_SHE_DO)?;
    let (eves, heard) = stage.scene(voice, "forged", |set| {
        let bob = club.bob(set)?;
        let inner = set.inner_datagram_wire("Mallory", &bob)?;
        let mallory = set.mallory_datagrams(&inner, |_, datagram| {
            negotiation(datagram).map(|list| vec![(Side::Server, list)]).unwrap_or_default() // and nothing passes
        })?;
        let (wire, client) = (set.datagram_wire("Alice", &mallory)?, club.alice(set, false)?);
        Ok(alice(&client, HOST, wire.addr).map_err(|error| client::reason(&error)))
    })?;
    let error = heard.err().context("Alice was answered all the same")?;
    voice.keeps("forged.heard", error.clone());
    voice.says(&text::MADE_UP)?;
    voice.shows_of(eves.from_server(), 0, &["quic.supported_version", "quic.version", "quic.dcid", "quic.scid"])?;
    voice.measures(&text::GAVE_UP, &error)?;
    voice.claims("lesson10.forged-list-ends-the-attempt")?;
    voice.answers(&text::WHAT_CAN_SHE_DO)?;

    voice.says(&text::LATE)?;
    let (_, heard) = stage.scene(voice, "late", |set| {
        let bob = club.bob(set)?;
        let hello = Arc::new(std::sync::Mutex::new(None));
        let mallory = set.mallory_datagrams(&bob, move |side, datagram| {
            let mut out = vec![(side, datagram.to_vec())];
            let mut hello = hello.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match side {
                Side::Client if hello.is_none() => *hello = Some(negotiation(datagram)),
                Side::Client => {}
                // Once, behind Bob's first answer.
                Side::Server => out.extend(hello.as_mut().and_then(Option::take).map(|list| (Side::Server, list))),
            }
            out
        })?;
        let (wire, client) = (set.datagram_wire("Alice", &mallory)?, club.alice(set, false)?);
        Ok(alice(&client, HOST, wire.addr).map_err(|error| client::reason(&error)))
    })?;
    voice.keeps("late.heard", heard.map_err(|error| anyhow!(error))?);
    voice.claims("lesson10.late-list-is-ignored")
}

/// Scene 8: one bit of the datagram that carries the request.
pub fn flipped(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::FLIPPED)?;
    voice.asks(&text::WHAT_HAPPENS)?;
    let (eves, ()) = stage.scene(voice, "flipped", |set| {
        let bob = club.bob(set)?;
        let inner = set.inner_datagram_wire("Mallory", &bob)?;
        let armed = Arc::new(AtomicBool::new(false));
        let hers = armed.clone();
        let mallory = set.mallory_datagrams(&inner, move |side, datagram| {
            let mut datagram = datagram.to_vec();
            if side == Side::Client && datagram.len() > MORE && hers.swap(false, Ordering::SeqCst) {
                let at = datagram.len() / 2;
                datagram[at] ^= 1;
            }
            vec![(side, datagram)]
        })?;
        let (wire, client) = (set.datagram_wire("Alice", &mallory)?, club.alice(set, false)?);
        let mut visit = client.visit(HOST, wire.addr)?;
        visit.ask("GET", "/paid", b"")?; // the connection is open, and its first words are acknowledged
        std::thread::sleep(CALM);
        armed.store(true, Ordering::SeqCst);
        let answer = visit.ask("GET", "/", b"")?;
        visit.closes();
        ensure!(answer.body == SECRET, "{}: {}", answer.status, answer.body);
        Ok(())
    })?;
    voice.says(&text::DROPPED)?;
    voice.datagrams_of(&text::OPENED_HEAD, eves.hop(1).opened(), 0)?;
    voice.claims("lesson10.changed-packet-is-sent-again")?;
    voice.answers(&text::WHAT_HAPPENS)
}
