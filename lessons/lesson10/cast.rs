//! Who is on stage, and how they are set up for a scene.

use std::sync::Arc;

use anyhow::Result;
use rustls::server::{ServerSessionMemoryCache, StoresServerSessions};
use wirewalk::http3::{Client, Proof};
use wirewalk::pki::{Authority, KeyKind, Name, PrivateKey, Profile, Subject, Validity};
use wirewalk::stage::{self, Access, Place, Set, Stage};
use wirewalk::story::Voice;
use wirewalk::tls::{Credentials, Wishes};

use super::till::Till;
use super::{alices_side, bobs_side, text};

/// So many names stand in Bob's long certificate.
const MANY: usize = 250;

/// Carol, and Bob with two certificates that she signed: a short one and a long one.
pub struct Club {
    pub carol: Authority,
    pub bob: Credentials,
    pub verbose: Credentials,
}

impl Club {
    fn new() -> Result<Club> {
        let (key, now) = (PrivateKey::generate(KeyKind::EcdsaP256)?, stage::now());
        let carol = Authority::root(key, Subject::authority("my-ca.com"), Validity::root(now))?;
        let shows = |names| {
            let server = Profile::server(Subject::server(), names, Validity::leaf(now), false);
            Credentials::certified(&carol, &server)
        };
        let bob = shows(Name::loopback())?;
        let mut names = Name::loopback();
        for number in 1..=MANY {
            names.push(format!("squirrel-{number:03}.example").parse()?);
        }
        let verbose = shows(names)?;
        Ok(Club { carol, bob, verbose })
    }

    /// Whom Alice trusts: Carol's root and nothing else.
    pub fn wishes(&self) -> Wishes {
        Wishes::trusting(self.carol.certificate())
    }

    /// Bob begins to listen, with a memory of his own and a till of his own.
    pub fn bob(&self, set: &mut Set) -> Result<Place> {
        self.machine(set, (&self.bob, Proof::Never), ServerSessionMemoryCache::new(256), Till::default())
    }

    /// One machine of Bob's begins to listen.
    pub fn machine(
        &self,
        set: &mut Set,
        (shows, proof): (&Credentials, Proof),
        sessions: Arc<dyn StoresServerSessions>,
        till: Till,
    ) -> Result<Place> {
        let notes = set.recorder();
        let config = bobs_side(shows, sessions, notes.provider(), notes.key_log())?;
        set.serves_http3("Bob", config, proof, move |asked| till.answers(asked))
    }

    /// Alice, patient or in a hurry.
    pub fn alice(&self, set: &Set, early: bool) -> Result<Client> {
        let notes = set.recorder();
        Client::new(alices_side(&self.wishes(), early, notes.provider(), notes.key_log())?)
    }
}

/// Carol and Bob as in lesson 4, and the files with which a person can play them.
pub fn cast(voice: &mut Voice, stage: &mut Stage) -> Result<Club> {
    voice.says(&text::CAST)?;
    let club = Club::new()?;
    let root = club.carol.certificate().to_pem();
    voice.measures(&text::ROOT_FILE, stage.file("ca-public-key.pem", Access::Normal, root.as_bytes())?)?;
    let path = stage.file("server-public-key.pem", Access::Normal, club.bob.chain_pem().as_bytes())?;
    voice.measures(&text::CERTIFICATE_FILE, path)?;
    let path = stage.file("server-private-key.pem", Access::Private, club.bob.key_pem().as_bytes())?;
    voice.measures(&text::KEY_FILE, path)?;
    Ok(club)
}
