//! The JSON of a whole walk: what was said, what held, and every message of every scene in both views.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::graphics::{ChartView, SwatchRow, swatch_rows};
use super::{FORMAT, MessageView};
use crate::story::{Claim, Command, Exhibit, Item, LedgerRow, Question, Scene, Seen, Step, Transcript};
use wirewalk_dissect::Message;
use wirewalk_dissect::recording::{Connection, Endpoint};

/// The view of a transcript.
pub fn view(transcript: &Transcript) -> impl Serialize + '_ {
    let about = transcript.about;
    WalkView {
        format: FORMAT,
        lesson: LessonView {
            number: about.number,
            title: about.title,
            line: about.line,
            minutes: about.minutes,
            before: about.before,
            objectives: about.objectives,
            read_on: about.read_on.iter().map(|(cite, text)| ReadOn { cite: cite.to_string(), text }).collect(),
        },
        steps: Steps(transcript),
        claims: transcript.claims().map(ClaimView::new).collect(),
        kept: &transcript.kept,
        scenes: transcript.scenes.iter().map(SceneView::new).collect(),
    }
}

#[derive(Serialize)]
struct WalkView<'a> {
    format: u32,
    lesson: LessonView,
    steps: Steps<'a>,
    claims: Vec<ClaimView<'a>>,
    kept: &'a BTreeMap<&'static str, String>,
    scenes: Vec<SceneView<'a>>,
}

#[derive(Serialize)]
struct LessonView {
    number: u8,
    title: &'static str,
    line: &'static str,
    minutes: u16,
    before: &'static str,
    objectives: &'static [&'static str],
    read_on: Vec<ReadOn>,
}

#[derive(Serialize)]
struct ReadOn {
    cite: String,
    text: &'static str,
}

#[derive(Serialize)]
struct ClaimView<'a> {
    id: &'static str,
    text: &'static str,
    held: bool,
    evidence: &'a str,
}

impl<'a> ClaimView<'a> {
    fn new(claim: &'a Claim) -> ClaimView<'a> {
        ClaimView { id: claim.id, text: claim.text, held: claim.held, evidence: &claim.evidence }
    }
}

#[derive(Serialize)]
struct SceneView<'a> {
    id: &'static str,
    connections: Vec<ConnectionView<'a>>,
    eve: Messages<'a>,
    insider: Messages<'a>,
}

impl<'a> SceneView<'a> {
    fn new(scene: &'a Scene) -> SceneView<'a> {
        SceneView {
            id: scene.id,
            connections: scene.recording.connections.iter().map(ConnectionView::new).collect(),
            eve: Messages(&scene.eve),
            insider: Messages(&scene.insider),
        }
    }
}

#[derive(Serialize)]
struct ConnectionView<'a> {
    id: u32,
    hop: u8,
    client: EndpointView<'a>,
    server: EndpointView<'a>,
}

impl<'a> ConnectionView<'a> {
    fn new(connection: &'a Connection) -> ConnectionView<'a> {
        let end = |e: &'a Endpoint| EndpointView { name: &e.name, address: e.addr.to_string() };
        let Connection { id, hop, client, server, .. } = connection;
        ConnectionView { id: *id, hop: *hop, client: end(client), server: end(server) }
    }
}

#[derive(Serialize)]
struct EndpointView<'a> {
    name: &'a str,
    address: String,
}

/// Written one after the other, never all at once.
struct Messages<'a>(&'a [Message]);

impl Serialize for Messages<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(MessageView))
    }
}

struct Steps<'a>(&'a Transcript);

impl Serialize for Steps<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.steps.iter().map(|step| StepView::new(self.0, step)))
    }
}

#[derive(Serialize)]
struct StepView<'a> {
    id: &'static str,
    title: &'static str,
    text: &'static str,
    items: Vec<ItemView<'a>>,
}

impl<'a> StepView<'a> {
    fn new(transcript: &'a Transcript, step: &'a Step) -> StepView<'a> {
        let items = step.items.iter().filter_map(|item| ItemView::new(transcript, item)).collect();
        StepView { id: step.line.id, title: step.line.title, text: step.line.text, items }
    }
}

/// What a step shows, where that needs no transcript; `None`: a message, which is named by its place in one.
pub fn item(item: &Item) -> Option<impl Serialize + '_> {
    ItemView::of(item)
}

