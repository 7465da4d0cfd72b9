//! Object identifiers: numbers that name things worldwide (X.690 §8.19).

use super::oids::{Known, OIDS};
use super::value::Reading;
use crate::field::Value;

/// The numbers with dots; `None` if these bytes are no object identifier.
pub(crate) fn dotted(content: &[u8]) -> Option<String> {
    use std::fmt::Write;
    if content.last().is_none_or(|b| b & 0x80 != 0) {
        return None;
    }
    let mut text = String::with_capacity(2 * content.len());
    let mut number = 0u64;
    for byte in content {
        number = number.checked_mul(128)?.checked_add(u64::from(byte & 0x7f))?;
        if byte & 0x80 != 0 {
            continue;
        }
        if text.is_empty() {
            let first = (number / 40).min(2);
            let _ = write!(text, "{first}.{}", number - 40 * first);
        } else {
            let _ = write!(text, ".{number}");
        }
        number = 0;
    }
    Some(text)
}

/// What these bytes name, if it is in the table.
pub(crate) fn known(content: &[u8]) -> Option<&'static Known> {
    let dotted = dotted(content)?;
    OIDS.binary_search_by(|k| k.dotted.cmp(&dotted)).ok().and_then(|i| OIDS.get(i))
}

/// The name of these bytes: from the table, or the numbers.
pub(crate) fn named(content: &[u8]) -> String {
    known(content).map(|k| k.name.to_owned()).or_else(|| dotted(content)).unwrap_or_else(|| "no name".to_owned())
}

/// The value of an OBJECT IDENTIFIER.
pub(crate) fn read(content: &[u8]) -> Reading {
    let Some(text) = dotted(content) else {
        return Reading::bad(
            Value::NONE,
            "not an object identifier: it is empty, ends inside a number, or has a number that is too large",
        );
    };
    let padded = content
        .iter()
        .enumerate()
        .any(|(i, b)| *b == 0x80 && (i == 0 || content.get(i - 1).is_some_and(|p| p & 0x80 == 0)));
    let value = match OIDS.binary_search_by(|k| k.dotted.cmp(&text)).ok().and_then(|i| OIDS.get(i)) {
        Some(known) if known.what.is_empty() => Value::text(text).meaning(known.name),
        Some(known) => Value::text(text).meaning(format!("{}: {}", known.name, known.what)),
        None => Value::text(text).meaning("a name that this program does not know"),
    };
    match padded {
        true => Reading::bad(value, "a number that takes more bytes than it needs"),
        false => Reading::from(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_names_each_once() {
        assert!(OIDS.is_sorted_by(|a, b| a.dotted < b.dotted));
        assert!(OIDS.len() > 150, "{}", OIDS.len());
    }
}
