//! The fields of a message, leaf by leaf, and what becomes of their bytes.

use std::ops::Range;

use wirewalk_dissect::field::Datum;
use wirewalk_dissect::names::lines::{SMTP_ARGUMENT, UNKNOWN_COMMAND};
use wirewalk_dissect::names::{dns, http, quic, tls_messages, upgrade, websocket};
use wirewalk_dissect::{Field, Message, Sort, Span};

use super::mask::Mask;
use super::report::Counts;
use super::rules::{Rule, rule};
use super::{headers, hpack, reverse, spoken};
use crate::quic::{Kind, packets};

/// What covers up what nobody may read.
pub(super) const COVER: u8 = b'x';

/// What takes the place of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum With {
    /// They stay.
    Kept,
    /// As many of these.
    Cover(u8),
    /// These.
    Bytes(Vec<u8>),
}

/// A leaf, in a source of its message, and what takes its place.
pub(super) struct Change {
    pub source: u16,
    pub range: Range<usize>,
    pub with: With,
}

/// Goes through a message.
pub(super) struct Walk<'m> {
    mask: &'m mut Mask,
    pub(super) counts: &'m mut Counts,
    pub(super) message: &'m Message,
    /// The name of the header whose value is read, in lower case.
    header: Option<Vec<u8>>,
    /// What the status code is called.
    phrase: Option<String>,
    /// Whether the fields are those of a packet of QUIC,
    in_quic: bool,
    /// and of one that everybody can open, encrypted as it is.
    for_everybody: bool,
    pub(super) changes: Vec<Change>,
}

/// What becomes of each leaf of a message.
pub(super) fn changes(mask: &mut Mask, counts: &mut Counts, message: &Message) -> Vec<Change> {
    let mut walk = Walk {
        mask,
        counts,
        message,
        header: None,
        phrase: None,
        in_quic: false,
        for_everybody: false,
        changes: Vec::new(),
    };
    let initials = packets(message).filter(|packet| packet.kind() == Kind::Initial).map(|packet| &packet.field.span);
    let initials: Vec<&Span> = initials.collect();
    for field in &message.fields {
        walk.in_quic = field.is(&quic::PACKET);
        walk.for_everybody = initials.contains(&&field.span);
        walk.counts.initials += u64::from(walk.for_everybody);
        walk.field(field);
    }
    walk.changes
}

