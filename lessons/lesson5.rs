//! # Lesson 5 · HTTPS
//!
//! Bob's app of lesson 1 behind TLS 1.3: both sides' configuration in full, and the walk. Its scenes are in the folder `lesson5`
//! beside this file: the seven stations, one key by hand, what stands beside them (TLS 1.2, X25519 alone, RSA key transport), six
//! failures, and Mallory: first as she changes bytes, then with certificates.
//!
//! `cargo run --bin lesson5` walks; `-- server` and `-- client` run [`lesson1::bob`] and [`alice`] alone.

#[path = "lesson5/attack.rs"]
mod attack;
#[path = "lesson5/beside.rs"]
mod beside;
#[path = "lesson5/by_hand.rs"]
mod by_hand;
#[path = "claims/lesson5.rs"]
mod claims;
#[path = "lesson5/failures.rs"]
mod failures;
#[path = "lesson5/hello.rs"]
mod hello;
#[path = "lesson5/stations.rs"]
mod stations;
#[path = "lesson5/tampering.rs"]
mod tampering;
#[path = "en/lesson5.rs"]
mod text;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::ArgMatches;
use rustls::client::Resumption;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::server::NoServerSessionStorage;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, KeyLog, NamedGroup, RootCertStore, ServerConfig};
use wirewalk::client;
use wirewalk::commands::https;
use wirewalk::door::Limits;
use wirewalk::lesson1;
use wirewalk::pki::{Authority, KeyKind, Name, PrivateKey, Profile, Subject, Validity};
use wirewalk::stage::{self, Access, Extra, Lesson, Place, Set, Site, Stage};
use wirewalk::story::{Shot, Voice};
use wirewalk::tls::{self, Credentials, Wishes};

/// The secret message of the Secret Squirrels.
const SECRET: &str = "fluffy tail";
/// The name that Alice asks for; it stands in Bob's certificate.
const HOST: &str = "localhost";

/// This lesson.
pub const LESSON: Lesson = Lesson {
    port: 8443,
    scheme: "https",
    server: Some(|site| {
        let bob = https::bobs_credentials(&LESSON, &site)?;
        serves(site, &bob, false)
    }),
    client: Some(|url| alice(url, alices_side(&https::alices_wishes(&LESSON)?, provider(), tls::key_log()?)?)),
    commands: &[
        Extra { name: "server", about: https::SERVES, args: https::server_args, run: serve },
        Extra { name: "client", about: https::ASKS, args: https::client_args, run: ask },
    ],
    claims: &[claims::CHECKS, claims::BESIDE, claims::REFUSALS, claims::TAMPERING],
    files: &[
        "ca-public-key.pem",
        "server-public-key.pem",
        "server-private-key.pem",
        "rsa-key-transport.pcapng",
        "ecdhe.pcapng",
        "stolen-key.pem",
    ],
    ..Lesson::of(text::ABOUT, walk)
};

/// The program.
pub fn main() -> ExitCode {
    stage::lesson_main(&LESSON)
}

/// Bob alone: the configuration is whole before a socket opens.
fn serves(site: Site, bob: &Credentials, tls12: bool) -> Result<()> {
    let crypto = if tls12 { tls::only_tls12(provider()) } else { provider() };
    site.serves_tls(Limits::default(), bobs_side(bob, crypto, tls::key_log()?)?, lesson1::bob)
}

fn serve(arguments: &ArgMatches) -> Result<()> {
    let (site, bob, tls12) = https::server(arguments, &LESSON)?;
    serves(site, &bob, tls12)
}

fn ask(arguments: &ArgMatches) -> Result<()> {
    let (url, wishes) = https::client(arguments, &LESSON)?;
    let config = alices_side(&wishes, provider(), tls::key_log()?)?;
    stage::tells(&url, |url| alice(url, config))
}

/// Suites, groups and signatures of aws-lc-rs; X25519MLKEM768 is its first choice.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// Bob's side of TLS, in full.
pub fn bobs_side(bob: &Credentials, crypto: Arc<CryptoProvider>, log: Arc<dyn KeyLog>) -> Result<ServerConfig> {
    let mut config = ServerConfig::builder_with_provider(crypto)
        .with_protocol_versions(&[&TLS13, &TLS12])? // stations 1 and 2: what he agrees to; there is nothing older here
        .with_no_client_auth() // everybody may ask; lesson 6 is about that
        .with_single_cert(bob.chain(), bob.key()) // stations 4 and 5: what he shows, and what he signs with
        .context("the certificate and the private key do not belong together")?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()]; // station 7: what is spoken inside
    config.session_storage = Arc::new(NoServerSessionStorage {}); // each connection agrees on a secret of its own,
    config.send_tls13_tickets = 0; // and nothing is kept to resume it
    config.key_log = log; // for this lesson, and for SSLKEYLOGFILE
    Ok(config)
}

