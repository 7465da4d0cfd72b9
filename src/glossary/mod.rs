//! The glossary: the terms of the course, one sentence each, and the step that shows the thing.
//!
//! The table is prose, so it lies beside the lessons' prose: `lessons/en/glossary.rs`.

pub mod command;
#[path = "../../lessons/en/glossary.rs"]
mod en;

use serde_json::{Value, json};

use crate::render::html::Entry;

pub use en::TERMS;

/// How many terms are named to somebody who asked for one that is not there.
const NEAREST: usize = 3;
/// How much of a word may be another one for it to be named as near, from 0 to 1.
const ALIKE: f64 = 0.6;

/// A term of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The term.
    pub name: &'static str,
    /// Other names for it: what it stands for, how Wireshark or a program calls it.
    pub also: &'static [&'static str],
    /// What it is, in one sentence.
    pub says: &'static str,
    /// The lesson and the id of the step that show it; `None`: no lesson shows it yet.
    pub shown: Option<(u8, &'static str)>,
}

impl Term {
    /// All its names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.also.iter().copied())
    }

    /// As JSON.
    pub fn json(&self) -> Value {
        let (lesson, step) = self.shown.unzip();
        json!({ "term": self.name, "also": self.also, "says": self.says, "lesson": lesson, "step": step })
    }

    /// Where it can be linked to: `order-of-a-point`.
    pub fn anchor(&self) -> String {
        let plain = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        self.name.chars().map(plain).collect()
    }
}

/// All terms, by the alphabet, whatever the case.
pub fn sorted() -> Vec<&'static Term> {
    let mut all: Vec<_> = TERMS.iter().collect();
    all.sort_by_key(|term| term.name.to_lowercase());
    all
}

/// The terms that the lessons up to this one show, for the end of its page.
pub fn entries(lesson: u8) -> Vec<Entry<'static>> {
    let entry = |term: &Term| {
        let (lesson, step) = term.shown?;
        Some(Entry { term: term.name, says: term.says, lesson, step })
    };
    sorted().into_iter().filter_map(entry).filter(|entry| entry.lesson <= lesson).collect()
}

/// The term with this name, whatever the case.
pub fn find(name: &str) -> Option<&'static Term> {
    let wanted = name.trim().to_lowercase();
    let called = |of: &Term| of.names().any(|name| name.to_lowercase() == wanted);
    TERMS.iter().find(|term| term.name.to_lowercase() == wanted).or_else(|| TERMS.iter().find(|term| called(term)))
}

/// The terms with names that are most like this one; none, if nothing is.
pub fn nearest(name: &str) -> Vec<&'static Term> {
    let wanted = name.trim().to_lowercase();
    let alike = |name: &str| {
        let name = name.to_lowercase();
        let within = wanted.chars().count() >= 3 && name.contains(&wanted);
        if within { 1.0 } else { strsim::normalized_damerau_levenshtein(&name, &wanted) }
    };
    let best = |term: &Term| term.names().map(alike).fold(0.0, f64::max);
    let mut near: Vec<_> = TERMS.iter().map(|term| (best(term), term)).filter(|(alike, _)| *alike >= ALIKE).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.into_iter().take(NEAREST).map(|(_, term)| term).collect()
}
