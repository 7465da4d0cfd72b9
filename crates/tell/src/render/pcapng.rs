//! The comment on each packet of a lesson's capture: the step that tells of it, and what it means.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;

use super::gist;
use super::ink::visible;
use crate::story::{Item, Scene, Step, Subject, Transcript};
pub(super) use wirewalk_dissect::recording::pcapng::cut;
pub use wirewalk_dissect::recording::pcapng::{
    Interface, Kind, LINKTYPE_RAW, MAX_SEGMENT, Sent, Writer, honest, write, write_recording,
};
use wirewalk_dissect::recording::secrets::KeyLog;
use wirewalk_dissect::recording::{Connection, Recording, Side};
use wirewalk_dissect::{Message, Origin, Span};

/// What is written of a scene that did not happen.
static NOTHING: Recording = Recording { connections: Vec::new() };

/// The longest comment, in bytes.
pub const MAX_COMMENT: usize = 400;

/// Of more messages in one packet only the names are told.
pub(crate) const FEW: usize = 2;

/// Writes the capture of a whole walk: all its scenes, each packet with the step that sent it and what it means. With a key log,
/// which comes before the first packet, whoever opens the capture reads all; without one nothing is told of what TLS protects
/// but what Eve sees. Gives the output back.
///
/// # Errors
/// What the output says.
pub fn lesson<W: Write>(out: W, transcript: &Transcript, key_log: Option<&KeyLog>) -> io::Result<W> {
    // What was only recalled did not happen in this walk.
    let played = transcript.scenes.iter().map(|s| if s.is_recalled() { &NOTHING } else { &s.recording });
    let recordings: Vec<&Recording> = played.collect();
    let honest = honest(&recordings);
    let about = match &transcript.subject {
        Subject::Lesson(about) => format!("wirewalk, lesson {}: {}. {honest}", about.number, about.title),
        Subject::Captures { title, .. } => format!("wirewalk, {title}. {honest}"),
    };
    let shown = Shown::new(transcript, key_log.is_some());
    write(out, &about, &recordings, key_log, |sent| {
        let scene = &transcript.scenes[sent.recording];
        let (me, peer) = (name(sent.connection, sent.side), name(sent.connection, sent.side.other()));
        let text = match &sent.kind {
            Kind::Syn => format!("{me} opens a connection to {peer}"),
            Kind::SynAck => format!("{me} accepts the connection"),
            Kind::Ack => format!("{me} has received everything up to here (TCP's own housekeeping)"),
            Kind::Data(range) => shown.comment(sent, range.start, range.end)?,
            Kind::Fin { last: false } => format!("{me} will send no more; {peer} still may"),
            Kind::Fin { last: true } => format!("{me} will send no more either: the connection ends in order"),
            Kind::Reset => format!("{me} resets the connection: anything still on its way is lost"),
        };
        let text = match transcript.announcing(scene) {
            Some(step) => format!("step {} ({}): {text}", step.id, step.title),
            None => format!("scene {}: {text}", scene.id),
        };
        // What a party wrote is in it, and a comment is shown in terminals.
        Some(shorten(&text.split('\n').map(visible).collect::<Vec<_>>().join("\n")))
    })
}

/// `Alice (127.0.0.1:54321)`, or the address alone if that is the name.
fn name(connection: &Connection, side: Side) -> String {
    let end = connection.end(side);
    let addr = end.addr.to_string();
    if end.name == addr { addr } else { format!("{} ({addr})", end.name) }
}

/// A direction of a connection: its recording, its number, who sends.
type Direction = (usize, u32, Side);

/// Where the messages of each direction lie, and which steps show them.
struct Shown<'t> {
    on_the_wire: HashMap<Direction, Vec<Entry<'t>>>,
    /// What records of TLS carry: as far as they reach.
    inside: HashMap<Direction, Vec<Entry<'t>>>,
}

/// A message of one direction.
struct Entry<'t> {
    start: u64,
    end: u64,
    message: &'t Message,
    told: Vec<&'t Step>,
}

