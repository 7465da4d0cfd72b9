//! Frames: what the payload of a packet is made of (RFC 9000 §12.4 and §19).

use bytes::Bytes;

use super::context::{Context, Event, length};
use super::kinds::{self, Part};
use super::{ack, content};
use crate::cursor::{self, Cursor, Stop, blame, stop};
use crate::field::{Datum, Field, Value};
use crate::names::quic_frames as label;
use crate::read::{opaque, varint};
use crate::tls::Level;

/// The fields of all frames in a source, and their names.
pub(super) fn read(context: &mut Context<'_, '_>) -> (Vec<Field>, String) {
    let source = context.source;
    let bytes = context.message.sources.get(usize::from(source)).map(|s| s.bytes.clone()).unwrap_or_default();
    let mut c = Cursor::new(context.message.index, source, &bytes);
    let mut names = Names::default();
    if bytes.is_empty() {
        names.add("no frame, which no packet may have");
    }
    while c.left() > 0 {
        let (mut name, mut may_carry) = ("unknown frame", true);
        let whole = c.rest();
        let field = c.open_group(&label::FRAME, |c| {
            let number = kind(c)?;
            name = kinds::of(number).map_or(name, |kind| kind.name);
            may_carry = match context.level {
                Some(Level::Application) => true,
                Some(_) => kinds::is_of_handshakes(number),
                None => kinds::is_early(number),
            };
            body(c, number, &bytes, context)
        });
        if !may_carry {
            blame(field, "packets of this type must not carry this frame: a receiver ends the connection");
        }
        if field.value.datum == Datum::None {
            field.value.datum = Datum::Text(name.to_owned());
        }
        let len = whole.len().saturating_sub(c.left());
        if let [0x1c | 0x1d, ..] = whole.get(..len).unwrap_or_default() {
            names.add("CONNECTION_CLOSE");
        } else {
            names.add(name);
        }
    }
    (c.finish(), names.text)
}

/// The names of frames, each once for a run of them.
#[derive(Default)]
struct Names {
    text: String,
    last: &'static str,
}

impl Names {
    fn add(&mut self, name: &'static str) {
        const LONGEST: usize = 120;
        if name == self.last || self.text.len() > LONGEST {
            return;
        }
        self.last = name;
        if !self.text.is_empty() {
            self.text.push_str(", ");
        }
        self.text.push_str(if self.text.len() > LONGEST { "…" } else { name });
    }
}

/// The type; that of a STREAM frame is three bits, too.
fn kind(c: &mut Cursor<'_>) -> Result<u64, Stop> {
    let Some(first @ 0x08..=0x0f) = c.rest().first().copied() else {
        return varint(c, &label::TYPE, kinds::value);
    };
    c.group(&label::TYPE, 1, |c| {
        let bit = |at: u8| Value::number(u64::from(first >> (7 - at) & 1));
        c.bits(&label::STREAM_TYPE, 0..5, Value::number(1))?;
        c.bits(&label::STREAM_OFF, 5..6, bit(5))?;
        c.bits(&label::STREAM_LEN, 6..7, bit(6))?;
        c.bits(&label::STREAM_FIN, 7..8, bit(7))?;
        Ok(kinds::value(first.into()))
    })?;
    Ok(first.into())
}

fn body(c: &mut Cursor<'_>, number: u64, bytes: &Bytes, context: &mut Context<'_, '_>) -> Result<Value, Stop> {
    match number {
        0x00 => padding(c),
        0x02 | 0x03 => ack::read(c, number == 0x03, context.exponent),
        0x06 => content::crypto(c, bytes, context),
        0x08..=0x0f => content::stream(c, number, bytes, context),
        0x18 => content::new_connection_id(c, context),
        0x1c | 0x1d => {
            context.events.push(Event::Closes);
            content::close(c, number == 0x1d)
        }
        0x30 | 0x31 => content::datagram(c, number, bytes, context),
        _ => match kinds::of(number).and_then(|kind| kind.parts) {
            Some(parts) => simple(c, number, parts, context),
            None => {
                let left = c.left();
                opaque(c, &label::UNKNOWN, left)?;
                stop(format!("frame type {number:#x}: no length is sent, so nothing after it can be read"))
            }
        },
    }
}

/// All zeros that follow are one frame here.
fn padding(c: &mut Cursor<'_>) -> Result<Value, Stop> {
    let more = c.rest().iter().take_while(|byte| **byte == 0).count();
    if more > 0 {
        c.leaf(&label::PADDING_LENGTH, more, Value::NONE.meaning(cursor::bytes(more as u64)))?;
    }
    Ok(Value::NONE.meaning(cursor::bytes(more as u64 + 1)))
}

fn simple(c: &mut Cursor<'_>, number: u64, parts: &[Part], context: &mut Context<'_, '_>) -> Result<Value, Stop> {
    let mut numbers = [0; 3];
    let mut places = numbers.iter_mut();
    for part in parts {
        match *part {
            Part::Number(label) => {
                let value = varint(c, label, Value::number)?;
                places.next().into_iter().for_each(|place| *place = value);
            }
            Part::Stream(label) => {
                let value = varint(c, label, kinds::stream)?;
                places.next().into_iter().for_each(|place| *place = value);
            }
            Part::Fixed(label, len) => c.leaf(label, len, Value::NONE).map(drop)?,
            Part::Vector(len_label, label) => {
                let len = length(c, len_label)?;
                opaque(c, label, len)?;
            }
        }
    }
    let [stream, code, _] = numbers;
    match number {
        0x04 => {
            let mut told = Vec::new();
            context.streams.reset(context.message.side, stream, code, &mut told);
            context.events.extend(told.into_iter().map(Event::Told));
        }
        0x05 => context.events.push(Event::Stop { stream, code }),
        _ => {}
    }
    Ok(Value::NONE)
}
