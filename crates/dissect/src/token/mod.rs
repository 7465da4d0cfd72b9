//! Fernet tokens as bytes: their key, their parts, and which check of the specification refuses one.
//!
//! Whoever encrypts and decrypts goes through the `fernet` crate; what that keeps to itself, and rightly, is *why* it refused a
//! token: [`why_refused`] runs the same checks in the order of the specification and says which one failed. That is for the
//! teacher; an attacker is told nothing.
//!
//! Source: the Fernet specification, <https://github.com/fernet/spec/blob/master/Spec.md>.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use thiserror::Error;

mod key;
mod parts;

pub(crate) use key::lenient;
pub use key::{KEY_VARIABLE, Key, KeyError};
pub use parts::{BLOCK, IV_LEN, MAC_LEN, OVERHEAD, Parts, VERSION, decrypt_unverified, open, padding};

/// How far, in seconds, a token's time may lie ahead of the reader's clock: the crate's constant, and Python's.
pub const MAX_CLOCK_SKEW: u64 = 60;

/// Which check of the specification refused a token.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// The character at this index (from 0) does not belong there; the text's length: it ends too early.
    #[error("not URL-safe base64: character {} is invalid", .at + 1)]
    NotBase64 { at: usize },
    /// Fewer bytes than version, time, IV and MAC need.
    #[error("too short: version, time, IV and MAC already need {OVERHEAD} bytes")]
    TooShort,
    /// The first byte is this and not 0x80.
    #[error("version 0x{0:02x}: only 0x80 exists")]
    Version(u8),
    /// The token is `age` seconds old and `ttl` were allowed.
    #[error("expired: {age} s old, {ttl} s allowed")]
    Expired { age: u64, ttl: u64 },
    /// The token's time lies `ahead` seconds after the reader's, more than [`MAX_CLOCK_SKEW`].
    #[error("from the future: dated {ahead} s ahead, {MAX_CLOCK_SKEW} s tolerated")]
    FromTheFuture { ahead: u64 },
    /// The MAC is not the one that this key makes.
    #[error("the MAC does not verify: the key is wrong, or a byte was changed")]
    Mac,
    /// The ciphertext is empty or not whole blocks.
    #[error("the ciphertext is not one or more whole blocks of {BLOCK} bytes")]
    Length,
    /// The decrypted bytes do not end in PKCS#7 padding.
    #[error("the decrypted bytes do not end in PKCS#7 padding")]
    Padding,
}

/// Which check refuses this token, in the order of the specification; `None`: it is accepted.
pub fn why_refused(key: &Key, token: &str, ttl: Option<u64>, now: u64) -> Option<Refusal> {
    check(key, token, ttl, now).err()
}

/// Takes the url-safe base64 off a token, as strictly as the crate does: padding at the end may be missing, nothing else.
///
/// # Errors
/// [`Refusal::NotBase64`].
pub fn decode(token: &str) -> Result<Vec<u8>, Refusal> {
    let text = token.trim_end_matches('=');
    URL_SAFE_NO_PAD.decode(text).map_err(|e| match e {
        base64::DecodeError::InvalidByte(at, _) | base64::DecodeError::InvalidLastSymbol(at, _) => {
            Refusal::NotBase64 { at }
        }
        base64::DecodeError::InvalidLength(_) | base64::DecodeError::InvalidPadding => {
            Refusal::NotBase64 { at: text.len() }
        }
    })
}

fn check(key: &Key, token: &str, ttl: Option<u64>, now: u64) -> Result<(), Refusal> {
    let data = decode(token)?;
    match data.first() {
        Some(&VERSION) => {}
        Some(&other) => return Err(Refusal::Version(other)),
        None => return Err(Refusal::TooShort),
    }
    let parts = Parts::split(&data).ok_or(Refusal::TooShort)?;
    if let Some(ttl) = ttl {
        let age = now.saturating_sub(parts.timestamp);
        if age > ttl {
            return Err(Refusal::Expired { age, ttl });
        }
    }
    if let Some(ahead) = ahead_of(now, parts.timestamp) {
        return Err(Refusal::FromTheFuture { ahead });
    }
    let padded = open(key, &parts)?;
    padding(&padded).map(|_| ()).ok_or(Refusal::Padding)
}

/// By how much `time` is ahead of `now` (both in seconds since 1970), if that is more than is tolerated.
pub fn ahead_of(now: u64, time: u64) -> Option<u64> {
    time.checked_sub(now).filter(|ahead| *ahead > MAX_CLOCK_SKEW)
}
