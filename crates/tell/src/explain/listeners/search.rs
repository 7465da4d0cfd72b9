//! The search for all values at once, through every byte that somebody without keys has.

use aho_corasick::AhoCorasick;

use super::values::{ByConversation, Kind, Value, Values, labels};
use crate::claims::search::{AS_IT_IS, Form, forms};
use wirewalk_dissect::Message;

/// What is shorter stands everywhere by chance.
const SHORTEST: usize = 4;

/// All forms of all values have no more bytes than this together.
const MOST: usize = 256 << 10;

/// A search, and what it found.
#[derive(Debug)]
pub(super) struct Search {
    /// `None`: nothing to look for.
    automaton: Option<AhoCorasick>,
    /// Of each form: which value it is of, by its place in the order of all, and where it has to be whole.
    of: Vec<(usize, Whole)>,
    /// The values that are looked for, and in how many forms each.
    forms: Vec<usize>,
    /// Of each value, the first place in each conversation: where it surely is that value, or else where it may be part of something longer.
    found: Vec<ByConversation<Hit>>,
    /// Bytes searched of each conversation.
    searched: ByConversation<u64>,
}

impl Search {
    /// For all of these that may be hidden.
    pub(super) fn new(values: &Values) -> Search {
        let (mut needles, mut of, mut counts, mut room) = (Vec::new(), Vec::new(), Vec::new(), MOST);
        for (i, (value, places)) in values.all.iter().enumerate() {
            let is_opened = places.values().flat_map(|by| by.values()).any(|stands| stands.opened);
            let mut forms = if is_opened { needles_of(value) } else { Vec::new() };
            let len: usize = forms.iter().map(|(bytes, _)| bytes.len()).sum();
            match room.checked_sub(len) {
                Some(left) => room = left,
                None => forms.clear(),
            }
            counts.push(forms.len());
            of.extend(forms.iter().map(|(_, whole)| (i, *whole)));
            needles.extend(forms.into_iter().map(|(bytes, _)| bytes));
        }
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(&needles);
        let found = counts.iter().map(|_| ByConversation::new()).collect();
        Search {
            automaton: automaton.ok().filter(|_| !needles.is_empty()),
            of,
            forms: counts,
            found,
            searched: ByConversation::new(),
        }
    }

    /// Looks through a message.
    pub(super) fn through(&mut self, message: &Message, packet: Option<u64>) {
        for source in &message.sources {
            *self.searched.entry(message.connection).or_default() += source.bytes.len() as u64;
            let Some(automaton) = &self.automaton else { continue };
            for hit in automaton.find_overlapping_iter(&source.bytes) {
                let Some((value, whole)) = self.of.get(hit.pattern().as_usize()) else { continue };
                let hit = Hit { packet, whole: whole.stands(&source.bytes, hit.start(), hit.end()) };
                let known = self.found.get_mut(*value).map(|found| found.entry(message.connection).or_insert(hit));
                if let Some(known) = known.filter(|known| hit.whole && !known.whole) {
                    *known = hit;
                }
            }
        }
    }

    /// In how many forms the value with this place in the order was looked for; 0: in none, since it is too short, or there are too many.
    pub(super) fn forms(&self, value: usize) -> usize {
        self.forms.get(value).copied().unwrap_or_default()
    }

    /// Where it was found.
    pub(super) fn found(&self, value: usize) -> Option<&ByConversation<Hit>> {
        self.found.get(value)
    }

    /// How many bytes of a conversation were searched.
    pub(super) fn searched(&self, conversation: u32) -> u64 {
        self.searched.get(&conversation).copied().unwrap_or_default()
    }
}

/// A place where a value was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) packet: Option<u64>,
    /// Whether what stands around it cannot belong to it.
    pub(super) whole: bool,
}

/// Where what is found may not go on, or it is the end of a longer name, or the beginning of a longer word.
#[derive(Clone, Copy, Debug, Default)]
struct Whole {
    before: bool,
    after: bool,
}

impl Whole {
    fn stands(self, bytes: &[u8], start: usize, end: usize) -> bool {
        let is_part = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || b"-_".contains(b));
        let before = start.checked_sub(1).and_then(|at| bytes.get(at));
        let goes_on = is_part(before) || before == Some(&b'.');
        !(self.before && goes_on || self.after && is_part(bytes.get(end)))
    }
}

/// The forms in which a value travels.
fn needles_of(value: &Value) -> Vec<(Vec<u8>, Whole)> {
    if value.sought.len() < SHORTEST {
        return Vec::new();
    }
    let is_name = value.kind == Kind::Name;
    let whole = |form: &Form| match form.name {
        // In an address, a host stands before the page.
        AS_IT_IS => Whole { before: is_name, after: is_name || value.kind == Kind::Page },
        _ => Whole::default(),
    };
    let mut all: Vec<(Vec<u8>, Whole)> = forms(&value.sought)
        .into_iter()
        .map(|form| {
            let whole = whole(&form);
            (form.bytes, whole)
        })
        .collect();
    let labels = is_name.then(|| labels(&value.sought)).flatten();
    all.extend(labels.map(|bytes| (bytes, Whole { before: true, after: false })));
    all.retain(|(form, _)| form.len() >= SHORTEST);
    all
}
