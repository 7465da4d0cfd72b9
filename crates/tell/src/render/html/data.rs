//! The page's data: labels and texts once, in tables; messages as short arrays that point into them.
//!
//! A text is named by its place in `strings`, from 1; 0 stands for "none"; what is empty at the end of an array is left out.
//!
//! - a field: `[label, source, start, length, value, children, meaning, problem, [first bit, end]]`
//! - a label: `[id, name, why, citation]`
//! - a source: `[origin, bytes]`: what its headline says, base64 or `null` for a key
//! - a message: an object; `eve` is `1` where Eve has the same, `0` where she has nothing, else what she has

use std::collections::{HashMap, VecDeque};
use std::io::{self, Write};
use std::mem;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};

use super::Around;
use crate::render::gist::{describe, gist};
use crate::render::ink::visible;
use crate::render::json;
use crate::render::terminal::origin::{headline, whence};
use crate::render::value::datum_text;
use crate::story::{Exhibit, Item, Scene, Subject, Transcript};
use wirewalk_dissect::recording::{Side, Timestamp};
use wirewalk_dissect::{Field, Label, Message, Span};

/// Writes it, so that it can stand inside a `<script>`.
pub fn write(out: impl Write, transcript: &Transcript, around: Around) -> io::Result<()> {
    let subject = &transcript.subject;
    let about = subject.lesson().map(|about| {
        let read_on = about.read_on.iter().map(|(cite, text)| json!([cite.to_string(), text]));
        json!({ "number": about.number, "minutes": about.minutes, "before": about.before, "objectives": about.objectives,
                "readOn": read_on.collect::<Vec<_>>() })
    });
    // Whoever took a capture is not in it: its diagrams have no lane for Eve.
    let eavesdropper = subject.lesson().map(|_| "Eve");
    let live = around.live.map(|walk| json!({ "walk": walk }));
    let mut data = json!({
        "title": visible(&subject.title(": ")), "line": visible(subject.line()), "about": about,
        "eavesdropper": eavesdropper, "views": views(transcript), "home": around.home, "live": live,
        "glossary": around.glossary,
    });
    if let (Value::Object(data), Value::Object(all)) = (&mut data, Growing::default().news(transcript)) {
        data.extend(all);
    }
    json::write_inline(out, &data)
}

/// What the two views are called: without the secrets, with them. The same words twice: there is one view.
fn views(transcript: &Transcript) -> [&'static str; 2] {
    match transcript.subject {
        Subject::Lesson(_) => ["Eve", "insider"],
        Subject::Captures { .. } if transcript.scenes.iter().all(|s| s.insider.is_empty()) => ["without keys"; 2],
        Subject::Captures { .. } => ["without the keys", "with the keys"],
    }
}

/// What a page that grows has been told.
#[derive(Default)]
pub struct Growing {
    tables: Tables,
    steps: usize,
    scenes: usize,
}

impl Growing {
    /// What is new in a transcript since the last time: the steps that follow the first `from`, scenes, labels and strings to
    /// add. The last step that was told before comes again, since it may hold more by now.
    pub fn news(&mut self, transcript: &Transcript) -> Value {
        let pairs: Vec<_> = transcript.scenes.iter().map(pairs).collect();
        let tables = &mut self.tables;
        let scenes = transcript.scenes.iter().zip(&pairs).enumerate().skip(self.scenes).map(|(at, (scene, pairs))| {
            let announced = transcript.announcing(scene).map(|step| &*step.id);
            scene_data(tables, scene, (transcript.title_of(at, scene), announced), pairs)
        });
        let scenes: Vec<Value> = scenes.collect();
        let place = |exhibit: &Exhibit| {
            let pairs = pairs.get(exhibit.scene)?;
            if exhibit.insider {
                Some(exhibit.message)
            } else {
                pairs.iter().position(|p| p.1 == Some(exhibit.message))
            }
        };
        let items = |items: &[Item]| items.iter().filter_map(|item| item_data(item, place)).collect::<Vec<_>>();
        let from = self.steps.saturating_sub(1);
        let steps = transcript.steps.iter().skip(from).map(|step| {
            json!({ "id": step.id, "title": visible(&step.title), "text": paragraphs(&step.text), "items": items(&step.items) })
        });
        let steps: Vec<Value> = steps.collect();
        (self.steps, self.scenes) = (transcript.steps.len(), transcript.scenes.len());
        let (labels, strings) = self.tables.news();
        json!({ "from": from, "steps": steps, "scenes": scenes, "labels": labels, "strings": strings })
    }
}

