//! The keys of one direction at one level: they take the protection off a header and open the payload (RFC 9001 §5.3 and §5.4).

use crate::crypto::{Crypto, HeaderKey, MASK_LEN, NONCE_LEN, OpeningKey, SAMPLE_LEN};
use crate::recording::SecretId;
use crate::schedule::quic::{Labels, PacketKeys, next_secret, packet_keys};
use crate::schedule::{Secret, Suite};

/// Bytes of the longest packet number: the sample begins behind them, however long the number is.
const LONGEST_NUMBER: usize = 4;
/// Bytes of a tag, with every cipher that QUIC has.
pub(super) const TAG: usize = 16;

/// Keys, and where they come from.
pub(super) struct Keys {
    pub(super) suite: Suite,
    pub(super) labels: Labels,
    pub(super) secret: Secret,
    pub(super) with: SecretId,
    pub(super) raw: PacketKeys,
    /// Whether a packet has shown how they are derived.
    pub(super) shown: bool,
    crypto: &'static dyn Crypto,
    opens: Box<dyn OpeningKey>,
    masks: Box<dyn HeaderKey>,
}

/// A packet, from its first byte to its last.
#[derive(Clone, Copy)]
pub(super) struct Packet<'a> {
    pub(super) bytes: &'a [u8],
    /// Where its packet number begins.
    pub(super) number_at: usize,
}

/// A header without its protection.
#[derive(Clone)]
pub(super) struct Header {
    /// The header's bytes, up to the payload.
    pub(super) bytes: Vec<u8>,
    /// Bytes of the packet number.
    pub(super) number_len: usize,
    /// The last bytes of the number.
    pub(super) truncated: u64,
    pub(super) mask: [u8; MASK_LEN],
}

impl Packet<'_> {
    /// Where its sample is (RFC 9001 §5.4.2); `None`: it is too short to have one.
    pub(super) fn sample(&self) -> Option<(usize, &[u8; SAMPLE_LEN])> {
        let at = self.number_at + LONGEST_NUMBER;
        Some((at, self.bytes.get(at..)?.first_chunk()?))
    }
}

impl Keys {
    /// The keys of a secret; `None`: its suite is none that QUIC has.
    pub(super) fn new(
        crypto: &'static dyn Crypto,
        (suite, labels): (Suite, Labels),
        secret: Secret,
        with: SecretId,
    ) -> Option<Keys> {
        let raw = packet_keys(&suite, labels, &secret);
        let (opens, masks) = (crypto.opening_key(suite.cipher, &raw.key)?, crypto.header_key(suite.cipher, &raw.hp)?);
        Some(Keys { suite, labels, secret, with, raw, shown: false, crypto, opens, masks })
    }

    /// The keys after an update: those of the header stay.
    pub(super) fn next(&self) -> Option<Keys> {
        let with = match self.with {
            SecretId::KeyLog(which) => SecretId::Updated(which, 1),
            SecretId::Updated(which, updates) => SecretId::Updated(which, updates.saturating_add(1)),
            other => other,
        };
        let secret = next_secret(self.suite.hash, self.labels, &self.secret);
        let mut next = Keys::new(self.crypto, (self.suite, self.labels), secret, with)?;
        next.masks = self.crypto.header_key(self.suite.cipher, &self.raw.hp)?;
        next.raw.hp = self.raw.hp.clone();
        Some(next)
    }

    /// Takes the protection off a packet's header; `None`: it is too short.
    pub(super) fn unmask(&self, packet: Packet<'_>) -> Option<Header> {
        let (_, sample) = packet.sample()?;
        let mask = self.masks.mask(sample);
        let [first_mask, number_mask @ ..] = mask;
        let first = *packet.bytes.first()?;
        let hidden = if first & 0x80 == 0 { 0x1f } else { 0x0f };
        let first = first ^ first_mask & hidden;
        let number_len = usize::from(first & 3) + 1;
        let mut bytes = packet.bytes.get(..packet.number_at + number_len)?.to_vec();
        *bytes.first_mut()? = first;
        let mut truncated = 0;
        for (byte, mask) in bytes.iter_mut().skip(packet.number_at).zip(number_mask) {
            *byte ^= mask;
            truncated = truncated << 8 | u64::from(*byte);
        }
        Some(Header { bytes, number_len, truncated, mask })
    }

    /// Opens the payload of the packet with this number, whose header this is; `None`: its tag does not fit.
    pub(super) fn open(&self, packet: Packet<'_>, header: &Header, number: u64) -> Option<Vec<u8>> {
        let sealed = packet.bytes.get(header.bytes.len()..)?;
        let (sealed, tag) = sealed.split_at_checked(sealed.len().checked_sub(TAG)?)?;
        let mut out = vec![0; sealed.len()];
        self.opens.open(&nonce(&self.raw.iv, number), &header.bytes, sealed, tag, &mut out).then_some(out)
    }
}

/// The number of a packet mixed into the IV (RFC 9001 §5.3).
fn nonce(iv: &[u8], number: u64) -> [u8; NONCE_LEN] {
    let mut nonce = [0; NONCE_LEN];
    nonce.iter_mut().zip(iv).for_each(|(to, from)| *to = *from);
    let low = nonce.iter_mut().rev().zip(number.to_be_bytes().into_iter().rev());
    low.for_each(|(nonce, number)| *nonce ^= number);
    nonce
}

/// The whole number of which the last `len` bytes were sent (RFC 9000 §A.3), where `largest` is the largest that arrived.
pub(super) fn whole_number(truncated: u64, len: usize, largest: Option<u64>) -> u64 {
    let expected = largest.map_or(0, |largest| largest.saturating_add(1));
    let window = 1u64 << (8 * len.clamp(1, LONGEST_NUMBER));
    let candidate = expected & !(window - 1) | truncated;
    let half = window / 2;
    if candidate.saturating_add(half) <= expected && candidate < (1 << 62) - window {
        candidate + window
    } else if candidate > expected.saturating_add(half) && candidate >= window {
        candidate - window
    } else {
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::whole_number;

    #[test]
    fn numbers_are_completed_as_in_the_example_of_the_standard() {
        assert_eq!(whole_number(0x9b32, 2, Some(0xa82f_30ea)), 0xa82f_9b32);
        assert_eq!(whole_number(0, 1, None), 0);
        assert_eq!(whole_number(0, 1, Some(255)), 256);
        assert_eq!(whole_number(0xff, 1, Some(256)), 255);
    }
}
