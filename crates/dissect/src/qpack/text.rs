//! Texts: a bit that says whether they are Huffman-coded, a length, and themselves (RFC 9204 §4.1.2).

use bytes::Bytes;
use httlib_huffman::DecoderSpeed;

use super::number::{flag, put};
use crate::cursor::{Cursor, Stop, bytes, lossy, stop};
use crate::field::{Label, Value};
use crate::names::qpack as label;

/// So much of a text is shown, in bytes.
const SHOWN: usize = 256;

/// A text whose length begins in the last `prefix` bits; a label for it as it is, and one for it Huffman-coded.
pub(super) fn text(
    c: &mut Cursor<'_>,
    prefix: u8,
    plain: &'static Label,
    coded: &'static Label,
) -> Result<Bytes, Stop> {
    let is_coded = flag(c, &label::CODED, 7 - prefix, ["the text as it is", "the text is Huffman-coded"])?;
    let len = put(c, &label::TEXT_LENGTH, prefix, Value::number)?;
    let len = match usize::try_from(len).unwrap_or(usize::MAX) {
        len if len > c.left() => return stop(format!("a text of {}, but only {} remain", bytes(len as u64), c.left())),
        len => len,
    };
    let sent = c.rest().get(..len).unwrap_or_default();
    let mut text = Vec::with_capacity(sent.len());
    if !is_coded {
        text.extend_from_slice(sent);
    } else if httlib_huffman::decode(sent, &mut text, DecoderSpeed::FiveBits).is_err() {
        return stop("a text that is no Huffman code");
    }
    if len > 0 {
        c.leaf(if is_coded { coded } else { plain }, len, shown(&text))?;
    }
    Ok(text.into())
}

/// A text, not too much of it.
pub(super) fn shown(text: &[u8]) -> Value {
    match text.get(..SHOWN) {
        Some(beginning) if text.len() > SHOWN => Value::text(format!("{}…", lossy(beginning))),
        _ => Value::text(lossy(text)),
    }
}
