//! The JSON of a whole walk: what was said, what held, and every message of every scene in both views.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::{FORMAT, MessageView};
use crate::story::{
    About, Chart, Claim, Command, Exhibit, Item, LedgerRow, Name, Question, Scene, Series, Step, Swatch, Transcript,
};
use wirewalk_dissect::Message;
use wirewalk_dissect::recording::{Connection, Endpoint};

/// The view of a transcript.
pub fn view(transcript: &Transcript) -> impl Serialize + '_ {
    WalkView {
        format: FORMAT,
        lesson: transcript.subject.lesson(),
        steps: Steps(transcript),
        claims: transcript.claims().collect(),
        kept: &transcript.kept,
        scenes: transcript.scenes.iter().map(SceneView::new).collect(),
    }
}

#[derive(Serialize)]
struct WalkView<'a> {
    format: u32,
    /// `None`: a walk through somebody's captures.
    lesson: Option<&'static About>,
    steps: Steps<'a>,
    claims: Vec<&'a Claim>,
    kept: &'a BTreeMap<&'static str, String>,
    scenes: Vec<SceneView<'a>>,
}

#[derive(Serialize)]
struct SceneView<'a> {
    id: &'a str,
    connections: Vec<ConnectionView<'a>>,
    eve: Messages<'a>,
    insider: Messages<'a>,
}

impl<'a> SceneView<'a> {
    fn new(scene: &'a Scene) -> SceneView<'a> {
        SceneView {
            id: &scene.id,
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
    id: &'a str,
    title: &'a str,
    text: &'a str,
    items: Vec<ItemView<'a>>,
}

impl<'a> StepView<'a> {
    fn new(transcript: &'a Transcript, step: &'a Step) -> StepView<'a> {
        let items = step.items.iter().filter_map(|item| ItemView::new(transcript, item)).collect();
        StepView { id: &step.id, title: &step.title, text: &step.text, items }
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
        scene: Option<&'a str>,
        connection: Option<u32>,
        message: Option<u32>,
        view: &'static str,
        only: &'a [&'static str],
    },
    Values {
        values: Vec<ValueView<'a>>,
    },
    Table {
        rows: &'a [Vec<String>],
    },
    Swatches {
        head: &'static [&'static str],
        rows: Vec<SwatchRow<'a>>,
    },
    Chart(ChartView<'a>),
    Ledger {
        rows: &'a [LedgerRow],
    },
    Claim(&'a Claim),
    Commands {
        commands: &'a [Command],
    },
}

#[derive(Serialize)]
struct ValueView<'a> {
    #[serde(flatten)]
    name: &'static Name,
    value: &'a str,
}

#[derive(Serialize)]
struct SwatchRow<'a> {
    #[serde(flatten)]
    name: &'static Name,
    swatches: &'a [Option<Swatch>],
}

#[derive(Serialize)]
struct ChartView<'a> {
    id: &'static str,
    title: &'static str,
    across: &'static str,
    series: &'a [Series],
}

impl<'a> ChartView<'a> {
    fn new(Chart { title, across, series, .. }: &'a Chart) -> ChartView<'a> {
        ChartView { id: title.id, title: title.text, across: across.text, series }
    }
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
            Item::Values(values) => {
                ItemView::Values { values: values.iter().map(|(name, value)| ValueView { name, value }).collect() }
            }
            Item::Table(rows) => ItemView::Table { rows },
            Item::Swatches(table) => ItemView::Swatches {
                head: table.head,
                rows: table.rows.iter().map(|(name, swatches)| SwatchRow { name, swatches }).collect(),
            },
            Item::Chart(chart) => ItemView::Chart(ChartView::new(chart)),
            Item::Ledger(rows) => ItemView::Ledger { rows },
            Item::Claim(claim) => ItemView::Claim(claim),
            Item::Commands(commands) => ItemView::Commands { commands },
        })
    }

    fn answers(question: &'static Question, chosen: Option<usize>) -> ItemView<'a> {
        let Question { id, ask, choices, answer, because } = question;
        let answer = (*answer < choices.len()).then_some(*answer);
        ItemView::Answers { id, ask, choices, chosen, answer, because }
    }

    fn message(transcript: &'a Transcript, exhibit: &'a Exhibit) -> ItemView<'a> {
        let message = transcript.exhibit(exhibit);
        ItemView::Message {
            scene: transcript.scenes.get(exhibit.scene).map(|s| &*s.id),
            connection: message.map(|m| m.connection),
            message: message.map(|m| m.index),
            view: if exhibit.insider { "insider" } else { "eve" },
            only: &exhibit.only,
        }
    }
}
