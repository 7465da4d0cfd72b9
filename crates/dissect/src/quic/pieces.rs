//! Bytes that come in pieces with their offsets, in any order and more than once: put in order, in bounded memory.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::field::Span;

/// More bytes, and more pieces, are not held.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    pub(super) bytes: usize,
    pub(super) pieces: usize,
}

/// One direction of one stream of bytes.
#[derive(Default)]
pub(super) struct Pieces {
    /// How far it is whole.
    next: u64,
    /// What came before its turn.
    held: BTreeMap<u64, (Span, Bytes)>,
    bytes: usize,
}

/// What a piece is to what came before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrived {
    /// It goes on where the last one ended, after so many of its bytes that were here before.
    Next { repeated: usize },
    /// It is ahead, and waits.
    Ahead,
    /// All of it was here before.
    Repeated,
    /// It is ahead, and too much waits.
    Dropped,
}

impl Pieces {
    /// How far it is whole.
    pub(super) fn next(&self) -> u64 {
        self.next
    }

    /// How much waits: bytes and pieces.
    pub(super) fn waits(&self) -> (usize, usize) {
        (self.bytes, self.held.len())
    }

    /// Where the first piece that waits begins.
    pub(super) fn resumes(&self) -> Option<u64> {
        self.held.first_key_value().map(|(at, _)| *at)
    }

    /// What lies before this place is not waited for any more.
    pub(super) fn skip_to(&mut self, at: u64) {
        self.next = self.next.max(at);
    }

    /// Takes a piece.
    pub(super) fn offer(&mut self, offset: u64, span: &Span, bytes: &Bytes, limit: Limit) -> Arrived {
        let end = offset.saturating_add(bytes.len() as u64);
        if end <= self.next && !(bytes.is_empty() && end == self.next) {
            return Arrived::Repeated;
        }
        if offset <= self.next {
            let repeated = usize::try_from(self.next - offset).unwrap_or(usize::MAX);
            self.next = end;
            return Arrived::Next { repeated };
        }
        let before = self.held.range(..=offset).next_back();
        let until = before.map_or(0, |(at, (_, held))| at.saturating_add(held.len() as u64));
        if until >= end {
            return Arrived::Repeated;
        }
        if self.bytes.saturating_add(bytes.len()) > limit.bytes || self.held.len() >= limit.pieces {
            return Arrived::Dropped;
        }
        self.bytes += bytes.len();
        // A copy: a small piece would hold all of its packet.
        let piece = (span.clone(), Bytes::copy_from_slice(bytes));
        if let Some((_, shorter)) = self.held.insert(offset, piece) {
            self.bytes -= shorter.len();
        }
        Arrived::Ahead
    }

    /// The next piece that waited and whose turn it is, without what was here before.
    pub(super) fn ready(&mut self) -> Option<(Span, Bytes)> {
        loop {
            let entry = self.held.first_entry().filter(|entry| *entry.key() <= self.next)?;
            let (at, (mut span, bytes)) = entry.remove_entry();
            self.bytes -= bytes.len();
            let known = usize::try_from(self.next - at).unwrap_or(usize::MAX);
            if known >= bytes.len() {
                continue;
            }
            let bytes = bytes.slice(known..);
            span.range.start += known;
            self.next += bytes.len() as u64;
            return Some((span, bytes));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit { bytes: 8, pieces: 3 };

    fn offer(pieces: &mut Pieces, offset: u64, text: &'static str) -> Arrived {
        pieces.offer(offset, &Span::new(0, 0, 0..text.len()), &Bytes::from_static(text.as_bytes()), LIMIT)
    }

    #[test]
    fn pieces_come_out_in_order_and_once() {
        let mut pieces = Pieces::default();
        assert_eq!(offer(&mut pieces, 4, "efgh"), Arrived::Ahead);
        assert_eq!(offer(&mut pieces, 5, "fg"), Arrived::Repeated);
        assert_eq!(offer(&mut pieces, 6, "ghijk"), Arrived::Dropped);
        assert_eq!(pieces.ready(), None);
        assert_eq!(offer(&mut pieces, 0, "abcde"), Arrived::Next { repeated: 0 });
        assert_eq!(pieces.ready().expect("three bytes follow").1, "fgh");
        assert_eq!(pieces.ready(), None);
        assert_eq!(offer(&mut pieces, 6, "ghij"), Arrived::Next { repeated: 2 });
        assert_eq!(offer(&mut pieces, 0, "a"), Arrived::Repeated);
        assert_eq!((pieces.next(), pieces.waits()), (10, (0, 0)));
    }
}
