//! What a person gives to open a capture with: key logs, the one of `SSLKEYLOGFILE`, a Fernet key.

use std::env;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wirewalk_ground::quoted;
use zeroize::Zeroizing;

use crate::fernet;
use crate::recording::Secrets;
use crate::recording::secrets::{KeyLog, MOST_ERRORS};
use crate::tls::KEY_LOG_FILE;

/// Longer key logs are refused, in bytes: each line takes some hundred bytes of memory.
const LONGEST: u64 = 64 << 20;

/// The secrets of these files and of the environment. Says on stderr what could not be read of them.
///
/// # Errors
/// A file that was named cannot be read, or `SECRET_KEY` is no key.
pub fn given(key_logs: &[PathBuf]) -> Result<Secrets> {
    let mut secrets = Secrets::none();
    for path in key_logs {
        secrets = secrets.with_key_log(read(path)?);
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
        bail!("{} is no regular file; name it with --keylog if it holds the secrets of this capture", quoted(path));
    }
    read(path)
}

/// The secrets in a file; says on stderr what could not be read of them.
///
/// # Errors
/// It cannot be read, is longer than a key log may be, or holds no line of one.
pub fn read(path: &Path) -> Result<KeyLog> {
    let failed = || format!("the key log {} cannot be read", quoted(path));
    let mut text = Zeroizing::new(Vec::new());
    File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut text)).with_context(failed)?;
    if text.len() as u64 > LONGEST {
        bail!("the key log {} is longer than {LONGEST} bytes: cut out the lines of this capture", quoted(path));
    }
    parse(&text, &quoted(path))
}

/// The lines of a key log; says on stderr which of them are none.
///
/// # Errors
/// There is text, and not one line is one of a key log.
pub fn parse(text: &[u8], name: &str) -> Result<KeyLog> {
    let (key_log, errors) = KeyLog::parse(text);
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

fn warn(what: &str) {
    // Nobody may be reading.
    let _ = writeln!(io::stderr(), "warning: {what}");
}
