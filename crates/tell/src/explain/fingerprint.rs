//! `--fingerprint`: what each ClientHello says about the program that sent it, part by part, with JA3 and JA4 derived before one's eyes.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};

use serde::Serialize;

use super::Told;
use crate::render::flow::{hanging, wrap};
use crate::render::ink::{Ink, Row};
use crate::render::json;
use crate::render::value::count;
use wirewalk_dissect::fingerprint::{Fingerprint, Part};
use wirewalk_dissect::recording::{Connection, StreamNumber};

/// So many fingerprints are counted.
const MOST: usize = 4096;
/// The column in which what is said begins.
const COLUMN: usize = 26;

/// The fingerprints of a capture: the first hello of each connection.
#[derive(Debug, Default)]
pub struct Fingerprints {
    /// Connections under way whose hello was seen.
    seen: HashSet<u32>,
    /// JA4, how often, and one of the JA3 values that came with it; whether there were others.
    counted: BTreeMap<String, (u64, String, bool)>,
    /// Hellos so far, and those of them in QUIC.
    hellos: u64,
    over_quic: u64,
}

impl Fingerprints {
    /// Takes note of what is told; gives the fingerprint, where it tells one.
    pub fn note<'c>(&mut self, told: &Told<'c>) -> Option<(&'c Connection, Fingerprint)> {
        match told {
            Told::Message(connection, message) if !self.seen.contains(&connection.id) => {
                let fingerprint = Fingerprint::of(message)?;
                self.seen.insert(connection.id);
                self.count(&fingerprint);
                Some((connection, fingerprint))
            }
            Told::Over(connection) => {
                self.seen.remove(&connection.id);
                None
            }
            _ => None,
        }
    }

    fn count(&mut self, fingerprint: &Fingerprint) {
        self.hellos += 1;
        self.over_quic += u64::from(fingerprint.over_quic);
        let (ja3, ja4) = (&fingerprint.ja3.value, &fingerprint.ja4.value);
        if self.counted.len() < MOST || self.counted.contains_key(ja4) {
            let (times, first, others) = self.counted.entry(ja4.clone()).or_insert((0, ja3.clone(), false));
            (*times, *others) = (*times + 1, *others || first != ja3);
        }
    }

    /// What they come to, at the end.
    pub fn rows(&self, width: usize) -> Vec<Row> {
        let mut said = vec![match self.hellos {
            0 => "There is no complete ClientHello, over TCP or in QUIC, so nothing here identifies a program."
                .to_owned(),
            hellos => format!(
                "{}{}, {} by JA4.",
                count(hellos, "ClientHello", "ClientHellos"),
                match self.over_quic {
                    0 => String::new(),
                    some => format!(", {some} of them in QUIC"),
                },
                count(self.counted.len() as u64, "program", "different programs")
            ),
        }];
        for (ja4, (times, _, others)) in self.counted.iter().filter(|(_, (times, ..))| *times > 1) {
            let ja3 = match others {
                true => {
                    "its JA3 changes from hello to hello, so the program shuffles its extensions or adds some; JA4 sorts them"
                }
                false => "with the same JA3 each time",
            };
            said.push(format!("{ja4}: {times} times, {ja3}."));
        }
        said.iter().flat_map(|sentence| wrap(&Row::new().and(sentence, Ink::Plain), &[width])).collect()
    }
}

/// One fingerprint as a person reads it.
pub fn rows(connection: &Connection, fingerprint: &Fingerprint, width: usize) -> Vec<Row> {
    let title = format!("{}: {} → {}", StreamNumber::of(connection.id), connection.client.addr, connection.server.addr);
    let mut rows = vec![Row::new().and(title, Ink::Title)];
    let mut line = |name: &str, text: &str, ink: Ink| {
        let first = Row::new().and(format!("  {name:<width$}", width = COLUMN - 2), Ink::Dim);
        let room = width.saturating_sub(COLUMN).max(20);
        rows.extend(hanging(first, wrap(&Row::new().and(text, ink), &[room])));
    };
    for Part { label, values, goes_into } in &fingerprint.parts {
        line(label.name, &values.join(", "), Ink::Plain);
        line("", &format!("goes into {goes_into}"), Ink::Dim);
    }
    if fingerprint.hello.is_outer() {
        line("", OUTER, Ink::Plain);
    }
    if fingerprint.over_quic {
        line("", IN_QUIC, Ink::Plain);
    }
    let (ja3, ja4) = (&fingerprint.ja3, &fingerprint.ja4);
    line("JA3 is made of", &ja3.raw, Ink::Plain);
    line("JA3 = MD5 of that", &ja3.value, Ink::Strong);
    line("JA4 is made of", &format!("{}, in readable form", ja4.readable), Ink::Plain);
    line("", &format!("{} → SHA-256, cut to 12 characters", some(&ja4.suites)), Ink::Plain);
    line("", &format!("{} → SHA-256, cut to 12 characters", some(&ja4.extensions)), Ink::Plain);
    line("JA4", &ja4.value, Ink::Strong);
    for mark in &fingerprint.marks {
        line("gives it away", &format!("{}: {}", mark.part, mark.tells), Ink::Caution);
    }
    if fingerprint.marks.is_empty() {
        line(
            "gives it away",
            "nothing that only a few programs send; the fingerprint as a whole still tells programs apart",
            Ink::Plain,
        );
    }
    rows.push(Row::new());
    rows
}

/// What is said where another hello is encrypted.
const OUTER: &str = "this is the outer hello; the encrypted one beside it, if it is real, may differ";

/// What is said where a hello came in QUIC.
const IN_QUIC: &str =
    "this hello came in Initial packets of QUIC, which anyone can decrypt; JA4 begins with q for that";

fn some(list: &str) -> &str {
    if list.is_empty() { "nothing, written as zeros:" } else { list }
}

/// The same as one line of JSON, as `docs/json.md` describes it.
pub fn write(out: impl Write, fingerprint: &Fingerprint) -> io::Result<()> {
    let part =
        |part: &'_ Part| PartView { field: part.label.id, values: part.values.clone(), goes_into: part.goes_into };
    let mark = |mark: &wirewalk_dissect::fingerprint::Mark| MarkView { part: mark.part, tells: mark.tells };
    let (ja3, ja4) = (&fingerprint.ja3, &fingerprint.ja4);
    json::write(
        out,
        &View {
            format: json::FORMAT,
            connection: json::ConversationId(fingerprint.connection),
            message: fingerprint.message,
            server_name: fingerprint.hello.server_name.as_deref(),
            outer: fingerprint.hello.is_outer(),
            ja3: Hashed { value: &ja3.value, raw: &ja3.raw },
            ja4: Hashed { value: &ja4.value, raw: &ja4.raw },
            parts: fingerprint.parts.iter().map(part).collect(),
            marks: fingerprint.marks.iter().map(mark).collect(),
        },
    )
}

#[derive(Serialize)]
struct View<'f> {
    format: u32,
    connection: json::ConversationId,
    message: u32,
    server_name: Option<&'f str>,
    outer: bool,
    ja3: Hashed<'f>,
    ja4: Hashed<'f>,
    parts: Vec<PartView>,
    marks: Vec<MarkView>,
}

#[derive(Serialize)]
struct Hashed<'f> {
    value: &'f str,
    raw: &'f str,
}

#[derive(Serialize)]
struct PartView {
    field: &'static str,
    values: Vec<String>,
    goes_into: &'static str,
}

#[derive(Serialize)]
struct MarkView {
    part: &'static str,
    tells: &'static str,
}
