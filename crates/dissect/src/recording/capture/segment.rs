//! One packet taken apart: which TCP segment it carries, or why it is not for us.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use etherparse::{IpNumber, Ipv6ExtensionsSlice, LaxIpSlice, TcpSlice};

use super::error::Result;
use super::fragments::Fragments;
use super::link;
use super::quoted::{self, Quoted};
use crate::recording::Timestamp;

/// A TCP segment.
pub(super) struct Segment {
    pub from: SocketAddr,
    pub to: SocketAddr,
    pub seq: u32,
    pub ack: Option<u32>,
    pub syn: bool,
    pub fin: bool,
    pub reset: bool,
    /// Its payload.
    pub bytes: Bytes,
    /// Where that stands in the packet.
    pub start: usize,
    /// How many more bytes of payload it had than the capture kept.
    pub cut_off: u64,
}

/// Why a packet is not in the recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// Neither IPv4 nor IPv6.
    NotIp,
    /// IP, but not TCP.
    NotTcp,
    /// UDP that begins like QUIC: HTTP/3 most likely.
    Quic,
    /// A fragment of an IP packet of which others are missing.
    Fragment,
    /// The capture kept too little of it, or its header contradicts itself.
    Header,
    /// A Packet Block, the form that the Enhanced Packet Block replaced.
    Obsolete,
}

/// What a packet is to us.
pub(super) enum Packet {
    /// It carries this segment, or the last fragment of it.
    Segment(Segment),
    /// It is none itself, and quotes this one.
    Quoted(Segment),
    /// A fragment; others will follow, or it is lost: [`Fragments`] counts.
    Fragment,
    /// Nothing.
    Skip(Skip),
}

/// Takes a packet apart.
///
/// # Errors
/// A link type that this does not know.
pub(super) fn slice(
    link_type: u32,
    number: u64,
    at: Timestamp,
    packet: &Bytes,
    fragments: &mut Fragments,
) -> Result<Packet> {
    let datagram = link::datagram(link_type, number, packet)?;
    Ok(datagram.and_then(|datagram| ip(packet, datagram, at, fragments)).unwrap_or_else(Packet::Skip))
}

/// The segment in `datagram`, an IP packet that is a part of `packet`.
fn ip(packet: &Bytes, datagram: &[u8], at: Timestamp, fragments: &mut Fragments) -> std::result::Result<Packet, Skip> {
    let (ip, _) = LaxIpSlice::from_slice(datagram).map_err(|_| Skip::NotIp)?;
    let ends = (ip.source_addr(), ip.destination_addr());
    if ip.payload_ip_number() == IpNumber::UDP && !ip.is_fragmenting_payload() {
        return Err(if is_quic(ip.payload().payload) { Skip::Quic } else { Skip::NotTcp });
    }
    if let Some(segment) =
        quoted::segment(ip.payload_ip_number(), ip.payload().payload).filter(|_| !ip.is_fragmenting_payload())
    {
        return Ok(Packet::Quoted(of(segment)));
    }
    if matches!(ip, LaxIpSlice::Ipv4(_)) && ip.payload_ip_number() != IpNumber::TCP {
        return Err(Skip::NotTcp);
    }
    if ip.is_fragmenting_payload() {
        let Some(whole) = fragments.push(&ip, at) else { return Ok(Packet::Fragment) };
        // Behind IPv6's fragment header more extension headers may stand; they belong to the whole.
        let bytes = Bytes::from(whole.bytes);
        let (_, protocol, payload, _) = match ends.0 {
            IpAddr::V6(_) => Ipv6ExtensionsSlice::from_slice_lax(whole.protocol, &bytes),
            IpAddr::V4(_) => (Ipv6ExtensionsSlice::default(), whole.protocol, &bytes[..], None),
        };
        return tcp(ends, protocol, &bytes, payload, 0).map(Packet::Segment);
    }
    let claimed = match &ip {
        LaxIpSlice::Ipv4(ip) => usize::from(ip.header().total_len()),
        LaxIpSlice::Ipv6(ip) => 40 + usize::from(ip.header().payload_length()),
    };
    let payload = ip.payload().payload;
    // Where the packet was caught before its length was filled in, that is 0, and the capture has all of it.
    let cut_off = claimed.saturating_sub(offset(datagram, payload) + payload.len());
    tcp(ends, ip.payload_ip_number(), packet, payload, cut_off as u64).map(Packet::Segment)
}

/// A segment that was quoted, without anything that it carried.
fn of(Quoted { from, to, seq, ack, syn, fin, reset }: Quoted) -> Segment {
    Segment { from, to, seq, ack, syn, fin, reset, bytes: Bytes::new(), start: 0, cut_off: 0 }
}

/// Whether a UDP packet is one of QUIC: a long header with a version that is known (RFC 9000 §17.2, RFC 9369 §3.1), on any
/// port, or, on HTTPS's port, a short header (§17.3.1).
fn is_quic(udp: &[u8]) -> bool {
    const HTTPS: [u8; 2] = 443_u16.to_be_bytes();
    const VERSIONS: [u32; 2] = [1, 0x6b33_43cf]; // 1, 2
    let Some((&[a, b, c, d, ..], payload)) = udp.split_first_chunk::<8>() else { return false };
    let https = [a, b] == HTTPS || [c, d] == HTTPS;
    match *payload {
        [first, v0, v1, v2, v3, ..] if first & 0x80 != 0 => {
            let version = u32::from_be_bytes([v0, v1, v2, v3]);
            let known = VERSIONS.contains(&version) || version >> 8 == 0x00ff_0000; // or a draft
            first & 0x40 != 0 && known || version == 0 && https // or a negotiation of the version
        }
        [first, ..] => first & 0x40 != 0 && payload.len() > 20 && https,
        [] => false,
    }
}

/// The segment that `payload`, a part of `packet`, is, if `protocol` says so.
fn tcp(
    ends: (IpAddr, IpAddr),
    protocol: IpNumber,
    packet: &Bytes,
    payload: &[u8],
    cut_off: u64,
) -> std::result::Result<Segment, Skip> {
    if protocol != IpNumber::TCP {
        return Err(Skip::NotTcp);
    }
    let tcp = TcpSlice::from_slice(payload).map_err(|_| Skip::Header)?;
    let start = offset(packet, tcp.payload());
    Ok(Segment {
        from: SocketAddr::new(ends.0, tcp.source_port()),
        to: SocketAddr::new(ends.1, tcp.destination_port()),
        seq: tcp.sequence_number(),
        ack: tcp.ack().then(|| tcp.acknowledgment_number()),
        syn: tcp.syn(),
        fin: tcp.fin(),
        reset: tcp.rst(),
        bytes: packet.slice(start..start + tcp.payload().len()),
        start,
        cut_off,
    })
}

/// Where `part`, a subslice of `whole`, begins in it.
fn offset(whole: &[u8], part: &[u8]) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}
