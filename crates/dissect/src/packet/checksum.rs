//! The Internet checksum (RFC 1071), and what is said of one.

use super::context::{Context, Ends};
use crate::field::Value;

/// The sum of these bytes in words of two, carries added in.
pub(super) fn sum(parts: &[&[u8]]) -> u16 {
    let mut sum = 0_u64;
    for part in parts {
        // A part of odd length counts as if a zero followed.
        let mut words = part.chunks_exact(2);
        for word in &mut words {
            sum = sum.saturating_add(word.first_chunk().map_or(0, |two| u64::from(u16::from_be_bytes(*two))));
        }
        sum = sum.saturating_add(words.remainder().first().map_or(0, |last| u64::from(*last) << 8));
    }
    while sum > 0xffff {
        sum = (sum & 0xffff).saturating_add(sum >> 16);
    }
    sum as u16
}

/// What the sum begins with in TCP, UDP and ICMPv6: addresses, length, protocol.
fn pseudo_header(ends: &Ends, protocol: u8, len: usize) -> [u8; 40] {
    let mut head = [0; 40];
    let tail = [&(u32::try_from(len).unwrap_or(0)).to_be_bytes()[..], &[0, 0, 0, protocol]].concat();
    let (addresses, rest) = head.split_at_mut(32);
    addresses.copy_from_slice(&ends.bytes);
    rest.copy_from_slice(&tail);
    head
}

/// What a checksum over this segment is, in which it stands at `at`. `with_ends`: addresses, length and this protocol are in it too.
pub(super) fn value(
    found: u16,
    segment: &[u8],
    whole: Option<usize>,
    with_ends: Option<u8>,
    context: &Context<'_>,
) -> Value {
    let number = Value::number(found.into());
    let Some(len) = whole.filter(|len| *len <= segment.len()) else {
        let why = "not checked: the capture kept only a part of the bytes that it covers";
        return number.meaning(if context.quoted { "not checked: only a part is quoted" } else { why });
    };
    let segment = segment.get(..len).unwrap_or(segment);
    let head = with_ends.map(|protocol| pseudo_header(&context.ends, protocol, len));
    let head = head.as_ref().map_or(&[][..], |head| &head[..]);
    let all = sum(&[head, segment]);
    // With the checksum in it, the sum of what is right has all bits set.
    if all == 0xffff || (found == 0 && all == 0) {
        return number.meaning(format!("0x{found:04x}: correct"));
    }
    let without = sum(&[head, segment, &(!found).to_be_bytes()]);
    let right = !without;
    if with_ends.is_some() && found == sum(&[head]) {
        return number.meaning(format!(
            "0x{found:04x}: not complete yet, should be 0x{right:04x}. It contains only the sum of addresses, \
                protocol and length. The network card adds the rest after the packet is captured (offload); on \
                loopback, nothing ever does"
        ));
    }
    number.meaning(format!(
        "0x{found:04x}: wrong, should be 0x{right:04x}. Either the packet was changed on the path, or it was \
            captured before the network card filled in the checksum"
    ))
}
