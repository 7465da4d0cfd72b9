//! The beginning of a TCP segment that ICMP quotes: somebody on the way says what became of it. It carries nothing of the connection,
//! and belongs to it all the same: Wireshark counts it among the connections where it finds it first.

use std::net::SocketAddr;

use etherparse::{IpNumber, LaxIpSlice};

/// What there is of a segment.
pub(super) struct Quoted {
    pub from: SocketAddr,
    pub to: SocketAddr,
    pub seq: u32,
    pub ack: Option<u32>,
    pub syn: bool,
    pub fin: bool,
    pub reset: bool,
}

/// Bytes of ICMP's header before what it quotes (RFC 792, RFC 4443 §2.1).
const HEADER: usize = 8;
/// So much of TCP's header must be quoted: Wireshark takes no less for a segment. Its flags are in it.
const LEAST: usize = 16;

/// The segment that this message of ICMP quotes, if it is an error and quotes one.
pub(super) fn segment(protocol: IpNumber, icmp: &[u8]) -> Option<Quoted> {
    let kind = *icmp.first()?;
    let is_error = match protocol {
        // Unreachable, source quench, time exceeded, parameter problem.
        IpNumber::ICMP => matches!(kind, 3 | 4 | 11 | 12),
        // Unreachable, too big, time exceeded, parameter problem.
        IpNumber::IPV6_ICMP => matches!(kind, 1..=4),
        _ => false,
    };
    let (ip, _) = LaxIpSlice::from_slice(icmp.get(HEADER..).filter(|_| is_error)?).ok()?;
    if ip.payload_ip_number() != IpNumber::TCP || ip.is_fragmenting_payload() {
        return None;
    }
    let tcp = ip.payload().payload.first_chunk::<LEAST>()?;
    let [s0, s1, d0, d1, q0, q1, q2, q3, a0, a1, a2, a3, _, flags, ..] = *tcp;
    let has = |flag: u8| flags & flag != 0;
    Some(Quoted {
        from: SocketAddr::new(ip.source_addr(), u16::from_be_bytes([s0, s1])),
        to: SocketAddr::new(ip.destination_addr(), u16::from_be_bytes([d0, d1])),
        seq: u32::from_be_bytes([q0, q1, q2, q3]),
        ack: has(0x10).then(|| u32::from_be_bytes([a0, a1, a2, a3])),
        syn: has(0x02),
        fin: has(0x01),
        reset: has(0x04),
    })
}
