//! # Lesson 7 · The reverse proxy
//!
//! Peggy speaks TLS with everybody and plain HTTP with Bob, whom nobody else reaches. Bob's app, both sides' configuration of TLS
//! in full, and the walk. Its scenes are in the folder `lesson7` beside this file: both legs, attacks from outside, plain HTTP
//! before the door, Mallory inside, and the work for which production has a proxy.
//!
//! `cargo run --bin lesson7` walks; `-- server`, `-- client`, `-- bob` run the parties alone; `-- nginx` prints the same for nginx.

#[path = "lesson7/cast.rs"]
mod cast;
#[path = "claims/lesson7.rs"]
mod claims;
#[path = "lesson7/inside.rs"]
mod inside;
#[path = "lesson7/legs.rs"]
mod legs;
#[path = "lesson7/outside.rs"]
mod outside;
#[path = "lesson7/plain.rs"]
mod plain;
#[path = "lesson7/readings.rs"]
mod readings;
#[path = "en/lesson7.rs"]
mod text;
#[path = "lesson7/work.rs"]
mod work;

use std::io::{self, Read};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::ArgMatches;
use rustls::client::Resumption;
use rustls::crypto::CryptoProvider;
use rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, KeyLog, RootCertStore, ServerConfig};
use serde_json::json;
use tiny_http::{Header, Method, Response, Server};
use wirewalk::client;
use wirewalk::commands::proxied::{self, Front};
use wirewalk::door::Limits;
use wirewalk::proxy::{self, CLIENT_CN, CLIENT_VERIFY, Files, Hidden, Proxy, RateLimit};
use wirewalk::stage::{self, Extra, Lesson, Site, Stage};
use wirewalk::story::Voice;
use wirewalk::tls::{self, Credentials, Trust, Wishes};

/// The secret message of the Secret Squirrels.
const SECRET: &str = "fluffy tail";
/// The name that Alice asks for; it stands in Peggy's certificate.
const HOST: &str = "localhost";

/// This lesson.
pub const LESSON: Lesson = Lesson {
    port: 8443,
    scheme: "https",
    server: Some(|site| {
        let front = proxied::by_environment(&LESSON, &site)?;
        serves(site, &front)
    }),
    client: Some(|url| {
        alice(url, alices_side(&proxied::alices_wishes(&LESSON)?, None, tls::provider(), tls::key_log()?)?)
    }),
    commands: &[
        Extra { name: "server", about: proxied::SERVES, args: proxied::server_args, run: serve },
        Extra { name: "client", about: proxied::ASKS, args: proxied::client_args, run: ask },
        Extra { name: "bob", about: proxied::BOB, args: proxied::bob_args, run: bob_alone },
        Extra {
            name: "nginx",
            about: proxied::NGINX,
            args: proxied::nginx_args,
            run: |arguments| proxied::nginx(arguments, &LESSON),
        },
    ],
    claims: &[claims::CHECKS, claims::ATTACKS, claims::WORK],
    files: &[
        "ca-public-key.pem",
        "server-public-key.pem",
        "server-private-key.pem",
        "certs/alice/alice.pem",
        "static/club.txt",
    ],
    ..Lesson::of(text::ABOUT, walk)
};

/// The program.
pub fn main() -> ExitCode {
    stage::lesson_main(&LESSON)
}

/// Bob: he speaks no TLS, and knows of a client what Peggy tells him.
pub fn bob(app: &Server) {
    for mut request in app.incoming_requests() {
        let _ = io::copy(&mut request.as_reader().take(1 << 20), &mut io::sink()); // nobody tells him anything that he keeps
        let told = |name| request.headers().iter().find(|h| h.field.equiv(name)).map(|h| h.value.as_str());
        let verified = told(CLIENT_VERIFY) == Some("SUCCESS");
        let cn = told(CLIENT_CN).and_then(proxy::decoded).unwrap_or_default();
        let (status, answer) = match (request.method(), request.url().split('?').next()) {
            (Method::Get | Method::Head | Method::Post, Some("/")) => (200, SECRET.to_owned()),
            (Method::Get | Method::Head, Some("/test")) => (200, json!({"message": "Test OK", "cn": cn}).to_string()),
            (Method::Get | Method::Head, Some("/secure-data")) if verified => {
                (200, json!({"secret": SECRET, "for": cn}).to_string())
            }
            (Method::Get | Method::Head, Some("/secure-data")) => {
                (403, json!({"error": "a client certificate is needed"}).to_string())
            }
            _ => (404, json!({"error": "Bob knows /, /test and /secure-data"}).to_string()),
        };
        let kind = if answer.starts_with('{') { "application/json" } else { "text/plain; charset=UTF-8" };
        let kind = Header { field: "Content-Type".parse().expect("a name"), value: kind.parse().expect("text") };
        let _ = request.respond(Response::from_string(answer).with_status_code(status).with_header(kind));
    }
}

