//! Who is on stage, and how Bob begins to listen.

use std::sync::Arc;

use anyhow::Result;
use rustls::server::{ServerSessionMemoryCache, StoresServerSessions};
use rustls::{ClientConfig, ServerConfig};
use wirewalk::pki::{Authority, KeyKind, Name, PrivateKey, Profile, Subject, Validity};
use wirewalk::stage::{self, Access, Place, Set, Stage};
use wirewalk::story::Voice;
use wirewalk::tls::{Credentials, Wishes};

use super::careless::Drawer;
use super::till::Till;
use super::{PAY, alices_side, bob, bobs_side, text};

/// Carol, and Bob with a certificate that she signed.
pub struct Club {
    pub carol: Authority,
    pub bob: Credentials,
}

impl Club {
    fn new() -> Result<Club> {
        let (key, now) = (PrivateKey::generate(KeyKind::EcdsaP256)?, stage::now());
        let carol = Authority::root(key, Subject::authority("my-ca.com"), Validity::root(now))?;
        let server = Profile::server(Subject::server(), Name::loopback(), Validity::leaf(now), false);
        let bob = Credentials::certified(&carol, &server)?;
        Ok(Club { carol, bob })
    }

    /// Whom Alice trusts: Carol's root and nothing else.
    pub fn wishes(&self) -> Wishes {
        Wishes::trusting(self.carol.certificate())
    }

    /// Bob's side in a scene. `careless`: a ticket is good as often as it comes.
    pub fn bobs(&self, set: &Set, careless: bool) -> Result<ServerConfig> {
        let (notes, memory) = (set.recorder(), ServerSessionMemoryCache::new(256));
        let sessions: Arc<dyn StoresServerSessions> = if careless { Arc::new(Drawer(memory)) } else { memory };
        bobs_side(&self.bob, sessions, notes.provider(), notes.key_log())
    }

    /// Alice's side in a scene, patient and in a hurry: both have the same tickets.
    pub fn alices(&self, set: &Set) -> Result<[Arc<ClientConfig>; 2]> {
        let notes = set.recorder();
        let patient = alices_side(&self.wishes(), false, notes.provider(), notes.key_log())?;
        let mut hurried = patient.clone();
        hurried.enable_early_data = true;
        Ok([Arc::new(patient), Arc::new(hurried)])
    }
}

/// Bob begins to listen.
pub fn listens(set: &mut Set, config: ServerConfig, till: Till) -> Result<Place> {
    let config = Arc::new(config);
    set.takes_calls("Bob", move |stream| bob(stream, &config, &till))
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
    voice.measures(&text::PAY_FILE, stage.file("pay.txt", Access::Normal, PAY)?)?;
    Ok(club)
}
