//! The keys of data in one direction, which change while the connection runs (RFC 9001 §6).

use super::keys::{Header, Keys, Packet, whole_number};

/// The bit of a short header that says which keys are in use.
const KEY_PHASE: u8 = 0x04;

/// The keys in use, and those beside them.
pub(super) struct Updates {
    current: Keys,
    /// Packets that were sent before the last update may still come.
    previous: Option<Keys>,
    next: Option<Keys>,
    /// How often the keys changed.
    phase: u32,
    /// The smallest packet number that opened with the current keys.
    since: Option<u64>,
}

/// A packet that opened.
pub(super) struct Opened {
    pub(super) header: Header,
    pub(super) number: u64,
    pub(super) payload: Vec<u8>,
}

impl Updates {
    pub(super) fn new(first: Keys) -> Updates {
        Updates { next: first.next(), current: first, previous: None, phase: 0, since: None }
    }

    /// Opens a packet, with the keys in use or those right before or after them; `largest`: the largest number so far.
    pub(super) fn open(&mut self, packet: Packet<'_>, largest: Option<u64>) -> Option<Opened> {
        let header = self.current.unmask(packet)?;
        let number = whole_number(header.truncated, header.number_len, largest);
        let bit = header.bytes.first().is_some_and(|first| first & KEY_PHASE != 0);
        if bit == (self.phase & 1 == 1) {
            let payload = self.current.open(packet, &header, number)?;
            self.since = Some(self.since.map_or(number, |since| since.min(number)));
            return Some(Opened { header, number, payload });
        }
        let earlier = self.since.is_some_and(|since| number < since);
        if earlier && let Some(payload) = self.previous.as_ref().and_then(|keys| keys.open(packet, &header, number)) {
            return Some(Opened { header, number, payload });
        }
        let payload = self.next.as_ref()?.open(packet, &header, number)?;
        let next = self.next.take()?;
        self.next = next.next();
        self.previous = Some(std::mem::replace(&mut self.current, next));
        (self.phase, self.since) = (self.phase.saturating_add(1), Some(number));
        Some(Opened { header, number, payload })
    }

    /// The keys that opened the packet with this header last.
    pub(super) fn used(&mut self, header: &Header) -> &mut Keys {
        let bit = header.bytes.first().is_some_and(|first| first & KEY_PHASE != 0);
        match &mut self.previous {
            Some(previous) if bit != (self.phase & 1 == 1) => previous,
            _ => &mut self.current,
        }
    }
}
