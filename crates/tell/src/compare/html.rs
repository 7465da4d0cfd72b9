//! A comparison as one page that needs nothing else: no script, no request, light and dark, from 360 pixels.

use std::fmt::Write;

use super::attacks::Outcome;
use super::tables::{self, LEGEND, Table};
use super::{Compared, svg};
use crate::render::ink::visible;
use crate::render::svg::escape;

const STYLE: &str = include_str!("compare.css");

/// The page.
pub fn page(captures: &[Compared]) -> String {
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>Captures side by side</title>\n<style>\n{STYLE}\
         </style>\n</head>\n<body>\n<main>\n<h1>Captures side by side</h1>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" \
         aria-label=\"Picture\">\n{}</div>\n<h2>One question and its answer</h2>\n",
        svg::draw(captures)
    );
    table(&mut html, "One question and its answer", &tables::firsts(captures));
    html.push_str("<dl>\n");
    for (name, what) in LEGEND {
        let _ = writeln!(html, "<dt>{}</dt><dd>{}</dd>", clean(name), clean(what));
    }
    html.push_str("</dl>\n<h2>The whole captures</h2>\n");
    table(&mut html, "The whole captures", &tables::wholes(captures));
    captures.iter().for_each(|capture| one(&mut html, capture));
    html.push_str("</main>\n</body>\n</html>\n");
    html
}

fn one(html: &mut String, capture: &Compared) {
    let _ = writeln!(html, "<h2>{}</h2>\n<p>{}</p>", clean(&capture.name), clean(&capture.path));
    if let Some(first) = capture.first() {
        let (title, protocol) = (clean(&first.title), clean(&first.protocol));
        let _ = writeln!(html, "<h3>What Eve has: {title} ({protocol})</h3>");
        let _ = writeln!(html, "<p>The secret: {}.</p>", clean(&tables::sentence(&first.secret)));
        let rows = first.ledger.iter().map(|r| [r.seen.as_str(), r.what, &r.evidence]);
        words(html, "What Eve has", ["", "what", "evidence"], rows);
    }
    html.push_str("<h3>Attacks</h3>\n");
    match &capture.attacks {
        None => html.push_str("<p>Not known: only a walk’s transcript records them.</p>\n"),
        Some(attacks) => {
            let rows = attacks
                .iter()
                .map(|a| [a.outcome.map_or("failed", Outcome::word), a.text.as_str(), a.evidence.as_str()]);
            words(html, "Attacks", ["", "what was claimed", "what was measured"], rows);
        }
    }
    for note in &capture.notes {
        let _ = writeln!(html, "<p>Note: {}.</p>", clean(note));
    }
    if capture.units.len() > 1 {
        html.push_str("<h3>Every scene or connection</h3>\n");
        table(html, "Every scene or connection", &tables::units(capture));
    }
}

/// A table of figures.
fn table(html: &mut String, label: &str, table: &Table) {
    open(html, label, "figures", &table.head);
    for row in &table.rows {
        let mut cells = row.iter();
        let _ = write!(html, "<tr><th scope=\"row\">{}</th>", clean(cells.next().map_or("", String::as_str)));
        cells.for_each(|cell| {
            let class = if ["read", "hidden"].contains(&cell.as_str()) { cell } else { "" };
            let _ = write!(html, "<td class=\"{class}\">{}</td>", clean(cell));
        });
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div>\n");
}

/// A table whose first column is a word that is also its class.
fn words<'a>(html: &mut String, label: &str, head: [&'static str; 3], rows: impl Iterator<Item = [&'a str; 3]>) {
    open(html, label, "words", &head);
    for [word, what, evidence] in rows {
        let (what, evidence) = (clean(what), clean(evidence));
        let _ = writeln!(html, "<tr><td class=\"{word}\">{word}</td><td>{what}</td><td>{evidence}</td></tr>");
    }
    html.push_str("</tbody></table></div>\n");
}

fn open(html: &mut String, label: &str, class: &str, head: &[&str]) {
    let _ = write!(
        html,
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table class=\"{class}\"><thead><tr>"
    );
    for name in head {
        // A column of names needs no name of its own, but an empty head is none.
        let _ = match *name {
            "" => write!(html, "<td></td>"),
            name => write!(html, "<th scope=\"col\">{name}</th>"),
        };
    }
    html.push_str("</tr></thead><tbody>\n");
}

/// Text from anywhere, for a page.
fn clean(text: &str) -> String {
    escape(&visible(text))
}
