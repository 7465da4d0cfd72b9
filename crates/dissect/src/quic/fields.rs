//! The parts of a packet: its header as it crossed the wire and without its protection, its payload.

use std::ops::Range;

use super::header::{self, BEFORE_IDS, Kind, Layout};
use super::keys::TAG;
use super::version;
use crate::cursor::{Cursor, Stop, blame, bytes};
use crate::field::{Datum, Field, Label, Span, Value};
use crate::names::quic as label;
use crate::read::opaque;

/// What is known of a packet's inside.
pub(super) struct Inside {
    /// The source that has the header without its protection: the first byte and the packet number.
    pub(super) source: u16,
    pub(super) first: u8,
    pub(super) number_len: usize,
    pub(super) number: u64,
    pub(super) steps: Vec<Field>,
    pub(super) frames: Vec<Field>,
}

/// The parts of a packet, in the order of their bytes.
pub(super) fn parts(c: &mut Cursor<'_>, layout: &Layout, inside: Option<Inside>) -> Result<Value, Stop> {
    match layout.kind {
        Kind::Short => short(c, layout, inside),
        Kind::Negotiation => negotiation(c, layout),
        Kind::Other => {
            form(c, 1)?;
            bits(c, &label::TYPE_BITS, 1..8)?;
            ids(c, layout)?;
            let left = c.left();
            opaque(c, &label::OTHER_VERSION, left)?;
            Ok(Value::NONE)
        }
        Kind::Retry => {
            first_of_long(c, layout)?;
            bits(c, &label::TYPE_BITS, 4..8)?;
            ids(c, layout)?;
            let token = c.left().saturating_sub(TAG);
            opaque(c, &label::RETRY_TOKEN, token)?;
            c.leaf(&label::RETRY_TAG, TAG, Value::NONE)?;
            Ok(Value::NONE)
        }
        _ => long(c, layout, inside),
    }
}

/// Some bits of the next byte, as a number.
fn bits<'c>(c: &'c mut Cursor<'_>, label: &'static Label, at: Range<u8>) -> Result<&'c mut Field, Stop> {
    let first = c.rest().first().copied().unwrap_or_default();
    c.bits(label, at.clone(), Value::number(part_of(first, at)))
}

fn part_of(byte: u8, bits: Range<u8>) -> u64 {
    let len = u32::from(bits.end.saturating_sub(bits.start));
    u64::from(byte) >> (8 - u32::from(bits.end)) & ((1 << len) - 1)
}

fn form(c: &mut Cursor<'_>, form: u64) -> Result<(), Stop> {
    let name = if form == 1 { "long" } else { "short" };
    c.bits(
        &label::HEADER_FORM,
        0..1,
        Value { datum: Datum::Named { number: form, name: name.into() }, meaning: None },
    )?;
    Ok(())
}

fn fixed(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let field = bits(c, &label::FIXED_BIT, 1..2)?;
    if field.number() == Some(0) {
        field.value.meaning = Some("0: only if both sides agreed on grease_quic_bit (RFC 9287)".into());
    }
    Ok(())
}

fn first_of_long(c: &mut Cursor<'_>, layout: &Layout) -> Result<(), Stop> {
    form(c, 1)?;
    fixed(c)?;
    let first = c.rest().first().copied().unwrap_or_default();
    let number = part_of(first, 2..4);
    let value = Value { datum: Datum::Named { number, name: header::name(layout.kind).into() }, meaning: None };
    let is_2 = layout.version.is_some_and(|version| version.is_2);
    c.bits(if is_2 { &label::PACKET_TYPE_V2 } else { &label::PACKET_TYPE }, 2..4, value)?;
    Ok(())
}

/// The version and the two connection ids.
fn ids(c: &mut Cursor<'_>, layout: &Layout) -> Result<(), Stop> {
    c.leaf(&label::VERSION, BEFORE_IDS - 1, version::value(layout.number))?;
    for (len_label, label, id) in
        [(&label::DCIL, &label::DCID, &layout.dcid), (&label::SCIL, &label::SCID, &layout.scid)]
    {
        c.leaf(len_label, 1, Value::number(id.len() as u64))?;
        if !id.is_empty() {
            c.leaf(label, id.len(), Value::NONE)?;
        }
    }
    Ok(())
}

