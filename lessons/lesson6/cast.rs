//! Who is on stage, and a scene with them.

use anyhow::Result;
use rustls::ClientConfig;
use wirewalk::client;
use wirewalk::door::Limits;
use wirewalk::pki::{Authority, KeyKind, Name, PrivateKey, Profile, Subject, Validity, ca};
use wirewalk::stage::{self, Access, Stage};
use wirewalk::story::{Shot, Voice};
use wirewalk::tls::{Credentials, Trust, Wishes};

use super::{HOST, LINE, Members, alice, alices_side, bob, bobs_side, text};

/// Carol, Bob with a certificate that she signed, and Alice with one too.
pub struct Club {
    pub carol: Authority,
    pub bob: Credentials,
    pub alice: Credentials,
}

impl Club {
    pub fn new() -> Result<Club> {
        let (key, now) = (PrivateKey::generate(KeyKind::EcdsaP256)?, stage::now());
        let carol = Authority::root(key, Subject::authority("my-ca.com"), Validity::root(now))?;
        let bob = Credentials::certified(&carol, &server())?;
        let alice = Credentials::certified(&carol, &person("alice", "alice"))?;
        Ok(Club { carol, bob, alice })
    }

    /// Whom Alice trusts: Carol's root and nothing else.
    pub fn wishes(&self) -> Wishes {
        Wishes::trusting(self.carol.certificate())
    }

    /// Whose clients Bob takes: the same, as long as nobody is taken back.
    pub fn trust(&self) -> Trust {
        Trust { roots: self.wishes().roots, lists: Vec::new() }
    }
}

/// What Carol says of Bob.
pub fn server() -> Profile {
    Profile::server(Subject::server(), Name::loopback(), Validity::leaf(stage::now()), false)
}

/// What Carol says of a client: a common name, which need not be unique, and a name of her own making, which is.
pub fn person(common_name: &str, name: &str) -> Profile {
    Profile::client(Subject::named(None, common_name), ca::client_uri(name), Validity::leaf(stage::now()))
}

/// Certificate and key in one file.
pub fn leaves_both(stage: &mut Stage, name: &'static str, of: &Credentials) -> Result<String> {
    stage.file(name, Access::Private, format!("{}{}", of.chain_pem(), of.key_pem().as_str()).as_bytes())
}

/// What somebody heard, or why they heard nothing.
pub type Heard = Result<String, String>;
/// Bob of a scene: what he shows, and whose certificates he takes.
pub type Bob<'a> = (&'a Credentials, &'a Trust);
/// Who asks: the name, whom they trust, what they show.
pub type Caller<'a> = (&'static str, &'a Wishes, Option<&'a Credentials>);

/// A scene over the long line: somebody asks Bob, and he asks back.
pub fn scene(at: (&mut Voice, &mut Stage), id: &'static str, bob: Bob, caller: Caller) -> Result<(Shot, Heard)> {
    scene_with(at, id, bob, caller, alice)
}

/// The same with another way to ask.
pub fn scene_with(
    (voice, stage): (&mut Voice, &mut Stage),
    id: &'static str,
    (bobs, trust): Bob,
    (who, wishes, own): Caller,
    asks: fn(&str, ClientConfig) -> Result<String>,
) -> Result<(Shot, Heard)> {
    stage.scene(voice, id, |set| {
        let notes = set.recorder();
        let config = bobs_side(bobs, Some(trust), notes.provider(), notes.key_log())?;
        let members = Members::of(trust.roots.iter().map(AsRef::as_ref), &["alice".to_owned()]);
        let bob = set.answers_tls("Bob", Limits::default(), config, move |request| bob(request, &members))?;
        let line = set.far(&bob, LINE)?;
        let wire = set.wire(who, &line)?;
        let config = alices_side(wishes, own, notes.provider(), notes.key_log())?;
        Ok(asks(&wire.https(HOST), config).map_err(|error| client::reason(&error)))
    })
}

/// The raw error, or what was heard in spite of all.
pub fn said(outcome: Heard) -> String {
    outcome.unwrap_or_else(|error| error)
}

/// Carol, Bob and Alice, and the files with which a person can play them.
pub fn cast(voice: &mut Voice, stage: &mut Stage) -> Result<Club> {
    voice.says(&text::CAST)?;
    let club = Club::new()?;
    let root = club.carol.certificate().to_pem();
    voice.measures(&text::ROOT_FILE, stage.file("ca-public-key.pem", Access::Normal, root.as_bytes())?)?;
    let path = stage.file("server-public-key.pem", Access::Normal, club.bob.chain_pem().as_bytes())?;
    voice.measures(&text::SERVER_FILE, path)?;
    let path = stage.file("server-private-key.pem", Access::Private, club.bob.key_pem().as_bytes())?;
    voice.measures(&text::SERVER_KEY_FILE, path)?;
    voice.measures(&text::ALICE_FILE, leaves_both(stage, "certs/alice/alice.pem", &club.alice)?)?;
    voice.reads("ca-public-key.pem", root.as_bytes());
    voice.reads("server-public-key.pem", club.bob.chain_pem().as_bytes());
    let alices = voice.reads("alice.crt", club.alice.chain_pem().as_bytes());
    voice.says(&text::BADGE)?;
    voice.sentence(&text::SAYS, alices)?;
    voice.shows_only(alices, &["x509ce.uniformResourceIdentifier", "x509af.subject", "x509ce.KeyPurposeId"])?;
    Ok(club)
}
