//! What takes the place of which bytes of which packets, as long as there is memory for it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fields::With;

/// They take no more memory than this, in bytes, about; the packets that come after are covered up.
const MOST: usize = 128 << 20;
/// What one takes beside its bytes, and what a packet takes beside those.
const OVERHEAD: usize = 64;
/// So many bytes that stay are written out beside others.
const FEW: usize = 64;

/// What takes the place of some bytes of a packet.
struct Edit {
    start: usize,
    len: usize,
    /// A sum of the bytes that were read there: others are not what was decided about.
    sum: u64,
    with: With,
}

/// All of them, in the order of packets.
#[derive(Default)]
pub(super) struct Edits {
    by_packet: BTreeMap<u64, Vec<Edit>>,
    bytes: usize,
    /// The first packet for which there was no memory.
    pub full: Option<u64>,
}

impl Edits {
    /// These bytes of a packet are replaced.
    pub fn add(&mut self, packet: u64, start: usize, bytes: &[u8], with: With) {
        if self.full.is_some() || self.bytes > MOST {
            self.full = Some(self.full.unwrap_or(packet).min(packet));
            return;
        }
        let edits = self.by_packet.entry(packet).or_insert_with(|| {
            self.bytes += OVERHEAD;
            Vec::new()
        });
        if let Some(last) = edits.last_mut() {
            let end = last.start + last.len;
            // Bits of a byte are leaves too.
            if with == With::Kept && last.with == with && start >= last.start && start + bytes.len() <= end {
                return;
            }
            if start == end && last.join(bytes, &with, &mut self.bytes) {
                return;
            }
        }
        let held = if let With::Bytes(new) = &with { new.len() } else { 0 };
        self.bytes += OVERHEAD + held;
        edits.push(Edit { start, len: bytes.len(), sum: sum(SEED, bytes), with });
    }

    /// Replaces what is to be replaced of a packet, within this range of it, and gives the ranges that were decided about.
    pub fn apply(&self, packet: u64, original: &[u8], new: &mut [u8], within: &Range<usize>) -> Vec<Range<usize>> {
        let mut decided = Vec::new();
        for edit in self.by_packet.get(&packet).into_iter().flatten() {
            let range = edit.start..edit.start + edit.len;
            let fits = range.start >= within.start && range.end <= within.end;
            let (Some(old), Some(place)) = (original.get(range.clone()), new.get_mut(range.clone())) else { continue };
            if !fits || sum(SEED, old) != edit.sum {
                continue;
            }
            match &edit.with {
                With::Kept => place.copy_from_slice(old),
                With::Cover(byte) => place.fill(*byte),
                With::Bytes(bytes) if bytes.len() == place.len() => place.copy_from_slice(bytes),
                With::Bytes(_) => continue,
            }
            decided.push(range);
        }
        decided
    }
}

impl Edit {
    /// Goes on with bytes that follow, if the same becomes of them. A few that stay between others go along with those: so a head with
    /// many fields is one replacement.
    fn join(&mut self, bytes: &[u8], with: &With, held: &mut usize) -> bool {
        match (&mut self.with, with) {
            (With::Kept, With::Kept) => {}
            (With::Cover(one), With::Cover(other)) if one == other => {}
            (With::Bytes(all), With::Bytes(more)) => {
                all.extend_from_slice(more);
                *held += more.len();
            }
            (With::Bytes(all), With::Kept) if bytes.len() <= FEW => {
                all.extend_from_slice(bytes);
                *held += bytes.len();
            }
            _ => return false,
        }
        (self.len, self.sum) = (self.len + bytes.len(), sum(self.sum, bytes));
        true
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: it tells what changed by chance.
fn sum(before: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(before, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
