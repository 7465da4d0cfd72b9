//! What a person reads at a terminal: the head of a lesson, its steps, its summary, as rows for a width.
//!
//! No row is wider than the width (commands and paths, which are there to be copied, excepted); widths under 40 are
//! treated as 40.

pub mod bytes;
mod capture;
mod graphics;
mod items;
mod message;
pub mod origin;
mod says;

use self::message::Told;
use super::flow::{hanging, indented, inked, prose, wrap};
use super::ink::{Ink, Row};
use super::value::count;
use crate::story::{Chronicle, Exhibit, Item, Listener, Question, Scene, Subject, Transcript};
use wirewalk_dissect::recording::{StreamNumber, Timestamp};
use wirewalk_dissect::{Message, Origin};

/// The narrowest terminal that is laid out for.
const NARROWEST: usize = 40;

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

/// One step: headline, prose, and what it shows. Labels that an earlier step explained are not explained again.
/// Empty if there is no such step.
pub fn step_rows(transcript: &Transcript, index: usize, width: usize) -> Vec<Row> {
    let width = width.max(NARROWEST);
    let Some(step) = transcript.steps.get(index) else { return Vec::new() };
    let mut rows = title(&step.title, width);
    rows.extend(prose(&step.text, width));
    let items = item_rows(transcript, index, 0, width);
    if !items.is_empty() {
        rows.push(Row::new());
        rows.extend(items);
    }
    rows
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
pub fn item_rows(transcript: &Transcript, index: usize, from: usize, width: usize) -> Vec<Row> {
    let width = width.max(NARROWEST);
    let Some(step) = transcript.steps.get(index) else { return Vec::new() };
    let mut rows = Vec::new();
    let mut told = Told::default();
    transcript.steps[..index].iter().flat_map(|s| &s.items).for_each(|i| note(transcript, i, &mut told));
    for (i, item) in step.items.iter().enumerate() {
        if i < from {
            note(transcript, item, &mut told);
            continue;
        }
        let beside_claim = i > from && matches!((&step.items[i - 1], item), (Item::Claim(_), Item::Claim(_)));
        if !rows.is_empty() && !beside_claim {
            rows.push(Row::new());
        }
        rows.extend(one_item(transcript, item, width, &mut told));
    }
    rows
}

/// A question before its scene, for the screen that waits for a choice.
pub fn question_rows(question: &Question, chosen: Option<usize>, width: usize) -> Vec<Row> {
    items::asks(question, chosen, width.max(NARROWEST))
}

/// The end of a walk: each claim held or FAILED, what was left behind, where to read on.
pub fn summary_rows(transcript: &Transcript, artifacts: &[Artifact], width: usize) -> Vec<Row> {
    let width = width.max(NARROWEST);
    let mut rows = title(&format!("{}: what held", transcript.subject.title(" · ")), width);
    let (mut held, mut failed) = (0, 0);
    for claim in transcript.claims() {
        *(if claim.held { &mut held } else { &mut failed }) += 1;
        rows.extend(items::claim(claim, width));
    }
    let count = match failed {
        0 => Row::new().and(format!("{held} held, 0 failed"), Ink::Held),
        _ => Row::new().and(format!("{held} held, {failed} FAILED"), Ink::Failed),
    };
    rows.extend([Row::new(), count]);
    if !artifacts.is_empty() {
        rows.push(Row::new());
        rows.push(Row::new().and("Saved files", Ink::Title));
        for artifact in artifacts {
            rows.push(Row::new().and("  ", Ink::Plain).and(&artifact.path, Ink::Command));
            rows.extend(indented(prose(&artifact.what, width - 6), 6));
        }
    }
    let read_on = transcript.subject.lesson().map_or(&[][..], |about| about.read_on);
    if !read_on.is_empty() {
        rows.push(Row::new());
        rows.push(Row::new().and("Read on", Ink::Title));
        for (cite, what) in read_on {
            let mut row = Row::new().and(cite.to_string(), Ink::Strong).and(": ", Ink::Dim);
            row.append(inked(what));
            rows.extend(indented(wrap(&row, &[width - 2]), 2));
        }
    }
    rows
}

fn note(transcript: &Transcript, item: &Item, told: &mut Told) {
    if let Item::Message(exhibit) = item
        && let Some(message) = transcript.exhibit(exhibit)
    {
        told.note(message, &exhibit.only);
    }
}

fn one_item(transcript: &Transcript, item: &Item, width: usize, told: &mut Told) -> Vec<Row> {
    match item {
        Item::Asks { question, chosen } => items::asks(question, *chosen, width),
        Item::Answers { question, chosen } => items::answers(question, *chosen, width),
        Item::Message(exhibit) => exhibit_rows(transcript, exhibit, width, told),
        Item::Values(values) => items::values(values, width),
        Item::Table(table) => items::table(table, width),
        Item::Swatches(table) => graphics::swatches(table, width),
        Item::Chart(chart) => graphics::chart(chart, width),
        Item::Ledger(ledger) => items::ledger(ledger, width),
        Item::Chronicle(chronicle) => capture::chronicle(chronicle, width),
        Item::Listeners(all) => capture::listeners(all, width),
        Item::Claim(claim) => items::claim(claim, width),
        Item::Commands(commands) => items::commands(commands, width),
    }
}

/// A message with its header: who to whom, in whose view, when, how long.
fn exhibit_rows(transcript: &Transcript, exhibit: &Exhibit, width: usize, told: &mut Told) -> Vec<Row> {
    let (Some(scene), Some(message)) = (transcript.scenes.get(exhibit.scene), transcript.exhibit(exhibit)) else {
        return vec![Row::new().and("(this message was not recorded)", Ink::Problem)];
    };
    let connections = &scene.recording.connections;
    if scene.is_file() {
        let what =
            if message.sources.iter().any(|source| source.origin == Origin::Wire) { "as captured" } else { "a file" };
        let mut rows = rule(&scene.id, what, width);
        let bytes = message.sources.first().map_or(0, |s| s.bytes.len());
        rows.extend([Row::new().and(count(bytes as u64, "byte", "bytes"), Ink::Dim), Row::new()]);
        rows.extend(message::rows(message, &exhibit.only, width, told));
        return rows;
    }
    let who = connections.iter().find(|c| c.id == message.connection).map(|c| {
        let (from, to) = (c.end(message.side), c.end(message.side.other()));
        format!("{} → {}", from.name, to.name)
    });
    let who = who.unwrap_or_else(|| format!("{} → {}", message.side, message.side.other()));
    let lesson = transcript.subject.lesson().is_some();
    let view = match (lesson, exhibit.insider) {
        (true, true) => "insider's view, with the secrets",
        (true, false) => "Eve's view, without secrets",
        (false, true) if message.is_opened() => "with the keys",
        (false, _) => "without keys",
    };
    let mut rows = rule(&who, view, width);

    let mut about = format!("message {}", message.index);
    if connections.len() > 1 {
        about.push_str(&format!(" on connection {}", StreamNumber::of(message.connection)));
    }
    let after = message.at.since(start(scene)).as_secs_f64() * 1000.0;
    let bytes = message.sources.first().map_or(0, |s| s.bytes.len());
    let bytes = count(bytes as u64, "byte", "bytes");
    let what = if lesson { "the scene began" } else { "the conversation began" };
    about.push_str(&format!(" · {after:.3} ms after {what} · {bytes}"));
    if let Some(whence) = origin::whence(message) {
        about.push_str(&format!(", {whence}"));
    }
    rows.extend(wrap(&Row::new().and(about, Ink::Dim), &[width]));
    rows.push(Row::new());
    rows.extend(message::rows(message, &exhibit.only, width, told));
    rows
}

/// When the first thing of a scene happened.
fn start(scene: &Scene) -> Timestamp {
    let events = scene.recording.connections.iter().flat_map(|c| &c.events).map(|e| e.at);
    events.min().or_else(|| scene.eve.iter().chain(&scene.insider).map(|m| m.at).min()).unwrap_or_default()
}

fn title(text: &str, width: usize) -> Vec<Row> {
    let mut rows = wrap(&Row::new().and(text, Ink::Title), &[width]);
    let longest = rows.iter().map(Row::width).max().unwrap_or(0);
    rows.push(Row::new().and("─".repeat(longest), Ink::Dim));
    rows
}

/// `── left ───────── right ──`, in two rows where one is too short.
fn rule(left: &str, right: &str, width: usize) -> Vec<Row> {
    let width = width.min(message::WIDEST);
    let mut row = Row::new().and("── ", Ink::Dim).and(left, Ink::Title).and(" ", Ink::Plain);
    let end = Row::new().and(" ", Ink::Plain).and(right, Ink::Strong).and(" ──", Ink::Dim);
    let (used, end_width) = (row.width(), end.width());
    if used + end_width + 2 <= width {
        row.push("─".repeat(width - used - end_width), Ink::Dim);
        row.append(end);
        return vec![row];
    }
    let mut rows = wrap(&Row::new().and(left, Ink::Title), &[width - 3]);
    rows.extend(wrap(&Row::new().and(right, Ink::Strong), &[width - 3]));
    hanging(Row::new().and("── ", Ink::Dim), rows).collect()
}

fn labelled(label: &str, text: &str, width: usize) -> Vec<Row> {
    let first = Row::new().and(format!("{label:<8}"), Ink::Dim);
    hanging(first, prose(text, width - 8)).collect()
}
