//! JSON of messages and of whole transcripts, as `docs/json.md` describes it.
//!
//! The views below are what is written, key by key in that order; they borrow from the messages, and a writer gets
//! them piece by piece, so that a big recording needs no big string. No key of [`Secrets`](wirewalk_dissect::recording::Secrets)
//! is ever part of a view.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use super::ink::is_unruly;
use super::value::secret_name;
use crate::story::Transcript;
use wirewalk_dissect::recording::capture::Captured;
use wirewalk_dissect::recording::{StreamNumber, Timestamp, Transport, rfc3339};
use wirewalk_dissect::{Datum, Field, Message, Origin, Span};
use wirewalk_ground::digits;

mod predictions;
mod story;
mod walk;

pub use story::write as write_story;
use walk::WalkView;
pub(super) use walk::item;

/// The number of this format; it changes when a reader of the old one would misunderstand the new one.
pub const FORMAT: u32 = 1;

/// Writes one message as one line of JSON.
pub fn write_message(out: impl Write, message: &Message) -> io::Result<()> {
    write(out, &MessageView(message))
}

/// Writes one packet as one line of JSON.
pub fn write_packet(out: impl Write, captured: &Captured, message: &Message) -> io::Result<()> {
    write(out, &PacketView(captured, message))
}

/// Writes a whole walk as one line of JSON, message by message.
pub fn write_transcript(out: impl Write, transcript: &Transcript) -> io::Result<()> {
    write(out, &WalkView(transcript))
}

pub(crate) fn write(mut out: impl Write, view: &impl Serialize) -> io::Result<()> {
    view.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Tame { also: "" }))?;
    out.write_all(b"\n")
}

/// Writes JSON that can stand inside a `<script>` of a page: no `<`, `>` or `&` in it, whatever the texts hold.
pub(super) fn write_inline(mut out: impl Write, data: &serde_json::Value) -> io::Result<()> {
    Ok(data.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Tame { also: "<>&" }))?)
}

/// Compact JSON in which every character that a terminal would obey is a `\u` escape, not only those of ASCII; bytes are a
/// string of their hexadecimal digits.
struct Tame {
    /// Further characters to escape.
    also: &'static str,
}

impl Formatter for Tame {
    /// Nearly all that is written are these digits: no string is made of them, nor are they looked through for escapes.
    fn write_byte_array<W: ?Sized + Write>(&mut self, out: &mut W, bytes: &[u8]) -> io::Result<()> {
        let mut pairs = [[0; 2]; 2048];
        out.write_all(b"\"")?;
        for piece in bytes.chunks(pairs.len()) {
            pairs.iter_mut().zip(piece).for_each(|(pair, byte)| *pair = digits(*byte));
            out.write_all(pairs[..piece.len()].as_flattened())?;
        }
        out.write_all(b"\"")
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        // Nearly all texts are plain.
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
        let m = self.0;
        let sources = m.sources.iter().enumerate().map(|(id, source)| {
            let hex = (!is_key(m, id)).then_some(Digits(&source.bytes));
            SourceView { id, origin: OriginView(&source.origin), hex }
        });
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", &FORMAT)?;
        map.serialize_entry("connection", &ConversationId(m.connection))?;
        map.serialize_entry("message", &m.index)?;
        map.serialize_entry("side", m.side.as_str())?;
        map.serialize_entry("at", &decimal_seconds(m.at))?;
        map.serialize_entry("offset", &m.offset)?;
        map.serialize_entry("sources", &sources.collect::<Vec<_>>())?;
        map.serialize_entry("fields", &fields(&m.fields))?;
        map.end()
    }
}

/// A packet, taken apart.
struct PacketView<'a>(&'a Captured, &'a Message);

impl Serialize for PacketView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let PacketView(captured, message) = self;
        let sources = message.sources.iter().enumerate().map(|(id, source)| {
            let hex = Some(Digits(&source.bytes));
            SourceView { id, origin: OriginView(&source.origin), hex }
        });
        let conversations = captured.conversations.iter().map(|id| ConversationId(*id));
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", &FORMAT)?;
        map.serialize_entry("packet", &captured.number)?;
        map.serialize_entry("at", &decimal_seconds(captured.at))?;
        map.serialize_entry("length", &captured.on_wire)?;
        map.serialize_entry("link_type", &captured.link_type)?;
        map.serialize_entry("conversations", &conversations.collect::<Vec<_>>())?;
        map.serialize_entry("sources", &sources.collect::<Vec<_>>())?;
        map.serialize_entry("fields", &fields(&message.fields))?;
        map.end()
    }
}

