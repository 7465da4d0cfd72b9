//! Where the bytes of a stream lie that another protocol carried: in TLS's records, in QUIC's frames.

use std::collections::VecDeque;

use crate::field::Span;
use crate::message::{Message, Origin};

/// The position of each piece in its stream, and its place in an earlier message.
#[derive(Default)]
pub(crate) struct Pieces {
    end: u64,
    pieces: VecDeque<(u64, Span)>,
}

impl Pieces {
    /// So many bytes more, which lie there; nowhere, if nobody saw them.
    pub(crate) fn push(&mut self, span: Option<Span>, len: u64) {
        if let Some(span) = span {
            self.pieces.push_back((self.end, span));
        }
        self.end = self.end.saturating_add(len);
    }

    /// How many pieces are remembered.
    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Nothing of it will be asked for.
    pub(crate) fn clear(&mut self) {
        self.pieces.clear();
    }

    /// Says of a message's bytes where they lay. Messages of a stream come in order.
    pub(crate) fn place(&mut self, message: &mut Message) {
        let Some(source) = message.sources.first_mut() else { return };
        let (start, end) = (message.offset, message.offset.saturating_add(source.bytes.len() as u64));
        let mut spans = Vec::new();
        while let Some((begin, span)) = self.pieces.front() {
            let until = begin.saturating_add(span.len() as u64);
            if *begin >= end {
                break;
            }
            let inside = |at: u64| span.range.start + usize::try_from(at.saturating_sub(*begin)).unwrap_or(usize::MAX);
            if until > start {
                spans.push(Span { range: inside(start)..inside(end).min(span.range.end), ..span.clone() });
            }
            if until > end {
                break;
            }
            self.pieces.pop_front();
        }
        source.origin = Origin::Joined(spans);
    }
}