fn long(c: &mut Cursor<'_>, layout: &Layout, mut inside: Option<Inside>) -> Result<Value, Stop> {
    first_of_long(c, layout)?;
    let hidden = c.bits(&label::PROTECTED_BITS, 4..8, Value::NONE)?;
    if let Some(inside) = &inside {
        let parts = [(&label::OPEN_BITS, 0..4), (&label::RESERVED, 4..6), (&label::NUMBER_LENGTH, 6..8)];
        hidden.children = vec![first_byte(&hidden.span, inside, &parts)];
    }
    ids(c, layout)?;
    if let Some([len, token]) = &layout.token {
        c.leaf(&label::TOKEN_LENGTH, len.len(), Value::number(token.len() as u64))?;
        opaque(c, &label::TOKEN, token.len())?;
    }
    if let Some((place, len)) = &layout.length {
        let field = c.leaf(&label::LENGTH, place.len(), Value::number(*len))?;
        if layout.missing() > 0 {
            blame(field, format!("{} are announced, but fewer are here", bytes(*len)));
        }
    }
    protected(c, inside.take())
}

fn short(c: &mut Cursor<'_>, layout: &Layout, inside: Option<Inside>) -> Result<Value, Stop> {
    let number_len = inside.as_ref().map_or(0, |inside| inside.number_len);
    let mut inside = inside;
    let head = layout.number_at + number_len;
    c.group(&label::SHORT, head, |c| {
        form(c, 0)?;
        fixed(c)?;
        bits(c, &label::SPIN, 2..3)?;
        let hidden = c.bits(&label::PROTECTED_BITS, 3..8, Value::NONE)?;
        if let Some(inside) = &inside {
            let parts = [
                (&label::OPEN_BITS, 0..3),
                (&label::SHORT_RESERVED, 3..5),
                (&label::KEY_PHASE, 5..6),
                (&label::NUMBER_LENGTH, 6..8),
            ];
            hidden.children = vec![first_byte(&hidden.span, inside, &parts)];
        }
        if !layout.dcid.is_empty() {
            c.leaf(&label::DCID, layout.dcid.len(), Value::NONE)?;
        }
        if let Some(inside) = &mut inside {
            number(c, inside)?;
        }
        Ok(Value::NONE)
    })?;
    payload(c, inside)
}

/// The first byte without its protection.
fn first_byte(hidden: &Span, inside: &Inside, parts: &[(&'static Label, Range<u8>)]) -> Field {
    let span = Span::new(hidden.message, inside.source, 0..1);
    let child = |(label, bits): &(&'static Label, Range<u8>)| {
        let number = part_of(inside.first, bits.clone());
        let mut value = Value::number(number);
        if number != 0 && (**label == label::RESERVED || **label == label::SHORT_RESERVED) {
            value = value.meaning("not 0: a receiver ends the connection with PROTOCOL_VIOLATION");
        }
        if **label == label::NUMBER_LENGTH {
            value = value.meaning(bytes(inside.number_len as u64));
        }
        Field::leaf(label, Span { bits: Some(bits.clone()), ..span.clone() }, value)
    };
    let children = parts.iter().map(child).collect();
    Field { label: &label::FIRST_BYTE, span: span.clone(), value: Value::NONE, problem: None, children }
}

fn protected(c: &mut Cursor<'_>, mut inside: Option<Inside>) -> Result<Value, Stop> {
    if let Some(inside) = &mut inside {
        number(c, inside)?;
    }
    payload(c, inside)
}

/// The packet number: hidden on the wire, and what it is.
fn number(c: &mut Cursor<'_>, inside: &mut Inside) -> Result<(), Stop> {
    let field = c.leaf(&label::PROTECTED_NUMBER, inside.number_len, Value::NONE)?;
    let span = Span::new(field.span.message, inside.source, 1..1 + inside.number_len);
    field.children = vec![Field::leaf(&label::PACKET_NUMBER, span, Value::number(inside.number))];
    field.children.append(&mut inside.steps);
    Ok(())
}

fn payload(c: &mut Cursor<'_>, inside: Option<Inside>) -> Result<Value, Stop> {
    let left = c.left();
    let Some(inside) = inside else {
        opaque(c, &label::REMAINING, left)?;
        return Ok(Value::NONE);
    };
    let field = c.group(&label::PAYLOAD, left, |c| {
        let sealed = c.left().saturating_sub(TAG);
        opaque(c, &label::CIPHERTEXT, sealed)?;
        c.leaf(&label::TAG, TAG, Value::NONE)?;
        Ok(Value::NONE)
    })?;
    field.children.extend(inside.frames);
    Ok(Value::NONE)
}

fn negotiation(c: &mut Cursor<'_>, layout: &Layout) -> Result<Value, Stop> {
    form(c, 1)?;
    bits(c, &label::UNUSED, 1..8)?;
    ids(c, layout)?;
    while c.left() > 0 {
        let version = c.rest().first_chunk().map_or(0, |four| u32::from_be_bytes(*four));
        c.leaf(&label::SUPPORTED_VERSION, 4, version::value(version))?;
    }
    Ok(Value::NONE)
}
