//! IPv4 and IPv6, and their fragments.

use std::ops::Range;

use super::sum::{checksum, folded, sum};
use super::transport::Carried;
use super::{Packets, Work};

const TCP: u8 = 6;
const UDP: u8 = 17;
/// Bytes of IPv6's header, and of that of a fragment.
const V6_HEADER: usize = 40;
const FRAGMENT_HEADER: usize = 8;

impl Packets<'_> {
    /// The packet of IP that begins here.
    pub(super) fn internet(&mut self, work: &mut Work, start: usize) {
        let done = match work.byte(start).map(|byte| byte >> 4) {
            Some(4) => self.v4(work, start),
            Some(6) => self.v6(work, start),
            _ => None,
        };
        if done.is_none() {
            self.cover(work, start..work.len().max(start));
        }
    }

    fn v4(&mut self, work: &mut Work, start: usize) -> Option<()> {
        let header = usize::from(work.byte(start)? & 15) * 4;
        let payload = start + header;
        if header < 20 || payload > work.len() {
            return None;
        }
        let claimed = usize::from(work.half(start + 2)?);
        // Caught before its length was filled in, it has all that there is.
        let end = if claimed == 0 { work.len() } else { (start + claimed.max(header)).min(work.len()) };
        self.address(work, start + 12, false);
        self.address(work, start + 16, false);
        options(work, start + 20..payload, &[0, 1, 148]);
        let old = work.half(start + 10)?;
        if old != 0 {
            let sums = work.sums(&(start..payload), start + 10);
            work.put_half(start + 10, checksum(old, sums, (0, 0)));
        }
        let protocol = work.byte(start + 9)?;
        let carried =
            self.carried(work, (start + 12, start + 16, false), payload..end, start + claimed > work.len())?;
        let fragment = work.half(start + 6)?;
        match fragment & 0x3fff {
            0 => self.transport(work, protocol, carried),
            place => self.fragment(work, protocol, carried, place & 0x1fff == 0),
        }
        work.clear(end..work.len());
        Some(())
    }

    fn v6(&mut self, work: &mut Work, start: usize) -> Option<()> {
        let claimed = usize::from(work.half(start + 4)?);
        let mut at = start + V6_HEADER;
        if at > work.len() {
            return None;
        }
        let end = if claimed == 0 { work.len() } else { (at + claimed).min(work.len()) };
        self.address(work, start + 8, true);
        self.address(work, start + 24, true);
        let is_cut = at + claimed > work.len();
        let mut protocol = work.byte(start + 6)?;
        loop {
            let next = match protocol {
                0 | 60 => {
                    let len = (usize::from(work.byte(at + 1)?) + 1) * 8;
                    if at + len > end {
                        return None;
                    }
                    options_v6(work, at + 2..at + len);
                    at + len
                }
                44 => {
                    let place = work.half(at + 2)?;
                    let next = at + FRAGMENT_HEADER;
                    if place & 0xfff9 != 0 {
                        let protocol = work.byte(at)?;
                        let carried = self.carried(work, (start + 8, start + 24, true), next.min(end)..end, is_cut)?;
                        self.fragment(work, protocol, carried, place & 0xfff8 == 0);
                        work.clear(end..work.len());
                        return Some(());
                    }
                    next
                }
                _ => break,
            };
            protocol = work.byte(at)?;
            at = next;
        }
        if at > end {
            return None;
        }
        let carried = self.carried(work, (start + 8, start + 24, true), at..end, is_cut)?;
        self.transport(work, protocol, carried);
        work.clear(end..work.len());
        Some(())
    }

    fn carried(
        &self,
        work: &Work,
        (from, to, is_v6): (usize, usize, bool),
        range: Range<usize>,
        is_cut: bool,
    ) -> Option<Carried> {
        let len = if is_v6 { 16 } else { 4 };
        let both = |bytes: &[u8]| Some(sum(bytes.get(from..from + len)?) + sum(bytes.get(to..to + len)?));
        let ends = (work.ip(from, is_v6)?, work.ip(to, is_v6)?);
        Some(Carried { ends, pseudo: (both(work.old)?, both(&work.new)?), range, is_cut })
    }

    /// A fragment: what it holds cannot be told from it alone. Zeros take its place, which add nothing to the checksum in the first.
    fn fragment(&mut self, work: &mut Work, protocol: u8, carried: Carried, is_first: bool) {
        self.counts.fragments += 1;
        let Carried { range, pseudo, .. } = carried;
        let (header, at) = match protocol {
            UDP if is_first => (8, 6),
            TCP if is_first => (20, 16),
            _ => (0, 0),
        };
        work.clear((range.start + header).min(range.end)..range.end);
        let checksum = range.start + at;
        if header == 0 || range.len() < header || work.half(checksum) == Some(0) {
            return;
        }
        work.put_half(checksum, 0);
        if protocol == UDP {
            let len = u64::from(work.half(range.start + 4).unwrap_or_default());
            let all = work.new.get(range.start..range.start + header).map_or(0, sum);
            let right = !folded(pseudo.1 + u64::from(UDP) + len + all);
            work.put_half(checksum, if right == 0 { 0xffff } else { right });
        }
    }
}

/// Options of IPv4 or TCP: those of these kinds stay, nothing takes the place of others, which may hold addresses and keys.
pub(super) fn options(work: &mut Work, range: Range<usize>, kept: &[u8]) {
    const END: u8 = 0;
    const NOTHING: u8 = 1;
    let mut at = range.start;
    while at < range.end {
        let kind = work.byte(at).unwrap_or(END);
        let len = match kind {
            END => range.end - at,
            NOTHING => 1,
            _ => usize::from(work.byte(at + 1).unwrap_or(0)),
        };
        let fits = len >= 1 && at + len <= range.end && (kind <= NOTHING || len >= 2);
        let end = if fits { at + len } else { range.end };
        if kind == END {
            work.clear(at..end);
        } else if !fits || !kept.contains(&kind) {
            work.new.get_mut(at..end).into_iter().for_each(|place| place.fill(NOTHING));
        }
        at = end;
    }
}

/// Options of IPv6 (RFC 8200 §4.2): padding, the router alert and jumbograms stay; of others the data.
fn options_v6(work: &mut Work, range: Range<usize>) {
    let mut at = range.start;
    while at < range.end {
        let kind = work.byte(at).unwrap_or_default();
        let len = if kind == 0 { 1 } else { 2 + usize::from(work.byte(at + 1).unwrap_or_default()) };
        let end = (at + len).min(range.end);
        if !matches!(kind, 0 | 5 | 0xc2) {
            work.clear((at + 2).min(end)..end);
        }
        at = end;
    }
}
