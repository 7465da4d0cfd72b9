//! Where the outside judges and the published vectors are.

use std::env::{self, consts::EXE_SUFFIX};
use std::io::{self, Write};
use std::path::PathBuf;

use crate::root;

/// The program with this name, from `PATH`. If it is missing, a line says what is skipped; with `WIREWALK_JUDGES=require`
/// the test fails instead.
pub fn judge(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).map(|dir| dir.join(format!("{name}{EXE_SUFFIX}"))).find(|file| file.is_file());
    found.or_else(|| missing(&format!("{name} is not installed")))
}

/// The folder of published vectors: `WIREWALK_VECTORS`, or `../shared/vectors` beside the project. If it is missing, as
/// with [`judge`].
pub fn vectors() -> Option<PathBuf> {
    let beside = root().join("../shared/vectors");
    let dir = env::var_os("WIREWALK_VECTORS").map_or(beside, PathBuf::from);
    if dir.is_dir() { Some(dir) } else { missing(&format!("no vectors at {}", dir.display())) }
}

/// Says that something is missing, on the real standard error, where `cargo test` shows it.
///
/// # Panics
/// With `WIREWALK_JUDGES=require`.
pub fn missing<T>(what: &str) -> Option<T> {
    let required = env::var_os("WIREWALK_JUDGES").is_some_and(|value| value == "require");
    assert!(!required, "{what}, and WIREWALK_JUDGES=require is set");
    let _ = writeln!(io::stderr(), "skipped: {what}");
    None
}
