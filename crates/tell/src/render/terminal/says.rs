//! What a field says: its name and value, what that means, what is wrong with it, what it is for.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::render::flow::inked;
use crate::render::ink::{Ink, Row};
use crate::render::value::{count, datum_text};
use wirewalk_dissect::{Datum, Field};

/// Longer values are abridged, in characters.
const LONGEST_VALUE: usize = 200;
/// And those of fields that only lead to what is shown, if they are more than a name.
const LONGEST_PASSING: usize = 24;
const LONGEST_NAME: usize = 40;
/// A clause shorter than this, in bytes, is said again: that takes no row.
pub(super) const SHORT: usize = 20;

/// What values were said to mean. In a list of codes much is the same for each: there every clause is said once.
#[derive(Default)]
pub(super) struct Meanings {
    /// By list, label and clause.
    said: BTreeSet<(u32, &'static str, String)>,
    lists: u32,
}

impl Meanings {
    /// The number of one more list.
    pub(super) fn list(&mut self) -> u32 {
        self.lists += 1;
        self.lists
    }

    /// What a field's value means, as far as its list has not said it.
    pub(super) fn of<'f>(&mut self, field: &'f Field, list: Option<u32>) -> Cow<'f, str> {
        let meaning = field.value.meaning.as_deref().unwrap_or_default();
        let Some(list) = list.filter(|_| is_code(field)) else { return meaning.into() };
        let id = field.label.id;
        let new = meaning.split("; ").filter(|c| self.said.insert((list, id, (*c).to_owned())) || c.len() < SHORT);
        new.collect::<Vec<_>>().join("; ").into()
    }
}

/// Whether a value is a number that stands for something.
pub(super) fn is_code(field: &Field) -> bool {
    matches!(field.value.datum, Datum::Named { .. } | Datum::Number(_))
}

/// The first sentence.
pub(super) fn first_sentence(text: &str) -> &str {
    text.find(". ").and_then(|end| text.get(..=end)).unwrap_or(text)
}

/// A field that only leads to those that were asked for.
pub(super) fn names(field: &Field, ink: Ink) -> Vec<Row> {
    let is_name = datum_text(&field.value.datum).is_none_or(|text| text.chars().count() <= LONGEST_NAME);
    let mut paragraphs = vec![head(field, ink, if is_name { LONGEST_NAME } else { LONGEST_PASSING })];
    paragraphs.extend(problem(field));
    paragraphs
}

pub(super) fn problem(field: &Field) -> Option<Row> {
    field.problem.as_ref().map(|p| Row::new().and(format!("! problem: {p}"), Ink::Problem))
}

/// What a field says: its name and value; what is wrong; the first time also what it is for, and who says so.
pub(super) fn says(field: &Field, meaning: &str, ink: Ink, first: bool) -> Vec<Row> {
    let label = field.label;
    let mut said = head(field, ink, LONGEST_VALUE);
    if !meaning.is_empty() {
        said = said.and(" — ", Ink::Dim).and(meaning, Ink::Plain);
    }
    let mut paragraphs = vec![said];
    paragraphs.extend(problem(field));
    if first {
        paragraphs.push(inked(label.why));
        let cite = label.cite.to_string().replace(' ', "\u{a0}");
        paragraphs.push(Row::new().and(format!("{} · {cite}", label.id), Ink::Dim));
    }
    paragraphs
}

/// Name and value: the value in quotes where its ends could not be seen, abridged where it is long.
pub(super) fn head(field: &Field, ink: Ink, longest: usize) -> Row {
    let name = Row::new().and(field.label.name, ink);
    let Some(text) = datum_text(&field.value.datum) else { return name };
    let name = name.and(": ", Ink::Dim);
    let length = text.chars().count();
    if length > longest {
        let start: String = text.chars().take(longest).collect();
        let more = count((length - longest) as u64, "more character", "more characters");
        return name.and(start, Ink::Strong).and(format!(" … {more}"), Ink::Dim);
    }
    match text.is_empty() || text.starts_with(' ') || text.ends_with(' ') {
        true => name.and(format!("\"{text}\""), Ink::Strong),
        false => name.and(text, Ink::Strong),
    }
}
