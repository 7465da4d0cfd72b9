//! Fernet tokens by name, for the lessons after the one that builds them by hand.
//!
//! Encryption and decryption are the `fernet` crate's; the clock is an argument here, so that a lesson can show a token
//! that expires without waiting for it. What the crate keeps to itself, and rightly, is *why* it refused a token:
//! [`why_refused`] runs the same checks in the order of the specification and says which one failed. That is for the
//! teacher; an attacker gets [`Refused`].
//!
//! Source: the Fernet specification, <https://github.com/fernet/spec/blob/master/Spec.md>.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use wirewalk_dissect::token::ahead_of;
use zeroize::Zeroizing;

pub use wirewalk_dissect::token::{
    BLOCK, IV_LEN, KEY_VARIABLE, Key, KeyError, MAC_LEN, MAX_CLOCK_SKEW, OVERHEAD, Parts, Refusal, VERSION, decode,
    decrypt_unverified, open, padding, why_refused,
};

/// A token was refused, and nobody who sent it learns why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the token was refused")]
pub struct Refused;

/// A fresh key from the operating system's randomness.
pub fn generate() -> Key {
    Key::from_bytes(rand::random())
}

/// The key in the environment variable `SECRET_KEY`.
///
/// # Errors
/// [`KeyError`], also if there is none.
pub fn from_env() -> Result<Key, KeyError> {
    match std::env::var(KEY_VARIABLE) {
        Ok(text) => Key::from_text(&Zeroizing::new(text)),
        Err(std::env::VarError::NotPresent) => Err(KeyError::Missing),
        Err(std::env::VarError::NotUnicode(_)) => Err(KeyError::NotText),
    }
}

/// Encrypts, dated now, with a fresh IV.
pub fn encrypt(key: &Key, message: &[u8]) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    encrypt_at(key, message, now)
}

/// Encrypts, dated `time` (seconds since 1970), with a fresh IV.
pub fn encrypt_at(key: &Key, message: &[u8], time: u64) -> String {
    crate_key(key).encrypt_at_time(message, time)
}

/// Decrypts a token that is at most `ttl` seconds old (`None`: of any age) when it is `now` (seconds since 1970).
///
/// A time more than [`MAX_CLOCK_SKEW`] ahead of `now` is refused whatever `ttl` is.
///
/// # Errors
/// [`Refused`], for every reason alike.
pub fn decrypt(key: &Key, token: &str, ttl: Option<u64>, now: u64) -> Result<Vec<u8>, Refused> {
    let mut ttl = ttl;
    if let Some(time) = time_of(token) {
        // The crate adds to all three numbers before it looks at the MAC, and overflows near 2^64.
        if ahead_of(now, time).is_some() {
            return Err(Refused);
        }
        ttl = ttl.filter(|t| time.checked_add(*t).is_some());
    }
    let now = now.min(u64::MAX - MAX_CLOCK_SKEW);
    crate_key(key).decrypt_at_time(token, ttl, now).map_err(|_| Refused)
}

/// The time in a token's first nine bytes, which are its first twelve characters.
fn time_of(token: &str) -> Option<u64> {
    let head = URL_SAFE_NO_PAD.decode(token.as_bytes().get(..12)?).ok()?;
    Some(u64::from_be_bytes(*head.get(1..)?.first_chunk()?))
}

fn crate_key(key: &Key) -> fernet::Fernet {
    let text = Zeroizing::new(key.to_text());
    fernet::Fernet::new(&text).expect("a key is 32 bytes in base64")
}
