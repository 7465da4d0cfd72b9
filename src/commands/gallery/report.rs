//! What `check` says of a server.

use super::print::paragraph;
use crate::gallery::{Asked, Visit};
use crate::render::ink::{Ink, Row};
use crate::tls::Credentials;
use crate::verify::{self, Check, Fault, Findings, Outcome, What};

/// What there is to say.
pub(super) struct Report<'r> {
    /// The server's address.
    pub url: &'r str,
    /// What it was offered.
    pub offer: &'r str,
    /// What was seen by a visitor without a certificate.
    pub seen: &'r Visit,
    /// What is wrong with what was seen.
    pub findings: &'r Findings,
    /// The visitor's own certificate.
    pub own: Option<&'r Credentials>,
    /// What was seen by a visitor who had it with them.
    pub shown: Option<Visit>,
}

/// How many faults, and which: `1 fault: expired`.
pub(super) fn named(faults: &[String]) -> String {
    match faults {
        [only] => format!("1 fault: {only}"),
        all => format!("{} faults: {}", all.len(), all.join(", ")),
    }
}

impl Report<'_> {
    /// What is wrong, each by its name.
    pub(super) fn faults(&self) -> Vec<String> {
        let refuses = self.findings.diagnoses.iter().filter(|d| d.fault.refuses());
        let mut names: Vec<String> = refuses.map(|d| d.fault.name().to_owned()).collect();
        // Whatever rustls refuses and no check names is wrong all the same.
        if let (true, Some(error)) = (names.is_empty(), &self.seen.error) {
            names.push(format!("rustls refuses it ({error})"));
        }
        if let Some(Visit { turned_away: Some(alert), .. }) = self.shown {
            names.push(format!("the client certificate is refused (alert {alert:?})"));
        } else if let Some(Visit { error: Some(error), .. }) = &self.shown {
            names.push(format!("with the client certificate the handshake fails ({error})"));
        }
        names
    }

    /// The whole report.
    pub(super) fn rows(&self, width: usize) -> Vec<Row> {
        let Report { url, offer, seen, findings, .. } = self;
        let say = |word: &str, text: &str, ink| paragraph(behind(word), text, ink, width);
        let mut rows = vec![Row::new().and(*url, Ink::Title)];
        rows.extend(say(
            "agreed",
            seen.agreed.as_deref().unwrap_or("nothing: the handshake did not finish"),
            Ink::Plain,
        ));
        if seen.agreed.is_none() {
            rows.extend(say("offered", offer, Ink::Plain));
        }
        for (i, der) in seen.chain.iter().enumerate() {
            let word = if i == 0 { "sent" } else { "" };
            rows.extend(say(word, &format!("{}  {}", i + 1, verify::described(der)), Ink::Plain));
        }
        for (i, text) in self.asks().iter().enumerate() {
            rows.extend(say(if i == 0 { "asks" } else { "" }, text, Ink::Plain));
        }
        rows.extend(self.checks(width));
        let raw = seen.error.as_ref().map_or_else(|| "accepted".to_owned(), ToString::to_string);
        rows.extend(say("rustls", &raw, if seen.error.is_some() { Ink::Failed } else { Ink::Held }));
        rows.extend(findings.diagnoses.iter().flat_map(|diagnosis| told(diagnosis, width)));
        rows.push(Row::new());
        rows.extend(match self.faults() {
            none if none.is_empty() => vec![Row::new().and("good: no fault found", Ink::Held)],
            faults => paragraph(Row::new(), &named(&faults), Ink::Failed, width),
        });
        let unchecked = |c: &Check| c.what == What::Revocation && matches!(c.outcome, Outcome::Skipped(_));
        if findings.verdict.checks.iter().any(unchecked) {
            let text = "Revocation was not checked, because no list was named with --crl.";
            rows.push(Row::new().and(text, Ink::Dim));
        }
        rows
    }

    /// Each check, and what the handshake adds to them.
    fn checks(&self, width: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        for (i, check) in self.findings.verdict.checks.iter().enumerate() {
            let (what, heading) = (check.what.name(), if i == 0 { "checks" } else { "" });
            rows.extend(match &check.outcome {
                Outcome::Held(why) => judged(heading, "held", Ink::Held, &format!("{what}: {why}"), width),
                Outcome::Refused(why) => judged(heading, "REFUSED", Ink::Failed, &format!("{what}: {why}"), width),
                Outcome::Noted(why) => judged(heading, "noted", Ink::Caution, &format!("{what}: {why}"), width),
                Outcome::Skipped(why) => judged(heading, "skipped", Ink::Dim, &format!("{what}: {why}"), width),
            });
        }
        let (word, ink, why) = match self.seen.possession {
            Some(true) => ("held", Ink::Held, "handshake: signed with the key of the first certificate"),
            Some(false) => ("REFUSED", Ink::Failed, "handshake: not signed with the key of the first certificate"),
            None => ("skipped", Ink::Dim, "handshake: it ended before a signature"),
        };
        rows.extend(judged("", word, ink, why, width));
        rows
    }

    /// Whether it asks for a client certificate, whose, and what it does without one and with one.
    fn asks(&self) -> Vec<String> {
        let Some(asked) = &self.seen.asked else {
            let idle = "for no client certificate, so the one that --cert names was not sent".to_owned();
            return self.own.map(|_| idle).into_iter().collect();
        };
        let mut texts = vec![whose(asked), without(self.seen)];
        texts.extend(self.own.map(|_| match &self.shown {
            Some(shown) => with(shown),
            None => "the one that --cert names was not sent, because the server itself was refused".to_owned(),
        }));
        texts
    }
}

/// Whose certificates a server asks for.
fn whose(asked: &Asked) -> String {
    match asked.authorities.as_slice() {
        [] => "for a client certificate from any authority".to_owned(),
        [only] => format!("for a client certificate from the authority {only}"),
        several => format!("for a client certificate from one of the authorities {}", several.join("; ")),
    }
}

/// What it did when it was shown none.
fn without(seen: &Visit) -> String {
    match (seen.turned_away, &seen.agreed) {
        (Some(alert), _) => {
            format!("given none, it ended the connection with the alert {alert:?}; send one with --cert and --key")
        }
        (None, Some(_)) => "given none, it continued; only a request would show what it answers then".to_owned(),
        (None, None) => "the handshake ended before it could answer".to_owned(),
    }
}

/// What it did when it was shown one.
fn with(shown: &Visit) -> String {
    let was_shown = shown.asked.as_ref().is_some_and(|asked| asked.shown);
    match (shown.turned_away, &shown.error) {
        _ if !was_shown => {
            "the one that --cert names was not sent: its key makes no signature that the server accepts".to_owned()
        }
        (Some(alert), _) => {
            format!("given the one that --cert names, it ended the connection with the alert {alert:?}")
        }
        (None, Some(error)) => format!("given the one that --cert names, the handshake failed: {error}"),
        (None, None) => "given the one that --cert names, it continued".to_owned(),
    }
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
