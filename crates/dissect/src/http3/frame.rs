//! One frame: its header, and what its type carries.

use super::codes::{self, kind};
use super::payload::{self, Known, Said};
use super::stream::{Role, Stream, about};
use super::{rules, values};
use crate::cursor::{Cursor, Stop, blame, bytes};
use crate::field::{Field, Value};
use crate::grpc::Calls;
use crate::http::list;
use crate::message::Message;
use crate::names::{http3 as label, qpack as qpack_label};
use crate::protocol::Opening;
use crate::qpack::Lines;
use crate::read::{variable, varint};

/// A frame's header: its type, the length of what follows, and how many bytes both take; `None`: its end has not come.
pub(super) fn header(held: &[u8]) -> Option<(u64, u64, usize)> {
    let (first, kind) = variable(held)?;
    let (second, len) = variable(held.get(first..)?)?;
    Some((kind, len, first + second))
}

/// Reads the frame that is the whole message; `known`: what its headers may refer to; `room`: how long they may become.
pub(super) fn read(
    message: &mut Message,
    stream: &Stream,
    (known, room): (Known<'_>, usize),
    calls: &mut Calls,
    opening: &Opening<'_>,
) -> Said {
    let wire = message.wire().clone();
    let (mut said, mut kind) = (Said { lines: Lines::within(room), ..Said::default() }, 0);
    let mut c = Cursor::new(message.index, 0, &wire);
    // It cannot stop: all there is is taken.
    let _ = c.group(&label::FRAME, wire.len(), |c| {
        kind = head(c, stream.id)?;
        let len = c.left();
        if len > 0 {
            c.group(&label::PAYLOAD, len, |c| {
                payload::read(c, kind, known, &mut said)?;
                Ok(Value::NONE.meaning(bytes(len as u64)))
            })?;
        }
        Ok(Value::text(codes::frame_name(kind)))
    });
    let mut fields = c.finish();
    if let Some(frame) = fields.first_mut() {
        frame.value = Value::text(codes::frame_name(kind)).meaning(meaning(kind, stream, &said));
        if let Some(why) = rules::misplaced(kind, stream) {
            blame(frame, why);
        }
        if let Some(why) = rules::malformed(kind, stream, &said).filter(|_| !is_broken(frame)) {
            blame(frame, format!("{why}: H3_MESSAGE_ERROR"));
        }
        let is_call = said.values(b"content-type").any(|kind| kind.starts_with(b"application/grpc"));
        let is_udp = said.values(b":protocol").any(|protocol| protocol == b"connect-udp");
        (said.is_call, said.is_udp) = (is_call, is_udp);
        headers(message, frame, &mut said);
        if let Some(data) = frame.find_mut(&label::DATA) {
            look(message, data, stream, calls, opening);
        }
    }
    message.fields = fields;
    said
}

/// The stream, the type and the length.
fn head(c: &mut Cursor<'_>, stream: u64) -> Result<u64, Stop> {
    c.leaf(&label::STREAM, 0, about(stream))?;
    let kind = varint(c, &label::TYPE, codes::frame_type)?;
    varint(c, &label::LENGTH, Value::number)?;
    Ok(kind)
}

/// The beginning of a frame that comes in pieces, or what there is of one that was cut off, as the whole message.
pub(super) fn begin(message: &mut Message, stream: &Stream, meaning: String, problem: Option<String>) {
    let wire = message.wire().clone();
    let mut c = Cursor::new(message.index, 0, &wire);
    // It cannot stop: all there is is taken.
    let _ = c.group(&label::FRAME, wire.len(), |c| {
        let kind = head(c, stream.id)?;
        let len = c.left();
        if len > 0 {
            let leaf = if kind == kind::HEADERS { &qpack_label::UNREAD } else { content(kind) };
            c.group(&label::PAYLOAD, len, |c| {
                payload::rest(c, leaf)?;
                Ok(Value::NONE.meaning(meaning.clone()))
            })?;
        }
        Ok(Value::text(codes::frame_name(kind)).meaning(format!("on stream {}: {meaning}", stream.id)))
    });
    if let (Some(problem), Some(field)) = (problem, c.last()) {
        blame(field, problem);
    }
    message.fields = c.finish();
}

/// A later piece of a frame, as the whole message.
pub(super) fn piece(message: &mut Message, stream: &Stream, kind: u64, meaning: String, problem: Option<String>) {
    let wire = message.wire().clone();
    let mut c = Cursor::new(message.index, 0, &wire);
    // It cannot stop: all there is is taken.
    let _ = c.group(&label::PAYLOAD, wire.len(), |c| {
        c.leaf(&label::STREAM, 0, about(stream.id))?;
        payload::rest(c, content(kind))?;
        Ok(Value::text(codes::frame_name(kind)).meaning(format!("on stream {}: {meaning}", stream.id)))
    });
    if let (Some(problem), Some(field)) = (problem, c.last()) {
        blame(field, problem);
    }
    message.fields = c.finish();
}

fn content(kind: u64) -> &'static crate::Label {
    match kind {
        kind::DATA => &label::DATA,
        other if codes::is_reserved(other) => &label::RESERVED,
        _ => &label::UNKNOWN,
    }
}

