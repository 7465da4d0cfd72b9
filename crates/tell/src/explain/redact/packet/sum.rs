//! The checksum of IP, TCP, UDP and ICMP (RFC 1071): right afterwards where it was right before, and wrong where it was wrong.

/// The sum of 16-bit words, not folded.
pub(super) fn sum(bytes: &[u8]) -> u64 {
    let words = bytes.chunks(2).map(|two| u64::from(two[0]) << 8 | two.get(1).map_or(0, |low| u64::from(*low)));
    words.sum()
}

/// Folded to 16 bits.
pub(super) fn folded(mut sum: u64) -> u16 {
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    sum as u16
}

/// What the checksum becomes: `before` and `after` are the sums of what it covers, without itself; `pseudo` are those of what is added
/// in front, which a network card is given to go on from.
pub(super) fn checksum(old: u16, (before, after): (u64, u64), pseudo: (u64, u64)) -> u16 {
    let right = !folded(after + pseudo.1);
    if folded(before + pseudo.0 + u64::from(old)) == 0xffff {
        right
    } else if old == folded(pseudo.0) {
        folded(pseudo.1)
    } else {
        right ^ 0x0100
    }
}
