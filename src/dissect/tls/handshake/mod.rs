//! Handshake messages.

use std::ops::Range;

use super::facts::Facts;
use crate::dissect::field::{Field, Span, Value};
use crate::dissect::message::Message;
use crate::dissect::names::{UNEXPLAINED, tls_record as label};
use crate::recording::Side;

/// One whole handshake message.
pub(super) fn handshake(
    message: &mut Message,
    source: u16,
    range: Range<usize>,
    _facts: &Facts,
    _side: Side,
) -> Vec<Field> {
    let span = Span::new(message.index, source, range);
    let body = Field { label: &UNEXPLAINED, span: span.clone(), value: Value::NONE, problem: None, children: vec![] };
    vec![Field { label: &label::HANDSHAKE, span, value: Value::NONE, problem: None, children: vec![body] }]
}
