//! A message in brief: the fields that the step is about, in the order that answers its question, each with its bytes beside it; the
//! rest in one line that says how much it is.

use super::bytes::Grid;
use super::columns::{Columns, Guides, no_bytes};
use super::message::Told;
use super::origin::headline;
use super::says::{Meanings, first_sentence, head, problem};
use super::view::{Detail, View};
use crate::render::flow::inked;
use crate::render::ink::{HUES, Ink, Row};
use crate::render::value::{count, secret_name};
use wirewalk_dissect::{Field, Message, Origin};

/// The bytes of a group that is no longer than this are shown too.
const SHORT: usize = 8;
/// Values are abridged to this many characters.
const LONGEST: usize = 120;
/// A meaning of so many bytes is said beside its value even where it is said what the field is for.
const ASIDE: usize = 64;
/// A leaf is abridged to so many rows of bytes; where nobody turns pages, one that takes more than so many is to one.
const MOST_ROWS: usize = 3;
const FEWEST_ROWS: usize = 2;

/// The rows of these fields of a message, of which the headline has said that they are from this source.
pub fn rows(
    message: &Message,
    (points, shown): (&[&str], &[&Field]),
    source: u16,
    view: View,
    told: &mut Told,
) -> Vec<Row> {
    let mut columns = Columns::of(message, view.width);
    let (mut source, mut meanings) = (whence(message, source), Meanings::default());
    for (field, hue) in shown.iter().zip((0..HUES).cycle()) {
        let from = whence(message, field.span.source);
        if from != source {
            columns.text(
                &Guides { first: "▸ ".into(), next: "  ".into() },
                &[Row::new().and(&from, Ink::Strong)],
                no_bytes,
            );
            source = from;
        }
        let ink = Ink::Group(hue);
        let guides = Guides { first: "• ".into(), next: "  ".into() };
        let is_shown = field.is_leaf() || field.span.len() <= SHORT;
        let group =
            within(message, field, points).map(|group| Row::new().and(group.label.name, ink).and(" · ", Ink::Dim));
        let meaning = meanings.of(field, Some(0));
        // Where nobody turns pages, what was said further up is not said again.
        let meaning = if view.detail == Detail::Brief { told.news(field, &meaning) } else { meaning };
        let mut said = says(field, &meaning, ink, (told.first(field.label), view.detail));
        if let (Some(mut group), Some(first)) = (group, said.first_mut()) {
            group.append(std::mem::take(first));
            *first = group;
        }
        columns.text(&guides, &said, |grid| match is_shown {
            true => bytes_of(field, message, grid, (ink, view.detail)),
            false => vec![grid.extent(&field.span)],
        });
    }
    columns.rows
}

/// The group that the step is about, if a field stands for it.
fn within<'m>(message: &'m Message, field: &Field, points: &[&str]) -> Option<&'m Field> {
    let is_about = |field: &Field| points.contains(&field.label.id);
    let holds = |group: &&Field| is_about(group) && group.walk().any(|inner| std::ptr::eq(inner, field));
    if is_about(field) {
        None
    } else {
        message.walk().filter(|group| group.span.source == field.span.source).find(holds)
    }
}

/// The source of what is shown, if nothing of it was sent.
pub fn computed(message: &Message, shown: &[&Field]) -> Option<u16> {
    let origin = |source: u16| message.sources.get(usize::from(source)).map(|source| &source.origin);
    let is_computed = |source: u16| source > 0 && matches!(origin(source), Some(Origin::Derived(_)));
    let first = shown.first()?.span.source;
    shown.iter().all(|field| is_computed(field.span.source)).then_some(first)
}

/// A message of which all is folded: what is in it, how much, and how it is shown.
pub fn folded(what: &str, message: &Message, more: &str) -> Row {
    let (fields, bytes) = (count(leaves(message) as u64, "field", "fields"), bytes(message));
    Row::new()
        .and("▸ ", Ink::Strong)
        .and(what, Ink::Strong)
        .and(format!(" · {fields} in {bytes}, folded; {more}"), Ink::Dim)
}

/// How much of a message is shown, if that is not all of it.
pub fn part(message: &Message, shown: &[&Field]) -> Option<String> {
    let all = leaves(message);
    let is_all = shown.len() == all && shown.iter().all(|field| field.is_leaf());
    (!is_all).then(|| format!("{} of {}", shown.len(), count(all as u64, "field", "fields")))
}

fn leaves(message: &Message) -> usize {
    message.walk().filter(|field| field.is_leaf()).count()
}

fn bytes(message: &Message) -> String {
    count(message.sources.first().map_or(0, |source| source.bytes.len()) as u64, "byte", "bytes")
}

/// Where the bytes of a source come from, in a few words.
fn whence(message: &Message, source: u16) -> String {
    match message.sources.get(usize::from(source)).map(|source| &source.origin) {
        _ if source == 0 => "in the message itself:".to_owned(),
        Some(Origin::Decrypted { with, .. }) => format!("decrypted with {}:", secret_name(*with)),
        Some(Origin::Derived(_)) => "computed, and not sent:".to_owned(),
        _ => {
            let above = message.walk().find(|field| field.children.iter().any(|child| child.span.source == source));
            headline(message, source, above.map(|field| &field.span))
        }
    }
}

/// What a field says: name and value; the first time what it is for, later what the value means. Where nobody turns pages it is
/// one of the two.
fn says(field: &Field, meaning: &str, ink: Ink, (first, detail): (bool, Detail)) -> Vec<Row> {
    let mut said = head(field, ink, LONGEST);
    let (is_short, means) = (meaning.len() <= ASIDE, !meaning.is_empty());
    if means && (is_short || !first || detail == Detail::Brief) {
        said = said.and(" — ", Ink::Dim).and(meaning, Ink::Plain);
    }
    let mut paragraphs = vec![said];
    paragraphs.extend(problem(field));
    if first && !(means && detail == Detail::Brief) {
        let why = field.label.why;
        paragraphs.push(inked(if detail == Detail::Brief { first_sentence(why) } else { why }));
    }
    paragraphs
}

/// The first bytes of a field, and how many more there are.
fn bytes_of(field: &Field, message: &Message, grid: Grid, (ink, detail): (Ink, Detail)) -> Vec<Row> {
    let bytes = message.bytes(&field.span);
    let mut rows = grid.rows(&field.span, bytes, ink);
    if detail == Detail::Brief && rows.len() > FEWEST_ROWS && field.span.bits.is_none() {
        return vec![grid.beginning(&field.span, bytes, ink)];
    }
    if rows.len() > MOST_ROWS {
        rows.truncate(MOST_ROWS - 1);
        rows.push(grid.more(field.span.len() - grid.fits(MOST_ROWS - 1)));
    }
    rows
}
