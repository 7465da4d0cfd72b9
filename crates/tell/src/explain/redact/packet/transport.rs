//! TCP and UDP, and what else IP carries.

use std::net::{IpAddr, SocketAddr};
use std::ops::Range;

use super::ip::options;
use super::sum::checksum;
use super::{Packets, Work};

/// Options of TCP that stay: end, nothing, segment size, window scale, selective acknowledgments, timestamps (RFC 9293 §3.2, RFC 7323,
/// RFC 2018). The others may hold cookies, keys and addresses.
const KEPT: [u8; 7] = [0, 1, 2, 3, 4, 5, 8];

/// What a packet of IP carries.
pub(super) struct Carried {
    /// From which address to which.
    pub ends: (IpAddr, IpAddr),
    /// The sums of both addresses, before and after.
    pub pseudo: (u64, u64),
    /// Where it stands in the packet.
    pub range: Range<usize>,
    /// Whether the capture did not keep all of it.
    pub is_cut: bool,
}

impl Packets<'_> {
    pub(super) fn transport(&mut self, work: &mut Work, protocol: u8, carried: Carried) {
        let range = carried.range.clone();
        let done = match protocol {
            1 => self.icmp(work, carried),
            2 => self.igmp(work, range.clone()),
            6 => self.tcp(work, carried),
            17 => self.udp(work, carried),
            58 => self.icmp6(work, carried),
            _ => None,
        };
        if done.is_none() {
            self.cover(work, range);
        }
    }

    fn tcp(&mut self, work: &mut Work, carried: Carried) -> Option<()> {
        let Range { start, end } = carried.range;
        let header = usize::from(work.byte(start + 12)? >> 4) * 4;
        let payload = start + header;
        if header < 20 || payload > end {
            return None;
        }
        options(work, start + 20..payload, &KEPT);
        let seq = u32::from(work.half(start + 4)?) << 16 | u32::from(work.half(start + 6)?);
        // The first byte has the number after that of a SYN.
        let seq = seq.wrapping_add(u32::from(work.byte(start + 13)? >> 1 & 1));
        let (from, to) = (work.half(start)?, work.half(start + 2)?);
        let ends = (SocketAddr::new(carried.ends.0, from), SocketAddr::new(carried.ends.1, to));
        self.payload(work, payload..end, Some((ends, seq)));
        summed(work, 6, &carried, end, start + 16);
        Some(())
    }

    fn udp(&mut self, work: &mut Work, carried: Carried) -> Option<()> {
        let Range { start, end } = carried.range;
        let payload = start + 8;
        if payload > end {
            return None;
        }
        let claimed = usize::from(work.half(start + 4)?);
        let last = if claimed == 0 { end } else { (start + claimed.max(8)).min(end) };
        self.payload(work, payload..last, None);
        work.clear(last..end);
        if work.half(start + 6)? != 0 {
            summed(work, 17, &carried, last, start + 6);
            if work.new.get(start + 6..payload) == Some(&[0, 0][..]) && !carried.is_cut {
                work.put_half(start + 6, 0xffff);
            }
        }
        Some(())
    }

    /// Who listens to which group (RFC 2236 §2, RFC 3376 §4).
    fn igmp(&mut self, work: &mut Work, range: Range<usize>) -> Option<()> {
        let Range { start, end } = range;
        match (work.byte(start)?, range.len()) {
            (0x11 | 0x12 | 0x16 | 0x17, 8..) => {
                self.address(work, start + 4, false);
                self.many(work, start + 12..end, false);
            }
            (0x22, 8..) => {
                let mut at = start + 8;
                while at + 8 <= end {
                    let sources = usize::from(work.half(at + 2)?);
                    let (next, more) = ((at + 8 + 4 * sources).min(end), 4 * usize::from(work.byte(at + 1)?));
                    self.many(work, at + 4..next, false);
                    work.clear(next..(next + more).min(end));
                    at = (next + more).min(end);
                }
            }
            _ => return None,
        }
        let old = work.half(start + 2)?;
        let sums = work.sums(&(start..end), start + 2);
        work.put_half(start + 2, checksum(old, sums, (0, 0)));
        Some(())
    }

    /// One address after the other; what is left at the end is none.
    pub(super) fn many(&mut self, work: &mut Work, range: Range<usize>, is_v6: bool) {
        let len = if is_v6 { 16 } else { 4 };
        let mut at = range.start;
        while at + len <= range.end {
            self.address(work, at, is_v6);
            at += len;
        }
        work.clear(at.min(range.end)..range.end);
    }
}

/// Puts the checksum of what is carried right, up to `end`. Of what the capture did not keep whole nobody knows it, and it would tell
/// something of what stood there.
pub(super) fn summed(work: &mut Work, protocol: u8, carried: &Carried, end: usize, at: usize) {
    let range = carried.range.start..end;
    if carried.is_cut {
        return work.put_half(at, 0);
    }
    let more = u64::from(protocol) + range.len() as u64;
    let sums = work.sums(&range, at);
    let old = work.half(at).unwrap_or_default();
    work.put_half(at, checksum(old, sums, (carried.pseudo.0 + more, carried.pseudo.1 + more)));
}
