//! The body of an encrypted record: its parts as they crossed the wire, and, if it opens, what was encrypted.

use std::ops::Range;

use super::codes::content_type;
use super::decrypt::{Opened, Outcome, Record, sealed_label};
use super::half::HEADER;
use super::numbers::content_type::APPLICATION_DATA;
use super::record::{EMPTY, Read, content};
use super::session::Session;
use crate::cursor::{blame, bytes};
use crate::field::{Field, Label, Span, Value};
use crate::message::{Message, Origin};
use crate::names::tls_rare::ECH_INNER_RANDOM;
use crate::names::{UNEXPLAINED, tls_record as label};

/// The fields of a record's body.
pub(super) fn read(
    message: &mut Message,
    session: &mut Session<'_>,
    record: Record<'_>,
    read: &mut Read,
) -> Vec<Field> {
    let (len, kind) = (record.body.len(), record.header[0]);
    let (outcome, shape) = session.open(message.side, record);
    let span = Span::new(message.index, 0, HEADER..HEADER + len);
    let parts = shape.parts(len).into_iter();
    let here = |(label, range): (&'static Label, Range<usize>)| {
        message.leaf(0, HEADER + range.start..HEADER + range.end, label, Value::NONE)
    };
    let children = if len == 0 { Vec::new() } else { parts.map(here).collect() };
    let mut field = Field { label: sealed_label(kind), span, value: Value::NONE, problem: None, children };
    match outcome {
        Outcome::Opened(opened) => {
            let overhead = (HEADER + len).saturating_sub(opened.content) as u64;
            read.lost = session.found(message.side, opened.lost, overhead);
            let (value, fields) = open(message, session, opened, read);
            field.value = value;
            field.children.extend(fields);
            field.children.extend(session.found.take().map(|random| inner_random(message, &random)));
        }
        Outcome::Closed(why) => {
            session.unread(message.side, HEADER + len);
            field.value = Value::NONE.meaning(why);
        }
        Outcome::Broken(why) => {
            session.unread(message.side, HEADER + len);
            blame(&mut field, why);
        }
    }
    read.meaning = field.value.meaning.clone();
    vec![field]
}

/// The random of an inner hello that nobody here has read: the key log names the connection by it.
fn inner_random(message: &mut Message, random: &[u8; 32]) -> Field {
    let source = message.add_source(Origin::Derived(Vec::new()), random.to_vec());
    let value = Value::NONE.meaning(
        "this record can be decrypted with a secret that the key log has under this random. No hello on the wire \
            has this random, so the server accepted the encrypted hello",
    );
    message.leaf(source, 0..random.len(), &ECH_INNER_RANDOM, value)
}

/// What was encrypted, a source of its own.
fn open(message: &mut Message, session: &mut Session<'_>, opened: Opened, read: &mut Read) -> (Value, Vec<Field>) {
    let Opened { bytes: inner, with, kind, content: len, rest, problem, early, .. } = opened;
    let record = Span::new(message.index, 0, HEADER..message.wire().len());
    let all = inner.len();
    let source = message.add_source(Origin::Decrypted { record, with }, inner);
    let mut fields = match kind {
        Some(kind) => content(message, session, kind, source, 0..len, read),
        None => Vec::new(),
    };
    let from = fields.len();
    for (label, range) in rest {
        let value = match &message.bytes(&Span::new(message.index, source, range.clone())) {
            [kind] if *label == label::CONTENT_TYPE => content_type::value(*kind),
            [len] if *label == label::PADDING_LENGTH => Value::number(u64::from(*len)),
            _ => Value::NONE,
        };
        fields.push(message.leaf(source, range, label, value));
    }
    if let (Some(problem), Some(last)) = (problem, fields.get_mut(from..).and_then(<[Field]>::last_mut)) {
        blame(last, problem);
    }
    if let Some(last) = fields.last_mut().filter(|_| len == 0 && kind.is_some_and(|kind| kind != APPLICATION_DATA)) {
        blame(last, EMPTY);
    }
    let Some(kind) = kind else {
        let mut nothing = message.leaf(source, 0..all, &UNEXPLAINED, Value::NONE);
        blame(&mut nothing, "only zeros: a record without a type, which ends the connection");
        return (Value::NONE, vec![nothing]);
    };
    let name = content_type::about(kind).0;
    let what = match len {
        0 => format!("{name}, empty"),
        _ => format!("{name}, {}", bytes(len as u64)),
    };
    read.early = early;
    let what = match (early, session.facts.early_accepted) {
        (false, _) => what,
        (true, Some(false)) => format!("{what}, early: the server refused it, and the client sends it again"),
        (true, _) => format!("{what}, early: anyone who recorded it can replay it"),
    };
    (Value::NONE.meaning(what), fields)
}
