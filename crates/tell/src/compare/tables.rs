//! The tables of a comparison, as text: the terminal and the page lay them out.

use std::time::Duration;

use super::entropy::Entropy;
use super::{Compared, Secret, Unit};

/// What is not there or not known.
const NONE: &str = "—";

/// A table: a head, and rows of as many cells. The first column is a name, the others are figures.
pub struct Table {
    /// What stands over the columns.
    pub head: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// What stands in the columns, for whoever meets them first.
pub const LEGEND: &[(&str, &str)] = &[
    ("bytes", "on the wire, with everything that the link, IP and TCP or UDP put around the payload"),
    (
        "trips",
        "how often the server sent after the client had sent, including TCP's opening, until the answer began; QUIC has no opening before its hello",
    ),
    ("handshake", "bytes that both sides sent before the first data; time: how long that took"),
    ("per byte", "bytes on the wire for each byte of the answer itself, without headers, encodings and encryption"),
    (
        "entropy",
        "of the payload, in bits per byte / the same for that many random bytes: a small sample shows less than 8",
    ),
    ("secret", "whether Eve has it, as plain text or encoded; hidden: the same search finds it in what the keys open"),
];

/// A row for each capture: the first scene or connection that got an answer.
pub fn firsts(captures: &[Compared]) -> Table {
    let rows = captures.iter().map(|c| match c.first() {
        Some(unit) => row(&c.name, unit),
        None => vec![c.name.clone()],
    });
    Table { head: HEAD.to_vec(), rows: rows.collect() }
}

/// A row for each scene or connection of a capture.
pub fn units(capture: &Compared) -> Table {
    Table { head: HEAD.to_vec(), rows: capture.units.iter().map(|u| row(&u.title, u)).collect() }
}

const HEAD: &[&str] = &["", "packets", "bytes", "trips", "handshake", "time", "per byte", "entropy", "secret"];

fn row(name: &str, unit: &Unit) -> Vec<String> {
    vec![
        name.to_owned(),
        grouped(unit.traffic.packets),
        grouped(unit.traffic.bytes),
        unit.round_trips.map_or_else(none, grouped),
        unit.handshake.map_or_else(none, |h| grouped(h.bytes)),
        unit.handshake.map_or_else(none, |h| duration(h.time)),
        unit.overhead().map_or_else(none, overhead),
        entropy(unit.entropy, unit.payload),
        word(&unit.secret).to_owned(),
    ]
}

/// A row for each capture as a whole.
pub fn wholes(captures: &[Compared]) -> Table {
    let head = vec!["", "packets", "bytes", "payload", "connections", "entropy", "secret"];
    let row = |c: &Compared| {
        vec![
            c.name.clone(),
            grouped(c.traffic.packets),
            grouped(c.traffic.bytes),
            grouped(c.payload),
            grouped(c.connections),
            entropy(c.entropy, c.payload),
            word(&c.secret).to_owned(),
        ]
    };
    Table { head, rows: captures.iter().map(row).collect() }
}

fn none() -> String {
    NONE.to_owned()
}

/// `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Three digits and a unit.
pub fn duration(time: Duration) -> String {
    let (value, unit) = match time.as_nanos() as f64 {
        0.0 => return "0 s".to_owned(),
        ns if ns < 1e3 => (ns, "ns"),
        ns if ns < 1e6 => (ns / 1e3, "µs"),
        ns if ns < 1e9 => (ns / 1e6, "ms"),
        ns => (ns / 1e9, "s"),
    };
    match value {
        v if v < 9.995 => format!("{v:.2} {unit}"),
        v if v < 99.95 => format!("{v:.1} {unit}"),
        v => format!("{v:.0} {unit}"),
    }
}

/// How many times the answer crossed, so to say.
pub fn overhead(times: f64) -> String {
    if times < 99.95 { format!("{times:.1}") } else { grouped(times.round() as u64) }
}

fn entropy(entropy: Entropy, bytes: u64) -> String {
    match bytes {
        0 => none(),
        _ => format!("{:.2}/{:.2}", entropy.bits, entropy.random),
    }
}

/// One word for a column.
pub fn word(secret: &Secret) -> &'static str {
    match secret {
        Secret::Unnamed => NONE,
        Secret::Found { .. } => "read",
        Secret::Hidden { control: Some(true), .. } => "hidden",
        Secret::Hidden { .. } => "not seen",
    }
}

/// A sentence for it.
pub fn sentence(secret: &Secret) -> String {
    match secret {
        Secret::Unnamed => "no secret was named to search for (--secret)".to_owned(),
        Secret::Found { place } => format!("found {place}"),
        Secret::Hidden { searched, control } => {
            let control = match control {
                Some(true) => "the same search finds it in what the keys open",
                Some(false) => "nor does the same search find it in what the keys open",
                None => "there are no keys here to check the search with",
            };
            format!("{} bytes searched, not found; {control}", grouped(*searched))
        }
    }
}
