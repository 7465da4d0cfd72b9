//! The messages of PostgreSQL: which it is, and what is in it.

use crate::codes::named;
use crate::cursor::{Cursor, Stop, lossy, preview, stop};
use crate::field::{Label, Value};
use crate::login::marked;
use crate::names::{pgsql as label, upgrade};
use crate::protocol::parts::{marked_to_zero, text_to_zero};
use crate::read::{each, opaque, rest};
use crate::recording::Side;

/// What stands in the place of a version and is none.
pub(super) mod request {
    pub const CANCEL: u32 = 80_877_102;
    pub const TLS: u32 = 80_877_103;
    pub const GSSAPI: u32 = 80_877_104;
}

/// Which message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A client introduces itself.
    Startup,
    /// A client asks for something that has the form of no version.
    Request(u32),
    /// A server's answer to that: one letter.
    Letter(u8),
    /// One with a type.
    Typed(u8),
}

/// The number of four bytes that begins there.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_be_bytes(*four))
}

/// Which message this is.
pub(super) fn kind(wire: &[u8], typed: bool, letter: bool) -> Kind {
    let first = wire.first().copied().unwrap_or_default();
    match number(wire, 4) {
        _ if letter => Kind::Letter(first),
        _ if typed => Kind::Typed(first),
        Some(code @ request::CANCEL..=request::GSSAPI) => Kind::Request(code),
        _ => Kind::Startup,
    }
}

/// The name of a type, and what it is for; the two sides use the same letters for different things.
fn name(side: Side, letter: u8) -> &'static str {
    match (side, letter) {
        (Side::Client, b'Q') => "query",
        (Side::Client, b'P') => "parse: prepare a statement",
        (Side::Client, b'B') => "bind: give a statement its values",
        (Side::Client, b'E') => "execute",
        (Side::Client, b'D') => "describe",
        (Side::Client, b'C') => "close a statement",
        (Side::Client, b'S') => "sync: the end of a group of messages",
        (Side::Client, b'H') => "flush",
        (Side::Client, b'X') => "terminate: the client ends the connection",
        (Side::Client, b'p') => "password, or a step of the login",
        (Side::Client, b'f') => "copy failed",
        (Side::Server, b'R') => "authentication",
        (Side::Server, b'S') => "parameter status",
        (Side::Server, b'K') => "backend key data",
        (Side::Server, b'Z') => "ready for a query",
        (Side::Server, b'E') => "error",
        (Side::Server, b'N') => "notice",
        (Side::Server, b'T') => "row description",
        (Side::Server, b'D') => "data row",
        (Side::Server, b'C') => "command complete",
        (Side::Server, b'A') => "notification",
        (Side::Server, b'v') => "negotiate the version",
        (Side::Server, b'1') => "parse complete",
        (Side::Server, b'2') => "bind complete",
        (Side::Server, b'3') => "close complete",
        (Side::Server, b'I') => "empty query",
        (Side::Server, b'n') => "no data",
        (Side::Server, b't') => "parameter description",
        (Side::Server, b's') => "portal suspended",
        (Side::Server, b'G') => "copy in begins",
        (Side::Server, b'H') => "copy out begins",
        (_, b'd') => "copy data",
        (_, b'c') => "copy done",
        _ => "unknown",
    }
}

