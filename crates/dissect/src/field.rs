//! One tree of fields: labels that say what a field is, values that say what this one holds, spans that say where.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::rfc::{self, Cite};

/// What a field is, whatever it holds: name, purpose, source. One static per kind of field, by which its fields are found.
#[derive(Debug, Eq)]
pub struct Label {
    /// Wireshark's own field name where it has one (`http.request.method`), so that it can be pasted into the display
    /// filter; otherwise one that begins with `wirewalk.`.
    pub id: &'static str,
    /// A few words for a person.
    pub name: &'static str,
    /// One or two sentences: what the field is for.
    pub why: &'static str,
    /// The standard that defines it.
    pub cite: Cite,
    /// What sort of thing it is, for the eye.
    pub sort: Sort,
    /// Whether it may stand for many bytes that are not taken apart: they are content, or look random on purpose.
    pub opaque: bool,
    /// Whether it holds what opens a recording: it is shown to a person and written into no file.
    pub secret: bool,
}

/// What sort of thing a field is; fields of one sort have one colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// A group, a delimiter, or what no other sort fits.
    #[default]
    Plain,
    /// How much follows, or padding that makes something as long as it has to be.
    Length,
    /// A type, a version, a status: a number with a meaning.
    Number,
    /// Something to choose from, or that was chosen: suites, groups, protocols.
    Choice,
    /// Random, or new each time: nonces, salts, serial numbers.
    Random,
    /// A key, public or private, or a secret that keys are made of.
    Key,
    /// A signature or a MAC.
    Signature,
    /// Who somebody is.
    Name,
    /// Content.
    Data,
    /// Content, encrypted.
    Ciphertext,
}

impl Label {
    /// A plain label from its four parts.
    pub const fn new(id: &'static str, name: &'static str, why: &'static str, cite: Cite) -> Label {
        Label { id, name, why, cite, sort: Sort::Plain, opaque: false, secret: false }
    }

    /// The same, of this sort.
    pub const fn of(self, sort: Sort) -> Label {
        Label { sort, ..self }
    }

    /// The same, for bytes that are not taken apart.
    pub const fn opaque(self) -> Label {
        Label { opaque: true, ..self }
    }

    /// The same, for what opens a recording.
    pub const fn secret(self) -> Label {
        Label { secret: true, ..self }
    }
}

/// Labels with the same id are the same: no two have one.
impl PartialEq for Label {
    fn eq(&self, other: &Label) -> bool {
        std::ptr::eq(self, other) || self.id == other.id
    }
}

/// Bytes that nothing was found out about.
pub static UNEXPLAINED: Label = Label::new(
    "wirewalk.unexplained",
    "unexplained",
    "Bytes that this program does not understand. They are shown anyway: no byte is left out.",
    rfc::WIREWALK,
);

/// Bytes that were sent and are not in the recording.
pub static GAP: Label = Label::new(
    "wirewalk.gap",
    "gap",
    "Bytes that were sent but that the capture missed. TCP numbers every byte, so the gap and its length are visible.",
    rfc::TCP_STREAM,
);

/// A piece of one source of one message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The message's index in its connection.
    pub message: u32,
    /// The source's index in that message.
    pub source: u16,
    /// Which bytes, half-open.
    pub range: Range<usize>,
    /// Which bits of these bytes, 0 the most significant of the first, half-open; `None`: whole bytes. They begin in the first byte and
    /// end in the last.
    pub bits: Option<Range<u8>>,
}

impl Span {
    /// Whole bytes of a source.
    pub fn new(message: u32, source: u16, range: Range<usize>) -> Span {
        Span { message, source, range, bits: None }
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// Whether it holds no byte.
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }
}

/// One field of a message, with what lies inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub label: &'static Label,
    /// Where it stands.
    pub span: Span,
    /// What it holds, and what that means.
    pub value: Value,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// Its parts; those that span the same source tile it, others lie in a source that was derived from it.
    pub children: Vec<Field>,
}

/// What one field holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// The value itself.
    pub datum: Datum,
    /// What this value (this method, this status, this suite) means, where that says more than the label.
    pub meaning: Option<Cow<'static, str>>,
}

/// A value in the form in which a person would write it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Datum {
    /// A group, or bytes that say no more than themselves.
    #[default]
    None,
    /// Text, as sent.
    Text(String),
    /// A number.
    Number(u64),
    /// A number that has a name: 404 is "Not Found".
    Named { number: u64, name: Cow<'static, str> },
    /// Seconds since 1970-01-01T00:00:00Z.
    Time(u64),
    /// Yes or no.
    Flag(bool),
}

/// What is wrong with a field, for a person: lower-case, with the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(pub Cow<'static, str>);

impl Value {
    /// No value: a group, or opaque bytes.
    pub const NONE: Value = Value { datum: Datum::None, meaning: None };

    /// A text.
    pub fn text(text: impl Into<String>) -> Value {
        Value { datum: Datum::Text(text.into()), meaning: None }
    }

    /// A number.
    pub fn number(number: u64) -> Value {
        Value { datum: Datum::Number(number), meaning: None }
    }

    /// A time, in seconds since the Unix epoch.
    pub fn time(seconds: u64) -> Value {
        Value { datum: Datum::Time(seconds), meaning: None }
    }

    /// The same value with what it means.
    pub fn meaning(mut self, meaning: impl Into<Cow<'static, str>>) -> Value {
        self.meaning = Some(meaning.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Field {
    /// A field without parts, and without a problem.
    pub(crate) fn leaf(label: &'static Label, span: Span, value: Value) -> Field {
        Field { label, span, value, problem: None, children: Vec::new() }
    }

    /// This field and all fields below it, parents first.
    pub fn walk(&self) -> impl Iterator<Item = &Field> {
        let mut stack = vec![self];
        std::iter::from_fn(move || {
            let next = stack.pop()?;
            stack.extend(next.children.iter().rev());
            Some(next)
        })
    }

    /// Whether it is one of these.
    pub fn is(&self, label: &Label) -> bool {
        *self.label == *label
    }

    /// Its first part of this kind.
    pub fn child(&self, label: &Label) -> Option<&Field> {
        self.children.iter().find(|f| f.is(label))
    }

    /// The first of this kind among itself and all fields below it.
    pub fn find(&self, label: &Label) -> Option<&Field> {
        self.walk().find(|f| f.is(label))
    }

    /// The same, to be changed.
    pub(crate) fn find_mut(&mut self, label: &Label) -> Option<&mut Field> {
        if self.is(label) {
            return Some(self);
        }
        self.children.iter_mut().find_map(|child| child.find_mut(label))
    }

    /// Its value's number; of a time, the seconds.
    pub fn number(&self) -> Option<u64> {
        match self.value.datum {
            Datum::Named { number, .. } | Datum::Number(number) | Datum::Time(number) => Some(number),
            _ => None,
        }
    }

    /// Its value's name, or its text, or its number.
    pub fn name(&self) -> Option<Cow<'_, str>> {
        match &self.value.datum {
            Datum::Named { name, .. } => Some(Cow::Borrowed(name)),
            Datum::Text(text) => Some(Cow::Borrowed(text)),
            Datum::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    /// Whether no child spans the same source: then these bytes are this field's own.
    pub fn is_leaf(&self) -> bool {
        let own = (self.span.message, self.span.source);
        !self.children.iter().any(|c| (c.span.message, c.span.source) == own)
    }
}
