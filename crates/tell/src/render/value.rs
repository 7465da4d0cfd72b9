//! A field's value and a source's origin in words, the same wherever they are shown.

use wirewalk_dissect::Datum;
use wirewalk_dissect::recording::{SecretId, rfc3339};

/// The value as a person would write it; `None` if there is none.
pub fn datum_text(datum: &Datum) -> Option<String> {
    Some(match datum {
        Datum::None => return None,
        Datum::Text(text) => text.clone(),
        Datum::Number(number) => number.to_string(),
        Datum::Named { number, name } => format!("{number} ({name})"),
        Datum::Time(seconds) => {
            rfc3339(*seconds).unwrap_or_else(|| format!("{seconds} s after 1970, past the year 9999"))
        }
        Datum::Flag(true) => "yes".to_string(),
        Datum::Flag(false) => "no".to_string(),
    })
}

/// Which secret it is, never what it holds.
pub fn secret_name(secret: SecretId) -> String {
    match secret {
        SecretId::Fernet(index) => format!("Fernet key {}", index + 1),
        SecretId::Agreed => "the agreed key".to_string(),
        SecretId::KeyLog(secret) => secret.label().to_string(),
        SecretId::Updated(secret, updates) => format!("{}{updates}", secret.label().trim_end_matches('0')),
        SecretId::Exchange(_) => "the shared secret of the key exchange".to_string(),
        SecretId::Rsa(_) => "the server's RSA key".to_string(),
        SecretId::Ech => "ECH_SECRET".to_string(),
        SecretId::Everybody => "keys that everyone can compute".to_string(),
    }
}

/// `1 byte`, `2 bytes`.
pub fn count(number: u64, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}
