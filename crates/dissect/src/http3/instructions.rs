//! The two streams of QPACK: what changes the table, and what is said of it.

use super::Http3;
use super::cut::Cut;
use super::stream::{Role, State, Stream, about};
use crate::cursor::{Cursor, Stop, blame, count};
use crate::field::{UNEXPLAINED, Value};
use crate::message::Message;
use crate::names::qpack as label;
use crate::protocol::talk::Extent;
use crate::qpack;

/// So many instructions are one message, at the most.
const MOST: usize = 256;

impl Http3<'_> {
    /// All instructions that are there, up to a certain number.
    pub(super) fn instructions(&mut self, stream: &mut Stream, cut: Option<&Cut<'_>>) -> bool {
        let is_encoder = stream.role == Role::Encoder;
        let extent = if is_encoder { qpack::encoder_extent } else { qpack::decoder_extent };
        let (held, mut lens) = (stream.held.as_slice(), Vec::new());
        let (mut at, mut why) = (0, None);
        while let Some(rest) = held.get(at..).filter(|rest| !rest.is_empty() && lens.len() < MOST) {
            match extent(rest) {
                Extent::Whole(len) if len > 0 => {
                    lens.push(len);
                    at += len;
                }
                Extent::Never(never) => {
                    why = Some(never);
                    break;
                }
                _ => break,
            }
        }
        match (lens.is_empty(), why, cut) {
            (false, ..) => self.send_instructions(stream, at, &lens),
            (true, Some(why), _) => {
                self.give_up(stream, "an instruction could not be read");
                let len = held_len(stream);
                stream.send_leaf(&mut self.out, len, &UNEXPLAINED, Value::NONE.meaning(why));
            }
            (true, None, Some(cut)) => {
                let len = held_len(stream);
                let meaning = Value::NONE.meaning(cut.says(len as u64, None));
                stream.send_leaf(&mut self.out, len, &UNEXPLAINED, meaning);
                self.give_up(stream, "an instruction before it is not whole");
            }
            (true, None, None) => return false,
        }
        true
    }

    fn send_instructions(&mut self, stream: &mut Stream, len: usize, lens: &[usize]) {
        let mut message = stream.take(&self.out, len);
        let before = self.tables[stream.side].inserted();
        let stopped = match stream.role {
            Role::Encoder => {
                let table = &mut self.tables[stream.side];
                read(&mut message, stream.id, lens, &label::ENCODER, |c, len| qpack::encoder(c, len, table))
            }
            _ => read(&mut message, stream.id, lens, &label::DECODER, qpack::decoder),
        };
        let meaning = match stream.role {
            Role::Encoder => {
                let inserted = self.tables[stream.side].inserted();
                let new = inserted.saturating_sub(before);
                format!("{new} new table {}, {inserted} so far", if new == 1 { "entry" } else { "entries" })
            }
            _ => count(lens.len() as u64, "instruction"),
        };
        if let Some(field) = message.fields.first_mut() {
            field.value = Value::NONE.meaning(meaning);
        }
        if stopped.is_some() {
            self.give_up(stream, "an earlier instruction makes no sense");
        }
        self.send(stream, message);
    }

    /// Nobody knows any more what a side's table holds.
    fn give_up(&mut self, stream: &mut Stream, why: &'static str) {
        stream.state = State::Over(why);
        self.may_lose_table(stream);
    }

    /// Something of a stream is missing that may have changed the table.
    pub(super) fn may_lose_table(&mut self, stream: &Stream) {
        let is_known = self.opened[stream.side].contains(&Role::Encoder);
        if stream.role == Role::Encoder || stream.role == Role::Other && !is_known && stream.id & 2 != 0 {
            self.tables[stream.side].lose("some of what changed the table is not in the recording, or made no sense");
        }
    }
}

fn held_len(stream: &Stream) -> usize {
    stream.held.len().min(crate::protocol::PIECE)
}

/// Instructions of these lengths, as the whole message; what stopped them.
fn read(
    message: &mut Message,
    stream: u64,
    lens: &[usize],
    group: &'static crate::Label,
    mut one: impl FnMut(&mut Cursor<'_>, usize) -> Result<(), Stop>,
) -> Option<Stop> {
    let wire = message.wire().clone();
    let mut c = Cursor::new(message.index, 0, &wire);
    let mut stopped = None;
    // It cannot stop: all there is is taken.
    let _ = c.group(group, wire.len(), |c| {
        c.leaf(&crate::names::http3::STREAM, 0, about(stream))?;
        for len in lens {
            if let Err(problem) = one(c, *len) {
                stopped = Some(problem);
                break;
            }
        }
        Ok(Value::NONE)
    });
    if let (Some(_), Some(field)) = (&stopped, c.last()) {
        blame(field, "the table is not known from here on");
    }
    message.fields = c.finish();
    stopped
}
