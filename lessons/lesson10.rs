//! # Lesson 10 · The same over UDP
//!
//! Bob's app over HTTP/3: both sides' configuration, what Bob answers, and the walk. Its scenes are in the folder `lesson10` beside this
//! file: a visit that Eve opens without a key, the same over TCP, and what Mallory tries with datagrams.
//!
//! `cargo run --bin lesson10` walks; `-- server` and `-- client` run Bob and Alice alone.

#[path = "lesson10/cast.rs"]
mod cast;
#[path = "claims/lesson10.rs"]
mod claims;
#[path = "lesson10/first.rs"]
mod first;
#[path = "lesson10/forged.rs"]
mod forged;
#[path = "lesson10/moves.rs"]
mod moves;
#[path = "lesson10/replay.rs"]
mod replay;
#[path = "en/lesson10.rs"]
mod text;
#[path = "lesson10/till.rs"]
mod till;
#[path = "lesson10/victim.rs"]
mod victim;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use clap::ArgMatches;
use rustls::client::Resumption;
use rustls::crypto::CryptoProvider;
use rustls::server::{ServerSessionMemoryCache, StoresServerSessions};
use rustls::version::TLS13;
use rustls::{ClientConfig, KeyLog, RootCertStore, ServerConfig};
use wirewalk::commands::{http3 as commands, https, visits};
use wirewalk::http3::{Client, Proof};
use wirewalk::lesson9::careless::Drawer;
use wirewalk::stage::{self, Extra, Lesson, Site, Stage};
use wirewalk::story::Voice;
use wirewalk::tls::{self, Credentials, Wishes};

use till::Till;

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
        serves(site, &bob, (Proof::Never, false))
    }),
    client: Some(|url| twice(url, &https::alices_wishes(&LESSON)?)),
    commands: &[
        Extra { name: "server", about: commands::SERVES, args: commands::server_args, run: serve },
        Extra { name: "client", about: commands::ASKS, args: commands::client_args, run: ask },
    ],
    claims: &[claims::CHECKS, claims::ATTACKS],
    files: &["ca-public-key.pem", "server-public-key.pem", "server-private-key.pem"],
    ..Lesson::of(text::ABOUT, walk)
};

/// The program.
pub fn main() -> ExitCode {
    stage::lesson_main(&LESSON)
}

/// Bob's side of TLS: that of lesson 9, without TLS 1.2, and with another protocol inside.
pub fn bobs_side(
    bob: &Credentials,
    sessions: Arc<dyn StoresServerSessions>,
    crypto: Arc<CryptoProvider>,
    log: Arc<dyn KeyLog>,
) -> Result<ServerConfig> {
    let mut config = ServerConfig::builder_with_provider(crypto)
        .with_protocol_versions(&[&TLS13])? // QUIC knows no other
        .with_no_client_auth()
        .with_single_cert(bob.chain(), bob.key())
        .context("the certificate and the private key do not belong together")?;
    config.alpn_protocols = vec![b"h3".to_vec()];
    config.session_storage = sessions;
    config.max_early_data_size = u32::MAX; // QUIC limits early data by its own means, so TLS must not (RFC 9001 section 4.6.1)
    config.key_log = log;
    Ok(config)
}

/// Alice's side of TLS. `early`: she does not wait where a ticket lets her.
pub fn alices_side(
    wishes: &Wishes,
    early: bool,
    crypto: Arc<CryptoProvider>,
    log: Arc<dyn KeyLog>,
) -> Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    for root in &wishes.roots {
        roots.add(root.clone())?;
    }
    let crypto = if wishes.no_pq { tls::only_x25519(crypto) } else { crypto };
    let builder = ClientConfig::builder_with_provider(crypto.clone()).with_protocol_versions(&[&TLS13])?;
    let builder = match wishes.insecure {
        false => builder.with_root_certificates(roots),
        true => builder.dangerous().with_custom_certificate_verifier(tls::believes_everybody(crypto)),
    };
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = vec![b"h3".to_vec()];
    config.resumption = Resumption::in_memory_sessions(8);
    config.enable_early_data = early;
    config.key_log = log;
    Ok(config)
}

/// Alice asks for the secret: a connection of her own, one request.
pub fn alice(client: &Client, host: &str, to: SocketAddr) -> Result<String> {
    Ok(asks(client, host, to, ("GET", "/", b""))?.0)
}

/// Alice asks for something on a connection of her own: the answer, and whether what she sent early was read, if she sent it early.
pub fn asks(
    client: &Client,
    host: &str,
    to: SocketAddr,
    (method, path, body): (&str, &str, &[u8]),
) -> Result<(String, Option<bool>)> {
    let mut visit = client.visit(host, to)?;
    let answer = visit.ask(method, path, body)?;
    let early = visit.early();
    visit.closes();
    ensure!(answer.status == 200, "{}: {}", answer.status, answer.body);
    Ok((answer.body, early))
}

/// Alice comes twice, the second time in a hurry: what she heard then.
fn twice(url: &str, wishes: &Wishes) -> Result<String> {
    let (host, to) = visits::address(url)?;
    let client = Client::new(alices_side(wishes, true, tls::provider(), tls::key_log()?)?)?;
    let mut said = String::new();
    for _ in 0..2 {
        let (heard, early) = asks(&client, &host, to, ("GET", "/", b""))?;
        commands::tells(early)?;
        said = heard;
    }
    Ok(said)
}

fn ask(arguments: &ArgMatches) -> Result<()> {
    let (url, wishes) = commands::client(arguments, &LESSON)?;
    stage::tells(&url, |url| twice(url, &wishes))
}

/// Bob alone. The configuration is whole before a socket opens.
fn serves(site: Site, bob: &Credentials, (proof, careless): (Proof, bool)) -> Result<()> {
    let memory = ServerSessionMemoryCache::new(256);
    let sessions: Arc<dyn StoresServerSessions> = if careless { Arc::new(Drawer(memory)) } else { memory };
    let till = Till::default();
    site.serves_http3(bobs_side(bob, sessions, tls::provider(), tls::key_log()?)?, proof, move |asked| {
        till.answers(asked)
    })
}

fn serve(arguments: &ArgMatches) -> Result<()> {
    let (site, bob, options) = commands::server(arguments, &LESSON)?;
    let proof = if options.retry { Proof::Always } else { Proof::Never };
    serves(site, &bob, (proof, options.careless))
}

fn walk(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.keeps("secret", SECRET);
    voice.says(&text::HELLO)?;
    voice.says(&text::TERMS)?;
    voice.tabulates(&text::TERMS_HEAD, text::TERMS_TABLE)?;
    let club = cast::cast(voice, stage)?;
    let visit = first::visit(voice, stage, &club)?;
    first::opened(voice, visit)?;
    first::beside_tcp(voice, stage, &club, visit)?;
    victim::amplified(voice, stage, &club, visit)?;
    victim::retried(voice, stage, &club, visit)?;
    replay::twice(voice, stage, &club)?;
    moves::both(voice, stage, &club)?;
    forged::versions(voice, stage, &club)?;
    forged::flipped(voice, stage, &club)?;
    voice.says(&text::ADVICE)?;
    voice.tabulates(&text::ADVICE_HEAD, text::ADVICE_TABLE)?;
    voice.says(&text::WORDS)?;
    voice.claims("lesson10.every-byte-explained")?;
    voice.says(&text::LEFT)?;
    let question = (&text::QUESTION, &text::THINK, &text::THOUGHT);
    stage.ends(voice, &LESSON, (&text::TRY, text::RECIPES), question)
}
