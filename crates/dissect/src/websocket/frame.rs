//! The header of a frame (RFC 6455 §5.2).

use crate::codes::named;
use crate::cursor::{Cursor, Stop};
use crate::field::{Datum, Value};
use crate::names::websocket as label;
use crate::read::plain;
use crate::recording::Side;

/// What a frame is.
pub(super) mod opcode {
    pub const CONTINUATION: u8 = 0;
    pub const TEXT: u8 = 1;
    pub const BINARY: u8 = 2;
    pub const CLOSE: u8 = 8;
    pub const PING: u8 = 9;
    pub const PONG: u8 = 10;
}

/// A header, read.
#[derive(Clone, Copy)]
pub(super) struct Header {
    pub(super) fin: bool,
    pub(super) rsv1: bool,
    /// The other two.
    rsv: bool,
    pub(super) opcode: u8,
    pub(super) key: Option<[u8; 4]>,
    /// Of the payload.
    pub(super) length: u64,
    /// Of the header.
    pub(super) len: usize,
}

impl Header {
    /// The header at the beginning; `None`: it is not whole.
    pub(super) fn read(held: &[u8]) -> Option<Header> {
        let (&[first, second], rest) = held.split_first_chunk::<2>()?;
        let (length, wide) = match second & 0x7f {
            126 => (u64::from(u16::from_be_bytes(*rest.first_chunk()?)), 2),
            127 => (u64::from_be_bytes(*rest.first_chunk()?), 8),
            short => (u64::from(short), 0),
        };
        let key = match second & 0x80 {
            0 => None,
            _ => Some(*rest.get(wide..)?.first_chunk()?),
        };
        let len = 2 + wide + if key.is_some() { 4 } else { 0 };
        let (rsv1, rsv) = (first & 0x40 != 0, first & 0x30 != 0);
        Some(Header { fin: first & 0x80 != 0, rsv1, rsv, opcode: first & 0xf, key, length, len })
    }

    /// Bytes of header and payload.
    pub(super) fn total(self) -> usize {
        usize::try_from(self.length).unwrap_or(usize::MAX).saturating_add(self.len)
    }
}

/// The name of an opcode.
pub(super) fn name(opcode: u8) -> &'static str {
    match opcode {
        opcode::CONTINUATION => "continuation",
        opcode::TEXT => "text",
        opcode::BINARY => "bytes",
        opcode::CLOSE => "close",
        opcode::PING => "ping",
        opcode::PONG => "pong",
        _ => "unknown",
    }
}

/// The fields of a header.
pub(super) fn read(c: &mut Cursor<'_>, header: Option<Header>, deflates: bool) -> Result<(), Stop> {
    let [first, second] = c.rest().first_chunk::<2>().copied().unwrap_or_default();
    let flag = |set: bool| Value { datum: Datum::Flag(set), meaning: None };
    let fin =
        flag(first & 0x80 != 0).meaning(if first & 0x80 != 0 { "the message ends here" } else { "more of it follows" });
    c.bits(&label::FIN, 0..1, fin)?;
    if deflates {
        c.bits(&label::COMPRESSED, 1..2, flag(first & 0x40 != 0))?;
    }
    let from = 1 + u8::from(deflates);
    let mask = if deflates { 0x30 } else { 0x70 };
    c.bits(&label::RESERVED, from..4, Value::number(u64::from(first & mask) >> 4))?;
    c.bits(&label::OPCODE, 4..8, named(first & 0xf, name(first & 0xf)))?;
    c.bits(&label::MASK, 0..1, flag(second & 0x80 != 0))?;
    let length = Value::number((second & 0x7f).into());
    c.bits(
        &label::LENGTH,
        1..8,
        match second & 0x7f {
            126 => length.meaning("the next two bytes give the length"),
            127 => length.meaning("the next eight bytes give the length"),
            _ => length,
        },
    )?;
    match second & 0x7f {
        126 => drop(plain(c, &label::LENGTH_16, 2)?),
        127 => drop(plain(c, &label::LENGTH_64, 8)?),
        _ => {}
    }
    if second & 0x80 != 0 {
        c.leaf(&label::KEY, if header.is_some() { 4 } else { c.left().min(4) }, Value::NONE)?;
    }
    Ok(())
}

/// What is wrong with a frame of this side; `under_way`: a message in several frames is.
pub(super) fn problem(header: Header, side: Side, deflates: bool, under_way: bool) -> Option<&'static str> {
    let control = header.opcode >= opcode::CLOSE;
    let known = header.opcode <= opcode::BINARY || (opcode::CLOSE..=opcode::PONG).contains(&header.opcode);
    let reserved = header.rsv || header.rsv1 && (!deflates || control || header.opcode == opcode::CONTINUATION);
    match (side, header.key.is_some()) {
        (Side::Client, false) => {
            return Some(
                "not masked, although a client must mask what it sends: a server must \
            end the connection",
            );
        }
        (Side::Server, true) => {
            return Some("masked, although a server must not mask what it sends: a client must end the connection");
        }
        _ => {}
    }
    match () {
        () if !known => Some("an undefined opcode: the other side must end the connection"),
        () if reserved => {
            Some("a reserved bit is set that no extension uses here: the other side must end the connection")
        }
        () if control && !header.fin => Some("a close, ping or pong in several frames, which is not allowed"),
        () if control && header.length > 125 => {
            Some("a close, ping or pong of more than 125 bytes, which is not allowed")
        }
        () if header.opcode == opcode::CONTINUATION && !under_way => Some("continues a message that has not begun"),
        () if !control && header.opcode != opcode::CONTINUATION && under_way => {
            Some("a new message begins before the last one has ended")
        }
        () => None,
    }
}
