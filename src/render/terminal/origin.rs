//! Where a source's bytes come from, as the headline over its fields.

use crate::dissect::{Message, Origin, Span};
use crate::render::value::{count, secret_name};

/// `these 100 characters are base64 of 73 bytes:`; `above` is the field that the headline stands under.
pub fn headline(message: &Message, source: u16, above: Option<&Span>) -> String {
    let Some(source) = message.sources.get(usize::from(source)) else {
        return format!("in source {source}, which this message does not have:");
    };
    let bytes = count(source.bytes.len() as u64, "byte", "bytes");
    let place = |span: &Span| place(message, span, above, "byte", "bytes");
    match &source.origin {
        Origin::Wire => format!("as they crossed the wire, {bytes}:"),
        Origin::File => format!("read from a file, {bytes}:"),
        Origin::Base64(span) => {
            let text = self::place(message, span, above, "character", "characters");
            format!("{text} {are} base64 of {bytes}:", are = are(span))
        }
        Origin::Decompressed(span) => format!("{}, decompressed, {} {bytes}:", place(span), are(span)),
        Origin::Decrypted { record, with } => {
            format!("{}, opened with {}, {} {bytes}:", place(record), secret_name(*with), are(record))
        }
        Origin::Joined(spans) => format!("{} put together, {bytes}:", pieces(spans, "piece", "pieces")),
        Origin::Dechunked(spans) => format!("the data of {}, {bytes}:", pieces(spans, "chunk", "chunks")),
        Origin::Derived(spans) => format!("computed from {}, {bytes}:", pieces(spans, "piece", "pieces")),
    }
}

/// `these 100 characters` of the field above, or which bytes of what.
fn place(message: &Message, span: &Span, above: Option<&Span>, one: &str, more: &str) -> String {
    if above == Some(span) {
        return match span.len() {
            1 => format!("this {one}"),
            length => format!("these {}", count(length as u64, one, more)),
        };
    }
    let mut text = format!("{} from {:04x}", count(span.len() as u64, one, more), span.range.start);
    if span.message != message.index {
        text.push_str(&format!(" of message {}", span.message));
    }
    text
}

fn are(span: &Span) -> &'static str {
    if span.len() == 1 { "is" } else { "are" }
}

fn pieces(spans: &[Span], one: &str, more: &str) -> String {
    count(spans.len() as u64, one, more)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dissect::Source;
    use crate::recording::{SecretId, Side, Timestamp};

    #[test]
    fn every_origin_is_named_with_what_it_was_made_of() {
        let span = |message, length: usize| Span::new(message, 0, 16..16 + length);
        let says = |origin, above: Option<&Span>| {
            let sources = vec![Source { origin, bytes: vec![0; 73].into() }];
            let at = Timestamp(0);
            let side = Side::Client;
            let message = Message { connection: 0, index: 4, side, at, offset: 0, sources, fields: Vec::new() };
            headline(&message, 0, above)
        };
        let token = span(4, 100);
        assert_eq!(says(Origin::Base64(token.clone()), Some(&token)), "these 100 characters are base64 of 73 bytes:");
        assert_eq!(says(Origin::Base64(span(3, 1)), None), "1 character from 0010 of message 3 is base64 of 73 bytes:");
        let opened = Origin::Decrypted { record: token.clone(), with: SecretId::Fernet(1) };
        assert_eq!(says(opened, None), "100 bytes from 0010, opened with Fernet key 2, are 73 bytes:");
        assert_eq!(says(Origin::Dechunked(vec![token.clone()]), None), "the data of 1 chunk, 73 bytes:");
        assert_eq!(says(Origin::Joined(vec![token.clone(), token]), None), "2 pieces put together, 73 bytes:");
    }
}
