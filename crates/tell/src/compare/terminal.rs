//! A comparison at the terminal.

use super::attacks::Outcome;
use super::tables::{self, LEGEND, Table};
use super::{Compared, Secret, Unit};
use crate::render::flow::{GAP, beside, hanging, indented, wrap};
use crate::render::ink::{Ink, Row, columns};
use crate::story::LedgerRow;

/// Narrower terminals are treated as this.
const NARROWEST: usize = 40;
/// A name in a table keeps at least so many columns.
const NAME: usize = 9;

/// The whole comparison; `all`: with every scene or connection.
pub fn rows(captures: &[Compared], all: bool, width: usize) -> Vec<Row> {
    let width = width.max(NARROWEST);
    let mut rows = heading("One question and its answer", width);
    rows.extend(table(&tables::firsts(captures), width));
    rows.push(Row::new());
    for (name, what) in LEGEND {
        let first = Row::new().and(format!("  {name:<10} "), Ink::Strong);
        let room = width.saturating_sub(first.width());
        rows.extend(hanging(first, wrap(&Row::new().and(*what, Ink::Dim), &[room])));
    }
    rows.push(Row::new());
    rows.extend(heading("The whole captures", width));
    rows.extend(table(&tables::wholes(captures), width));
    for capture in captures {
        rows.push(Row::new());
        rows.extend(one(capture, all, width));
    }
    rows
}

fn heading(text: &str, width: usize) -> Vec<Row> {
    let mut row = Row::new().and("── ", Ink::Dim).and(text, Ink::Title).and(" ", Ink::Plain);
    row.push("─".repeat(width.saturating_sub(row.width())), Ink::Dim);
    let mut rows = row.cut(width);
    rows.push(Row::new());
    rows
}

/// What is said of one capture.
fn one(capture: &Compared, all: bool, width: usize) -> Vec<Row> {
    let mut rows = heading(&capture.name, width);
    let mut say = |name: &str, ink, text: &str| rows.extend(line(name, ink, text, width));
    if let Some(first) = capture.first() {
        say("scene", Ink::Strong, &format!("{} ({})", first.title, first.protocol));
        say("secret", ink_of(&first.secret), &tables::sentence(&first.secret));
        rows.push(Row::new());
        rows.extend(ledger(first, width));
    }
    rows.push(Row::new());
    match &capture.attacks {
        None => rows.extend(line("attacks", Ink::Strong, "not known: only a walk's transcript records them", width)),
        Some(attacks) => rows.extend(attacks.iter().flat_map(|attack| {
            let (word, ink) = match attack.outcome {
                Some(Outcome::Works) => ("works", Ink::Failed),
                Some(Outcome::Stopped) => ("stopped", Ink::Held),
                None => ("FAILED", Ink::Problem),
            };
            line(word, ink, &attack.text, width)
        })),
    }
    for note in &capture.notes {
        rows.extend(line("note", Ink::Caution, note, width));
    }
    if all && capture.units.len() > 1 {
        rows.push(Row::new());
        rows.extend(table(&tables::units(capture), width));
        let alerts = capture.units.iter().filter_map(|u| Some((u, u.alert.as_ref()?)));
        rows.extend(alerts.flat_map(|(u, a)| line("alert", Ink::Caution, &format!("{a}: {}", u.title), width)));
    }
    rows
}

fn ledger(unit: &Unit, width: usize) -> Vec<Row> {
    let column = unit.ledger.iter().map(|r| columns(r.what)).max().unwrap_or(0).min(width / 3);
    let row = |row: &LedgerRow| {
        let mark = mark(row.seen.as_str(), row.seen.into());
        let room = width.saturating_sub(mark.width() + column + GAP);
        let what = wrap(&Row::new().and(row.what, Ink::Plain), &[column]);
        beside(mark, what, column, wrap(&Row::new().and(&row.evidence, Ink::Plain), &[room]))
    };
    unit.ledger.iter().flat_map(row).collect()
}

fn mark(word: &str, ink: Ink) -> Row {
    Row::new().and(format!("  {word:<9} "), ink)
}

/// A word, and what is said of it.
fn line(word: &str, ink: Ink, text: &str, width: usize) -> Vec<Row> {
    let mark = mark(word, ink);
    let room = width.saturating_sub(mark.width());
    hanging(mark, wrap(&Row::new().and(text, Ink::Plain), &[room])).collect()
}

fn ink_of(secret: &Secret) -> Ink {
    match secret {
        Secret::Unnamed => Ink::Dim,
        Secret::Found { .. } => Ink::Failed,
        Secret::Hidden { .. } => Ink::Held,
    }
}

/// Names at the left, figures right-aligned; where they do not fit beside each other, each row as a list.
fn table(table: &Table, width: usize) -> Vec<Row> {
    let cell = |row: &Vec<String>, i: usize| row.get(i).cloned().unwrap_or_default();
    let widest = |i: usize| {
        let cells = table.rows.iter().map(|r| columns(&cell(r, i)));
        cells.chain(table.head.get(i).map(|h| columns(h))).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (1..table.head.len()).map(widest).collect();
    let room = width.saturating_sub(widths.iter().map(|w| w + 1).sum());
    let name = widest(0).min(room);
    if name < NAME.min(widest(0)) {
        return list(table, width);
    }
    let line = |first: &str, cells: &[String], ink: Ink| {
        let mut row = Row::new().and(first, if ink == Ink::Title { ink } else { Ink::Strong });
        if row.width() > name {
            row = row.cut(name.saturating_sub(1)).into_iter().next().unwrap_or_default().and("…", Ink::Strong);
        }
        row.pad(name);
        for (text, width) in cells.iter().zip(&widths) {
            let ink = match text.as_str() {
                "read" => Ink::Failed,
                "hidden" => Ink::Held,
                _ => ink,
            };
            row.push(" ".repeat((width + 1).saturating_sub(columns(text))), Ink::Plain);
            row.push(text, ink);
        }
        row
    };
    let head: Vec<String> = table.head.iter().skip(1).map(|h| (*h).to_owned()).collect();
    let mut rows = vec![line("", &head, Ink::Title)];
    rows.extend(table.rows.iter().map(|r| line(&cell(r, 0), r.get(1..).unwrap_or_default(), Ink::Plain)));
    rows
}

fn list(table: &Table, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for row in &table.rows {
        let name = row.first().map(String::as_str).unwrap_or_default();
        rows.extend(wrap(&Row::new().and(name, Ink::Strong), &[width]));
        for (head, cell) in table.head.iter().zip(row).skip(1) {
            let text = Row::new().and(*head, Ink::Title).and(": ", Ink::Dim).and(cell, Ink::Plain);
            rows.extend(indented(wrap(&text, &[width - 2]), 2));
        }
    }
    rows
}
