//! The comment on each packet of a lesson's capture: the step that tells of it, and what it means.

use std::collections::HashMap;
use std::io::{self, Write};

use super::{HONEST, Kind, Sent, write, writer};
use crate::dissect::{Datum, Field, Message};
use crate::recording::secrets::KeyLog;
use crate::recording::{Connection, Recording, Side};
use crate::story::{Item, Line, Scene, Transcript};

/// The longest comment, in bytes.
pub const MAX_COMMENT: usize = 400;

/// Writes the capture of a whole walk, without TLS secrets: all its scenes, each packet with the step that sent it and what
/// it means; of what TLS protects, no more than Eve sees. Gives the output back.
///
/// # Errors
/// What the output says.
pub fn lesson<W: Write>(out: W, transcript: &Transcript) -> io::Result<W> {
    lesson_knowing(out, transcript, None)
}

/// The same with the TLS secrets that the parties of any scene knew, before the first packet: whoever opens it reads all.
///
/// # Errors
/// What the output says.
pub fn lesson_with_secrets<W: Write>(out: W, transcript: &Transcript) -> io::Result<W> {
    lesson_knowing(out, transcript, Some(&transcript.key_log()))
}

fn lesson_knowing<W: Write>(out: W, transcript: &Transcript, key_log: Option<&KeyLog>) -> io::Result<W> {
    let recordings: Vec<&Recording> = transcript.scenes.iter().map(|s| &s.recording).collect();
    let about = format!("wirewalk, lesson {}: {}. {HONEST}", transcript.about.number, transcript.about.title);
    let shown = Shown::new(transcript, key_log.is_some());
    write(out, &about, &recordings, key_log, |sent| {
        let scene = &transcript.scenes[sent.recording];
        let (me, peer) = (name(sent.connection, sent.side), name(sent.connection, sent.side.other()));
        let text = match &sent.kind {
            Kind::Syn => format!("{me} opens a connection to {peer}"),
            Kind::SynAck => format!("{me} accepts the connection"),
            Kind::Ack => format!("{me} has everything up to here (TCP's own housekeeping)"),
            Kind::Data(range) => shown.comment(sent, range.start, range.end)?,
            Kind::Fin { last: false } => format!("{me} will send no more; {peer} still may"),
            Kind::Fin { last: true } => format!("{me} will send no more either: the connection is over, in order"),
            Kind::Reset => format!("{me} breaks the connection off: what was still on its way is lost"),
        };
        let text = match scene.announced {
            Some(line) => format!("step {} ({}): {text}", line.id, line.title),
            None => format!("scene {}: {text}", scene.id),
        };
        Some(shorten(&text))
    })
}

/// `Alice (127.0.0.1:54321)`, or the address alone if that is the name.
fn name(connection: &Connection, side: Side) -> String {
    let end = connection.end(side);
    let addr = end.addr.to_string();
    if end.name == addr { addr } else { format!("{} ({addr})", end.name) }
}

/// Where the messages of each direction lie, and which steps show them.
struct Shown<'t> {
    directions: HashMap<(usize, u32, Side), Vec<Entry<'t>>>,
}

/// A message of one direction.
struct Entry<'t> {
    start: u64,
    end: u64,
    message: &'t Message,
    lines: Vec<&'t Line>,
}

