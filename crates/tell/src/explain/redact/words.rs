//! Words become other words of the same length: letters letters, digits digits, none of them what it was. A word is the same
//! wherever it stands, in whatever case, so that a name is the same name in DNS, in a certificate and in an address.

use std::collections::{HashMap, HashSet};

use super::key::Key;

/// Words that tell nothing of anybody, and that programs know.
const KEPT: [&[u8]; 9] = [b"localhost", b"local", b"arpa", b"http", b"https", b"ws", b"wss", b"tcp", b"udp"];
/// Longer words are not kept in mind: two of them will not become the same.
const LONGEST: usize = 64;
/// Nor are more words than this.
const MOST: usize = 1 << 18;
/// So often another word is drawn that no other word has become yet. Of one letter there are only a few.
const TURNS: u8 = 64;

/// The words that were met.
#[derive(Default)]
pub(super) struct Words {
    known: HashMap<Box<[u8]>, Box<[u8]>>,
    taken: HashSet<Box<[u8]>>,
}

/// Whether a byte is part of a word: a letter, a digit, or no ASCII.
pub(super) fn is_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

impl Words {
    /// How many there were, about.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Another word in the place of this one.
    pub fn other(&mut self, key: &Key, word: &[u8]) -> Vec<u8> {
        let lower = word.to_ascii_lowercase();
        if KEPT.contains(&lower.as_slice()) {
            return word.to_vec();
        }
        let mut new = match self.known.get(lower.as_slice()) {
            Some(new) => new.to_vec(),
            None => self.new_one(key, &lower),
        };
        for (new, old) in new.iter_mut().zip(word) {
            if old.is_ascii_uppercase() {
                new.make_ascii_uppercase();
            }
        }
        new
    }

    fn new_one(&mut self, key: &Key, word: &[u8]) -> Vec<u8> {
        if word.len() > LONGEST || self.known.len() >= MOST {
            return draw(key, word, 0);
        }
        let mut candidates = (0..TURNS).map(|turn| draw(key, word, turn));
        let new = candidates.find(|new| !self.taken.contains(new.as_slice())).unwrap_or_else(|| draw(key, word, 0));
        self.taken.insert(new.clone().into());
        self.known.insert(word.into(), new.clone().into());
        new
    }
}

fn draw(key: &Key, word: &[u8], turn: u8) -> Vec<u8> {
    let mut stream = key.stream("word", &[&[turn], word]);
    let mut moved = |byte: u8, first: u8, many: u8| {
        let by = 1 + stream.below(usize::from(many) - 1) as u8;
        first + (byte - first + by) % many
    };
    let other = |byte: &u8| match *byte {
        byte @ b'a'..=b'z' => moved(byte, b'a', 26),
        byte @ b'0'..=b'9' => moved(byte, b'0', 10),
        byte => moved(b'a' + byte % 26, b'a', 26),
    };
    word.iter().map(other).collect()
}
