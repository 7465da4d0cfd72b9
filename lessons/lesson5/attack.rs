//! Mallory between Alice and Bob: with a certificate of her own, with Bob's, and before an Alice who does not check.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use rustls::crypto::aws_lc_rs::sign::any_supported_type;
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConfig, ServerConfig};
use tiny_http::{Response, Server};
use wirewalk::client;
use wirewalk::door::Limits;
use wirewalk::lesson1;
use wirewalk::stage::Stage;
use wirewalk::story::{Shot, Voice};
use wirewalk::tls::{Credentials, Recorder, Wishes};

use super::{Club, HOST, alice, alices_side, bobs_side, said, text};

/// Mallory: whatever she is asked, she asks Bob, and passes on what he says as she likes it.
fn mallory(app: &Server, to_bob: &str, config: &ClientConfig) {
    for request in app.incoming_requests() {
        let heard = alice(to_bob, config.clone()).unwrap_or_else(|error| client::reason(&error));
        let _ = request.respond(Response::from_string(heard.replace("fluffy", "singed")));
    }
}

/// Her side towards Alice when she shows Bob's certificate with a key of her own: rustls refuses to configure a key that does
/// not belong to its certificate, so she puts both behind its back.
fn copied_side(bobs: &Credentials, hers: &Credentials, notes: &Recorder) -> Result<ServerConfig> {
    let mut config = bobs_side(hers, notes.provider(), notes.key_log())?;
    let key = any_supported_type(&hers.key())?;
    config.cert_resolver = Arc::new(SingleCertAndKey::from(CertifiedKey::new(bobs.chain(), key)));
    Ok(config)
}

/// A scene with Mallory in the middle: what Alice heard, or why she heard nothing.
fn between(
    (voice, stage): (&mut Voice, &mut Stage),
    scene: &'static str,
    club: &Club,
    wishes: &Wishes,
    her_side: impl FnOnce(&Recorder) -> Result<ServerConfig>,
) -> Result<(Shot, Result<String, String>)> {
    stage.scene(voice, scene, |set| {
        let notes = set.recorder();
        let config = bobs_side(&club.bob, notes.provider(), notes.key_log())?;
        let bob = set.serves_tls("Bob", Limits::default(), config, lesson1::bob)?;
        let to_bob = set.inner_wire("Mallory", &bob)?.https(HOST);
        let towards_bob = alices_side(&club.trust(), notes.provider(), notes.key_log())?;
        let app = move |app: &Server| mallory(app, &to_bob, &towards_bob);
        let mallory = set.serves_tls("Mallory", Limits::default(), her_side(&notes)?, app)?;
        let wire = set.wire("Alice", &mallory)?;
        let config = alices_side(wishes, notes.provider(), notes.key_log())?;
        Ok(alice(&wire.https(HOST), config).map_err(|error| client::reason(&error)))
    })
}

/// Stopped, stopped, and not stopped.
pub fn three(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    let root = club.carol.certificate().to_pem();
    // She calls her own authority by Carol's name, and has it sign whatever she likes.
    let hers = Club::new()?.bob;

    voice.says(&text::MALLORY)?;
    voice.asks(&text::WHO_STOPS_HER)?;
    let own = |notes: &Recorder| bobs_side(&hers, notes.provider(), notes.key_log());
    let (stopped, outcome) = between((voice, stage), "mallory", club, &club.trust(), own)?;
    voice.says(&text::STOPPED)?;
    voice.measures(&text::RAW_ERROR, said(outcome))?;
    voice.judges(&text::CHECKS_HEAD, stopped, &root, HOST)?;
    voice.answers(&text::WHO_STOPS_HER)?;
    voice.claims("lesson5.mallory-stopped-by-chain")?;

    voice.says(&text::COPIED)?;
    let copied = |notes: &Recorder| copied_side(&club.bob, &hers, notes);
    let (stopped, outcome) = between((voice, stage), "mallory-copies", club, &club.trust(), copied)?;
    voice.says(&text::COPY_STOPPED)?;
    voice.measures(&text::RAW_ERROR, said(outcome))?;
    voice.judges(&text::CHECKS_HEAD, stopped, &root, HOST)?;
    voice.claims("lesson5.mallory-stopped-by-signature")?;

    voice.says(&text::INSECURE)?;
    voice.asks(&text::WHAT_IS_LEFT)?;
    let blind = Wishes { insecure: true, ..Wishes::default() };
    let (read, heard) = between((voice, stage), "insecure", club, &blind, own)?;
    let heard = heard.map_err(|error| anyhow!(error))?;
    voice.says(&text::READ_ALL)?;
    voice.shows(read.hop(1).opened(), "http.file_data")?;
    voice.shows(read.opened(), "http.file_data")?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.keeps("insecure.heard", heard);
    voice.answers(&text::WHAT_IS_LEFT)?;
    voice.claims("lesson5.insecure-lets-mallory-read")
}
