//! What the side that decompresses says of the table (RFC 9204 §4.4).

use super::number::{extent as numbers, kind as put_kind, put};
use crate::cursor::{Cursor, Stop, blame};
use crate::field::Value;
use crate::names::qpack as label;
use crate::protocol::talk::Extent;

/// How long the instruction is that begins here; something is held.
pub(crate) fn extent(bytes: &[u8]) -> Extent {
    match bytes.first() {
        Some(0x80..) => numbers(bytes, &[(7, false)]),
        _ => numbers(bytes, &[(6, false)]),
    }
}

/// One instruction of so many bytes.
pub(crate) fn read(c: &mut Cursor<'_>, len: usize) -> Result<(), Stop> {
    let first = c.rest().first().copied().unwrap_or_default();
    let (group, kind, prefix) = match first {
        0x80.. => (&label::ACKNOWLEDGMENT, "1: headers decompressed", 7),
        0x40.. => (&label::CANCELLATION, "01: headers not read", 6),
        _ => (&label::INCREMENT, "00: entries received", 6),
    };
    let mut number = 0;
    let field = c.group(group, len, |c| {
        put_kind(c, 0..8 - prefix, kind)?;
        number = put(c, &label::NUMBER, prefix, Value::number)?;
        let meaning = match first {
            0x40.. => format!("on stream {number}"),
            _ => format!("{number} more"),
        };
        Ok(Value::number(number).meaning(meaning))
    })?;
    if first < 0x40 && number == 0 {
        blame(field, "an increment of 0: QPACK_DECODER_STREAM_ERROR");
    }
    Ok(())
}
