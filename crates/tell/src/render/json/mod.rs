//! JSON of messages and of whole transcripts, as `docs/json.md` describes it.
//!
//! The views below are what is written, key by key in that order; they borrow from the messages, and a writer gets
//! them piece by piece, so that a big recording needs no big string. No key of [`Secrets`](wirewalk_dissect::recording::Secrets)
//! is ever part of a view.

use std::fmt;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use super::ink::is_unruly;
use super::value::secret_name;
use crate::story::{Item, Transcript};
use wirewalk_dissect::recording::{Timestamp, rfc3339};
use wirewalk_dissect::{Datum, Field, Message, Origin, Source, Span};

mod walk;

/// The number of this format; it changes when a reader of the old one would misunderstand the new one.
pub const FORMAT: u32 = 1;

/// One message as a JSON value.
pub fn message_json(message: &Message) -> serde_json::Value {
    to_value(MessageView(message))
}

/// A whole walk as a JSON value.
pub fn transcript_json(transcript: &Transcript) -> serde_json::Value {
    to_value(walk::view(transcript))
}

/// Writes one message as one line of JSON.
pub fn write_message(out: impl Write, message: &Message) -> io::Result<()> {
    write(out, &MessageView(message))
}

/// Writes a whole walk as one line of JSON, message by message.
pub fn write_transcript(out: impl Write, transcript: &Transcript) -> io::Result<()> {
    write(out, &walk::view(transcript))
}

/// The views have string keys and no fallible part: serialising them into memory cannot fail.
fn to_value(view: impl Serialize) -> serde_json::Value {
    serde_json::to_value(view).expect("a view is JSON")
}

pub(crate) fn write(mut out: impl Write, view: &impl Serialize) -> io::Result<()> {
    view.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Tame { also: "" }))?;
    out.write_all(b"\n")
}

/// Writes JSON that can stand inside a `<script>` of a page: no `<`, `>` or `&` in it, whatever the texts hold.
pub(super) fn write_inline(mut out: impl Write, data: &serde_json::Value) -> io::Result<()> {
    Ok(data.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Tame { also: "<>&" }))?)
}

/// What a step shows, as in a walk's JSON; `None` for a message, which stands in its scene.
pub(super) fn item_json(item: &Item) -> Option<serde_json::Value> {
    walk::item(item).map(to_value)
}

/// Compact JSON in which every character that a terminal would obey is a `\u` escape, not only those of ASCII.
struct Tame {
    /// Further characters to escape.
    also: &'static str,
}

impl Formatter for Tame {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        // Nearly all that is written is the digits of bytes.
        if self.also.is_empty() && fragment.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return out.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unruly(*c) || self.also.contains(*c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

/// A message; its parts are made while it is written.
struct MessageView<'a>(&'a Message);

impl Serialize for MessageView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View<'a> {
            format: u32,
            connection: u32,
            message: u32,
            side: &'static str,
            at: String,
            offset: u64,
            sources: Vec<SourceView<'a>>,
            fields: Vec<FieldView<'a>>,
        }
        let m = self.0;
        View {
            format: FORMAT,
            connection: m.connection,
            message: m.index,
            side: m.side.as_str(),
            at: decimal_seconds(m.at),
            offset: m.offset,
            sources: (0..).zip(&m.sources).map(|(id, s)| SourceView::new(m, id, s)).collect(),
            fields: m.fields.iter().map(FieldView).collect(),
        }
        .serialize(serializer)
    }
}

/// Whether a source holds what opens a recording.
pub(super) fn is_key(message: &Message, source: usize) -> bool {
    let here = |f: &&Field| usize::from(f.span.source) == source;
    message.walk().filter(here).any(|f| f.label.secret)
}

#[derive(Serialize)]
struct SourceView<'a> {
    id: usize,
    origin: OriginView<'a>,
    /// `None`: a key.
    hex: Option<Hex<'a>>,
}

impl<'a> SourceView<'a> {
    fn new(message: &Message, id: usize, source: &'a Source) -> SourceView<'a> {
        let hex = (!is_key(message, id)).then_some(Hex(&source.bytes));
        SourceView { id, origin: origin(&source.origin), hex }
    }
}

/// Where a source comes from; which of the keys are there depends on the kind.
#[derive(Serialize)]
struct OriginView<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<SpanView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spans: Option<Vec<SpanView<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    with: Option<String>,
}

