//! The promise that every byte has exactly one leaf, checked.

use std::ops::Range;

use super::field::{Field, Span};
use super::message::{Message, Origin};

/// Whether the leaves of a message tile each of its sources, bytes and bits; if not, where and how.
///
/// # Errors
/// A sentence for whoever wrote the dissector.
pub fn check(message: &Message) -> Result<(), String> {
    if message.sources.first().is_none_or(|s| !matches!(s.origin, Origin::Wire | Origin::File | Origin::Joined(_))) {
        return Err("source 0 is neither the wire nor a file nor put together from earlier messages".to_owned());
    }
    for (number, source) in message.sources.iter().enumerate() {
        let number = u16::try_from(number).map_err(|_| "more than 65,535 sources".to_owned())?;
        check_origin(message, number, &source.origin)?;
        let mut outermost = Vec::new();
        for field in &message.fields {
            collect(field, number, None, &mut outermost);
        }
        tile(&outermost, 0..source.bytes.len(), None).map_err(|e| format!("source {number}: {e}"))?;
    }
    message.walk().try_for_each(|field| check_field(message, field))
}

/// The fields in this source whose parent is not in it.
fn collect<'m>(field: &'m Field, source: u16, parent: Option<u16>, found: &mut Vec<&'m Field>) {
    let own = field.span.source;
    if own == source && parent != Some(source) {
        found.push(field);
    }
    for child in &field.children {
        collect(child, source, Some(own), found);
    }
}

fn check_field(message: &Message, field: &Field) -> Result<(), String> {
    let span = &field.span;
    let name = field.label.id;
    if span.message != message.index {
        return Err(format!("{name} lies in message {}, not in its own, {}", span.message, message.index));
    }
    if message.sources.get(usize::from(span.source)).is_none_or(|s| s.bytes.len() < span.range.end) {
        return Err(format!("{name} lies outside its source: {span:?}"));
    }
    if span.bits.as_ref().is_some_and(|bits| usize::from(bits.end) > 8 * span.len() || bits.start > bits.end) {
        return Err(format!("{name} has bits that its bytes do not have: {span:?}"));
    }
    if let Some(child) = field.children.iter().find(|c| c.span.source < span.source) {
        return Err(format!("{} lies in a source earlier than its parent's, {name}", child.label.id));
    }
    let same: Vec<&Field> = field.children.iter().filter(|c| c.span.source == span.source).collect();
    if same.is_empty() {
        return Ok(());
    }
    tile(&same, span.range.clone(), span.bits.clone()).map_err(|e| format!("inside {name}: {e}"))
}

/// Whether these fields follow each other without gap or overlap from one end of the range to the other.
fn tile(fields: &[&Field], range: Range<usize>, bits: Option<Range<u8>>) -> Result<(), String> {
    let (start, end) = bits_at(&Span { message: 0, source: 0, range, bits });
    let mut at = start;
    for field in fields {
        let (from, to) = bits_at(&field.span);
        if from != at {
            return Err(format!("{} begins at {} where {} is due", field.label.id, place(from), place(at)));
        }
        at = to;
    }
    if at != end {
        return Err(format!("the last leaf ends at {}, the bytes at {}", place(at), place(end)));
    }
    Ok(())
}

/// First and last position of a span, in bits.
fn bits_at(span: &Span) -> (usize, usize) {
    let first = span.range.start * 8;
    match &span.bits {
        None => (first, span.range.end * 8),
        Some(bits) => (first + usize::from(bits.start), first + usize::from(bits.end)),
    }
}

fn place(bit: usize) -> String {
    match bit % 8 {
        0 => format!("byte {}", bit / 8),
        rest => format!("byte {} bit {rest}", bit / 8),
    }
}

/// Whether a derived source comes from bytes that came before it.
fn check_origin(message: &Message, number: u16, origin: &Origin) -> Result<(), String> {
    let spans = match origin {
        Origin::Wire | Origin::File => return Ok(()),
        Origin::Joined(spans) | Origin::Dechunked(spans) | Origin::Derived(spans) => spans.as_slice(),
        Origin::Base64(span) | Origin::Decompressed(span) | Origin::Decrypted { record: span, .. } => {
            std::slice::from_ref(span)
        }
    };
    for span in spans {
        let own = span.message == message.index;
        if span.message > message.index || (own && span.source >= number) {
            return Err(format!("source {number} comes from something later: {span:?}"));
        }
        let source = message.sources.get(usize::from(span.source)).filter(|_| own);
        if source.is_some_and(|s| span.range.end > s.bytes.len()) {
            return Err(format!("source {number} comes from bytes that are not there: {span:?}"));
        }
    }
    Ok(())
}
