//! What a step shows beside messages and predictions: values, tables, the ledger, claims, commands.

use super::view::{Detail, View};
use crate::render::flow::{GAP, MEASURE, beside, hanging, indented, inked, prose, wrap};
use crate::render::ink::{Ink, Row, columns, visible};
use crate::render::value::count;
use crate::story::{Claim, Command, LedgerRow, Name, Seen};

/// Some rows of a table, and how many more it has.
pub fn folded_table(all: &[Vec<String>], shown: &[usize], view: View) -> Vec<Row> {
    if !view.is_brief() {
        return table(all, view.width);
    }
    let part: Vec<Vec<String>> = [0].iter().chain(shown).filter_map(|at| all.get(*at).cloned()).collect();
    let mut rows = if part.len() > 1 { table(&part, view.width) } else { Vec::new() };
    let more = all.len().saturating_sub(part.len().max(1));
    let text = format!("▸ {}; {}", count(more as u64, "more row", "more rows"), view.more());
    rows.extend((more > 0).then(|| Row::new().and(text, Ink::Dim)));
    rows
}

/// Names and the values measured in this run, the values below each other.
pub fn values(values: &[(&'static Name, String)], width: usize) -> Vec<Row> {
    let longest = values.iter().map(|(name, _)| columns(name.text)).max().unwrap_or(0);
    let column = longest.min(width / 3);
    let two = |(name, value): &(&'static Name, String)| {
        let names = wrap(&Row::new().and(name.text, Ink::Plain), &[column]);
        let lines = wrap(&Row::new().and(value, Ink::Strong), &[width - column - 4]);
        beside(Row::new().and("  ", Ink::Plain), names, column, lines)
    };
    values.iter().flat_map(two).collect()
}

/// Lines of a program, under the name of their file. One that is too long goes on below, further in; where rows are few, none is
/// empty.
pub fn code(name: &Name, lines: &str, view: View) -> Vec<Row> {
    const FURTHER: usize = 4;
    let width = view.width;
    let mut rows = vec![Row::new().and(format!("  {}", name.text), Ink::Dim)];
    for line in lines.lines().filter(|line| view.detail != Detail::Brief || !line.trim().is_empty()) {
        let text = line.trim_start();
        let inset = 2 + (line.len() - text.len()).min(width / 2);
        let widths = [width.saturating_sub(inset), width.saturating_sub(inset + FURTHER)];
        for (i, part) in wrap(&Row::new().and(text, Ink::Code), &widths).into_iter().enumerate() {
            let mut row = Row::new();
            row.pad(if i == 0 { inset } else { inset + FURTHER });
            row.append(part);
            rows.push(row);
        }
    }
    rows
}

/// A table: the first row is its head. Where its columns do not fit side by side, each row is a list.
pub fn table(table: &[Vec<String>], width: usize) -> Vec<Row> {
    const NARROWEST: usize = 16;
    let Some((head, body)) = table.split_first() else { return Vec::new() };
    let count = table.iter().map(Vec::len).max().unwrap_or(0);
    let natural = |i: usize| table.iter().filter_map(|r| r.get(i)).map(|c| columns(&visible(c))).max().unwrap_or(0);
    let words = |i: usize| table.iter().filter_map(move |r| r.get(i)).flat_map(|c| c.split(' '));
    let word = |i: usize| words(i).map(|w| columns(&visible(w))).max().unwrap_or(0);
    let least: Vec<usize> = (0..count).map(|i| word(i).min(NARROWEST)).collect();
    let mut widths: Vec<usize> = (0..count).map(natural).collect();
    let room = width - 2;
    let taken = |widths: &[usize]| widths.iter().sum::<usize>() + GAP * count.saturating_sub(1);
    while taken(&widths) > room {
        match widths.iter_mut().zip(&least).filter(|(w, least)| **w > **least).max() {
            Some((widest, _)) => *widest -= 1,
            None => return list(head, body, width),
        }
    }
    let mut rows = cells(head, &widths, Ink::Title);
    let line: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
    rows.push(Row::new().and(format!("  {}", line.join(&" ".repeat(GAP))), Ink::Dim));
    rows.extend(body.iter().flat_map(|r| cells(r, &widths, Ink::Plain)));
    rows
}

fn cells(cells: &[String], widths: &[usize], ink: Ink) -> Vec<Row> {
    let wrapped: Vec<Vec<Row>> =
        cells.iter().zip(widths).map(|(cell, w)| wrap(&Row::new().and(cell, ink), &[*w])).collect();
    let tall = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let line = |i: usize| {
        let (mut row, mut at) = (Row::new(), 2);
        for (cell, w) in wrapped.iter().zip(widths) {
            if let Some(part) = cell.get(i) {
                row.pad(at);
                row.append(part.clone());
            }
            at += w + GAP;
        }
        row
    };
    (0..tall).map(line).collect()
}

fn list(head: &[String], body: &[Vec<String>], width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for (i, record) in body.iter().enumerate() {
        if i > 0 {
            rows.push(Row::new());
        }
        for (j, cell) in record.iter().enumerate() {
            let name = head.get(j).map_or("", String::as_str);
            let row = Row::new().and(name, Ink::Title).and(": ", Ink::Dim).and(cell, Ink::Plain);
            rows.extend(indented(wrap(&row, &[width - 2]), 2));
        }
    }
    rows
}

/// So many commands are shown at first, and so many where nobody turns pages.
const FEW_COMMANDS: usize = 6;
const FEWEST_COMMANDS: usize = 2;

/// The columns in which a sign and the word for what somebody has stand.
const MARK: usize = 14;

/// Whether somebody has something: a sign and a word.
pub fn seen(seen: Seen) -> Row {
    let sign = match seen {
        Seen::Read => "●",
        Seen::Leaks => "◐",
        Seen::Hidden => "○",
        Seen::Unproven => "?",
        Seen::Proven => "✓",
    };
    let mut mark = Row::new().and(format!("  {sign} {}", seen.as_str()), seen.into());
    mark.pad(MARK);
    mark
}

/// What Eve has and has not: a sign, the word, what it is about, and what says so.
pub fn ledger(ledger: &[LedgerRow], width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let longest = ledger.iter().map(|r| columns(r.what)).max().unwrap_or(0);
    let column = longest.min(width / 3);
    let evidence_room = width.saturating_sub(MARK + column + GAP);
    for row in ledger {
        let mark = seen(row.seen);
        let evidence = Row::new().and(&row.evidence, Ink::Plain);
        if evidence_room >= 24 {
            let what = wrap(&Row::new().and(row.what, Ink::Strong), &[column]);
            rows.extend(beside(mark, what, column, wrap(&evidence, &[evidence_room.min(72)])));
        } else {
            rows.extend(hanging(mark, wrap(&Row::new().and(row.what, Ink::Strong), &[width - MARK])));
            rows.extend(indented(wrap(&evidence, &[width - 4]), 4));
        }
    }
    rows
}

/// A claim, and behind it what says so; or only where it failed.
pub fn claimed(claim: &Claim, says_why: bool, width: usize) -> Vec<Row> {
    let mark = match claim.held {
        true => Row::new().and("✓ held  ", Ink::Held),
        false => return self::claim(claim, width),
    };
    let mut row = inked(&claim.text);
    if !claim.evidence.is_empty() && says_why {
        row = row.and(": ", Ink::Dim).and(&claim.evidence, Ink::Dim);
    }
    let room = (width - mark.width()).min(MEASURE);
    hanging(mark, wrap(&row, &[room])).collect()
}

/// A claim: whether it held, and what says so.
pub fn claim(claim: &Claim, width: usize) -> Vec<Row> {
    let mark = match claim.held {
        true => Row::new().and("✓ held    ", Ink::Held),
        false => Row::new().and("✗ FAILED  ", Ink::Failed),
    };
    let room = width - mark.width();
    let mut lines = prose(&claim.text, room);
    if !claim.evidence.is_empty() {
        lines.extend(wrap(&Row::new().and(&claim.evidence, Ink::Dim), &[room.min(88)]));
    }
    hanging(mark, lines).collect()
}

/// Commands to type: what for, the command on a line of its own, what to look for.
/// In brief only for the system that this program runs on.
pub fn commands(commands: &[Command], view: View) -> Vec<Row> {
    let (width, here) = (view.width, view.is_brief());
    let most = match view.detail {
        Detail::Brief => FEWEST_COMMANDS,
        Detail::Paged => FEW_COMMANDS,
        Detail::All => commands.len(),
    };
    let shown = commands.len().min(most);
    let (commands, further) = commands.split_at(shown);
    let gap = (view.detail != Detail::Brief).then(Row::new);
    let mut rows = Vec::new();
    for (i, command) in commands.iter().enumerate() {
        if i > 0 {
            rows.extend(gap.clone());
        }
        rows.extend(indented(prose(command.why, width - 2), 2));
        let windows = command.windows.as_ref().filter(|_| !here || cfg!(windows));
        if windows.is_none() || !here {
            rows.extend(typed("$ ", &command.line));
        }
        if let Some(windows) = windows {
            rows.push(Row::new().and("  in PowerShell:", Ink::Dim));
            rows.extend(typed("> ", windows));
        }
        let look = Row::new().and("  look for: ", Ink::Dim);
        let room = width - look.width();
        rows.extend(hanging(look, prose(command.look, room)));
    }
    if here {
        let other = if cfg!(windows) { "all for a Unix shell" } else { "all for PowerShell" };
        let text = format!("▸ {} more, and {other}; {}", further.len(), view.more());
        rows.extend(gap);
        rows.push(Row::new().and(text, Ink::Dim));
    }
    rows
}

/// A command after its prompt, never broken: it is there to be copied.
fn typed(prompt: &str, command: &str) -> Vec<Row> {
    let line = |(i, line): (usize, &str)| {
        let prompt = if i == 0 { prompt } else { "  " };
        Row::new().and("    ", Ink::Plain).and(prompt, Ink::Dim).and(line, Ink::Command)
    };
    command.lines().enumerate().map(line).collect()
}
