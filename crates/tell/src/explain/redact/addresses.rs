//! Addresses become others of their kind: private ones private, of the same network the same network, and written out as long as
//! before. The same address is the same wherever it stands.
//!
//! Each part of an address goes round among the parts that may stand in its place, by a cycle that depends on what stands before it: so two
//! addresses differ where they differed before, and an address never stays what it was. What is everybody's (127.0.0.1, ::1, the
//! groups that every machine listens to) tells nothing of anybody, and stays.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::key::Key;

/// So many addresses are kept in mind; they can be computed again.
const MOST: usize = 1 << 16;
/// Hexadecimal digits of an IPv6 address, and of its end that a group for its neighbours repeats (RFC 4291 §2.7.1).
const DIGITS: usize = 32;
const TAIL: usize = 6;

/// The addresses that were met.
#[derive(Default)]
pub(super) struct Addresses {
    known: HashMap<IpAddr, IpAddr>,
    /// How many, as far as they are kept in mind.
    pub met: usize,
}

impl Addresses {
    /// Another address in the place of this one.
    pub fn other(&mut self, key: &Key, address: IpAddr) -> IpAddr {
        if let Some(new) = self.known.get(&address) {
            return *new;
        }
        let new = match address {
            IpAddr::V4(address) => IpAddr::V4(v4(key, address.octets()).into()),
            IpAddr::V6(address) => IpAddr::V6(v6(key, address)),
        };
        if self.known.len() >= MOST {
            self.known.clear();
        }
        self.known.insert(address, new);
        self.met += usize::from(address != new);
        new
    }

    /// The same of its bytes, 4 or 16; of fewer or others: the beginning of one of them.
    pub fn bytes(&mut self, key: &Key, bytes: &[u8], is_v6: bool) -> Vec<u8> {
        let mut all = bytes.to_vec();
        if is_v6 {
            all.resize(16, 0);
            let octets = <[u8; 16]>::try_from(all.as_slice()).unwrap_or_default();
            all = match self.other(key, Ipv6Addr::from(octets).into()) {
                IpAddr::V6(new) => new.octets().to_vec(),
                IpAddr::V4(new) => new.octets().to_vec(),
            };
        } else {
            all.resize(4, 0);
            let octets = <[u8; 4]>::try_from(all.as_slice()).unwrap_or_default();
            all = match self.other(key, Ipv4Addr::from(octets).into()) {
                IpAddr::V4(new) => new.octets().to_vec(),
                IpAddr::V6(new) => new.octets().to_vec(),
            };
        }
        all.resize(bytes.len(), 0);
        all
    }
}

/// What a part of an IPv4 address is among those that may stand in its place: where they are equal, one may become the other.
fn kind(before: &[u8], octet: u8) -> u16 {
    let itself = 1000 + u16::from(octet);
    let digits = match octet {
        0 | 255 => itself,
        1..=9 => 1,
        10..=99 => 2,
        100..=254 => 3,
    };
    match (before, octet) {
        // Private, loopback, link-local and shared networks begin like this, groups and reserved ones with the last.
        ([], 10 | 100 | 127 | 169 | 172 | 192 | 224..) => itself,
        ([192], 168) | ([169], 254) => itself,
        ([172], 16..=31) => 4,
        ([100], 64..=127) => 5 + digits,
        _ => digits,
    }
}

fn v4(key: &Key, octets: [u8; 4]) -> [u8; 4] {
    // Everybody's: no address, this machine, all, the groups of a network's own business, and that of SSDP.
    if matches!(octets, [0, 0, 0, 0] | [127, 0, 0, 1] | [255, 255, 255, 255] | [224, 0, 0, _] | [239, 255, 255, 250]) {
        return octets;
    }
    let mut new = octets;
    for (at, new) in new.iter_mut().enumerate() {
        let (before, octet) = (&octets[..at], octets[at]);
        let kind_of_it = kind(before, octet);
        let pool: Vec<u8> = (0..=255).filter(|other| kind(before, *other) == kind_of_it).collect();
        let cycle = key.cycle("octet", &[before, &kind_of_it.to_be_bytes()], pool.len());
        let place = pool.iter().position(|other| *other == octet).and_then(|place| cycle.get(place));
        *new = place.and_then(|place| pool.get(*place)).copied().unwrap_or(octet);
    }
    new
}

fn v6(key: &Key, address: Ipv6Addr) -> Ipv6Addr {
    let octets = address.octets();
    let embedded = |start: &[u8; 12], end: [u8; 4]| {
        Ipv6Addr::from(<[u8; 16]>::try_from([&start[..], &v4(key, end)[..]].concat()).unwrap_or(octets))
    };
    match octets {
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 | 1] => return address,
        // IPv4 in IPv6: mapped (RFC 4291 §2.5.5.2), translated (RFC 6052 §2.1).
        [start @ .., a, b, c, d]
            if start == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
                || start == [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0] =>
        {
            return embedded(&start, [a, b, c, d]);
        }
        _ => {}
    }
    let kept = match octets {
        [0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, ..] => DIGITS - TAIL,
        // Groups that were assigned for good.
        [0xff, flags, ..] if flags < 0x10 => return address,
        [0xff | 0xfe, ..] => 4,
        [0xfc | 0xfd, ..] => 2,
        _ => 1,
    };
    let digits: Vec<u8> = octets.iter().flat_map(|octet| [octet >> 4, octet & 15]).collect();
    let other = |at: usize| {
        let digit = digits[at];
        if at < kept || digit == 0 {
            return digit;
        }
        // The tail depends on nothing before it, so that its group can be told from it alone.
        let tail = DIGITS - TAIL;
        let before = if at >= tail { &digits[tail..at] } else { &digits[..at] };
        let cycle = key.cycle("digit", &[before, &[u8::from(at >= tail)]], 15);
        cycle.get(usize::from(digit) - 1).map_or(digit, |place| *place as u8 + 1)
    };
    let new: Vec<u8> = (0..DIGITS).map(other).collect();
    let octets: Vec<u8> = new.chunks(2).map(|two| two[0] << 4 | two[1]).collect();
    Ipv6Addr::from(<[u8; 16]>::try_from(octets).unwrap_or_default())
}

/// An address of Ethernet in the place of another: of one machine or of a group, made by a maker or by a machine, as before.
pub(super) fn mac(key: &Key, mac: [u8; 6]) -> [u8; 6] {
    let scrambled = key.scramble(&mac);
    let mut new = mac;
    match mac {
        [0, 0, 0, 0, 0, 0] | [255, 255, 255, 255, 255, 255] => {}
        // A group's address repeats the end of IP's.
        [0x33, 0x33, 0xff, a, b, c] => {
            let group = [0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, a, b, c];
            new[3..].copy_from_slice(&v6(key, group.into()).octets()[13..]);
        }
        // Of the groups that every machine knows, or of a bridge's own business.
        [0x33, 0x33, 0, ..] | [1, 0, 0x5e, 0, 0, _] | [1, 0x80, 0xc2, ..] | [1, 0, 0x5e, 0x7f, 0xff, 0xfa] => {}
        [first, ..] if first & 1 == 1 => new[3..].copy_from_slice(&scrambled[3..]),
        [first, ..] => {
            new.copy_from_slice(&scrambled);
            new[0] = (scrambled[0] & !3) | (first & 3);
        }
    }
    new
}
