//! A message with its header: who to whom, in whose view; then its fields.

use super::brief;
use super::columns::WIDEST;
use super::message::{self, Told};
use super::origin;
use super::view::{Detail, View};
use crate::render::flow::{hanging, wrap};
use crate::render::gist::gist;
use crate::render::ink::{Ink, Row, columns};
use crate::render::value::count;
use crate::story::{Exhibit, Scene, Transcript};
use wirewalk_dissect::recording::{StreamNumber, Timestamp};
use wirewalk_dissect::{Field, Message, Origin};

/// A message with its header: who to whom, in whose view, when, how long.
pub fn exhibit_rows(transcript: &Transcript, exhibit: &Exhibit, view: View, told: &mut Told) -> Vec<Row> {
    let width = view.width;
    let (Some(scene), Some(message)) = (transcript.scenes.get(exhibit.scene), transcript.exhibit(exhibit)) else {
        return vec![Row::new().and("(this message was not recorded)", Ink::Problem)];
    };
    if let Some(shown) = exhibit.shown(message).filter(|_| view.is_brief()) {
        return in_brief(transcript, exhibit, (scene, message), &shown, view, told);
    }
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
    let lesson = transcript.subject.lesson().is_some();
    let view = match (lesson, exhibit.insider) {
        (true, true) => "insider's view, with the secrets",
        (true, false) => "Eve's view, without secrets",
        (false, true) if message.is_opened() => "with the keys",
        (false, _) => "without keys",
    };
    let mut rows = rule(&who(scene, message), view, width);

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

/// What the step is about, and one line for the rest.
fn in_brief(
    transcript: &Transcript,
    exhibit: &Exhibit,
    (scene, message): (&Scene, &Message),
    shown: &[&Field],
    view: View,
    told: &mut Told,
) -> Vec<Row> {
    let (from, seen) = match scene.is_file() {
        true => (scene.id.to_string(), "a file"),
        false if transcript.subject.lesson().is_none() => (who(scene, message), "brief"),
        false => (who(scene, message), if exhibit.insider { "with the secrets" } else { "Eve's view" }),
    };
    let computed = brief::computed(message, shown).filter(|_| view.detail == Detail::Brief);
    let seen = if computed.is_some() { "computed, not sent" } else { seen };
    let what = format!("{from}: {}", gist(message));
    if shown.is_empty() {
        return wrap(&brief::folded(&what, message, view.more()), &[view.width]);
    }
    let part = brief::part(message, shown);
    let seen = match &part {
        Some(part) => format!("{seen} · {part}"),
        None => seen.to_owned(),
    };
    let room = view.width.min(WIDEST).saturating_sub(columns(&seen) + BESIDE);
    let mut rows = rule(&clipped(&what, room), &seen, view.width);
    let points = exhibit.points.as_deref().unwrap_or_default();
    rows.extend(brief::rows(message, (points, shown), computed.unwrap_or_default(), view, told));
    // Where rows are few it is said once, in the walk's head.
    let more = part.filter(|_| view.detail == Detail::Paged).map(|_| format!("▸ {}", view.more()));
    rows.extend(more.map(|more| Row::new().and(more, Ink::Dim)));
    rows
}

/// What a rule's own signs take.
const BESIDE: usize = 11;

/// The beginning of a text that is too long for so many columns.
fn clipped(text: &str, room: usize) -> String {
    match columns(text) > room {
        true => text.chars().take(room.saturating_sub(1)).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

fn who(scene: &Scene, message: &Message) -> String {
    let connection = scene.recording.connections.iter().find(|c| c.id == message.connection);
    let who = connection.map(|c| format!("{} → {}", c.end(message.side).name, c.end(message.side.other()).name));
    who.unwrap_or_else(|| format!("{} → {}", message.side, message.side.other()))
}

/// `── left ───────── right ──`, in two rows where one is too short.
pub fn rule(left: &str, right: &str, width: usize) -> Vec<Row> {
    let width = width.min(WIDEST);
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
