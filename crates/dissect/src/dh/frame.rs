//! One frame, byte by byte.

use std::borrow::Cow;

use super::derivation::Exchange;
use crate::cursor::{Cursor, Stop, blame, lossy};
use crate::exchange::{self, LEN};
use crate::fernet;
use crate::field::{Datum, Field, Span, UNEXPLAINED, Value};
use crate::frames::{HEADER, Kind, LONGEST, VERSION};
use crate::message::Message;
use crate::names::dh as label;

/// How long the frame is that begins here; `None`: too early to tell.
pub(super) fn length(held: &[u8]) -> Option<usize> {
    let [.., high, low] = held.first_chunk::<HEADER>()?;
    Some(HEADER + usize::from(u16::from_be_bytes([*high, *low])))
}

/// The fields of a frame that is the whole message, and of what follows from it.
pub(super) fn read(message: &mut Message, exchange: &mut Exchange<'_>, problem: Option<String>) {
    let wire = message.wire().clone();
    let head = HEADER.min(wire.len());
    let kind = wire.get(4).copied().and_then(Kind::from_number);
    let mut c = Cursor::within(message.index, 0, &wire, 0..head);
    let stopped = header(&mut c).err().filter(|_| problem.is_none());
    let mut children = c.finish();
    let body = head..wire.len();
    if !body.is_empty() {
        match kind {
            Some(Kind::PublicKey) => children.push(public_key(message, &wire)),
            Some(Kind::Token) => {
                let range = body.clone();
                let token = fernet::look(message, 0, &wire, range, &exchange.opens());
                children.extend(token.unwrap_or_else(|| vec![unknown(message, "this is not a Fernet token")]));
            }
            Some(Kind::Refusal) => {
                children.push(message.leaf(
                    0,
                    body,
                    &label::REASON,
                    Value::text(lossy(wire.get(head..).unwrap_or_default())),
                ));
            }
            None => children.push(unknown(message, "no frame of this type is defined")),
        }
    }
    let meaning = match kind {
        Some(Kind::PublicKey) => "a public key",
        Some(Kind::Token) => "an encrypted message",
        Some(Kind::Refusal) => "the sender stops here",
        None => "of an unknown type",
    };
    let span = Span::new(message.index, 0, 0..wire.len());
    let mut frame =
        Field { label: &label::FRAME, span, value: Value::NONE.meaning(meaning), problem: stopped, children };
    let whole = problem.is_none();
    if let Some(problem) = problem {
        blame(&mut frame, problem);
    }
    message.fields.push(frame);
    if whole {
        exchange.saw(message, kind);
    }
}

fn unknown(message: &Message, why: &'static str) -> Field {
    let range = HEADER..message.wire().len();
    message.leaf(0, range, &UNEXPLAINED, Value::NONE.meaning(why))
}

fn header(c: &mut Cursor<'_>) -> Result<(), Stop> {
    c.text(&label::MAGIC, 3)?;
    let version = c.rest().first().copied().unwrap_or_default();
    let field = c.leaf(&label::VERSION, 1, Value::number(u64::from(version)))?;
    if version != VERSION {
        blame(field, format!("version {version}: only {VERSION} is known"));
    }
    let number = c.rest().first().copied().unwrap_or_default();
    let known = Kind::from_number(number);
    let datum = match known {
        Some(kind) => Datum::Named { number: u64::from(number), name: Cow::Owned(kind.to_string()) },
        None => Datum::Number(u64::from(number)),
    };
    let field = c.leaf(&label::TYPE, 1, Value { datum, meaning: None })?;
    if known.is_none() {
        blame(field, format!("type {number}: only 1, 2 and 3 are known"));
    }
    let announced = c.rest().first_chunk().map_or(0, |two| u16::from_be_bytes(*two));
    let field = c.leaf(&label::LENGTH, 2, Value::number(u64::from(announced)))?;
    if usize::from(announced) > LONGEST {
        blame(field, format!("{announced} bytes: a reader accepts at most {LONGEST}"));
    }
    Ok(())
}

fn public_key(message: &Message, wire: &[u8]) -> Field {
    let body = wire.get(HEADER..).unwrap_or_default();
    let mut field = message.leaf(0, HEADER..wire.len(), &label::PUBLIC_KEY, Value::NONE);
    match exchange::public_key(body) {
        Err(_) => blame(&mut field, format!("{} bytes: an X25519 public key has {LEN}", body.len())),
        Ok(key) if exchange::is_low_order(&key) => blame(
            &mut field,
            "a point of low order: with any private key, the shared secret is zero, so a program must refuse it",
        ),
        Ok(_) if body.last().is_some_and(|last| last & 0x80 != 0) => {
            field.value.meaning = Some("the highest bit is set, but X25519 ignores it".into());
        }
        Ok(_) => {}
    }
    field
}
