//! Mallory sends datagrams in Victor's name: to a Bob who answers, and to one who asks for proof first.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rustls::server::ServerSessionMemoryCache;
use wirewalk::http3::Proof;
use wirewalk::stage::Stage;
use wirewalk::story::{Shot, Voice};

use super::cast::Club;
use super::till::Till;
use super::{HOST, alice, text};

/// When nothing has come to Victor for so long, nothing more will.
const QUIET: Duration = Duration::from_millis(200);
/// However long Bob goes on, Victor does not listen longer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Sends these datagrams from Victor's port, as somebody who forges the sender would, and waits while Victor is sent something. He
/// answers nothing: he asked for nothing.
fn in_victors_name(to: SocketAddr, datagrams: &[Vec<u8>]) -> Result<()> {
    let victor = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).context("Victor has no port")?;
    victor.set_read_timeout(Some(QUIET))?;
    for datagram in datagrams {
        victor.send_to(datagram, to)?;
    }
    let (begun, mut bytes) = (Instant::now(), [0; 2048]);
    while begun.elapsed() < PATIENCE {
        match victor.recv(&mut bytes) {
            Ok(_) => {}
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => break,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Says what was sent in Victor's name on the first flow of a scene, and what he received.
fn weighs(voice: &mut Voice, shot: Shot) -> Result<()> {
    let bytes = voice.bytes_on(shot, 0)?;
    voice.measures(&text::SENT, format!("{} bytes", bytes.client))?;
    voice.measures(&text::RECEIVED, format!("{} bytes", bytes.server))?;
    voice.measures(&text::FACTOR, format!("{:.2}", bytes.server as f64 / bytes.client.max(1) as f64))
}

/// Scene 3: a Bob who answers, as far as he may.
pub fn amplified(voice: &mut Voice, stage: &mut Stage, club: &Club, recorded: Shot) -> Result<()> {
    voice.says(&text::VICTIM)?;
    voice.asks(&text::HOW_MUCH)?;
    let copies = voice.first_flight(recorded, 0)?;
    let (eves, ()) = stage.scene(voice, "victim", |set| {
        let shows = (&club.verbose, Proof::Never);
        let bob = club.machine(set, shows, ServerSessionMemoryCache::new(256), Till::default())?;
        let wire = set.datagram_wire("Victor", &bob)?;
        in_victors_name(wire.addr, &copies)
    })?;
    voice.says(&text::AMPLIFIED)?;
    weighs(voice, eves)?;
    voice.claims("lesson10.amplified-at-most-three-times")?;
    voice.answers(&text::HOW_MUCH)
}

/// Scene 4: a Bob who asks everybody for proof.
pub fn retried(voice: &mut Voice, stage: &mut Stage, club: &Club, recorded: Shot) -> Result<()> {
    voice.says(&text::RETRY)?;
    voice.asks(&text::WHO_MAKES_A_TAG)?;
    let copies = voice.first_flight(recorded, 0)?;
    let (eves, heard) = stage.scene(voice, "retry", |set| {
        let shows = (&club.verbose, Proof::Always);
        let bob = club.machine(set, shows, ServerSessionMemoryCache::new(256), Till::default())?;
        in_victors_name(set.datagram_wire("Victor", &bob)?.addr, &copies)?;
        let (wire, client) = (set.datagram_wire("Alice", &bob)?, club.alice(set, false)?);
        alice(&client, HOST, wire.addr)
    })?;
    voice.keeps("retry.heard", heard);
    voice.says(&text::TAG)?;
    voice.shows_of(eves.from_server(), 1, &["quic.retry_token", "quic.retry_integrity_tag"])?;
    voice.claims("lesson10.retry-tag-recomputed")?;
    voice.answers(&text::WHO_MAKES_A_TAG)?;
    voice.says(&text::RETURNED)?;
    voice.shows_of(eves.from_client(), 1, &["quic.token", "quic.token_length"])?;
    voice.claims("lesson10.retry-returned")?;
    weighs(voice, eves)?;
    voice.claims("lesson10.retry-amplifies-nothing")
}
