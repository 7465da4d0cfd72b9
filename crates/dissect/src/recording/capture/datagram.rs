//! UDP: one datagram of a packet.

use std::net::{IpAddr, SocketAddr};
use std::ops::Range;

use bytes::Bytes;

use super::layer::offset;
use super::skip::Skip;

/// Bytes of UDP's header (RFC 768).
const HEADER: usize = 8;

/// A datagram.
pub(super) struct Datagram {
    pub from: SocketAddr,
    pub to: SocketAddr,
    /// Its payload.
    pub bytes: Bytes,
    /// Where that stands in the packet.
    pub start: usize,
    /// How many more bytes of payload it had than the capture kept.
    pub cut_off: u64,
}

/// UDP's header, and where in `udp` its payload is.
struct Header {
    ports: [u16; 2],
    payload: Range<usize>,
    cut_off: u64,
}

/// The header of a datagram of which the capture kept `udp`, and lost `cut_off` bytes after these; `None`: it is none.
fn header(udp: &[u8], cut_off: u64) -> Option<Header> {
    let [s0, s1, d0, d1, l0, l1, ..] = *udp.first_chunk::<HEADER>()?;
    let whole = match usize::from(u16::from_be_bytes([l0, l1])) {
        // Caught before it was filled in, or longer than a length can say (RFC 2675 §4): all of the packet.
        0 => udp.len() + usize::try_from(cut_off).unwrap_or(0),
        len if len < HEADER => return None,
        len => len,
    };
    let end = whole.min(udp.len());
    // What IP lost is lost of the datagram as far as it belongs to it.
    let cut_off = cut_off.min((whole - end) as u64);
    let ports = [u16::from_be_bytes([s0, s1]), u16::from_be_bytes([d0, d1])];
    Some(Header { ports, payload: HEADER..end, cut_off })
}

/// The datagram that `payload`, a part of `packet`, is.
pub(super) fn datagram(ends: (IpAddr, IpAddr), packet: &Bytes, payload: &[u8], cut_off: u64) -> Result<Datagram, Skip> {
    let header = header(payload, cut_off).ok_or(Skip::Header)?;
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
