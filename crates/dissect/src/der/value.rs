//! What the bytes of a value mean, and whether DER would have written them so.

use std::borrow::Cow;

use crate::cursor::{bytes, lossy};
use crate::field::{Datum, Value};

/// A value and what is wrong with it.
pub(crate) struct Reading {
    pub value: Value,
    pub problem: Option<Cow<'static, str>>,
}

impl From<Value> for Reading {
    fn from(value: Value) -> Reading {
        Reading { value, problem: None }
    }
}

impl Reading {
    /// A value with a problem.
    pub(crate) fn bad(value: Value, problem: impl Into<Cow<'static, str>>) -> Reading {
        Reading { value, problem: Some(problem.into()) }
    }

    /// The same with what it means.
    pub(crate) fn meaning(mut self, meaning: impl Into<Cow<'static, str>>) -> Reading {
        self.value.meaning = Some(meaning.into());
        self
    }
}

/// Bytes in hexadecimal, with colons, where they are few; otherwise no value.
pub(crate) fn hex(content: &[u8]) -> Value {
    use std::fmt::Write;
    if content.is_empty() || content.len() > 32 {
        return Value::NONE;
    }
    let mut text = String::with_capacity(3 * content.len());
    for (i, byte) in content.iter().enumerate() {
        let colon = if i > 0 { ":" } else { "" };
        let _ = write!(text, "{colon}{byte:02x}");
    }
    Value::text(text)
}

/// Opaque bytes: their count is all that can be said.
pub(crate) fn opaque(content: &[u8]) -> Reading {
    Reading::from(Value::NONE.meaning(bytes(content.len() as u64)))
}

/// Short opaque bytes, in hexadecimal.
pub(crate) fn octets(content: &[u8]) -> Reading {
    Reading::from(hex(content))
}

/// A BOOLEAN: 00 or ff, nothing else (X.690 §11.1).
pub(crate) fn boolean(content: &[u8]) -> Reading {
    let flag = |yes| Value { datum: Datum::Flag(yes), meaning: None };
    match content {
        [0] => Reading::from(flag(false)),
        [0xff] => Reading::from(flag(true)),
        [other] => Reading::bad(flag(true), format!("in DER a BOOLEAN is 00 or ff, but this is {other:02x}")),
        other => Reading::bad(Value::NONE, format!("a BOOLEAN has one byte, but this has {}", other.len())),
    }
}

/// An INTEGER as a number where it fits, otherwise in hexadecimal (X.690 §8.3).
pub(crate) fn integer(content: &[u8]) -> Reading {
    let value = match content {
        [] => return Reading::bad(Value::NONE, "an INTEGER needs at least one byte"),
        [first, ..] if *first < 0x80 && number(content).is_some() => Value::number(number(content).unwrap_or_default()),
        [first, ..] if *first >= 0x80 && content.len() <= 8 => {
            let ones = content.iter().fold(-1i64, |n, b| n << 8 | i64::from(*b));
            Value::text(ones.to_string())
        }
        serial if serial.len() <= 20 => hex(serial).meaning(bits(serial)),
        long => Value::NONE.meaning(bits(long)),
    };
    match content {
        [0, 0..0x80, ..] | [0xff, 0x80..=0xff, ..] => {
            Reading::bad(value, "an INTEGER that takes more bytes than it needs: DER uses as few as possible")
        }
        _ => Reading::from(value),
    }
}

/// An INTEGER that must not be negative.
pub(crate) fn unsigned(content: &[u8]) -> Reading {
    let reading = integer(content);
    match content {
        [0x80..=0xff, ..] => Reading::bad(reading.value, "a negative number"),
        _ => reading,
    }
}

/// The number in these bytes, where it fits 64 bits.
pub(crate) fn number(content: &[u8]) -> Option<u64> {
    let start = content.iter().position(|b| *b != 0).unwrap_or(content.len());
    let digits = content.get(start..).filter(|d| d.len() <= 8)?;
    Some(digits.iter().fold(0, |n, b| n << 8 | u64::from(*b)))
}

/// How long a number is.
pub(crate) fn bits(content: &[u8]) -> String {
    let start = content.iter().position(|b| *b != 0).unwrap_or(content.len());
    let rest = content.get(start..).unwrap_or_default();
    let spare = rest.first().map_or(0, |b| b.leading_zeros() as usize);
    format!("a number of {} bits", 8 * rest.len() - spare)
}

/// A NULL.
pub(crate) fn null(content: &[u8]) -> Reading {
    match content {
        [] => Reading::from(Value::NONE),
        _ => Reading::bad(Value::NONE, "a NULL has no bytes"),
    }
}

/// A UTF8String.
pub(crate) fn utf8(content: &[u8]) -> Reading {
    let value = Value::text(lossy(content));
    match str::from_utf8(content) {
        Ok(_) => control(content, value),
        Err(_) => Reading::bad(value, "this is not UTF-8"),
    }
}

/// An IA5String, a VisibleString: ASCII.
pub(crate) fn ascii(content: &[u8]) -> Reading {
    let value = Value::text(lossy(content));
    match content.is_ascii() {
        true => control(content, value),
        false => Reading::bad(value, "a byte that is not ASCII"),
    }
}

/// A PrintableString: letters, digits and `'()+,-./:=?` and space.
pub(crate) fn printable(content: &[u8]) -> Reading {
    let value = Value::text(lossy(content));
    let good = |b: &u8| b.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(b);
    match content.iter().find(|b| !good(b)) {
        None => Reading::from(value),
        Some(b) => Reading::bad(value, format!("a PrintableString must not contain the byte {b:02x}")),
    }
}

/// A TeletexString: read as Latin-1, as everybody does.
pub(crate) fn latin1(content: &[u8]) -> Reading {
    control(content, Value::text(content.iter().map(|b| char::from(*b)).collect::<String>()))
}

/// A BMPString: two bytes for each character.
pub(crate) fn bmp(content: &[u8]) -> Reading {
    let (pairs, rest) = content.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
    let value = Value::text(String::from_utf16_lossy(&units));
    match (rest, String::from_utf16(&units)) {
        ([], Ok(_)) => Reading::from(value),
        ([], Err(_)) => Reading::bad(value, "half of a surrogate pair"),
        _ => Reading::bad(value, "a BMPString has two bytes for each character, but one byte is left over"),
    }
}

/// A UniversalString: four bytes for each character.
pub(crate) fn universal(content: &[u8]) -> Reading {
    let (four, rest) = content.as_chunks::<4>();
    let text: String = four.iter().map(|c| char::from_u32(u32::from_be_bytes(*c)).unwrap_or('\u{fffd}')).collect();
    match rest {
        [] => Reading::from(Value::text(text)),
        _ => Reading::bad(Value::text(text), "a UniversalString has four bytes for each character"),
    }
}

/// A NUL or a line end inside a name: one program ends there, another does not.
fn control(content: &[u8], value: Value) -> Reading {
    match content.iter().find(|b| **b < 0x20) {
        None => Reading::from(value),
        Some(b) => Reading::bad(
            value,
            format!("the control character {b:02x}: one program ends the text there, another continues"),
        ),
    }
}

/// The type of text that a tag number stands for: how it is read.
pub(crate) fn string(number: u32) -> fn(&[u8]) -> Reading {
    match number {
        12 => utf8,
        18 | 19 => printable,
        20 => latin1,
        28 => universal,
        30 => bmp,
        _ => ascii,
    }
}
