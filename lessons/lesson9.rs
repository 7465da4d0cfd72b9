//! # Lesson 9 · The second visit
//!
//! Alice comes back with a ticket. Both sides' configuration, and both sides driving rustls by hand, because what comes early is
//! handed out too late otherwise; and the walk. Its scenes are in the folder `lesson9` beside this file.
//!
//! `cargo run --bin lesson9` walks; `-- server` and `-- client` run [`bob`] and [`alice`] alone.

#[path = "lesson9/careless.rs"]
pub mod careless;
#[path = "lesson9/cast.rs"]
mod cast;
#[path = "claims/lesson9.rs"]
mod claims;
#[path = "lesson9/replay.rs"]
mod replay;
#[path = "lesson9/second.rs"]
mod second;
#[path = "lesson9/stolen.rs"]
mod stolen;
#[path = "en/lesson9.rs"]
mod text;
#[path = "lesson9/till.rs"]
mod till;
#[path = "lesson9/tracker.rs"]
mod tracker;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread::JoinHandle;

use anyhow::{Context, Result, ensure};
use clap::ArgMatches;
use rustls::client::Resumption;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::ServerName;
use rustls::server::{ServerSessionMemoryCache, StoresServerSessions};
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, ClientConnection, HandshakeKind, KeyLog, RootCertStore, ServerConfig, ServerConnection};
use wirewalk::callers::Line;
use wirewalk::callers::http::{self, Malformed};
use wirewalk::commands::{https, visits};
use wirewalk::stage::{self, Extra, Lesson, Site, Stage};
use wirewalk::story::Voice;
use wirewalk::tls::{self, Credentials, Wishes};

use till::Till;

/// The secret message of the Secret Squirrels.
const SECRET: &str = "fluffy tail";
/// The name that Alice asks for; it stands in Bob's certificate.
const HOST: &str = "localhost";
/// What Alice asks: for the secret, to pay her fee, and how much she has paid.
const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
const PAY: &[u8] = b"POST /pay HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n\r\nacorns=5";
const PAID: &[u8] = b"GET /paid HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// This lesson.
pub const LESSON: Lesson = Lesson {
    port: 8443,
    scheme: "https",
    server: Some(|site| {
        let bob = https::bobs_credentials(&LESSON, &site)?;
        serves(site, &bob, (false, false))
    }),
    client: Some(|url| twice(url, &https::alices_wishes(&LESSON)?)),
    commands: &[
        Extra { name: "server", about: visits::SERVES, args: visits::server_args, run: serve },
        Extra { name: "client", about: visits::ASKS, args: https::client_args, run: ask },
    ],
    claims: &[claims::CHECKS, claims::REPLAY, claims::TICKETS],
    files: &[
        "ca-public-key.pem",
        "server-public-key.pem",
        "server-private-key.pem",
        "pay.txt",
        "ticket-key.pcapng",
        "ticket-key.nginx",
    ],
    ..Lesson::of(text::ABOUT, walk)
};

/// The program.
pub fn main() -> ExitCode {
    stage::lesson_main(&LESSON)
}

/// Bob's side of TLS: lesson 5's, with a memory. `sessions` is where he keeps what belongs to the tickets that he gives.
pub fn bobs_side(
    bob: &Credentials,
    sessions: Arc<dyn StoresServerSessions>,
    crypto: Arc<CryptoProvider>,
    log: Arc<dyn KeyLog>,
) -> Result<ServerConfig> {
    let mut config = ServerConfig::builder_with_provider(crypto)
        .with_protocol_versions(&[&TLS13, &TLS12])?
        .with_no_client_auth()
        .with_single_cert(bob.chain(), bob.key())
        .context("the certificate and the private key do not belong together")?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config.session_storage = sessions; // a ticket is a number; what belongs to it lies here,
    config.send_tls13_tickets = 2; // and a client that comes back twice shows two of them
    config.max_early_data_size = 4096; // what is sent with a ticket before the handshake is over is read,
    config.send_half_rtt_data = true; // and answered as early
    config.key_log = log;
    Ok(config)
}

/// Alice's side of TLS: lesson 5's, with a memory. `early`: she does not wait where a ticket lets her.
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
    let versions: &[_] = if wishes.tls12 { &[&TLS12] } else { &[&TLS13, &TLS12] };
    let builder = ClientConfig::builder_with_provider(crypto.clone()).with_protocol_versions(versions)?;
    let builder = match wishes.insecure {
        false => builder.with_root_certificates(roots),
        true => builder.dangerous().with_custom_certificate_verifier(tls::believes_everybody(crypto)),
    };
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config.resumption = Resumption::in_memory_sessions(8); // the tickets that she was given
    config.enable_early_data = early;
    config.key_log = log;
    Ok(config)
}

/// Bob on one connection, until the client ends it.
pub fn bob(stream: TcpStream, config: &Arc<ServerConfig>, till: &Till) -> Result<()> {
    let (mut line, mut tls) = (Line::over(stream)?, ServerConnection::new(config.clone())?);
    let outcome = converses(&mut line, &mut tls, till);
    if outcome.as_ref().is_err_and(|error| error.is::<Malformed>()) {
        let _ = tls.writer().write_all(&http::answer("400 Bad Request", "send a request of HTTP/1.1\n"));
    }
    tls.send_close_notify();
    let _ = line.speaks(&mut tls); // whoever has gone hears no goodbye
    line.ends();
    outcome
}

