//! Fernet tokens by name, for the lessons after the one that builds them by hand.

use zeroize::Zeroizing;

/// A Fernet key: 16 bytes that sign, 16 that encrypt. Wiped when dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// A key from its 32 bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Key {
        Key(Zeroizing::new(bytes))
    }
}
