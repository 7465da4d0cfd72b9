//! # Lesson 6 · Both sides: mutual TLS
//!
//! Bob asks back: who are you? Both sides' configuration, Bob's decision about whom he tells the secret, and the walk. Its scenes
//! are in the folder `lesson6` beside this file: the handshake with two certificates, in TLS 1.3 and 1.2; whom Bob refuses, and
//! when they learn it; the chain of trust; a stolen key and the list that names it; and who may read.
//!
//! `cargo run --bin lesson6` walks; `-- server` and `-- client` run one side alone.

#[path = "lesson6/cast.rs"]
mod cast;
#[path = "lesson6/chain.rs"]
mod chain;
#[path = "claims/lesson6.rs"]
mod claims;
#[path = "lesson6/expired.rs"]
mod expired;
#[path = "lesson6/handshake.rs"]
mod handshake;
#[path = "lesson6/permission.rs"]
mod permission;
#[path = "lesson6/refusals.rs"]
mod refusals;
#[path = "lesson6/stolen.rs"]
mod stolen;
#[path = "en/lesson6.rs"]
mod text;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::ArgMatches;
use rustls::client::Resumption;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::server::{NoServerSessionStorage, WebPkiClientVerifier};
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, KeyLog, RootCertStore, ServerConfig};
use wirewalk::client;
use wirewalk::commands::mutual::{self, Way};
use wirewalk::door::{Identity, Limits, Peer, Request, Response, StatusCode, answer};
use wirewalk::lesson1;
use wirewalk::pki::ca;
use wirewalk::stage::{self, Extra, Lesson, Site, Stage};
use wirewalk::story::Voice;
use wirewalk::tls::{self, Credentials, Trust, Wishes};

/// The secret message of the Secret Squirrels.
const SECRET: &str = "fluffy tail";
/// The name that Alice asks for; it stands in Bob's certificate.
const HOST: &str = "localhost";
/// How long the line to Bob is, each way: some 6,000 km of glass.
const LINE: Duration = Duration::from_millis(30);

/// This lesson.
pub const LESSON: Lesson = Lesson {
    port: 8443,
    scheme: "https",
    server: Some(|site| {
        let way = mutual::by_environment(&LESSON, &site)?;
        serves(site, way)
    }),
    client: Some(|url| {
        let (wishes, own) = mutual::client_by_environment(url, &LESSON)?;
        asks(url, &wishes, own.as_ref())
    }),
    commands: &[
        Extra { name: "server", about: mutual::SERVES, args: mutual::server_args, run: serve },
        Extra { name: "client", about: mutual::ASKS, args: mutual::client_args, run: ask },
    ],
    claims: &[claims::CHECKS, claims::REFUSALS, claims::TRUST],
    files: &[
        "ca-public-key.pem",
        "server-public-key.pem",
        "server-private-key.pem",
        "clients-crl.pem",
        "certs/alice/alice.pem",
        "certs/alice/alice.p12",
        "certs/alice/renewed.pem",
        "certs/mallory/mallory.pem",
        "certs/other-ca/alice.pem",
    ],
    ..Lesson::of(text::ABOUT, walk)
};

/// The program.
pub fn main() -> ExitCode {
    stage::lesson_main(&LESSON)
}

/// Bob alone, in one of three ways. The configuration is whole before a socket opens.
fn serves(site: Site, way: Way) -> Result<()> {
    let limits = Limits::default();
    match way {
        Way::Http => site.serves(limits, lesson1::bob),
        Way::Https(bob) => site.serves_tls(limits, bobs_side(&bob, None, provider(), tls::key_log()?)?, lesson1::bob),
        Way::Mutual { bob: shows, trust, members } => {
            let config = bobs_side(&shows, Some(&trust), provider(), tls::key_log()?)?;
            let members = Members::of(trust.roots.iter().map(AsRef::as_ref), &members);
            let members = Members { advises: true, ..members };
            site.answers_tls(limits, config, move |request| bob(request, &members))
        }
    }
}

fn serve(arguments: &ArgMatches) -> Result<()> {
    let (site, way) = mutual::server(arguments, &LESSON)?;
    serves(site, way)
}

fn ask(arguments: &ArgMatches) -> Result<()> {
    let (url, wishes, own) = mutual::client(arguments, &LESSON)?;
    stage::tells(&url, |url| asks(url, &wishes, own.as_ref()))
}

