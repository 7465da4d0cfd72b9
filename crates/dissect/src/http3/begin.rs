//! What a stream is for.

use super::Http3;
use super::codes::{self, kind, stream as types};
use super::cut::Cut;
use super::stream::{Role, State, Stream, about};
use crate::cursor::{Cursor, blame, bytes};
use crate::field::{Label, UNEXPLAINED, Value};
use crate::names::http3 as label;
use crate::protocol::PIECE;
use crate::read::{variable, varint};
use crate::recording::Side;

const WEBTRANSPORT: &str = "data of a WebTransport session; not decoded here";

impl Http3<'_> {
    /// The state of a stream of which nothing is known yet.
    pub(super) fn opens(&self, id: u64, side: Side) -> Stream {
        let mut stream = Stream::new(id, side);
        // Only the side that opens a stream of WebTransport says so.
        let other = self.streams.get(&(id, side.other()));
        if let Some(other) = other.filter(|other| id & 2 == 0 && matches!(other.state, State::Raw(_))) {
            (stream.state, stream.role) = (other.state, Role::Other);
        }
        stream
    }

    /// The beginning of a stream in one direction.
    pub(super) fn begin(&mut self, stream: &mut Stream, cut: Option<&Cut<'_>>) -> bool {
        let held = stream.held.as_slice();
        let Some((first, kind)) = variable(held) else { return self.cut_short(stream, cut) };
        let second = match kind {
            types::PUSH | types::WEBTRANSPORT => match variable(held.get(first..).unwrap_or_default()) {
                Some((len, _)) => len,
                None => return self.cut_short(stream, cut),
            },
            _ => 0,
        };
        let more = (second > 0).then_some(if kind == types::PUSH { &label::PUSH_ID } else { &label::SESSION });
        let problem = self.becomes(stream, kind);
        self.send_beginning(stream, (&label::STREAM_UNI, &label::STREAM_TYPE), first + second, more, problem);
        true
    }

    /// A stream for both directions that belongs to a session of WebTransport.
    pub(super) fn begin_session(&mut self, stream: &mut Stream, cut: Option<&Cut<'_>>) -> bool {
        let held = stream.held.as_slice();
        let second = variable(held)
            .filter(|(_, kind)| *kind == kind::WEBTRANSPORT)
            .and_then(|(first, _)| Some(first + variable(held.get(first..)?)?.0));
        let Some(len) = second else { return self.cut_short(stream, cut) };
        (stream.state, stream.role) = (State::Raw(WEBTRANSPORT), Role::Other);
        self.send_beginning(stream, (&label::FRAME, &label::TYPE), len, Some(&label::SESSION), None);
        true
    }

    fn send_beginning(
        &mut self,
        stream: &mut Stream,
        (group, kind): (&'static Label, &'static Label),
        len: usize,
        more: Option<&'static Label>,
        problem: Option<&'static str>,
    ) {
        let mut message = stream.take(&self.out, len);
        let wire = message.wire().clone();
        let mut c = Cursor::new(message.index, 0, &wire);
        let of_stream = std::ptr::eq(kind, &label::STREAM_TYPE);
        // It cannot stop: both numbers are there.
        let _ = c.group(group, len, |c| {
            c.leaf(&label::STREAM, 0, about(stream.id))?;
            let say = if of_stream { codes::stream_type } else { codes::frame_type };
            let number = varint(c, kind, say)?;
            if let Some(more) = more {
                varint(c, more, Value::number)?;
            }
            let what = say(number);
            let name = match what.datum {
                crate::field::Datum::Named { name, .. } => name.into_owned(),
                _ => format!("type {number:#x}"),
            };
            Ok(Value::text(name).meaning(format!("stream {} begins", stream.id)))
        });
        if let (Some(problem), Some(field)) = (problem, c.last()) {
            blame(field, problem);
        }
        message.fields = c.finish();
        self.out.send(message);
    }

    /// What follows on a stream of this type; why it must not be there, if so.
    fn becomes(&mut self, stream: &mut Stream, kind: u64) -> Option<&'static str> {
        let (role, state) = match kind {
            types::CONTROL => (Role::Control, State::Frames),
            types::PUSH => (Role::Push, State::Frames),
            types::ENCODER => (Role::Encoder, State::Instructions),
            types::DECODER => (Role::Decoder, State::Instructions),
            types::WEBTRANSPORT => (Role::Other, State::Raw(WEBTRANSPORT)),
            other if codes::is_reserved(other) => (Role::Other, State::Raw("data without meaning")),
            _ => (Role::Other, State::Raw("data on a stream of a type that this program does not know")),
        };
        (stream.role, stream.state) = (role, state);
        if role == Role::Push && stream.side == Side::Client {
            return Some("only servers push: H3_STREAM_CREATION_ERROR");
        }
        if matches!(role, Role::Other | Role::Push) {
            return None;
        }
        let opened = &mut self.opened[stream.side];
        if opened.contains(&role) {
            stream.state = State::Raw("data on a second stream of a kind that may exist only once");
            return Some("a second stream of this kind: H3_STREAM_CREATION_ERROR");
        }
        opened.push(role);
        None
    }

    /// Not enough is there to know what it is.
    pub(super) fn cut_short(&mut self, stream: &mut Stream, cut: Option<&Cut<'_>>) -> bool {
        let Some(cut) = cut else { return false };
        let len = stream.held.len();
        stream.send_leaf(&mut self.out, len, &UNEXPLAINED, Value::NONE.meaning(cut.says(len as u64, None)));
        stream.state = State::Over("what came before it on the stream is not known");
        true
    }

    /// What is not taken apart, in pieces as they come.
    pub(super) fn raw(&mut self, stream: &mut Stream, what: &'static str, _cut: Option<&Cut<'_>>) -> bool {
        let len = stream.held.len().min(PIECE);
        let value = Value::NONE.meaning(format!("{}: {what}", bytes(len as u64)));
        stream.send_leaf(&mut self.out, len, &label::STREAM_DATA, value);
        true
    }

    /// What nobody can know, in pieces as they come.
    pub(super) fn unread(&mut self, stream: &mut Stream, why: &'static str, _cut: Option<&Cut<'_>>) -> bool {
        let len = stream.held.len().min(PIECE);
        stream.send_leaf(&mut self.out, len, &UNEXPLAINED, Value::NONE.meaning(why));
        true
    }
}
