//! A file that appears whole or not at all, and replaces nobody's without leave.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wirewalk_ground::{Access, Temporary, may_write, quoted};

use crate::pager::{self, Interrupts};

/// From here on, whatever ends the process (Ctrl-C, SIGTERM, SIGHUP) removes what is not whole, and gives the terminal back.
pub fn watch() {
    Interrupts::end_at_once(pager::restore);
}

/// A file on its way.
pub struct Output {
    path: PathBuf,
    force: bool,
    out: BufWriter<Temporary>,
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
    /// Something of that name is there that may not be replaced, or the folder cannot be written to.
    pub fn new(path: &Path, force: bool, access: Access) -> Result<Output> {
        may_write(path, force)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = Temporary::new_in(folder, access).with_context(|| format!("{} cannot be written", quoted(path)))?;
        Ok(Output { path: path.to_owned(), force, out: BufWriter::new(file) })
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// Those of the file system, and what came up at that name meanwhile and may not be replaced.
    pub fn keep(self) -> Result<PathBuf> {
        let failed = || format!("{} could not be written", quoted(&self.path));
        let file = self.out.into_inner().map_err(io::IntoInnerError::into_error).with_context(failed)?;
        file.keep(&self.path, self.force).with_context(failed)?;
        Ok(self.path)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
