//! Packets that are not what they look like, and one that anybody can check: stateless resets, random padding, Retry.

use super::header::Layout;
use super::keys::TAG;
use super::state::State;
use crate::crypto::Crypto;
use crate::cursor::blame;
use crate::field::{Datum, Field, Span, Value};
use crate::message::Message;
use crate::names::quic as label;
use crate::schedule::Cipher;

/// What a packet with a short header really is that did not open: the datagram's end tells, or what is before it.
pub(super) fn instead(message: &Message, state: &State, failed: &Field) -> Option<Field> {
    let Span { range, .. } = failed.span.clone();
    let before = message.fields.last().and_then(|field| field.name().map(|name| name == "Initial"));
    match before {
        None if state.sides[message.side].ids.ends(message.wire()) => Some(reset(message)),
        Some(true) => {
            // What follows an Initial packet at once is hardly ever data: there are no keys for any yet.
            let meaning = match failed.problem {
                Some(_) => "no key of this connection opens it: padding, which some programs fill with random bytes",
                None => "padding, which some programs fill with random bytes, or a packet: only the keys would tell",
            };
            Some(message.leaf(0, range, &label::PADDING_AFTER, Value::NONE.meaning(meaning)))
        }
        _ => None,
    }
}

/// A datagram that ends with a token that its sender gave before (RFC 9000 §10.3).
fn reset(message: &Message) -> Field {
    let len = message.wire().len();
    let token = len.saturating_sub(TAG);
    let meaning = "equal to a token that this side gave: it has forgotten the connection and ends it";
    let children = vec![
        message.leaf(0, 0..token, &label::UNPREDICTABLE, Value::NONE),
        message.leaf(0, token..len, &label::RESET_TOKEN, Value::NONE.meaning(meaning)),
    ];
    let value = Value {
        datum: Datum::Text("Stateless Reset".to_owned()),
        meaning: Some(
            "Stateless Reset: it only looks like a packet. Whoever sent it has forgotten the connection".into(),
        ),
    };
    let span = Span::new(message.index, 0, 0..len);
    Field { label: &label::PACKET, span, value, problem: None, children }
}

/// Says of the tag of a Retry packet whether it is right (RFC 9001 §5.8).
pub(super) fn judge_retry(
    packet: &[u8],
    layout: &Layout,
    origin: Option<&[u8]>,
    crypto: &dyn Crypto,
    field: &mut Field,
) {
    let Some(field) = field.find_mut(&label::RETRY_TAG) else { return };
    let Some(origin) = origin else {
        field.value.meaning = Some(
            "not checked: it covers the connection ID of the client's first packet, which is not in the recording"
                .into(),
        );
        return;
    };
    match is_right(packet, layout, origin, crypto) {
        Some(true) => {
            field.value.meaning = Some(
                "checked, and right: whoever made it saw the client's first packet. Everyone on the path can make it"
                    .into(),
            );
        }
        Some(false) => blame(
            field,
            "it does not fit the packet and the client's first connection ID: a client that checks it ignores the packet",
        ),
        None => {}
    }
}

fn is_right(packet: &[u8], layout: &Layout, origin: &[u8], crypto: &dyn Crypto) -> Option<bool> {
    let (key, nonce) = layout.version?.retry;
    let (content, tag) = packet.split_at_checked(packet.len().checked_sub(TAG)?)?;
    let pseudo = [&[u8::try_from(origin.len()).ok()?], origin, content].concat();
    let key = crypto.opening_key(Cipher::Aes128Gcm, &key)?;
    Some(key.open(&nonce, &pseudo, &[], tag, &mut []))
}