fn converses(line: &mut Line, tls: &mut ServerConnection, till: &Till) -> Result<()> {
    let (mut early, mut later) = (Vec::new(), Vec::new());
    while line.hears(tls)? {
        // Before the client's Finished. Whoever sends this once had Alice's key, or has a copy of what she sent: Bob cannot know.
        if let Some(mut sent) = tls.early_data() {
            sent.read_to_end(&mut early)?;
        }
        tls.writer().write_all(&till.answers(&mut early, true)?)?;
        // After it. The rest of a request that began early is read here.
        if !tls.is_handshaking() {
            later.append(&mut early);
            let _ = tls.reader().read_to_end(&mut later); // an error says that there is no more for now
        }
        tls.writer().write_all(&till.answers(&mut later, false)?)?;
        line.speaks(tls)?;
    }
    Ok(())
}

/// What Alice heard.
pub struct Heard {
    body: String,
    /// Whether the connection stood on an earlier one.
    resumed: bool,
    /// Whether Bob read what she sent early.
    early: bool,
    /// Until the wire has seen the end.
    end: JoinHandle<()>,
}

/// Alice: one request on one connection, with her first flight if she has a ticket that allows it.
pub fn alice(host: &str, to: SocketAddr, config: &Arc<ClientConfig>, request: &[u8]) -> Result<Heard> {
    let name = ServerName::try_from(host.to_owned())?;
    let (mut line, mut tls) = (Line::dial(to)?, ClientConnection::new(config.clone(), name)?);
    let early = match tls.early_data() {
        Some(mut early) => early.write_all(request).is_ok(), // under a key from the ticket's, before Bob has said a word
        None => false,
    };
    let (mut due, mut came) = (!early, Vec::new());
    line.speaks(&mut tls)?;
    let answer = loop {
        ensure!(line.hears(&mut tls)?, "the server ended without an answer");
        let done = !tls.is_handshaking();
        if done && (due || early && !tls.is_early_data_accepted() && came.is_empty()) {
            tls.writer().write_all(request)?; // not read early: it is lost, and said again
            due = false;
        }
        let _ = tls.reader().read_to_end(&mut came); // an error says that there is no more for now
        line.speaks(&mut tls)?;
        match http::response(&mut came)? {
            Some(answer) if answer.status == 425 => {
                tls.writer().write_all(request)?; // now the handshake is over
                line.speaks(&mut tls)?;
            }
            Some(answer) => break answer,
            None => {}
        }
    };
    let resumed = tls.handshake_kind() == Some(HandshakeKind::Resumed);
    tls.send_close_notify();
    line.speaks(&mut tls)?;
    let end = line.ends_alone(); // she has what she wanted; only the wire sees this
    let body = String::from_utf8(answer.body)?;
    ensure!(answer.status == 200, "{}: {body}", answer.status);
    Ok(Heard { body, resumed, early: early && tls.is_early_data_accepted(), end })
}

/// Alice comes twice, the second time in a hurry: what she heard then.
fn twice(url: &str, wishes: &Wishes) -> Result<String> {
    let (host, to) = visits::address(url)?;
    let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let config = Arc::new(alices_side(wishes, true, tls::provider(), tls::key_log()?)?);
    let mut said = String::new();
    for _ in 0..2 {
        let heard = alice(&host, to, &config, request.as_bytes())?;
        visits::tells(heard.resumed, heard.early, heard.end)?;
        said = heard.body;
    }
    Ok(said)
}

fn ask(arguments: &ArgMatches) -> Result<()> {
    let (url, wishes) = https::client(arguments, &LESSON)?;
    stage::tells(&url, |url| twice(url, &wishes))
}

/// Bob alone, careful or careless. The configuration is whole before a socket opens.
fn serves(site: Site, bobs: &Credentials, (tls12, careless): (bool, bool)) -> Result<()> {
    let crypto = if tls12 { tls::only_tls12(tls::provider()) } else { tls::provider() };
    let memory = ServerSessionMemoryCache::new(256);
    let sessions: Arc<dyn StoresServerSessions> = if careless { Arc::new(careless::Drawer(memory)) } else { memory };
    let config = Arc::new(bobs_side(bobs, sessions, crypto, tls::key_log()?)?);
    let till = Till::new(!careless);
    site.takes_calls(move |stream| bob(stream, &config, &till))
}

fn serve(arguments: &ArgMatches) -> Result<()> {
    let (site, bob, tls12, careless) = visits::server(arguments, &LESSON)?;
    serves(site, &bob, (tls12, careless))
}

fn walk(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.keeps("secret", SECRET);
    voice.says(&text::HELLO)?;
    voice.says(&text::TERMS)?;
    voice.tabulates(&text::TERMS_HEAD, text::TERMS_TABLE)?;
    let club = cast::cast(voice, stage)?;
    second::visits(voice, stage, &club)?;
    second::early(voice, stage, &club)?;
    replay::three(voice, stage, &club)?;
    tracker::two(voice, stage, &club)?;
    stolen::two(voice, stage, &club)?;
    voice.says(&text::ADVICE)?;
    voice.tabulates(&text::ADVICE_HEAD, text::ADVICE_TABLE)?;
    voice.says(&text::WORDS)?;
    voice.claims("lesson9.every-byte-explained")?;
    voice.says(&text::LEFT)?;
    let question = (&text::QUESTION, &text::THINK, &text::THOUGHT);
    stage.ends(voice, &LESSON, (&text::TRY, text::RECIPES), question)
}
