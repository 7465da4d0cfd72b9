//! gRPC: calls over HTTP/2, whose arguments and results are messages with five bytes before each, and whose outcome stands in the
//! trailers.
//!
//! Sources: "gRPC over HTTP2", the protobuf documentation on encoding.

mod inflate;
mod protobuf;
mod status;

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::cursor::{Cursor, Stop, bytes};
use crate::field::{Field, Span, Value};
use crate::message::{Message, Origin};
use crate::names::grpc as label;
use crate::protocol::PIECE;

pub(crate) use status::{status, status_text};

/// So many calls are followed at once.
const MOST: usize = 1024;
/// A message is put together from no more frames.
const MOST_FRAMES: usize = 256;
/// So many messages of a frame are decompressed.
const MOST_OPENED: usize = 16;
/// Bytes before a message.
const PREFIX: usize = 5;

/// The calls of a connection, by their streams: what one side has begun to send on each.
#[derive(Default)]
pub(crate) struct Calls {
    streams: BTreeMap<u64, Sending>,
}

/// What one side is in the middle of.
#[derive(Default)]
struct Sending {
    /// The beginning of the five bytes.
    prefix: Vec<u8>,
    /// How much of the message is still to come, once the five bytes are there.
    left: Option<usize>,
    compressed: bool,
    /// Its pieces so far; given up where they are too many.
    pieces: Vec<(Span, Bytes)>,
    len: usize,
}

impl Calls {
    /// A call begins on this stream.
    pub(crate) fn begin(&mut self, stream: u64) {
        if self.streams.len() < MOST {
            self.streams.entry(stream).or_default();
        }
    }

    /// Whether a call has begun on this stream.
    pub(crate) fn has(&self, stream: u64) -> bool {
        self.streams.contains_key(&stream)
    }

    /// Nothing more comes on this stream.
    pub(crate) fn end(&mut self, stream: u64) {
        self.streams.remove(&stream);
    }

    /// Something is missing, nobody knows of which stream.
    pub(crate) fn lose(&mut self) {
        self.streams.clear();
    }

    /// Takes the data of a frame apart, if it belongs to a call.
    pub(crate) fn data(&mut self, message: &mut Message, data: &mut Field, stream: u64) {
        let Some(sending) = self.streams.get_mut(&stream) else { return };
        let wire = message.wire().clone();
        let mut c = Cursor::within(message.index, 0, &wire, data.span.range.clone());
        let mut whole = Vec::new();
        while c.left() > 0 {
            // It cannot stop: no more is read than is there.
            if sending.next(&mut c, &wire, &mut whole).is_err() {
                break;
            }
        }
        data.children = c.finish();
        let mut opened = 0;
        for finished in whole {
            opened += usize::from(finished.compressed);
            if finished.compressed && opened > MOST_OPENED {
                continue;
            }
            open(message, &mut data.children, &wire, finished);
        }
        data.value = Value::NONE.meaning(format!("{}: gRPC", bytes(data.span.len() as u64)));
    }
}

/// A message that is whole, and the number of the field in which it ends.
struct Finished {
    field: usize,
    compressed: bool,
    pieces: Vec<(Span, Bytes)>,
}

impl Sending {
    /// The next message of a frame, or the piece of one.
    fn next(&mut self, c: &mut Cursor<'_>, wire: &Bytes, whole: &mut Vec<Finished>) -> Result<(), Stop> {
        let field = c.count();
        if self.left.is_none() {
            let missing = PREFIX.saturating_sub(self.prefix.len());
            if !self.prefix.is_empty() || c.left() < PREFIX {
                let len = missing.min(c.left());
                self.prefix.extend_from_slice(c.rest().get(..len).unwrap_or_default());
                c.leaf(&label::PREFIX, len, Value::NONE)?;
                self.begins();
                return self.ends(field, whole);
            }
            self.prefix = c.rest().get(..PREFIX).unwrap_or_default().to_vec();
            self.begins();
            let here = self.left.unwrap_or_default().min(c.left() - PREFIX);
            c.group(&label::MESSAGE, PREFIX + here, |c| {
                let flag = c.rest().first().copied().unwrap_or_default();
                c.leaf(&label::COMPRESSED, 1, Value::number(flag.into()))?;
                let len = c.rest().first_chunk().map_or(0, |four| u32::from_be_bytes(*four));
                c.leaf(&label::LENGTH, 4, Value::number(len.into()))?;
                self.piece(c, wire, here)?;
                Ok(Value::NONE)
            })?;
        } else {
            let here = self.left.unwrap_or_default().min(c.left());
            self.piece(c, wire, here)?;
        }
        self.ends(field, whole)
    }