/// Alice's side of TLS, in full.
pub fn alices_side(wishes: &Wishes, crypto: Arc<CryptoProvider>, log: Arc<dyn KeyLog>) -> Result<ClientConfig> {
    let mut crypto = (*crypto).clone();
    if wishes.no_pq {
        crypto.kx_groups.retain(|group| group.name() == NamedGroup::X25519); // station 3
    }
    let crypto = Arc::new(crypto);
    let versions: &[_] = if wishes.tls12 { &[&TLS12] } else { &[&TLS13, &TLS12] }; // station 1
    let builder = ClientConfig::builder_with_provider(crypto.clone()).with_protocol_versions(versions)?;
    let mut roots = RootCertStore::empty();
    for root in &wishes.roots {
        roots.add(root.clone())?;
    }
    let builder = match wishes.insecure {
        false => builder.with_root_certificates(roots), // stations 4 and 5: chain, name, dates, purpose, signature
        true => builder.dangerous().with_custom_certificate_verifier(tls::believes_everybody(crypto)),
    };
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config.resumption = Resumption::disabled();
    config.key_log = log;
    Ok(config)
}

/// Alice: the function of lesson 1, over TLS.
pub fn alice(url: &str, config: ClientConfig) -> Result<String> {
    Ok(client::agent_tls(config).get(url).call()?.body_mut().read_to_string()?)
}

/// Who is on stage: Carol, and Bob with a certificate that she signed.
struct Club {
    carol: Authority,
    bob: Credentials,
}

impl Club {
    fn new() -> Result<Club> {
        let key = PrivateKey::generate(KeyKind::EcdsaP256)?;
        let carol = Authority::root(key, Subject::authority("my-ca.com"), Validity::root(stage::now()))?;
        let bob = certified(&carol, &Name::loopback(), Validity::leaf(stage::now()))?;
        Ok(Club { carol, bob })
    }

    /// What Alice trusts: Carol's root and nothing else.
    fn trust(&self) -> Wishes {
        Wishes::trusting(self.carol.certificate())
    }
}

/// A key, and a certificate for it with these names: what lesson 4 did step by step.
fn certified(authority: &Authority, names: &[Name], validity: Validity) -> Result<Credentials> {
    let profile = Profile::server(Subject::server(), names.to_vec(), validity, false);
    Ok(Credentials::certified(authority, &profile)?)
}

/// Bob opens his door, his app of lesson 1 behind it; Eve is on the wire to it.
fn bob_behind_tls(set: &mut Set, bob: &Credentials) -> Result<Place> {
    let notes = set.recorder();
    let config = bobs_side(bob, notes.provider(), notes.key_log())?;
    let bob = set.serves_tls("Bob", Limits::default(), config, lesson1::bob)?;
    set.wire("Alice", &bob)
}

/// A scene in which Alice asks Bob by a name; what she heard, or why she heard nothing.
fn asks(
    (voice, stage): (&mut Voice, &mut Stage),
    scene: &'static str,
    bob: &Credentials,
    (host, wishes): (&str, &Wishes),
) -> Result<(Shot, Result<String, String>)> {
    stage.scene(voice, scene, |set| {
        let (wire, notes) = (bob_behind_tls(set, bob)?, set.recorder());
        let config = alices_side(wishes, notes.provider(), notes.key_log())?;
        Ok(alice(&wire.https(host), config).map_err(|error| client::reason(&error)))
    })
}

/// The raw error, or what was heard in spite of all.
fn said(outcome: Result<String, String>) -> String {
    outcome.unwrap_or_else(|error| error)
}

fn walk(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.keeps("secret", SECRET);
    voice.says(&text::HELLO)?;
    voice.says(&text::LAYERS)?;
    voice.tabulates(&text::LAYERS_HEAD, text::LAYERS_TABLE)?;
    voice.says(&text::STATIONS)?;
    voice.tabulates(&text::STATIONS_HEAD, text::STATIONS_TABLE)?;
    let club = cast(voice, stage)?;
    let https = stations::seven(voice, stage, &club)?;
    beside::tls12(voice, stage, &club, https)?;
    beside::no_pq(voice, stage, &club, https)?;
    beside::rsa(voice, stage)?;
    failures::six(voice, stage, &club)?;
    tampering::four(voice, stage, &club)?;
    attack::three(voice, stage, &club)?;
    voice.says(&text::WORDS)?;
    voice.claims("lesson5.every-byte-explained")?;
    voice.says(&text::LEFT)?;
    let question = (&text::QUESTION, &text::THINK, &text::THOUGHT);
    stage.ends(voice, &LESSON, (&text::TRY, text::RECIPES), question)
}

/// Carol and Bob as in lesson 4, and the files with which a person can play them.
fn cast(voice: &mut Voice, stage: &mut Stage) -> Result<Club> {
    voice.says(&text::CAST)?;
    let club = Club::new()?;
    let (root, certificate) = (club.carol.certificate().to_pem(), club.bob.chain_pem());
    voice.measures(&text::ROOT_FILE, stage.file("ca-public-key.pem", Access::Normal, root.as_bytes())?)?;
    let path = stage.file("server-public-key.pem", Access::Normal, certificate.as_bytes())?;
    voice.measures(&text::CERTIFICATE_FILE, path)?;
    let path = stage.file("server-private-key.pem", Access::Private, club.bob.key_pem().as_bytes())?;
    voice.measures(&text::KEY_FILE, path)?;
    voice.reads("ca-public-key.pem", root.as_bytes());
    let file = voice.reads("server-public-key.pem", certificate.as_bytes());
    voice.sentence(&text::SAYS, file)?;
    Ok(club)
}
