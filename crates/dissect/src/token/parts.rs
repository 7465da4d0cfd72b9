//! A token's parts, and what the key makes of them.

use aes::Aes128;
use aes::cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{Key, Refusal};

/// The only version there is.
pub const VERSION: u8 = 0x80;
/// Bytes of an IV.
pub const IV_LEN: usize = 16;
/// Bytes of a block of AES.
pub const BLOCK: usize = 16;
/// Bytes of the MAC.
pub const MAC_LEN: usize = 32;
/// Bytes of a token that are not ciphertext: version, time, IV, MAC.
pub const OVERHEAD: usize = 1 + 8 + IV_LEN + MAC_LEN;

/// A decoded token, split where the specification says, and not verified in any way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The first byte: [`VERSION`].
    pub version: u8,
    /// Seconds since 1970, in clear.
    pub timestamp: u64,
    /// The initialisation vector.
    pub iv: &'a [u8; IV_LEN],
    /// AES-128-CBC: whole blocks, at least one.
    pub ciphertext: &'a [u8],
    /// HMAC-SHA256 over everything before it.
    pub mac: &'a [u8; MAC_LEN],
    /// Everything before the MAC.
    pub signed: &'a [u8],
}

impl<'a> Parts<'a> {
    /// Splits the decoded bytes of a token; `None` if they are fewer than [`OVERHEAD`].
    pub fn split(token: &'a [u8]) -> Option<Parts<'a>> {
        let (signed, mac) = token.split_last_chunk()?;
        let (version, rest) = signed.split_first()?;
        let (timestamp, rest) = rest.split_first_chunk()?;
        let (iv, ciphertext) = rest.split_first_chunk()?;
        Some(Parts { version: *version, timestamp: u64::from_be_bytes(*timestamp), iv, ciphertext, mac, signed })
    }

    /// Whether the MAC is the one that this key makes, compared in constant time.
    pub fn mac_verifies(&self, key: &Key) -> bool {
        let mut mac = Hmac::<Sha256>::new_from_slice(key.signing()).expect("HMAC takes keys of any length");
        mac.update(self.signed);
        mac.verify_slice(self.mac).is_ok()
    }
}

/// Verifies the MAC, then decrypts: the plaintext with its padding, which [`padding`] measures. Looks at no clock.
///
/// # Errors
/// [`Refusal::Mac`] or [`Refusal::Length`].
pub fn open(key: &Key, parts: &Parts<'_>) -> Result<Vec<u8>, Refusal> {
    if !parts.mac_verifies(key) {
        return Err(Refusal::Mac);
    }
    decrypt_unverified(key, parts)
}

/// Decrypts with the second half of a key and never looks at the MAC: to show what each half is for. Anyone who acts on
/// what comes out lets an attacker change messages, and often read them.
///
/// # Errors
/// [`Refusal::Length`].
pub fn decrypt_unverified(key: &Key, parts: &Parts<'_>) -> Result<Vec<u8>, Refusal> {
    if parts.ciphertext.is_empty() {
        return Err(Refusal::Length);
    }
    cbc::Decryptor::<Aes128>::new(key.encryption().into(), parts.iv.into())
        .decrypt_padded_vec::<NoPadding>(parts.ciphertext)
        .map_err(|_| Refusal::Length)
}

/// How many bytes of PKCS#7 padding (RFC 5652 §6.3) stand at the end of these decrypted blocks; `None` if it is malformed.
///
/// Only for bytes whose MAC was verified: whoever answers this question for unverified ones is a padding oracle.
pub fn padding(padded: &[u8]) -> Option<usize> {
    let last = *padded.last()?;
    let len = usize::from(last);
    let tail = padded.get(padded.len().checked_sub(len)?..)?;
    ((1..=BLOCK).contains(&len) && tail.iter().all(|b| *b == last)).then_some(len)
}
