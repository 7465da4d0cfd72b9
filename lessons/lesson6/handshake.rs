//! The handshake with two certificates: in TLS 1.3, and in TLS 1.2 beside it.

use anyhow::{Result, anyhow};
use wirewalk::stage::Stage;
use wirewalk::story::{Shot, Voice};
use wirewalk::tls::Wishes;

use super::cast::{Club, scene};
use super::text;

/// What is shown of a message where not all of it is: the first field says of which.
const REQUEST: &[&str] = &["tls.handshake.certificate_request_context_length", "tls.handshake.dname"];
const CERTIFICATE: &[&str] =
    &["tls.handshake.certificate_length", "x509ce.uniformResourceIdentifier", "x509ce.KeyPurposeId"];
const SIGNATURE: &[&str] =
    &["tls.handshake.client_cert_vrfy.sig", "tls.handshake.sig_hash_alg", "wirewalk.tls.signed_content"];
const FINISHED: &[&str] = &["tls.handshake.verify_data", "wirewalk.tls.schedule.verify_data"];
const KINDS: &[&str] = &["tls.handshake.cert_types", "tls.handshake.dnames_len"];

/// Scene 1: Bob asks back.
pub fn tls13(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<Shot> {
    voice.says(&text::MUTUAL)?;
    voice.asks(&text::WHAT_EVE_LEARNS)?;
    let (bob, alice) = ((&club.bob, &club.trust()), ("Alice", &club.wishes(), Some(&club.alice)));
    let (eves, heard) = scene((voice, stage), "mutual", bob, alice)?;
    let (opened, heard) = (eves.opened(), heard.map_err(|error| anyhow!(error))?);
    voice.says(&text::HEARD)?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.keeps("mutual.heard", heard);
    voice.traffic(eves)?;
    voice.claims("lesson6.alice-heard-bob")?;
    voice.says(&text::RECORDS)?;
    voice.records(&text::RECORDS_HEAD, eves)?;
    voice.says(&text::BOBS_FLIGHT)?;
    voice.shows(eves.from_server(), "tls.app_data")?;
    voice.says(&text::REQUEST)?;
    voice.shows_only(opened.from_server(), REQUEST)?;
    voice.claims("lesson6.bob-asks-and-names-carol")?;
    voice.says(&text::ALICES_FLIGHT)?;
    voice.shows(eves.from_client(), "tls.app_data")?;
    voice.says(&text::CERTIFICATE)?;
    voice.shows_only(opened.from_client(), CERTIFICATE)?;
    voice.claims("lesson6.client-certificate-hidden-in-13")?;
    voice.answers(&text::WHAT_EVE_LEARNS)?;
    voice.says(&text::VERIFY)?;
    voice.shows_only(opened.from_client(), SIGNATURE)?;
    voice.claims("lesson6.both-signatures-verified")?;
    voice.says(&text::FINISHED)?;
    voice.shows_only(opened.from_client(), FINISHED)?;
    voice.claims("lesson6.finished-recomputed")?;
    voice.claims("lesson6.schedule-equals-key-log")?;
    voice.says(&text::CHECKS)?;
    voice.judges_client(&text::CHECKS_HEAD, opened, &club.carol.certificate().to_pem(), &[])?;
    voice.claims("lesson6.every-check-holds")?;
    voice.says(&text::LEDGER)?;
    voice.ledger(eves)?;
    Ok(eves)
}

/// Scene 2: the same in TLS 1.2.
pub fn tls12(voice: &mut Voice, stage: &mut Stage, club: &Club, tls13: Shot) -> Result<()> {
    voice.says(&text::TLS12)?;
    voice.asks(&text::WHICH_ORDER)?;
    voice.asks(&text::WHICH_VERSION)?;
    let wishes = Wishes { tls12: true, ..club.wishes() };
    let (bob, alice) = ((&club.bob, &club.trust()), ("Alice", &wishes, Some(&club.alice)));
    let (tls12, heard) = scene((voice, stage), "mutual-tls12", bob, alice)?;
    voice.keeps("mutual-tls12.heard", heard.map_err(|error| anyhow!(error))?);
    voice.says(&text::FIFTEEN)?;
    voice.conversation(&text::FIFTEEN_HEAD, tls12)?;
    voice.answers(&text::WHICH_ORDER)?;
    voice.answers(&text::WHICH_VERSION)?;
    voice.claims("lesson6.fifteen-in-order")?;
    voice.says(&text::REQUEST12)?;
    voice.shows_only(tls12.from_server(), KINDS)?;
    voice.says(&text::IN_CLEAR)?;
    voice.shows_only(tls12.from_client(), CERTIFICATE)?;
    voice.claims("lesson6.client-certificate-visible-in-12")?;
    voice.claims("lesson6.signatures-verified-in-12")?;
    voice.says(&text::BESIDE)?;
    voice.compares(&text::BESIDE_HEAD, &[tls13, tls12])?;
    voice.says(&text::LEDGER12)?;
    voice.ledger(tls12)
}
