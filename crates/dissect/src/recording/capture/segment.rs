//! TCP: one segment of a packet.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use etherparse::TcpSlice;

use super::layer::offset;
use super::quoted::QuotedSegment;
use super::skip::Skip;

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

impl Segment {
    /// A segment that was quoted, without anything that it carried.
    pub fn quoted(QuotedSegment { from, to, seq, ack, syn, fin, reset }: QuotedSegment) -> Segment {
        Segment { from, to, seq, ack, syn, fin, reset, bytes: Bytes::new(), start: 0, cut_off: 0 }
    }
}

/// The segment that `payload`, a part of `packet`, is.
pub(super) fn segment(ends: (IpAddr, IpAddr), packet: &Bytes, payload: &[u8], cut_off: u64) -> Result<Segment, Skip> {
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