fn asks(url: &str, wishes: &Wishes, own: Option<&Credentials>) -> Result<String> {
    if url.starts_with("http://") {
        return lesson1::alice(url);
    }
    alice(url, alices_side(wishes, own, provider(), tls::key_log()?)?)
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// Bob's side. With `trust` he asks back: that is all the difference to lesson 5.
pub fn bobs_side(
    bob: &Credentials,
    trust: Option<&Trust>,
    crypto: Arc<CryptoProvider>,
    log: Arc<dyn KeyLog>,
) -> Result<ServerConfig> {
    let builder = ServerConfig::builder_with_provider(crypto.clone()).with_protocol_versions(&[&TLS13, &TLS12])?;
    let builder = match trust {
        None => builder.with_no_client_auth(), // everybody may ask
        Some(trust) => {
            let mut roots = RootCertStore::empty();
            for root in &trust.roots {
                roots.add(root.clone())?; // whose certificates he takes; their names go into CertificateRequest
            }
            let checks = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), crypto)
                .with_crls(trust.lists.clone()) // unless they were taken back,
                .enforce_revocation_expiration() // by a list that is not out of date
                .build()?;
            builder.with_client_cert_verifier(checks) // chain, dates, purpose, lists, signature; no name, and nobody without
        }
    };
    let mut config = builder
        .with_single_cert(bob.chain(), bob.key())
        .context("the certificate and the private key do not belong together")?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    config.key_log = log;
    Ok(config)
}

/// Alice's side. With a certificate of her own she shows it when she is asked.
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
    let versions: &[_] = if wishes.tls12 { &[&TLS12] } else { &[&TLS13, &TLS12] };
    let builder = ClientConfig::builder_with_provider(crypto).with_protocol_versions(versions)?;
    let builder = builder.with_root_certificates(roots);
    let mut config = match own {
        None => builder.with_no_client_auth(), // asked, she says that she has none
        Some(own) => builder.with_client_auth_cert(own.chain(), own.key())?, // what she shows, and what she signs with
    };
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config.resumption = Resumption::disabled();
    config.key_log = log;
    Ok(config)
}

/// Alice: the function of lesson 5.
pub fn alice(url: &str, config: ClientConfig) -> Result<String> {
    Ok(client::agent_tls(config).get(url).call()?.body_mut().read_to_string()?)
}

/// Who may read the secret: whoever has a certificate of one of these authorities for one of these names. Both count: another
/// authority could give the name to somebody else.
#[derive(Clone)]
pub struct Members {
    issuers: Vec<String>,
    names: Vec<String>,
    /// What somebody is told who could become one: how, where a person runs the server.
    advises: bool,
}

impl Members {
    /// Friends of the club, by the names that these authorities gave them.
    fn of<'a>(authorities: impl Iterator<Item = &'a [u8]>, names: &[String]) -> Members {
        let uri = |name: &String| format!("URI:{}", ca::client_uri(name));
        let issuers = authorities.filter_map(Identity::of).map(|authority| authority.subject).collect();
        Members { issuers, names: names.iter().map(uri).collect(), advises: false }
    }

    /// Not by the common name: it is not unique, and no standard says what it means.
    fn admit(&self, who: &Identity) -> bool {
        self.issuers.contains(&who.issuer) && who.names.iter().any(|name| self.names.contains(name))
    }
}

/// Bob, who looks at who asks. The door has shaken hands and found the certificate good; whom it names stands beside the
/// request, where no client can write. A header could say anything.
pub fn bob(request: &Request, members: &Members) -> Response {
    let peer = request.extensions().get::<Peer>();
    match peer.and_then(|peer| peer.identity.as_ref()) {
        None => answer(StatusCode::FORBIDDEN, "403: no client certificate, so nobody is proven\n"),
        Some(who) if !members.admit(who) => {
            let (names, issuer) = (who.names.join(", "), &who.issuer);
            let advice = if members.advises { mutual::how_to_join(&who.names, &members.names) } else { String::new() };
            answer(StatusCode::FORBIDDEN, format!("403: {names}, certified by {issuer}, is not a member\n{advice}"))
        }
        Some(_) if request.uri().path() != "/" => answer(StatusCode::NOT_FOUND, "404: Bob knows nothing but /\n"),
        Some(_) => answer(StatusCode::OK, SECRET),
    }
}

fn walk(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.keeps("secret", SECRET);
    voice.says(&text::HELLO)?;
    voice.says(&text::COMBINATIONS)?;
    voice.tabulates(&text::COMBINATIONS_HEAD, text::COMBINATIONS_TABLE)?;
    if let Err(refused) = mutual::sensible(false, true) {
        voice.measures(&text::FOURTH, refused)?;
    }
    let club = cast::cast(voice, stage)?;
    let mutual = handshake::tls13(voice, stage, &club)?;
    handshake::tls12(voice, stage, &club, mutual)?;
    refusals::all(voice, stage, &club)?;
    chain::forgotten(voice, stage, &club)?;
    let trust = stolen::stolen(voice, stage, &club)?;
    expired::and_stolen(voice, stage, &club)?;
    permission::who_may(voice, stage, &club, &trust)?;
    voice.says(&text::WORDS)?;
    voice.claims("lesson6.every-byte-explained")?;
    voice.says(&text::LEFT)?;
    let question = (&text::QUESTION, &text::THINK, &text::THOUGHT);
    stage.ends(voice, &LESSON, (&text::TRY, text::RECIPES), question)
}