fn origin<'a>(origin: &'a Origin) -> OriginView<'a> {
    let plain = |kind| OriginView { kind, span: None, spans: None, with: None };
    let of = |kind, span| OriginView { span: Some(SpanView(span)), ..plain(kind) };
    let several =
        |kind, spans: &'a [Span]| OriginView { spans: Some(spans.iter().map(SpanView).collect()), ..plain(kind) };
    match origin {
        Origin::Wire => plain("wire"),
        Origin::Joined(spans) => several("joined", spans),
        Origin::Dechunked(spans) => several("dechunked", spans),
        Origin::Base64(span) => of("base64", span),
        Origin::Decompressed(span) => of("decompressed", span),
        Origin::Decrypted { record, with } => OriginView { with: Some(secret_name(*with)), ..of("decrypted", record) },
        Origin::Derived(spans) => several("derived", spans),
        Origin::File => plain("file"),
    }
}

struct SpanView<'a>(&'a Span);

impl Serialize for SpanView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View {
            message: u32,
            source: u16,
            start: usize,
            end: usize,
            #[serde(skip_serializing_if = "Option::is_none")]
            bits: Option<[u8; 2]>,
        }
        let span = self.0;
        let (start, end) = (span.range.start, span.range.end);
        View { message: span.message, source: span.source, start, end, bits: bits(span) }.serialize(serializer)
    }
}

struct FieldView<'a>(&'a Field);

impl Serialize for FieldView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View<'a> {
            id: &'static str,
            name: &'static str,
            source: u16,
            start: usize,
            end: usize,
            #[serde(skip_serializing_if = "Option::is_none")]
            bits: Option<[u8; 2]>,
            value: DatumView<'a>,
            meaning: Option<&'a str>,
            why: &'static str,
            cite: String,
            problem: Option<&'a str>,
            children: Vec<FieldView<'a>>,
        }
        let (field, label) = (self.0, self.0.label);
        View {
            id: label.id,
            name: label.name,
            source: field.span.source,
            start: field.span.range.start,
            end: field.span.range.end,
            bits: bits(&field.span),
            value: DatumView(&field.value.datum),
            meaning: field.value.meaning.as_deref(),
            why: label.why,
            cite: label.cite.to_string(),
            problem: field.problem.as_ref().map(|p| p.0.as_ref()),
            children: field.children.iter().map(FieldView).collect(),
        }
        .serialize(serializer)
    }
}

struct DatumView<'a>(&'a Datum);

impl Serialize for DatumView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Named<'a> {
            number: u64,
            name: &'a str,
        }
        match self.0 {
            Datum::None => serializer.serialize_none(),
            Datum::Text(text) => serializer.serialize_str(text),
            Datum::Number(number) => serializer.serialize_u64(*number),
            Datum::Named { number, name } => Named { number: *number, name }.serialize(serializer),
            Datum::Time(seconds) => match rfc3339(*seconds) {
                Some(time) => serializer.serialize_str(&time),
                None => serializer.serialize_u64(*seconds),
            },
            Datum::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

fn bits(span: &Span) -> Option<[u8; 2]> {
    span.bits.as_ref().map(|b| [b.start, b.end])
}

/// Seconds since 1970 with all nine decimals, as text: a double would round the nanoseconds away.
fn decimal_seconds(at: Timestamp) -> String {
    format!("{}.{:09}", at.seconds(), at.0 % 1_000_000_000)
}

/// Bytes as lower-case hexadecimal digits, written without a string in between.
struct Hex<'a>(&'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0u8; 512];
        for chunk in self.0.chunks(text.len() / 2) {
            for (pair, byte) in text.chunks_exact_mut(2).zip(chunk) {
                pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
            }
            f.write_str(std::str::from_utf8(&text[..2 * chunk.len()]).map_err(|_| fmt::Error)?)?;
        }
        Ok(())
    }
}

impl Serialize for Hex<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
