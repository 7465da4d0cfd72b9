//! What was sent lately on each direction of TCP, and what became of it: bytes that are sent again become the same.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;

/// So many segments of a direction are kept,
const MOST: usize = 64;
/// and so many bytes of all together; then it begins anew.
const MOST_BYTES: usize = 32 << 20;
/// What a segment takes beside its bytes.
const OVERHEAD: usize = 96;

/// From where to where.
pub(super) type Ends = (SocketAddr, SocketAddr);

/// What was sent lately.
#[derive(Default)]
pub(super) struct History {
    sent: HashMap<Ends, VecDeque<Sent>>,
    bytes: usize,
}

struct Sent {
    seq: u32,
    old: Vec<u8>,
    new: Vec<u8>,
}

impl History {
    /// These bytes became those.
    pub fn add(&mut self, ends: Ends, seq: u32, old: &[u8], new: &[u8]) {
        if self.bytes > MOST_BYTES {
            *self = History::default();
        }
        let sent = self.sent.entry(ends).or_default();
        sent.push_back(Sent { seq, old: old.to_vec(), new: new.to_vec() });
        self.bytes += old.len() + new.len() + OVERHEAD;
        if sent.len() > MOST
            && let Some(first) = sent.pop_front()
        {
            self.bytes -= first.old.len() + first.new.len() + OVERHEAD;
        }
    }

    /// What became of these bytes when they were sent before, all of them.
    pub fn again(&self, ends: Ends, seq: u32, old: &[u8]) -> Option<Vec<u8>> {
        let sent = self.sent.get(&ends)?;
        let mut new = Vec::with_capacity(old.len());
        while new.len() < old.len() {
            let (next, rest) = (seq.wrapping_add(new.len() as u32), old.get(new.len()..)?);
            let part = sent.iter().rev().find_map(|sent| {
                let from = next.wrapping_sub(sent.seq) as usize;
                let len = sent.old.len().checked_sub(from)?.min(rest.len());
                let same = len > 0 && sent.old.get(from..from + len) == rest.get(..len);
                same.then(|| sent.new.get(from..from + len)).flatten()
            })?;
            new.extend_from_slice(part);
        }
        Some(new)
    }
}
