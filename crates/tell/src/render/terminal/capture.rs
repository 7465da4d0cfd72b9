//! A capture's story in a terminal: its events, a line each, and who learns what of it.

use super::items::seen;
use crate::render::flow::{hanging, indented, wrap};
use crate::render::ink::{Ink, Row, columns};
use crate::render::value::count;
use crate::story::{Chronicle, Event, EventKind, Heard, Listener, Seen};
use wirewalk_dissect::recording::StreamNumber;

/// The words before a failure, in an event's text.
const FAILED: &str = "; failed: ";

/// What happened: seconds since the first event, the packet, the message by its conversation and index, and what it is.
pub fn chronicle(chronicle: &Chronicle, width: usize) -> Vec<Row> {
    let time = |event: &Event| format!("{:.6}", event.at.since(chronicle.begun).as_secs_f64());
    let packet = |event: &Event| event.packet.map(|packet| packet.to_string()).unwrap_or_default();
    let cells = |event: &Event| [time(event), packet(event), place(event)];
    let mut widths = ["seconds", "packet", "bytes"].map(columns);
    for event in &chronicle.events {
        widths.iter_mut().zip(cells(event)).for_each(|(width, cell)| *width = (*width).max(columns(&cell)));
    }
    let front = |[seconds, packet, place]: [String; 3], ink: Ink| {
        let [a, b, c] = widths;
        Row::new().and(format!("{seconds:>a$}  {packet:>b$}  {place:<c$}  "), ink)
    };
    let mut rows =
        vec![front(["seconds", "packet", "bytes"].map(str::to_owned), Ink::Title).and("what happened", Ink::Title)];
    for event in &chronicle.events {
        let first = front(cells(event), Ink::Dim);
        // Where beside the columns there is little room, what happened stands below them.
        let room = width.saturating_sub(first.width());
        if room >= 40 {
            rows.extend(hanging(first, wrap(&said(event), &[room])));
        } else {
            rows.push(first);
            rows.extend(indented(wrap(&said(event), &[width - 4]), 4));
        }
    }
    if chronicle.more > 0 {
        let more = count(chronicle.more, "more event is", "more events are");
        rows.push(Row::new().and(format!("{more} not told."), Ink::Plain));
    }
    rows
}

/// Where it stands: as the steps of a walk and the JSON name a message.
fn place(event: &Event) -> String {
    let number = StreamNumber::of(event.conversation);
    event.message.map_or_else(|| number.to_string(), |message| format!("{number}/{message}"))
}

fn said(event: &Event) -> Row {
    match event.text.split_once(FAILED) {
        Some((before, failed)) => Row::new().and(before, Ink::Plain).and(FAILED, Ink::Plain).and(failed, Ink::Failed),
        None if event.kind == EventKind::Alert => Row::new().and(&event.text, Ink::Failed),
        None => Row::new().and(&event.text, Ink::Plain),
    }
}

/// Who learns what: a heading for each listener, then what they have, what says so, and what hides it.
pub fn listeners(listeners: &[Listener], width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for listener in listeners {
        if !rows.is_empty() {
            rows.push(Row::new());
        }
        let mut who = listener.who.chars();
        let who: String = who.next().into_iter().flat_map(char::to_uppercase).chain(who).collect();
        rows.extend(wrap(&Row::new().and(who, Ink::Title), &[width]));
        rows.extend(listener.rows.iter().flat_map(|heard| one(heard, width)));
        if listener.more > 0 {
            rows.push(Row::new().and(format!("  and {} more", listener.more), Ink::Plain));
        }
    }
    rows
}

fn one(heard: &Heard, width: usize) -> Vec<Row> {
    let mark = seen(heard.seen);
    let room = width.saturating_sub(mark.width()).max(20);
    let value = Row::new().and(format!("{}: ", heard.what), Ink::Plain).and(&heard.value, Ink::Strong);
    let mut lines = wrap(&value, &[room]);
    lines.extend(wrap(&Row::new().and(&heard.evidence, Ink::Plain), &[room]));
    let label = if heard.seen == Seen::Hidden { "" } else { "would hide it: " };
    let hides = heard.hides.as_ref().map(|hides| Row::new().and(label, Ink::Dim).and(hides, Ink::Plain));
    lines.extend(hides.into_iter().flat_map(|hides| wrap(&hides, &[room])));
    hanging(mark, lines).collect()
}
