//! Lesson 5's `server` and `client`: their arguments, and the files behind them.
//!
//! Without `--cert` and `--key` Bob shows what the walk of lesson 4 left him, or that of lesson 5; if there is neither, Carol makes
//! a certificate on the spot, and that is said. Alice looks for Carol's root in the same places, so the two find each other.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Result;
use clap::{ArgMatches, Args, Command, FromArgMatches};

use super::arguments::{LOGS, file, flag};
use super::files::{load, note};
use super::papers::Papers;
use super::passphrase::{self, Source};
use crate::pki::paths;
use crate::stage::{ClientArgs, Lesson, ServerArgs, Site, quoted};
use crate::tls::{Credentials, Wishes};

/// What `server` is.
pub const SERVES: &str = "Run Bob alone behind TLS, until Ctrl-C";
/// What `client` is.
pub const ASKS: &str = "Run Alice alone over TLS, against a server that is running";

/// What the two sides show if nobody says otherwise.
fn papers(lesson: &Lesson) -> Papers {
    Papers {
        lesson: lesson.about.number,
        needed: &[paths::CA_CERTIFICATE, paths::SERVER_CERTIFICATE, paths::SERVER_KEY],
        announced: "There is no certificate from lesson 4 yet, so Carol makes one on the spot:",
        made: &[
            (paths::CA_CERTIFICATE, "her root, for Alice and for curl --cacert"),
            (paths::SERVER_CERTIFICATE, "Bob's certificate"),
            (paths::SERVER_KEY, "his private key; not encrypted"),
        ],
    }
}

/// The arguments of `server`.
pub fn server_args(command: Command) -> Command {
    let command = ServerArgs::augment_args(command)
        .arg(file("cert", "Bob's certificate, PEM; intermediates follow it in the file [default: lesson 4's]"))
        .arg(file("key", "The private key that belongs to it, PEM").requires("cert"))
        .mut_arg("cert", |arg| arg.requires("key"))
        .arg(flag("tls12").help("Speak TLS 1.2 and nothing newer"));
    passphrase::arg(command, passphrase::AUTHORITY, "Bob's key").after_help(LOGS)
}

/// The arguments of `client`.
pub fn client_args(command: Command) -> Command {
    ClientArgs::augment_args(command)
        .arg(file("ca", "The roots that Alice trusts, PEM [default: Carol's, from lesson 4]"))
        .arg(flag("tls12").help("Speak TLS 1.2 and nothing newer"))
        .arg(flag("no-pq").help("Offer only X25519, without ML-KEM"))
        .arg(flag("insecure").conflicts_with("ca").help("Accept any certificate: safe from Eve, not from Mallory"))
        .after_help(LOGS)
}

/// Where `server` is to listen, what Bob shows, and whether he speaks TLS 1.2 alone.
///
/// # Errors
/// A file cannot be read, or holds something else than it should.
pub fn server(matches: &ArgMatches, lesson: &Lesson) -> Result<(Site, Credentials, bool)> {
    let args = ServerArgs::from_arg_matches(matches)?;
    let site = Site { at: SocketAddr::new(args.bind, args.port.unwrap_or(lesson.port)) };
    let named = matches.get_one::<PathBuf>("cert").zip(matches.get_one::<PathBuf>("key"));
    let credentials = match named {
        Some((cert, key)) => load(cert, key, &Source::of(matches, passphrase::AUTHORITY))?,
        None => bobs_credentials(lesson, &site)?,
    };
    Ok((site, credentials, matches.get_flag("tls12")))
}

/// Whom `client` asks, and what Alice was told.
///
/// # Errors
/// As [`server`].
pub fn client(matches: &ArgMatches, lesson: &Lesson) -> Result<(String, Wishes)> {
    let url = ClientArgs::from_arg_matches(matches)?.url.unwrap_or_else(|| lesson.url());
    let [tls12, no_pq, insecure] = ["tls12", "no-pq", "insecure"].map(|name| matches.get_flag(name));
    if insecure {
        let lost = "anyone between here and the server can read and change all of it, and nothing will show that";
        note(&format!("Careful: --insecure accepts any certificate, so {lost}."))?;
    }
    let trusting = if insecure { Wishes::default() } else { told(matches.get_one("ca"), lesson)? };
    Ok((url, Wishes { tls12, no_pq, insecure, ..trusting }))
}

/// What Alice was told if nobody says otherwise: Carol's root, as a walk or a server has left it.
///
/// # Errors
/// There is none.
pub fn alices_wishes(lesson: &Lesson) -> Result<Wishes> {
    told(None, lesson)
}

fn told(ca: Option<&PathBuf>, lesson: &Lesson) -> Result<Wishes> {
    papers(lesson).wishes(ca, "walk lesson 4, start the server")
}

/// What Bob shows if nobody says otherwise.
///
/// # Errors
/// What is there cannot be used, or nothing is there and nothing can be written.
pub fn bobs_credentials(lesson: &Lesson, site: &Site) -> Result<Credentials> {
    let papers = papers(lesson);
    let there = papers.found().is_some();
    let folder = papers.found_or_made(site.at.ip())?;
    let (cert, key) = (folder.join(paths::SERVER_CERTIFICATE), folder.join(paths::SERVER_KEY));
    if there {
        note(&format!("Bob shows {}.", quoted(&cert)))?;
    }
    load(&cert, &key, &Source::none(passphrase::AUTHORITY))
}
