//! Who is on stage, and how they take their places.

use anyhow::Result;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, ServerConfig};
use wirewalk::door::{Forward, Limits};
use wirewalk::pki::{Authority, KeyKind, Name, PrivateKey, Profile, Subject, Validity, ca};
use wirewalk::proxy::Proxy;
use wirewalk::stage::{self, Access, Place, Set, Stage};
use wirewalk::story::Voice;
use wirewalk::tls::{Credentials, Trust, Wishes};

use super::{HOST, alice, alices_side, bob, peggys_side, said, text};

/// Who is on stage: Carol, Peggy and Alice, each of the two with a certificate that Carol signed.
pub struct Club {
    pub carol: Authority,
    pub peggy: Credentials,
    pub alice: Credentials,
}

impl Club {
    pub fn new() -> Result<Club> {
        let now = stage::now();
        let key = PrivateKey::generate(KeyKind::EcdsaP256)?;
        let carol = Authority::root(key, Subject::authority("my-ca.com"), Validity::root(now))?;
        let leaf = Validity::leaf(now);
        let peggy = Credentials::certified(&carol, &Profile::server(Subject::server(), Name::loopback(), leaf, false))?;
        let alice = Subject::named(None, "alice");
        let alice = Credentials::certified(&carol, &Profile::client(alice, ca::client_uri("alice"), leaf))?;
        Ok(Club { carol, peggy, alice })
    }

    /// Peggy's configuration for a scene: certificates are asked for, and `/secure-data` decides.
    pub fn peggys_side(&self, set: &Set) -> Result<ServerConfig> {
        let (notes, carol) = (set.recorder(), CertificateDer::from(self.carol.certificate().der().to_vec()));
        let trust = Trust { roots: vec![carol], lists: Vec::new() };
        peggys_side(&self.peggy, (&trust, false), notes.provider(), notes.key_log())
    }

    /// Alice's, who trusts Carol, and shows a certificate or not.
    pub fn alices_side(&self, set: &Set, own: Option<&Credentials>) -> Result<ClientConfig> {
        let notes = set.recorder();
        alices_side(&Wishes::trusting(self.carol.certificate()), own, notes.provider(), notes.key_log())
    }

    /// Alice asks for a path; what she heard, or what stood in the way.
    pub fn asks(&self, set: &Set, at: &Place, path: &str, own: Option<&Credentials>) -> Result<String> {
        Ok(said(alice(&format!("{}{path}", at.https(HOST)), self.alices_side(set, own)?)))
    }

    /// Peggy opens her door; this is her way to Bob.
    pub fn peggy(&self, set: &mut Set, to_bob: Forward) -> Result<Place> {
        let config = self.peggys_side(set)?;
        set.proxies("Peggy", Limits::default(), config, Proxy::before([to_bob]))
    }

    /// Bob, hidden; Eve inside; Peggy; Eve outside.
    pub fn both_legs(&self, set: &mut Set, caller: &'static str) -> Result<Place> {
        let (bob, mark) = set.hides("Bob", Limits::default(), bob)?;
        let inside = set.inner_wire("Peggy", &bob)?;
        let peggy = self.peggy(set, inside.forward(&Limits::default(), Some(&mark)))?;
        set.wire(caller, &peggy)
    }
}

/// Carol, Peggy and Alice as in lesson 4, and the files with which a person can play them.
pub fn cast(voice: &mut Voice, stage: &mut Stage) -> Result<Club> {
    voice.says(&text::CAST)?;
    let club = Club::new()?;
    let root = club.carol.certificate().to_pem();
    voice.measures(&text::ROOT_FILE, stage.file("ca-public-key.pem", Access::Normal, root.as_bytes())?)?;
    let certificate = club.peggy.chain_pem();
    let path = stage.file("server-public-key.pem", Access::Normal, certificate.as_bytes())?;
    voice.measures(&text::CERTIFICATE_FILE, path)?;
    let path = stage.file("server-private-key.pem", Access::Private, club.peggy.key_pem().as_bytes())?;
    voice.measures(&text::KEY_FILE, path)?;
    let alice = format!("{}{}", club.alice.chain_pem(), club.alice.key_pem().as_str());
    let path = stage.file("certs/alice/alice.pem", Access::Private, alice.as_bytes())?;
    voice.measures(&text::ALICE_FILE, path)?;
    Ok(club)
}
