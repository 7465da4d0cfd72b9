//! What a person gives to open a capture with: key logs, the one of `SSLKEYLOGFILE`, a Fernet key.

use std::env;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use wirewalk_ground::quoted;
use zeroize::Zeroizing;

use crate::fernet;
use crate::pki::PrivateKey;
use crate::recording::Secrets;
use crate::recording::secrets::{KeyLog, MOST_ERRORS};
use crate::schedule::RsaKey;
use crate::tls::KEY_LOG_FILE;

/// Longer key logs are refused, in bytes: each line takes some hundred bytes of memory.
const LONGEST: u64 = 64 << 20;

/// The secrets of these files and of the environment. Says on stderr what could not be read of them.
///
/// # Errors
/// A file that was named cannot be read, or `SECRET_KEY` is no key.
pub fn given(key_logs: &[PathBuf], private_keys: &[PathBuf]) -> Result<Secrets> {
    let mut secrets = Secrets::none();
    for path in key_logs {
        secrets = secrets.with_key_log(read(path)?);
    }
    for path in private_keys {
        secrets = secrets.with_rsa_key(private_key(path)?);
    }
    if let Some(path) = env::var_os(KEY_LOG_FILE).filter(|path| !path.is_empty()).map(PathBuf::from) {
        match read_file(&path) {
            Ok(key_log) => secrets = secrets.with_key_log(key_log),
            // It was not named for us, and the capture may need no keys.
            Err(error) => warn(&format!("{KEY_LOG_FILE} is set, but {error:#}")),
        }
    }
    if env::var_os(fernet::KEY_VARIABLE).is_some_and(|key| !key.is_empty()) {
        secrets = secrets.with_fernet(fernet::from_env()?);
    }
    Ok(secrets)
}

/// The same of a regular file: a pipe of this name waits for whoever writes secrets, and not for us.
fn read_file(path: &Path) -> Result<KeyLog> {
    if path.metadata().is_ok_and(|about| !about.is_file()) {
        bail!(
            "{} is not a regular file; name it with --keylog if it contains the secrets for this capture",
            quoted(path)
        );
    }
    read(path)
}

/// The secrets in a file; says on stderr what could not be read of them.
///
/// # Errors
/// It cannot be read, is longer than a key log may be, or holds no line of one.
pub fn read(path: &Path) -> Result<KeyLog> {
    parse(&bytes(path, "key log")?, &quoted(path))
}

fn bytes(path: &Path, what: &str) -> Result<Zeroizing<Vec<u8>>> {
    let failed = || format!("the {what} {} cannot be read", quoted(path));
    let mut text = Zeroizing::new(Vec::new());
    File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut text)).with_context(failed)?;
    if text.len() as u64 > LONGEST {
        bail!("the {what} {} is longer than {LONGEST} bytes: cut out the lines for this capture", quoted(path));
    }
    Ok(text)
}

/// A server's private key, which opens connections of TLS 1.2 whose client encrypted its secret to it. PEM or DER, not encrypted.
///
/// # Errors
/// It cannot be read, is something else, or a key that opens nothing.
fn private_key(path: &Path) -> Result<RsaKey> {
    let (bytes, name) = (bytes(path, "private key")?, quoted(path));
    let key = match str::from_utf8(&bytes) {
        Ok(text) if PrivateKey::needs_passphrase(text).unwrap_or(false) => {
            bail!(
                "{name} is encrypted: decrypt it first, into a file that only you can read (umask 077; openssl pkey -in OLD -out NEW)"
            )
        }
        Ok(text) => PrivateKey::from_pem(text, None),
        Err(_) => PrivateKey::from_der(&bytes),
    };
    let key = key.with_context(|| name.clone())?;
    RsaKey::from_pkcs8(key.der()).map_err(|_| {
        anyhow!(
            "{name} holds a key ({}) that only signs: it opens no recording. Only an RSA key does, if TLS 1.2 sends its secret encrypted under that key",
            key.describe()
        )
    })
}

/// The lines of a key log; says on stderr which of them are none.
///
/// # Errors
/// There is text, and not one line is one of a key log.
pub fn parse(text: &[u8], name: &str) -> Result<KeyLog> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let (key_log, errors) = KeyLog::parse(text);
    if key_log.is_empty()
        && let Some(instead) = instead(text)
    {
        bail!("{name} is not a key log: {instead}");
    }
    if let Some(first) = errors.first() {
        let more = errors.len() - 1;
        let least = if errors.len() == MOST_ERRORS { "at least " } else { "" };
        let more = if more > 0 { format!(" (and {least}{more} more lines)") } else { String::new() };
        warn(&format!("{name}: {first}{more}"));
    }
    if key_log.is_empty() && !text.is_empty() {
        bail!("{name} holds no line of a key log; is it the file that SSLKEYLOGFILE named?");
    }
    Ok(key_log)
}

/// Whether a text has lines of a key log in it.
pub fn begins_key_log(text: &[u8]) -> bool {
    !KeyLog::parse(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)).0.is_empty()
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What a file is that is no key log, and what to do about it, if that can be told from its beginning.
fn instead(bytes: &[u8]) -> Option<&'static str> {
    const LOOKED: usize = 4096;
    let start = bytes.get(..LOOKED).unwrap_or(bytes);
    let text = String::from_utf8_lossy(start);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let first = text.trim_start().to_ascii_lowercase();
    Some(match start {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => UTF_16,
        [0, _, 0, _, ..] | [_, 0, _, 0, ..] => UTF_16,
        [0x0a, 0x0d, 0x0d, 0x0a, ..]
        | [0xd4, 0xc3, 0xb2, 0xa1, ..]
        | [0xa1, 0xb2, 0xc3, 0xd4, ..]
        | [0x4d, 0x3c, 0xb2, 0xa1, ..] => {
            "it is a capture; secrets in the capture itself (Decryption Secrets Blocks) are used without being asked for"
        }
        [0x1f, 0x8b, ..] => "it is compressed by gzip; unpack it first",
        [0x30, 0x80..=0x84, ..] => "it is DER: a certificate, or a private key, which goes with --private-key",
        _ if has(&["PRIVATE KEY-----"]) => {
            "it is a private key; give it with --private-key, where it opens RSA key transport and nothing else"
        }
        _ if has(&["-----BEGIN "]) => {
            "it is PEM of another kind, such as a certificate: those are public and open nothing"
        }
        _ if has(&["Decryption Secrets", "Secrets Type", "Secrets Length", "DSB"]) => {
            "it is the description of a Decryption Secrets Block; `editcap --extract-secrets` takes the secrets themselves out of a capture"
        }
        _ if has(&["Master-Key:", "SSL-Session:"]) => {
            "it is what openssl prints about a session; `openssl s_client -keylogfile FILE` writes a key log"
        }
        _ if first.starts_with("<!doctype") || first.starts_with("<html") || first.starts_with("<?xml") => {
            "it is HTML or XML: a page came instead of the file, or was saved around it"
        }
        _ if first.starts_with('{') || first.starts_with('[') => "it is JSON",
        _ => return None,
    })
}

const UTF_16: &str = "it is text in UTF-16, as PowerShell's > writes it; save it as UTF-8";

fn warn(what: &str) {
    // Nobody may be reading.
    let _ = writeln!(io::stderr(), "warning: {what}");
}
