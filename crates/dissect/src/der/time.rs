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
        reading.problem = Some("a date before 2050 must be a UTCTime, so that each date has only one encoding".into());
    }
    if content == b"99991231235959Z" {
        reading.value.meaning = Some("the end date is not defined".into());
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