impl<'t> Shown<'t> {
    fn new(transcript: &'t Transcript, secrets: bool) -> Shown<'t> {
        let mut telling = steps_by_place(transcript);
        let mut shown = Shown { on_the_wire: HashMap::new(), inside: HashMap::new() };
        for (s, scene) in transcript.scenes.iter().enumerate() {
            let mut places: HashMap<(u32, u32), Range<u64>> = HashMap::new();
            for message in messages(scene, secrets) {
                let told = telling.remove(&place(s, message)).unwrap_or_default();
                let range = match message.sources.first().map(|source| &source.origin) {
                    Some(Origin::Joined(spans)) => {
                        let record = |span: &Span| places.get(&(message.connection, span.message));
                        let Some(first) = spans.first().and_then(record) else { continue };
                        first.start..spans.last().and_then(record).unwrap_or(first).end
                    }
                    _ => message.offset..message.offset + message.crossed() as u64,
                };
                places.insert((message.connection, message.index), range.clone());
                let all = if message.crossed() > 0 { &mut shown.on_the_wire } else { &mut shown.inside };
                let entry = Entry { start: range.start, end: range.end, message, told };
                all.entry((s, message.connection, message.side)).or_default().push(entry);
            }
        }
        for entries in shown.on_the_wire.values_mut().chain(shown.inside.values_mut()) {
            entries.sort_by_key(|e| e.start);
        }
        shown
    }

    /// What the messages are that have bytes between `start` and `end`; `None` if there are none.
    fn comment(&self, sent: &Sent, start: u64, end: u64) -> Option<String> {
        let direction = (sent.recording, sent.connection.id, sent.side);
        let reach = |all: &HashMap<Direction, Vec<Entry<'t>>>| {
            let entries = all.get(&direction).map(Vec::as_slice).unwrap_or_default();
            let first = entries.partition_point(|e| e.end <= start);
            let count = entries[first..].iter().take_while(|e| e.start < end).count();
            first..first + count
        };
        let (outer, inner) = (reach(&self.on_the_wire), reach(&self.inside));
        let few = outer.len() + inner.len() <= FEW;
        let mut text = String::new();
        for (all, range, carried) in [(&self.on_the_wire, outer, ""), (&self.inside, inner, "in it, ")] {
            for entry in all.get(&direction).and_then(|entries| entries.get(range)).unwrap_or_default() {
                if text.len() > MAX_COMMENT {
                    break;
                }
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&steps(&entry.told));
                text.push_str(carried);
                if entry.start < start {
                    text.push_str("continues ");
                }
                text.push_str(&if few { gist::describe(entry.message) } else { gist::gist(entry.message) });
            }
        }
        (!text.is_empty()).then_some(text)
    }
}

/// Where a message stands, whoever looks: Eve counts fewer messages than an insider.
type Place = (Direction, bool, u64);

fn place(scene: usize, message: &Message) -> Place {
    ((scene, message.connection, message.side), message.crossed() > 0, message.offset)
}

/// Which steps show which message.
fn steps_by_place(transcript: &Transcript) -> HashMap<Place, Vec<&Step>> {
    let mut steps: HashMap<Place, Vec<&Step>> = HashMap::new();
    for step in &transcript.steps {
        for item in &step.items {
            let Item::Message(exhibit) = item else { continue };
            let Some(message) = transcript.exhibit(exhibit) else { continue };
            let told = steps.entry(place(exhibit.scene, message)).or_default();
            if told.last().is_none_or(|last| last.id != step.id) {
                told.push(step);
            }
        }
    }
    steps
}

/// `step plain.request (What Alice asks): `; nothing if no step shows the message.
fn steps(told: &[&Step]) -> String {
    let names: Vec<String> = told.iter().map(|step| format!("{} ({})", step.id, step.title)).collect();
    match names.len() {
        0 => String::new(),
        1 => format!("shown in step {}: ", names[0]),
        _ => format!("shown in steps {}: ", names.join(", ")),
    }
}

/// What is told of a scene: what only TLS secrets open is for a file that holds them.
fn messages(scene: &Scene, secrets: bool) -> &[Message] {
    let sealed = !secrets && scene.secrets.open_tls();
    if sealed { &scene.eve } else { scene.fullest() }
}

/// At most [`MAX_COMMENT`] bytes, with a mark where something was cut off.
pub fn shorten(text: &str) -> String {
    if text.len() <= MAX_COMMENT {
        return text.to_owned();
    }
    format!("{}…", cut(text, MAX_COMMENT - "…".len()).trim_end())
}
