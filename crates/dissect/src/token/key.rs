//! The key: 32 bytes, and the text that people hand around.

use std::fmt;

use base64::Engine;
use base64::alphabet::{Alphabet, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

/// The environment variable that both sides read their key from.
pub const KEY_VARIABLE: &str = "SECRET_KEY";

/// A Fernet key: 16 bytes that sign, 16 that encrypt. Wiped when dropped.
#[derive(Clone)]
pub struct Key {
    signing: Zeroizing<[u8; 16]>,
    encryption: Zeroizing<[u8; 16]>,
}

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// The environment variable is not set.
    Missing,
    /// The environment variable is not UTF-8.
    NotText,
    /// There is nothing but white space.
    Empty,
    /// The character at this index (from 0, in characters) is in neither alphabet of base64.
    Character { at: usize, found: char },
    /// So many characters of base64 (without `=`), which are so many bytes, and not 43 and 32.
    Length { chars: usize, bytes: usize },
}

impl Key {
    /// A key from its 32 bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Key {
        let bytes = Zeroizing::new(bytes);
        let mut key = Key { signing: Zeroizing::new([0; 16]), encryption: Zeroizing::new([0; 16]) };
        let (signing, encryption) = bytes.split_at(key.signing.len());
        key.signing.copy_from_slice(signing);
        key.encryption.copy_from_slice(encryption);
        key
    }

    /// A key from its text: base64 of 32 bytes.
    ///
    /// Accepted, because no two keys can be confused by it: white space around it (a file's last newline), missing `=`,
    /// the standard alphabet's `+/` for `-_`.
    ///
    /// # Errors
    /// [`KeyError`], which says what to repair.
    pub fn from_text(text: &str) -> Result<Key, KeyError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        let text = text.trim_end_matches('=');
        if let Some((at, found)) = text.chars().enumerate().find(|(_, c)| !is_base64(*c)) {
            return Err(KeyError::Character { at, found });
        }
        let url_safe = Zeroizing::new(text.replace('+', "-").replace('/', "_"));
        let wrong_length = KeyError::Length { chars: text.len(), bytes: text.len() * 3 / 4 };
        let bytes = Zeroizing::new(lenient(&URL_SAFE).decode(url_safe.as_bytes()).map_err(|_| wrong_length)?);
        let bytes = <&[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| wrong_length)?;
        Ok(Key::from_bytes(*bytes))
    }

    /// The text form: 44 characters of url-safe base64, the last of them `=`.
    pub fn to_text(&self) -> String {
        let mut bytes = Zeroizing::new([0; 32]);
        let (signing, encryption) = bytes.split_at_mut(self.signing.len());
        signing.copy_from_slice(self.signing());
        encryption.copy_from_slice(self.encryption());
        base64::engine::general_purpose::URL_SAFE.encode(bytes.as_slice())
    }

    /// The first half: the key of HMAC-SHA256.
    pub fn signing(&self) -> &[u8; 16] {
        &self.signing
    }

    /// The second half: the key of AES-128.
    pub fn encryption(&self) -> &[u8; 16] {
        &self.encryption
    }
}

/// Base64 without padding. Bits left over in the last character are ignored, as Python does.
pub(crate) const fn lenient(alphabet: &Alphabet) -> GeneralPurpose {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::RequireNone);
    GeneralPurpose::new(alphabet, config.with_decode_allow_trailing_bits(true))
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/')
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(32 bytes)")
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyError::Missing => write!(f, "{KEY_VARIABLE} is not set")?,
            KeyError::NotText => write!(f, "{KEY_VARIABLE} is not text (UTF-8)")?,
            KeyError::Empty => write!(f, "the key is empty")?,
            KeyError::Character { at, found } => {
                write!(f, "character {} of the key, {found:?}, is not a character of base64", at + 1)?;
            }
            KeyError::Length { chars, bytes } => {
                write!(
                    f,
                    "the key has {chars} characters ({bytes} bytes); a key has 43 characters (32 bytes) and a ="
                )?;
            }
        }
        f.write_str("; `lesson2 keygen` prints a fresh key")
    }
}

impl std::error::Error for KeyError {}
