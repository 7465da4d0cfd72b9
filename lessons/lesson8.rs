//! # Lesson 8 · Broken on purpose
//!
//! A gallery: eighteen chains of certificates with exactly one fault each, and one that only looks wrong. Both sides'
//! configuration in full, and the tour. Its rooms are in the folder `lesson8` beside this file: one exhibit at a time, two scenes in which one
//! error has several causes, and what is left when nobody looks.
//!
//! `cargo run --bin lesson8` walks; `-- serve`, `list` and `check` open the gallery for browsers, and judge any server.

#[path = "lesson8/attack.rs"]
mod attack;
#[path = "lesson8/causes.rs"]
mod causes;
#[path = "claims/lesson8.rs"]
mod claims;
#[path = "lesson8/rooms.rs"]
mod rooms;
#[path = "en/lesson8.rs"]
mod text;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use rustls::client::Resumption;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::server::{NoServerSessionStorage, ResolvesServerCert};
use rustls::{ClientConfig, KeyLog, ServerConfig};
use wirewalk::client;
use wirewalk::commands::gallery as commands;
use wirewalk::door::Limits;
use wirewalk::gallery::{Exhibit, Gallery, Trust, Twin, words};
use wirewalk::lesson1;
use wirewalk::stage::{self, Access, Lesson, Set, Stage};
use wirewalk::story::{Shot, Voice};
use wirewalk::tls;

/// The secret message of the Secret Squirrels.
const SECRET: &str = "fluffy tail";

/// This lesson.
pub const LESSON: Lesson = Lesson {
    port: 8443,
    scheme: "https",
    commands: &[commands::SERVE, commands::LIST, commands::CHECK],
    claims: &[claims::CHECKS, claims::REFUSALS],
    files: &["gallery-root.pem", "gallery-list.pem"],
    ..Lesson::of(text::ABOUT, walk)
};

/// The program.
pub fn main() -> ExitCode {
    stage::lesson_main(&LESSON)
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// How Alice looks at certificates.
#[derive(Clone, Copy)]
pub enum Eyes {
    /// As she should.
    Open,
    /// As with `--insecure`, and curl's `-k`.
    Shut,
    /// As with code that waves everything through.
    Blind,
}

/// Bob's side of TLS. A resolver takes the place of `with_single_cert`, which would refuse a key that is not the certificate's.
pub fn bobs_side(shows: Arc<dyn ResolvesServerCert>, log: Arc<dyn KeyLog>) -> Result<ServerConfig> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(shows);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    config.key_log = log;
    Ok(config)
}

/// Alice's side of TLS: all that differs is who judges the certificate.
pub fn alices_side(eyes: Eyes, trust: &Trust, log: Arc<dyn KeyLog>) -> Result<ClientConfig> {
    let verifier: Arc<dyn ServerCertVerifier> = match eyes {
        Eyes::Open => trust.strict()?, // chain, dates, name, purpose, lists, as rustls does it; after that keyUsage
        Eyes::Shut => tls::believes_everybody(provider()), // only that the server has the key of what it shows
        Eyes::Blind => trust.curious()?, // not even that: whatever is wrong is noted, and let in
    };
    let mut config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .dangerous() // so rustls calls a verifier that is not its own
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    config.resumption = Resumption::disabled();
    config.key_log = log;
    Ok(config)
}

/// Alice: the function of lesson 1, over TLS.
pub fn alice(url: &str, config: ClientConfig) -> Result<String> {
    Ok(client::agent_tls(config).get(url).call()?.body_mut().read_to_string()?)
}

/// The same when she tells Bob something.
pub fn alice_tells(url: &str, config: ClientConfig, what: &str) -> Result<String> {
    Ok(client::agent_tls(config).post(url).send(what)?.body_mut().read_to_string()?)
}

/// The gallery, and whom Alice trusts in it.
pub struct Tour {
    gallery: Gallery,
}

impl Tour {
    /// What Alice was given: the gallery's root, and a list of what was taken back if there is one that concerns this exhibit.
    fn trust(&self, exhibit: &Exhibit) -> Trust {
        Trust { roots: self.gallery.roots(), lists: exhibit.faulty.lists.clone(), provider: provider() }
    }

    /// The exhibits of these ids, in this order; all of them if none is named.
    fn exhibits(&self, ids: &[&str]) -> Vec<&Exhibit> {
        match ids {
            [] => self.gallery.exhibits.iter().collect(),
            ids => ids.iter().filter_map(|id| self.gallery.exhibit(id)).collect(),
        }
    }