impl<'t> Shown<'t> {
    fn new(transcript: &'t Transcript, secrets: bool) -> Shown<'t> {
        let mut steps: HashMap<(usize, usize), Vec<&'t Line>> = HashMap::new();
        for step in &transcript.steps {
            for item in &step.items {
                let Item::Message(exhibit) = item else { continue };
                let lines = steps.entry((exhibit.scene, exhibit.message)).or_default();
                if !lines.contains(&step.line) {
                    lines.push(step.line);
                }
            }
        }
        let mut directions: HashMap<_, Vec<Entry>> = HashMap::new();
        for (s, scene) in transcript.scenes.iter().enumerate() {
            for (m, message) in messages(scene, secrets).iter().enumerate() {
                let len = message.crossed() as u64;
                let lines = steps.remove(&(s, m)).unwrap_or_default();
                let entry = Entry { start: message.offset, end: message.offset + len, message, lines };
                directions.entry((s, message.connection, message.side)).or_default().push(entry);
            }
        }
        for entries in directions.values_mut() {
            entries.sort_by_key(|e| e.start);
        }
        Shown { directions }
    }

    /// What the messages are that have bytes between `start` and `end`; `None` if there are none.
    fn comment(&self, sent: &Sent, start: u64, end: u64) -> Option<String> {
        let entries = self.directions.get(&(sent.recording, sent.connection.id, sent.side))?;
        let first = entries.partition_point(|e| e.end <= start);
        let mut text = String::new();
        for entry in entries[first..].iter().take_while(|e| e.start < end) {
            if text.len() > MAX_COMMENT {
                break;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&steps(&entry.lines));
            if entry.start < start {
                text.push_str("continues ");
            }
            text.push_str(&describe(entry.message));
        }
        (!text.is_empty()).then_some(text)
    }
}

/// `step plain.request (What Alice asks): `; nothing if no step shows the message.
fn steps(lines: &[&Line]) -> String {
    let names: Vec<String> = lines.iter().map(|line| format!("{} ({})", line.id, line.title)).collect();
    match names.len() {
        0 => String::new(),
        1 => format!("told in step {}: ", names[0]),
        _ => format!("told in steps {}: ", names.join(", ")),
    }
}

/// What the parties saw, or what Eve saw if nobody else looked: the same messages, with more or fewer sources. What only TLS
/// secrets open is for a file that holds them.
fn messages(scene: &Scene, secrets: bool) -> &[Message] {
    let sealed = !secrets && !scene.secrets.key_log().is_empty();
    if scene.insider.is_empty() || sealed { &scene.eve } else { &scene.insider }
}

/// The gist of a message and what it means: `GET / HTTP/1.1: …`.
fn describe(message: &Message) -> String {
    let Some(first) = message.fields.first() else { return "nothing that has a name".to_owned() };
    let leaves = leaves(first);
    // A value that has a name (a status, a type) says more about the message than one that has none (a version).
    let named = leaves.iter().find(|leaf| matches!(leaf.value.datum, Datum::Named { .. }));
    let mut telling = [first].into_iter().chain(named).chain(leaves);
    let meaning = telling.find_map(|field| field.value.meaning.as_deref()).unwrap_or(first.label.why);
    format!("{}: {meaning}", gist(first, leaves))
}

/// The leaves of the first line or other group that holds leaves; the field itself if it is one.
fn leaves(field: &Field) -> &[Field] {
    let mut group = std::slice::from_ref(field);
    while let Some(first) = group.first().filter(|first| !first.is_leaf()) {
        group = &first.children;
    }
    group
}

/// What the first field holds: its value, or its name if it means something as a whole, or the values of its leaves.
fn gist(first: &Field, leaves: &[Field]) -> String {
    let whole = word(&first.value.datum).or_else(|| first.value.meaning.as_ref().map(|_| first.label.name.to_owned()));
    whole.unwrap_or_else(|| {
        let words: Vec<String> = leaves.iter().filter_map(|leaf| word(&leaf.value.datum)).collect();
        if words.is_empty() { first.label.name.to_owned() } else { words.join(" ") }
    })
}

/// A value in one line; nothing for blanks and line ends.
fn word(datum: &Datum) -> Option<String> {
    match datum {
        Datum::Text(text) => {
            let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then(|| writer::cut(&text, MAX_COMMENT / 4).to_owned())
        }
        Datum::Number(number) | Datum::Time(number) => Some(number.to_string()),
        Datum::Named { number, name } => Some(format!("{number} {name}")),
        Datum::Flag(_) | Datum::None => None,
    }
}

/// At most [`MAX_COMMENT`] bytes, with a mark where something was cut off.
fn shorten(text: &str) -> String {
    if text.len() <= MAX_COMMENT {
        return text.to_owned();
    }
    format!("{}…", writer::cut(text, MAX_COMMENT - "…".len()).trim_end())
}