/// Whether something of a frame could not be read.
fn is_broken(frame: &Field) -> bool {
    frame.walk().any(|field| field.problem.is_some())
}

/// The decompressed headers, below the compressed ones.
fn headers(message: &mut Message, frame: &mut Field, said: &mut Said) {
    let Some(section) = frame.find_mut(&qpack_label::SECTION) else { return };
    let text = std::mem::take(&mut said.lines.text);
    said.shown = text.len();
    let from = section.span.clone();
    section.children.extend(list::fields(message, from, text, &said.lines.ends, &values::PARTS));
}

/// What is in a body: calls of gRPC, and what is recognised.
fn look(message: &mut Message, data: &mut Field, stream: &Stream, calls: &mut Calls, opening: &Opening<'_>) {
    if calls.has(stream.id) {
        return calls.data(message, data, stream.id);
    }
    let wire = message.wire().clone();
    if let Some((name, children)) = opening.look(message, 0, &wire, data.span.range.clone()) {
        data.value = Value::NONE.meaning(format!("{}: {name}", bytes(data.span.len() as u64)));
        data.children = children;
    }
}

fn meaning(kind: u64, stream: &Stream, said: &Said) -> String {
    let on = match stream.role {
        Role::Control => "on the control stream".to_owned(),
        Role::Push => format!("on stream {}, which is pushed", stream.id),
        _ => format!("on stream {}", stream.id),
    };
    let has = |name: &[u8]| said.has(name);
    let what = match kind {
        kind::HEADERS if said.lines.unknown > 0 => "headers that cannot all be known here",
        kind::HEADERS if has(b":method") => "a request",
        kind::HEADERS if said.begins(b":status: 1") => "an interim response: the final one follows",
        kind::HEADERS if has(b":status") => "a response",
        kind::HEADERS if stream.has_headers => "trailers, after the body",
        kind::PUSH_PROMISE => "the request that the pushed response will answer",
        _ => return on,
    };
    format!("{on}: {what}")
}

impl Said {
    /// Whether there is a header of this name.
    pub(super) fn has(&self, name: &[u8]) -> bool {
        self.values(name).next().is_some()
    }

    /// Whether the first header begins like this.
    fn begins(&self, with: &[u8]) -> bool {
        self.lines.text.starts_with(with)
    }

    /// Every header, name and value.
    pub(super) fn all(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let mut begin = 0;
        self.lines.ends.iter().filter_map(move |(name_end, value_end)| {
            let name = self.lines.text.get(begin..*name_end);
            begin = value_end + 2;
            Some((name?, self.lines.text.get(name_end + 2..*value_end)?))
        })
    }

    /// The values of all headers of this name.
    pub(super) fn values<'a>(&'a self, name: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
        self.all().filter(move |(found, _)| *found == name).map(|(_, value)| value)
    }
}
