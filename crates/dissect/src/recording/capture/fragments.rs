//! IP packets that came in fragments, put back together (RFC 791 §3.2, RFC 8200 §4.5).

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::time::Duration;

use etherparse::defrag::IpDefragBuf;
use etherparse::{IpFragOffset, IpNumber, Ipv6ExtensionSlice, LaxIpSlice};

use crate::recording::Timestamp;

/// So many packets are waited for at once, 64 KiB each at the most; then the one that began first is given up.
const MOST: usize = 512;

/// So long after the last of them a fragment with the same number belongs to another packet (RFC 8200 §4.5).
const PATIENCE: Duration = Duration::from_secs(60);

/// Fragments that wait for others.
#[derive(Default)]
pub(super) struct Fragments {
    pending: HashMap<Key, Pending>,
    /// Those that wait, in the order in which they began; some have ended since.
    begun: VecDeque<(u64, Key)>,
    next: u64,
    given_up: u64,
}

/// What the fragments of one packet have in common.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    from: IpAddr,
    to: IpAddr,
    number: u32,
    protocol: Option<u8>, // IPv4's fragments are told apart by it too
}

struct Pending {
    /// Its place among all that began.
    number: u64,
    buffer: IpDefragBuf,
    fragments: u64,
    last: Timestamp,
}

/// One fragment.
struct Fragment {
    key: Key,
    offset: IpFragOffset,
    more: bool,
}

/// What came in fragments, without its IP header.
pub(super) struct Whole {
    pub protocol: IpNumber,
    pub bytes: Vec<u8>,
}

impl Fragments {
    /// Takes a fragment; gives the whole if it was the last one that was missing.
    pub fn push(&mut self, ip: &LaxIpSlice, at: Timestamp) -> Option<Whole> {
        let payload = ip.payload();
        let Some(Fragment { key, offset, more }) = fragment(ip).filter(|_| !payload.incomplete) else {
            self.given_up += 1;
            return None;
        };
        if self.pending.get(&key).is_some_and(|p| at.since(p.last) > PATIENCE) {
            self.give_up(&key);
        }
        if !self.pending.contains_key(&key) {
            self.make_room();
            self.begun.push_back((self.next, key.clone()));
            let buffer = IpDefragBuf::new(payload.ip_number, Vec::new(), Vec::new());
            self.pending.insert(key.clone(), Pending { number: self.next, buffer, fragments: 0, last: at });
            self.next += 1;
        }
        let pending = self.pending.get_mut(&key)?;
        (pending.fragments, pending.last) = (pending.fragments + 1, at);
        if pending.buffer.add(offset, more, payload.payload).is_err() {
            self.give_up(&key);
            return None;
        }
        if !pending.buffer.is_complete() {
            return None;
        }
        let buffer = self.pending.remove(&key)?.buffer;
        Some(Whole { protocol: buffer.ip_number(), bytes: buffer.take_bufs().0 })
    }

    /// How many fragments have come to nothing; those that still wait count.
    pub fn lost(&self) -> u64 {
        self.given_up + self.pending.values().map(|p| p.fragments).sum::<u64>()
    }

    /// Gives up who began first, if as many wait as may, and forgets in the queue those that have ended.
    fn make_room(&mut self) {
        while self.pending.len() >= MOST
            && let Some((number, key)) = self.begun.pop_front()
        {
            if self.pending.get(&key).is_some_and(|pending| pending.number == number) {
                self.give_up(&key);
            }
        }
        if self.begun.len() >= 2 * MOST {
            self.begun.retain(|(number, key)| self.pending.get(key).is_some_and(|pending| pending.number == *number));
        }
    }

    fn give_up(&mut self, key: &Key) {
        self.given_up += self.pending.remove(key).map_or(0, |p| p.fragments);
    }
}

fn fragment(ip: &LaxIpSlice) -> Option<Fragment> {
    let (from, to) = (ip.source_addr(), ip.destination_addr());
    match ip {
        LaxIpSlice::Ipv4(ip) => {
            let header = ip.header();
            let protocol = Some(header.protocol().0);
            let key = Key { from, to, number: header.identification().into(), protocol };
            Some(Fragment { key, offset: header.fragments_offset(), more: header.more_fragments() })
        }
        LaxIpSlice::Ipv6(ip) => ip.extensions().clone().into_iter().find_map(|extension| match extension {
            Ipv6ExtensionSlice::Fragment(header) => {
                let key = Key { from, to, number: header.identification(), protocol: None };
                Some(Fragment { key, offset: header.fragment_offset(), more: header.more_fragments() })
            }
            _ => None,
        }),
    }
}
