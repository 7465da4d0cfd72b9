//! The packets of MySQL: which it is, and what is in it.

use crate::codes::lists;
use crate::cursor::{Cursor, Stop, bytes, preview};
use crate::field::{Label, Value};
use crate::login::marked;
use crate::names::{mysql as label, upgrade};
use crate::protocol::parts::{marked_to_zero, text_to_zero};
use crate::read::{byte, opaque, rest};
use crate::recording::Side;

/// How far the conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Greeting,
    Login,
    /// The client shows that it knows the password.
    Proof,
    Queries,
}

/// Which packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Greeting,
    WishForTls,
    Login,
    Proof,
    Command,
    Answer,
    Other,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Greeting => "greeting",
            Kind::WishForTls => "wish for TLS",
            Kind::Login => "login",
            Kind::Proof => "proof of the password",
            Kind::Command => "command",
            Kind::Answer => "answer",
            Kind::Other => "data",
        }
    }
}

/// Bits of the capabilities.
pub(super) mod capability {
    pub const WITH_DATABASE: u32 = 1 << 3;
    pub const COMPRESS: u32 = 1 << 5;
    pub const NEW_PROTOCOL: u32 = 1 << 9;
    pub const TLS: u32 = 1 << 11;
    pub const PLUGIN: u32 = 1 << 19;
    pub const LONG_PROOF: u32 = 1 << 21;
    pub const ATTRIBUTES: u32 = 1 << 20;
    pub const ZSTD: u32 = 1 << 26;
}

/// Length of a wish for TLS: a login without a name.
const WISH: usize = 32;

/// Which packet this is, without its header.
pub(super) fn kind(side: Side, phase: Phase, body: &[u8]) -> Kind {
    match (side, phase, body.first()) {
        (Side::Server, Phase::Greeting, Some(10)) => Kind::Greeting,
        (Side::Client, Phase::Login | Phase::Greeting, _) if body.len() == WISH && wants_tls(body) => Kind::WishForTls,
        (Side::Client, Phase::Login | Phase::Greeting, _) => Kind::Login,
        (Side::Client, Phase::Proof, _) => Kind::Proof,
        (Side::Client, Phase::Queries, Some(_)) => Kind::Command,
        (Side::Server, Phase::Proof, Some(0 | 1 | 0xfe | 0xff)) => Kind::Answer,
        (Side::Server, _, Some(0 | 0xff)) => Kind::Answer,
        (Side::Server, _, Some(0xfe)) if body.len() < 9 => Kind::Answer,
        _ => Kind::Other,
    }
}

fn wants_tls(body: &[u8]) -> bool {
    low(body) & capability::TLS != 0
}

fn low(body: &[u8]) -> u32 {
    body.first_chunk().map_or(0, |four| u32::from_le_bytes(*four))
}

/// What a side can, by its packet.
pub(super) fn capabilities(kind: Kind, body: &[u8]) -> Option<u32> {
    match kind {
        Kind::Login | Kind::WishForTls => Some(low(body)),
        Kind::Greeting => {
            let after = body.iter().position(|byte| *byte == 0)? + 1 + 4 + 9;
            let half = |at: usize| Some(u32::from(u16::from_le_bytes(*body.get(at..)?.first_chunk()?)));
            Some(half(after)? | half(after + 5).unwrap_or_default() << 16)
        }
        _ => None,
    }
}

lists! {
    /// What a client wants (its commands).
    look command(u8) {
        0 = "sleep";
        1 = "quit", "the client wants to end the connection";
        2 = "use a database";
        3 = "query", "SQL";
        4 = "the columns of a table";
        9 = "statistics";
        10 = "list the threads";
        12 = "stop a thread";
        14 = "ping";
        17 = "change the user";
        18 = "send the log of changes";
        22 = "prepare a statement";
        23 = "execute a statement";
        24 = "a long value for a statement";
        25 = "close a statement";
        26 = "reset a statement";
        27 = "set an option";
        28 = "fetch rows";
        31 = "reset the connection";
    }

    /// How a server answers.
    look answer(u8) {
        0 = "OK";
        1 = "more login data";
        0xfe = "the end of something, or another login method";
        0xff = "error";
    }
}

/// The fields of a packet.
pub(super) fn read(c: &mut Cursor<'_>, kind: Kind, phase: Phase) -> Result<Value, Stop> {
    little(c, &label::LENGTH, 3)?;
    little(c, &label::NUMBER, 1)?;
    match kind {
        Kind::Greeting => {
            c.group(&label::GREETING, c.left(), |c| greeting(c).map(|()| Value::NONE))?;
        }
        Kind::Login | Kind::WishForTls => {
            c.group(&label::LOGIN, c.left(), |c| login(c, kind).map(|()| Value::NONE))?;
        }
        Kind::Proof => rest(c, &label::SCRAMBLE)?,
        Kind::Command => {
            let which = byte(c, &label::COMMAND, command)?;
            let (label, value) = match which {
                3 | 22 => (&label::QUERY, preview(c.rest())),
                2 => (&label::SCHEMA, preview(c.rest())),
                _ => (&label::BODY, Value::NONE.meaning(bytes(c.left() as u64))),
            };
            whole(c, label, value)?;
        }
        Kind::Answer => answered(c, phase)?,
        Kind::Other => rest(c, &label::BODY)?,
    }
    Ok(Value::NONE)
}

