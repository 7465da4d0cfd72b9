//! A packet with other addresses, and with what was decided about in the place of its payload; checksums right where they were right.
//!
//! It is read here a second time, header by header, by code of its own: what this does not know is covered up, whatever the dissector
//! found in it.

use std::net::{IpAddr, SocketAddr};
use std::ops::Range;

use super::addresses;
use super::edits::Edits;
use super::fields::COVER;
use super::mask::Mask;
use super::report::Counts;

mod history;
mod icmp;
mod ip;
mod link;
mod sum;
mod transport;

use history::History;

/// All that packets are replaced with.
pub(super) struct Packets<'p> {
    pub mask: &'p mut Mask,
    pub edits: &'p Edits,
    pub counts: &'p mut Counts,
    history: History,
}

/// A packet on its way.
struct Work<'w> {
    number: u64,
    old: &'w [u8],
    new: Vec<u8>,
    /// Whether some of its payload was covered up.
    covered: bool,
}

impl<'p> Packets<'p> {
    pub fn new(mask: &'p mut Mask, edits: &'p Edits, counts: &'p mut Counts) -> Packets<'p> {
        Packets { mask, edits, counts, history: History::default() }
    }

    /// The packet with this number, from a link of this type (`None`: nobody knows which), as far as the capture kept it.
    pub fn packet(&mut self, number: u64, link_type: Option<u16>, old: &[u8]) -> Vec<u8> {
        let mut work = Work { number, old, new: old.to_vec(), covered: false };
        match link_type {
            Some(link_type) => self.link(&mut work, link_type),
            None => self.cover(&mut work, 0..old.len()),
        }
        self.counts.packets += 1;
        self.counts.covered_packets += u64::from(work.covered);
        work.new
    }

    /// Covers up what cannot be read.
    fn cover(&mut self, work: &mut Work, range: Range<usize>) {
        let Some(place) = work.new.get_mut(range).filter(|place| !place.is_empty()) else { return };
        place.fill(COVER);
        self.counts.covered += place.len() as u64;
        work.covered = true;
    }

    /// Replaces an address of IP that stands here.
    fn address(&mut self, work: &mut Work, at: usize, is_v6: bool) {
        let range = at..at + if is_v6 { 16 } else { 4 };
        if let (Some(old), Some(new)) = (work.old.get(range.clone()), work.new.get_mut(range)) {
            new.copy_from_slice(&self.mask.addresses.bytes(&self.mask.key, old, is_v6));
        }
    }

    /// Replaces an address of Ethernet that stands here.
    fn mac(&mut self, work: &mut Work, at: usize) {
        let old: Option<[u8; 6]> = work.old.get(at..).and_then(|rest| rest.first_chunk()).copied();
        if let (Some(old), Some(new)) = (old, work.new.get_mut(at..at + 6)) {
            new.copy_from_slice(&addresses::mac(&self.mask.key, old));
        }
    }

    /// Replaces what was decided about of a payload; the rest is covered up, but for what TCP sends again.
    fn payload(&mut self, work: &mut Work, range: Range<usize>, sent: Option<((SocketAddr, SocketAddr), u32)>) {
        let Some(old) = work.old.get(range.clone()) else { return };
        let mut decided = self.edits.apply(work.number, work.old, &mut work.new, &range);
        decided.sort_by_key(|range| range.start);
        let mut at = range.start;
        let end = range.end..range.end;
        for next in decided.into_iter().chain([end]) {
            if next.start > at {
                let again = sent.and_then(|(ends, seq)| {
                    let seq = seq.wrapping_add((at - range.start) as u32);
                    self.history.again(ends, seq, work.old.get(at..next.start)?)
                });
                match (again, work.new.get_mut(at..next.start)) {
                    (Some(again), Some(place)) if again.len() == place.len() => place.copy_from_slice(&again),
                    _ => self.cover(work, at..next.start),
                }
            }
            at = at.max(next.end);
        }
        if let (Some((ends, seq)), Some(new)) = (sent, work.new.get(range)) {
            self.history.add(ends, seq, old, new);
        }
    }
}

impl Work<'_> {
    fn len(&self) -> usize {
        self.old.len()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.old.get(at).copied()
    }

    fn half(&self, at: usize) -> Option<u16> {
        self.old.get(at..)?.first_chunk().map(|two| u16::from_be_bytes(*two))
    }

    fn put_half(&mut self, at: usize, half: u16) {
        if let Some(place) = self.new.get_mut(at..at + 2) {
            place.copy_from_slice(&half.to_be_bytes());
        }
    }

    /// Zeros: padding, and what may have been left in memory.
    fn clear(&mut self, range: Range<usize>) {
        if let Some(place) = self.new.get_mut(range) {
            place.fill(0);
        }
    }

    /// The sums of a range without the checksum in it, before and after.
    fn sums(&self, range: &Range<usize>, checksum: usize) -> (u64, u64) {
        let sum = |bytes: &[u8]| {
            let own = bytes.get(checksum..checksum + 2).map_or(0, sum::sum);
            bytes.get(range.clone()).map_or(0, sum::sum) - own
        };
        (sum(self.old), sum(&self.new))
    }

    /// An address of IP that stood here.
    fn ip(&self, at: usize, is_v6: bool) -> Option<IpAddr> {
        let rest = self.old.get(at..)?;
        match is_v6 {
            true => rest.first_chunk::<16>().map(|octets| IpAddr::from(*octets)),
            false => rest.first_chunk::<4>().map(|octets| IpAddr::from(*octets)),
        }
    }
}
