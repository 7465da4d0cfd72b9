//! Recordings made by hand, and messages as text.

use std::fmt::Write;

use bytes::Bytes;
use wirewalk::dissect::{Datum, Field, Message, dissect, tiling};
use wirewalk::recording::{Connection, Endpoint, Recording, Secrets, Side, Timestamp, What, WireEvent};

/// When everything happens: 2023-11-14T22:13:20Z.
pub const NOW: u64 = 1_700_000_000;

/// An event in this second.
pub fn event(side: Side, what: What) -> WireEvent {
    WireEvent { at: Timestamp(NOW * 1_000_000_000), side, what, packet: None }
}

/// The client sends this.
pub fn c(bytes: impl AsRef<[u8]>) -> WireEvent {
    event(Side::Client, What::Bytes(Bytes::copy_from_slice(bytes.as_ref())))
}

/// The server sends this.
pub fn s(bytes: impl AsRef<[u8]>) -> WireEvent {
    event(Side::Server, What::Bytes(Bytes::copy_from_slice(bytes.as_ref())))
}

/// The connection is closed in order.
pub fn close() -> WireEvent {
    event(Side::Client, What::Close)
}

/// One connection on which this happens.
pub fn connection(id: u32, events: Vec<WireEvent>) -> Connection {
    let end = |name: &str, port| Endpoint { name: name.to_owned(), addr: ([127, 0, 0, 1], port).into() };
    Connection { id, hop: 0, client: end("Alice", 40_000), server: end("Bob", 5985), events }
}

/// What one connection says to someone with these secrets; every message is checked for tiling.
pub fn messages_with(events: &[WireEvent], secrets: &Secrets) -> Vec<Message> {
    let recording = Recording { connections: vec![connection(0, events.to_vec())] };
    let messages: Vec<Message> = dissect(&recording, secrets).collect();
    for (nth, message) in messages.iter().enumerate() {
        assert_eq!(message.index as usize, nth);
        if let Err(error) = tiling::check(message) {
            panic!("message {nth}: {error}\n{}", tree(message));
        }
    }
    messages
}

/// What one connection says to Eve.
pub fn messages(events: &[WireEvent]) -> Vec<Message> {
    messages_with(events, &Secrets::none())
}

/// All messages as text.
pub fn trees(messages: &[Message]) -> String {
    messages.iter().map(tree).collect::<Vec<_>>().join("\n")
}

/// A message as text: one line for each field, indented.
pub fn tree(message: &Message) -> String {
    let mut text = format!(
        "#{} {} at {}, {} bytes{}\n",
        message.index,
        message.side,
        message.offset,
        message.wire().len(),
        message.sources[1..].iter().map(|s| format!(", {} {:?}", s.bytes.len(), s.origin)).collect::<String>(),
    );
    message.fields.iter().for_each(|field| branch(field, 1, &mut text));
    text
}

fn branch(field: &Field, depth: usize, text: &mut String) {
    let Field { label, span, value, problem, children } = field;
    let source = if span.source == 0 { String::new() } else { format!("{}:", span.source) };
    let _ = write!(text, "{}{} {source}{}..{}", "  ".repeat(depth), label.id, span.range.start, span.range.end);
    let _ = match &value.datum {
        Datum::None => Ok(()),
        Datum::Text(t) => write!(text, " {t:?}"),
        Datum::Number(n) | Datum::Time(n) => write!(text, " {n}"),
        Datum::Named { number, name } => write!(text, " {number} {name}"),
        Datum::Flag(flag) => write!(text, " {flag}"),
    };
    if let Some(meaning) = &value.meaning {
        let _ = write!(text, " -- {meaning}");
    }
    if let Some(problem) = problem {
        let _ = write!(text, " !! {problem}");
    }
    text.push('\n');
    children.iter().for_each(|child| branch(child, depth + 1, text));
}

// Each test uses what it needs of this; what one does not need is not dead.
const _: fn(&[Message]) -> String = trees;
