//! Lesson 4's commands, for a class that plays the parties: Carol (`ca`, `sign`, `client`), Bob (`csr`), Alice (`verify`).
//!
//! Each writes its files into one folder, by the names of [`super::paths`]; none replaces a file without `--force`; no passphrase
//! stands on a command line.

mod ca;
mod client;
mod csr;
pub mod https;
pub mod mutual;
mod passphrase;
pub mod proxied;
mod sign;
pub(crate) mod verify;

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

pub use crate::inspect::INSPECT;

use super::{Authority, Name, PrivateKey, Validity, paths, pem};
use crate::stage::{self, Access, Extra, Folder, quoted};
use passphrase::Source;

/// `ca`: makes Carol's key and her root.
pub const CA: Extra = Extra {
    name: "ca",
    about: "Carol: make the authority's key and its self-signed root",
    args: ca::args,
    run: ca::run,
};
/// `csr`: makes Bob's key and his request.
pub const CSR: Extra =
    Extra { name: "csr", about: "Bob: make a key and a certificate signing request", args: csr::args, run: csr::run };
/// `sign`: Carol answers a request.
pub const SIGN: Extra =
    Extra { name: "sign", about: "Carol: check a request and sign a certificate", args: sign::args, run: sign::run };
/// `client`: makes everything that one client needs.
pub const CLIENT: Extra = Extra {
    name: "client",
    about: "Carol: make key, certificate and bundle for a client",
    args: client::args,
    run: client::run,
};
/// `verify`: Alice judges a certificate.
pub const VERIFY: Extra =
    Extra { name: "verify", about: "Alice: judge a certificate, check by check", args: verify::args, run: verify::run };

/// Files larger than this are not read, in bytes: no certificate is.
const LARGEST: u64 = 16 * 1024 * 1024;

/// `--out` and `--force`.
fn folder_args(command: Command) -> Command {
    command
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .default_value("out/lesson4")
                .help("Folder of the files that are read and written"),
        )
        .arg(flag("force").help("Replace files that are there already"))
}

fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

/// `--days`, for leaves. Beyond 825 days some clients refuse a server's certificate, whoever signed it.
fn days_arg(command: Command) -> Command {
    command.arg(
        Arg::new("days")
            .long("days")
            .value_name("N")
            .value_parser(value_parser!(u32).range(1..=825))
            .default_value("30")
            .help("How many days the certificate holds (1 to 825)"),
    )
}

fn leaf_validity(matches: &ArgMatches) -> Validity {
    Validity::days(stage::now(), matches.get_one("days").copied().unwrap_or(30))
}

fn hosts_arg(command: Command) -> Command {
    command.arg(
        Arg::new("host")
            .long("host")
            .value_name("NAME")
            .num_args(1..)
            .action(ArgAction::Append)
            .value_parser(value_parser!(Name))
            .help("A DNS name or IP address; may be given more than once"),
    )
}

/// The names given with `--host`, each once.
fn hosts(matches: &ArgMatches) -> Vec<Name> {
    let mut names = Vec::new();
    for name in matches.get_many::<Name>("host").into_iter().flatten() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn dir(matches: &ArgMatches) -> &Path {
    matches.get_one::<PathBuf>("out").map_or(Path::new("out/lesson4"), PathBuf::as_path)
}

/// The output folder, with none of these files in it yet.
fn vacant(matches: &ArgMatches, names: &[&str]) -> Result<Folder> {
    Folder::vacant(dir(matches), matches.get_flag("force"), names)
}

/// The text of a PEM file.
fn read(path: &Path) -> Result<String> {
    let bytes = read_bytes(path)?;
    String::from_utf8(bytes).with_context(|| format!("{} is no text, so it is no PEM file", path.display()))
}

fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let failed = || format!("{} could not be read", path.display());
    let mut bytes = Vec::new();
    let file = fs::File::open(path).with_context(failed)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).with_context(failed)?;
    if bytes.len() as u64 > LARGEST {
        bail!("{} is larger than {LARGEST} bytes; no certificate is", path.display());
    }
    Ok(bytes)
}

/// All certificates of a file, PEM or DER.
pub(crate) fn certificates(path: &Path) -> Result<Vec<Vec<u8>>> {
    let bytes = read_bytes(path)?;
    // DER begins with the tag of a SEQUENCE; a text that begins with that character is no PEM either.
    if bytes.starts_with(&[0x30, 0x82]) || bytes.starts_with(&[0x30, 0x81]) {
        return Ok(vec![bytes]);
    }
    pem::certificates(&String::from_utf8_lossy(&bytes)).with_context(|| path.display().to_string())
}

/// Carol, from the files that `ca` made.
fn authority(matches: &ArgMatches) -> Result<Authority> {
    let (key_path, path) = (dir(matches).join(paths::CA_KEY), dir(matches).join(paths::CA_CERTIFICATE));
    let hint = || {
        format!("no authority in {}; make one with `lesson4 ca`, or name its folder with --out", dir(matches).display())
    };
    if !key_path.exists() || !path.exists() {
        bail!(hint());
    }
    let certificate = certificates(&path)?.into_iter().next().with_context(hint)?;
    let text = zeroize::Zeroizing::new(read(&key_path)?);
    let failed = || key_path.display().to_string();
    let passphrase = if PrivateKey::needs_passphrase(&text).with_context(failed)? {
        Some(Source::of(matches, passphrase::AUTHORITY).existing(&key_path)?)
    } else {
        None
    };
    let key = PrivateKey::from_pem(&text, passphrase.as_ref()).with_context(failed)?;
    Authority::load(key, &certificate).with_context(|| format!("{} and {}", key_path.display(), path.display()))
}

/// A private key's file: under its passphrase, or in clear if that was asked for.
fn sealed(key: &PrivateKey, passphrase: Option<&super::Passphrase>) -> Result<zeroize::Zeroizing<String>> {
    Ok(match passphrase {
        Some(passphrase) => key.to_encrypted_pem(passphrase)?,
        None => key.to_plain_pem(),
    })
}

/// Writes a file and says so.
fn keep(folder: &mut Folder, name: &str, access: Access, bytes: &[u8], what: &str) -> Result<()> {
    let path = folder.keep(name, access, bytes)?;
    say(&format!("{}  {what}", quoted(&path)))
}

/// Names in a row.
fn listed(names: &[Name]) -> String {
    names.iter().map(Name::to_string).collect::<Vec<_>>().join(", ")
}

fn say(line: &str) -> Result<()> {
    Ok(writeln!(io::stdout(), "{line}")?)
}
