//! Lesson 5's `server` and `client`: their arguments, and the files behind them.
//!
//! Without `--cert` and `--key` Bob shows what the walk of lesson 4 left him, or that of lesson 5; if there is neither, Carol makes
//! a certificate on the spot, and that is said. Alice looks for Carol's root in the same places, so the two find each other.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::arguments::{LOGS, file, flag};
use super::files::{load, note};
use super::papers::Papers;
use super::passphrase::{self, Source};
use crate::pki::paths;
use crate::stage::{ClientArgs, Lesson, ServerArgs, Site, quoted};
use crate::tls::{Credentials, Wishes};

/// What `server` is.
pub const SERVES: &str = "Run only Bob, behind TLS, until Ctrl-C";
/// What `client` is.
pub const ASKS: &str = "Run only Alice, over TLS, against a running server";

/// What the two sides show if nobody says otherwise.
fn papers(lesson: &Lesson) -> Papers {
    Papers {
        lesson: lesson.about.number,
        needed: &[paths::CA_CERTIFICATE, paths::SERVER_CERTIFICATE, paths::SERVER_KEY],
        announced: "There is no certificate from lesson 4 yet, so Carol makes one now:",
        made: &[
            (paths::CA_CERTIFICATE, "her root, for Alice and for curl --cacert"),
            (paths::SERVER_CERTIFICATE, "Bob's certificate"),
            (paths::SERVER_KEY, "his private key; not encrypted"),
        ],
    }
}

/// The arguments of `server`.
pub fn server_args(command: Command) -> Command {
    shows(command, Some(tls12()))
}

/// The arguments of `client`.
pub fn client_args(command: Command) -> Command {
    trusts(command, Some(tls12()))
}

fn tls12() -> Arg {
    flag("tls12").help("Speak TLS 1.2 and nothing newer")
}

/// Where a server is to listen, which versions it speaks if it may choose, and what Bob shows.
pub(super) fn shows(command: Command, versions: Option<Arg>) -> Command {
    let command = ServerArgs::augment_args(command)
        .arg(file("cert", "Bob's certificate, PEM; he also sends what follows it in the file [default: lesson 4's]"))
        .arg(file("key", "The private key that belongs to it, PEM").requires("cert"))
        .mut_arg("cert", |arg| arg.requires("key"))
        .args(versions);
    passphrase::arg(command, passphrase::AUTHORITY, "Bob's key").after_help(LOGS)
}

/// Whom a client asks, which versions it speaks if it may choose, and whom Alice trusts.
pub(super) fn trusts(command: Command, versions: Option<Arg>) -> Command {
    ClientArgs::augment_args(command)
        .arg(file("ca", "The roots that Alice trusts, PEM [default: Carol's, from lesson 4]"))
        .args(versions)
        .arg(flag("no-pq").help("Offer only X25519, without ML-KEM"))
        .arg(flag("insecure").conflicts_with("ca").help("Accept any certificate: protects from Eve, not from Mallory"))
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
    Ok((site, credentials, is_tls12(matches)))
}

/// Whom `client` asks, and what Alice was told.
///
/// # Errors
/// As [`server`].
pub fn client(matches: &ArgMatches, lesson: &Lesson) -> Result<(String, Wishes)> {
    let url = ClientArgs::from_arg_matches(matches)?.url.unwrap_or_else(|| lesson.url());
    let [no_pq, insecure] = ["no-pq", "insecure"].map(|name| matches.get_flag(name));
    if insecure {
        let lost = "anyone between here and the server can read and change everything, undetected";
        note(&format!("Careful: --insecure accepts any certificate, so {lost}."))?;
    }
    let trusting = if insecure { Wishes::default() } else { told(matches.get_one("ca"), lesson)? };
    Ok((url, Wishes { tls12: is_tls12(matches), no_pq, insecure, ..trusting }))
}

/// Whether TLS 1.2 was asked for, where a command has that argument.
fn is_tls12(matches: &ArgMatches) -> bool {
    matches!(matches.try_get_one("tls12"), Ok(Some(true)))
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
        note(&format!("Bob's certificate is {}.", quoted(&cert)))?;
    }
    load(&cert, &key, &Source::none(passphrase::AUTHORITY))
}