/// What a conversation is called: a number for TCP, `udp:3` for a flow of UDP.
pub(crate) struct ConversationId(pub(crate) u32);

impl Serialize for ConversationId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stream = StreamNumber::of(self.0);
        match stream.transport {
            Transport::Tcp => serializer.serialize_u32(stream.number),
            Transport::Udp => serializer.collect_str(&stream),
        }
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
    hex: Option<Digits<'a>>,
}

/// Bytes whose hexadecimal digits are written, see [`Tame`].
struct Digits<'a>(&'a [u8]);

impl Serialize for Digits<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// Where a source comes from; which of the keys are there depends on the kind.
struct OriginView<'a>(&'a Origin);

impl Serialize for OriginView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, span, spans): (_, Option<&Span>, Option<&[Span]>) = match self.0 {
            Origin::Wire => ("wire", None, None),
            Origin::Joined(spans) => ("joined", None, Some(spans)),
            Origin::Dechunked(spans) => ("dechunked", None, Some(spans)),
            Origin::Base64(span) => ("base64", Some(span), None),
            Origin::Decompressed(span) => ("decompressed", Some(span), None),
            Origin::Decrypted { record, .. } => ("decrypted", Some(record), None),
            Origin::Derived(spans) => ("derived", None, Some(spans)),
            Origin::File => ("file", None, None),
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", kind)?;
        if let Some(span) = span {
            map.serialize_entry("span", &SpanView(span))?;
        }
        if let Some(spans) = spans {
            map.serialize_entry("spans", &spans.iter().map(SpanView).collect::<Vec<_>>())?;
        }
        if let Origin::Decrypted { with, .. } = self.0 {
            map.serialize_entry("with", &secret_name(*with))?;
        }
        map.end()
    }
}

struct SpanView<'a>(&'a Span);

impl Serialize for SpanView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("message", &self.0.message)?;
        place(&mut map, self.0)?;
        map.end()
    }
}

/// Where in a message something stands, to the bit if it is not whole bytes.
fn place<M: SerializeMap>(map: &mut M, span: &Span) -> Result<(), M::Error> {
    map.serialize_entry("source", &span.source)?;
    map.serialize_entry("start", &span.range.start)?;
    map.serialize_entry("end", &span.range.end)?;
    let bits = span.bits.as_ref().map(|b| [b.start, b.end]);
    bits.map_or(Ok(()), |bits| map.serialize_entry("bits", &bits))
}

struct FieldView<'a>(&'a Field);

fn fields(fields: &[Field]) -> Vec<FieldView<'_>> {
    fields.iter().map(FieldView).collect()
}

impl Serialize for FieldView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (field, label) = (self.0, self.0.label);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", label.id)?;
        map.serialize_entry("name", label.name)?;
        place(&mut map, &field.span)?;
        map.serialize_entry("value", &DatumView(&field.value.datum))?;
        map.serialize_entry("meaning", &field.value.meaning)?;
        map.serialize_entry("why", label.why)?;
        map.serialize_entry("cite", &label.cite.to_string())?;
        map.serialize_entry("problem", &field.problem.as_ref().map(|p| &p.0))?;
        map.serialize_entry("children", &fields(&field.children))?;
        map.end()
    }
}

struct DatumView<'a>(&'a Datum);

impl Serialize for DatumView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Datum::None => serializer.serialize_none(),
            Datum::Text(text) => serializer.serialize_str(text),
            Datum::Number(number) => serializer.serialize_u64(*number),
            Datum::Named { number, name } => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("number", number)?;
                map.serialize_entry("name", name)?;
                map.end()
            }
            Datum::Time(seconds) => match rfc3339(*seconds) {
                Some(time) => serializer.serialize_str(&time),
                None => serializer.serialize_u64(*seconds),
            },
            Datum::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

/// Seconds since 1970 with all nine decimals, as text: a double would round the nanoseconds away.
fn decimal_seconds(at: Timestamp) -> String {
    format!("{}.{:09}", at.seconds(), at.0 % 1_000_000_000)
}