    /// The five bytes are there.
    fn begins(&mut self) {
        let Some((flag, four)) = self.prefix.split_first().and_then(|(flag, rest)| Some((*flag, rest.first_chunk()?)))
        else {
            return;
        };
        self.left = Some(u32::from_be_bytes(*four) as usize);
        self.compressed = flag & 1 != 0;
        (self.pieces, self.len) = (Vec::new(), 0);
    }

    fn piece(&mut self, c: &mut Cursor<'_>, wire: &Bytes, len: usize) -> Result<(), Stop> {
        let left = self.left.unwrap_or_default();
        let is_whole = self.len == 0 && len == left;
        let label = if is_whole { &label::DATA } else { &label::PIECE };
        if len > 0 {
            let field = c.leaf(label, len, Value::NONE.meaning(bytes(len as u64)))?;
            self.len = self.len.saturating_add(len);
            if self.len <= PIECE && self.pieces.len() < MOST_FRAMES {
                let span = field.span.clone();
                let bytes = wire.slice(span.range.clone());
                self.pieces.push((span, bytes));
            }
        }
        self.left = Some(left - len);
        Ok(())
    }

    fn ends(&mut self, field: usize, whole: &mut Vec<Finished>) -> Result<(), Stop> {
        if self.left == Some(0) {
            let kept: usize = self.pieces.iter().map(|(_, bytes)| bytes.len()).sum();
            let pieces = std::mem::take(&mut self.pieces);
            if kept == self.len && kept > 0 {
                whole.push(Finished { field, compressed: self.compressed, pieces });
            }
            self.left = None;
            self.prefix.clear();
            self.len = 0;
        }
        Ok(())
    }
}

/// What is in a message that is whole.
fn open(message: &mut Message, fields: &mut [Field], wire: &Bytes, finished: Finished) {
    let Some(outer) = fields.get_mut(finished.field) else { return };
    let is_content = |field: &&mut Field| field.is(&label::DATA) || field.is(&label::PIECE);
    let leaf = match outer.is(&label::MESSAGE) {
        true => outer.children.iter_mut().rev().find(is_content),
        false => Some(outer),
    };
    let Some(leaf) = leaf else { return };
    let (source, all, range) = match finished.pieces.as_slice() {
        [(span, _)] => (0, wire.clone(), span.range.clone()),
        pieces => {
            let all: Bytes = pieces.iter().map(|(_, bytes)| &bytes[..]).collect::<Vec<_>>().concat().into();
            let origin = Origin::Joined(pieces.iter().map(|(span, _)| span.clone()).collect());
            let len = all.len();
            (message.add_source(origin, all.clone()), all, 0..len)
        }
    };
    if !finished.compressed {
        leaf.children = joined(message, source, &all, range);
        return;
    }
    let packed = all.get(range.clone()).unwrap_or_default();
    let plain = inflate::gzip(packed);
    let mut packed = message.leaf(source, range, &label::DATA, Value::NONE.meaning("compressed"));
    if let Some(plain) = plain {
        let plain = Bytes::from(plain);
        let inner = message.add_source(Origin::Decompressed(packed.span.clone()), plain.clone());
        packed.children = joined(message, inner, &plain, 0..plain.len());
    }
    match source {
        0 => leaf.children = packed.children,
        _ => leaf.children = vec![packed],
    }
}

/// Protobuf in a source, or what is none.
fn joined(message: &Message, source: u16, all: &[u8], range: std::ops::Range<usize>) -> Vec<Field> {
    let fields = protobuf::read(message.index, source, all, range.clone());
    match (fields.is_empty(), source) {
        (true, 0) => fields,
        (true, _) => vec![message.leaf(source, range, &label::DATA, Value::NONE.meaning("not protobuf"))],
        _ => fields,
    }
}