/// Peggy's side of TLS. A client may show a certificate, and has to if it is `required`.
pub fn peggys_side(
    shows: &Credentials,
    (clients, required): (&Trust, bool),
    crypto: Arc<CryptoProvider>,
    log: Arc<dyn KeyLog>,
) -> Result<ServerConfig> {
    let mut roots = RootCertStore::empty();
    for root in &clients.roots {
        roots.add(root.clone())?;
    }
    let asks = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), crypto.clone())
        .with_crls(clients.lists.clone()) // lesson 6: unless a list takes them back
        .enforce_revocation_expiration();
    let asks = if required { asks } else { asks.allow_unauthenticated() }; // a false one is refused in either case
    let mut config = ServerConfig::builder_with_provider(crypto)
        .with_protocol_versions(&[&TLS13, &TLS12])?
        .with_client_cert_verifier(asks.build()?)
        .with_single_cert(shows.chain(), shows.key())
        .context("the certificate and the private key do not belong together")?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    config.key_log = log;
    Ok(config)
}

/// Alice's side of TLS, with a certificate of her own or without.
pub fn alices_side(
    wishes: &Wishes,
    own: Option<&Credentials>,
    crypto: Arc<CryptoProvider>,
    log: Arc<dyn KeyLog>,
) -> Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    for root in &wishes.roots {
        roots.add(root.clone())?;
    }
    let builder = ClientConfig::builder_with_provider(crypto)
        .with_protocol_versions(&[&TLS13, &TLS12])?
        .with_root_certificates(roots);
    let mut config = match own {
        Some(own) => builder.with_client_auth_cert(own.chain(), own.key())?,
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config.resumption = Resumption::disabled();
    config.key_log = log;
    Ok(config)
}

/// Alice: the function of lesson 1, over TLS.
pub fn alice(url: &str, config: ClientConfig) -> Result<String> {
    Ok(client::agent_tls(config).get(url).call()?.body_mut().read_to_string()?)
}

/// Peggy and Bob alone: Bob on a Unix socket, Peggy with two doors.
fn serves(site: Site, front: &Front) -> Result<()> {
    let trust = (&front.clients, front.required);
    let config = peggys_side(&front.shows, trust, tls::provider(), tls::key_log()?)?;
    let limits = Limits::default();
    let bobs = (0..front.backends).map(|_| Hidden::start(bob)).collect::<io::Result<Vec<_>>>()?;
    let mut peggy = Proxy::before(bobs.iter().map(|bob| bob.forward(&limits)));
    if let Some(folder) = &front.files {
        peggy = peggy.serving(Files::under("/static/", folder)?);
    }
    if let Some(rate) = front.rate {
        peggy = peggy.limited(RateLimit::every(Duration::from_secs(1) / rate, rate));
    }
    let http = SocketAddr::new(site.at.ip(), front.http);
    site.proxies(limits, config, peggy, &front.host, http)
}

fn serve(arguments: &ArgMatches) -> Result<()> {
    let (site, front) = proxied::server(arguments, &LESSON)?;
    serves(site, &front)
}

fn ask(arguments: &ArgMatches) -> Result<()> {
    let (url, wishes, own) = proxied::client(arguments, &LESSON)?;
    let config = alices_side(&wishes, own.as_ref(), tls::provider(), tls::key_log()?)?;
    stage::tells(&url, |url| alice(url, config))
}

/// Bob alone, for a proxy that is not ours.
fn bob_alone(arguments: &ArgMatches) -> Result<()> {
    let (site, mark) = proxied::bob(arguments)?;
    site.hides(mark, bob)
}

/// What was answered, or what stood in the way.
fn said(outcome: Result<String>) -> String {
    outcome.unwrap_or_else(|error| client::reason(&error))
}

fn walk(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.keeps("secret", SECRET);
    voice.says(&text::HELLO)?;
    voice.tabulates(&text::WHO_HEAD, text::WHO_TABLE)?;
    let club = cast::cast(voice, stage)?;
    legs::both(voice, stage, &club)?;
    legs::who(voice, stage, &club)?;
    outside::three(voice, stage, &club)?;
    plain::three(voice, stage, &club)?;
    inside::two(voice, stage, &club)?;
    work::three(voice, stage, &club)?;
    voice.says(&text::NGINX)?;
    voice.tabulates(&text::NGINX_HEAD, text::NGINX_TABLE)?;
    voice.says(&text::WORDS)?;
    voice.claims("lesson7.every-byte-explained")?;
    voice.says(&text::LEFT)?;
    let question = (&text::QUESTION, &text::THINK, &text::THOUGHT);
    stage.ends(voice, &LESSON, (&text::TRY, text::RECIPES), question)
}
