//! The key of one run, and what is drawn from it: the same gives the same, and whoever does not have the key cannot tell what stood
//! there before. Nobody keeps it.

use wirewalk_dissect::schedule::{Hash, Secret};

/// Bytes of a key.
pub const KEY: usize = 32;

/// The key.
pub(super) struct Key(pub [u8; KEY]);

/// Bytes that look random, as many as are wanted: HMAC-SHA256 over a counter.
pub(super) struct Stream {
    seed: Secret,
    block: Secret,
    used: usize,
    blocks: u32,
}

impl Key {
    /// What this key gives for this, used for that.
    pub fn stream(&self, what: &str, about: &[&[u8]]) -> Stream {
        let lengths: Vec<[u8; 8]> = about.iter().map(|part| (part.len() as u64).to_be_bytes()).collect();
        let mut pieces: Vec<&[u8]> = vec![what.as_bytes(), &[0]];
        pieces.extend(lengths.iter().zip(about).flat_map(|(len, part)| [&len[..], part]));
        Stream { seed: Hash::Sha256.hmac(&self.0, &pieces), block: Secret::default(), used: 0, blocks: 0 }
    }

    /// Other bytes in the place of these.
    pub fn scramble(&self, bytes: &[u8]) -> Vec<u8> {
        self.stream("bytes", &[bytes]).take(bytes.len()).collect()
    }

    /// A number of this many bytes in the place of another, as DER writes it: its sign and its length stay, and whether it is odd.
    pub fn integer(&self, bytes: &[u8]) -> Vec<u8> {
        let mut new = self.scramble(bytes);
        let last = bytes.len().saturating_sub(1);
        // The first byte says that it is positive, and perhaps is only there to say so.
        for (at, (new, old)) in new.iter_mut().zip(bytes).enumerate() {
            match at {
                0 => *new = *old,
                1 if bytes.first() == Some(&0) => *new |= 0x80,
                _ => {}
            }
            if at == last {
                *new = (*new & !1) | (*old & 1);
            }
        }
        new
    }

    /// Where each of `len` things goes, so that none stays where it is and no two come to the same place (Sattolo's algorithm).
    pub fn cycle(&self, what: &str, about: &[&[u8]], len: usize) -> Vec<usize> {
        let mut stream = self.stream(what, about);
        let mut places: Vec<usize> = (0..len).collect();
        for at in (1..len).rev() {
            places.swap(at, stream.below(at));
        }
        places
    }
}

impl Stream {
    /// A number below this one, which is not 0.
    pub fn below(&mut self, most: usize) -> usize {
        let word = self.by_ref().take(4).fold(0_u32, |word, byte| word << 8 | u32::from(byte));
        word as usize % most.max(1)
    }
}

impl Iterator for Stream {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        if self.used == self.block.len() {
            self.block = Hash::Sha256.hmac(&self.seed, &[&self.blocks.to_be_bytes()]);
            (self.used, self.blocks) = (0, self.blocks.wrapping_add(1));
        }
        let byte = self.block.get(self.used).copied();
        self.used += 1;
        byte
    }
}
