//! What a link puts before an IP packet, and ARP.

use super::{Packets, Work};

const TAGS: [u16; 4] = [0x8100, 0x88a8, 0x9100, 0x9200];
const ARP: u16 = 0x0806;
const IP: [u16; 2] = [0x0800, 0x86dd];
const PPPOE: u16 = 0x8864;

impl Packets<'_> {
    /// A packet from a link of this type: those that the reader of captures takes apart.
    pub(super) fn link(&mut self, work: &mut Work, link_type: u16) {
        match link_type {
            12 | 14 | 101 | 228 | 229 => self.internet(work, 0),
            1 => {
                self.mac(work, 0);
                self.mac(work, 6);
                self.typed(work, 12, 14);
            }
            0 | 108 => self.internet(work, 4),
            113 => {
                self.hardware(work, 4..6, 6);
                self.typed(work, 14, 16);
            }
            276 => {
                self.hardware(work, 11..12, 12);
                self.typed(work, 0, 20);
            }
            _ => self.cover(work, 0..work.len()),
        }
    }

    /// The sender's address in a cooked capture, in eight bytes, of which so many count.
    fn hardware(&mut self, work: &mut Work, len: std::ops::Range<usize>, at: usize) {
        let len = work.old.get(len).map_or(0, |len| len.iter().fold(0, |all, byte| all << 8 | usize::from(*byte)));
        if len == 6 {
            self.mac(work, at);
            work.clear(at + 6..at + 8);
        } else {
            work.clear(at..at + 8);
        }
    }

    /// A packet whose EtherType stands at `at` and whose payload begins at `start`, tags between them left out.
    fn typed(&mut self, work: &mut Work, mut at: usize, mut start: usize) {
        while work.half(at).is_some_and(|kind| TAGS.contains(&kind)) {
            (at, start) = (start + 2, start + 4);
        }
        match work.half(at) {
            Some(kind) if IP.contains(&kind) => self.internet(work, start),
            Some(ARP) => self.arp(work, start),
            Some(PPPOE) => match work.old.get(start + 6..) {
                Some([0, 0x21 | 0x57, ..]) => self.internet(work, start + 8),
                Some([0x21 | 0x57, ..]) => self.internet(work, start + 7),
                _ => self.cover(work, start + 6..work.len().max(start + 6)),
            },
            // What bridges and routers tell each other; it may name them.
            _ => self.cover(work, start..work.len().max(start)),
        }
    }

    /// Who has this address? (RFC 826): of Ethernet and IPv4.
    fn arp(&mut self, work: &mut Work, start: usize) {
        if work.old.get(start..start + 6) != Some(&[0, 1, 8, 0, 6, 4]) || work.len() < start + 28 {
            return self.cover(work, start..work.len().max(start));
        }
        self.mac(work, start + 8);
        self.address(work, start + 14, false);
        self.mac(work, start + 18);
        self.address(work, start + 24, false);
        work.clear(start + 28..work.len());
    }
}
