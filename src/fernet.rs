//! Fernet tokens by name, for the lessons after the one that builds them by hand.
//!
//! Encryption and decryption are the `fernet` crate's; the clock is an argument here, so that a lesson can show a token
//! that expires without waiting for it. What the crate keeps to itself, and rightly, is *why* it refused a token:
//! [`why_refused`] runs the same checks in the order of the specification and says which one failed. That is for the
//! teacher; an attacker gets [`Refused`].
//!
//! Source: the Fernet specification, <https://github.com/fernet/spec/blob/master/Spec.md>.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

mod key;
mod parts;

pub use key::{KEY_VARIABLE, Key, KeyError};
pub use parts::{BLOCK, IV_LEN, MAC_LEN, OVERHEAD, Parts, VERSION, open, padding};

/// How far, in seconds, a token's time may lie ahead of the reader's clock: the crate's constant, and Python's.
pub const MAX_CLOCK_SKEW: u64 = 60;

/// A token was refused, and nobody who sent it learns why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

/// Which check of the specification refused a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The character at this index (from 0) does not belong there; the text's length: it ends too early.
    NotBase64 { at: usize },
    /// Fewer bytes than version, time, IV and MAC need.
    TooShort,
    /// The first byte is this and not 0x80.
    Version(u8),
    /// The token is `age` seconds old and `ttl` were allowed.
    Expired { age: u64, ttl: u64 },
    /// The token's time lies `ahead` seconds after the reader's, more than [`MAX_CLOCK_SKEW`].
    FromTheFuture { ahead: u64 },
    /// The MAC is not the one that this key makes.
    Mac,
    /// The ciphertext is empty or not whole blocks.
    Length,
    /// The decrypted bytes do not end in PKCS#7 padding.
    Padding,
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

/// By how much `time` is ahead of `now`, if that is more than is tolerated.
fn ahead_of(now: u64, time: u64) -> Option<u64> {
    time.checked_sub(now).filter(|ahead| *ahead > MAX_CLOCK_SKEW)
}

/// The time in a token's first nine bytes, which are its first twelve characters.
fn time_of(token: &str) -> Option<u64> {
    let head = URL_SAFE_NO_PAD.decode(token.as_bytes().get(..12)?).ok()?;
    Some(u64::from_be_bytes(*head.get(1..)?.first_chunk()?))
}

fn crate_key(key: &Key) -> fernet::Fernet {
    let text = Zeroizing::new(key.to_text());
    fernet::Fernet::new(&text).expect("32 bytes in base64 are a key")
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the token was refused")
    }
}

impl std::error::Error for Refused {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NotBase64 { at } => write!(f, "not url-safe base64: it goes wrong at character {}", at + 1),
            Refusal::TooShort => write!(f, "too short: version, time, IV and MAC alone need {OVERHEAD} bytes"),
            Refusal::Version(v) => write!(f, "version 0x{v:02x}: only 0x80 is known"),
            Refusal::Expired { age, ttl } => write!(f, "expired: {age} s old, {ttl} s allowed"),
            Refusal::FromTheFuture { ahead } => {
                write!(f, "from the future: dated {ahead} s ahead, {MAX_CLOCK_SKEW} s tolerated")
            }
            Refusal::Mac => f.write_str("the MAC does not verify: another key, or a byte was changed"),
            Refusal::Length => write!(f, "the ciphertext is not one or more whole blocks of {BLOCK} bytes"),
            Refusal::Padding => f.write_str("the decrypted bytes do not end in PKCS#7 padding"),
        }
    }
}

impl std::error::Error for Refusal {}
