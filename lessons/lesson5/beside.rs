//! What stands beside TLS 1.3 with a hybrid key exchange: TLS 1.2, X25519 alone, and RSA key transport.

use anyhow::{Result, anyhow};
use wirewalk::stage::{Access, Stage};
use wirewalk::story::{Shot, Voice};
use wirewalk::tls::Wishes;

use super::{Club, HOST, asks, text};

/// Two recordings of OpenSSL, and the private key of their server.
const RSA_RECORDING: &[u8] = include_bytes!("../../tests/captures/rsa-key-transport.pcapng");
const ECDHE_RECORDING: &[u8] = include_bytes!("../../tests/captures/ecdhe.pcapng");
const STOLEN_KEY: &str = include_str!("../../tests/captures/rsa-key-transport.key.pem");

/// Scene 2: the same conversation in TLS 1.2.
pub fn tls12(voice: &mut Voice, stage: &mut Stage, club: &Club, tls13: Shot) -> Result<()> {
    voice.says(&text::TLS12)?;
    voice.asks(&text::FASTER)?;
    let wishes = Wishes { tls12: true, ..club.trust() };
    let (tls12, heard) = asks((voice, stage), "tls12", &club.bob, (HOST, &wishes))?;
    voice.keeps("tls12.heard", heard.map_err(|error| anyhow!(error))?);
    voice.says(&text::BESIDE)?;
    voice.compares(&text::BESIDE_HEAD, &[tls13, tls12])?;
    voice.answers(&text::FASTER)?;
    voice.claims("lesson5.one-round-trip-less")?;
    voice.says(&text::CERTIFICATE_IN_CLEAR)?;
    voice.shows_only(tls12, &["x509ce.dNSName"])?;
    voice.claims("lesson5.certificate-visible-in-12")?;
    voice.says(&text::SERVER_KEY_EXCHANGE)?;
    voice
        .shows_only(tls12, &["tls.handshake.server_point", "tls.handshake.server_named_curve", "tls.handshake.sig"])?;
    voice.claims("lesson5.key-exchange-verified-in-12")?;
    voice.claims("lesson5.schedule-equals-key-log-in-12")
}

/// Scene 3: the same conversation without ML-KEM.
pub fn no_pq(voice: &mut Voice, stage: &mut Stage, club: &Club, hybrid: Shot) -> Result<()> {
    voice.says(&text::NO_PQ)?;
    voice.asks(&text::WHY_NOW)?;
    let wishes = Wishes { no_pq: true, ..club.trust() };
    let (alone, heard) = asks((voice, stage), "no-pq", &club.bob, (HOST, &wishes))?;
    voice.keeps("no-pq.heard", heard.map_err(|error| anyhow!(error))?);
    voice.says(&text::HYBRID)?;
    voice.compares(&text::HYBRID_HEAD, &[hybrid, alone])?;
    voice.answers(&text::WHY_NOW)?;
    voice.claims("lesson5.hybrid-costs-bytes")
}

/// Two recordings that were kept, and a key that was stolen years later.
pub fn rsa(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.says(&text::RSA)?;
    voice.measures(&text::FIRST_RECORDING, stage.file("rsa-key-transport.pcapng", Access::Normal, RSA_RECORDING)?)?;
    voice.measures(&text::SECOND_RECORDING, stage.file("ecdhe.pcapng", Access::Normal, ECDHE_RECORDING)?)?;
    voice.measures(&text::STOLEN, stage.file("stolen-key.pem", Access::Private, STOLEN_KEY.as_bytes())?)?;
    voice.asks(&text::WHICH_OPENS)?;
    let transported = voice.recalls("rsa-key-transport", RSA_RECORDING, STOLEN_KEY)?;
    let agreed = voice.recalls("ecdhe", ECDHE_RECORDING, STOLEN_KEY)?;
    voice.says(&text::RSA_OPENED)?;
    let secret = &["tls.handshake.epms", "wirewalk.tls.schedule.premaster_secret"];
    voice.shows_only(transported.opened(), secret)?;
    voice.answers(&text::WHICH_OPENS)?;
    voice.claims("lesson5.stolen-key-opens-rsa")?;
    voice.says(&text::ECDHE)?;
    voice.records(&text::RECORDS_HEAD, agreed.opened())?;
    voice.claims("lesson5.stolen-key-opens-no-ecdhe")
}
