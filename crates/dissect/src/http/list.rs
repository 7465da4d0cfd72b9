//! A list of header fields that was compressed: shown as HTTP/1.1 would write it, in a source of its own. HTTP/2 and HTTP/3 have one.

use bytes::Bytes;

use crate::cursor::{Cursor, Stop, lossy};
use crate::field::{Field, Label, Span, Value};
use crate::grpc;
use crate::message::{Message, Origin};
use crate::names::grpc as grpc_label;

/// Labels of the parts of a list, and what it says of a value.
pub(crate) struct Parts {
    pub(crate) header: &'static Label,
    pub(crate) name: &'static Label,
    pub(crate) colon: &'static Label,
    pub(crate) value: &'static Label,
    pub(crate) end: &'static Label,
    /// The label of the value under this name, if it has one of its own.
    pub(crate) own: fn(&[u8]) -> Option<&'static Label>,
    /// What the value under this name says.
    pub(crate) say: fn(&[u8], &[u8]) -> Value,
}

/// Where a header's name and its value end in the text.
pub(crate) type Line = (usize, usize);

/// The headers of a text, which was decompressed from this span.
pub(crate) fn fields(message: &mut Message, from: Span, text: Vec<u8>, lines: &[Line], parts: &Parts) -> Vec<Field> {
    if text.is_empty() {
        return Vec::new();
    }
    let text = Bytes::from(text);
    let source = message.add_source(Origin::Decompressed(from), text.clone());
    let mut c = Cursor::new(message.index, source, &text);
    let mut begin = 0;
    for (name_end, value_end) in lines {
        // What was written line by line is read in the same lines: it cannot stop.
        let _ = c.group(parts.header, value_end + 2 - begin, |c| {
            let name = text.get(begin..*name_end).unwrap_or_default();
            let value = text.get(name_end + 2..*value_end).unwrap_or_default();
            if !name.is_empty() {
                c.text(parts.name, name.len())?;
            }
            c.leaf(parts.colon, 2, Value::NONE)?;
            if !value.is_empty() {
                header_value(c, name, value, parts)?;
            }
            c.leaf(parts.end, 2, Value::NONE)?;
            Ok(Value::NONE)
        });
        begin = value_end + 2;
    }
    c.finish()
}

fn header_value(c: &mut Cursor<'_>, name: &[u8], value: &[u8], parts: &Parts) -> Result<(), Stop> {
    let (inside, said) = match name {
        b"grpc-status" => (&grpc_label::STATUS, grpc::status(value)),
        b"grpc-message" => (&grpc_label::STATUS_TEXT, grpc::status_text(value)),
        _ => {
            let label = (parts.own)(name).unwrap_or(parts.value);
            return c.leaf(label, value.len(), (parts.say)(name, value)).map(drop);
        }
    };
    c.group(parts.value, value.len(), |c| {
        c.leaf(inside, value.len(), said)?;
        Ok(Value::text(lossy(value)))
    })
    .map(drop)
}
