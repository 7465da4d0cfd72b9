//! Key logs: into memory for a scene, into the file that `SSLKEYLOGFILE` names for a server or client that runs alone.
//!
//! Whoever has the lines reads the connections that they belong to, and nothing else: they are the secrets of single
//! connections, not anybody's private key (RFC 9850).

use std::env;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context, Result};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use zeroize::Zeroizing;

use super::exchange::Exchanges;
use crate::locked;
use wirewalk_dissect::recording::secrets::KeyLog;
use wirewalk_dissect::recording::{Exchange, Secrets};
use wirewalk_ground::{Aside, quoted};

/// The variable that names a key log file: browsers, curl and Wireshark share it.
pub const KEY_LOG_FILE: &str = "SSLKEYLOGFILE";

/// Writes down the secrets of the connections of a scene, in memory. Cheap to clone: all clones are the same notes.
///
/// Give [`Recorder::key_log`] to each side whose secrets an insider may know; a secret that both sides give is kept once.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    kept: Arc<Kept>,
    exchanges: Exchanges,
}

#[derive(Debug, Default)]
struct Kept(Mutex<KeyLog>);

impl Recorder {
    /// With nothing recorded yet.
    pub fn new() -> Recorder {
        Recorder::default()
    }

    /// For a configuration of rustls, on either side.
    pub fn key_log(&self) -> Arc<dyn rustls::KeyLog> {
        self.kept.clone()
    }

    /// For a configuration of rustls, on either side: aws-lc-rs, with key exchanges that are recorded too. From their
    /// shared secrets the whole key schedule can be recomputed, which no key log allows.
    pub fn provider(&self) -> Arc<CryptoProvider> {
        Arc::new(self.exchanges.provider(aws_lc_rs::default_provider()))
    }

    /// These secrets and all that was recorded so far.
    pub fn add_to(&self, secrets: Secrets) -> Secrets {
        self.exchanges.recorded().into_iter().fold(secrets.with_key_log(self.recorded()), Secrets::with_exchange)
    }

    /// The key exchanges so far; one of which both ends are ours is there once.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.exchanges.recorded()
    }

    /// The key log so far.
    pub fn recorded(&self) -> KeyLog {
        locked(&self.kept.0).clone()
    }
}

impl rustls::KeyLog for Kept {
    fn log(&self, label: &str, client_random: &[u8], secret: &[u8]) {
        let mut line = KeyLog::new();
        // rustls gives 32 bytes (RFC 8446 section 4.1.2); anything else could name no connection.
        if let Ok(random) = client_random.try_into() {
            line.push(label, random, secret);
            locked(&self.0).merge(&line);
        }
    }
}

/// For a server or client that runs alone: the file that `SSLKEYLOGFILE` names, to which lines are added as they come, or
/// nothing if the variable is not set or empty. That secrets are written is said on stderr. A new file is the owner's alone.
///
/// # Errors
/// The file cannot be opened; ask before a socket opens.
pub fn key_log() -> Result<Arc<dyn rustls::KeyLog>> {
    let Some(path) = env::var_os(KEY_LOG_FILE).filter(|path| !path.is_empty()).map(PathBuf::from) else {
        return Ok(Arc::new(rustls::NoKeyLog));
    };
    let file =
        open(&path).with_context(|| format!("{}, which {KEY_LOG_FILE} names, cannot be opened", path.display()))?;
    let mut warning = "anyone who has that file can read these connections".to_owned();
    if is_shared(&file) {
        warning.push_str(", and other users can open it");
    }
    // Nobody may be reading; the secrets are written all the same, as was asked.
    let _ = writeln!(io::stderr(), "{KEY_LOG_FILE} is set: TLS secrets are added to {}; {warning}.", quoted(&path));
    let is_file = file.metadata().is_ok_and(|about| about.is_file());
    Ok(Arc::new(if is_file { Lines::Kept(Mutex::new(file)) } else { Lines::Told(Aside::to(file, unsaid)) }))
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A pipe that nobody reads is an error, and one that nobody empties loses lines: neither keeps a connection waiting.
        options.mode(0o600).custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}

/// Whether others than the owner may open the file. One without a line in it is made the owner's first: libcurl, which cargo
/// uses too, makes the file when it starts, for everybody to read.
#[cfg(unix)]
fn is_shared(file: &File) -> bool {
    use std::fs::{Metadata, Permissions};
    use std::os::unix::fs::PermissionsExt;
    let mode = || file.metadata().ok().filter(Metadata::is_file).map_or(0, |about| about.permissions().mode());
    if mode() & OTHERS != 0 && file.metadata().is_ok_and(|about| about.len() == 0) {
        // It may be somebody else's: then it stays as it is, and that is said.
        let _ = file.set_permissions(Permissions::from_mode(0o600));
    }
    mode() & OTHERS != 0
}

/// Everything that a group and the rest of the world may do with a file.
#[cfg(unix)]
const OTHERS: u32 = 0o077;

/// Elsewhere a folder decides who may read.
#[cfg(not(unix))]
fn is_shared(_: &File) -> bool {
    false
}

/// A comment in a key log for so many lines that are missing.
fn unsaid(count: u64) -> String {
    format!("# {count} further lines are missing: nobody read this in time")
}

/// How long the end of a program waits for a pipe to take what is left.
const LAST: Duration = Duration::from_millis(250);

/// A key log. Others may add to it too, other processes among them: each line is one write.
enum Lines {
    /// In a file.
    Kept(Mutex<File>),
    /// Into a pipe or a terminal: nobody may be reading, and no handshake waits for that.
    Told(Aside),
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lines")
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        if let Lines::Told(lines) = self {
            lines.end(LAST);
        }
    }
}

impl rustls::KeyLog for Lines {
    fn log(&self, label: &str, client_random: &[u8], secret: &[u8]) {
        let Ok(random) = client_random.try_into() else { return };
        let mut line = KeyLog::new();
        line.push(label, random, secret);
        let text: Zeroizing<String> = line.to_text();
        match self {
            // A disk that is full must not end a handshake: the connection is worth more than its log.
            Lines::Kept(file) => drop(locked(file).write_all(text.as_bytes())),
            Lines::Told(lines) => lines.say(text.trim_end()),
        }
    }
}
