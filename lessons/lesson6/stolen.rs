//! Attack: a stolen bundle under a weak passphrase, and the list that ends it.

use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use wirewalk::pki::{Certificate, Passphrase, PrivateKey, Revocation, Validity, p12};
use wirewalk::stage::{self, Access, Stage};
use wirewalk::story::Voice;
use wirewalk::tls::{Credentials, Trust};

use super::cast::{Club, leaves_both, person, said, scene};
use super::text;

/// The passwords that were found most often in what was stolen from RockYou in 2009, the most frequent first; one left out.
const LIST: &str = include_str!("passwords.txt");
/// What Alice thought nobody would guess.
const WEAK: &str = "butterfly";

/// Tries one after the other; the passphrase, what it opens, and how many were tried.
fn opened_by_trying(bundle: &[u8]) -> Option<(&'static str, PrivateKey, Vec<Certificate>, usize)> {
    (1..).zip(LIST.lines()).find_map(|(tries, word)| {
        let (key, chain) = p12::open(bundle, &Passphrase::new(word).ok()?).ok()?;
        Some((word, key, chain, tries))
    })
}

/// Opened, used, taken back; and Alice's new certificate. What Bob goes by from then on.
pub fn stolen(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<Trust> {
    voice.says(&text::BUNDLE)?;
    let alices = Certificate::from_der(club.alice.chain().first().context("a certificate")?.to_vec());
    let carols = [club.carol.certificate().clone()];
    let bundle = p12::seal("alice", club.alice.private_key(), &alices, &carols, &Passphrase::new(WEAK)?)?;
    voice.measures(&text::BUNDLE_FILE, stage.file("certs/alice/alice.p12", Access::Private, &bundle)?)?;
    voice.measures(&text::ROUNDS, p12::ITERATIONS)?;
    voice.reads("alice.p12", &bundle);
    voice.asks(&text::HOW_LONG)?;
    let start = Instant::now();
    let (word, key, chain, tries) = opened_by_trying(&bundle).context("the passphrase is not on the list")?;
    let seconds = start.elapsed().as_secs_f64();
    voice.says(&text::OPENED)?;
    voice.measures(&text::FOUND, word)?;
    voice.measures(&text::TRIES, tries)?;
    voice.measures(&text::TOOK, format!("{seconds:.2} s"))?;
    voice.measures(&text::RATE, format!("{:.0} a second", tries as f64 / seconds))?;
    voice.keeps("stolen.passphrase", word);
    voice.keeps("stolen.tries", tries.to_string());
    voice.answers(&text::HOW_LONG)?;
    voice.claims("lesson6.weak-passphrase-found")?;

    voice.says(&text::USED)?;
    voice.asks(&text::WHAT_THIEF)?;
    let thief = Credentials::with_chain(chain.iter().take(1).map(|c| c.der().to_vec()).collect(), key);
    let (wishes, before) = (club.wishes(), club.trust());
    let mallory = ("Mallory", &wishes, Some(&thief));
    let (_, heard) = scene((voice, stage), "stolen", (&club.bob, &before), mallory)?;
    voice.says(&text::USED_SEEN)?;
    voice.measures(&text::MALLORY_HEARD, heard.map_err(|error| anyhow!(error))?)?;
    voice.answers(&text::WHAT_THIEF)?;
    voice.claims("lesson6.stolen-key-works")?;

    voice.says(&text::REVOKED)?;
    let now = stage::now();
    let list = club.carol.crl(1, &[Revocation::stolen(&alices, now)?], Validity::days(now, 7))?;
    voice.measures(&text::LIST_FILE, stage.file("clients-crl.pem", Access::Normal, list.to_pem().as_bytes())?)?;
    let file = voice.reads("clients-crl.pem", list.to_pem().as_bytes());
    voice.shows_only(file, &["x509af.revokedCertificates", "x509af.thisUpdate", "x509af.nextUpdate"])?;
    voice.asks(&text::WHOM_IT_HITS)?;
    let after = Trust { lists: vec![list.der().to_vec().into()], ..before };
    let (revoked, outcome) = scene((voice, stage), "revoked", (&club.bob, &after), mallory)?;
    voice.says(&text::REVOKED_SEEN)?;
    voice.measures(&text::RAW_ERROR, said(outcome))?;
    voice.timeline(&text::TIMELINE_HEAD, revoked)?;
    voice.answers(&text::WHOM_IT_HITS)?;
    voice.claims("lesson6.revoked-refused")?;

    voice.says(&text::RENEWED)?;
    let renewed = Credentials::certified(&club.carol, &person("alice", "alice"))?;
    voice.measures(&text::RENEWED_FILE, leaves_both(stage, "certs/alice/renewed.pem", &renewed)?)?;
    let (_, heard) = scene((voice, stage), "renewed", (&club.bob, &after), ("Alice", &wishes, Some(&renewed)))?;
    voice.says(&text::RENEWED_SEEN)?;
    voice.measures(&text::ALICE_HEARD, heard.map_err(|error| anyhow!(error))?)?;
    voice.claims("lesson6.name-survives-renewal")?;
    Ok(after)
}
