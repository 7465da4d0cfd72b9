//! `lesson2 encrypt` and `lesson2 decrypt`: a text becomes a token, and a token a text.
//!
//! The key comes from a file or from `SECRET_KEY`, never from the command line, which everybody on the machine can read. A text that
//! nobody should read there is given on standard input.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgMatches, Command, value_parser};
use zeroize::Zeroizing;

use super::arguments::{file, option};
use super::files::note;
use crate::fernet::{self, KEY_VARIABLE, Key};
use crate::render::ink::visible;
use crate::stage::{Access, Extra, Folder, now, quoted};

/// `encrypt`: makes a token.
pub const ENCRYPT: Extra =
    Extra { name: "encrypt", about: "Turn a text into a token", args: encrypt_args, run: encrypt };
/// `decrypt`: opens one.
pub const DECRYPT: Extra =
    Extra { name: "decrypt", about: "Turn a token back into its text", args: decrypt_args, run: decrypt };

/// Where a key is kept that was made on the spot.
const FOLDER: &str = "out/lesson2/mine";
const KEY: &str = "secret.key";
/// The longest text, and the longest token, in bytes.
const LONGEST: u64 = 16 * 1024 * 1024;

const AFTER: &str = "Environment:\n  SECRET_KEY  the key, unless --key names its file";

fn encrypt_args(command: Command) -> Command {
    let text =
        Arg::new("TEXT").help("The text; without it, the program reads standard input, where no other user can see it");
    command
        .arg(text)
        .arg(file(
            "key",
            "The key's file; if it does not exist, the program makes one that only you can read [default: out/lesson2/mine/secret.key]",
        ))
        .after_help(AFTER)
}

fn decrypt_args(command: Command) -> Command {
    let age = option("ttl", "SECONDS", "Refuse a token that is older than this [default: accept any age]");
    command
        .arg(Arg::new("TOKEN").help("The token; without it, the program reads standard input"))
        .arg(file("key", "The key's file [default: out/lesson2/mine/secret.key]"))
        .arg(age.value_parser(value_parser!(u64)))
        .after_help(AFTER)
}

fn encrypt(matches: &ArgMatches) -> Result<()> {
    let text = given(matches, "TEXT")?;
    let key = match found(matches)? {
        Some(key) => key,
        None => made(&place(matches))?,
    };
    Ok(writeln!(io::stdout(), "{}", fernet::encrypt(&key, &text))?)
}

fn decrypt(matches: &ArgMatches) -> Result<()> {
    let token = given(matches, "TOKEN")?;
    let token = std::str::from_utf8(&token).context("a token is text, and this is not text")?;
    let place = place(matches);
    let key = found(matches)?.with_context(|| {
        format!("there is no key in {}; name its file with --key, or set {KEY_VARIABLE}", place.display())
    })?;
    let ttl = matches.get_one::<u64>("ttl").copied();
    let time = now();
    let text = fernet::decrypt(&key, token.trim(), ttl, time).map_err(|refused| {
        // Whoever has the key may know why.
        match fernet::why_refused(&key, token.trim(), ttl, time) {
            Some(why) => anyhow::anyhow!("{refused}: {why}"),
            None => refused.into(),
        }
    })?;
    let text = Zeroizing::new(text);
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        // Whoever made the token must not steer the terminal.
        return Ok(writeln!(out, "{}", visible(&String::from_utf8_lossy(&text)))?);
    }
    out.write_all(&text)?;
    Ok(out.flush()?)
}

/// What was given: as an argument, or on standard input, byte for byte.
fn given(matches: &ArgMatches, name: &str) -> Result<Zeroizing<Vec<u8>>> {
    if let Some(text) = matches.get_one::<String>(name) {
        return Ok(Zeroizing::new(text.clone().into_bytes()));
    }
    if io::stdin().is_terminal() {
        note("Type it, then press Ctrl-D (on Windows, Ctrl-Z and Enter).")?;
    }
    let mut text = Zeroizing::new(Vec::new());
    io::stdin().lock().take(LONGEST + 1).read_to_end(&mut text).context("standard input could not be read")?;
    if text.len() as u64 > LONGEST {
        bail!("standard input has more than {LONGEST} bytes; a token is made from the whole text at once");
    }
    Ok(text)
}

/// Where the key is, or is made.
fn place(matches: &ArgMatches) -> PathBuf {
    matches.get_one::<PathBuf>("key").cloned().unwrap_or_else(|| Path::new(FOLDER).join(KEY))
}

/// The key that is there: in the file that was named, in the environment, in the file where one was made before.
fn found(matches: &ArgMatches) -> Result<Option<Key>> {
    let named = matches.get_one::<PathBuf>("key").is_some();
    if !named && std::env::var_os(KEY_VARIABLE).is_some() {
        return Ok(Some(fernet::from_env()?));
    }
    let place = place(matches);
    let text = match fs::read_to_string(&place) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("{} could not be read", place.display())),
    };
    let key = Key::from_text(&text).with_context(|| format!("{} holds no key", place.display()))?;
    Ok(Some(key))
}

/// A fresh key, kept for its owner alone.
fn made(place: &Path) -> Result<Key> {
    let key = fernet::generate();
    let text = Zeroizing::new(format!("{}\n", key.to_text().as_str()));
    let name = place.file_name().and_then(|name| name.to_str()).context("a key is kept in a file that has a name")?;
    let dir = place.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let path = Folder::vacant(dir, false, &[name])?.keep(name, Access::Private, text.as_bytes())?;
    note(&format!("The program made a new key in {}, which only you can read.", quoted(&path)))?;
    Ok(key)
}
