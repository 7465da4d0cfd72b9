//! A capture that one may show: names, addresses, paths, cookies and bodies are others, of the same length and the same throughout.
//!
//! The capture is read twice. First it is dissected as Eve sees it: each leaf has a [rule](rules), and its place in the packets is
//! noted. Then it is copied, packet by packet: what was decided about takes its place, and every byte of payload of which nothing
//! was decided is covered up. So what nobody understood does not get through.

use std::collections::HashMap;

use super::Told;
use wirewalk_dissect::Message;

mod addresses;
mod copy;
mod edits;
mod fields;
mod frames;
mod headers;
mod hpack;
mod key;
mod mask;
mod packet;
mod places;
mod report;
mod reverse;
pub mod rules;
mod services;
mod spoken;
mod words;

pub use copy::{RedactError, write};
pub use key::KEY;
pub use report::Counts;

use edits::Edits;
use fields::{Change, With};
use key::Key;
use mask::Mask;
use places::{Places, Sources};

/// What is to be replaced.
pub struct Plan {
    mask: Mask,
    edits: Edits,
    counts: Counts,
    running: HashMap<u32, Running>,
}

/// A conversation under way.
#[derive(Default)]
struct Running {
    places: Places,
    is_sealed: bool,
}

impl Plan {
    /// With a key that nobody knows: whoever knew it could find out what was replaced.
    pub fn new(key: [u8; KEY]) -> Plan {
        let (edits, counts) = (Edits::default(), Counts::default());
        Plan { mask: Mask::new(Key(key)), edits, counts, running: HashMap::new() }
    }

    /// Takes note of what is told of the capture, as Eve sees it.
    pub fn note(&mut self, told: &Told) {
        match told {
            Told::Connection(connection) => drop(self.running.insert(connection.id, Running::default())),
            Told::Event(connection, event) => {
                if let Some(running) = self.running.get_mut(&connection.id) {
                    running.places.event(event);
                }
            }
            Told::Message(connection, message) => self.message(connection.id, message),
            Told::Over(connection) => drop(self.running.remove(&connection.id)),
        }
    }

    fn message(&mut self, connection: u32, message: &Message) {
        let Some(running) = self.running.get_mut(&connection) else { return };
        let before = self.counts.sealed;
        let changes = fields::changes(&mut self.mask, &mut self.counts, message);
        if self.counts.sealed > before && !std::mem::replace(&mut running.is_sealed, true) {
            self.counts.sealed_connections += 1;
        }
        running.places.message(message);
        let sources = Sources::new(message);
        for Change { source, range, with } in changes {
            let bytes =
                message.sources.get(usize::from(source)).and_then(|s| s.bytes.get(range.clone())).unwrap_or_default();
            for place in sources.places(&running.places, source, range) {
                let part = |with: &With| match with {
                    With::Bytes(new) => new.get(place.part.clone()).map(|part| With::Bytes(part.to_vec())),
                    other => Some(other.clone()),
                };
                if let (Some(old), Some(with)) = (bytes.get(place.part.clone()), part(&with)) {
                    self.edits.add(place.packet, place.at, old, with);
                }
            }
        }
    }
}
