//! The beginning of a TCP segment or of a datagram that ICMP quotes: somebody on the way says what became of it. It carries nothing of
//! the conversation, and belongs to it all the same: Wireshark counts it among the conversations where it finds it first.

use std::net::{IpAddr, SocketAddr};

use etherparse::{IpNumber, LaxIpSlice};

use crate::recording::Undelivered;

/// What is quoted.
pub(super) enum Quoted {
    /// A segment.
    Segment(QuotedSegment),
    /// A datagram from one address to another, and why it did not arrive.
    Datagram((SocketAddr, SocketAddr), Undelivered),
}

/// What there is of a segment.
pub(super) struct QuotedSegment {
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

/// What this message of ICMP quotes, if it is an error and quotes something that is followed.
pub(super) fn quoted(protocol: IpNumber, icmp: &[u8]) -> Option<Quoted> {
    let [kind, code, ..] = *icmp else { return None };
    let why = match protocol {
        IpNumber::ICMP => v4(kind, code),
        IpNumber::IPV6_ICMP => v6(kind, code),
        _ => None,
    }?;
    let (ip, _) = LaxIpSlice::from_slice(icmp.get(HEADER..)?).ok()?;
    let ends = (ip.source_addr(), ip.destination_addr());
    let payload = ip.payload().payload;
    match ip.payload_ip_number() {
        _ if ip.is_fragmenting_payload() => None,
        IpNumber::TCP => segment(ends, payload).map(Quoted::Segment),
        IpNumber::UDP => {
            let [s0, s1, d0, d1, ..] = *payload.first_chunk::<8>()?;
            let [from, to] = [[s0, s1], [d0, d1]].map(u16::from_be_bytes);
            Some(Quoted::Datagram((SocketAddr::new(ends.0, from), SocketAddr::new(ends.1, to)), why))
        }
        _ => None,
    }
}

/// What an error of ICMP says (RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1); `None`: it is no error.
fn v4(kind: u8, code: u8) -> Option<Undelivered> {
    Some(match (kind, code) {
        (3, 3) => Undelivered::Port,
        (3, 4) => Undelivered::TooBig,
        (3, 9 | 10 | 13) => Undelivered::Prohibited,
        (3, 0 | 1 | 5..=8 | 11 | 12) => Undelivered::Host,
        (11, _) => Undelivered::Expired,
        (3 | 4 | 12, _) => Undelivered::Other, // also source quench, parameter problem
        _ => return None,
    })
}

/// The same of ICMPv6 (RFC 4443 §3).
fn v6(kind: u8, code: u8) -> Option<Undelivered> {
    Some(match (kind, code) {
        (1, 4) => Undelivered::Port,
        (1, 1 | 5 | 6) => Undelivered::Prohibited,
        (1, 0 | 2 | 3) => Undelivered::Host,
        (2, _) => Undelivered::TooBig,
        (3, _) => Undelivered::Expired,
        (1 | 4, _) => Undelivered::Other, // also parameter problem
        _ => return None,
    })
}

/// What there is of a segment between these two.
fn segment((from, to): (IpAddr, IpAddr), tcp: &[u8]) -> Option<QuotedSegment> {
    let tcp = tcp.first_chunk::<LEAST>()?;
    let [s0, s1, d0, d1, q0, q1, q2, q3, a0, a1, a2, a3, _, flags, ..] = *tcp;
    let has = |flag: u8| flags & flag != 0;
    Some(QuotedSegment {
        from: SocketAddr::new(from, u16::from_be_bytes([s0, s1])),
        to: SocketAddr::new(to, u16::from_be_bytes([d0, d1])),
        seq: u32::from_be_bytes([q0, q1, q2, q3]),
        ack: has(0x10).then(|| u32::from_be_bytes([a0, a1, a2, a3])),
        syn: has(0x02),
        fin: has(0x01),
        reset: has(0x04),
    })
}
