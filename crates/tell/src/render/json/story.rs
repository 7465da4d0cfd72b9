//! The JSON of a capture's story: its events, and who learns what of it.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{ConversationId, FORMAT, decimal_seconds};
use crate::story::{Chronicle, Event, Listener};
use wirewalk_dissect::recording::Timestamp;

/// Writes a story as lines: each event, then each listener.
pub fn write(mut out: impl Write, chronicle: &Chronicle, listeners: &[Listener]) -> io::Result<()> {
    for told in &chronicle.events {
        line(&mut out, "event", event(told, chronicle.begun))?;
    }
    for one in listeners {
        line(&mut out, "listener", listener(one))?;
    }
    Ok(())
}

fn line(out: impl Write, what: &str, value: Value) -> io::Result<()> {
    let mut line = json!({ "format": FORMAT, "story": what });
    if let (Value::Object(line), Value::Object(value)) = (&mut line, value) {
        line.extend(value);
    }
    super::write(out, &line)
}

/// All events, as an item of a step.
pub(super) fn chronicle(chronicle: &Chronicle) -> Value {
    let events: Vec<Value> = chronicle.events.iter().map(|told| event(told, chronicle.begun)).collect();
    json!({ "kind": "chronicle", "events": events, "untold": chronicle.more })
}

fn event(event: &Event, begun: Timestamp) -> Value {
    let after = event.at.since(begun);
    json!({
        "at": decimal_seconds(event.at),
        "after": format!("{}.{:06}", after.as_secs(), after.subsec_micros()),
        "packet": event.packet,
        "conversation": ConversationId(event.conversation),
        "message": event.message,
        "kind": event.kind.as_str(),
        "lane": event.kind.lane().as_str(),
        "text": event.text,
    })
}

/// One listener, as in an item of a step.
pub(super) fn listener(listener: &Listener) -> Value {
    let row = |row: &crate::story::Heard| json!({ "what": row.what, "value": row.value, "seen": row.seen, "evidence": row.evidence, "hides": row.hides });
    json!({
        "place": listener.place.as_str(),
        "who": listener.who,
        "rows": listener.rows.iter().map(row).collect::<Vec<_>>(),
        "untold": listener.more,
    })
}
