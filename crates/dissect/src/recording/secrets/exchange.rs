//! What a key exchange of TLS gave: the one secret that no key log holds.

use std::fmt;

use zeroize::Zeroizing;

/// The shared secret of one key exchange, with the two key shares that name it. Its `Debug` never shows the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Exchange {
    group: u16,
    shares: [Vec<u8>; 2],
    secret: Zeroizing<Vec<u8>>,
}

impl Exchange {
    /// The exchange in this group (by its number in IANA's registry), in which these two key shares gave this secret.
    ///
    /// The shares stand in no order: in TLS 1.2 whoever computes a secret does so in the same way at either end, and
    /// cannot tell which of the two ends it is.
    pub fn new(group: u16, shares: [&[u8]; 2], secret: &[u8]) -> Exchange {
        Exchange { group, shares: shares.map(<[u8]>::to_vec), secret: Zeroizing::new(secret.to_vec()) }
    }

    /// The group's number.
    pub fn group(&self) -> u16 {
        self.group
    }

    /// Whether it is the exchange in which these two key shares met.
    pub fn is_between(&self, one: &[u8], other: &[u8]) -> bool {
        let [a, b] = &self.shares;
        (a == one && b == other) || (a == other && b == one)
    }

    /// The shared secret.
    pub fn secret(&self) -> &[u8] {
        &self.secret
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, other] = &self.shares;
        write!(f, "exchange in group {} between {} and {} bytes", self.group, one.len(), other.len())
    }
}
