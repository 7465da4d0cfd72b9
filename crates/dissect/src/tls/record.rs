//! One record, byte by byte: its header, and what it carries.

use std::borrow::Cow;
use std::ops::Range;

use super::codes::content_type;
use super::decrypt::{Reading, Record};
use super::facts::{TLS12, TLS13};
use super::half::{HEADER, LONGEST};
use super::numbers::content_type::{ALERT, APPLICATION_DATA, CHANGE_CIPHER_SPEC, HANDSHAKE, HEARTBEAT};
use super::session::Session;
use super::{alert, flight, sealed};
use crate::cursor::{Cursor, Stop, blame, bytes, preview};
use crate::field::{Datum, Field, Problem, Span, Value};
use crate::message::Message;
use crate::names::{UNEXPLAINED, tls_record as label};

/// What is wrong with a record without content.
pub(super) const EMPTY: &str = "empty: only application data may be empty, and a receiver answers this with \
    unexpected_message";

/// What follows from a record for the conversation inside.
#[derive(Default)]
pub(super) struct Read {
    /// Where application data lies.
    pub(super) data: Option<Span>,
    /// So many bytes of application data were lost before it.
    pub(super) lost: Option<u64>,
    /// Whether it is early data, which the server may refuse.
    pub(super) early: bool,
    /// Whether its sender says that it sends no more.
    pub(super) closes: bool,
    /// What the record is, if its encrypted body says so.
    pub(super) meaning: Option<Cow<'static, str>>,
}

/// Reads a record that is the whole message; `cut`: why its end is missing.
pub(super) fn read(message: &mut Message, session: &mut Session<'_>, cut: Option<String>) -> Read {
    let wire = message.wire().clone();
    let head = HEADER.min(wire.len());
    let mut read = Read::default();
    let mut c = Cursor::within(message.index, 0, &wire, 0..head);
    let stopped = header(&mut c, message, session).err().filter(|_| cut.is_none());
    let mut children = c.finish();
    let kind = wire.first().copied().unwrap_or_default();
    let body = head..wire.len();
    match cut {
        Some(_) if body.is_empty() => {}
        Some(_) => {
            children.extend(cut_body(message, session, kind, body));
            session.miss(message.side, wire.len() as u64);
        }
        None => children.extend(body_fields(message, session, &wire, &mut read)),
    }
    session.channel(message.side).records += 1;
    let span = Span::new(message.index, 0, 0..wire.len());
    let value = match read.meaning.take() {
        Some(meaning) => Value::NONE.meaning(meaning),
        None => Value::NONE.meaning(content_type::about(kind).1),
    };
    let mut record = Field { label: &label::RECORD, span, value, problem: stopped, children };
    if wire.len() > HEADER + LONGEST {
        let len = bytes((wire.len() - HEADER) as u64);
        blame(
            &mut record,
            format!(
                "{len}: no version of TLS allows more than {LONGEST}; a receiver answers this with \
                record_overflow"
            ),
        );
    }
    if wire.len() == HEADER && cut.is_none() && kind != APPLICATION_DATA {
        blame(&mut record, EMPTY);
    }
    if let Some(cut) = cut {
        blame(&mut record, cut);
    }
    message.fields.push(record);
    read
}

fn header(c: &mut Cursor<'_>, message: &Message, session: &mut Session<'_>) -> Result<(), Stop> {
    let number = |c: &Cursor<'_>| c.rest().first_chunk::<2>().map_or(0, |b| u16::from_be_bytes(*b));
    let kind = c.rest().first().copied().unwrap_or_default();
    // Early data comes before the server has chosen a version: whoever sends it counts on TLS 1.3.
    let early = matches!(session.channel(message.side).reading, Reading::Tls13(_));
    let opaque = kind == APPLICATION_DATA && (early || session.facts.is_tls13());
    c.leaf(if opaque { &label::OPAQUE_TYPE } else { &label::CONTENT_TYPE }, 1, content_type::value(kind))?;
    let version = number(c);
    let first = session.channel(message.side).records == 0;
    c.leaf(&label::VERSION, 2, self::version(version, first, session.facts.version))?;
    let len = number(c);
    c.leaf(&label::LENGTH, 2, Value::number(len.into()))?;
    Ok(())
}

fn version(version: u16, first: bool, chosen: Option<u16>) -> Value {
    let name = match version {
        0x0300 => "SSL 3.0",
        0x0301 => "TLS 1.0",
        0x0302 => "TLS 1.1",
        TLS12 => "TLS 1.2",
        TLS13 => "TLS 1.3",
        _ => "unknown",
    };
    let meaning = match (version, chosen) {
        (0x0301, None) if first => {
            "for compatibility: the real versions are in the hello inside; some old servers end the connection if \
                they see anything newer here"
        }
        (TLS12, Some(TLS13)) => {
            "for compatibility: this is TLS 1.3, which writes TLS 1.2 here for the sake of \
            middleboxes"
        }
        (TLS12, None) => "it decides nothing: the hellos settle the version",
        (TLS13, _) => "no valid record has this: TLS 1.3 writes 0x0303 here",
        (version, Some(chosen)) if version == chosen => "the version in use",
        _ => "not the version in use",
    };
    Value { datum: Datum::Named { number: version.into(), name: name.into() }, meaning: Some(meaning.into()) }
}

