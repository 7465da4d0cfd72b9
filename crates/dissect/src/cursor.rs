//! Reading bytes into fields so that no byte is left out.

#![deny(clippy::arithmetic_side_effects)]

use std::borrow::Cow;
use std::ops::Range;

use super::field::{Datum, Field, Label, Problem, Span, UNEXPLAINED, Value};

/// Why a group was given up.
pub(super) type Stop = Problem;

/// Reads one range of one source from front to back; every byte it passes becomes part of a field.
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    pos: usize,
    end: usize,
    message: u32,
    source: u16,
    fields: Vec<Field>,
}

impl<'a> Cursor<'a> {
    /// Reads a whole source.
    pub(super) fn new(message: u32, source: u16, bytes: &'a [u8]) -> Cursor<'a> {
        Cursor::within(message, source, bytes, 0..bytes.len())
    }

    /// The same, where there will be about so many fields: room for them is made once.
    pub(super) fn expecting(message: u32, source: u16, bytes: &'a [u8], fields: usize) -> Cursor<'a> {
        Cursor { bytes, pos: 0, end: bytes.len(), message, source, fields: Vec::with_capacity(fields) }
    }

    /// Reads a range of a source, whose bytes are all given.
    pub(super) fn within(message: u32, source: u16, bytes: &'a [u8], range: Range<usize>) -> Cursor<'a> {
        let end = range.end.min(bytes.len());
        // A header line has five parts, and few groups have more.
        Cursor { bytes, pos: range.start.min(end), end, message, source, fields: Vec::with_capacity(5) }
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.pos..self.end).unwrap_or_default()
    }

    /// How many fields are read, not counting those inside others.
    pub(super) fn count(&self) -> usize {
        self.fields.len()
    }

    /// How many bytes are not read yet.
    pub(super) fn left(&self) -> usize {
        self.end.saturating_sub(self.pos)
    }

    /// The range of the next `len` bytes, for the origin of a derived source.
    pub(super) fn span(&self, len: usize) -> Span {
        Span::new(self.message, self.source, self.pos..self.pos.saturating_add(len).min(self.end))
    }

    /// The next `len` bytes are this leaf.
    pub(super) fn leaf(&mut self, label: &'static Label, len: usize, value: Value) -> Result<&mut Field, Stop> {
        let span = self.advance(label, len)?;
        Ok(self.add(Field::leaf(label, span, value)))
    }

    /// Some bits of the next byte, 0 the most significant, are this leaf; the last ones pass the byte.
    pub(super) fn bits(&mut self, label: &'static Label, bits: Range<u8>, value: Value) -> Result<&mut Field, Stop> {
        let before = self.pos;
        let mut span = self.advance(label, 1)?;
        if bits.end < 8 {
            self.pos = before;
        }
        span.bits = Some(bits);
        Ok(self.add(Field::leaf(label, span, value)))
    }

    /// Some bits of the next `len` bytes, 0 the most significant of the first, are this leaf. They pass the bytes that they end, and need
    /// not begin in the first of them: what is asked for next counts its bits from the byte that they end in, unless they end it.
    pub(super) fn wide(
        &mut self,
        label: &'static Label,
        len: usize,
        bits: Range<u8>,
        value: Value,
    ) -> Result<&mut Field, Stop> {
        let before = self.pos;
        let mut span = self.advance(label, len)?;
        let whole = usize::from(bits.end / 8);
        self.pos = before.saturating_add(whole).min(self.end);
        span.bits = Some(bits);
        Ok(self.add(Field::leaf(label, span, value)))
    }

    /// Some bits of the next `len` bytes are this group, and pass these bytes if they end with the last of them.
    pub(super) fn wide_group<F>(
        &mut self,
        label: &'static Label,
        len: usize,
        bits: Range<u8>,
        read: F,
    ) -> Result<&mut Field, Stop>
    where
        F: FnOnce(&mut Cursor<'a>) -> Result<Value, Stop>,
    {
        let before = self.pos;
        let mut span = self.advance(label, len)?;
        self.pos = before.saturating_add(usize::from(bits.end / 8)).min(self.end);
        span.bits = Some(bits);
        let mut inner = Cursor::within(self.message, self.source, self.bytes, span.range.clone());
        let (value, problem) = match read(&mut inner) {
            Ok(value) => (value, None),
            Err(stop) => (Value::NONE, Some(stop)),
        };
        // The bits before it and behind it are others' to read.
        let children = inner.fields;
        Ok(self.add(Field { label, span, value, problem, children }))
    }

    /// The next `len` bytes are read by `read`, whose fields stand beside those that were read before. If it stops, the problem stands at
    /// what is unexplained.
    pub(super) fn part<F>(&mut self, len: usize, read: F)
    where
        F: FnOnce(&mut Cursor<'a>) -> Result<(), Stop>,
    {
        let end = self.pos.saturating_add(len).min(self.end);
        let mut inner = Cursor::within(self.message, self.source, self.bytes, self.pos..end);
        let problem = read(&mut inner).err();
        let left = inner.left();
        let mut fields = inner.finish();
        if let (Some(problem), Some(last)) = (problem, fields.last_mut().filter(|_| left > 0)) {
            last.problem = Some(problem);
        }
        self.fields.append(&mut fields);
        self.pos = end;
    }

    /// Where the next byte stands in its source.
    pub(super) fn pos(&self) -> usize {
        self.pos
    }

    /// The field read last.
    pub(super) fn last(&mut self) -> Option<&mut Field> {
        self.fields.last_mut()
    }

    /// The next `len` bytes are this leaf, whose value is its text.
    pub(super) fn text(&mut self, label: &'static Label, len: usize) -> Result<&mut Field, Stop> {
        let value = Value::text(lossy(self.rest().get(..len).unwrap_or_default()));
        self.leaf(label, len, value)
    }

    /// The next `len` bytes are this group; `read` reads its parts and returns its value.
    ///
    /// If `read` stops, the group carries the problem, what was not read is unexplained, and the parent goes on.
    pub(super) fn group<F>(&mut self, label: &'static Label, len: usize, read: F) -> Result<&mut Field, Stop>
    where
        F: FnOnce(&mut Cursor<'a>) -> Result<Value, Stop>,
    {
        let span = self.advance(label, len)?;
        let mut inner = Cursor::within(self.message, self.source, self.bytes, span.range.clone());
        let (value, problem) = match read(&mut inner) {
            Ok(value) => (value, None),
            Err(stop) => (Value::NONE, Some(stop)),
        };
        let children = inner.finish();
        Ok(self.add(Field { label, span, value, problem, children }))
    }

    /// A group that is as long as what `read` takes. If it stops, all that is left belongs to the group.
    pub(super) fn open_group<F>(&mut self, label: &'static Label, read: F) -> &mut Field
    where
        F: FnOnce(&mut Cursor<'a>) -> Result<Value, Stop>,
    {
        let mut inner = Cursor::within(self.message, self.source, self.bytes, self.pos..self.end);
        let (value, problem) = match read(&mut inner) {
            Ok(value) => {
                inner.end = inner.pos;
                (value, None)
            }
            Err(stop) => (Value::NONE, Some(stop)),
        };
        let span = Span::new(self.message, self.source, self.pos..inner.end);
        self.pos = inner.end;
        let children = inner.finish();
        self.add(Field { label, span, value, problem, children })
    }

    /// The fields read; what was not read becomes an unexplained leaf.
    pub(super) fn finish(mut self) -> Vec<Field> {
        // Of the byte that is due some bits may have been read.
        let bits = self.fields.last().filter(|field| field.span.range.end > self.pos).and_then(|f| f.span.bits.clone());
        if let Some(read) = bits.map(|bits| bits.end % 8).filter(|read| *read > 0) {
            // It cannot stop: the byte is there.
            let _ = self.bits(&UNEXPLAINED, read..8, Value::NONE);
        }
        let left = self.left();
        if left > 0 {
            // It cannot stop: exactly what is left is taken.
            let _ = self.leaf(&UNEXPLAINED, left, Value::NONE);
        }
        self.fields
    }

    fn advance(&mut self, label: &'static Label, len: usize) -> Result<Span, Stop> {
        let left = self.left();
        if len > left {
            return Err(Problem(Cow::Owned(format!(
                "{} needs {}, but only {left} remain",
                label.name,
                bytes(len as u64)
            ))));
        }
        let span = self.span(len);
        self.pos = span.range.end;
        Ok(span)
    }

    fn add(&mut self, field: Field) -> &mut Field {
        add(&mut self.fields, field)
    }
}

/// Adds a field after the others, and gives it where it is now.
pub(super) fn add(fields: &mut Vec<Field>, field: Field) -> &mut Field {
    let at = fields.len();
    fields.push(field);
    #[expect(clippy::indexing_slicing, reason = "the line before wrote it there")]
    &mut fields[at]
}

/// Adds a problem to a field, after those that it has.
pub(super) fn blame(field: &mut Field, problem: impl Into<Cow<'static, str>>) {
    let problem = problem.into();
    field.problem = Some(match field.problem.take() {
        Some(Problem(earlier)) => Problem(Cow::Owned(format!("{earlier}; {problem}"))),
        None => Problem(problem),
    });
}

/// A group's problem that stops it.
pub(super) fn stop<T>(problem: impl Into<Cow<'static, str>>) -> Result<T, Stop> {
    Err(Problem(problem.into()))
}

/// `1 byte`, `11 bytes`.
pub(super) fn bytes(n: u64) -> String {
    count(n, "byte")
}

/// `1 character`, `11 characters`.
pub(super) fn count(n: u64, what: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {what}{plural}")
}

/// Bytes as text; what is not UTF-8 shows as U+FFFD.
pub(super) fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Short printable bytes as their text, others as no value: a body has no name for itself.
pub(super) fn preview(bytes: &[u8]) -> Value {
    const LONGEST: usize = 1024;
    let plain = |b: &u8| matches!(b, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0x80..);
    let text = Some(bytes).filter(|b| b.len() <= LONGEST && b.iter().all(plain)).and_then(|b| str::from_utf8(b).ok());
    Value { datum: text.map_or(Datum::None, |t| Datum::Text(t.to_owned())), meaning: None }
}