impl Walk<'_> {
    pub(super) fn field(&mut self, field: &Field) {
        if field.is(&http::STATUS_CODE) {
            self.phrase = field.name().map(|name| name.into_owned());
        }
        self.counts.certificates += u64::from(field.is(&tls_messages::CERTIFICATE));
        self.counts.bodies += u64::from(field.is(&http::BODY) || field.is(&http::BODY_PIECE));
        if field.label.sort == Sort::Name && field.child(&dns::LABEL).is_some() {
            return self.domain(field);
        }
        if field.is(&websocket::MASKED)
            && let Some(with) = self.masked(field)
        {
            return self.put(field, with);
        }
        if field.is_leaf() {
            let with = self.leaf(field);
            self.put(field, with);
        }
        // What a packet of QUIC holds decrypted is nowhere in the capture as it stands there.
        let in_quic = self.in_quic;
        let sealed = |child: &&Field| in_quic && child.span.source != field.span.source;
        field.children.iter().filter(|child| !sealed(child)).for_each(|child| self.field(child));
    }

    fn put(&mut self, field: &Field, with: With) {
        self.changes.push(Change { source: field.span.source, range: field.span.range.clone(), with });
    }

    /// A name of DNS, label by label.
    fn domain(&mut self, name: &Field) {
        let addressed = match &name.value.datum {
            Datum::Text(text) if !text.contains('\\') => reverse::labels(self.mask, text),
            _ => Vec::new(),
        };
        let mut nth = 0;
        for part in &name.children {
            let with = match self.message.bytes(&part.span).split_first() {
                Some((len, text)) if part.is(&dns::LABEL) => {
                    let known = addressed.get(nth).and_then(Option::as_ref).map(|label| label.as_bytes().to_vec());
                    let new = known.filter(|new| new.len() == text.len()).unwrap_or_else(|| self.mask.text(text));
                    nth += 1;
                    With::Bytes([&[*len], new.as_slice()].concat())
                }
                _ => With::Kept,
            };
            self.put(part, with);
        }
    }

    fn leaf(&mut self, field: &Field) -> With {
        let bytes = self.message.bytes(&field.span);
        if field.span.bits.is_some() {
            return With::Kept;
        }
        if let Some(with) = self.in_header(field, bytes) {
            return with;
        }
        match rule(field.label) {
            Rule::Keep => With::Kept,
            // Only covered up does it hide what is in it.
            Rule::Sealed if self.for_everybody => With::Cover(COVER),
            Rule::Sealed => {
                self.counts.sealed += bytes.len() as u64;
                With::Kept
            }
            Rule::Cover => With::Cover(COVER),
            Rule::Clear => With::Cover(0),
            // A name of DNS that is only the root, or points to where it stands.
            Rule::Host if field.label.id.starts_with("dns.") && matches!(bytes, [0] | [0xc0..=0xff, _]) => With::Kept,
            Rule::Host => With::Bytes(self.mask.host(bytes)),
            Rule::Text => With::Bytes(self.mask.text(bytes)),
            Rule::Wide(width) => With::Bytes(self.mask.wide(bytes, width)),
            Rule::Address => With::Bytes(self.address(bytes)),
            Rule::Network(is_v6) => With::Bytes(self.mask.addresses.bytes(&self.mask.key, bytes, is_v6)),
            Rule::Bytes => With::Bytes(self.mask.key.scramble(bytes)),
            Rule::Integer => With::Bytes(self.mask.key.integer(bytes)),
            Rule::Time => {
                let kept = bytes.len().saturating_sub(3);
                let scrambled = self.mask.key.scramble(bytes);
                With::Bytes([bytes.get(..kept).unwrap_or_default(), scrambled.get(kept..).unwrap_or_default()].concat())
            }
            Rule::Identity if is_text(bytes) => With::Bytes(self.mask.text(bytes)),
            Rule::Few if bytes.len() > 2 => With::Cover(COVER),
            Rule::Identity | Rule::Few => With::Kept,
            Rule::Protocol if is_protocol(bytes) => With::Kept,
            Rule::Protocol => With::Bytes(self.mask.text(bytes)),
            Rule::HeaderName => self.header_name(bytes),
            Rule::Phrase if self.phrase.as_ref().is_some_and(|phrase| phrase.as_bytes() == bytes) => With::Kept,
            Rule::Phrase => With::Bytes(self.mask.text(bytes)),
            Rule::Header => {
                let name = field.name().unwrap_or_default().to_lowercase();
                self.counts.compressed += 1;
                hpack::representation(self.mask, name.as_bytes(), bytes).map_or(With::Kept, With::Bytes)
            }
            Rule::Part => With::Cover(COVER),
            Rule::Deflated => self.deflated(bytes.len()),
            _ => self.spoken(field, bytes),
        }
    }

    /// What is said in lines, and in protocols that are like them.
    fn spoken(&mut self, field: &Field, bytes: &[u8]) -> With {
        let root = self.message.fields.first().map_or("", |field| field.label.id);
        let in_lines = ["smtp.", "imap.", "pop.", "wirewalk.smtp.", "wirewalk.imap.", "wirewalk.pop.", "wirewalk.ftp."];
        let with = match rule(field.label) {
            Rule::Verb if field.value.meaning.as_deref().is_some_and(|meaning| meaning != UNKNOWN_COMMAND) => {
                return With::Kept;
            }
            Rule::Within if root.starts_with("wirewalk.xmpp.") && field.is(&upgrade::EMPTY) => {
                spoken::attributes(self.mask, bytes)
            }
            // A code, on which it depends whether TLS begins.
            Rule::Within if bytes.len() == 3 && bytes.iter().all(u8::is_ascii_digit) => return With::Kept,
            Rule::Line if field.is(&SMTP_ARGUMENT) && spoken::is_count(bytes) => return With::Kept,
            // In binary protocols it marks numbers, in XML names of elements.
            Rule::Within if !in_lines.iter().any(|family| root.starts_with(family)) => return With::Kept,
            Rule::Setting if spoken::SETTINGS.contains(&bytes.strip_suffix(&[0]).unwrap_or(bytes)) => {
                return With::Kept;
            }
            Rule::Lettered => match bytes.split_first() {
                Some((letter, text)) => [&[*letter], &*self.mask.text(text)].concat(),
                None => return With::Kept,
            },
            Rule::Attributes => spoken::attributes(self.mask, bytes),
            Rule::Lines => {
                self.counts.contents += 1;
                spoken::lines(bytes, COVER)
            }
            Rule::Base64 => match spoken::base64(self.mask, bytes) {
                Some(new) => new,
                None if bytes == b"=" => return With::Kept,
                None => return With::Cover(COVER),
            },
            Rule::Distinguished => spoken::distinguished(self.mask, bytes),
            Rule::Counted => spoken::counted(self.mask, bytes),
            Rule::Varint => spoken::varint(self.mask, bytes),
            _ => spoken::line(self.mask, bytes),
        };
        With::Bytes(with)
    }

    /// What stands between the colon of a header and the end of its line.
    fn in_header(&mut self, field: &Field, bytes: &[u8]) -> Option<With> {
        let name = self.header.as_ref()?;
        if field.is(&http::HEADER_COLON) || field.is(&http::HEADER_SPACE) || field.is(&http::HEADER_FOLD) {
            return Some(With::Kept);
        }
        if field.is(&http::LINE_END) {
            self.header = None;
            return Some(With::Kept);
        }
        let in_cookie = field.is(&http::COOKIE_PAIR) || field.is(&http::COOKIE_SEPARATOR);
        (!in_cookie).then(|| match headers::is_kept(name, bytes) {
            true => With::Kept,
            false => With::Bytes(headers::value(self.mask, name, bytes)),
        })
    }

    fn header_name(&mut self, bytes: &[u8]) -> With {
        // A line without a colon is called a name too, and may be anything.
        let is_name = bytes.len() <= 64 && bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        self.header = Some(if is_name { bytes.to_ascii_lowercase() } else { Vec::new() });
        if is_name { With::Kept } else { With::Bytes(self.mask.text(bytes)) }
    }

    fn address(&mut self, bytes: &[u8]) -> Vec<u8> {
        let is_written = str::from_utf8(bytes).is_ok_and(|text| text.parse::<std::net::IpAddr>().is_ok());
        match bytes.len() {
            _ if is_written => self.mask.text(bytes),
            len @ (4 | 16) => self.mask.addresses.bytes(&self.mask.key, bytes, len == 16),
            _ => self.mask.text(bytes),
        }
    }
}

fn is_text(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether this is a word of HTTP (RFC 9110 §9.1, RFC 9112 §2.3), or a short number.
fn is_protocol(word: &[u8]) -> bool {
    let is_number = |word: &[u8]| word.len() <= 8 && word.iter().all(u8::is_ascii_hexdigit);
    match word {
        b"GET" | b"HEAD" | b"POST" | b"PUT" | b"DELETE" | b"CONNECT" | b"OPTIONS" | b"TRACE" | b"PATCH" | b"PRI" => {
            true
        }
        [b'H', b'T', b'T', b'P', b'/', version @ ..] => version.len() == 3,
        word => is_number(word),
    }
}