/// The fields of a message. `asked`: what the letter answers; `wanted`: how the server wants the password.
pub(super) fn read(
    c: &mut Cursor<'_>,
    side: Side,
    kind: Kind,
    asked: Option<u32>,
    wanted: Option<u32>,
) -> Result<Value, Stop> {
    match kind {
        Kind::Letter(letter) => answer(c, letter, asked).map(|()| Value::text("answer")),
        Kind::Startup => {
            four(c, &label::LENGTH, |number| Value::number(number.into()))?;
            let (major, minor) = number(c.rest(), 0).map_or((0, 0), |version| (version >> 16, version & 0xffff));
            c.leaf(&label::MAJOR, 2, Value::number(major.into()))?;
            c.leaf(&label::MINOR, 2, Value::number(minor.into()))?;
            parameters(c)?;
            Ok(Value::text("startup"))
        }
        Kind::Request(code) => {
            four(c, &label::LENGTH, |number| Value::number(number.into()))?;
            let (name, mark) = match code {
                request::TLS => ("request for TLS", Some(&upgrade::ASK)),
                request::GSSAPI => ("request for GSSAPI encryption", None),
                _ => ("cancel a query", None),
            };
            let ask = Value::NONE.meaning("the client asks to switch to TLS; the answer is one letter");
            marked(c, &label::CODE, 4, named(code, name), mark.map(|mark| (mark, ask)))?;
            if code == request::CANCEL {
                four(c, &label::PID, |number| Value::number(number.into()))?;
                opaque(c, &label::KEY, c.left())?;
            }
            Ok(Value::text(name))
        }
        Kind::Typed(letter) => {
            let name = name(side, letter);
            c.leaf(&label::TYPE, 1, Value::text(lossy(&[letter])).meaning(name))?;
            four(c, &label::LENGTH, |number| Value::number(number.into()))?;
            typed(c, side, letter, wanted)?;
            Ok(Value::text(name))
        }
    }
}

fn answer(c: &mut Cursor<'_>, letter: u8, asked: Option<u32>) -> Result<(), Stop> {
    let (meaning, mark) = match (letter, asked) {
        (b'S', Some(request::TLS)) => ("yes: the client begins TLS", Some(&upgrade::GRANT)),
        (b'N', Some(request::TLS)) => {
            ("no: a client that continues anyway continues in the clear", Some(&upgrade::REFUSE))
        }
        (b'G', _) => ("yes: GSSAPI encrypts from here on", None),
        (b'N', _) => ("no", None),
        _ => ("neither yes nor no", None),
    };
    let mark = mark.map(|mark| (mark, Value::NONE.meaning(meaning)));
    marked(c, &label::ANSWER, 1, Value::text(lossy(&[letter])).meaning(meaning), mark).map(drop)
}

fn four(c: &mut Cursor<'_>, label: &'static Label, value: impl FnOnce(u32) -> Value) -> Result<u32, Stop> {
    let found = number(c.rest(), 0).unwrap_or_default();
    c.leaf(label, 4, value(found))?;
    Ok(found)
}

fn two(c: &mut Cursor<'_>, label: &'static Label) -> Result<u16, Stop> {
    let found = c.rest().first_chunk().map_or(0, |two| u16::from_be_bytes(*two));
    c.leaf(label, 2, Value::number(found.into()))?;
    Ok(found)
}

/// Names and values, up to an empty name.
fn parameters(c: &mut Cursor<'_>) -> Result<(), Stop> {
    while c.left() > 1 && !c.rest().starts_with(&[0]) {
        let is_user = c.rest().starts_with(b"user\0");
        text_to_zero(c, &label::PARAMETER)?;
        match is_user {
            true => marked_to_zero(c, &label::PARAMETER_VALUE, &upgrade::USER, &upgrade::ZERO)?,
            false => text_to_zero(c, &label::PARAMETER_VALUE)?,
        }
    }
    if c.left() > 0 { c.leaf(&label::END, 1, Value::NONE).map(drop) } else { Ok(()) }
}