/// Each message of the insider's view, if there is one, in order, with the same message of Eve's view where she has it.
fn pairs(scene: &Scene) -> Vec<(&Message, Option<usize>)> {
    let mut hers: HashMap<u32, VecDeque<usize>> = HashMap::new();
    for (at, message) in scene.eve.iter().enumerate() {
        hers.entry(message.connection).or_default().push_back(at);
    }
    let mut own = |message: &Message| hers.get_mut(&message.connection).and_then(VecDeque::pop_front);
    scene.fullest().iter().map(|m| (m, if m.is_inside() { None } else { own(m) })).collect()
}

/// What a step shows that is in no transcript yet, in the same form.
pub fn item(item: &Item) -> Option<Value> {
    item_data(item, |_| None)
}

/// Paragraphs, parted by blank lines.
fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(|p| p.split('\n').map(visible).collect::<Vec<_>>().join("\n")).collect()
}

/// Texts and labels, each once.
#[derive(Default)]
struct Tables {
    texts: HashMap<String, usize>,
    of_labels: HashMap<*const Label, usize>,
    new_texts: Vec<String>,
    new_labels: Vec<Value>,
}

impl Tables {
    /// The number of a text, made [`visible`]; 0 for none.
    fn text(&mut self, text: Option<&str>) -> usize {
        let Some(text) = text else { return 0 };
        let text = visible(text);
        if let Some(number) = self.texts.get(text.as_ref()) {
            return *number;
        }
        let number = self.texts.len() + 1;
        self.new_texts.push(text.clone().into_owned());
        self.texts.insert(text.into_owned(), number);
        number
    }

    fn label(&mut self, label: &'static Label) -> usize {
        let next = self.of_labels.len();
        *self.of_labels.entry(label).or_insert_with(|| {
            self.new_labels.push(json!([label.id, label.name, label.why, label.cite.to_string()]));
            next
        })
    }

    /// The labels and texts that came up since the last time.
    fn news(&mut self) -> (Vec<Value>, Vec<String>) {
        (mem::take(&mut self.new_labels), mem::take(&mut self.new_texts))
    }
}

/// A scene: what a person chooses it by, and which step announced it: it is shown from the next step on, after the predictions.
fn scene_data(
    tables: &mut Tables,
    scene: &Scene,
    (title, announced): (&str, Option<&str>),
    pairs: &[(&Message, Option<usize>)],
) -> Value {
    let end = |e: &wirewalk_dissect::recording::Endpoint| json!([visible(&e.name), e.addr.to_string()]);
    let connections = &scene.recording.connections;
    let connections =
        connections.iter().map(|c| json!([json::ConversationId(c.id), c.hop, end(&c.client), end(&c.server)]));
    let connections: Vec<Value> = connections.collect();
    let begin = pairs.iter().map(|(m, _)| m.at).min().unwrap_or_default();
    let messages = pairs.iter().map(|(m, hers)| message_data(tables, begin, m, hers.and_then(|at| scene.eve.get(at))));
    let messages: Vec<Value> = messages.collect();
    json!({ "id": scene.id, "title": visible(title), "announced": announced, "connections": connections,
            "messages": messages })
}

