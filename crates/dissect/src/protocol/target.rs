//! What a request's target has in it beside an address: a question of DNS over HTTPS that is asked by GET (RFC 8484 §4.1), or one of
//! OCSP (RFC 6960 appendix A.1).

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::Opening;
use crate::field::Label;
use crate::message::{Message, Origin};
use crate::names::{http as label, ocsp};
use crate::token::lenient;
use crate::{Field, Span, Value};

/// The parameter that has it.
const PARAMETER: &[u8] = b"dns=";
/// A longer message of DNS is none.
const LONGEST: usize = (u16::MAX as usize).div_ceil(3) * 4;

/// In so many places of a path a question of OCSP may begin: base64 has slashes of its own, which not everybody escapes.
const PLACES: usize = 8;

/// Takes apart the question in the first target of this kind, if it has one.
pub(crate) fn look(message: &mut Message, target: &Label, opening: &Opening<'_>) {
    let Some(target) = message.find(target).map(|target| target.span.clone()) else { return };
    if let Some(span) = parameter(message, &target) {
        if let Ok(bytes) = URL_SAFE_NO_PAD.decode(message.bytes(&span)) {
            put(message, span, bytes, &label::ASKED_BY_GET, opening);
        }
        return;
    }
    for span in segments(message, &target) {
        let Some(bytes) = decoded(message.bytes(&span)) else { continue };
        if put(message, span, bytes, &ocsp::ASKED_BY_GET, opening) {
            return;
        }
    }
}

/// What a text in the target stands for becomes a source of its own, if it is something that is known.
fn put(message: &mut Message, text: Span, bytes: Vec<u8>, label: &'static Label, opening: &Opening<'_>) -> bool {
    let len = bytes.len();
    let source = message.add_source(Origin::Base64(text), bytes.clone());
    let found = opening.look(message, source, &bytes, 0..len).filter(|(_, fields)| match label.id {
        id if id == ocsp::ASKED_BY_GET.id => fields.iter().any(|field| field.is(&ocsp::REQUEST)),
        _ => true,
    });
    let Some((name, children)) = found else {
        message.sources.truncate(usize::from(source));
        return false;
    };
    let span = Span::new(message.index, source, 0..len);
    let value = Value::NONE.meaning(format!("{name}, in the address"));
    message.fields.push(Field { label, span, value, problem: None, children });
    true
}

/// The ends of the path that may be base64 of a question: DER begins with the letter M.
fn segments(message: &Message, target: &Span) -> Vec<Span> {
    let text = message.bytes(target);
    let path = text.split(|b| *b == b'?').next().unwrap_or_default();
    if path.len() > LONGEST {
        return Vec::new();
    }
    let starts = (0..path.len()).filter(|at| path.get(*at..).is_some_and(|rest| rest.starts_with(b"/M")));
    let span = |at: usize| {
        Span::new(target.message, target.source, target.range.start + at + 1..target.range.start + path.len())
    };
    starts.map(span).take(PLACES).collect()
}

/// What base64 stands for, where it may be escaped by percent signs.
fn decoded(text: &[u8]) -> Option<Vec<u8>> {
    let mut letters = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let letter = match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                rest = after;
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                u8::try_from(digit(high)? * 16 + digit(low)?).ok()?
            }
            (other, _) => *other,
        };
        letters.push(letter);
    }
    while letters.last() == Some(&b'=') {
        letters.pop();
    }
    lenient(&STANDARD).decode(letters).ok()
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
