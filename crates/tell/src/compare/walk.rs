//! What a walk left beside its capture: the transcript with the secret and the claims, and the keys.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::story::Claim;
use wirewalk_dissect::recording::Secrets;
use wirewalk_dissect::recording::secrets::KeyLog;
use wirewalk_dissect::token::Key;

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

impl Walk {
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

/// Files that a walk left beside its capture, as they were found: how each is called, and what is in it.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The transcript, in JSON.
    pub transcript: Option<(String, Vec<u8>)>,
    /// The key log.
    pub keys: Option<(String, Vec<u8>)>,
    /// The Fernet key.
    pub key: Option<(String, String)>,
}

impl Beside {
    /// The transcript; `None` if there is none.
    ///
    /// # Errors
    /// It is there and is no transcript.
    pub(super) fn walk(&self) -> Result<Option<Walk>> {
        let Some((name, text)) = &self.transcript else { return Ok(None) };
        let walk = serde_json::from_slice(text);
        walk.map(Some).with_context(|| format!("{name} is not the transcript of a walk"))
    }

    /// These secrets and those of the files, and what could not be read of them.
    pub(super) fn keys(&self, mut secrets: Secrets) -> (Secrets, Vec<String>) {
        let mut notes = Vec::new();
        if let Some((name, text)) = &self.keys {
            let (key_log, errors) = KeyLog::parse(text);
            notes.extend(errors.iter().map(|error| format!("{name}: {error}")));
            secrets = secrets.with_key_log(key_log);
        }
        if let Some((name, text)) = &self.key {
            match Key::from_text(text.trim()) {
                Ok(key) => secrets = secrets.with_fernet(key),
                Err(error) => notes.push(format!("{name}: {error}")),
            }
        }
        (secrets, notes)
    }
}
