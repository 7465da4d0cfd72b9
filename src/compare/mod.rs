//! `wirewalk compare`: captures side by side, as a person asks for it: arguments, files, the lessons' own captures.

pub mod command;
mod lessons;

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result};

use crate::stage::Lesson;

pub use wirewalk_tell::compare::{
    ATTACKS, Attack, Beside, Compared, Options, Outcome, Place, Secret, Unit, entropy, html, json, svg, terminal,
};

/// Reads a capture, and what a walk left beside it under the same name.
///
/// # Errors
/// It cannot be read, is no capture, or has a transcript beside it that is none.
pub fn read(path: &Path, options: &Options) -> Result<Compared> {
    let shown = path.display().to_string();
    let name = path.file_name().map(|name| Path::new(name).display().to_string()).unwrap_or_default();
    let beside = if is_a_walks(path) { beside(path) } else { Beside::default() };
    let file = File::open(path).with_context(|| format!("cannot compare {shown}"))?;
    wirewalk_tell::compare::read(Place { name: &name, path: &shown }, file, &beside, options)
}

/// The page of the captures that the lessons left under `out`, as far as they are there; `None`: none is.
///
/// # Errors
/// One of them cannot be read.
pub fn page_of_lessons(all: &[&Lesson], out: &Path) -> Result<Option<String>> {
    let there = lessons::there(all, out);
    let captures: Vec<Compared> = there.iter().map(|path| read(path, &Options::default())).collect::<Result<_>>()?;
    Ok((!captures.is_empty()).then(|| html::page(&captures)))
}

/// Whether a file is called as a walk calls its capture: `lesson5.pcapng`.
fn is_a_walks(capture: &Path) -> bool {
    let stem = capture.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    stem.strip_prefix("lesson").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// What a walk left beside its capture; what cannot be read is not there.
fn beside(capture: &Path) -> Beside {
    let file = |ending| {
        let path = capture.with_extension(ending);
        fs::read(&path).ok().map(|bytes| (path.display().to_string(), bytes))
    };
    let key = file("key").and_then(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)));
    Beside { transcript: file("json"), keys: file("keys"), key }
}
