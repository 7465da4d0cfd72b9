//! A message of HTTP/3 in a few words: on which stream, which frame, and what it is about.

use super::value::{count, first_words};
use wirewalk_dissect::names::http3;
use wirewalk_dissect::{Datum, Field, Label, Message};

/// Fields of a frame that tell what it is about, in the order in which they are told.
static TELLING: [&Label; 8] = [
    &http3::STATUS,
    &http3::METHOD,
    &http3::PATH,
    &http3::SETTING,
    &http3::GOAWAY,
    &http3::PRIORITY_VALUE,
    &http3::PUSH_ID,
    &http3::STREAM_TYPE,
];

/// The gist of a message; `None`: it is none of HTTP/3.
pub(super) fn gist(message: &Message) -> Option<String> {
    let first = first(message)?;
    let stream = message.find(&http3::STREAM).and_then(Field::number);
    let on = stream.map(|stream| format!(", stream {stream}")).unwrap_or_default();
    let name = name(first);
    let all = |label: &&'static Label| message.all(label).filter_map(told).collect::<Vec<_>>().join(", ");
    let mut words: Vec<String> = TELLING.iter().map(all).filter(|told| !told.is_empty() && *told != name).collect();
    let data = message.find(&http3::DATA).or_else(|| message.find(&http3::STREAM_DATA));
    words.extend(data.map(content));
    Some(match words.is_empty() {
        true => format!("{name}{on}"),
        false => format!("{name}{on}: {}", words.join(" ")),
    })
}

/// What its first part means.
pub(super) fn meaning(message: &Message) -> Option<&str> {
    let first = first(message)?;
    Some(first.value.meaning.as_deref().unwrap_or(first.label.why))
}

/// The first field that does not only say on which stream it lies, if it is one of HTTP/3.
fn first(message: &Message) -> Option<&Field> {
    let first = message.fields.iter().find(|field| !field.is(&http3::STREAM))?;
    let is = |prefix: &str| first.label.id.starts_with(prefix);
    (is("http3.") || is("wirewalk.http3.") || is("wirewalk.qpack.")).then_some(first)
}

fn name(field: &Field) -> String {
    let kind = || field.find(&http3::TYPE).and_then(named);
    named(field).or_else(kind).unwrap_or_else(|| field.label.name.to_owned())
}

fn named(field: &Field) -> Option<String> {
    match &field.value.datum {
        Datum::Named { name, .. } => Some(name.to_string()),
        Datum::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// A value in one line.
fn told(field: &Field) -> Option<String> {
    Some(match &field.value.datum {
        Datum::Named { number, name } if name.parse::<u64>().is_err() && field.is(&http3::STATUS) => {
            format!("{number} {name}")
        }
        _ => field.name()?.split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

/// How long a body is, and what was recognised in it or how it begins.
fn content(field: &Field) -> String {
    let length = count(field.span.len() as u64, "byte", "bytes");
    match (&field.value.datum, field.children.first()) {
        (_, Some(recognised)) => format!("{length}, {}", recognised.label.name),
        (Datum::Text(text), None) => match first_words(text) {
            words if words.is_empty() => length,
            words => format!("{length}, “{words}”"),
        },
        _ => length,
    }
}
