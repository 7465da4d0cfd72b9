//! Handshake messages: several in a record, or one across several records (RFC 8446 §5.1).

use std::ops::Range;

use bytes::Bytes;

use super::handshake;
use super::session::Session;
use crate::cursor::bytes;
use crate::field::{Field, Problem, Span, Value};
use crate::message::{Message, Origin, Source};
use crate::names::{UNEXPLAINED, tls_record as label};

/// Bytes of a handshake message's header: type, length.
const HEADER: usize = 4;
/// A longer message is not put together. Its length field could announce 16 MiB.
const LONGEST: usize = 256 * 1024;

/// What one side has said of a handshake message that is not whole.
#[derive(Default)]
pub(super) struct Flight {
    bytes: Vec<u8>,
    spans: Vec<Span>,
    /// How many bytes of a message that is too long are still to come.
    skip: usize,
    /// How many of it went by.
    skipped: usize,
}

/// What became of a piece.
enum Piece {
    /// Its message is not whole.
    More { have: usize, total: Option<usize> },
    /// Its message is whole now, and is this source.
    Whole(Source),
    /// Its message is too long.
    TooLong { have: usize, total: usize },
}

impl Flight {
    /// Whether a message has begun and is not whole: how many bytes of how many.
    pub(super) fn unfinished(&self) -> Option<(usize, Option<usize>)> {
        match (self.skip, self.bytes.len()) {
            (0, 0) => None,
            (0, have) => Some((have, total(&self.bytes))),
            (left, _) => Some((self.skipped, Some(self.skipped + left))),
        }
    }

    /// Forgets what cannot be finished any more.
    pub(super) fn clear(&mut self) {
        *self = Flight::default();
    }

    /// Takes what belongs to the message that is under way; says how many bytes.
    fn take(&mut self, mut span: Span, rest: &[u8]) -> (usize, Piece) {
        if self.skip > 0 {
            return self.pass(rest.len());
        }
        let have = self.bytes.len();
        if have < HEADER {
            let head = rest.get(..HEADER - have).unwrap_or(rest);
            self.bytes.extend_from_slice(head);
        }
        let total = total(&self.bytes);
        self.bytes.truncate(have);
        if let Some(total) = total.filter(|total| *total > LONGEST) {
            self.clear();
            (self.skip, self.skipped) = (total - have, have);
            return self.pass(rest.len());
        }
        let taken = total.map_or(rest.len(), |total| rest.len().min(total - have));
        self.bytes.extend_from_slice(rest.get(..taken).unwrap_or(rest));
        span.range.end = span.range.start + taken;
        self.spans.push(span);
        let have = have + taken;
        if total != Some(have) {
            return (taken, Piece::More { have, total });
        }
        let Flight { bytes, spans, .. } = std::mem::take(self);
        (taken, Piece::Whole(Source { origin: Origin::Joined(spans), bytes: bytes.into() }))
    }

    fn pass(&mut self, offered: usize) -> (usize, Piece) {
        let taken = offered.min(self.skip);
        (self.skip, self.skipped) = (self.skip - taken, self.skipped + taken);
        let (have, total) = (self.skipped, self.skipped + self.skip);
        if self.skip == 0 {
            self.clear();
        }
        (taken, Piece::TooLong { have, total })
    }
}

/// The length of the handshake message that begins here, with its header.
fn total(bytes: &[u8]) -> Option<usize> {
    let [_, high, middle, low] = bytes.first_chunk::<HEADER>()?;
    Some(HEADER + (usize::from(*high) << 16 | usize::from(*middle) << 8 | usize::from(*low)))
}

/// The fields of the handshake messages, or pieces of them, in this range of this source.
pub(super) fn read(message: &mut Message, session: &mut Session<'_>, source: u16, range: Range<usize>) -> Vec<Field> {
    let all = message.sources.get(usize::from(source)).map(|s| s.bytes.clone()).unwrap_or_default();
    let (mut fields, mut at) = (Vec::new(), range.start);
    while let Some(rest) = all.get(at..range.end).filter(|rest| !rest.is_empty()) {
        let under_way = session.channel(message.side).flight.unfinished().is_some();
        match total(rest) {
            Some(len) if !under_way && len <= rest.len() => {
                let bytes = all.slice(at..at + len);
                fields.extend(whole(message, session, source, at..at + len, &bytes));
                at += len;
            }
            _ if !under_way && !rest.first().is_some_and(is_known) => {
                let why = "no handshake message begins like this: it is encrypted, or the beginning is missing";
                fields.push(message.leaf(source, at..range.end, &UNEXPLAINED, Value::NONE.meaning(why)));
                break;
            }
            _ => {
                let span = Span::new(message.index, source, at..range.end);
                let (taken, piece) = session.channel(message.side).flight.take(span, rest);
                fields.push(self::piece(message, session, source, at..at + taken, piece));
                at += taken;
            }
        }
    }
    fields
}

