//! The server's answer to the client's key, computed once more (RFC 6455 §4.2.2).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};

use crate::cursor::blame;
use crate::field::{Field, Span, Value};
use crate::message::{Message, Origin};
use crate::names::websocket as label;

/// A client's key as text, and where it stands.
pub(crate) type Key = (Span, String);

/// What is hashed behind the key.
const FIXED: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// Says of the answer, field number `at`, whether it is the right one.
pub(crate) fn judge_accept(message: &mut Message, at: usize, (place, key): &Key) {
    let due = STANDARD.encode(Sha1::digest(format!("{}{FIXED}", key.trim())));
    let is_right = message
        .fields
        .get(at)
        .and_then(|field| field.find(&crate::names::http::HEADER_VALUE))
        .is_some_and(|value| message.bytes(&value.span) == due.as_bytes());
    let source = message.add_source(Origin::Derived(vec![place.clone()]), due.clone().into_bytes());
    let value = Value::text(&*due).meaning(match is_right {
        true => "computed here from the client's key, and equal: the server read the request and supports WebSocket",
        false => "computed here from the client's key",
    });
    let computed = Field::leaf(&label::ACCEPT, Span::new(message.index, source, 0..due.len()), value);
    if let Some(field) = message.fields.get_mut(at) {
        field.children.push(computed);
        if !is_right {
            blame(
                field,
                format!("it does not match the client's key, which requires {due}: a client must refuse this answer"),
            );
        }
    }
}
