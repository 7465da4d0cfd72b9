//! How the numbers of registries are looked up: name, meaning, and what is said of one that is in no list.

use std::borrow::Cow;

use crate::field::{Datum, Value};

/// Number, name, meaning; an empty meaning says that the name says it all.
pub(crate) type Table = [(u16, &'static str, &'static str)];

/// Lists as the functions that look a number up: `/// What it is.`, `look name(type) { number = "name", "meaning"; }`, or
/// `look_greased` where GREASE may stand. Without a meaning the name says it all.
macro_rules! lists {
    ($($(#[$doc:meta])* $look:ident $list:ident($type:ty) {
        $($number:literal = $name:literal $(, $meaning:expr)?;)*
    })*) => {
        $($(#[$doc])*
        pub(crate) fn $list(number: $type) -> crate::field::Value {
            const ROWS: &$crate::codes::Table =
                &[$(($number, $name, $crate::codes::meaning!($($meaning)?))),*];
            $crate::codes::$look(ROWS, number.into())
        })*
    };
}
pub(crate) use lists;

macro_rules! meaning {
    () => {
        ""
    };
    ($meaning:expr) => {
        $meaning
    };
}
pub(crate) use meaning;

/// A number that has a name.
pub(crate) fn named(number: impl Into<u64>, name: impl Into<Cow<'static, str>>) -> Value {
    Value { datum: Datum::Named { number: number.into(), name: name.into() }, meaning: None }
}

/// A number's row of a table; without one, it is shown as unknown.
pub(crate) fn look(table: &'static Table, number: u16) -> Value {
    match table.iter().find(|row| row.0 == number) {
        Some((_, name, "")) => named(number, *name),
        Some((_, name, meaning)) => named(number, *name).meaning(*meaning),
        None => unknown(number),
    }
}

/// A number that is in no list.
pub(crate) fn unknown(number: u16) -> Value {
    let text = if number > 0xff { format!("unknown: 0x{number:04x}") } else { format!("unknown: {number}") };
    Value::number(number.into()).meaning(text)
}

/// The same, where GREASE may stand: two equal bytes, each of which ends in the digit a (RFC 8701 §2).
pub(crate) fn look_greased(table: &'static Table, number: u16) -> Value {
    if is_grease(number) { grease(number) } else { look(table, number) }
}

/// Whether two bytes are GREASE: 0x0a0a, 0x1a1a, up to 0xfafa.
pub(crate) fn is_grease(number: u16) -> bool {
    number & 0x0f0f == 0x0a0a && number >> 8 == number & 0xff
}

/// GREASE: a number that means nothing.
pub(crate) fn grease(number: u16) -> Value {
    named(number, "Reserved (GREASE)").meaning(
        "deliberately meaningless: the sender adds undefined numbers, so that software that fails on unknown ones \
            is noticed at once",
    )
}
