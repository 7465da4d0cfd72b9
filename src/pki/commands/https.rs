//! Lesson 5's `server` and `client`: their arguments, and the files behind them.
//!
//! Without `--cert` and `--key` Bob shows what the walk of lesson 4 left him, or that of lesson 5; if there is neither, Carol makes
//! a certificate on the spot, and that is said. Alice looks for Carol's root in the same places, so the two find each other.

use std::fs;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, value_parser};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::server::ParsedCertificate;

use super::super::{Authority, KeyKind, Name, Passphrase, PrivateKey, Profile, Subject, Validity, paths};
use super::passphrase::{self, Source};
use super::{certificates, flag, read};
use crate::stage::{self, Access, ClientArgs, Folder, Lesson, ServerArgs, Site, quoted};
use crate::tls::{Credentials, Wishes};

/// What `server` is.
pub const SERVES: &str = "Run Bob alone behind TLS, until Ctrl-C";
/// What `client` is.
pub const ASKS: &str = "Run Alice alone over TLS, against a server that is running";
/// Where walks leave certificates, in the order in which they are looked for, and where one is made on the spot: beside what walks
/// leave, since that is never replaced.
const FOLDERS: [&str; 3] = ["out/lesson4", "out/lesson5", ON_THE_SPOT];
const ON_THE_SPOT: &str = "out/lesson5/mine";
/// The passphrase that the walk of lesson 4 leaves beside Bob's key.
const WALK_PASSPHRASE: &str = "walk-passphrase.txt";

/// The arguments of `server`.
pub fn server_args(command: Command) -> Command {
    let command = ServerArgs::augment_args(command)
        .arg(file("cert", "Bob's certificate, PEM; what follows it in the file goes with it [default: lesson 4's]"))
        .arg(file("key", "The private key that belongs to it, PEM").requires("cert"))
        .mut_arg("cert", |arg| arg.requires("key"));
    passphrase::arg(command, passphrase::AUTHORITY, "Bob's key").after_help(LOGS)
}

/// The arguments of `client`.
pub fn client_args(command: Command) -> Command {
    ClientArgs::augment_args(command)
        .arg(file("ca", "The roots that Alice trusts, PEM [default: Carol's, of lesson 4]"))
        .arg(flag("tls12").help("Speak TLS 1.2 and nothing newer"))
        .arg(flag("no-pq").help("Offer X25519 alone, without ML-KEM"))
        .arg(flag("insecure").conflicts_with("ca").help("Believe any certificate: safe from Eve, not from Mallory"))
        .after_help(LOGS)
}

pub(super) const LOGS: &str = "Environment:\n  SSLKEYLOGFILE  a file to which the secrets of each connection are added";

pub(super) fn file(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("FILE").value_parser(value_parser!(PathBuf)).help(help)
}

/// Where `server` is to listen, and what Bob shows.
///
/// # Errors
/// A file cannot be read, or holds something else than it should.
pub fn server(matches: &ArgMatches, lesson: &Lesson) -> Result<(Site, Credentials)> {
    let args = ServerArgs::from_arg_matches(matches)?;
    let site = Site { at: SocketAddr::new(args.bind, args.port.unwrap_or(lesson.port)) };
    let named = matches.get_one::<PathBuf>("cert").zip(matches.get_one::<PathBuf>("key"));
    let credentials = match named {
        Some((cert, key)) => load(cert, key, &Source::of(matches, passphrase::AUTHORITY))?,
        None => bobs_credentials()?,
    };
    Ok((site, credentials))
}

/// Whom `client` asks, and what Alice was told.
///
/// # Errors
/// As [`server`].
pub fn client(matches: &ArgMatches, lesson: &Lesson) -> Result<(String, Wishes)> {
    let url = ClientArgs::from_arg_matches(matches)?.url.unwrap_or_else(|| lesson.url());
    let [tls12, no_pq, insecure] = ["tls12", "no-pq", "insecure"].map(|name| matches.get_flag(name));
    if insecure {
        let lost = "anybody between here and the server can read and change all of it, and nothing will show that";
        say(&format!("Careful: --insecure believes any certificate, so {lost}."))?;
    }
    let roots = match matches.get_one::<PathBuf>("ca") {
        Some(path) => roots(path)?,
        None if insecure => Vec::new(),
        None => alices_wishes()?.roots,
    };
    Ok((url, Wishes { roots, tls12, no_pq, insecure }))
}

/// What Alice was told if nobody says otherwise: Carol's root, as a walk or a server has left it.
///
/// # Errors
/// There is none.
pub fn alices_wishes() -> Result<Wishes> {
    let folder = complete().with_context(|| {
        let places = FOLDERS.join(" or ");
        format!(
            "Alice trusts nobody: no {} in {places}; walk lesson 4, start the server, or name one with --ca",
            paths::CA_CERTIFICATE
        )
    })?;
    Ok(Wishes { roots: roots(&folder.join(paths::CA_CERTIFICATE))?, ..Wishes::default() })
}

