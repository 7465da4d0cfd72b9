//! What links have in common: EtherTypes, tags of virtual networks, LLC, PPP, and the labels of MPLS.
//!
//! Sources: IEEE 802.1Q, RFC 1042, RFC 1661 §2, RFC 1662 §3.1, RFC 2516 §4, RFC 3032, RFC 4385 §3, RFC 4928 §2.

use super::layer::{Layer, Peeled, Route, from, short};
use super::skip::Skip;
use crate::recording::Encapsulation;

const TAGS: [u16; 4] = [0x8100, 0x88a8, 0x9100, 0x9200]; // 802.1Q, 802.1ad, and what came before it
const IPV4: u16 = 0x0800;
const IPV6: u16 = 0x86dd;
const PPPOE: u16 = 0x8864;
const MPLS: [u16; 2] = [0x8847, 0x8848];
/// A frame of Ethernet, where something else than Ethernet carries it.
const BRIDGED: u16 = 0x6558;
/// Up to here an EtherType is a length (IEEE 802.3 §3.2.6).
const LONGEST: u16 = 1500;
/// Bytes of Ethernet's header.
const HEADER: usize = 14;

/// What a frame of Ethernet carries.
pub(super) fn ethernet(frame: &[u8]) -> Peeled<'_> {
    let (kind, payload) = (short(frame, 12)?, from(frame, HEADER)?);
    Ok(match kind {
        len if len <= LONGEST => Layer::Llc(payload.get(..usize::from(len)).unwrap_or(payload)),
        kind => Layer::Typed(kind, payload),
    })
}

/// What this EtherType says that there is.
pub(super) fn typed<'a>(kind: u16, payload: &'a [u8], route: &mut Route) -> Peeled<'a> {
    match kind {
        IPV4 | IPV6 => Ok(Layer::Ip(payload)),
        PPPOE => pppoe(payload, route),
        BRIDGED => Ok(Layer::Ethernet(payload)),
        _ if MPLS.contains(&kind) => Ok(Layer::Mpls(payload)),
        _ if TAGS.contains(&kind) => {
            let (tag, kind, inner) = (short(payload, 0)?, short(payload, 2)?, from(payload, 4)?);
            route.enter(Encapsulation::Vlan(tag & 0xfff));
            Ok(match kind {
                len if len <= LONGEST => Layer::Llc(inner.get(..usize::from(len)).unwrap_or(inner)),
                kind => Layer::Typed(kind, inner),
            })
        }
        _ => Err(Skip::NotIp),
    }
}

/// What LLC says that there is: an EtherType behind SNAP, or IP by a number of its own.
pub(super) fn llc(payload: &[u8]) -> Peeled<'_> {
    match payload {
        // The organisation 0, or that of 802.1H.
        [0xaa, 0xaa, 3, 0, 0, 0 | 0xf8, k0, k1, inner @ ..] => Ok(Layer::Typed(u16::from_be_bytes([*k0, *k1]), inner)),
        [6, 6, 3, ip @ ..] => Ok(Layer::Ip(ip)),
        _ => Err(Skip::NotIp),
    }
}

/// What a session of PPP over Ethernet carries: a header of six bytes, then PPP.
pub(super) fn pppoe<'a>(packet: &'a [u8], route: &mut Route) -> Peeled<'a> {
    let ppp = from(packet, 6)?;
    route.enter(Encapsulation::Pppoe(short(packet, 2)?));
    Ok(Layer::Ppp(ppp))
}

/// What PPP carries: the number of a protocol in two bytes, or in one that is odd, behind an address and a control byte that two ends
/// may agree to leave out.
pub(super) fn ppp(frame: &[u8]) -> Peeled<'_> {
    let frame = frame.strip_prefix(&[0xff, 3]).unwrap_or(frame);
    match frame {
        [0, 0x21 | 0x57, ip @ ..] | [0x21 | 0x57, ip @ ..] => Ok(Layer::Ip(ip)),
        [2, 0x81 | 0x83, labels @ ..] => Ok(Layer::Mpls(labels)),
        [] => Err(Skip::Header),
        _ => Err(Skip::NotIp),
    }
}

/// What stands behind labels. Nothing says what that is but its first four bits, which are IP's version; 0 begins the control word of a
/// wire that carries something else, mostly Ethernet, or Ethernet's own first address.
pub(super) fn mpls<'a>(mut packet: &'a [u8], route: &mut Route) -> Peeled<'a> {
    const BOTTOM: u32 = 0x100;
    loop {
        let (entry, rest) = packet.split_first_chunk().ok_or(Skip::Header)?;
        let entry = u32::from_be_bytes(*entry);
        route.enter(Encapsulation::Mpls(entry >> 12));
        packet = rest;
        if entry & BOTTOM != 0 {
            break;
        }
    }
    match packet.first().ok_or(Skip::Header)? >> 4 {
        4 | 6 => Ok(Layer::Ip(packet)),
        1 => channel(packet),
        nibble => {
            let word = (nibble == 0).then_some(4);
            let places = word.into_iter().chain([0]);
            let mut frames = places.filter_map(|at| packet.get(at..)).filter(|frame| leads_to_ip(frame));
            frames.next().map(Layer::Ethernet).ok_or(Skip::NotIp)
        }
    }
}

/// What an associated channel carries (RFC 4385 §5): one of its types is IP, in either version.
fn channel(packet: &[u8]) -> Peeled<'_> {
    match packet {
        [_, _, 0, 0x21 | 0x57, ip @ ..] => Ok(Layer::Ip(ip)),
        _ => Err(Skip::NotIp),
    }
}

/// Whether this is a frame of Ethernet, with tags or without, in which a packet of IP is.
fn leads_to_ip(frame: &[u8]) -> bool {
    let mut at = HEADER - 2;
    while short(frame, at).is_ok_and(|kind| TAGS.contains(&kind)) {
        at += 4;
    }
    let version = frame.get(at + 2).map(|first| first >> 4);
    matches!((short(frame, at), version), (Ok(IPV4), Some(4)) | (Ok(IPV6), Some(6)))
}
