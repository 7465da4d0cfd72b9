//! UTCTime and GeneralizedTime, in the one form that RFC 5280 allows for each.

use super::value::Reading;
use crate::cursor::lossy;
use crate::field::{Datum, Value};

/// `YYMMDDHHMMSSZ`, for 1950 to 2049.
pub(crate) fn utc(content: &[u8]) -> Reading {
    const FORM: &str = "a UTCTime has the form YYMMDDHHMMSSZ, with seconds and in UTC (Z)";
    let text = lossy(content);
    let (Some(year), Some(rest)) = (digits(content, 0..2), content.get(2..).filter(|_| content.len() == 13)) else {
        return Reading::bad(Value::text(text), FORM);
    };
    let year = if year >= 50 { 1900 + year } else { 2000 + year };
    instant(year, rest).map_or_else(|| Reading::bad(Value::text(text), FORM), Reading::from)
}

/// `YYYYMMDDHHMMSSZ`.
pub(crate) fn generalized(content: &[u8]) -> Reading {
    const FORM: &str =
        "a GeneralizedTime has the form YYYYMMDDHHMMSSZ here: with seconds, without fractions, in UTC (Z)";
    let text = lossy(content);
    let (Some(year), Some(rest)) = (digits(content, 0..4), content.get(4..).filter(|_| content.len() == 15)) else {
        return Reading::bad(Value::text(text), FORM);
    };
    instant(year, rest).map_or_else(|| Reading::bad(Value::text(text), FORM), Reading::from)
}

/// A GeneralizedTime in a certificate: only from 2050 on (RFC 5280 §4.1.2.5).
pub(crate) fn generalized_validity(content: &[u8]) -> Reading {
    let mut reading = generalized(content);
    if reading.problem.is_none() && digits(content, 0..4).is_some_and(|year| year < 2050) {
        reading.problem = Some("a date before 2050 must be a UTCTime, so that each date has one encoding only".into());
    }
    if content == b"99991231235959Z" {
        reading.value.meaning = Some("there is no end that anybody knows".into());
    }
    reading
}

fn digits(content: &[u8], range: std::ops::Range<usize>) -> Option<u64> {
    let digits = content.get(range).filter(|d| d.iter().all(u8::is_ascii_digit))?;
    Some(digits.iter().fold(0, |n, d| 10 * n + u64::from(d - b'0')))
}

/// `MMDDHHMMSSZ` of this year.
fn instant(year: u64, rest: &[u8]) -> Option<Value> {
    let part = |i: usize| digits(rest, 2 * i..2 * i + 2);
    let (month, day, hour, minute, second) = (part(0)?, part(1)?, part(2)?, part(3)?, part(4)?);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=last).contains(&day) || hour > 23 || minute > 59 || second > 59 || rest.get(10) != Some(&b'Z') {
        return None;
    }
    let days = days_before(year, month, day)?;
    let seconds = 3600 * hour + 60 * minute + second;
    Some(match days.checked_sub(days_before(1970, 1, 1)?) {
        Some(days) => Value::time(86_400 * days + seconds),
        None => Value {
            datum: Datum::Text(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")),
            meaning: None,
        },
    })
}

/// Days from the first of March of the year 0 to this day, in the Gregorian calendar; a year begins in March, so that the
/// leap day is its last.
fn days_before(year: u64, month: u64, day: u64) -> Option<u64> {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year.checked_sub(1)?, month + 9) };
    Some(365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(reading: Reading) -> Option<u64> {
        match reading.value.datum {
            Datum::Time(seconds) if reading.problem.is_none() => Some(seconds),
            _ => None,
        }
    }

    #[test]
    fn times_become_seconds_since_1970() {
        assert_eq!(seconds(utc(b"700101000000Z")), Some(0));
        assert_eq!(seconds(utc(b"231114221320Z")), Some(1_700_000_000));
        assert_eq!(seconds(utc(b"491231235959Z")), Some(2_524_607_999));
        assert_eq!(seconds(generalized(b"99991231235959Z")), Some(253_402_300_799));
        assert_eq!(seconds(generalized(b"20000229000000Z")), Some(951_782_400));
        assert_eq!(utc(b"500101000000Z").value.datum, Datum::Text("1950-01-01T00:00:00Z".to_owned()));
    }

    #[test]
    fn other_forms_are_named() {
        for bad in [
            "2311142213Z",
            "231114221320+0100",
            "231314221320Z",
            "230229000000Z",
            "231114241320Z",
            "",
            "2311142213200Z",
        ] {
            assert!(utc(bad.as_bytes()).problem.is_some(), "{bad}");
        }
        for bad in ["20231114221320.5Z", "20231114221320", "00000100000000Z", "99", "210002290000Z0"] {
            assert!(generalized(bad.as_bytes()).problem.is_some(), "{bad}");
        }
        assert!(generalized_validity(b"20491231235959Z").problem.is_some());
        assert!(generalized_validity(b"20500101000000Z").problem.is_none());
        assert!(generalized(b"00000101000000Z").problem.is_some(), "the year 0 has no days before March here");
    }
}
