//! What one side has sent that is not yet a message.

use std::collections::VecDeque;

use bytes::{Bytes, BytesMut};

use crate::recording::{Side, Timestamp};

/// Bytes in the order in which they were sent, with the time of each piece and the offset of the first.
///
/// A piece that finds nothing held is kept as it is; only what a message straddles is copied together.
pub(crate) struct Held {
    side: Side,
    bytes: Store,
    offset: u64,
    seen: VecDeque<(u64, Timestamp)>,
}

enum Store {
    Shared(Bytes),
    Joined(BytesMut),
}

impl Held {
    pub(crate) fn new(side: Side) -> Held {
        Held { side, bytes: Store::Shared(Bytes::new()), offset: 0, seen: VecDeque::new() }
    }

    /// Who sent it.
    pub(crate) fn side(&self) -> Side {
        self.side
    }

    /// Where the first held byte stands in what this side sent.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    pub(crate) fn len(&self) -> usize {
        self.as_slice().len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        match &self.bytes {
            Store::Shared(b) => b,
            Store::Joined(b) => b,
        }
    }

    /// When the first held byte was seen; the last time of all if nothing is held.
    pub(crate) fn at(&self) -> Timestamp {
        self.seen.front().map(|(_, at)| *at).unwrap_or_default()
    }

    /// Remembers when the next bytes, or the lack of them, were seen.
    pub(crate) fn mark(&mut self, at: Timestamp) {
        if self.is_empty() {
            self.seen.clear();
        }
        if self.seen.back().is_none_or(|(_, last)| *last != at) {
            self.seen.push_back((self.offset.saturating_add(self.len() as u64), at));
        }
    }

    pub(crate) fn push(&mut self, at: Timestamp, more: Bytes) {
        self.mark(at);
        if self.is_empty() {
            self.bytes = Store::Shared(more);
            return;
        }
        if let Store::Shared(first) = &mut self.bytes {
            let mut joined = BytesMut::with_capacity(first.len() + more.len());
            joined.extend_from_slice(first);
            self.bytes = Store::Joined(joined);
        }
        if let Store::Joined(joined) = &mut self.bytes {
            joined.extend_from_slice(&more);
        }
    }

    /// Takes the first `len` bytes out, or as many as there are.
    pub(crate) fn take(&mut self, len: usize) -> Bytes {
        let len = len.min(self.len());
        let taken = match &mut self.bytes {
            Store::Shared(b) => b.split_to(len),
            Store::Joined(b) => b.split_to(len).freeze(),
        };
        self.skip(len as u64);
        taken
    }

    /// Counts bytes that were sent and not seen.
    pub(crate) fn skip(&mut self, len: u64) {
        self.offset = self.offset.saturating_add(len);
        while self.seen.get(1).is_some_and(|(start, _)| *start <= self.offset) {
            self.seen.pop_front();
        }
    }
}
