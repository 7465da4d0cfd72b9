//! `--story`: what happened in a capture, event by event, and what each listener learns of it.

use super::Told;
use super::begins::Begins;
use super::chronicle::Noted;
use super::listeners::{self, Ears};
use super::summary::Summary;
use crate::story::{Chronicle, Listener};

/// The story of a capture, and its conversations.
#[derive(Debug, Default)]
pub struct Story {
    summary: Summary,
    noted: Noted,
    ears: Ears,
    begins: Begins,
}

impl Story {
    /// Takes note of what is told.
    pub fn note(&mut self, told: &Told) {
        self.summary.note(told);
        self.begins.note(told);
        let packet = match told {
            Told::Message(_, message) => self.begins.of(message),
            _ => None,
        };
        if let Told::Message(_, message) = told {
            self.ears.note(message, packet);
        }
        self.noted.note(told, &self.summary, packet);
    }

    /// Takes note of what is told of the same capture to somebody without keys, once the first pass is over.
    pub fn as_eve(&mut self, told: &Told) {
        self.ears.as_eve(told);
    }

    /// All conversations.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// What happened.
    pub fn chronicle(&self) -> Chronicle {
        self.noted.told(&self.summary)
    }

    /// Who learned what.
    pub fn listeners(&self) -> Vec<Listener> {
        listeners::listeners(&self.ears, &self.summary)
    }
}
