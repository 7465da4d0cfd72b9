//! The JSON of a whole walk: what was said, what held, and every message of every scene in both views.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{ConversationId, FORMAT, MessageView, predictions, story};
use crate::story::{Exhibit, Item, Piece, Scene, Transcript, pieces, words};
use wirewalk_dissect::Message;
use wirewalk_dissect::recording::Endpoint;

/// A whole walk.
pub struct WalkView<'a>(pub &'a Transcript);

impl Serialize for WalkView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let transcript = self.0;
        // What was made of a capture may quote it, and leads nowhere.
        let leads = transcript.subject.lesson().is_some();
        let steps = transcript.steps.iter().map(|step| {
            let text = if leads { words(&step.text) } else { step.text.to_string() };
            let links = if leads { links(&step.text) } else { Vec::new() };
            let items =
                step.items.iter().map(|shown| item(shown).unwrap_or_else(|exhibit| message(transcript, exhibit)));
            json!({ "id": step.id, "title": step.title, "text": text, "links": links,
                    "items": items.collect::<Vec<_>>() })
        });
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", &FORMAT)?;
        // `null`: a walk through somebody's captures.
        map.serialize_entry("lesson", &transcript.subject.lesson())?;
        map.serialize_entry("steps", &steps.collect::<Vec<_>>())?;
        map.serialize_entry("seed", &transcript.seed)?;
        map.serialize_entry("predictions", &predictions::told(transcript))?;
        map.serialize_entry("claims", &transcript.claims().collect::<Vec<_>>())?;
        map.serialize_entry("kept", &transcript.kept)?;
        map.serialize_entry("scenes", &transcript.scenes.iter().map(SceneView).collect::<Vec<_>>())?;
        map.end()
    }
}

struct SceneView<'a>(&'a Scene);

impl Serialize for SceneView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let end = |e: &Endpoint| json!({ "name": e.name, "address": e.addr.to_string() });
        let connections = self.0.recording.connections.iter().map(
            |c| json!({ "id": ConversationId(c.id), "hop": c.hop, "client": end(&c.client), "server": end(&c.server) }),
        );
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.0.id)?;
        map.serialize_entry("connections", &connections.collect::<Vec<_>>())?;
        map.serialize_entry("eve", &Messages(&self.0.eve))?;
        map.serialize_entry("insider", &Messages(&self.0.insider))?;
        map.end()
    }
}

/// Written one after the other, never all at once.
struct Messages<'a>(&'a [Message]);

impl Serialize for Messages<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(MessageView))
    }
}

/// What a step shows: `kind` says which keys follow.
///
/// # Errors
/// A message, which is named by its place in a transcript.
pub fn item(item: &Item) -> Result<Value, &Exhibit> {
    Ok(match item {
        Item::Message(exhibit) => return Err(exhibit),
        Item::Asks(prediction) => predictions::asks(prediction),
        Item::Answers(prediction) => predictions::answers(prediction),
        Item::Values(values) => {
            let values = values.iter().map(|(name, value)| json!({ "id": name.id, "name": name.text, "value": value }));
            json!({ "kind": "values", "values": values.collect::<Vec<_>>() })
        }
        Item::Table(rows) => json!({ "kind": "table", "rows": rows }),
        Item::Folded { table, shown } => json!({ "kind": "table", "rows": table, "shown": shown }),
        Item::Swatches(table) => {
            let rows = table.rows.iter();
            let rows = rows.map(|(name, all)| json!({ "id": name.id, "name": name.text, "swatches": all }));
            json!({ "kind": "swatches", "head": table.head, "rows": rows.collect::<Vec<_>>() })
        }
        Item::Chart(chart) => {
            json!({ "kind": "chart", "id": chart.title.id, "title": chart.title.text, "across": chart.across.text,
                    "series": chart.series })
        }
        Item::Ledger(rows) => json!({ "kind": "ledger", "rows": rows }),
        Item::Chronicle(chronicle) => story::chronicle(chronicle),
        Item::Listeners(all) => {
            json!({ "kind": "listeners", "listeners": all.iter().map(story::listener).collect::<Vec<_>>() })
        }
        Item::Claim(claim) => {
            json!({ "kind": "claim", "id": claim.id, "text": claim.text, "held": claim.held, "evidence": claim.evidence })
        }
        Item::Commands(commands) => json!({ "kind": "commands", "commands": commands }),
        Item::Code(name, lines) => json!({ "kind": "code", "id": name.id, "name": name.text, "lines": lines }),
    })
}

fn message(transcript: &Transcript, exhibit: &Exhibit) -> Value {
    let message = transcript.exhibit(exhibit);
    json!({
        "kind": "message",
        "scene": transcript.scenes.get(exhibit.scene).map(|s| &s.id),
        "connection": message.map(|m| ConversationId(m.connection)),
        "message": message.map(|m| m.index),
        "view": if exhibit.insider { "insider" } else { "eve" },
        "only": exhibit.only,
        "points": exhibit.points,
    })
}

/// The words of a text that name a field.
fn links(text: &str) -> Vec<Value> {
    let link = |piece: &Piece| match piece {
        Piece::Field { words, id } => Some(json!({ "words": words, "field": id })),
        Piece::Plain(_) => None,
    };
    pieces(text).iter().filter_map(link).collect()
}
