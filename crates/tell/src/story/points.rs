//! What a step is about: the few fields of a message that are shown at first, in the order that answers its question. The rest is
//! folded, and every rendering says how it is unfolded.

use std::collections::BTreeSet;

use super::{Exhibit, Item, Transcript, introduced};
use wirewalk_dissect::names::der;
use wirewalk_dissect::{Datum, Field, Message, Origin, Sort};

/// So many fields are shown of a message, unless a lesson names more.
pub const MOST: usize = 8;
/// As many as there is room for, of a field that is there several times.
const MOST_ALIKE: usize = 6;
/// A group that says nothing itself and has so many parts that do is shown by them.
const FEW: usize = 4;

impl Exhibit {
    /// The fields that are shown at first, in order; `None`: nothing is folded. Of a field that is there several times as many are
    /// shown as there is room for.
    pub fn shown<'m>(&self, message: &'m Message) -> Option<Vec<&'m Field>> {
        let points = self.points.as_ref()?;
        let mut found: Vec<Vec<&Field>> = points.iter().map(|id| pointed(message, id)).collect();
        let mut room = MOST_ALIKE.saturating_sub(found.iter().filter(|of| !of.is_empty()).count());
        for fields in &mut found {
            let further = fields.len().saturating_sub(1).min(room);
            fields.truncate(1 + further);
            room -= further;
        }
        let mut seen: Vec<&Field> = Vec::new();
        for field in found.into_iter().flatten() {
            if !seen.iter().any(|other| std::ptr::eq(*other, field)) {
                seen.push(field);
            }
        }
        Some(seen)
    }
}

/// The fields with this id; instead of a group that says nothing itself its few parts that do. What the keys make of one is shown
/// with it, if it is little.
fn pointed<'m>(message: &'m Message, id: &str) -> Vec<&'m Field> {
    let fields = message.walk().filter(|field| field.label.id == id);
    let parts = |field: &'m Field| {
        let few = |parts: Vec<&'m Field>| (1..=FEW).contains(&parts.len()).then_some(parts);
        let own = few(telling(field)).unwrap_or_else(|| vec![field]);
        let source = |child: &Field| message.sources.get(usize::from(child.span.source)).map(|source| &source.origin);
        let is_made = |child: &&Field| {
            child.span.source != field.span.source && !matches!(source(child), Some(Origin::Derived(_)))
        };
        let made = field.children.iter().filter(is_made);
        let made = few(made.flat_map(telling).collect()).filter(|_| own.len() == 1).unwrap_or_default();
        [own, made].concat()
    };
    fields.flat_map(parts).collect()
}

/// The outermost fields in a field that say something.
fn telling(field: &Field) -> Vec<&Field> {
    if field.value.datum != Datum::None || field.is_leaf() {
        return vec![field];
    }
    field.children.iter().filter(|child| !is_structure(child)).flat_map(telling).collect()
}

fn says(field: &Field) -> bool {
    field.value.datum != Datum::None || field.value.meaning.is_some()
}

/// Whether a field only holds others together.
fn is_structure(field: &Field) -> bool {
    field.label.sort == Sort::Length || field.is(&der::TAG)
}

/// What a step is about if it says no more than which message it shows, or not even that: what is new in the message, after the
/// field by which it was named. What an earlier lesson introduced, and what was shown before in this one, is known.
pub(super) fn news(transcript: &Transcript, message: &Message, named: Option<&'static str>) -> Vec<&'static str> {
    let lesson = transcript.subject.lesson().map_or(0, |about| about.number);
    let mut known: BTreeSet<&str> = transcript.items().flat_map(|item| shown_in(transcript, item)).collect();
    let mut points: Vec<&'static str> = named.into_iter().collect();
    known.extend(&points);
    // What lies inside the field by which the message was named is shown with it.
    let inside = named.and_then(|id| message.find_id(id)).into_iter().flat_map(Field::walk);
    known.extend(inside.map(|field| field.label.id));
    for field in message.walk().filter(|field| field.is_leaf() && says(field) && !is_structure(field)) {
        let id = field.label.id;
        if points.len() < MOST && !introduced::is_known(lesson, id) && known.insert(id) {
            points.push(id);
        }
    }
    points
}

/// The ids of all that a step showed, folded or not.
fn shown_in(transcript: &Transcript, item: &Item) -> Vec<&'static str> {
    let Item::Message(exhibit) = item else { return Vec::new() };
    let fields = transcript.exhibit(exhibit).into_iter().flat_map(Message::walk);
    fields
        .filter(|field| exhibit.only.is_empty() || exhibit.only.contains(&field.label.id))
        .map(|field| field.label.id)
        .collect()
}
