//! The mark that a proxy writes on each request, and Bob asks for: where it comes from and where it is left. Never the command line, which
//! everybody can read.

use std::env;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result};
use wirewalk_ground::{Access, Folder, is_own_file, quoted};
use zeroize::Zeroizing;

use crate::door::Mark;
use crate::proxy::nginx::Nginx;

/// The variable that holds what the proxy writes on each request, and Bob asks for. No argument does: everybody on the machine reads those.
const MARK: &str = "PROXY_MARK";
/// What is said of it.
pub(super) const MARKS: &str = "Environment:\n  \
    PROXY_MARK  what the proxy writes on each request, and Bob asks for: openssl rand -hex 16";
/// Longer files hold no mark, in bytes.
const LONGEST_MARK: u64 = 1024;

/// The mark of the environment.
pub(super) fn given() -> Result<Option<Mark>> {
    let Some(digits) = env::var_os(MARK).filter(|digits| !digits.is_empty()) else { return Ok(None) };
    let mark = digits.to_str().map_or_else(|| Err("it is not text".to_owned()), Mark::of);
    mark.map(Some).map_err(Error::msg).context(MARK)
}

/// The mark in a file.
pub(super) fn read(path: &Path) -> Result<Mark> {
    let failed = || quoted(path);
    let mut digits = Zeroizing::new(String::new());
    File::open(path).and_then(|file| file.take(LONGEST_MARK).read_to_string(&mut digits)).with_context(failed)?;
    Mark::of(digits.trim()).map_err(Error::msg).with_context(failed)
}

/// Leaves the mark for Bob, and for nginx as a line of its configuration, readable by this person alone. The one of the environment, or
/// that was left before, or a new one.
pub(super) fn keep(folder: &Path) -> Result<[PathBuf; 2]> {
    const NAMES: [&str; 2] = ["mark", "mark.conf"];
    let left = folder.join(NAMES[0]);
    let mark = match given()? {
        Some(mark) => mark,
        None if is_own_file(&left) => read(&left)?,
        None => Mark::new(),
    };
    let mut folder = Folder::open(folder, false, &NAMES)?;
    let texts = [format!("{}\n", mark.value()), Nginx::mark(&mark)].map(Zeroizing::new);
    let mut write = |name, text: &str| folder.write(name, Access::Private, |out| out.write_all(text.as_bytes()));
    Ok([write(NAMES[0], &texts[0])?, write(NAMES[1], &texts[1])?])
}
