//! Which message of one view is which of the other: the page shows each once, and switches what is seen of it.

use std::collections::{HashMap, VecDeque};

use crate::story::Scene;
use wirewalk_dissect::Message;

/// Each message of the insider's view, if there is one, in order, with the same message of Eve's view where she has it.
pub fn pairs(scene: &Scene) -> Vec<(&Message, Option<usize>)> {
    let mut hers: HashMap<u32, VecDeque<usize>> = HashMap::new();
    for (at, message) in scene.eve.iter().enumerate() {
        hers.entry(message.connection).or_default().push_back(at);
    }
    let mut own = |message: &Message| hers.get_mut(&message.connection).and_then(VecDeque::pop_front);
    scene.fullest().iter().map(|m| (m, if m.is_inside() { None } else { own(m) })).collect()
}
