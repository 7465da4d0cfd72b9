//! Files that are not whole yet and folders of one run: whatever ends the process removes them.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Result, bail};
use tempfile::{Builder, NamedTempFile, TempDir};

use crate::{Access, quoted};

/// Where they are.
static THERE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file on its way: it gets its name when it is whole.
pub struct Temporary(Option<NamedTempFile>);

/// A folder that nobody else can enter.
pub struct TemporaryFolder(Option<TempDir>);

/// Removes all of them. The process has to end next: nobody begins or finishes a file any more.
pub fn remove_temporary() {
    let mut there = there();
    for path in there.drain(..) {
        // It may be gone already; there is nobody to tell.
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
    std::mem::forget(there);
}

/// Whether a file may be written here: nothing is there, or a regular file that may be replaced. What is no regular file (a pipe, a
/// device, a link) is never replaced.
///
/// # Errors
/// It may not, and why.
pub fn may_write(path: &Path, force: bool) -> Result<()> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => bail!("{} cannot be looked at: {error}", quoted(path)),
        Ok(about) if !about.is_file() => {
            bail!(
                "{} is there already and is not a regular file, so it is not replaced; name another file",
                quoted(path)
            )
        }
        Ok(_) if force => Ok(()),
        Ok(_) => bail!("{} is there already; name another file, or replace it with --force", quoted(path)),
    }
}

impl Temporary {
    /// A file in this folder, for this person alone or as the system's default says.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn new_in(folder: &Path, access: Access) -> io::Result<Temporary> {
        let mut builder = Builder::new();
        builder.prefix(".wirewalk-");
        #[cfg(unix)]
        if access == Access::Normal {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666)); // less the umask
        }
        let _ = access;
        // What ends the process meanwhile waits, or this does: no file is there that is not known here.
        let mut there = there();
        let file = builder.tempfile_in(folder)?;
        there.push(file.path().to_owned());
        Ok(Temporary(Some(file)))
    }

    /// Gives the file its name, if [`may_write`] still says so.
    ///
    /// # Errors
    /// Those of the file system, and what came up at that name meanwhile.
    pub fn keep(mut self, path: &Path, force: bool) -> Result<()> {
        let Some(file) = self.0.take() else { return Ok(()) };
        let mut there = there();
        let temporary = file.path().to_owned();
        let kept = may_write(path, force).and_then(|()| {
            let kept = if force { file.persist(path) } else { file.persist_noclobber(path) };
            Ok(kept.map(drop)?)
        });
        there.retain(|other| *other != temporary);
        kept
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(file) = self.0.take() {
            let mut there = there();
            let path = file.path().to_owned();
            drop(file);
            there.retain(|other| *other != path);
        }
    }
}

impl Write for Temporary {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl TemporaryFolder {
    /// One among the system's temporary files.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn new() -> io::Result<TemporaryFolder> {
        let mut builder = Builder::new();
        builder.prefix("wirewalk-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o700));
        }
        let mut there = there();
        let folder = builder.tempdir()?;
        there.push(folder.path().to_owned());
        Ok(TemporaryFolder(Some(folder)))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.as_ref().map_or(Path::new(""), TempDir::path)
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        if let Some(folder) = self.0.take() {
            let mut there = there();
            let path = folder.path().to_owned();
            drop(folder);
            there.retain(|other| *other != path);
        }
    }
}

fn there() -> MutexGuard<'static, Vec<PathBuf>> {
    THERE.lock().unwrap_or_else(PoisonError::into_inner)
}