/// The same where the end of the record is missing: of the last message there are the first bytes.
pub(super) fn read_cut(
    message: &mut Message,
    session: &mut Session<'_>,
    source: u16,
    range: Range<usize>,
) -> Vec<Field> {
    let all = message.sources.get(usize::from(source)).map(|s| s.bytes.clone()).unwrap_or_default();
    let (mut fields, mut at) = (Vec::new(), range.start);
    while let Some(rest) = all.get(at..range.end).filter(|rest| !rest.is_empty()) {
        match total(rest) {
            Some(len) if len <= rest.len() => {
                fields.extend(whole(message, session, source, at..at + len, &all.slice(at..at + len)));
                at += len;
            }
            Some(_) if rest.first().is_some_and(is_known) => {
                session.facts.note_beginning(message.side, rest);
                fields.extend(handshake::handshake(message, source, at..range.end, &session.facts, message.side));
                session.begun(message.side, rest);
                break;
            }
            _ => {
                fields.push(message.leaf(source, at..range.end, &label::TRUNCATED, Value::NONE));
                break;
            }
        }
    }
    fields
}

/// A whole message: what follows from it, and its fields.
fn whole(
    message: &mut Message,
    session: &mut Session<'_>,
    source: u16,
    range: Range<usize>,
    bytes: &Bytes,
) -> Vec<Field> {
    session.facts.note(message.side, bytes);
    session.transcript.push(message.side, bytes, &session.facts);
    let mut fields = handshake::handshake(message, source, range.clone(), &session.facts, message.side);
    session.looks_inside(message, &mut fields, Span::new(message.index, source, range.clone()), bytes);
    session.derive(message, &mut fields, source, range);
    session.said(message.side, bytes);
    fields
}

/// A piece of a message; the last one has the whole message below it.
fn piece(message: &mut Message, session: &mut Session<'_>, source: u16, range: Range<usize>, piece: Piece) -> Field {
    let len = bytes(range.len() as u64);
    let mut field = message.leaf(source, range, &label::FRAGMENT, Value::NONE);
    match piece {
        Piece::More { have, total: Some(total) } => {
            field.value = Value::NONE.meaning(format!("{len}: with them, {have} of the message's {total}"));
        }
        Piece::More { .. } => field.value = Value::NONE.meaning("even the four-byte header is incomplete"),
        Piece::TooLong { have, total } => {
            field.value = Value::NONE.meaning(format!("{len}: with them, {have} of the message's {total}"));
            let problem = format!("a handshake message of {total} bytes: this program reassembles at most {LONGEST}");
            field.problem = Some(Problem(problem.into()));
        }
        Piece::Whole(joined) => {
            let all = joined.bytes.clone();
            field.value = Value::NONE.meaning(format!("{len}, the last ones of the message's {}", all.len()));
            let number = message.add_source(joined.origin, joined.bytes);
            field.children = whole(message, session, number, 0..all.len(), &all);
        }
    }
    field
}

/// Whether the body of a record is a whole ClientHello and nothing else.
pub(super) fn is_hello(body: &[u8]) -> bool {
    matches!(body, [1, _, _, _, 3, 0..=4, ..]) && total(body) == Some(body.len())
}

/// The body of a record that is as long as may be, in the clear (RFC 8446 §5.1).
const FULL: usize = 1 << 14;

/// Whether the body of a record can be handshake messages in the clear, of a side of which nothing was read before: hellos, or messages
/// whose lengths fit to the end, of which only the last may go on in another record. Ciphertext looks like that by chance, once
/// in thousands of records; a nonce that counts begins like a HelloRequest, which comes alone.
pub(super) fn is_clear(body: &[u8]) -> bool {
    let mut rest = body;
    loop {
        let (Some(kind), Some(len)) = (rest.first(), total(rest)) else { return false };
        let begins_hello = matches!(kind, 1 | 2) && matches!(rest.get(HEADER..), Some([3, 0..=4, ..] | [0x7f, ..]));
        match (kind, rest.get(len..)) {
            _ if begins_hello => return true,
            (0, _) => return body.len() == HEADER && len == HEADER,
            (5 | 14, _) if len != HEADER => return false,
            (1 | 2 | 5 | 8 | 14 | 15 | 16 | 21 | 67 | 4 | 11..=13 | 22 | 25, Some([])) => return true,
            (4 | 5 | 8 | 11..=16 | 21 | 22 | 25 | 67, Some(after)) => rest = after,
            (4 | 11..=13 | 22 | 25, None) => return len <= LONGEST,
            // Nothing that is encrypted of a handshake is that long.
            (1..=25, None) => return body.len() >= FULL,
            _ => return false,
        }
    }
}

/// Whether a handshake message can be of this type (IANA's registry).
fn is_known(kind: &u8) -> bool {
    matches!(kind, 0..=8 | 11..=16 | 20..=26 | 67 | 254)
}
