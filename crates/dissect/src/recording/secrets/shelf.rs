//! Where a key log keeps its lines: in order, found by the connection that they belong to, and with room for more while
//! others read.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use super::key_log::KeyLogEntry;

/// Lines are added and never taken away, so that whoever looks one up may keep it.
#[derive(Default)]
pub(super) struct Shelf {
    entries: boxcar::Vec<KeyLogEntry>,
    places: RwLock<HashMap<[u8; 32], Vec<usize>>>,
}

impl Shelf {
    pub fn push(&self, entry: KeyLogEntry) {
        let random = entry.client_random;
        let place = self.entries.push(entry);
        self.places.write().unwrap_or_else(PoisonError::into_inner).entry(random).or_default().push(place);
    }

    /// All lines, in order.
    pub fn iter(&self) -> impl Iterator<Item = &KeyLogEntry> {
        self.entries.iter().map(|(_, entry)| entry)
    }

    /// The line with this number.
    pub fn get(&self, number: usize) -> Option<&KeyLogEntry> {
        self.entries.get(number)
    }

    /// The first line of this connection with this label.
    pub fn find(&self, label: &str, client_random: &[u8; 32]) -> Option<&KeyLogEntry> {
        let places = self.places.read().unwrap_or_else(PoisonError::into_inner);
        let mut entries = places.get(client_random)?.iter().filter_map(|place| self.entries.get(*place));
        entries.find(|entry| entry.label == label)
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Extend<KeyLogEntry> for Shelf {
    fn extend<I: IntoIterator<Item = KeyLogEntry>>(&mut self, entries: I) {
        entries.into_iter().for_each(|entry| self.push(entry));
    }
}

impl Clone for Shelf {
    fn clone(&self) -> Shelf {
        let mut copy = Shelf::default();
        copy.extend(self.iter().cloned());
        copy
    }
}

impl PartialEq for Shelf {
    fn eq(&self, other: &Shelf) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Shelf {}
