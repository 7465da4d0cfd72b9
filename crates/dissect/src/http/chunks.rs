//! Chunked framing (RFC 9112 §7.1): where a chunk ends, and its fields.

use std::ops::Range;

use crate::cursor::{Cursor, Stop, blame, bytes, count, lossy, preview, stop};
use crate::names::http as label;
use crate::protocol::PIECE;
use crate::recording::Side;
use crate::{Field, Value};

use super::lines::{beginning, content, find_empty_line, find_lf, header, header_len, is_space, line_end, line_len};

/// The longest first line of a chunk, extensions and all.
const LONGEST_SIZE_LINE: usize = 16 * 1024;

/// The size in a chunk's first line: hexadecimal digits, then nothing, white space or an extension.
fn size(line: &[u8]) -> Option<u64> {
    let digits = digits(line);
    let rest = content(line).strip_prefix(digits)?;
    let ends_well = rest.iter().find(|b| !is_space(b)).is_none_or(|b| *b == b';');
    let text = str::from_utf8(digits).ok().filter(|_| ends_well)?;
    u64::from_str_radix(text, 16).ok()
}

fn digits(line: &[u8]) -> &[u8] {
    line.split(|b| !b.is_ascii_hexdigit()).next().unwrap_or_default()
}

/// How many bytes the line end after the data takes, 0 if something else stands there; `None`: too early to tell.
fn boundary(after_data: &[u8]) -> Option<usize> {
    match after_data {
        [b'\n', ..] => Some(1),
        [b'\r', b'\n', ..] => Some(2),
        [] | [b'\r'] => None,
        _ => Some(0),
    }
}

/// What is known of the chunk that bytes are read of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Its size; `None`: its first line comes now.
    pub size: Option<u64>,
    /// How many bytes of data are still to come.
    pub left: u64,
    /// How far it was looked through, so that one that comes byte by byte is not looked through each time.
    looked: Looked,
}

/// What was found of a chunk so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Looked {
    /// So many bytes hold no line feed.
    seen: usize,
    /// Where the first line's line feed is, and the size before it if there is one.
    line: Option<(usize, Option<u64>)>,
    /// From where on the end of the trailers is looked for.
    trailers: usize,
}

impl Chunk {
    /// One whose first line comes now.
    pub(super) fn new() -> Chunk {
        Chunk { size: None, left: 0, looked: Looked::default() }
    }
}

/// How a body in chunks goes on after what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// With the next chunk, or with more of this one.
    More(Chunk),
    /// Not at all: that was the last chunk.
    End,
    /// Nobody can tell: the framing is broken, or cut off.
    Broken,
}

/// How many bytes the next message of a body in chunks takes.
pub(super) enum Extent {
    /// So many.
    Known(usize),
    /// It is too early to tell.
    Wait,
    /// It will never be known.
    Never(&'static str),
}

/// A chunk, or a piece of a long one, in what is held.
pub(super) fn extent(held: &[u8], chunk: &mut Chunk) -> Extent {
    let (line, left) = match chunk.size {
        Some(_) => (0, chunk.left),
        None => match chunk.looked.first_line(held) {
            None if held.len() >= LONGEST_SIZE_LINE => {
                return Extent::Never("the first line of a chunk is longer than 16 KiB");
            }
            None => return Extent::Wait,
            Some((lf, None)) => return Extent::Known(lf + 1),
            Some((lf, Some(0))) => return chunk.looked.last_extent(held, lf),
            Some((lf, Some(size))) => (lf + 1, size),
        },
    };
    let data_end = match usize::try_from(left) {
        Ok(left) if left <= PIECE => line + left,
        _ if held.len() >= line + PIECE => return Extent::Known(line + PIECE),
        _ => return Extent::Wait,
    };
    held.get(data_end..).and_then(boundary).map_or(Extent::Wait, |len| Extent::Known(data_end + len))
}

impl Looked {
    /// Where the first line's line feed is, and the size before it.
    fn first_line(&mut self, held: &[u8]) -> Option<(usize, Option<u64>)> {
        if self.line.is_none() {
            let within = beginning(held, LONGEST_SIZE_LINE);
            match find_lf(within.get(self.seen..).unwrap_or_default()) {
                None => self.seen = within.len(),
                Some(lf) => self.line = Some((self.seen + lf, size(beginning(held, self.seen + lf + 1)))),
            }
        }
        self.line
    }

