//! Compressed headers: put together, told apart, decompressed (RFC 7541).
//!
//! The library holds the table and the Huffman code. It is given one representation at a time, whose length was measured
//! before: so each has its place, and what is cut off never reaches it.

use bytes::Bytes;
use httlib_hpack::Decoder;

use crate::cursor::{Cursor, Stop, blame, count, lossy};
use crate::field::{Field, Label, Problem, Span, Value};
use crate::http::list::{self, Line, Parts};
use crate::message::{Message, Origin};
use crate::names::http2 as label;

/// The table that a connection begins with, in bytes (RFC 9113 §6.5.2).
const TABLE: u32 = 4096;
/// More is not kept, whatever a side asks for.
const LARGEST_TABLE: u32 = 1 << 20;
/// More compressed headers are not put together, in bytes.
const LONGEST: usize = 256 << 10;
/// More decompressed headers are not shown: a few bytes can stand for many.
const LONGEST_LIST: usize = 256 << 10;

/// Nor in more frames: one may carry nothing at all.
const MOST_FRAMES: usize = 4096;

/// What a side's compressed headers build on.
pub(super) struct Headers {
    /// `None`: something was lost, and nothing can be decompressed any more.
    decoder: Option<Decoder<'static>>,
    /// Headers whose end has not come: their stream, and where their pieces lie.
    begun: Option<(u32, Pieces)>,
}

/// Pieces of compressed headers.
#[derive(Default)]
struct Pieces {
    all: Vec<(Span, Bytes)>,
    /// How many bytes they have together.
    len: usize,
}

impl Headers {
    pub(super) fn new() -> Headers {
        Headers { decoder: Some(Decoder::with_dynamic_size(TABLE)), begun: None }
    }

    /// The other side has said how much may be kept.
    pub(super) fn allow(&mut self, size: u32) {
        if let Some(decoder) = &mut self.decoder {
            decoder.set_max_dynamic_size(size.min(LARGEST_TABLE));
        }
    }

    /// Something was lost.
    pub(super) fn lose(&mut self) {
        (self.decoder, self.begun) = (None, None);
    }

    /// Takes the compressed headers of a frame, which begins them or goes on with them, on this stream, and perhaps ends
    /// them: then they are decompressed.
    pub(super) fn take(
        &mut self,
        message: &mut Message,
        frame: &mut Field,
        (begins, stream, ends): (bool, u32, bool),
    ) -> Result<(), String> {
        let is_block = |field: &&mut Field| field.is(&label::HEADERS) || field.is(&label::CONTINUATION);
        let leaf = frame.children.iter_mut().find(is_block);
        let piece = leaf.as_ref().map(|leaf| (leaf.span.clone(), message.wire().slice(leaf.span.range.clone())));
        let mut pieces = match (begins, self.begun.take()) {
            (true, None) => Pieces::default(),
            (false, Some((begun, pieces))) if begun == stream => pieces,
            (true, Some(_)) => {
                self.lose();
                return Err("earlier headers were begun and not finished".to_owned());
            }
            (false, _) => {
                self.lose();
                return Err("no headers were begun on this stream".to_owned());
            }
        };
        pieces.len += piece.as_ref().map_or(0, |(_, bytes)| bytes.len());
        pieces.all.extend(piece);
        if pieces.len > LONGEST || pieces.all.len() > MOST_FRAMES {
            self.lose();
            return Err(format!("more than {LONGEST} bytes of compressed headers, or more than {MOST_FRAMES} pieces"));
        }
        if !ends {
            if let Some(leaf) = leaf {
                leaf.value = Value::NONE.meaning("a piece: more follows in a CONTINUATION frame");
            }
            self.begun = Some((stream, pieces));
            return Ok(());
        }
        let Some(leaf) = leaf else { return Ok(()) };
        let Some(decoder) = &mut self.decoder else {
            leaf.value = Value::NONE.meaning("not decompressed: earlier headers that they refer to were lost");
            return Ok(());
        };
        let (source, block) = joined(message, pieces.all, leaf);
        let mut text = Vec::new();
        let (mut whole, mut stopped) = (Vec::new(), None);
        let mut c = Cursor::within(message.index, source.unwrap_or(0), &block.0, block.1.clone());
        if let Err(Problem(problem)) = representations(&mut c, decoder, &mut text, &mut whole) {
            stopped = Some(problem);
            self.lose();
        }
        let mut parts = c.finish();
        let span = Span::new(message.index, source.unwrap_or(0), block.1);
        parts.extend(list::fields(message, span.clone(), text, &whole, &PARTS));
        let meaning = count(whole.len() as u64, "header");
        leaf.value = Value::NONE.meaning(meaning.clone());
        match source {
            None => leaf.children = parts,
            Some(_) => {
                let value = Value::NONE.meaning(meaning);
                leaf.children.push(Field { label: &label::HEADERS, span, value, problem: None, children: parts });
            }
        }
        if let Some(problem) = stopped {
            blame(leaf, problem);
        }
        Ok(())
    }
}

