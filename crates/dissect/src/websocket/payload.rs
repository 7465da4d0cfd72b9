//! What a frame carries: unmasked, decompressed, and what it says.

use bytes::Bytes;

use super::frame::{Header, opcode};
use super::inflate::Inflate;
use crate::codes::lists;
use crate::cursor::{Cursor, blame, bytes, preview};
use crate::field::{Field, Label, Value};
use crate::message::{Message, Origin};
use crate::names::websocket as label;
use crate::read::short;

/// A payload, or a piece of one.
pub(super) struct Payload {
    pub(super) header: Header,
    /// So many bytes of it came before.
    pub(super) done: u64,
    /// The opcode of its message.
    pub(super) kind: u8,
    /// Whether its message ends with it.
    pub(super) last: bool,
    /// Whether its frame ends with it.
    pub(super) ends: bool,
}

lists! {
    /// Why a side closes (RFC 6455 §7.4.1, and IANA's registry).
    look close_code(u16) {
        1000 = "normal closure", "the conversation is finished";
        1001 = "going away", "the user left the page, or the server is shutting down";
        1002 = "protocol error";
        1003 = "unsupported data", "data of a type that the other side cannot accept";
        1005 = "no status", "must not be sent";
        1006 = "abnormal closure", "must not be sent";
        1007 = "invalid data", "for example, text that is not UTF-8";
        1008 = "policy violation";
        1009 = "too big";
        1010 = "missing extension", "the client required one, but the server did not agree to it";
        1011 = "internal error", "the server cannot continue";
        1012 = "restart", "the server is restarting";
        1013 = "try again later";
        1014 = "bad gateway", "a proxy received an invalid response";
        1015 = "TLS failed", "must not be sent";
    }
}

/// The fields of what stands in source 0 of the message from `at` on.
pub(super) fn fields(message: &mut Message, at: usize, payload: &Payload, inflate: Option<&mut Inflate>) -> Vec<Field> {
    let wire = message.wire().clone();
    let range = at..wire.len();
    if range.is_empty() {
        // A message may end with an empty frame, whose tail is needed all the same.
        if let Some(inflate) = inflate.filter(|_| payload.last) {
            let _ = inflate.piece(&[], true);
        }
        return Vec::new();
    }
    let Some(key) = payload.header.key else { return vec![plain(message, 0, range, payload, inflate)] };
    let phase = usize::try_from(payload.done & 3).unwrap_or_default();
    let masked = wire.get(range.clone()).unwrap_or_default();
    let unmasked: Vec<u8> = masked.iter().zip(key.iter().cycle().skip(phase)).map(|(byte, key)| byte ^ key).collect();
    let mut field = message.leaf(0, range, &label::MASKED, Value::NONE.meaning(bytes(masked.len() as u64)));
    let len = unmasked.len();
    let source = message.add_source(Origin::Derived(vec![field.span.clone()]), unmasked);
    field.children = vec![plain(message, source, 0..len, payload, inflate)];
    vec![field]
}

/// A payload without its mask.
fn plain(
    message: &mut Message,
    source: u16,
    range: std::ops::Range<usize>,
    payload: &Payload,
    inflate: Option<&mut Inflate>,
) -> Field {
    let all = message.sources.get(usize::from(source)).map(|source| source.bytes.clone()).unwrap_or_default();
    let Some(inflate) = inflate else { return content(message, source, &all, range, payload) };
    let packed = all.get(range.clone()).unwrap_or_default();
    let mut field = message.leaf(source, range, &label::DEFLATED, Value::NONE.meaning(bytes(packed.len() as u64)));
    match inflate.piece(packed, payload.last) {
        Ok(inflated) if inflated.is_empty() => {}
        Ok(inflated) => {
            let (len, inflated) = (inflated.len(), Bytes::from(inflated));
            let source = message.add_source(Origin::Decompressed(field.span.clone()), inflated.clone());
            field.children = vec![content(message, source, &inflated, 0..len, payload)];
        }
        Err(why) => blame(&mut field, format!("not decompressed: {why}")),
    }
    field
}

/// What is said.
fn content(message: &Message, source: u16, all: &[u8], range: std::ops::Range<usize>, payload: &Payload) -> Field {
    let bytes = all.get(range.clone()).unwrap_or_default();
    let name: &'static Label = match payload.kind {
        opcode::TEXT => &label::TEXT,
        opcode::BINARY => &label::BINARY,
        opcode::PING => &label::PING,
        opcode::PONG => &label::PONG,
        opcode::CLOSE if payload.done == 0 && payload.ends => return close(message, source, all, range),
        opcode::CLOSE => &label::CLOSE_REASON,
        _ => &label::OTHER,
    };
    let value = preview(bytes);
    let len = bytes.len() as u64;
    message.leaf(source, range, name, Value { meaning: Some(crate::cursor::bytes(len).into()), ..value })
}

fn close(message: &Message, source: u16, all: &[u8], range: std::ops::Range<usize>) -> Field {
    let mut c = Cursor::within(message.index, source, all, range.clone());
    // It cannot stop: it is all of the range. One byte alone is no code.
    let _ = c.group(&label::CLOSE, range.len(), |c| {
        short(c, &label::CLOSE_CODE, |code| match code {
            3000..=3999 => Value::number(code.into()).meaning("registered for a library or an application"),
            4000..=4999 => Value::number(code.into()).meaning("agreed between these two programs"),
            _ => close_code(code),
        })?;
        let left = c.left();
        if left > 0 {
            c.text(&label::CLOSE_REASON, left)?;
        }
        Ok(Value::NONE)
    });
    c.finish().into_iter().next().unwrap_or_else(|| message.leaf(source, range, &label::CLOSE, Value::NONE))
}
