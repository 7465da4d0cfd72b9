//! Captures that a person dropped: parsed here, kept in a folder of this run's, and gone with it.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use http_body_util::BodyExt;
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::door::Body;
use crate::explain::handed::{Handed, Outcome};

/// The longest capture, in bytes; `wirewalk explain` in a terminal takes any length.
pub const LONGEST: u64 = 256 << 20;

/// The longest key log, in bytes.
pub const LONGEST_KEYS: u64 = 16 << 20;

/// So many are kept; with one more the oldest goes.
pub const MOST: usize = 8;

/// The captures of this run.
pub struct Captures {
    folder: TempDir,
    next: AtomicU64,
    kept: Mutex<VecDeque<Arc<Dropped>>>,
    /// One at a time: each may take as much memory as a page needs.
    turn: tokio::sync::Mutex<()>,
}

/// One of them, its files in the folder.
pub struct Dropped {
    /// Its number in this run.
    pub id: u64,
    /// What it was called.
    pub name: String,
    /// What was found in it.
    pub outcome: Outcome,
    files: Files,
}

/// Where it lies; forgotten, it is removed.
struct Files {
    capture: PathBuf,
    page: PathBuf,
    annotated: PathBuf,
}

impl Drop for Files {
    fn drop(&mut self) {
        for path in [&self.capture, &self.page, &self.annotated] {
            // Not all of them need be there, and what stays goes with the folder.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Captures {
    /// None yet, in a folder that only this person can open.
    pub(super) fn new() -> Result<Captures> {
        let mut builder = tempfile::Builder::new();
        builder.prefix("wirewalk-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o700));
        }
        let folder = builder.tempdir().context("no folder for captures can be made")?;
        let (kept, turn) = (Mutex::default(), tokio::sync::Mutex::new(()));
        Ok(Captures { folder, next: AtomicU64::new(1), kept, turn })
    }

    /// Takes one in: a body of so many bytes of key log, then the capture.
    ///
    /// # Errors
    /// It is too long or broke off, it is no capture, or the key log is none.
    pub(super) async fn take(self: &Arc<Captures>, name: String, keys: u64, body: Body) -> Result<Arc<Dropped>> {
        if keys > LONGEST_KEYS {
            bail!("a key log may have {LONGEST_KEYS} bytes; cut out the lines of this capture");
        }
        let _turn = self.turn.lock().await;
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let path = |ending: &str| self.folder.path().join(format!("{id}.{ending}"));
        let files = Files { capture: path("capture"), page: path("html"), annotated: path("pcapng") };
        let (file, key_log) = receive(&files.capture, keys, body).await?;
        let all = self.clone();
        let told = move || -> Result<Arc<Dropped>> {
            let handed = Handed::new(&name, file, &key_log)?;
            let mut out = BufWriter::new(File::create(&files.page)?);
            let outcome = handed.page(&mut out)?;
            out.flush()?;
            Ok(all.keep(Dropped { id, name, outcome, files }))
        };
        let told = tokio::task::spawn_blocking(told).await;
        told.context("the capture could not be taken apart; the terminal may say why")?
    }

    fn keep(&self, dropped: Dropped) -> Arc<Dropped> {
        let dropped = Arc::new(dropped);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front(dropped.clone());
        kept.truncate(MOST);
        dropped
    }

    /// Those that are kept, the newest first.
    pub(super) fn all(&self) -> Vec<Arc<Dropped>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// The one with this number.
    pub(super) fn find(&self, id: u64) -> Option<Arc<Dropped>> {
        self.all().into_iter().find(|dropped| dropped.id == id)
    }
}

/// Writes a capture down; the key log before it stays in memory.
async fn receive(path: &Path, keys: u64, mut body: Body) -> Result<(File, Zeroizing<Vec<u8>>)> {
    let mut file = File::options().read(true).write(true).create_new(true).open(path)?;
    let mut key_log = Zeroizing::new(Vec::new());
    let mut len: u64 = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(anyhow::Error::from_boxed).context("the capture did not arrive whole")?;
        let Ok(data) = frame.into_data() else { continue };
        let missing = usize::try_from(keys)?.saturating_sub(key_log.len()).min(data.len());
        let (before, after) = data.split_at(missing);
        key_log.extend_from_slice(before);
        len += after.len() as u64;
        if len > LONGEST {
            bail!("a capture may have {} MiB here; `wirewalk explain` in a terminal takes any length", LONGEST >> 20);
        }
        file.write_all(after).context("the capture cannot be written down")?;
    }
    file.seek(SeekFrom::Start(0))?;
    Ok((file, key_log))
}

impl Dropped {
    /// Where its page is.
    pub(super) fn page(&self) -> &Path {
        &self.files.page
    }

    /// Writes the same packets with comments, and says where.
    ///
    /// # Errors
    /// It cannot be read to its end, or is gone.
    pub(super) fn annotated(&self) -> Result<&Path> {
        let mut out = BufWriter::new(File::create(&self.files.annotated)?);
        Handed::new(&self.name, File::open(&self.files.capture)?, &[])?.annotated(&mut out)?;
        out.flush()?;
        Ok(&self.files.annotated)
    }
}
