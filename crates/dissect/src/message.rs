//! The unit of dissection: an HTTP head, a piece of a body, a TLS record, with every source its fields point into.

use std::ops::Range;

use bytes::Bytes;

use super::field::{Field, Label, Span, Value};
use crate::recording::{SecretId, Side, Timestamp};

/// A message: what one side said at once, as far as the protocol has a word for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The connection that it crossed.
    pub connection: u32,
    /// Its number on that connection, from 0, both sides counted together: `connection/index/…` is a field's stable path.
    pub index: u32,
    /// Who sent it.
    pub side: Side,
    /// When its first byte was seen.
    pub at: Timestamp,
    /// Where it begins in what its side sent, in bytes; for a message under TLS, in what its side sent inside.
    pub offset: u64,
    /// Source 0 holds its bytes as they crossed the wire, or, under TLS, put together from the decrypted sources of earlier
    /// messages; further sources were derived from earlier ones.
    pub sources: Vec<Source>,
    /// The fields, in order of their bytes.
    pub fields: Vec<Field>,
}

/// Bytes that fields can point into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where the bytes come from.
    pub origin: Origin,
    /// The bytes.
    pub bytes: Bytes,
}

/// Where a source's bytes come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// As they crossed the wire.
    Wire,
    /// Pieces put together (a handshake message across records).
    Joined(Vec<Span>),
    /// The data of these chunks, without the chunked framing (RFC 9112 §7.1).
    Dechunked(Vec<Span>),
    /// What this base64 text stands for (RFC 4648).
    Base64(Span),
    /// What this compressed data stands for.
    Decompressed(Span),
    /// What these encrypted bytes hold, opened with a secret.
    Decrypted { record: Span, with: SecretId },
    /// Computed from these.
    Derived(Vec<Span>),
    /// Read from a file.
    File,
}

impl Message {
    /// The message's own bytes, source 0: as they crossed the wire, or, under TLS, as they were before encryption.
    pub fn wire(&self) -> &Bytes {
        static NONE: Bytes = Bytes::new();
        self.sources.first().map_or(&NONE, |source| &source.bytes)
    }

    /// Whether it was said under TLS: only who has the keys sees it, and the records that carry it are messages too.
    pub fn is_inside(&self) -> bool {
        self.sources.first().is_some_and(|source| matches!(source.origin, Origin::Joined(_)))
    }

    /// Whether keys opened something of it, or what they are was told beside it: without keys it would be less. What everybody can open
    /// does not count.
    pub fn is_opened(&self) -> bool {
        let decrypted =
            |source: &Source| matches!(source.origin, Origin::Decrypted { with, .. } if with != SecretId::Everybody);
        self.is_inside() || self.sources.iter().any(decrypted) || self.walk().any(|field| field.label.secret)
    }

    /// How many bytes of its own crossed the wire: none under TLS.
    pub fn crossed(&self) -> usize {
        self.sources.first().filter(|_| !self.is_inside()).map_or(0, |source| source.bytes.len())
    }

    /// The bytes of a span that lies in this message; empty if it does not.
    pub fn bytes(&self, span: &Span) -> &[u8] {
        if span.message != self.index {
            return &[];
        }
        self.sources.get(usize::from(span.source)).and_then(|s| s.bytes.get(span.range.clone())).unwrap_or(&[])
    }

    /// A leaf for this range of one of its sources.
    pub(crate) fn leaf(&self, source: u16, range: Range<usize>, label: &'static Label, value: Value) -> Field {
        Field::leaf(label, Span::new(self.index, source, range), value)
    }

    /// Adds bytes that were derived; gives the number of the source that they are.
    pub(crate) fn add_source(&mut self, origin: Origin, bytes: impl Into<Bytes>) -> u16 {
        let number = u16::try_from(self.sources.len()).unwrap_or(u16::MAX);
        self.sources.push(Source { origin, bytes: bytes.into() });
        number
    }

    /// All fields, parents before children.
    pub fn walk(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().flat_map(Field::walk)
    }

    /// All fields of this kind, in order.
    pub fn all<'m>(&'m self, label: &'m Label) -> impl Iterator<Item = &'m Field> {
        self.walk().filter(|f| f.is(label))
    }

    /// The first field of this kind.
    pub fn find(&self, label: &Label) -> Option<&Field> {
        self.walk().find(|f| f.is(label))
    }

    /// The first field with an id that a person typed.
    pub fn find_id(&self, id: &str) -> Option<&Field> {
        self.walk().find(|f| f.label.id == id)
    }

    /// The bytes of the first field of this kind.
    pub fn bytes_of(&self, label: &Label) -> Option<&[u8]> {
        self.find(label).map(|f| self.bytes(&f.span))
    }
}
