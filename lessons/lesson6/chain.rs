//! The chain of trust, and a server that forgets a link of it.

use anyhow::{Result, anyhow};
use wirewalk::gallery;
use wirewalk::pki::{KeyKind, PrivateKey, Subject, Validity};
use wirewalk::stage::{self, Stage};
use wirewalk::story::Voice;
use wirewalk::tls::Credentials;

use super::cast::{Club, said, scene, server};
use super::{HOST, text};

/// Root, intermediate, leaf: first without the one in the middle, then with it.
pub fn forgotten(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::CHAIN)?;
    voice.tabulates(&text::CHAIN_HEAD, text::CHAIN_TABLE)?;
    let (key, subject) = (PrivateKey::generate(KeyKind::EcdsaP256)?, Subject::authority("office.my-ca.com"));
    let office = club.carol.intermediate(key, subject, Validity::days(stage::now(), 365))?;
    let key = PrivateKey::generate(KeyKind::EcdsaP256)?;
    let leaf = office.issue(&key, &server())?;
    let whole = vec![leaf.der().to_vec(), office.certificate().der().to_vec()];
    let forgetful = Credentials::new(&leaf, PrivateKey::from_der(key.der())?);
    let root = club.carol.certificate().to_pem();
    let (trust, wishes) = (club.trust(), club.wishes());

    voice.says(&text::FORGOTTEN)?;
    voice.asks(&text::WHO_REFUSES)?;
    let alice = ("Alice", &wishes, Some(&club.alice));
    let (without, outcome) = scene((voice, stage), "intermediate-forgotten", (&forgetful, &trust), alice)?;
    voice.says(&text::FORGOTTEN_SEEN)?;
    voice.measures(&text::RAW_ERROR, said(outcome))?;
    voice.judges(&text::CHECKS_HEAD, without, &root, HOST)?;
    voice.answers(&text::WHO_REFUSES)?;
    voice.claims("lesson6.forgotten-intermediate-refused")?;
    let made = gallery::words::made();
    voice.says(&text::OTHERS)?;
    voice.measures(&text::OTHERS_WHEN, made.date)?;
    voice.measures(&text::OTHERS_WITH, made.versions)?;
    voice.measures(&text::OTHERS_AGAIN, made.command)?;
    voice.tabulates(&text::OTHERS_HEAD, gallery::words::said("missing-intermediate"))?;

    voice.says(&text::SENT)?;
    let mindful = Credentials::with_chain(whole, key);
    let (with, heard) = scene((voice, stage), "intermediate-sent", (&mindful, &trust), alice)?;
    voice.says(&text::SENT_SEEN)?;
    voice.measures(&text::ALICE_HEARD, heard.map_err(|error| anyhow!(error))?)?;
    voice.judges(&text::CHECKS_HEAD, with, &root, HOST)?;
    voice.claims("lesson6.intermediate-repairs")
}