fn message_data(tables: &mut Tables, begin: Timestamp, message: &Message, hers: Option<&Message>) -> Value {
    let eve = match hers {
        None => json!(0),
        Some(hers) if hers.fields == message.fields && hers.sources == message.sources => json!(1),
        Some(hers) => seen(tables, hers),
    };
    let server = usize::from(message.side == Side::Server);
    let microseconds = message.at.0.saturating_sub(begin.0) / 1000;
    let mut data = json!({
        "c": json::ConversationId(message.connection), "i": message.index, "s": server, "t": microseconds, "o": message.offset, "eve": eve,
        "inside": message.is_inside(),
    });
    if let (Some(data), Value::Object(all)) = (data.as_object_mut(), seen(tables, message)) {
        data.extend(all);
    }
    data
}

/// What one view has of a message.
fn seen(tables: &mut Tables, message: &Message) -> Value {
    let gist = gist(message);
    let whole = describe(message);
    let means = whole.strip_prefix(&gist).and_then(|rest| rest.strip_prefix(": "));
    let sources: Vec<Value> = (0..message.sources.len()).map(|at| source_data(tables, message, at)).collect();
    json!({
        "g": tables.text(Some(&gist)), "d": tables.text(means), "w": tables.text(whence(message).as_deref()),
        "src": sources, "f": message.fields.iter().map(|f| field_data(tables, f)).collect::<Vec<_>>(),
    })
}

fn source_data(tables: &mut Tables, message: &Message, at: usize) -> Value {
    let number = u16::try_from(at).unwrap_or(u16::MAX);
    let above = message.walk().find(|f| f.children.iter().any(|c| c.span.source == number)).map(|f| &f.span);
    let above: Option<&Span> = above.filter(|span| span.source != number);
    let headline = headline(message, number, above);
    let bytes = message.sources.get(at).filter(|_| !json::is_key(message, at));
    let text = tables.text(Some(headline.trim_end_matches(':')));
    json!([text, bytes.map(|source| BASE64_STANDARD.encode(&source.bytes))])
}

fn field_data(tables: &mut Tables, field: &Field) -> Value {
    let value = datum_text(&field.value.datum);
    let children: Vec<Value> = field.children.iter().map(|child| field_data(tables, child)).collect();
    let mut data = vec![
        json!(tables.label(field.label)),
        json!(field.span.source),
        json!(field.span.range.start),
        json!(field.span.len()),
        json!(tables.text(value.as_deref())),
        if children.is_empty() { json!(0) } else { Value::Array(children) },
        json!(tables.text(field.value.meaning.as_deref())),
        json!(tables.text(field.problem.as_ref().map(|p| p.0.as_ref()))),
        field.span.bits.as_ref().map_or(json!(0), |bits| json!([bits.start, bits.end])),
    ];
    while data.len() > 4 && data.last().is_some_and(|last| *last == json!(0)) {
        data.pop();
    }
    Value::Array(data)
}

/// What a step shows; an exhibit as its place among the scene's messages.
fn item_data(item: &Item, place: impl Fn(&Exhibit) -> Option<usize>) -> Option<Value> {
    match json::item(item) {
        Ok(mut data) => {
            tame(&mut data);
            Some(data)
        }
        Err(exhibit) => {
            let (at, view) = (place(exhibit)?, usize::from(exhibit.insider));
            Some(
                json!({ "kind": "message", "scene": exhibit.scene, "at": at, "view": view, "only": exhibit.only, "points": exhibit.points }),
            )
        }
    }
}

/// Makes texts visible line by line; a command stays as it is to be typed.
fn tame(data: &mut Value) {
    match data {
        Value::String(text) => *text = text.split('\n').map(visible).collect::<Vec<_>>().join("\n"),
        Value::Array(parts) => parts.iter_mut().for_each(tame),
        Value::Object(parts) => {
            parts.iter_mut().filter(|(key, _)| !matches!(key.as_str(), "line" | "windows")).for_each(|(_, v)| tame(v));
        }
        _ => {}
    }
}
