//! Carol's desk: her key and certificate as files, and the files that she and whoever comes to her are given.

use std::io::{self, Write};

use anyhow::{Context, Result, bail};
use clap::ArgMatches;
use zeroize::Zeroizing;

use super::arguments::dir;
use super::files::{certificates, private_key};
use super::passphrase::{self, Source};
use crate::pki::{Authority, Name, Passphrase, PrivateKey, paths};
use crate::stage::{Access, Folder, hints, quoted};

/// Carol, from the files that `ca` made.
pub(super) fn authority(matches: &ArgMatches) -> Result<Authority> {
    let (key_path, path) = (dir(matches).join(paths::CA_KEY), dir(matches).join(paths::CA_CERTIFICATE));
    let hint = || {
        format!("no authority in {}; make one with `lesson4 ca`, or name its folder with --out", dir(matches).display())
    };
    if !key_path.exists() || !path.exists() {
        bail!(hint());
    }
    let certificate = certificates(&path)?.into_iter().next().with_context(hint)?;
    let key = private_key(&key_path, || Source::of(matches, passphrase::AUTHORITY).existing(&key_path))?;
    Authority::load(key, &certificate).with_context(|| format!("{} and {}", key_path.display(), path.display()))
}

/// A private key's file: under its passphrase, or in clear if that was asked for.
pub(super) fn sealed(key: &PrivateKey, passphrase: Option<&Passphrase>) -> Result<Zeroizing<String>> {
    Ok(match passphrase {
        Some(passphrase) => key.to_encrypted_pem(passphrase)?,
        None => key.to_plain_pem(),
    })
}

/// Writes a file and says so.
pub(super) fn keep(folder: &mut Folder, name: &str, access: Access, bytes: &[u8], what: &str) -> Result<()> {
    let path = folder.keep(name, access, bytes)?;
    say(&format!("{}  {what}", quoted(&path)))
}

/// Names in a row.
pub(super) fn listed(names: &[Name]) -> String {
    names.iter().map(Name::to_string).collect::<Vec<_>>().join(", ")
}

/// A line on stdout.
pub(super) fn say(line: &str) -> Result<()> {
    Ok(writeln!(io::stdout(), "{}", hints(line))?)
}
