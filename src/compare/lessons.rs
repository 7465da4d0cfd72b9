//! The captures that the lessons left under the output folder; what is missing is made by walking the lesson.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wirewalk_ground::quoted;

use crate::stage::{self, Lesson};

/// Where each lesson's capture is, once it is there. A walk that is needed has no audience; its folder is treated as by a
/// walk: nothing that a person changed is replaced without `force`.
///
/// # Errors
/// A lesson that has to be walked cannot be, or may not write its files.
pub(super) fn captures(lessons: &'static [&'static Lesson], out: &Path, force: bool) -> Result<Vec<PathBuf>> {
    lessons.iter().map(|lesson| capture(lesson, out, force)).collect()
}

/// Those that are there already.
pub(super) fn there(lessons: &[&Lesson], out: &Path) -> Vec<PathBuf> {
    lessons.iter().map(|lesson| place(lesson, out)).filter(|capture| capture.is_file()).collect()
}

fn place(lesson: &Lesson, out: &Path) -> PathBuf {
    let number = lesson.about.number;
    out.join(format!("lesson{number}")).join(format!("lesson{number}.pcapng"))
}

fn capture(lesson: &'static Lesson, out: &Path, force: bool) -> Result<PathBuf> {
    let number = lesson.about.number;
    let dir = out.join(format!("lesson{number}"));
    let capture = place(lesson, out);
    if !capture.exists() {
        // What is compared goes to standard output; this does not.
        let missing = quoted(&capture);
        let _ = writeln!(io::stderr(), "{missing} is missing: lesson {number} is walked now, without being shown");
        stage::rehearse_into(lesson, &dir, force)
            .with_context(|| format!("lesson {number} has no capture, and could not be walked to make one"))?;
    }
    Ok(capture)
}
