//! A field's value and a source's origin in words, the same wherever they are shown.

use std::time::{Duration, UNIX_EPOCH};

use crate::dissect::Datum;
use crate::recording::SecretId;

/// The last second that RFC 3339 can write: the end of the year 9999.
const LAST_SECOND: u64 = 253_402_300_799;

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

/// A moment in UTC, as RFC 3339 §5.6 writes it; `None` past the year 9999.
pub fn rfc3339(seconds: u64) -> Option<String> {
    let time = UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).filter(|_| seconds <= LAST_SECOND)?;
    Some(humantime::format_rfc3339_seconds(time).to_string())
}

/// Which secret it is, never what it holds.
pub fn secret_name(secret: SecretId) -> String {
    match secret {
        SecretId::Fernet(index) => format!("Fernet key {}", index + 1),
    }
}

/// `1 byte`, `2 bytes`.
pub fn count(number: u64, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_second_has_a_text() {
        assert_eq!(rfc3339(0).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(rfc3339(499_162_800).as_deref(), Some("1985-10-26T08:20:00Z"));
        assert_eq!(rfc3339(LAST_SECOND).as_deref(), Some("9999-12-31T23:59:59Z"));
        assert_eq!(rfc3339(LAST_SECOND + 1), None);
        let far = datum_text(&Datum::Time(u64::MAX)).unwrap();
        assert!(far.starts_with("18446744073709551615 s"), "{far}");
    }
}