/// Headers of several frames in a source of their own; those of one lie where they are. Gives the bytes of the source and
/// the range in it.
fn joined(
    message: &mut Message,
    pieces: Vec<(Span, Bytes)>,
    leaf: &Field,
) -> (Option<u16>, (Bytes, std::ops::Range<usize>)) {
    if pieces.len() < 2 {
        return (None, (message.wire().clone(), leaf.span.range.clone()));
    }
    let bytes: Bytes = pieces.iter().map(|(_, bytes)| &bytes[..]).collect::<Vec<_>>().concat().into();
    let origin = Origin::Joined(pieces.into_iter().map(|(span, _)| span).collect());
    let source = message.add_source(origin, bytes.clone());
    let all = 0..bytes.len();
    (Some(source), (bytes, all))
}

/// Each representation a leaf; what it stands for is added to the text.
fn representations(
    c: &mut Cursor<'_>,
    decoder: &mut Decoder<'static>,
    text: &mut Vec<u8>,
    lines: &mut Vec<Line>,
) -> Result<(), Stop> {
    let broken = |why: &str| Problem(format!("cannot be decompressed: {why}").into());
    while c.left() > 0 {
        let Some(len) = measure(c.rest()) else { return Err(broken("a header is cut off, or a number too long")) };
        let mut representation = c.rest().get(..len).unwrap_or_default().to_vec();
        let kind = kind_of(representation.first().copied().unwrap_or_default());
        let mut found = Vec::with_capacity(1);
        if let Err(error) = decoder.decode_exact(&mut representation, &mut found) {
            return Err(broken(&format!("{error:?}")));
        }
        let Some((name, value, _)) = found.into_iter().next() else {
            c.leaf(&label::REPRESENTATION, len, Value::NONE.meaning(kind))?;
            continue;
        };
        let shown = Value::text(lossy(&name)).meaning(kind);
        c.leaf(&label::REPRESENTATION, len, shown)?;
        if text.len() + name.len() + value.len() > LONGEST_LIST {
            return Err(broken(&format!("more than {LONGEST_LIST} bytes of headers")));
        }
        text.extend_from_slice(&name);
        let name_end = text.len();
        text.extend_from_slice(b": ");
        text.extend_from_slice(&value);
        lines.push((name_end, text.len()));
        text.extend_from_slice(b"\r\n");
    }
    Ok(())
}

/// How HTTP/2 names the parts of a list.
const PARTS: Parts = Parts {
    header: &label::HEADER,
    name: &label::HEADER_NAME,
    colon: &label::HEADER_COLON,
    value: &label::HEADER_VALUE,
    end: &label::HEADER_END,
    own,
    say: |_, value| Value::text(lossy(value)),
};

fn own(name: &[u8]) -> Option<&'static Label> {
    Some(match name {
        b":method" => &label::METHOD,
        b":path" => &label::PATH,
        b":scheme" => &label::SCHEME,
        b":authority" => &label::AUTHORITY,
        b":status" => &label::STATUS,
        b"cookie" => &label::COOKIE,
        b"set-cookie" => &label::SET_COOKIE,
        b"authorization" => &label::AUTHORIZATION,
        _ => return None,
    })
}

/// How a representation that begins with this byte stands for a header (RFC 7541 §6).
fn kind_of(first: u8) -> &'static str {
    match first {
        0x80.. => "a number from the table, for both name and value",
        0x40..0x80 => "written out, and stored in the table for the next time",
        0x20..0x40 => "not a header: the size limit for the table from here on",
        0x10..0x20 => "written out, and never to be stored in any table, because it is sensitive",
        _ => "written out, and not stored in the table",
    }
}

/// How long the representation is that begins here; `None`: it is cut off, or a number in it has more than five bytes.
fn measure(bytes: &[u8]) -> Option<usize> {
    let first = *bytes.first()?;
    let (index, mut at) = match first {
        0x80.. => return integer(bytes, 7).map(|(_, len)| len),
        0x20..0x40 => return integer(bytes, 5).map(|(_, len)| len),
        0x40..0x80 => integer(bytes, 6)?,
        _ => integer(bytes, 4)?,
    };
    for _ in 0..if index == 0 { 2 } else { 1 } {
        let rest = bytes.get(at..)?;
        let (len, head) = integer(rest, 7)?;
        at = at.checked_add(head)?.checked_add(len).filter(|end| *end <= bytes.len())?;
    }
    Some(at)
}

/// A number whose first byte has so many bits of it, and how many bytes it takes (RFC 7541 §5.1).
fn integer(bytes: &[u8], prefix: u32) -> Option<(usize, usize)> {
    let mask = (1_usize << prefix) - 1;
    let mut value = usize::from(*bytes.first()?) & mask;
    if value < mask {
        return Some((value, 1));
    }
    for (i, byte) in bytes.iter().enumerate().take(5).skip(1) {
        value += usize::from(byte & 0x7f) << (7 * (i - 1));
        if byte & 0x80 == 0 {
            return Some((value, i + 1));
        }
    }
    None
}
