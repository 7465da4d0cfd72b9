//! What is heard of a capture, with the keys and without.

use super::search::Search;
use super::values::Values;
use crate::explain::Told;
use crate::explain::begins::Begins;
use wirewalk_dissect::Message;

/// What is heard, with the keys and without.
#[derive(Debug, Default)]
pub(in crate::explain) struct Ears {
    /// All there is to learn, as far as it is known here.
    pub(super) all: Values,
    /// What Eve has; `None` where nobody has keys, so that she has all of that.
    pub(super) eve: Option<Eve>,
}

/// What who has no keys has.
#[derive(Debug)]
pub(super) struct Eve {
    read: Values,
    begins: Begins,
    pub(super) search: Search,
}

impl Ears {
    /// Takes note of a message as it is with the keys; `packet`: in which it begins.
    pub(in crate::explain) fn note(&mut self, message: &Message, packet: Option<u64>) {
        self.all.note(message, packet);
    }

    /// Takes note of what is told of the same capture, from its beginning, to somebody without keys.
    pub(in crate::explain) fn as_eve(&mut self, told: &Told) {
        let all = &self.all;
        let eve = self.eve.get_or_insert_with(|| Eve {
            read: Values::default(),
            begins: Begins::default(),
            search: Search::new(all),
        });
        eve.begins.note(told);
        if let Told::Message(_, message) = told {
            let packet = eve.begins.of(message);
            eve.read.note(message, packet);
            eve.search.through(message, packet);
        }
    }

    /// What is read by whoever has no keys.
    pub(super) fn read(&self) -> &Values {
        self.eve.as_ref().map_or(&self.all, |eve| &eve.read)
    }
}
