//! The search for the secret in a stream that nobody holds whole.

use crate::claims::search::{self, Form};
use wirewalk_dissect::{Message, Origin};

/// A secret in all its disguises, made once for all that is searched.
pub struct Needle {
    forms: Vec<Form>,
    longest: usize,
    begins: [bool; 256], // with which bytes one of them begins
}

impl Needle {
    /// All disguises of this secret.
    pub fn new(secret: &str) -> Needle {
        let forms = search::forms(secret);
        let longest = forms.iter().map(|form| form.bytes.len()).max().unwrap_or(0);
        let mut begins = [false; 256];
        for first in forms.iter().filter_map(|form| form.bytes.first()) {
            begins[usize::from(first.to_ascii_lowercase())] = true;
            begins[usize::from(first.to_ascii_uppercase())] = true;
        }
        Needle { forms, longest, begins }
    }

    /// The first place where it stands, and in which disguise; without regard to upper and lower case.
    fn find(&self, bytes: &[u8]) -> Option<(&'static str, usize)> {
        let places = bytes.iter().enumerate().filter(|(_, byte)| self.begins[usize::from(**byte)]);
        places.map(|(at, _)| at).find_map(|at| {
            let stands = |form: &&Form| {
                let there = bytes.get(at..at + form.bytes.len());
                there.is_some_and(|there| there.eq_ignore_ascii_case(&form.bytes))
            };
            self.forms.iter().find(stands).map(|form| (form.name, at))
        })
    }
}

/// Searches what one side sends, piece by piece.
#[derive(Default)]
pub struct Searcher {
    tail: Vec<u8>,
    passed: u64, // bytes before the tail
    /// What was found, and where.
    pub found: Option<(&'static str, u64)>,
}

impl Searcher {
    /// Goes on with the bytes that follow.
    pub fn push(&mut self, bytes: &[u8], needle: &Needle) {
        if self.found.is_some() {
            return;
        }
        self.tail.extend_from_slice(bytes);
        self.found = needle.find(&self.tail).map(|(form, at)| (form, self.passed + at as u64));
        // The end may be the beginning of it.
        let done = self.tail.len().saturating_sub(needle.longest);
        self.tail.drain(..done);
        self.passed += done as u64;
    }
}

/// Whether it stands in something that is computed from the wire without a key: chunks put together, base64 taken off.
pub fn derived(messages: &[Message], secret: &str) -> Option<&'static str> {
    let sources = messages.iter().flat_map(|m| &m.sources).filter(|s| s.origin != Origin::Wire);
    sources.into_iter().find_map(|source| search::find(&source.bytes, secret)).map(|hit| hit.form)
}

/// Whether it stands in what a key opened; `None` if nothing was opened.
pub fn opened(messages: &[Message], secret: &str) -> Option<bool> {
    let is_open = |origin: &Origin| matches!(origin, Origin::Decrypted { .. });
    let mut sources = messages.iter().flat_map(|m| &m.sources).filter(|s| is_open(&s.origin)).peekable();
    sources.peek()?;
    Some(sources.any(|source| search::find(&source.bytes, secret).is_some()))
}
