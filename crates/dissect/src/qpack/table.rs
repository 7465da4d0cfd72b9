//! The table that both sides keep: what was inserted, the oldest leaving where room is needed (RFC 9204 §3.2).

use std::collections::VecDeque;

use bytes::Bytes;

use crate::cursor::bytes;

/// What an entry counts beside its text (RFC 9204 §3.2.1).
const OVERHEAD: u64 = 32;
/// More is not kept, in bytes, whatever the sides agree on.
const LARGEST: u64 = 1 << 20;

/// What one side's compressed headers may refer to.
#[derive(Default)]
pub(crate) struct Table {
    /// What the other side allows; `None`: nobody has heard it.
    max: Option<u64>,
    capacity: u64,
    entries: VecDeque<Entry>,
    size: u64,
    inserted: u64,
    /// Why nobody knows any more what is in it.
    lost: Option<&'static str>,
}

/// A header field.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) name: Bytes,
    pub(crate) value: Bytes,
}

impl Entry {
    fn size(&self) -> u64 {
        (self.name.len() as u64).saturating_add(self.value.len() as u64).saturating_add(OVERHEAD)
    }
}

impl Table {
    /// The other side has said how large it may be.
    pub(crate) fn allow(&mut self, max: u64) {
        self.max = Some(max);
    }

    /// What the other side allows, if that was heard.
    pub(super) fn max(&self) -> Option<u64> {
        self.max
    }

    /// Whether it was heard what the other side allows.
    pub(crate) fn is_allowed(&self) -> bool {
        self.max.is_some()
    }

    /// How many entries were ever inserted.
    pub(crate) fn inserted(&self) -> u64 {
        self.inserted
    }

    /// Something of what changed it is missing.
    pub(crate) fn lose(&mut self, why: &'static str) {
        self.lost.get_or_insert(why);
        self.entries.clear();
        self.size = 0;
    }

    /// Why nobody knows what is in it, if that is so.
    pub(crate) fn lost(&self) -> Option<&'static str> {
        self.lost
    }

    /// It holds so many bytes from here on.
    pub(super) fn resize(&mut self, capacity: u64) -> Result<(), String> {
        if let Some(max) = self.max.filter(|max| capacity > *max) {
            return Err(format!("{}, but the other side's settings allow {max}", bytes(capacity)));
        }
        self.capacity = capacity;
        self.evict(0);
        Ok(())
    }

    /// A new entry.
    pub(super) fn insert(&mut self, entry: Entry) -> Result<(), String> {
        let size = entry.size();
        if size > self.capacity {
            return Err(format!("the entry counts {}, but the table holds {}", bytes(size), self.capacity));
        }
        self.evict(size);
        self.inserted += 1;
        self.size += size;
        self.entries.push_back(entry);
        Ok(())
    }

    /// Makes room for so many bytes.
    fn evict(&mut self, size: u64) {
        let room = self.capacity.min(LARGEST).saturating_sub(size);
        while self.size > room {
            let Some(oldest) = self.entries.pop_front() else { break };
            self.size -= oldest.size();
        }
    }

    /// The entry that was inserted as number so much, from 0.
    pub(super) fn at(&self, number: u64) -> Result<&Entry, String> {
        let first = self.inserted.saturating_sub(self.entries.len() as u64);
        if number >= self.inserted {
            return Err(format!("entry {number} was never inserted"));
        }
        let index = number.checked_sub(first).and_then(|index| usize::try_from(index).ok());
        index.and_then(|index| self.entries.get(index)).ok_or_else(|| match self.capacity > LARGEST {
            true => format!("entry {number} is older than this program keeps"),
            false => format!("entry {number} has left the table"),
        })
    }

    /// The entry so many places before the newest, from 0.
    pub(super) fn before_newest(&self, distance: u64) -> Result<&Entry, String> {
        match self.inserted.checked_sub(distance.saturating_add(1)) {
            Some(number) => self.at(number),
            None => Err(format!("{distance} before the newest entry, but only {} were ever inserted", self.inserted)),
        }
    }
}
