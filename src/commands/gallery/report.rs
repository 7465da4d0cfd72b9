//! What `check` says of a server.

use super::print::paragraph;
use crate::gallery::Visit;
use crate::render::ink::{Ink, Row};
use crate::verify::{self, Fault, Findings, Outcome};

/// How many things are wrong.
pub(super) fn count(seen: &Visit, findings: &Findings) -> usize {
    let faults = findings.diagnoses.iter().filter(|d| d.fault.refuses()).count();
    // Whatever rustls refuses and no check names is wrong all the same.
    faults.max(usize::from(seen.error.is_some()))
}

/// The whole report.
pub(super) fn rows(url: &str, seen: &Visit, findings: &Findings, width: usize) -> Vec<Row> {
    let say = |word: &str, text: &str, ink| paragraph(behind(word), text, ink, width);
    let mut rows = vec![Row::new().and(url, Ink::Title)];
    rows.extend(say("agreed", seen.agreed.as_deref().unwrap_or("nothing: the handshake did not end"), Ink::Plain));
    for (i, der) in seen.chain.iter().enumerate() {
        let word = if i == 0 { "sent" } else { "" };
        rows.extend(say(word, &format!("{}  {}", i + 1, verify::described(der)), Ink::Plain));
    }
    for (i, check) in findings.verdict.checks.iter().enumerate() {
        let (what, heading) = (check.what.name(), if i == 0 { "checks" } else { "" });
        rows.extend(match &check.outcome {
            Outcome::Held(why) => judged(heading, "held", Ink::Held, &format!("{what}: {why}"), width),
            Outcome::Refused(why) => judged(heading, "REFUSED", Ink::Failed, &format!("{what}: {why}"), width),
            Outcome::Noted(why) => judged(heading, "noted", Ink::Caution, &format!("{what}: {why}"), width),
            Outcome::Skipped(why) => judged(heading, "skipped", Ink::Dim, &format!("{what}: {why}"), width),
        });
    }
    let (word, ink, why) = match seen.possession {
        Some(true) => ("held", Ink::Held, "handshake: signed with the key of the first certificate"),
        Some(false) => ("REFUSED", Ink::Failed, "handshake: not signed with the key of the first certificate"),
        None => ("skipped", Ink::Dim, "handshake: it did not come to a signature"),
    };
    rows.extend(judged("", word, ink, why, width));
    let raw = seen.error.as_ref().map_or_else(|| "accepted".to_owned(), ToString::to_string);
    rows.extend(say("rustls", &raw, if seen.error.is_some() { Ink::Failed } else { Ink::Held }));
    rows.extend(findings.diagnoses.iter().flat_map(|diagnosis| told(diagnosis, width)));
    rows.push(Row::new());
    rows.push(last(count(seen, findings)));
    if findings.verdict.checks.iter().any(|c| matches!(&c.outcome, Outcome::Skipped(why) if why.contains("list"))) {
        let text = "Revocation was not checked, since nobody named a list with --crl.";
        rows.push(Row::new().and(text, Ink::Dim));
    }
    rows
}

/// A word, and room for a paragraph behind it.
fn behind(word: &str) -> Row {
    let mut row = Row::new().and(word, Ink::Dim);
    row.pad(11);
    row
}

/// The outcome of a check.
fn judged(heading: &str, word: &str, ink: Ink, why: &str, width: usize) -> Vec<Row> {
    let mut before = behind(heading).and(word, ink);
    before.pad(20);
    paragraph(before, why, Ink::Plain, width)
}

/// A fault, or what only looks like one.
fn told(diagnosis: &verify::Diagnosis, width: usize) -> Vec<Row> {
    let fault: Fault = diagnosis.fault;
    let say = |word: &str, text: &str, ink| paragraph(behind(word), text, ink, width);
    let (word, ink) = if fault.refuses() { ("fault", Ink::Failed) } else { ("no fault", Ink::Caution) };
    let mut rows = vec![Row::new()];
    rows.extend(say(word, &format!("{} ({})", fault.name(), fault.cite()), ink));
    rows.extend(say("seen by", &diagnosis.evidence, Ink::Strong));
    rows.extend(say("means", fault.meaning(), Ink::Plain));
    rows.extend(say("repair", fault.repair(), Ink::Plain));
    rows
}

fn last(count: usize) -> Row {
    match count {
        0 => Row::new().and("good: nothing is wrong with what it shows", Ink::Held),
        1 => Row::new().and("1 fault", Ink::Failed),
        count => Row::new().and(format!("{count} faults"), Ink::Failed),
    }
}
