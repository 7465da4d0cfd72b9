//! Tunnels that IP or UDP carry, by the header that each puts before what is in it.
//!
//! Sources: RFC 2784 and RFC 2890 (GRE), RFC 2637 §4 (PPTP), draft-foschiano-erspan, RFC 3378 (Ethernet in IP), RFC 7348 §5 (VXLAN),
//! draft-ietf-nvo3-vxlan-gpe §3, RFC 8926 §3 (GENEVE), RFC 7510 (MPLS in UDP).

use etherparse::IpNumber;

use super::layer::{Layer, from, short};
use super::skip::Skip;
use crate::recording::TunnelKind;

const VXLAN: u16 = 4789;
const VXLAN_GPE: u16 = 4790;
const GENEVE: u16 = 6081;
const MPLS_IN_UDP: u16 = 6635;

/// What is in a tunnel.
pub(super) struct Inside<'a> {
    pub by: TunnelKind,
    pub id: Option<u32>,
    pub layer: Layer<'a>,
}

impl<'a> Inside<'a> {
    fn new(by: TunnelKind, id: impl Into<Option<u32>>, layer: Layer<'a>) -> Inside<'a> {
        Inside { by, id: id.into(), layer }
    }
}

/// Whether this protocol of IP is a tunnel.
pub(super) fn is_one(protocol: IpNumber) -> bool {
    const ALL: [IpNumber; 5] =
        [IpNumber::IPV4, IpNumber::IPV6, IpNumber::GRE, IpNumber::ETHER_IP, IpNumber::MPLS_IN_IP];
    ALL.contains(&protocol)
}

/// What is in a packet of this protocol of IP; `None`: it is no tunnel.
pub(super) fn over_ip(protocol: IpNumber, payload: &[u8]) -> Option<Result<Inside<'_>, Skip>> {
    let plain = |by, layer| Some(Ok(Inside::new(by, None, layer)));
    match protocol {
        IpNumber::IPV4 | IpNumber::IPV6 => plain(TunnelKind::IpInIp, Layer::Ip(payload)),
        IpNumber::GRE => Some(gre(payload)),
        // A version and twelve bits that are zero.
        IpNumber::ETHER_IP => {
            Some(from(payload, 2).map(|frame| Inside::new(TunnelKind::EtherIp, None, Layer::Ethernet(frame))))
        }
        IpNumber::MPLS_IN_IP => plain(TunnelKind::Mpls, Layer::Mpls(payload)),
        _ => None,
    }
}

/// GRE: flags that say which further words there are, and an EtherType.
fn gre(packet: &[u8]) -> Result<Inside<'_>, Skip> {
    const CHECKSUM: u16 = 0x8000;
    const ROUTING: u16 = 0x4000;
    const KEY: u16 = 0x2000;
    const SEQUENCE: u16 = 0x1000;
    let (flags, kind) = (short(packet, 0)?, short(packet, 2)?);
    if flags & 7 == 1 {
        return pptp(flags, packet);
    }
    if flags & 7 != 0 || flags & ROUTING != 0 {
        return Err(Skip::OtherTransport);
    }
    let mut at = 4;
    at += if flags & CHECKSUM != 0 { 4 } else { 0 };
    let key = (flags & KEY != 0).then(|| word(packet, at)).transpose()?;
    at += if key.is_some() { 4 } else { 0 };
    at += if flags & SEQUENCE != 0 { 4 } else { 0 };
    let inner = from(packet, at)?;
    let layer = match kind {
        0x880b => Layer::Ppp(inner),
        0x88be | 0x22eb => return erspan(kind, flags & SEQUENCE != 0, inner),
        _ => Layer::Typed(kind, inner),
    };
    Ok(Inside::new(TunnelKind::Gre, key, layer))
}

/// GRE as PPTP has it: the key is a length and a call, and a word may acknowledge.
fn pptp(flags: u16, packet: &[u8]) -> Result<Inside<'_>, Skip> {
    let (len, call) = (usize::from(short(packet, 4)?), short(packet, 6)?);
    let mut at = 8;
    at += if flags & 0x1000 != 0 { 4 } else { 0 };
    at += if flags & 0x0080 != 0 { 4 } else { 0 };
    let inner = from(packet, at)?;
    if len == 0 {
        return Err(Skip::NotIp); // it only acknowledges
    }
    let inner = inner.get(..len).unwrap_or(inner);
    Ok(Inside::new(TunnelKind::Pptp, u32::from(call), Layer::Ppp(inner)))
}

/// A copy of a frame: without a header of its own (type I), with eight bytes (II), or with twelve or more (III).
fn erspan(kind: u16, numbered: bool, packet: &[u8]) -> Result<Inside<'_>, Skip> {
    let header = match kind {
        0x88be if !numbered => return Ok(Inside::new(TunnelKind::Erspan, None, Layer::Ethernet(packet))),
        0x88be => 8,
        // The last bit says whether eight bytes more follow.
        _ => 12 + if packet.get(11).ok_or(Skip::Header)? & 1 != 0 { 8 } else { 0 },
    };
    let session = u32::from(short(packet, 2)? & 0x3ff);
    Ok(Inside::new(TunnelKind::Erspan, session, Layer::Ethernet(from(packet, header)?)))
}

/// What is in a datagram between these ports; `None`: it is no tunnel, as far as its header tells.
pub(super) fn over_udp(ports: [u16; 2], payload: &[u8]) -> Option<Inside<'_>> {
    let on = |port| ports.contains(&port);
    let [_, _, _, next, n0, n1, n2, _] = *payload.first_chunk()?;
    let network = u32::from_be_bytes([0, n0, n1, n2]);
    let inner = payload.get(8..)?;
    let has_network = payload.first()? & 0x08 != 0;
    match () {
        () if on(VXLAN) && has_network => Some(Inside::new(TunnelKind::Vxlan, network, Layer::Ethernet(inner))),
        () if on(VXLAN_GPE) && has_network => {
            // Without the bit that says that there is a next protocol, it is Ethernet.
            let layer = match (payload.first()? & 0x04 != 0, next) {
                (false, _) | (true, 3) => Layer::Ethernet(inner),
                (true, 1 | 2) => Layer::Ip(inner),
                (true, 5) => Layer::Mpls(inner),
                _ => return None,
            };
            Some(Inside::new(TunnelKind::Vxlan, network, layer))
        }
        () if on(GENEVE) => geneve(payload, network),
        () if ports.get(1) == Some(&MPLS_IN_UDP) => Some(Inside::new(TunnelKind::Mpls, None, Layer::Mpls(payload))),
        () => None,
    }
}

/// GENEVE: version 0, options of so many words, an EtherType, a network.
fn geneve(payload: &[u8], network: u32) -> Option<Inside<'_>> {
    let first = *payload.first()?;
    let inner = payload.get(8 + 4 * usize::from(first & 0x3f)..).filter(|_| first & 0xc0 == 0)?;
    let kind = short(payload, 2).ok()?;
    Some(Inside::new(TunnelKind::Geneve, network, Layer::Typed(kind, inner)))
}

fn word(bytes: &[u8], at: usize) -> Result<u32, Skip> {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map(|four| u32::from_be_bytes(*four)).ok_or(Skip::Header)
}
