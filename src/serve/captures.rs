//! Captures that a person dropped: parsed here, kept in a folder of this run's, and gone with it.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use http_body_util::BodyExt;
use wirewalk_ground::TemporaryFolder;
use zeroize::Zeroizing;

use super::turns::Turns;
use crate::door::{Body, Mark};
use crate::explain::handed::{Handed, Outcome, Stop};

/// The longest capture, in bytes; `wirewalk explain` in a terminal takes any length.
pub const LONGEST: u64 = 256 << 20;

/// The longest key log, in bytes.
pub const LONGEST_KEYS: u64 = 16 << 20;

/// The longest copy with comments, in bytes. A gzipped capture may unpack to a thousand times its length, and this is somebody's disk.
pub const LONGEST_COPY: u64 = 1 << 30;

/// How long the reading of a capture may take to notice that the course has ended.
const CURTAIN: Duration = Duration::from_secs(2);

/// So many are kept; with one more the oldest goes.
pub const MOST: usize = 8;

/// The captures of this run.
pub struct Captures {
    /// Made when the first comes: by then whatever ends the process removes it.
    folder: OnceLock<TemporaryFolder>,
    next: AtomicU64,
    kept: Mutex<VecDeque<Arc<Dropped>>>,
    turns: Turns,
}

/// A person who waits. When they have gone, nothing is read for them any more.
#[derive(Default)]
struct Waiting(Stop);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// One of them, its files in the folder.
pub struct Dropped {
    /// Its number in this run.
    pub id: u64,
    /// What it was called.
    pub name: String,
    /// What was found in it.
    pub outcome: Outcome,
    /// What stands in the address of its page.
    pub mark: Mark,
    files: Files,
}

/// Where it lies; forgotten, it is removed.
struct Files {
    capture: PathBuf,
    page: PathBuf,
    annotated: PathBuf,
    /// The same, while it is written.
    part: PathBuf,
}

impl Drop for Files {
    fn drop(&mut self) {
        for path in [&self.capture, &self.page, &self.annotated, &self.part] {
            // Not all of them need be there, and what stays goes with the folder.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Captures {
    /// None yet.
    pub(super) fn new() -> Captures {
        Captures { folder: OnceLock::new(), next: AtomicU64::new(1), kept: Mutex::default(), turns: Turns::new() }
    }

    /// A folder that only this person can open.
    fn folder(&self) -> Result<&Path> {
        if self.folder.get().is_none() {
            let made = TemporaryFolder::new().context("cannot make a folder for captures")?;
            // Another one that came at the same time may have been quicker; then this one goes again.
            let _ = self.folder.set(made);
        }
        self.folder.get().map(TemporaryFolder::path).context("cannot make a folder for captures")
    }

    /// Takes one in: a body of so many bytes of key log, then the capture.
    ///
    /// # Errors
    /// It is too long or broke off, it is no capture, or the key log is none.
    pub(super) async fn take(self: &Arc<Captures>, name: String, keys: u64, body: Body) -> Result<Arc<Dropped>> {
        if keys > LONGEST_KEYS {
            bail!("a key log may have at most {LONGEST_KEYS} bytes; cut out the lines for this capture");
        }
        let waiting = Waiting::default();
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let folder = self.folder()?;
        let path = |ending: &str| folder.join(format!("{id}.{ending}"));
        let files =
            Files { capture: path("capture"), page: path("html"), annotated: path("pcapng"), part: path("part") };
        // Whoever sends slowly, or never ends, keeps nobody else waiting.
        let (file, key_log) = receive(&files.capture, keys, body).await?;
        let (all, stop) = (self.clone(), waiting.0.clone());
        let told = move || -> Result<Arc<Dropped>> {
            let handed = Handed::new(&name, file, &key_log, stop)?;
            let mut out = BufWriter::new(File::create(&files.page)?);
            let outcome = handed.page(&mut out)?;
            out.flush()?;
            Ok(all.keep(Dropped { id, name, outcome, mark: Mark::new(), files }))
        };
        self.turns.take(&waiting.0, told).await
    }

    /// Writes the same packets with comments, unless that was done before, and says where.
    ///
    /// # Errors
    /// The capture cannot be read to its end, or the copy would be too long.
    pub(super) async fn annotated(&self, dropped: Arc<Dropped>) -> Result<PathBuf> {
        let waiting = Waiting::default();
        let stop = waiting.0.clone();
        let write = move || dropped.annotate(stop).map(|()| dropped.files.annotated.clone());
        self.turns.take(&waiting.0, write).await
    }

    /// Removes the folder, whoever still reads in it.
    pub(super) fn end(&self) {
        self.turns.end(CURTAIN);
        // What cannot be removed now is tried again when the last reader goes.
        let _ = self.folder.get().map(|folder| std::fs::remove_dir_all(folder.path()));
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
        let frame = frame.map_err(anyhow::Error::from_boxed).context("the capture did not arrive complete")?;
        let Ok(data) = frame.into_data() else { continue };
        let missing = usize::try_from(keys)?.saturating_sub(key_log.len()).min(data.len());
        let (before, after) = data.split_at(missing);
        key_log.extend_from_slice(before);
        len += after.len() as u64;
        if len > LONGEST {
            bail!(
                "a capture may have at most {} MiB here; `wirewalk explain` in a terminal takes any length",
                LONGEST >> 20
            );
        }
        file.write_all(after).context("the capture cannot be stored")?;
    }
    file.seek(SeekFrom::Start(0))?;
    Ok((file, key_log))
}

impl Dropped {
    /// Where its page is.
    pub(super) fn page(&self) -> &Path {
        &self.files.page
    }

    /// Writes the same packets with comments.
    fn annotate(&self, stop: Stop) -> Result<()> {
        let Files { capture, annotated, part, .. } = &self.files;
        if annotated.is_file() {
            return Ok(());
        }
        let mut out = BufWriter::new(Bounded { out: File::create(part)?, left: LONGEST_COPY });
        let written = Handed::new(&self.name, File::open(capture)?, &[], stop)?.annotated(&mut out);
        if let Err(error) = written.and_then(|()| Ok(out.flush()?)) {
            // What there is of it takes room; it goes with the capture at the latest.
            let _ = std::fs::remove_file(part);
            return Err(error);
        }
        Ok(std::fs::rename(part, annotated)?)
    }
}

/// A file that takes so much and no more.
struct Bounded {
    out: File,
    left: u64,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.left = self.left.checked_sub(written as u64).ok_or_else(|| {
            let most = LONGEST_COPY >> 20;
            io::Error::other(format!(
                "the copy would be larger than {most} MiB; `wirewalk explain --annotate` in a terminal takes any length"
            ))
        })?;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_takes_so_much_and_no_more() {
        let mut out = Bounded { out: tempfile::tempfile().expect("a file"), left: 10 };
        out.write_all(&[0; 10]).expect("there is room");
        let why = out.write_all(&[0]).expect_err("there is none").to_string();
        assert!(why.contains("1024 MiB") && why.contains("wirewalk explain --annotate"), "{why}");
    }
}