fn typed(c: &mut Cursor<'_>, side: Side, letter: u8, wanted: Option<u32>) -> Result<(), Stop> {
    match (side, letter) {
        (Side::Server, b'R') => authentication(c),
        (Side::Client, b'p') => password(c, wanted),
        (Side::Server, b'S') => {
            text_to_zero(c, &label::PARAMETER)?;
            text_to_zero(c, &label::PARAMETER_VALUE)
        }
        (Side::Server, b'K') => {
            four(c, &label::PID, |number| Value::number(number.into()))?;
            opaque(c, &label::KEY, c.left())
        }
        (Side::Server, b'Z') => {
            let state = match c.rest().first() {
                Some(b'I') => "outside a transaction",
                Some(b'T') => "inside a transaction",
                Some(b'E') => "inside a transaction that has failed",
                _ => "unknown",
            };
            let value = Value::text(lossy(c.rest().get(..1).unwrap_or_default())).meaning(state);
            c.leaf(&label::STATUS, 1, value).map(drop)
        }
        (Side::Server, b'E' | b'N') => error(c),
        (Side::Client, b'Q') => text_to_zero(c, &label::QUERY),
        (Side::Client, b'P') => {
            text_to_zero(c, &label::STATEMENT)?;
            text_to_zero(c, &label::QUERY)?;
            rest(c, &label::BODY)
        }
        (Side::Server, b'C') => text_to_zero(c, &label::TAG),
        (Side::Server, b'T') => {
            two(c, &label::COLUMNS)?;
            each(c, |c| {
                text_to_zero(c, &label::COLUMN)?;
                c.leaf(&label::COLUMN_ABOUT, 18, Value::NONE).map(drop)
            })
        }
        (Side::Server, b'D') => {
            two(c, &label::COLUMNS)?;
            each(c, value)
        }
        _ => rest(c, &label::BODY),
    }
}

fn value(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = four(c, &label::VALUE_LENGTH, |len| match len {
        u32::MAX => Value::number(len.into()).meaning("no value (NULL)"),
        len => Value::number(len.into()),
    })?;
    let len = if len == u32::MAX { 0 } else { len as usize };
    match c.rest().get(..len) {
        Some([]) => Ok(()),
        Some(bytes) => c.leaf(&label::VALUE, len, preview(bytes)).map(drop),
        None => stop(format!("a value of {len} bytes, but only {} remain", c.left())),
    }
}

fn authentication(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let way = four(c, &label::AUTH, |way| match way {
        0 => named(way, "logged in"),
        3 => named(way, "the password itself").meaning("without TLS, an eavesdropper can read it"),
        5 => named(way, "MD5").meaning(
            "a hash (MD5) of password, user and salt: an eavesdropper can test guessed passwords \
            against it",
        ),
        7 | 9 => named(way, "GSSAPI or SSPI"),
        10 => named(way, "SASL").meaning("the client chooses one of these methods"),
        11 => named(way, "SASL continues"),
        12 => named(way, "SASL ends"),
        _ => Value::number(way.into()),
    })?;
    match way {
        5 => opaque(c, &label::SALT, c.left()),
        10 => {
            while c.left() > 1 {
                text_to_zero(c, &label::SASL_MECHANISM)?;
            }
            if c.left() > 0 { c.leaf(&label::END, 1, Value::NONE).map(drop) } else { Ok(()) }
        }
        11 | 12 => rest(c, &label::SASL_DATA),
        _ => rest(c, &label::BODY),
    }
}

fn password(c: &mut Cursor<'_>, wanted: Option<u32>) -> Result<(), Stop> {
    match wanted {
        Some(3) => marked_to_zero(c, &label::PASSWORD, &upgrade::PASSWORD, &upgrade::ZERO),
        Some(5) => marked_to_zero(c, &label::PASSWORD, &upgrade::PROOF, &upgrade::ZERO),
        Some(10) => {
            text_to_zero(c, &label::SASL_MECHANISM)?;
            four(c, &label::SASL_LENGTH, |len| Value::number(len.into()))?;
            rest(c, &label::SASL_DATA)
        }
        Some(_) => rest(c, &label::SASL_DATA),
        None => rest(c, &label::BODY),
    }
}

/// Letters, each with a text, up to a zero.
fn error(c: &mut Cursor<'_>) -> Result<(), Stop> {
    while c.left() > 1 {
        let label = match c.rest().first() {
            Some(b'S') => &label::SEVERITY,
            Some(b'C') => &label::SQLSTATE,
            Some(b'M') => &label::TEXT,
            Some(0) | None => break,
            Some(_) => &label::OTHER,
        };
        let text = c.rest().get(1..).unwrap_or_default().split(|byte| *byte == 0).next().unwrap_or_default();
        let len = (text.len() + 2).min(c.left());
        c.leaf(label, len, Value::text(lossy(text)))?;
    }
    if c.left() > 0 { c.leaf(&label::END, 1, Value::NONE).map(drop) } else { Ok(()) }
}
