//! How the gallery's commands print: rows, tables, paragraphs.

use std::io::{self, Write};

use anyhow::Result;

use crate::gallery::Entry;
use crate::paint::Paint;
use crate::render::flow;
use crate::render::ink::{Ink, Row};

/// The fault of an exhibit, for the catalogue.
pub(super) fn named(entry: &Entry) -> String {
    match entry.fault.refuses() {
        true => entry.fault.name().to_owned(),
        false => format!("{} (looks wrong, but is not)", entry.fault.name()),
    }
}

/// Prints a table whose last column takes what is left; the others are as wide as what stands in them.
pub(super) fn print_table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Result<()> {
    let rows: Vec<_> = rows.into_iter().collect();
    let widths: Vec<usize> = (0..N)
        .map(|i| rows.iter().filter_map(|row| row.get(i)).map(String::len).chain([head[i].len()]).max().unwrap_or(0))
        .collect();
    let line = |cells: &[&str], ink: Ink| {
        let mut row = Row::new();
        for (cell, width) in cells.iter().zip(&widths).take(N - 1) {
            row.push(format!("{cell:width$}  "), ink);
        }
        row.and(cells.last().copied().unwrap_or_default(), ink)
    };
    print_rows(std::iter::once(line(&head, Ink::Dim)).chain(rows.iter().map(|row| {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        line(&cells, Ink::Plain)
    })))
}

/// Prints rows on stdout, in the colours that it can have.
pub(super) fn print_rows(rows: impl IntoIterator<Item = Row>) -> Result<()> {
    let mut out = io::stdout().lock();
    let rows: Vec<Row> = rows.into_iter().collect();
    Paint::for_stdout().write(&mut out, &rows)?;
    Ok(out.flush()?)
}

/// A paragraph behind what stands before it: the rows that follow the first stand under its text.
pub(super) fn paragraph(before: Row, text: &str, ink: Ink, width: usize) -> Vec<Row> {
    let indent = before.width();
    let text = Row::new().and(text, ink);
    let wrapped = flow::wrap(&text, &[width.min(flow::MEASURE + indent).saturating_sub(indent).max(20)]);
    let mut first = Some(before);
    let behind = |row: Row| {
        let mut line = first.take().unwrap_or_default();
        line.pad(indent);
        line.append(row);
        line
    };
    wrapped.into_iter().map(behind).collect()
}
