//! The seven stations of a handshake of TLS 1.3, each as Eve has it and as the two ends have it.

use anyhow::{Result, anyhow};
use wirewalk::stage::Stage;
use wirewalk::story::{Shot, Voice};

use super::{Club, HOST, asks, by_hand, text};

/// What is shown of a message where not all of it is: the first field says of which.
const CLIENT_HELLO: &[&str] = &[
    "tls.handshake.extensions_server_name",
    "tls.handshake.extensions.supported_version",
    "tls.handshake.ciphersuite",
    "tls.handshake.extensions_key_share_group",
];
const SERVER_HELLO: &[&str] = &[
    "tls.handshake.ciphersuite",
    "tls.handshake.extensions.supported_version",
    "tls.handshake.extensions_key_share_group",
    "wirewalk.tls.key_share.curve_key",
];
const SEALED: &[&str] = &["tls.record.opaque_type", "tls.record.length", "wirewalk.tls.ciphertext", "wirewalk.tls.tag"];
const VERSIONS: &[&str] =
    &["tls.record.version", "tls.handshake.version", "tls.handshake.extensions.supported_version"];
const FIRST_KEYS: &[&str] = &[
    "wirewalk.tls.schedule.early_secret",
    "wirewalk.tls.schedule.derived_secret",
    "wirewalk.tls.schedule.handshake_secret",
    "wirewalk.tls.schedule.transcript_hash",
    "wirewalk.tls.schedule.client_handshake_traffic_secret",
    "wirewalk.tls.schedule.server_handshake_traffic_secret",
];
const INSIDE: &[&str] = &["tls.handshake.extensions_alpn_str", "tls.handshake.type", "tls.record.content_type"];
const CERTIFICATE: &[&str] = &["x509ce.dNSName", "x509af.subjectPublicKey"];
const SIGNATURE: &[&str] =
    &["tls.handshake.client_cert_vrfy.sig", "tls.handshake.sig_hash_alg", "wirewalk.tls.signed_content"];
const FINISHED: &[&str] = &["tls.handshake.verify_data", "wirewalk.tls.schedule.verify_data"];
const LAST_KEYS: &[&str] = &[
    "wirewalk.tls.schedule.master_secret",
    "wirewalk.tls.schedule.derived_secret",
    "wirewalk.tls.schedule.transcript_hash",
    "wirewalk.tls.schedule.client_application_traffic_secret",
    "wirewalk.tls.schedule.server_application_traffic_secret",
];
const DATA: &[&str] = &["wirewalk.tls.content", "tls.record.content_type"];

/// Scene 1, and each station: as Eve has it, then as the two ends have it.
pub fn seven(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<Shot> {
    voice.says(&text::HTTPS)?;
    voice.asks(&text::WHAT_IN_CLEAR)?;
    voice.asks(&text::WHICH_KEY)?;
    let (eves, heard) = asks((voice, stage), "https", &club.bob, (HOST, &club.trust()))?;
    let (opened, heard) = (eves.opened(), heard.map_err(|error| anyhow!(error))?);
    voice.says(&text::HEARD)?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.traffic(eves)?;
    voice.keeps("https.heard", heard);
    voice.says(&text::RECORDS)?;
    voice.records(&text::RECORDS_HEAD, eves)?;

    voice.says(&text::CLIENT_HELLO)?;
    voice.points_at(eves, CLIENT_HELLO)?;
    voice.answers(&text::WHAT_IN_CLEAR)?;
    voice.asks(&text::WHICH_VERSION)?;
    voice.says(&text::DISGUISE)?;
    voice.shows_only(eves, VERSIONS)?;
    voice.answers(&text::WHICH_VERSION)?;
    voice.claims("lesson5.record-version-disguise")?;
    voice.says(&text::SERVER_HELLO)?;
    voice.points_at(eves.from_server(), SERVER_HELLO)?;
    voice.says(&text::THEATRE)?;
    voice.shows(eves.from_server(), "tls.change_cipher_spec")?;
    voice.claims("lesson5.change-cipher-spec-is-theatre")?;

    voice.says(&text::AGREEMENT)?;
    voice.shows_only(opened.from_server(), &["wirewalk.tls.schedule.shared_secret"])?;
    voice.claims("lesson5.hybrid-of-two")?;
    voice.says(&text::SCHEDULE)?;
    voice.shows_only(opened.from_server(), FIRST_KEYS)?;
    voice.claims("lesson5.schedule-equals-key-log")?;

    voice.says(&text::SEALED)?;
    voice.points_at(eves.from_server(), SEALED)?;
    voice.says(&text::ENCRYPTED_EXTENSIONS)?;
    voice.shows_only(opened.from_server(), INSIDE)?;
    voice.says(&text::CERTIFICATE)?;
    voice.shows_only(opened, CERTIFICATE)?;
    voice.claims("lesson5.certificate-hidden-in-13")?;
    voice.says(&text::VERIFY)?;
    voice.shows_only(opened, SIGNATURE)?;
    voice.claims("lesson5.certificate-verify-verified")?;
    voice.says(&text::FINISHED)?;
    voice.shows_only(opened.from_server(), FINISHED)?;
    voice.claims("lesson5.finished-recomputed")?;
    voice.says(&text::LAST_KEYS)?;
    voice.shows_only(opened.from_server(), LAST_KEYS)?;

    voice.says(&text::DATA)?;
    voice.shows_only(opened.from_server(), DATA)?;
    voice.answers(&text::WHICH_KEY)?;
    by_hand::opened(voice, eves)?;
    voice.says(&text::ANSWER)?;
    voice.shows(opened, "http.response.code")?;
    voice.claims("lesson5.alice-heard-bob")?;
    voice.says(&text::GOODBYE)?;
    voice.shows(opened, "tls.alert_message")?;
    voice.says(&text::SEARCH)?;
    voice.claims("lesson5.secret-hidden")?;
    voice.says(&text::LEDGER)?;
    voice.ledger(eves)?;
    voice.claims("lesson5.name-leaks")?;
    Ok(eves)
}