fn whole(c: &mut Cursor<'_>, label: &'static Label, value: Value) -> Result<(), Stop> {
    if c.left() > 0 { c.leaf(label, c.left(), value).map(drop) } else { Ok(()) }
}

/// A number with its least significant byte first.
fn little(c: &mut Cursor<'_>, label: &'static Label, width: usize) -> Result<u64, Stop> {
    let number = c.rest().iter().take(width).rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
    c.leaf(label, width, Value::number(number))?;
    Ok(number)
}

fn greeting(c: &mut Cursor<'_>) -> Result<(), Stop> {
    little(c, &label::PROTOCOL, 1)?;
    text_to_zero(c, &label::VERSION)?;
    little(c, &label::THREAD, 4)?;
    c.leaf(&label::SALT, 9, Value::NONE)?;
    let can = c.rest().first_chunk().map_or(0, |two| u16::from_le_bytes(*two));
    let mark = match u32::from(can) & capability::TLS {
        0 => (
            &upgrade::NO_OFFER,
            "the TLS bit is not set. These bytes do not show whether the server does not support TLS or an attacker \
                cleared the bit: capture at the server to find out",
        ),
        _ => (
            &upgrade::OFFER,
            "the TLS bit is set; an attacker on the path could clear it, and the client would not notice",
        ),
    };
    marked(c, &label::SERVER_CAPABILITIES, 2, Value::number(can.into()), Some((mark.0, Value::NONE.meaning(mark.1))))?;
    if c.left() == 0 {
        return Ok(());
    }
    little(c, &label::LANGUAGE, 1)?;
    little(c, &label::STATUS, 2)?;
    little(c, &label::SERVER_CAPABILITIES_2, 2)?;
    let salt = little(c, &label::PLUGIN_LENGTH, 1)?;
    opaque(c, &label::UNUSED, c.left().min(10))?;
    let salt = usize::try_from(salt.saturating_sub(8)).unwrap_or(12).max(13);
    opaque(c, &label::SALT_2, c.left().min(salt))?;
    text_to_zero(c, &label::PLUGIN)
}

fn login(c: &mut Cursor<'_>, kind: Kind) -> Result<(), Stop> {
    let flags = low(c.rest());
    if flags & capability::NEW_PROTOCOL == 0 {
        return rest(c, &label::BODY);
    }
    let ask =
        Value::NONE.meaning("the client wants TLS and begins it after this packet, without waiting for an answer");
    let mark = (kind == Kind::WishForTls).then_some((&upgrade::ASK, ask));
    marked(c, &label::CLIENT_CAPABILITIES, 2, Value::number((flags & 0xffff).into()), mark)?;
    little(c, &label::CLIENT_CAPABILITIES_2, 2)?;
    little(c, &label::MAX_PACKET, 4)?;
    little(c, &label::CHARSET, 1)?;
    c.leaf(&label::UNUSED, 23, Value::NONE)?;
    if c.left() == 0 {
        return Ok(());
    }
    marked_to_zero(c, &label::USER, &upgrade::USER, &label::END)?;
    let len = if flags & (capability::LONG_PROOF | 1 << 15) != 0 {
        usize::try_from(little(c, &label::SCRAMBLE_LENGTH, 1)?).unwrap_or_default()
    } else {
        c.rest().iter().take_while(|byte| **byte != 0).count()
    };
    if len > 0 {
        c.group(&label::SCRAMBLE, len, |c| opaque(c, &upgrade::PROOF, len).map(|()| Value::NONE))?;
    }
    if flags & capability::WITH_DATABASE != 0 {
        text_to_zero(c, &label::SCHEMA)?;
    }
    if flags & capability::PLUGIN != 0 {
        text_to_zero(c, &label::CLIENT_PLUGIN)?;
    }
    let of = if flags & capability::ATTRIBUTES != 0 { &label::ATTRIBUTES } else { &label::BODY };
    whole(c, of, preview(c.rest()))
}

fn answered(c: &mut Cursor<'_>, phase: Phase) -> Result<(), Stop> {
    let switch = phase == Phase::Proof && c.rest().first() == Some(&0xfe);
    let kind = byte(c, &label::RESPONSE, answer)?;
    match kind {
        0xff => {
            little(c, &label::ERROR, 2)?;
            if c.rest().starts_with(b"#") {
                c.leaf(&label::SQLSTATE_MARK, 1, Value::NONE)?;
                c.text(&label::SQLSTATE, 5)?;
            }
            if c.left() > 0 { c.text(&label::ERROR_TEXT, c.left()).map(drop) } else { Ok(()) }
        }
        0xfe if switch && c.left() > 0 => {
            text_to_zero(c, &label::PLUGIN)?;
            rest(c, &label::SALT)
        }
        _ => rest(c, &label::BODY),
    }
}
