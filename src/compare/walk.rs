//! What a walk left beside its capture: the transcript with the secret and the claims, and the keys.

use std::collections::BTreeMap;
use std::fs;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::fernet::Key;
use crate::recording::Secrets;
use crate::recording::secrets::KeyLog;

/// The part of a transcript that a comparison needs. `docs/json.md` says what is what.
#[derive(Debug, Deserialize)]
pub(super) struct Walk {
    pub lesson: About,
    pub claims: Vec<Claim>,
    kept: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct About {
    pub number: u8,
    pub title: String,
}

/// A claim as it was checked in the walk.
#[derive(Debug, Deserialize)]
pub(super) struct Claim {
    pub id: String,
    pub text: String,
    pub held: bool,
    pub evidence: String,
}

impl Walk {
    /// The transcript of this name beside a capture; `None` if there is none.
    ///
    /// # Errors
    /// It is there and is no transcript.
    pub fn beside(capture: &Path) -> Result<Option<Walk>> {
        let path = capture.with_extension("json");
        let Ok(file) = fs::File::open(&path) else { return Ok(None) };
        let walk = serde_json::from_reader(BufReader::new(file));
        walk.map(Some).with_context(|| format!("{} is not the transcript of a walk", path.display()))
    }

    /// The secret that was told.
    pub fn secret(&self) -> Option<&str> {
        self.kept.get("secret").map(String::as_str)
    }

    /// Whether the walk itself found the secret in what the keys opened and not in what Eve has; such keys may be gone.
    pub fn found_inside(&self) -> Option<bool> {
        let id = format!("lesson{}.secret-hidden", self.lesson.number);
        self.claims.iter().find(|c| c.id == id).map(|c| c.held)
    }
}

/// The keys that a walk left beside its capture, and what could not be read of them.
pub(super) fn keys(capture: &Path, mut secrets: Secrets) -> (Secrets, Vec<String>) {
    let mut notes = Vec::new();
    if let Ok(text) = fs::read(capture.with_extension("keys")) {
        let (key_log, errors) = KeyLog::parse(&text);
        notes.extend(errors.iter().map(|error| format!("{}: {error}", capture.with_extension("keys").display())));
        secrets = secrets.with_key_log(key_log);
    }
    if let Ok(text) = fs::read_to_string(capture.with_extension("key")) {
        match Key::from_text(text.trim()) {
            Ok(key) => secrets = secrets.with_fernet(key),
            Err(error) => notes.push(format!("{}: {error}", capture.with_extension("key").display())),
        }
    }
    (secrets, notes)
}

/// Whether a file is called as a walk calls its capture: `lesson5.pcapng`.
pub(super) fn is_a_walks(capture: &Path) -> bool {
    let stem = capture.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    stem.strip_prefix("lesson").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}
