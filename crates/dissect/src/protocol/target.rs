//! What a request's target has in it beside an address: a question of DNS over HTTPS that is asked by GET (RFC 8484 §4.1).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::Opening;
use crate::field::Label;
use crate::message::{Message, Origin};
use crate::names::http as label;
use crate::{Field, Span, Value};

/// The parameter that has it.
const PARAMETER: &[u8] = b"dns=";
/// A longer message of DNS is none.
const LONGEST: usize = (u16::MAX as usize).div_ceil(3) * 4;

/// Takes apart the question in the first target of this kind, if it has one.
pub(crate) fn look(message: &mut Message, target: &Label, opening: &Opening<'_>) {
    let Some(span) = message.find(target).and_then(|target| parameter(message, &target.span)) else { return };
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(message.bytes(&span)) else { return };
    let len = bytes.len();
    let source = message.add_source(Origin::Base64(span), bytes.clone());
    match opening.look(message, source, &bytes, 0..len) {
        Some((name, children)) => {
            let span = Span::new(message.index, source, 0..len);
            let value = Value::NONE.meaning(format!("{name}, in the URL"));
            message.fields.push(Field { label: &label::ASKED_BY_GET, span, value, problem: None, children });
        }
        None => drop(message.sources.pop()),
    }
}

/// Where the text of the parameter stands in its source.
fn parameter(message: &Message, target: &Span) -> Option<Span> {
    let text = message.bytes(target);
    let query = text.iter().position(|b| *b == b'?')? + 1;
    let mut at = query;
    for part in text.get(query..)?.split(|b| *b == b'&') {
        if let Some(value) = part.strip_prefix(PARAMETER).filter(|value| !value.is_empty() && value.len() <= LONGEST) {
            let start = target.range.start + at + PARAMETER.len();
            return Some(Span::new(target.message, target.source, start..start + value.len()));
        }
        at += part.len() + 1;
    }
    None
}
