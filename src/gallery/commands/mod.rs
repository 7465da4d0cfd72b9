//! Lesson 8's commands: `serve` opens the gallery for browsers and whatever else, `list` is its catalogue, `check` visits a server.

mod check;
mod report;
mod serve;

use std::io::{self, Write};

use anyhow::Result;
use clap::{ArgMatches, Command};

use super::tour;
use crate::paint::Paint;
use crate::render::flow;
use crate::render::ink::{Ink, Row};
use crate::stage::Extra;

/// Where `serve` leaves its root and its lists, and where `check` looks for a root.
const FOLDER: &str = "out/lesson8/served";
/// The files that it leaves there.
const ROOT: &str = "root.pem";
const LISTS: &str = "lists.pem";

/// `serve`: all exhibits at once, with an index.
pub const SERVE: Extra = Extra {
    name: "serve",
    about: "Serve every fault at once, each on a port and a name of its own, with an index page, until Ctrl-C",
    args: serve::args,
    run: serve::run,
};
/// `list`: the catalogue.
pub const LIST: Extra =
    Extra { name: "list", about: "Print the catalogue: exhibit, port, name, fault", args: no_args, run: list };
/// `check`: visits any server.
pub const CHECK: Extra = Extra {
    name: "check",
    about: "Visit any TLS server, judge what it shows, and explain what is wrong",
    args: check::args,
    run: check::run,
};

fn no_args(command: Command) -> Command {
    command.after_help("The ports count from that of the index: with `serve --port 9000`, +1 is 9001.")
}

fn list(_: &ArgMatches) -> Result<()> {
    let rows = tour().zip(1..).map(|(entry, place)| [format!("+{place}"), entry.name().to_string(), named(&entry)]);
    print_table(["port", "name", "fault"], rows)
}

/// The fault of an exhibit, for the catalogue.
fn named(entry: &super::Entry) -> String {
    match entry.fault.refuses() {
        true => entry.fault.name().to_owned(),
        false => format!("{} (looks wrong, and is not)", entry.fault.name()),
    }
}

/// Prints a table whose last column takes what is left; the others are as wide as what stands in them.
fn print_table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Result<()> {
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
fn print_rows(rows: impl IntoIterator<Item = Row>) -> Result<()> {
    let mut out = io::stdout().lock();
    let rows: Vec<Row> = rows.into_iter().collect();
    Paint::for_stdout().write(&mut out, &rows)?;
    Ok(out.flush()?)
}

/// A paragraph behind what stands before it: the rows that follow the first stand under its text.
fn paragraph(before: Row, text: &str, ink: Ink, width: usize) -> Vec<Row> {
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
