//! What a link puts before an IP packet, by the link type that the capture names.
//!
//! Source: the list of link-layer header types of tcpdump.org (draft-ietf-opsawg-pcaplinktype).

use super::ether;
use super::layer::{Layer, Peeled, Route, from, short};
use super::skip::Skip;
use super::wireless;

const BSD_LOOPBACK: u32 = 0;
const ETHERNET: u32 = 1;
const PPP: u32 = 9;
const PPP_HDLC: u32 = 50;
const PPP_ETHER: u32 = 51;
const CISCO_HDLC: u32 = 104;
const WIRELESS: u32 = 105;
const OPENBSD_LOOPBACK: u32 = 108;
const LINUX_COOKED: u32 = 113;
const PRISM: u32 = 119;
const RADIOTAP: u32 = 127;
const AVS: u32 = 163;
const PPI: u32 = 192;
const PPP_WITH_DIRECTION: u32 = 204;
const MPLS: u32 = 219;
const NFLOG: u32 = 239;
const LINUX_COOKED_V2: u32 = 276;
/// What tcpdump on macOS writes for several interfaces at once, under its own number and under the one that Apple took.
const PKTAP: [u32; 2] = [149, 258];
/// Nothing at all: raw IP, under the numbers that systems have had for it, and for one version of IP alone.
const RAW_IP: [u32; 5] = [12, 14, 101, 228, 229];

/// The names of the link types that one meets and that are not read.
const NAMES: [(u32, &str); 10] = [
    (6, "token ring"),
    (10, "FDDI"),
    (147, "reserved for private use"),
    (187, "Bluetooth HCI"),
    (189, "USB, Linux"),
    (195, "802.15.4"),
    (201, "Bluetooth HCI with direction"),
    (220, "USB, Linux, padded"),
    (249, "USB, Windows"),
    (252, "Wireshark's exported PDUs"),
];

/// What a link type is called that is not read.
pub(super) fn name(link_type: u32) -> &'static str {
    NAMES.iter().find(|(number, _)| *number == link_type).map_or("not one of the usual ones", |(_, name)| name)
}

/// What is in a packet of this link type; `None`: nobody here knows where in it anything begins.
pub(super) fn inside<'a>(link_type: u32, packet: &'a [u8], route: &mut Route) -> Option<Peeled<'a>> {
    Some(match link_type {
        _ if RAW_IP.contains(&link_type) => Ok(Layer::Ip(packet)),
        ETHERNET => Ok(Layer::Ethernet(packet)),
        BSD_LOOPBACK | OPENBSD_LOOPBACK => loopback(packet),
        LINUX_COOKED => typed(packet, 14, 16),
        LINUX_COOKED_V2 => typed(packet, 0, 20),
        PPP => Ok(Layer::Ppp(packet)),
        PPP_WITH_DIRECTION => from(packet, 1).map(Layer::Ppp),
        PPP_HDLC => match packet.first() {
            // Cisco's own form of it, to one or to all.
            Some(0x0f | 0x8f) => typed(packet, 2, 4),
            _ => Ok(Layer::Ppp(packet)),
        },
        CISCO_HDLC => typed(packet, 2, 4),
        PPP_ETHER => ether::pppoe(packet, route),
        WIRELESS => wireless::data(packet, false),
        PRISM => wireless::prism(packet),
        RADIOTAP => wireless::radiotap(packet),
        AVS => wireless::avs(packet),
        MPLS => Ok(Layer::Mpls(packet)),
        NFLOG => nflog(packet),
        PPI => described(packet, |packet| Some((usize::from(little(packet, 2)?), 4))),
        _ if PKTAP.contains(&link_type) => described(packet, |packet| Some((usize::from(little(packet, 0)?), 8))),
        _ => return None,
    })
}

/// A packet whose EtherType stands at `at` and whose payload begins at `start`.
fn typed(packet: &[u8], at: usize, start: usize) -> Peeled<'_> {
    match short(packet, at)? {
        // LLC, where Linux had no EtherType to give.
        4 => from(packet, start).map(Layer::Llc),
        kind => from(packet, start).map(|payload| Layer::Typed(kind, payload)),
    }
}

/// A packet that begins with an address family: in the byte order of the machine that captured it (type 0), or in the
/// network's (type 108). Families are small numbers, which leaves no doubt about the order.
fn loopback(packet: &[u8]) -> Peeled<'_> {
    let (family, payload) = packet.split_first_chunk().ok_or(Skip::Header)?;
    match u32::from_be_bytes(*family).min(u32::from_le_bytes(*family)) {
        // AF_INET everywhere; AF_INET6 on Linux, Windows, NetBSD and OpenBSD, FreeBSD, macOS.
        2 | 10 | 23 | 24 | 28 | 30 => Ok(Layer::Ip(payload)),
        _ => Err(Skip::NotIp),
    }
}

/// A packet with notes before it that say how long they are, and which link type follows on them at which place.
fn described(packet: &[u8], about: impl Fn(&[u8]) -> Option<(usize, usize)>) -> Peeled<'_> {
    const LEAST: usize = 8;
    let (len, place) = about(packet).ok_or(Skip::Header)?;
    let kind = packet.get(place..).and_then(<[u8]>::first_chunk).ok_or(Skip::Header)?;
    let inner = from(packet, len.max(LEAST))?;
    Ok(Layer::Link(u32::from_le_bytes(*kind), inner))
}

/// What Linux's firewall logs: a family, then values with their length and type, in the byte order of the machine. One of them is the
/// packet.
fn nflog(packet: &[u8]) -> Peeled<'_> {
    const PAYLOAD: u16 = 9;
    let family = packet.first().ok_or(Skip::Header)?;
    let found = |number: fn([u8; 2]) -> u16| {
        let mut at = 4;
        loop {
            let [l0, l1, t0, t1] = *packet.get(at..)?.first_chunk()?;
            let len = usize::from(number([l0, l1])).max(4);
            if number([t0, t1]) & 0x7fff == PAYLOAD {
                return packet.get(at + 4..(at + len).min(packet.len()));
            }
            at += len.next_multiple_of(4);
        }
    };
    let payload = found(u16::from_le_bytes).or_else(|| found(u16::from_be_bytes)).ok_or(Skip::Header)?;
    match family {
        2 | 10 => Ok(Layer::Ip(payload)), // AF_INET and AF_INET6 of Linux
        _ => Err(Skip::NotIp),
    }
}

/// The number of two bytes, the lower first, at a place.
fn little(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
