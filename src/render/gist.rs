//! A message in a few words, from what its fields say: `GET / HTTP/1.1`, `ClientHello`, `Application Data, 58 bytes`.

use super::pcapng::cut;
use super::value::count;
use crate::dissect::{Datum, Field, Message, Origin};

/// Values are not longer than this, in bytes.
const LONGEST: usize = 100;

/// What a record of TLS may carry, by the ids of the fields that say so.
const HANDSHAKE: &str = "tls.handshake";
const FRAGMENT: &str = "wirewalk.tls.handshake_fragment";
const ALERT: &str = "tls.alert_message";
const CHANGE_CIPHER_SPEC: &str = "tls.change_cipher_spec";
const DATA: &str = "wirewalk.tls.content";

/// The gist of a message and what it means: `GET / HTTP/1.1: …`.
pub fn describe(message: &Message) -> String {
    let Some(first) = message.fields.first() else { return "nothing that has a name".to_owned() };
    if first.label.id == "tls.record" {
        return record(message, first);
    }
    if first.label.id == "http2.stream" {
        let about = first.value.meaning.as_deref().unwrap_or(first.label.why);
        return format!("{}, {about}", frame(message, first));
    }
    let leaves = leaves(first);
    // A value that has a name (a status, a type) says more about the message than one that has none (a version).
    let named = leaves.iter().find(|leaf| matches!(leaf.value.datum, Datum::Named { .. }));
    let mut telling = [first].into_iter().chain(named).chain(leaves);
    let meaning = telling.find_map(|field| field.value.meaning.as_deref()).unwrap_or(first.label.why);
    format!("{}: {meaning}", values(first, leaves))
}

/// The gist of a message alone.
pub fn gist(message: &Message) -> String {
    match message.fields.first() {
        None => "nothing that has a name".to_owned(),
        Some(first) if first.label.id == "tls.record" => parts(message, first).join(", "),
        Some(first) if first.label.id == "http2.stream" => frame(message, first),
        Some(first) => values(first, leaves(first)),
    }
}

/// A frame of HTTP/2: its type, and of headers what is asked or answered.
fn frame(message: &Message, frame: &Field) -> String {
    let name = word(&frame.value.datum).unwrap_or_else(|| frame.label.name.to_owned());
    let telling = ["http2.headers.status", "http2.headers.method", "http2.headers.path"];
    let words: Vec<String> = telling.iter().filter_map(|id| word(&message.find(id)?.value.datum)).collect();
    match words.is_empty() {
        true => name,
        false => format!("{name}: {}", words.join(" ")),
    }
}

/// A record of TLS: what it carries, and what the first of that means.
fn record(message: &Message, record: &Field) -> String {
    let carried = record.walk().find(|f| matches!(f.label.id, HANDSHAKE | ALERT | CHANGE_CIPHER_SPEC | DATA));
    let meaning = match carried {
        Some(data) if data.label.id == DATA => Some(data.label.why),
        Some(carried) => carried.walk().find_map(|f| f.value.meaning.as_deref()),
        None => record.value.meaning.as_deref(),
    };
    // That it is encrypted is said already.
    let meaning = meaning.unwrap_or(record.label.why).trim_start_matches("encrypted: ");
    let problem = record.walk().find_map(|f| f.problem.as_ref()).map(|p| format!("; problem: {p}")).unwrap_or_default();
    format!("{}: {meaning}{problem}", parts(message, record).join(", "))
}

/// Each thing that a record carries: handshake messages by name, data by length, and whether it had to be decrypted.
fn parts(message: &Message, record: &Field) -> Vec<String> {
    let mut parts: Vec<String> = record.walk().filter_map(part).collect();
    let opened = |field: &Field| {
        let source = message.sources.get(usize::from(field.span.source));
        source.is_some_and(|source| matches!(source.origin, Origin::Decrypted { .. }))
    };
    match parts.last_mut() {
        Some(last) if record.walk().any(opened) => last.push_str(" (decrypted)"),
        Some(_) => {}
        None => parts.extend(sealed(record)),
    }
    parts
}

fn part(field: &Field) -> Option<String> {
    match field.label.id {
        HANDSHAKE => Some(word(&field.value.datum).map_or(field.label.name.to_owned(), |name| camel_case(&name))),
        FRAGMENT if field.children.is_empty() => Some(field.label.name.to_owned()),
        ALERT => Some(word(&field.value.datum).map_or("Alert".to_owned(), |name| format!("Alert {name}"))),
        CHANGE_CIPHER_SPEC => Some("ChangeCipherSpec".to_owned()),
        DATA => Some(format!("Application Data, {}", count(field.span.len() as u64, "byte", "bytes"))),
        _ => None,
    }
}

/// A record that was not opened: what it says that it is, and how long that is.
fn sealed(record: &Field) -> Option<String> {
    let name = record.children.iter().find_map(|field| match &field.value.datum {
        Datum::Named { name, .. } => Some(name.as_ref()),
        _ => None,
    });
    let body = record.children.last().filter(|_| record.children.len() > 3);
    let length = count(body.map_or(0, |field| field.span.len()) as u64, "byte", "bytes");
    Some(format!("{}, {length}, encrypted", name?))
}

/// `client_hello` as the standards' prose has it: `ClientHello`.
fn camel_case(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    };
    name.split('_').map(capital).collect()
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
fn values(first: &Field, leaves: &[Field]) -> String {
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
            (!text.is_empty()).then(|| cut(&text, LONGEST).to_owned())
        }
        Datum::Number(number) | Datum::Time(number) => Some(number.to_string()),
        Datum::Named { number, name } => Some(format!("{number} {name}")),
        Datum::Flag(_) | Datum::None => None,
    }
}
