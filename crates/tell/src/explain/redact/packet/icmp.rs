//! ICMP: what became of a packet, which it quotes; who is there; which addresses a network has.

use std::ops::Range;

use super::sum::checksum;
use super::transport::{Carried, summed};
use super::{Packets, Work};

/// Bytes of its header before what it quotes, or asks to be sent back.
const HEADER: usize = 8;

impl Packets<'_> {
    pub(super) fn icmp(&mut self, work: &mut Work, carried: Carried) -> Option<()> {
        let Range { start, end } = carried.range;
        let body = start + HEADER;
        if body > end {
            return None;
        }
        match work.byte(start)? {
            5 => {
                self.address(work, start + 4, false);
                self.quoted(work, body..end);
            }
            3 | 4 | 11 | 12 => self.quoted(work, body..end),
            0 | 8 => self.cover(work, body..end),
            _ => self.cover(work, start + 4..end),
        }
        if carried.is_cut {
            work.put_half(start + 2, 0);
        } else {
            let sums = work.sums(&(start..end), start + 2);
            let old = work.half(start + 2)?;
            work.put_half(start + 2, checksum(old, sums, (0, 0)));
        }
        Some(())
    }

    pub(super) fn icmp6(&mut self, work: &mut Work, carried: Carried) -> Option<()> {
        let Range { start, end } = carried.range;
        let body = start + HEADER;
        if body > end {
            return None;
        }
        match work.byte(start)? {
            1..=4 => self.quoted(work, body..end),
            128 | 129 => self.cover(work, body..end),
            133 => self.neighbour(work, body..end, 0),
            134 => {
                // Two times between header and options (RFC 4861 §4.2).
                self.neighbour(work, (body + 8).min(end)..end, 0);
            }
            135 | 136 => self.neighbour(work, body..end, 1),
            137 => self.neighbour(work, body..end, 2),
            130..=132 => {
                self.many(work, body..(body + 16).min(end), true);
                // Version 2 (RFC 3810 §5.1): a few numbers, then sources.
                self.many(work, (body + 20).min(end)..end, true);
            }
            143 => {
                let mut at = body;
                while at + 20 <= end {
                    let sources = usize::from(work.half(at + 2)?);
                    let (next, more) = ((at + 20 + 16 * sources).min(end), 4 * usize::from(work.byte(at + 1)?));
                    self.many(work, at + 4..next, true);
                    work.clear(next..(next + more).min(end));
                    at = (next + more).min(end);
                }
            }
            _ => self.cover(work, start + 4..end),
        }
        summed(work, 58, &carried, end, start + 2);
        Some(())
    }

    /// So many addresses, then options (RFC 4861 §4.6, RFC 8106 §5): addresses of links, prefixes, name servers.
    fn neighbour(&mut self, work: &mut Work, range: Range<usize>, addresses: usize) {
        let mut at = (range.start + 16 * addresses).min(range.end);
        self.many(work, range.start..at, true);
        while at + 8 <= range.end {
            let len = usize::from(work.byte(at + 1).unwrap_or_default()) * 8;
            let end = if len == 0 { range.end } else { (at + len).min(range.end) };
            match (work.byte(at), len) {
                (Some(1 | 2), 8) => self.mac(work, at + 2),
                (Some(3), 32) if end == at + len => self.address(work, at + 16, true),
                (Some(25), 8..) => self.many(work, at + 8..end, true),
                (Some(5), 8) => {}
                _ => work.clear(at + 2..end),
            }
            at = end;
        }
        work.clear(at..range.end);
    }

    /// A packet of IP, or the beginning of one, that is quoted.
    fn quoted(&mut self, work: &mut Work, range: Range<usize>) {
        let Range { start, end } = range;
        let inside = match work.byte(start).map(|byte| (byte >> 4, usize::from(byte & 15) * 4)) {
            Some((4, header @ 20..)) if start + header <= end => {
                self.address(work, start + 12, false);
                self.address(work, start + 16, false);
                super::ip::options(work, start + 20..start + header, &[0, 1, 148]);
                let sums = work.sums(&(start..start + header), start + 10);
                let old = work.half(start + 10).unwrap_or_default();
                work.put_half(start + 10, checksum(old, sums, (0, 0)));
                Some((work.byte(start + 9), start + header))
            }
            Some((6, _)) if start + 40 <= end => {
                self.address(work, start + 8, true);
                self.address(work, start + 24, true);
                Some((work.byte(start + 6), start + 40))
            }
            _ => None,
        };
        // Of a header the ports and the numbers stay; a checksum would tell something of what stood there.
        let (at, kept, sum) = match inside {
            Some((Some(6), at)) => (at, 20, Some(16)),
            Some((Some(17), at)) => (at, 8, Some(6)),
            Some((_, at)) => (at, 4, None),
            None => (start, 0, None),
        };
        self.cover(work, (at + kept).min(end)..end);
        if let Some(sum) = sum.filter(|sum| at + sum + 2 <= end) {
            work.put_half(at + sum, 0);
        }
    }
}