/// The fields of what follows the header.
fn body_fields(message: &mut Message, session: &mut Session<'_>, wire: &[u8], read: &mut Read) -> Vec<Field> {
    let (Some((header, body)), range) = (wire.split_first_chunk::<HEADER>(), HEADER..wire.len()) else {
        return Vec::new();
    };
    let kind = header[0];
    let hidden = session.is_hidden(message.side, kind, body);
    let reading = &session.channel(message.side).reading;
    let mac = if let Reading::Bare { mac } = reading { *mac } else { 0 };
    match reading.is_sealed(kind) || hidden {
        true => sealed::read(message, session, Record { header: *header, body }, read),
        false => bare(message, session, kind, range, mac, read),
    }
}

/// As much of a body as there is. Handshake messages in the clear are read as far as they go: a hello says much at its beginning.
fn cut_body(message: &mut Message, session: &mut Session<'_>, kind: u8, range: Range<usize>) -> Vec<Field> {
    let body = message.wire().slice(range.clone());
    let channel = session.channel(message.side);
    let is_clear = matches!(channel.reading, Reading::Clear) && channel.flight.unfinished().is_none();
    match kind {
        HANDSHAKE if is_clear && (channel.followed || flight::is_clear(&body)) => {
            flight::read_cut(message, session, 0, range)
        }
        _ => vec![message.leaf(0, range, &label::TRUNCATED, Value::NONE)],
    }
}

/// The body of a record that is not encrypted; so many bytes of MAC follow the content.
fn bare(
    message: &mut Message,
    session: &mut Session<'_>,
    kind: u8,
    range: Range<usize>,
    mac: usize,
    read: &mut Read,
) -> Vec<Field> {
    let end = range.end.saturating_sub(mac).max(range.start);
    let mut fields = content(message, session, kind, 0, range.start..end, read);
    if end < range.end {
        let value = Value::NONE.meaning("the only protection: this cipher suite does not encrypt");
        fields.push(message.leaf(0, end..range.end, &label::MAC, value));
    }
    fields
}

/// The fields of what a record carries, which lies in the clear in this range of this source.
pub(super) fn content(
    message: &mut Message,
    session: &mut Session<'_>,
    kind: u8,
    source: u16,
    range: Range<usize>,
    read: &mut Read,
) -> Vec<Field> {
    if range.is_empty() {
        // Only data may be empty, and says nothing then: it hides when something is said.
        return Vec::new();
    }
    match kind {
        HANDSHAKE => flight::read(message, session, source, range),
        ALERT => {
            let alert = message.bytes(&Span::new(message.index, source, range.clone()));
            read.closes |= alert.ends_with(&[1, 0]);
            within(message, source, range, |c| alert::alert(c, &session.facts))
        }
        CHANGE_CIPHER_SPEC => {
            session.changed(message.side);
            within(message, source, range, |c| alert::change_cipher_spec(c, &session.facts))
        }
        APPLICATION_DATA => vec![data(message, session, Span::new(message.index, source, range), read)],
        HEARTBEAT => vec![message.leaf(source, range, &label::HEARTBEAT, Value::NONE)],
        _ => vec![message.leaf(source, range, &UNEXPLAINED, Value::NONE)],
    }
}

/// The fields that `read` finds; where it stops, the rest is unexplained and says why.
fn within(
    message: &Message,
    source: u16,
    range: Range<usize>,
    read: impl FnOnce(&mut Cursor<'_>) -> Result<(), Stop>,
) -> Vec<Field> {
    let bytes = message.sources.get(usize::from(source)).map(|s| s.bytes.clone()).unwrap_or_default();
    let mut c = Cursor::within(message.index, source, &bytes, range);
    let result = read(&mut c);
    let mut fields = c.finish();
    if let (Err(Problem(problem)), Some(last)) = (result, fields.last_mut()) {
        blame(last, problem);
    }
    fields
}

/// What the application says. HTTP is heard further on; of another protocol this is all that is shown.
fn data(message: &Message, session: &Session<'_>, span: Span, read: &mut Read) -> Field {
    let content = message.bytes(&span);
    let len = bytes(content.len() as u64);
    let value = match session.facts.alpn.as_deref() {
        Some(other) if !session.opening.registry.takes_apart(other) => {
            let other = other.escape_ascii();
            Value::NONE
                .meaning(format!("{len} of the protocol {other}, which ALPN settled and which is not decoded here"))
        }
        _ => {
            read.data = Some(span.clone());
            preview(content).meaning(len)
        }
    };
    Field::leaf(&label::CONTENT, span, value)
}
