//! What a link puts before an IP packet, by the link type that the capture names.
//!
//! Source: the list of link-layer header types of tcpdump.org (draft-ietf-opsawg-pcaplinktype); IEEE 802.1Q for tags.

use super::error::{CaptureError, Result};
use super::segment::Skip;

const BSD_LOOPBACK: u32 = 0;
const ETHERNET: u32 = 1;
const OPENBSD_LOOPBACK: u32 = 108;
const LINUX_COOKED: u32 = 113;
const LINUX_COOKED_V2: u32 = 276;
/// Nothing at all: raw IP, under the numbers that systems have had for it, and for one version of IP alone.
const RAW_IP: [u32; 5] = [12, 14, 101, 228, 229];

const TAGS: [u16; 4] = [0x8100, 0x88a8, 0x9100, 0x9200]; // 802.1Q, 802.1ad, and what came before it
const IPV4: u16 = 0x0800;
const IPV6: u16 = 0x86dd;
const PPPOE: u16 = 0x8864;

/// The names of the link types that one meets.
const NAMES: [(u32, &str); 22] = [
    (BSD_LOOPBACK, "BSD loopback"),
    (ETHERNET, "Ethernet"),
    (6, "token ring"),
    (9, "PPP"),
    (10, "FDDI"),
    (50, "PPP in HDLC-like framing"),
    (51, "PPP over Ethernet"),
    (105, "802.11"),
    (OPENBSD_LOOPBACK, "OpenBSD loopback"),
    (LINUX_COOKED, "Linux cooked"),
    (119, "802.11 with Prism header"),
    (127, "802.11 with radiotap header"),
    (147, "reserved for private use"),
    (163, "802.11 with AVS header"),
    (187, "Bluetooth HCI"),
    (189, "USB, Linux"),
    (195, "802.15.4"),
    (201, "Bluetooth HCI with direction"),
    (220, "USB, Linux, padded"),
    (249, "USB, Windows"),
    (252, "Wireshark's exported PDUs"),
    (LINUX_COOKED_V2, "Linux cooked v2"),
];

/// What a link type is called.
pub(super) fn name(link_type: u32) -> &'static str {
    NAMES.iter().find(|(number, _)| *number == link_type).map_or("not one of the usual ones", |(_, name)| name)
}

/// The IP packet in a packet of this link type.
///
/// # Errors
/// A link type that this does not know: then nothing of that interface can be read, and a skipped packet would hide it.
pub(super) fn datagram(link_type: u32, number: u64, packet: &[u8]) -> Result<std::result::Result<&[u8], Skip>> {
    match link_type {
        _ if RAW_IP.contains(&link_type) => Ok(Ok(packet)),
        ETHERNET => Ok(typed(packet, 12, 14)),
        BSD_LOOPBACK | OPENBSD_LOOPBACK => Ok(loopback(packet)),
        LINUX_COOKED => Ok(typed(packet, 14, 16)),
        LINUX_COOKED_V2 => Ok(typed(packet, 0, 20)),
        _ => Err(CaptureError::LinkType { packet: number, link_type }),
    }
}

/// A packet whose EtherType stands at `at` and whose payload begins at `start`, tags between them left out.
fn typed(packet: &[u8], at: usize, start: usize) -> std::result::Result<&[u8], Skip> {
    let mut kind = packet.get(at..).and_then(<[u8]>::first_chunk).ok_or(Skip::Header)?;
    let mut payload = packet.get(start..).ok_or(Skip::Header)?;
    while TAGS.contains(&u16::from_be_bytes(*kind)) {
        kind = payload.get(2..).and_then(<[u8]>::first_chunk).ok_or(Skip::Header)?;
        payload = payload.get(4..).ok_or(Skip::Header)?;
    }
    match u16::from_be_bytes(*kind) {
        IPV4 | IPV6 => Ok(payload),
        PPPOE => pppoe(payload),
        _ => Err(Skip::NotIp),
    }
}

/// What a session of PPP over Ethernet carries (RFC 2516 §4, RFC 1661 §2): a header of six bytes, and the number of a protocol in two, or
/// in one that is odd.
fn pppoe(packet: &[u8]) -> std::result::Result<&[u8], Skip> {
    let ppp = packet.get(6..).ok_or(Skip::Header)?;
    match ppp {
        [0, 0x21 | 0x57, ip @ ..] | [0x21 | 0x57, ip @ ..] => Ok(ip),
        _ => Err(Skip::NotIp),
    }
}

/// A packet that begins with an address family: in the byte order of the machine that captured it (type 0), or in the
/// network's (type 108). Families are small numbers, which leaves no doubt about the order.
fn loopback(packet: &[u8]) -> std::result::Result<&[u8], Skip> {
    let (family, payload) = packet.split_first_chunk().ok_or(Skip::Header)?;
    match u32::from_be_bytes(*family).min(u32::from_le_bytes(*family)) {
        // AF_INET everywhere; AF_INET6 on Linux, Windows, NetBSD and OpenBSD, FreeBSD, macOS.
        2 | 10 | 23 | 24 | 28 | 30 => Ok(payload),
        _ => Err(Skip::NotIp),
    }
}
