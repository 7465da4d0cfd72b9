//! What a frame carries, by its type.

use super::codes::{self, kind, setting};
use super::values;
use crate::cursor::{Cursor, Stop, blame, bytes, lossy, preview, stop};
use crate::field::{Datum, Label, Value};
use crate::names::{http3 as label, qpack as qpack_label};
use crate::qpack::{self, Lines, Table};
use crate::read::{variable, varint};

/// What the table says to headers: how many entries they need, and the table; or why nobody knows.
pub(super) type Known<'t> = Result<(u64, &'t Table), &'static str>;

/// What a frame said that matters later.
#[derive(Default)]
pub(super) struct Said {
    /// How large a table the sender keeps, if these are its settings.
    pub(super) table: Option<u64>,
    /// Decompressed headers.
    pub(super) lines: Lines,
    /// How many bytes they were.
    pub(super) shown: usize,
    /// Whether they begin a call of gRPC.
    pub(super) is_call: bool,
    /// Whether they ask for a tunnel for UDP.
    pub(super) is_udp: bool,
}

/// Reads the content of a frame to its end.
pub(super) fn read(c: &mut Cursor<'_>, kind: u64, known: Known<'_>, said: &mut Said) -> Result<(), Stop> {
    match kind {
        kind::DATA => rest(c, &label::DATA),
        kind::HEADERS => section(c, known, said),
        kind::CANCEL_PUSH | kind::MAX_PUSH_ID => number(c, &label::PUSH_ID),
        kind::SETTINGS => settings(c, said),
        kind::PUSH_PROMISE => {
            number(c, &label::PUSH_ID)?;
            section(c, known, said)
        }
        kind::GOAWAY => number(c, &label::GOAWAY),
        kind::PRIORITY_REQUEST | kind::PRIORITY_PUSH => priority(c),
        other if codes::is_reserved(other) => rest(c, &label::RESERVED),
        _ => rest(c, &label::UNKNOWN),
    }?;
    match c.left() {
        0 => Ok(()),
        left => stop(format!("{} more than this type of frame has: H3_FRAME_ERROR", bytes(left as u64))),
    }
}

fn number(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    varint(c, label, Value::number).map(drop)
}

fn section(c: &mut Cursor<'_>, known: Known<'_>, said: &mut Said) -> Result<(), Stop> {
    let len = c.left();
    let lines = &mut said.lines;
    c.group(&qpack_label::SECTION, len, |c| {
        qpack::section(c, known, lines)?;
        Ok(Value::NONE)
    })?;
    let meaning = crate::cursor::count(lines.count as u64, "header");
    if let Some(field) = c.last() {
        field.value = Value::NONE.meaning(meaning);
        if let (true, Err(why)) = (lines.unknown > 0, known) {
            blame(field, format!("{} of these headers cannot be known: {why}", lines.unknown));
        }
    }
    Ok(())
}

fn settings(c: &mut Cursor<'_>, said: &mut Said) -> Result<(), Stop> {
    said.table = Some(0);
    while c.left() > 0 {
        let id_len = variable(c.rest()).map_or(c.left(), |(len, _)| len);
        let value_len = c.rest().get(id_len..).and_then(variable).map_or(c.left(), |(len, _)| len);
        let mut broken = None;
        let len = id_len.saturating_add(value_len).min(c.left());
        let field = c.group(&label::SETTING, len, |c| {
            let id = varint(c, &label::SETTING_ID, codes::setting)?;
            let (own, name) = (own(id), name(id));
            if codes::is_old_setting(id) {
                broken = Some("a setting of HTTP/2, which HTTP/3 forbids: H3_SETTINGS_ERROR");
            }
            let Some((len, value)) = variable(c.rest()) else { return stop("its value is cut off") };
            match own {
                None => c.leaf(&label::SETTING_VALUE, len, Value::number(value))?,
                Some(own) => c.group(&label::SETTING_VALUE, len, |c| {
                    c.leaf(own, len, Value::number(value))?;
                    Ok(Value::number(value))
                })?,
            };
            if id == setting::TABLE_CAPACITY {
                said.table = Some(value);
            }
            Ok(Value::text(format!("{name} = {value}")))
        })?;
        if let Some(why) = broken {
            blame(field, why);
        }
    }
    Ok(())
}

fn name(id: u64) -> String {
    match codes::setting(id).datum {
        Datum::Named { name, .. } => name.into_owned(),
        _ => format!("setting {id:#x}"),
    }
}

/// The label of a setting's value, where it has one of its own.
fn own(id: u64) -> Option<&'static Label> {
    Some(match id {
        setting::TABLE_CAPACITY => &label::TABLE_CAPACITY,
        setting::SECTION_SIZE => &label::SECTION_SIZE,
        setting::BLOCKED_STREAMS => &label::BLOCKED_STREAMS,
        setting::EXTENDED_CONNECT => &label::EXTENDED_CONNECT,
        setting::DATAGRAM => &label::H3_DATAGRAM,
        setting::DATAGRAM_DRAFT => &label::H3_DATAGRAM_DRAFT,
        setting::WEBTRANSPORT => &label::ENABLE_WEBTRANSPORT,
        _ => return None,
    })
}

fn priority(c: &mut Cursor<'_>) -> Result<(), Stop> {
    number(c, &label::PRIORITY_ELEMENT)?;
    let text = lossy(c.rest());
    let meaning = values::priority(&text).map(Into::into);
    let value = Value { datum: Datum::Text(text), meaning };
    c.leaf(&label::PRIORITY_VALUE, c.left(), value).map(drop)
}

/// All that is left.
pub(super) fn rest(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    let len = c.left();
    if len > 0 {
        let value = if std::ptr::eq(label, &label::DATA) { preview(c.rest()) } else { Value::NONE };
        c.leaf(label, len, value.meaning(bytes(len as u64)))?;
    }
    Ok(())
}
