//! What a lesson leaves behind, and what it must not touch.
//!
//! A file that we wrote may be replaced by the next run; any other file stays as it is unless `--force` is given. Ours are those
//! that the folder's list names with the digest that they still have: a file that a person edited is theirs. What a person
//! asked a command to make (a key!) is theirs from the start: [`Folder::keep`].

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::{Temporary, hex, may_write};

/// The list of our files, in the output folder: a line `SHA-256  name` for each.
const LIST: &str = ".wirewalk";

/// An output folder.
pub struct Folder {
    dir: PathBuf,
    force: bool,
    ours: BTreeMap<String, String>,
}

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// As the system's default says: captures, transcripts.
    Normal,
    /// The owner alone (0600): keys and key logs.
    Private,
}

impl Folder {
    /// Makes the folder if it is not there and checks that each of `names` may be written, before anything runs.
    ///
    /// # Errors
    /// The folder cannot be made or written to, or one of the files is there and is not ours.
    pub fn open(dir: &Path, force: bool, names: &[impl AsRef<str>]) -> Result<Folder> {
        fs::create_dir_all(dir)
            .with_context(|| format!("the folder {} could not be made; name another with --out", dir.display()))?;
        let folder = Folder { dir: dir.to_owned(), force, ours: read_list(&dir.join(LIST))? };
        for name in names {
            folder.check(name.as_ref())?;
        }
        Temporary::new_in(dir, Access::Private)
            .with_context(|| format!("the folder {} cannot be written to; name another with --out", dir.display()))?;
        Ok(folder)
    }

    /// The same for files that a person asks for: none of `names` may be there already, whoever wrote it.
    ///
    /// # Errors
    /// As [`Folder::open`].
    pub fn vacant(dir: &Path, force: bool, names: &[impl AsRef<str>]) -> Result<Folder> {
        let folder = Folder::open(dir, force, &[""; 0])?;
        for name in names {
            may_write(&folder.path(name.as_ref()), force).context("name another folder with --out")?;
        }
        Ok(folder)
    }

    /// Where a file of this name stands.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Writes a file whole or not at all, with the folders that its name needs: what `write` leaves unfinished never gets the name.
    ///
    /// # Errors
    /// Those of `write` and of the file system, and a file of that name which is not ours.
    pub fn write(
        &mut self,
        name: &str,
        access: Access,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<PathBuf> {
        let path = self.check(name)?;
        let failed = || format!("{} could not be written", path.display());
        fs::create_dir_all(path.parent().unwrap_or(&self.dir)).with_context(failed)?;
        let mut out =
            Hashing { file: Temporary::new_in(&self.dir, access).with_context(failed)?, digest: Sha256::new() };
        write(&mut out).with_context(failed)?;
        out.file.keep(&path, true).with_context(failed)?;
        self.ours.insert(name.to_owned(), hex(&out.digest.finalize()));
        self.save_list()?;
        Ok(path)
    }

    /// Writes a file that a person asked for, whole or not at all, with the folders that its name needs. It is not on the list of
    /// ours, so that no walk replaces it.
    ///
    /// # Errors
    /// Those of the file system, and a file of that name that came up meanwhile, without `--force`.
    pub fn keep(&mut self, name: &str, access: Access, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.path(name);
        let failed = || format!("{} could not be written", path.display());
        fs::create_dir_all(path.parent().unwrap_or(&self.dir)).with_context(failed)?;
        let mut file = Temporary::new_in(&self.dir, access).with_context(failed)?;
        file.write_all(bytes).with_context(failed)?;
        file.keep(&path, self.force).with_context(failed)?;
        if self.ours.remove(name).is_some() {
            self.save_list()?;
        }
        Ok(path)
    }

    /// The file's path, if we may write it.
    fn check(&self, name: &str) -> Result<PathBuf> {
        let path = self.dir.join(name);
        may_write(&path, true)?;
        if self.force || path.symlink_metadata().is_err() {
            return Ok(path);
        }
        if digest_of(&path).is_ok_and(|digest| self.ours.get(name) == Some(&digest)) {
            return Ok(path);
        }
        bail!(
            "{} is there already and is not as a walk left it; keep it and name another folder with --out, or replace it with --force",
            path.display()
        )
    }

    fn save_list(&self) -> Result<()> {
        let mut text = String::new();
        for (name, digest) in &self.ours {
            let _ = writeln!(text, "{digest}  {name}");
        }
        let mut list = Temporary::new_in(&self.dir, Access::Normal)?;
        list.write_all(text.as_bytes())?;
        list.keep(&self.dir.join(LIST), true).context("the list of files could not be written")?;
        Ok(())
    }
}

struct Hashing {
    file: Temporary,
    digest: Sha256,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.file.write(bytes)?;
        self.digest.update(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Opens a file, but nothing else: a pipe would let us wait, a device might never end.
fn open_file(path: &Path) -> io::Result<File> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    File::open(path)
}

fn digest_of(path: &Path) -> io::Result<String> {
    let mut digest = Sha256::new();
    io::copy(&mut BufReader::with_capacity(1 << 16, open_file(path)?), &mut digest)?;
    Ok(hex(&digest.finalize()))
}

/// A list that is damaged or missing makes no file ours.
fn read_list(path: &Path) -> Result<BTreeMap<String, String>> {
    let mut bytes = Vec::new();
    let text = match open_file(path).and_then(|mut file| file.read_to_end(&mut bytes)) {
        Ok(_) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("{} could not be read", path.display())),
    };
    Ok(text.lines().filter_map(|l| l.split_once("  ")).map(|(d, n)| (n.to_owned(), d.to_owned())).collect())
}