    /// Bob shows every exhibit, each to those who ask for its name; Alice asks for these. What she heard, or why she heard nothing.
    fn visits(
        &self,
        (voice, stage): (&mut Voice, &mut Stage),
        scene: &'static str,
        (twin, eyes): (Twin, Eyes),
        ids: &[&str],
    ) -> Result<(Shot, Vec<String>)> {
        self.visits_with((voice, stage), scene, (twin, eyes), ids, |exhibit| self.trust(exhibit))
    }

    fn visits_with(
        &self,
        (voice, stage): (&mut Voice, &mut Stage),
        scene: &'static str,
        (twin, eyes): (Twin, Eyes),
        ids: &[&str],
        trust: impl Fn(&Exhibit) -> Trust,
    ) -> Result<(Shot, Vec<String>)> {
        stage.scene(voice, scene, |set: &mut Set| {
            let notes = set.recorder();
            let config = bobs_side(self.gallery.resolver(twin, &provider())?, notes.key_log())?;
            let bob = set.serves_tls("Bob", Limits::default(), config, lesson1::bob)?;
            let wire = set.wire("Alice", &bob)?;
            let asks = |exhibit: &Exhibit| {
                let config = alices_side(eyes, &trust(exhibit), notes.key_log())?;
                let heard = alice(&wire.https(&exhibit.name.to_string()), config);
                Ok(heard.unwrap_or_else(|error| client::reason(&error)))
            };
            self.exhibits(ids).into_iter().map(asks).collect()
        })
    }
}

/// What programs said that refused these exhibits, in their own words: the exhibit, the program, the words.
fn refusals<const N: usize>(ids: [&'static str; N]) -> Vec<[&'static str; 3]> {
    let all =
        ids.into_iter().flat_map(|id| words::said(id).into_iter().map(move |[program, said]| [id, program, said]));
    all.filter(|[.., said]| *said != "accepted").collect()
}

fn walk(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.keeps("secret", SECRET);
    voice.says(&text::HELLO)?;
    voice.says(&text::CAST)?;
    let tour = Tour { gallery: Gallery::mint(stage::now())? };
    let (root, list) = (tour.gallery.root.to_pem(), tour.gallery.lists_pem());
    voice.measures(&text::ROOT_FILE, stage.file("gallery-root.pem", Access::Normal, root.as_bytes())?)?;
    voice.measures(&text::LIST_FILE, stage.file("gallery-list.pem", Access::Normal, list.as_bytes())?)?;
    voice.reads("gallery-root.pem", root.as_bytes());
    let list = voice.reads("gallery-list.pem", list.as_bytes());
    voice.says(&text::READING)?;
    voice.tabulates(&text::READING_HEAD, text::READING_TABLE)?;

    rooms::when_and_who(voice, stage, &tour)?;
    causes::unknown_issuer(voice, stage, &tour)?;
    causes::bad_signature(voice, stage, &tour)?;
    rooms::what_for(voice, stage, &tour)?;
    rooms::taken_back(voice, stage, &tour, list)?;
    rooms::looks_wrong(voice, stage, &tour)?;

    voice.says(&text::REPAIRED)?;
    let (repaired, _) = tour.visits((voice, stage), "repaired", (Twin::Sound, Eyes::Open), &[])?;
    voice.says(&text::REPAIRED_SEEN)?;
    voice.fared(&text::FARED_HEAD, repaired, tour.gallery.exhibits.iter().map(|e| e.id))?;
    voice.claims("lesson8.twins-accepted")?;

    attack::nobody_looks(voice, stage, &tour)?;
    voice.says(&text::CLIENTS)?;
    let made = words::made();
    voice.measures(&text::CLIENTS_WHEN, made.date)?;
    voice.measures(&text::CLIENTS_WITH, made.versions)?;
    voice.measures(&text::CLIENTS_AGAIN, made.command)?;
    voice.tabulates(&text::CLIENTS_HEAD, text::CLIENTS_TABLE)?;
    voice.says(&text::CLIENTS_WORDS)?;
    voice.tabulates(&text::CLIENTS_WORDS_HEAD, refusals(text::CLIENTS_TABLE.map(|[id, ..]| id)))?;
    voice.says(&text::WORDS)?;
    voice.claims("lesson8.every-byte-explained")?;
    voice.says(&text::LEFT)?;
    let question = (&text::QUESTION, &text::THINK, &text::THOUGHT);
    stage.ends(voice, &LESSON, (&text::TRY, text::RECIPES), question)
}
