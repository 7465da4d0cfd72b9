//! One packet taken apart: which TCP segment or which datagram of UDP it carries, or why it is not for us.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use etherparse::{IpNumber, Ipv6ExtensionsSlice, LaxIpSlice, TcpSlice};

use super::datagram::{self, Datagram};
use super::error::Result;
use super::fragments::Fragments;
use super::link;
use super::quoted::{self, Quoted, QuotedSegment};
use crate::recording::{Timestamp, Undelivered};

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
    /// IP, but neither TCP nor UDP.
    OtherTransport,
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
    /// It carries this datagram, or the last fragment of it.
    Datagram(Datagram),
    /// It is none itself, and quotes this segment.
    Quoted(Segment),
    /// It is none itself, and says why a datagram between these two did not arrive.
    Undelivered((SocketAddr, SocketAddr), Undelivered),
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

/// What `datagram` carries, an IP packet that is a part of `packet`.
fn ip(packet: &Bytes, datagram: &[u8], at: Timestamp, fragments: &mut Fragments) -> std::result::Result<Packet, Skip> {
    let (ip, _) = LaxIpSlice::from_slice(datagram).map_err(|_| Skip::NotIp)?;
    let ends = (ip.source_addr(), ip.destination_addr());
    let (protocol, payload) = (ip.payload_ip_number(), ip.payload().payload);
    if ip.is_fragmenting_payload() {
        // In IPv6 the protocol of the whole may stand in its first fragment alone.
        if matches!(ip, LaxIpSlice::Ipv4(_)) && !matches!(protocol, IpNumber::TCP | IpNumber::UDP) {
            return Err(Skip::OtherTransport);
        }
        let Some(whole) = fragments.push(&ip, at) else { return Ok(Packet::Fragment) };
        // Behind IPv6's fragment header more extension headers may stand; they belong to the whole.
        let bytes = Bytes::from(whole.bytes);
        let (_, protocol, payload, _) = match ends.0 {
            IpAddr::V6(_) => Ipv6ExtensionsSlice::from_slice_lax(whole.protocol, &bytes),
            IpAddr::V4(_) => (Ipv6ExtensionsSlice::default(), whole.protocol, &bytes[..], None),
        };
        return transport(ends, protocol, &bytes, payload, 0);
    }
    match quoted::quoted(protocol, payload) {
        Some(Quoted::Segment(segment)) => return Ok(Packet::Quoted(of(segment))),
        Some(Quoted::Datagram(ends, why)) => return Ok(Packet::Undelivered(ends, why)),
        None => {}
    }
    let claimed = match &ip {
        LaxIpSlice::Ipv4(ip) => usize::from(ip.header().total_len()),
        LaxIpSlice::Ipv6(ip) => 40 + usize::from(ip.header().payload_length()),
    };
    // Where the packet was caught before its length was filled in, that is 0, and the capture has all of it.
    let cut_off = claimed.saturating_sub(offset(datagram, payload) + payload.len());
    transport(ends, protocol, packet, payload, cut_off as u64)
}

/// What `payload`, a part of `packet`, is by its protocol.
fn transport(
    ends: (IpAddr, IpAddr),
    protocol: IpNumber,
    packet: &Bytes,
    payload: &[u8],
    cut_off: u64,
) -> std::result::Result<Packet, Skip> {
    match protocol {
        IpNumber::TCP => tcp(ends, packet, payload, cut_off).map(Packet::Segment),
        IpNumber::UDP => udp(ends, packet, payload, cut_off).map(Packet::Datagram),
        _ => Err(Skip::OtherTransport),
    }
}

/// The datagram that `payload`, a part of `packet`, is.
fn udp(ends: (IpAddr, IpAddr), packet: &Bytes, payload: &[u8], cut_off: u64) -> std::result::Result<Datagram, Skip> {
    let header = datagram::header(payload, cut_off).ok_or(Skip::Header)?;
    let [from, to] = header.ports;
    let start = offset(packet, payload) + header.payload.start;
    Ok(Datagram {
        from: SocketAddr::new(ends.0, from),
        to: SocketAddr::new(ends.1, to),
        bytes: packet.slice(start..start + header.payload.len()),
        start,
        cut_off: header.cut_off,
    })
}

/// A segment that was quoted, without anything that it carried.
fn of(QuotedSegment { from, to, seq, ack, syn, fin, reset }: QuotedSegment) -> Segment {
    Segment { from, to, seq, ack, syn, fin, reset, bytes: Bytes::new(), start: 0, cut_off: 0 }
}

/// The segment that `payload`, a part of `packet`, is.
fn tcp(ends: (IpAddr, IpAddr), packet: &Bytes, payload: &[u8], cut_off: u64) -> std::result::Result<Segment, Skip> {
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
