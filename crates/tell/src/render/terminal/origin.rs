//! Where a source's bytes come from, as the headline over its fields.

use crate::render::value::{count, secret_name};
use wirewalk_dissect::recording::SecretId;
use wirewalk_dissect::{Message, Origin, Span};

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
            let opened = if matches!(with, SecretId::Fernet(_) | SecretId::Agreed) { "opened" } else { "decrypted" };
            format!("{}, {opened} with {}, {} {bytes}:", place(record), secret_name(*with), are(record))
        }
        Origin::Joined(spans) => {
            format!("{}{} put together, {bytes}:", pieces(spans, "piece", "pieces"), of_messages(message, spans))
        }
        Origin::Dechunked(spans) => format!("the data of {}, {bytes}:", pieces(spans, "chunk", "chunks")),
        Origin::Derived(spans) if spans.is_empty() => format!("computed only from constants, {bytes}:"),
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

/// Where a message's own bytes come from, if they did not cross the wire as they are.
pub fn whence(message: &Message) -> Option<String> {
    match message.sources.first().map(|source| &source.origin) {
        Some(Origin::Joined(spans)) => {
            Some(format!("carried{}", of_messages(message, spans).replacen(" of ", " by ", 1)))
        }
        _ => None,
    }
}

/// ` of message 3`, ` of messages 3 to 7`; nothing if the pieces are this message's own.
fn of_messages(message: &Message, spans: &[Span]) -> String {
    match (spans.first(), spans.last()) {
        (Some(first), Some(last)) if first.message != last.message => {
            format!(" of messages {} to {}", first.message, last.message)
        }
        (Some(only), _) if only.message != message.index => format!(" of message {}", only.message),
        _ => String::new(),
    }
}
