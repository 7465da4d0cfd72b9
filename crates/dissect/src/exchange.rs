//! The exchange of lesson 3 for whoever looks at it afterwards: X25519, then HKDF-SHA256, then a Fernet key.
//!
//! The lesson spells the same steps out in its own file. This is the second, independent telling: [`crate::dissect`] and
//! the claims derive with it, so a mistake in one of the two shows as a token that does not open.
//!
//! Sources: RFC 7748 §5 and §6.1 (X25519), RFC 5869 §2 (HKDF).

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::token::Key;

pub use x25519_dalek::{PublicKey, StaticSecret as PrivateKey};

/// Bytes of a public key, of a private key, of a shared secret and of a Fernet key.
pub const LEN: usize = 32;
/// What the key is for, in the derivation: the same secret gives other keys for other uses (RFC 5869 §3.2).
pub const PURPOSE: &[u8] = b"wirewalk lesson 3: a Fernet key";

/// Points of low order: zero, one, and one of order 8. Whoever multiplies them by a private key gets zero.
pub const LOW_ORDER: [[u8; LEN]; 3] = [
    [0; LEN],
    [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda, 0x09,
        0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00,
    ],
];

/// Why a public key from the network was refused.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum KeyRefused {
    /// It has this many bytes.
    #[error("the public key has {0} bytes, but an X25519 key has {LEN}: send all of them and nothing else")]
    Length(usize),
    /// It is a point of low order: the result would be zero, whatever private key meets it (RFC 7748 §6.1).
    #[error(
        "the public key is a point of low order, so the shared secret would be zero, which everyone knows: make a \
            fresh key"
    )]
    LowOrder,
}

/// Every intermediate value of the derivation. Wiped when dropped.
pub struct Derived {
    /// What X25519 gives.
    pub shared: Zeroizing<[u8; LEN]>,
    /// What HKDF extracts from it, without a salt.
    pub prk: Zeroizing<[u8; LEN]>,
    /// What HKDF expands it with: [`PURPOSE`] and the SHA-256 of the transcript.
    pub info: Vec<u8>,
    /// What comes out: a signing key, then an encryption key.
    pub okm: Zeroizing<[u8; LEN]>,
}

/// A public key as the network gave it.
///
/// # Errors
/// [`KeyRefused::Length`]. A point of low order shows only when it is used.
pub fn public_key(bytes: &[u8]) -> Result<PublicKey, KeyRefused> {
    <[u8; LEN]>::try_from(bytes).map(PublicKey::from).map_err(|_| KeyRefused::Length(bytes.len()))
}

/// X25519, with the check that RFC 7748 §6.1 leaves to the caller.
///
/// # Errors
/// [`KeyRefused::LowOrder`].
pub fn shared_secret(mine: &PrivateKey, theirs: &PublicKey) -> Result<Zeroizing<[u8; LEN]>, KeyRefused> {
    let shared = mine.diffie_hellman(theirs);
    if shared.was_contributory() { Ok(Zeroizing::new(shared.to_bytes())) } else { Err(KeyRefused::LowOrder) }
}

/// Whether X25519 gives zero with this public key, whatever the private key is.
pub fn is_low_order(public: &PublicKey) -> bool {
    // Private keys are multiples of 8, and the points of low order are those that 8 sends to zero: one tells for all.
    shared_secret(&PrivateKey::from([0; LEN]), public).is_err()
}

/// The key that both ends make of their exchange; `transcript` is every byte that crossed the wire up to here.
///
/// # Errors
/// [`KeyRefused::LowOrder`].
pub fn derive(mine: &PrivateKey, theirs: &PublicKey, transcript: &[u8]) -> Result<Derived, KeyRefused> {
    Ok(derive_from(shared_secret(mine, theirs)?, transcript))
}

/// The key of an exchange in which one of the public keys is of low order and nobody checked: the shared secret is zero, so
/// this takes no private key. Anybody who listens can do it.
pub fn derive_from_zero(transcript: &[u8]) -> Derived {
    derive_from(Zeroizing::new([0; LEN]), transcript)
}

fn derive_from(shared: Zeroizing<[u8; LEN]>, transcript: &[u8]) -> Derived {
    let info = [PURPOSE, &Sha256::digest(transcript)].concat();
    let (extracted, hkdf) = Hkdf::<Sha256>::extract(None, shared.as_slice());
    let (mut prk, mut okm) = (Zeroizing::new([0; LEN]), Zeroizing::new([0; LEN]));
    prk.copy_from_slice(&extracted);
    hkdf.expand(&info, okm.as_mut_slice()).expect("HKDF gives up to 255 times 32 bytes");
    Derived { shared, prk, info, okm }
}

impl Derived {
    /// The Fernet key.
    pub fn key(&self) -> Key {
        Key::from_bytes(*self.okm)
    }
}