/// What Bob shows if nobody says otherwise.
///
/// # Errors
/// What is there cannot be used, or nothing is there and nothing can be written.
pub fn bobs_credentials() -> Result<Credentials> {
    match complete() {
        Some(folder) => {
            let (cert, key) = (folder.join(paths::SERVER_CERTIFICATE), folder.join(paths::SERVER_KEY));
            say(&format!("Bob shows {}.", quoted(&cert)))?;
            load(&cert, &key, &Source::none(passphrase::AUTHORITY))
        }
        None => on_the_spot(Path::new(ON_THE_SPOT)),
    }
}

/// The first folder that has Carol's root, Bob's certificate and his key.
fn complete() -> Option<&'static Path> {
    let files = [paths::CA_CERTIFICATE, paths::SERVER_CERTIFICATE, paths::SERVER_KEY];
    FOLDERS.iter().map(|folder| Path::new(*folder)).find(|folder| files.iter().all(|name| folder.join(name).is_file()))
}

/// Carol, Bob's key and his certificate, made here and now.
fn on_the_spot(folder: &Path) -> Result<Credentials> {
    let (now, subject) = (stage::now(), Subject::authority("my-ca.com"));
    let carol = Authority::root(PrivateKey::generate(KeyKind::EcdsaP256)?, subject, Validity::root(now))?;
    let key = PrivateKey::generate(KeyKind::EcdsaP256)?;
    let profile = Profile::server(Subject::server(), Name::loopback(), Validity::leaf(now), false);
    let certificate = carol.issue(&key, &profile)?;
    say("There is no certificate of lesson 4 yet, so Carol makes one on the spot:")?;
    let mut folder =
        Folder::vacant(folder, false, &[paths::CA_CERTIFICATE, paths::SERVER_CERTIFICATE, paths::SERVER_KEY])?;
    let (root, leaf, secret) = (carol.certificate().to_pem(), certificate.to_pem(), key.to_plain_pem());
    let mut keep = |name, access, bytes: &[u8], what| {
        let path = folder.keep(name, access, bytes)?;
        say(&format!("{}  {what}", quoted(&path)))
    };
    keep(paths::CA_CERTIFICATE, Access::Normal, root.as_bytes(), "her root, for Alice and for curl --cacert")?;
    keep(paths::SERVER_CERTIFICATE, Access::Normal, leaf.as_bytes(), "Bob's certificate")?;
    keep(paths::SERVER_KEY, Access::Private, secret.as_bytes(), "his private key; not encrypted")?;
    Ok(Credentials::new(&certificate, key))
}

/// A certificate, whatever follows it in its file, and its key, which may stand in the same file.
pub(super) fn load(cert: &Path, key: &Path, source: &Source) -> Result<Credentials> {
    let chain = readable(cert, |der| ParsedCertificate::try_from(der).map(drop))?;
    let text = zeroize::Zeroizing::new(read(key)?);
    let failed = || key.display().to_string();
    let passphrase = match PrivateKey::needs_passphrase(&text).with_context(failed)? {
        true => Some(passphrase_of(key, source).with_context(|| format!("{} is encrypted", key.display()))?),
        false => None,
    };
    let secret = PrivateKey::from_pem(&text, passphrase.as_ref()).with_context(failed)?;
    if !chain.first().is_some_and(|own| secret.belongs_to(own)) {
        bail!("{} and {} do not belong together: another key stands in the certificate", cert.display(), key.display());
    }
    let chain = chain.into_iter().map(|der| der.to_vec()).collect();
    Ok(Credentials::with_chain(chain, secret))
}

/// The walk of lesson 4 leaves its passphrase in a file; any other one is asked for.
fn passphrase_of(key: &Path, source: &Source) -> Result<Passphrase> {
    match fs::read_to_string(key.with_file_name(WALK_PASSPHRASE)) {
        Ok(text) if !source.is_named() => Ok(Passphrase::new(text.trim_end())?),
        _ => source.existing(key),
    }
}

/// The certificates of a file that are to be trusted.
pub(super) fn roots(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    readable(path, |der| RootCertStore::empty().add(der.clone()))
}

/// The certificates of a file, each of which is one.
fn readable(
    path: &Path,
    reads: impl Fn(&CertificateDer<'static>) -> Result<(), rustls::Error>,
) -> Result<Vec<CertificateDer<'static>>> {
    let found: Vec<CertificateDer<'static>> = certificates(path)?.into_iter().map(Into::into).collect();
    if found.is_empty() {
        bail!("{} holds no certificate", path.display());
    }
    for (number, der) in found.iter().enumerate() {
        reads(der).with_context(|| format!("certificate {} of {} is none", number + 1, path.display()))?;
    }
    Ok(found)
}

/// On stderr: what `client` prints on stdout is the message.
pub(super) fn say(line: &str) -> Result<()> {
    Ok(writeln!(io::stderr(), "{line}")?)
}