/// What a step shows: `kind` says which keys follow.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum ItemView<'a> {
    Asks {
        id: &'static str,
        ask: &'static str,
        choices: &'static [&'static str],
        chosen: Option<usize>,
    },
    Answers {
        id: &'static str,
        ask: &'static str,
        choices: &'static [&'static str],
        chosen: Option<usize>,
        answer: Option<usize>,
        because: &'static str,
    },
    Message {
        scene: Option<&'static str>,
        connection: Option<u32>,
        message: Option<u32>,
        view: &'static str,
        only: &'static [&'static str],
    },
    Values {
        values: Vec<ValueView<'a>>,
    },
    Table {
        rows: &'a [Vec<String>],
    },
    Swatches {
        head: &'static [&'static str],
        rows: Vec<SwatchRow>,
    },
    Chart(ChartView<'a>),
    Ledger {
        rows: Vec<LedgerView<'a>>,
    },
    Claim(ClaimView<'a>),
    Commands {
        commands: Vec<CommandView<'a>>,
    },
}

#[derive(Serialize)]
struct ValueView<'a> {
    id: &'static str,
    name: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
struct LedgerView<'a> {
    what: &'static str,
    seen: &'static str,
    evidence: &'a str,
}

#[derive(Serialize)]
struct CommandView<'a> {
    why: &'static str,
    line: &'a str,
    windows: Option<&'a str>,
    look: &'static str,
}

impl<'a> ItemView<'a> {
    fn new(transcript: &'a Transcript, item: &'a Item) -> Option<ItemView<'a>> {
        match item {
            Item::Message(exhibit) => Some(ItemView::message(transcript, exhibit)),
            item => ItemView::of(item),
        }
    }

    /// What needs no transcript.
    fn of(item: &'a Item) -> Option<ItemView<'a>> {
        Some(match item {
            Item::Message(_) => return None,
            Item::Asks { question: Question { id, ask, choices, .. }, chosen } => {
                ItemView::Asks { id, ask, choices, chosen: *chosen }
            }
            Item::Answers { question, chosen } => ItemView::answers(question, *chosen),
            Item::Values(values) => ItemView::Values {
                values: values.iter().map(|(n, value)| ValueView { id: n.id, name: n.text, value }).collect(),
            },
            Item::Table(rows) => ItemView::Table { rows },
            Item::Swatches(table) => ItemView::Swatches { head: table.head, rows: swatch_rows(table) },
            Item::Chart(chart) => ItemView::Chart(ChartView::new(chart)),
            Item::Ledger(rows) => ItemView::Ledger { rows: rows.iter().map(LedgerView::new).collect() },
            Item::Claim(claim) => ItemView::Claim(ClaimView::new(claim)),
            Item::Commands(commands) => {
                ItemView::Commands { commands: commands.iter().map(CommandView::new).collect() }
            }
        })
    }

    fn answers(question: &'static Question, chosen: Option<usize>) -> ItemView<'a> {
        let Question { id, ask, choices, answer, because } = question;
        let answer = (*answer < choices.len()).then_some(*answer);
        ItemView::Answers { id, ask, choices, chosen, answer, because }
    }

    fn message(transcript: &Transcript, exhibit: &Exhibit) -> ItemView<'a> {
        let message = transcript.exhibit(exhibit);
        ItemView::Message {
            scene: transcript.scenes.get(exhibit.scene).map(|s| s.id),
            connection: message.map(|m| m.connection),
            message: message.map(|m| m.index),
            view: if exhibit.insider { "insider" } else { "eve" },
            only: exhibit.only,
        }
    }
}

impl<'a> LedgerView<'a> {
    fn new(row: &'a LedgerRow) -> LedgerView<'a> {
        let seen = match row.seen {
            Seen::Read => "read",
            Seen::Leaks => "leaks",
            Seen::Hidden => "hidden",
            Seen::Unproven => "unproven",
            Seen::Proven => "proven",
        };
        LedgerView { what: row.what, seen, evidence: &row.evidence }
    }
}

impl<'a> CommandView<'a> {
    fn new(command: &'a Command) -> CommandView<'a> {
        let Command { why, line, windows, look } = command;
        CommandView { why, line, windows: windows.as_deref(), look }
    }
}
