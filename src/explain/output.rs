//! A file that appears whole or not at all, and replaces nobody's without leave.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, bail};
use tempfile::NamedTempFile;
use wirewalk_ground::{Access, quoted};

use crate::pager::{self, Interrupts};

/// Files that are not whole yet: whatever ends the process removes them.
static HALF: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// From here on, whatever ends the process (Ctrl-C, SIGTERM) removes what is not whole, and gives the terminal back.
pub fn watch() {
    Interrupts::end_at_once(|| {
        pager::restore();
        forget_halves();
    });
}

/// A file on its way.
pub struct Output {
    path: PathBuf,
    force: bool,
    out: Option<BufWriter<NamedTempFile>>,
}

impl Output {
    /// Whether a file of this name can be written: before long work begins.
    ///
    /// # Errors
    /// As [`Output::new`].
    pub fn check(path: &Path, force: bool) -> Result<()> {
        Output::new(path, force, Access::Private).map(drop)
    }

    /// Begins with a file beside the place where it will be.
    ///
    /// # Errors
    /// Something of that name is there and `force` is not given, or the folder cannot be written to.
    pub fn new(path: &Path, force: bool, access: Access) -> Result<Output> {
        if !force && path.symlink_metadata().is_ok() {
            bail!("{} is there already; name another file, or replace it with --force", quoted(path));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".wirewalk-");
        #[cfg(unix)]
        if access == Access::Normal {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666)); // less the umask
        }
        let _ = access;
        // What ends the process meanwhile waits, or this does: no file is there that is not known here.
        let mut halves = halves();
        let file = builder.tempfile_in(folder).with_context(|| format!("{} cannot be written", quoted(path)))?;
        halves.push(file.path().to_owned());
        drop(halves);
        Ok(Output { path: path.to_owned(), force, out: Some(BufWriter::new(file)) })
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// Those of the file system, and a file of that name that came up meanwhile, without `force`.
    pub fn keep(mut self) -> Result<PathBuf> {
        let failed = || format!("{} could not be written", quoted(&self.path));
        let out = self.out.take().context("the file was kept before")?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error).with_context(failed)?;
        // What ends the process meanwhile waits, or this does: the file is whole then, or is not there.
        let mut halves = halves();
        let temporary = file.path().to_owned();
        let kept = if self.force { file.persist(&self.path) } else { file.persist_noclobber(&self.path) };
        halves.retain(|path| *path != temporary);
        drop(halves);
        kept.with_context(failed)?;
        Ok(self.path.clone())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        let mut halves = halves();
        // Unless it was kept, the file goes with its handle.
        if let Some(out) = self.out.take() {
            let path = out.get_ref().path().to_owned();
            drop(out);
            halves.retain(|other| *other != path);
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.as_mut().map_or(Ok(0), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}

fn forget_halves() {
    let mut halves = halves();
    for path in halves.drain(..) {
        // It may be gone already; there is nobody to tell.
        let _ = fs::remove_file(path);
    }
    // The process ends now: nobody is to begin or to finish a file before it does.
    std::mem::forget(halves);
}

fn halves() -> MutexGuard<'static, Vec<PathBuf>> {
    HALF.lock().unwrap_or_else(PoisonError::into_inner)
}
