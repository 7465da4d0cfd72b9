//! One packet taken apart: which TCP segment it carries, or why it is not for us.

use std::net::SocketAddr;
use std::ops::Range;

use etherparse::{IpNumber, LaxIpSlice, TcpSlice};

use super::error::{CaptureError, Result};

/// Link type 101: a packet begins with its IPv4 or IPv6 header.
const RAW_IP: u32 = 101;

/// A TCP segment.
pub(super) struct Segment {
    pub from: SocketAddr,
    pub to: SocketAddr,
    pub seq: u32,
    pub ack: Option<u32>,
    pub syn: bool,
    pub fin: bool,
    pub reset: bool,
    /// Where in the packet its payload stands.
    pub payload: Range<usize>,
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
    /// A fragment of an IP packet.
    Fragment,
    /// The capture kept too little of it, or its header contradicts itself.
    Header,
    /// A Packet Block, the form that the Enhanced Packet Block replaced.
    Obsolete,
}

/// Takes a packet apart.
///
/// # Errors
/// A link type that this does not know: then nothing in the capture can be read, and a skipped packet would hide it.
pub(super) fn slice(link_type: u32, number: u64, packet: &[u8]) -> Result<std::result::Result<Segment, Skip>> {
    match link_type {
        RAW_IP => Ok(ip(packet, packet)),
        _ => Err(CaptureError::LinkType { packet: number, link_type }),
    }
}

/// The segment in `datagram`, an IP packet that is a part of `packet`.
fn ip(packet: &[u8], datagram: &[u8]) -> std::result::Result<Segment, Skip> {
    let (ip, _) = LaxIpSlice::from_slice(datagram).map_err(|_| Skip::NotIp)?;
    if ip.is_fragmenting_payload() {
        return Err(Skip::Fragment);
    }
    if ip.payload_ip_number() != IpNumber::TCP {
        return Err(Skip::NotTcp);
    }
    let tcp = TcpSlice::from_slice(ip.payload().payload).map_err(|_| Skip::Header)?;
    let headers = offset(datagram, tcp.payload());
    let whole = match &ip {
        LaxIpSlice::Ipv4(ip) => usize::from(ip.header().total_len()),
        LaxIpSlice::Ipv6(ip) => 40 + usize::from(ip.header().payload_length()),
    };
    let start = offset(packet, tcp.payload());
    let payload = start..start + tcp.payload().len();
    Ok(Segment {
        from: SocketAddr::new(ip.source_addr(), tcp.source_port()),
        to: SocketAddr::new(ip.destination_addr(), tcp.destination_port()),
        seq: tcp.sequence_number(),
        ack: tcp.ack().then(|| tcp.acknowledgment_number()),
        syn: tcp.syn(),
        fin: tcp.fin(),
        reset: tcp.rst(),
        // Where the packet was caught before its length was filled in, that is 0, and the capture has all of it.
        cut_off: whole.saturating_sub(headers + payload.len()) as u64,
        payload,
    })
}

/// Where `part`, a subslice of `whole`, begins in it.
fn offset(whole: &[u8], part: &[u8]) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}