    fn last_extent(&mut self, held: &[u8], lf: usize) -> Extent {
        self.trailers = self.trailers.max(lf);
        match find_empty_line(held, &mut self.trailers) {
            Some(end) if end <= PIECE => Extent::Known(end),
            None if held.len() < PIECE => Extent::Wait,
            _ => Extent::Never("trailers longer than 64 KiB"),
        }
    }
}

/// Reads a chunk or a piece of one: its fields, where the data lies, and how the body goes on.
pub(super) fn read(message: u32, side: Side, all: &[u8], chunk: Chunk) -> (Vec<Field>, Range<usize>, Next) {
    let mut c = Cursor::new(message, 0, all);
    let mut data = 0..0;
    // A stop at this level leaves the rest unexplained, which `finish` does.
    let next = parts(&mut c, side, all.len(), chunk, &mut data).unwrap_or(Next::Broken);
    (c.finish(), data, next)
}

fn parts(c: &mut Cursor<'_>, side: Side, all: usize, chunk: Chunk, data: &mut Range<usize>) -> Result<Next, Stop> {
    let size = match chunk.size {
        Some(size) => size,
        None => size_line(c)?,
    };
    let left = if chunk.size.is_some() { chunk.left } else { size };
    if size == 0 {
        last(c, side)?;
        return Ok(Next::End);
    }
    let (start, done) = (all - c.left(), size - left);
    let len = usize::try_from(left).unwrap_or(usize::MAX).min(c.left());
    *data = start..start + len;
    if len > 0 {
        let value = match len as u64 == size {
            true => preview(beginning(c.rest(), len)).meaning(format!("the chunk's {}", bytes(size))),
            false => Value::NONE.meaning(format!("bytes {done} to {} of the chunk's {size}", done + len as u64)),
        };
        c.leaf(&label::CHUNK_DATA, len, value)?;
    }
    let left = left - len as u64;
    if left > 0 {
        return Ok(Next::More(Chunk { size: Some(size), left, ..Chunk::new() }));
    }
    line_end(c, &label::CHUNK_BOUNDARY)?;
    Ok(Next::More(Chunk::new()))
}

fn size_line(c: &mut Cursor<'_>) -> Result<u64, Stop> {
    let line = c.rest();
    let found = size(line).filter(|_| find_lf(line).is_some());
    c.group(&label::CHUNK_SIZE, line_len(line), |c| {
        let digits = digits(c.rest());
        if digits.is_empty() {
            return stop("no hexadecimal digits: one program refuses the chunk, another takes the size for 0");
        }
        c.text(&label::CHUNK_DIGITS, digits.len())?;
        let extension = content(c.rest());
        if !extension.is_empty() {
            let field = c.text(&label::CHUNK_EXTENSION, extension.len())?;
            if !extension.starts_with(b";") {
                blame(field, "something that is not an extension follows the size: programs disagree about the size");
            } else if extension.contains(&b'\r') {
                blame(field, "a CR without LF in the extension: for some programs the line ends here");
            }
        }
        line_end(c, &label::LINE_END)?;
        let Some(size) = found else {
            return stop(format!("{:?} is not a valid size", lossy(digits)));
        };
        let meaning = match size {
            0 => "the last chunk".to_owned(),
            _ => format!("{} of the body follow", bytes(size)),
        };
        Ok(Value::number(size).meaning(meaning))
    })?;
    found.map_or_else(|| stop("no size"), Ok)
}

/// What follows the last chunk: trailers, if any, and an empty line.
fn last(c: &mut Cursor<'_>, side: Side) -> Result<(), Stop> {
    let mut rest = c.rest();
    let mut number = 0;
    while !matches!(rest, [] | [b'\n', ..] | [b'\r', b'\n', ..] | [b'\r']) {
        rest = rest.split_at(header_len(rest)).1;
        number += 1;
    }
    let len = c.left() - rest.len();
    if len > 0 {
        c.group(&label::TRAILERS, len, |c| {
            while c.left() > 0 {
                header(c, side, Some(&label::TRAILER_LINE))?;
            }
            Ok(Value::NONE.meaning(count(number, "trailer")))
        })?;
    }
    line_end(c, &label::CHUNKED_END)
}
