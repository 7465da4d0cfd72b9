//! Protocols over UDP by their first bytes, and by their ports where the bytes fit: named, and left as they are.

use crate::recording::{Side, Sides};

/// What a datagram of this side is, if it can be told: what is said of what is not taken apart.
pub(super) fn name(ports: Sides<u16>, side: Side, bytes: &[u8]) -> Option<&'static str> {
    let on = |port: u16| ports.contains(&port);
    Some(match *bytes {
        // A record's type, version and epoch (RFC 6347 §4.1).
        [20..=25, 0xfe, 0xff | 0xfd, 0, ..] if bytes.len() >= 13 => {
            "DTLS, which is TLS for datagrams; not decoded here"
        }
        // A magic number (RFC 8489 §5).
        [0..=0x3f, _, _, _, 0x21, 0x12, 0xa4, 0x42, ..] if bytes.len() >= 20 => {
            "STUN, with which a calling program finds its own public address; not decoded here"
        }
        // A type, three zeros, and the only lengths that there are (WireGuard's paper, §5.4).
        [1, 0, 0, 0, ..] if bytes.len() == 148 => WIREGUARD,
        [2, 0, 0, 0, ..] if bytes.len() == 92 => WIREGUARD,
        // A magic number among the options (RFC 2131 §3).
        [1 | 2, 1, 6, ..] if bytes.get(236..240) == Some(&[0x63, 0x82, 0x53, 0x63]) => {
            "DHCP, in the clear, with which a machine asks for an address; not decoded here"
        }
        [1..=13, ..] if (on(546) || on(547)) && bytes.len() >= 4 => {
            "DHCPv6, in the clear, with which a machine asks for an address; not decoded here"
        }
        // Leap seconds, a version, a mode (RFC 5905 §7.3).
        [first, ..] if on(123) && bytes.len() >= 48 && matches!(first >> 3 & 7, 1..=4) && first & 7 != 0 => {
            "NTP, which tells the time; not decoded here"
        }
        _ if on(1900) && (bytes.starts_with(b"M-SEARCH ") || bytes.starts_with(b"NOTIFY ") || is_http(bytes)) => {
            "SSDP, in the clear, with which devices in a home find each other; not decoded here"
        }
        [_, _, _, _, 0, _, ..] if on(137) && bytes.len() >= 12 => {
            "NetBIOS names, in the clear: Windows asks its neighbours for a name; not decoded here"
        }
        [0x10..=0x17, ..] if on(138) => "NetBIOS datagrams, in the clear; not decoded here",
        [0x30, ..] if on(161) || on(162) => "SNMP, which monitors devices; not decoded here",
        [b'<', b'0'..=b'9', ..] if on(514) && side == Side::Client => "syslog, in the clear; not decoded here",
        [0, 1..=6, ..] if on(69) => "TFTP, which copies files in the clear; not decoded here",
        _ => return None,
    })
}

const WIREGUARD: &str = "WireGuard, a tunnel with its own encryption; not decoded here";

fn is_http(bytes: &[u8]) -> bool {
    bytes.starts_with(b"HTTP/1.1 ")
}
