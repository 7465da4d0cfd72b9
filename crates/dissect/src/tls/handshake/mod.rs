//! Handshake messages of TLS 1.3 (RFC 8446 §4) and of the versions before it (RFC 5246 §7.4).
//!
//! A message comes whole, with its header of four bytes; which shape it has depends on what the hellos settled. Where that is
//! not known (the beginning was not recorded), the shape is told by the lengths inside, which fit one only.

mod certificate;
mod compressed;
mod exchange;
mod hello;
mod proof;
mod request;
mod status;
mod ticket;

pub(super) use status::status;

use std::ops::Range;

use super::codes;
use super::facts::Facts;
use super::read::{byte, nothing_more, plain};
use crate::cursor::{Cursor, Stop, blame, bytes, stop};
use crate::der;
use crate::field::{Datum, Field, Label, Value};
use crate::message::{Message, Source};
use crate::names::{UNEXPLAINED, tls_messages as label, tls_record};
use crate::recording::Side;

/// Of more parts than this (extensions, elements of certificates), the rest of a message is not taken apart: fields take
/// memory, a few hundred times as much as the bytes of the smallest part.
const MOST_PARTS: usize = 100_000;

/// What reading a message depends on, and what it gives besides fields.
pub(super) struct Context<'f> {
    pub(super) facts: &'f Facts,
    /// The message's index in its connection.
    index: u32,
    /// The number that the next derived source gets.
    next: u16,
    added: Vec<Source>,
    /// How many parts may still be taken apart.
    budget: usize,
}

impl Context<'_> {
    /// Takes parts from the budget.
    pub(super) fn spend(&mut self, parts: usize) -> Result<(), Stop> {
        match self.budget.checked_sub(parts) {
            Some(left) => {
                self.budget = left;
                Ok(())
            }
            None => stop(format!("the first {MOST_PARTS} parts are taken apart, and this is the rest")),
        }
    }

    /// A group of `len` bytes in DER, read by `read`; of too many elements nothing is read.
    pub(super) fn der<'a>(
        &mut self,
        c: &mut Cursor<'a>,
        label: &'static Label,
        len: usize,
        read: impl FnOnce(&mut Cursor<'a>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        self.spend(1)?;
        c.group(label, len, |c| {
            if der::up_to(c.rest(), &mut self.budget) < c.left() {
                self.spend(1)?;
            }
            read(c)?;
            nothing_more(c)?;
            Ok(Value::NONE)
        })?;
        Ok(())
    }

    /// Adds a source that was made of earlier bytes; gives its number.
    fn add(&mut self, source: Source) -> Option<u16> {
        let number = self.next;
        self.next = number.checked_add(1)?;
        self.added.push(source);
        Some(number)
    }

    /// Whether TLS 1.3 is spoken; `None`: not known.
    fn is_13(&self) -> Option<bool> {
        self.facts.version.map(|version| version >= 0x0304)
    }

    /// Whether a signature names its algorithm: since TLS 1.2.
    fn names_signatures(&self) -> bool {
        self.facts.version.is_none_or(|version| version >= 0x0303)
    }
}

/// The fields of one whole handshake message. Sources that are made of it (a decompressed certificate) join the message's.
pub(super) fn handshake(
    message: &mut Message,
    source: u16,
    range: Range<usize>,
    facts: &Facts,
    side: Side,
) -> Vec<Field> {
    let bytes = message.sources.get(usize::from(source)).map(|s| s.bytes.clone()).unwrap_or_default();
    let next = u16::try_from(message.sources.len()).unwrap_or(u16::MAX);
    let mut context = Context { facts, index: message.index, next, added: Vec::new(), budget: MOST_PARTS };
    let start = range.start;
    let mut c = Cursor::within(message.index, source, &bytes, range);
    let (left, name) = (c.left(), name(c.rest()));
    if left > 0
        && let Ok(field) = c.group(&tls_record::HANDSHAKE, left, |c| read(c, &mut context))
    {
        field.value = name;
        if let Some(other) = bytes.get(start).and_then(|kind| only(*kind)).filter(|only| *only != side) {
            blame(field, format!("only a {other} may send this, and the {side} did"));
        }
    }
    let fields = c.finish();
    message.sources.append(&mut context.added);
    fields
}

/// The side that alone may send this kind of message, if there is one.
fn only(kind: u8) -> Option<Side> {
    match kind {
        1 | 5 | 16 | 21 | 67 => Some(Side::Client),
        0 | 2 | 4 | 6 | 8 | 12..=14 | 22 => Some(Side::Server),
        _ => None,
    }
}

/// The name of a message, from its first bytes.
fn name(message: &[u8]) -> Value {
    if hello::is_retry(message) {
        return Value::text("hello_retry_request")
            .meaning("the server wants another hello, mostly with another key share");
    }
    let value = codes::handshake(message.first().copied().unwrap_or_default());
    match value.datum {
        Datum::Named { name, .. } => Value { datum: Datum::Text(name.into_owned()), meaning: value.meaning },
        _ => value,
    }
}

/// Header and body.
fn read(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<Value, Stop> {
    let kind = byte(c, &label::TYPE, codes::handshake)?;
    let len = plain(c, &label::LENGTH, 3)?;
    let left = c.left() as u64;
    if len != left
        && let Some(field) = c.last()
    {
        blame(field, format!("{} are announced and {left} are here", bytes(len)));
    }
    body(c, context, kind)?;
    nothing_more(c)?;
    Ok(Value::NONE)
}

fn body(c: &mut Cursor<'_>, context: &mut Context<'_>, kind: u8) -> Result<(), Stop> {
    match kind {
        0 | 5 | 14 => Ok(()),
        1 => hello::client(c, context),
        2 | 6 => hello::server(c, context),
        4 => ticket::new_session_ticket(c, context),
        8 => super::extensions::extensions(c, context, super::extensions::Place::Encrypted),
        11 => certificate::certificate(c, context),
        12 => exchange::server(c, context),
        13 => request::request(c, context),
        15 => proof::certificate_verify(c, context),
        16 => exchange::client(c, context),
        20 => proof::finished(c),
        21 => status::urls(c),
        22 => status::status(c, context),
        24 => ticket::key_update(c),
        25 => compressed::compressed(c, context),
        67 => ticket::next_protocol(c),
        254 => opaque_hash(c),
        _ => {
            let left = c.left();
            if left > 0 {
                c.group(&label::UNKNOWN, left, |_| Ok(Value::NONE))?;
            }
            Ok(())
        }
    }
}

fn opaque_hash(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let left = c.left();
    super::read::opaque(c, &label::MESSAGE_HASH, left)
}

/// An item of DER that no grammar is known for.
pub(super) fn any_der(c: &mut Cursor<'_>) -> Result<(), Stop> {
    if c.left() > 0 && !der::is_one_element(c) {
        let left = c.left();
        c.leaf(&UNEXPLAINED, left, Value::NONE)?;
        return stop("no element of DER");
    }
    der::all(c, 0);
    Ok(())
}
