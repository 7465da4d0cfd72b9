//! What a person reads at a terminal: the head of a lesson, its steps, its summary, as rows for a width.
//!
//! No row is wider than the width (commands and paths, which are there to be copied, excepted); widths under 40 are
//! treated as 40.

mod brief;
pub mod bytes;
mod capture;
mod columns;
mod exhibit;
mod graphics;
mod items;
mod message;
pub mod origin;
mod predictions;
mod says;
mod summary;
mod view;

use self::exhibit::{exhibit_rows, rule};
use self::message::Told;
use self::view::NARROWEST;
use super::flow::{hanging, linked, prose, wrap};
use super::ink::{Ink, Row};
use super::value::count;
use crate::story::{Chronicle, Item, Listener, Prediction, Subject, Transcript};
use wirewalk_dissect::Message;

pub use summary::summary_rows;
pub use view::{Detail, View};

/// Of so many claims of a step it is told what says so, where a person turns pages.
const FEW_CLAIMS: usize = 3;

/// Something that a walk left behind, for the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Where it is, as a person would type it.
    pub path: String,
    /// What it is, and what to do with it.
    pub what: String,
}

/// The head of a walk: title, minutes, what to know before, objectives; of somebody's own capture, what there is in it.
pub fn head_rows(subject: &Subject, width: usize) -> Vec<Row> {
    let width = width.max(NARROWEST);
    let mut rows = title(&subject.title(" · "), width);
    rows.extend(prose(subject.line(), width));
    let Some(about) = subject.lesson() else { return rows };
    rows.push(Row::new());
    let minutes = count(u64::from(about.minutes), "minute", "minutes");
    rows.extend(labelled("Time", &minutes, width));
    rows.extend(labelled("Before", about.before, width));
    if !about.objectives.is_empty() {
        rows.push(Row::new());
        rows.push(Row::new().and("Afterwards you can", Ink::Title));
        rows.extend(
            about.objectives.iter().flat_map(|o| hanging(Row::new().and("  • ", Ink::Dim), prose(o, width - 4))),
        );
    }
    rows
}

/// What a person is told once who sees a walk in brief, and turns no pages; nothing where all is shown.
pub fn folding_rows(view: View) -> Vec<Row> {
    const FOLDED: &str = "In brief: of a message what the step is about, of a question the right answer and what many believe. `--detail all` shows every byte.";
    if view.detail == Detail::Brief { [vec![Row::new()], prose(FOLDED, view.width)].concat() } else { Vec::new() }
}

/// One step: headline, prose, and what it shows. Labels that an earlier step explained are not explained again.
/// Empty if there is no such step.
pub fn step_rows(transcript: &Transcript, index: usize, view: impl Into<View>) -> Vec<Row> {
    let view = view.into();
    let width = view.width;
    let Some(step) = transcript.steps.get(index) else { return Vec::new() };
    let mut rows = match view.detail {
        Detail::Brief => vec![headline(&step.title, width)],
        _ => title(&step.title, width),
    };
    // What was made of a capture may quote it, and leads nowhere.
    let text = if transcript.subject.lesson().is_some() { linked } else { prose };
    rows.extend(text(&step.text, width));
    let items = item_rows(transcript, index, 0, view);
    if !items.is_empty() {
        rows.extend(step.items.first().filter(|item| !needs_no_gap(item, view)).map(|_| Row::new()));
        rows.extend(items);
    }
    rows
}

/// Whether a blank row parts a step, or its items from this one on, from what was printed before. Where rows are few, the parts of a
/// step follow it without one: `https.heard` is a part of `https`.
pub fn is_parted(transcript: &Transcript, index: usize, from: Option<usize>, view: View) -> bool {
    let Some(step) = transcript.steps.get(index).filter(|_| view.detail == Detail::Brief) else { return true };
    match from {
        Some(item) => step.items.get(item).is_some_and(|item| !needs_no_gap(item, view)),
        None => {
            let Some((whole, _)) = step.id.rsplit_once('.') else { return true };
            let is_part =
                |id: &str| id.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            let before = transcript.steps.iter().take(index).rev().map(|step| &*step.id);
            !before.take_while(|id| is_part(id)).any(|id| id == whole)
        }
    }
}

/// Whether an item needs no blank row before it where rows are few: it begins with a sign of its own, or further in.
fn needs_no_gap(item: &Item, view: View) -> bool {
    let has_one = matches!(item, Item::Swatches(_) | Item::Chart(_) | Item::Chronicle(_) | Item::Listeners(_));
    view.detail == Detail::Brief && !has_one
}

/// A file, to the byte: a headline, then its fields.
pub fn file_rows(message: &Message, title: &str, width: usize) -> Vec<Row> {
    let width = width.max(NARROWEST);
    let bytes = message.sources.first().map_or(0, |s| s.bytes.len());
    let mut rows = rule(title, &count(bytes as u64, "byte", "bytes"), width);
    rows.push(Row::new());
    rows.extend(message::rows(message, &[], width, &mut Told::default()));
    rows
}

/// A table under its head: beside each other where there is room, else each row as a list.
pub fn table_rows(table: &[Vec<String>], width: usize) -> Vec<Row> {
    items::table(table, width.max(NARROWEST))
}

/// What happened in a capture, and who learned what of it.
pub fn story_rows(chronicle: &Chronicle, listeners: &[Listener], width: usize) -> Vec<Row> {
    let width = width.max(NARROWEST);
    let mut rows = capture::chronicle(chronicle, width);
    rows.push(Row::new());
    rows.extend(capture::listeners(listeners, width));
    rows
}

/// What a step shows from an item on, for who has shown it up to there.
pub fn item_rows(transcript: &Transcript, index: usize, from: usize, view: impl Into<View>) -> Vec<Row> {
    let view = view.into();
    let Some(step) = transcript.steps.get(index) else { return Vec::new() };
    let mut rows = Vec::new();
    let mut told = match (view.detail, transcript.subject.lesson()) {
        (Detail::Brief | Detail::Paged, Some(about)) => Told::before(about.number),
        _ => Told::default(),
    };
    let before = transcript.steps[..index].iter().flat_map(|s| &s.items).chain(step.items.iter().take(from));
    before.for_each(|item| note(transcript, item, view, &mut told));
    for (i, item) in step.items.iter().enumerate().skip(from) {
        let beside_claim = i > from && matches!((&step.items[i - 1], item), (Item::Claim(_), Item::Claim(_)));
        if !rows.is_empty() && !beside_claim && !needs_no_gap(item, view) {
            rows.push(Row::new());
        }
        rows.extend(one_item((transcript, index), item, view, &mut told));
    }
    rows
}

/// A question before its scene, for the screen that waits for a choice.
pub fn question_rows(prediction: &Prediction, width: usize) -> Vec<Row> {
    predictions::asks(prediction, width.max(NARROWEST))
}

fn note(transcript: &Transcript, item: &Item, view: View, told: &mut Told) {
    if let Item::Message(exhibit) = item
        && let Some(message) = transcript.exhibit(exhibit)
    {
        match exhibit.shown(message).filter(|_| view.is_brief()) {
            Some(shown) => shown.iter().for_each(|field| {
                told.first(field.label);
                told.news(field, field.value.meaning.as_deref().unwrap_or_default());
            }),
            None => told.note(message, &exhibit.only),
        }
    }
}

fn one_item((transcript, index): (&Transcript, usize), item: &Item, view: View, told: &mut Told) -> Vec<Row> {
    let width = view.width;
    match item {
        Item::Asks(prediction) if view.detail == Detail::Brief && prediction.chosen.is_none() => {
            predictions::asks_in_brief(prediction, width)
        }
        Item::Answers(prediction)
            if view.detail == Detail::Brief && prediction.chosen.is_none() && !prediction.is_open() =>
        {
            predictions::answers_in_brief(prediction, was_asked(transcript, index, prediction), width)
        }
        Item::Claim(claim) if view.is_brief() => {
            // What says so is told where it is short, and in one step many claims are long.
            let claims = transcript.steps[index].items.iter().filter(|item| matches!(item, Item::Claim(_))).count();
            items::claimed(claim, view.detail == Detail::Paged && claims <= FEW_CLAIMS, width)
        }
        Item::Folded { table, shown } => items::folded_table(table, shown, view),
        Item::Asks(prediction) => predictions::asks(prediction, width),
        Item::Answers(prediction) => predictions::answers(transcript, index, prediction, width),
        Item::Message(exhibit) => exhibit_rows(transcript, exhibit, view, told),
        Item::Values(values) => items::values(values, width),
        Item::Table(table) => items::table(table, width),
        Item::Swatches(table) => graphics::swatches(table, width),
        Item::Chart(chart) => graphics::chart(chart, width),
        Item::Ledger(ledger) => items::ledger(ledger, width),
        Item::Chronicle(chronicle) => capture::chronicle(chronicle, width),
        Item::Listeners(all) => capture::listeners(all, width),
        Item::Claim(claim) => items::claim(claim, width),
        Item::Commands(commands) => items::commands(commands, view),
        Item::Code(name, lines) => items::code(name, lines, view),
    }
}

/// Whether a prediction was asked for in this step or the one before.
fn was_asked(transcript: &Transcript, index: usize, prediction: &Prediction) -> bool {
    let near = transcript.steps.iter().take(index + 1).skip(index.saturating_sub(1)).flat_map(|step| &step.items);
    near.into_iter().any(|item| matches!(item, Item::Asks(asked) if asked.question.id == prediction.question.id))
}

/// `━━ title ━━━━━━━━`, in one row.
fn headline(text: &str, width: usize) -> Row {
    let mut row = Row::new().and("━━ ", Ink::Dim).and(text, Ink::Title).and(" ", Ink::Plain);
    row.push("━".repeat(width.min(columns::WIDEST).saturating_sub(row.width())), Ink::Dim);
    row
}

fn title(text: &str, width: usize) -> Vec<Row> {
    let mut rows = wrap(&Row::new().and(text, Ink::Title), &[width]);
    let longest = rows.iter().map(Row::width).max().unwrap_or(0);
    rows.push(Row::new().and("─".repeat(longest), Ink::Dim));
    rows
}

fn labelled(label: &str, text: &str, width: usize) -> Vec<Row> {
    let first = Row::new().and(format!("{label:<8}"), Ink::Dim);
    hanging(first, prose(text, width - 8)).collect()
}
