//! HTTP/2: after ALPN has settled it, or by the first words of a client that knows already.
//!
//! A frame is a message. Compressed headers are told apart representation by representation, decompressed in a source of
//! their own, and put together first where they took several frames.
//!
//! Sources: RFC 9113 (frames), RFC 7541 (compressed headers).

use bytes::Bytes;

use super::Value;
use super::cursor::{blame, bytes, lossy};
use super::names::http2 as label;
use super::protocol::{Ending, Opening, Outbox, PIECE, Protocol, Registration, target};
use crate::recording::{Side, Sides, Timestamp};
use half::{HEADER, Half, LONGEST, Next, PREFACE, State};

mod block;
mod codes;
mod frame;
mod half;
mod payload;

/// HTTP/2 as one of the protocols.
pub(super) const HTTP2: Registration =
    Registration { begins, open: |opening| Box::new(Http2::new(opening)), beside: None, late: None, alpn: &[b"h2"] };

/// Whether a side that begins like this speaks HTTP/2; `None`: too early to tell.
///
/// A server that knows what its clients speak (gRPC's, say) does not wait for the client's preface: its own is a SETTINGS frame on
/// stream 0, and may come first (RFC 9113 §3.4).
fn begins(side: Side, bytes: &[u8]) -> Option<bool> {
    // What HTTP/1.1 would take for a method, a target and the beginning of a version.
    const ENOUGH: &[u8] = b"PRI * HT";
    // Below 16,384 bytes of settings; the two bytes of the length that matter are the second and the third.
    const SETTINGS: [Option<u8>; HEADER] = [Some(0), None, None, Some(4), Some(0), Some(0), Some(0), Some(0), Some(0)];
    match side {
        Side::Client if bytes.starts_with(ENOUGH) => Some(true),
        Side::Client if ENOUGH.starts_with(bytes) => None,
        Side::Client => Some(false),
        Side::Server => {
            let fits = SETTINGS.iter().zip(bytes).all(|(wanted, byte)| wanted.is_none_or(|wanted| wanted == *byte));
            let whole = match bytes {
                [_, high, low, ..] => u16::from_be_bytes([*high, *low]).is_multiple_of(6),
                _ => true,
            };
            match fits && whole {
                true => (bytes.len() >= HEADER).then_some(true),
                false => Some(false),
            }
        }
    }
}

/// One connection, as far as it is not yet messages.
struct Http2<'s> {
    out: Outbox<'s>,
    halves: Sides<Half>,
}

impl<'s> Protocol<'s> for Http2<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, bytes: Bytes) {
        self.halves[side].held.push(at, bytes);
        while self.step(side, None) {}
    }

    fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        let half = &self.halves[side];
        let left = half.expected().map(|total| total.saturating_sub(half.held.len()));
        while self.step(side, Some(&Ending::Gap(len))) {}
        let half = &mut self.halves[side];
        self.out.send_gap(&mut half.held, at, len);
        half.lose(left, len);
    }

    fn end(&mut self, at: Option<Timestamp>, side: Side, ending: &Ending) {
        while self.step(side, Some(ending)) {}
        let half = &mut self.halves[side];
        if let Some(at) = at.filter(|_| half.held.is_empty()) {
            half.held.mark(at);
        }
        half.state = State::Over("sent after its sender had ended the connection");
    }

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }
}

impl<'s> Http2<'s> {
    fn new(opening: Opening<'s>) -> Http2<'s> {
        Http2 { out: Outbox::new(opening), halves: Sides::new(Half::new) }
    }

    /// Makes a message, if there are bytes for one; with `ending`, of whatever there is.
    fn step(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = &self.halves[side];
        let held = half.held.len();
        if held == 0 {
            return false;
        }
        match half.next() {
            Next::Preface => self.preface(side),
            Next::Frame(len) => self.frame(side, len),
            Next::Rest(len) => self.whole(side, len, "the rest of a frame whose beginning was lost"),
            Next::TooLong(len) => {
                self.halves[side].state = State::Over("an earlier frame was too long");
                let why = format!("{}: more than this program reads at once ({LONGEST})", bytes(len as u64));
                self.broken(side, held.min(PIECE), why);
            }
            Next::Lost(why) if ending.is_some() || held >= PIECE => self.whole(side, held.min(PIECE), why),
            Next::Wait(total) => match ending {
                Some(ending) => {
                    let cut = ending.cut(held as u64, total.map(|total| total as u64));
                    self.broken(side, held, cut);
                }
                None => return false,
            },
            Next::Lost(_) => return false,
        }
        true
    }

    fn preface(&mut self, side: Side) {
        let half = &mut self.halves[side];
        let meaning = "frames from here on; a server that does not understand this supports at most HTTP/1.1";
        let value = Value::text(lossy(PREFACE)).meaning(meaning);
        self.out.send_leaf(&mut half.held, PREFACE.len(), &label::MAGIC, value);
        half.state = State::Frames;
    }

    fn frame(&mut self, side: Side, len: usize) {
        let half = &mut self.halves[side];
        let mut message = self.out.take(&mut half.held, len);
        let table_size = frame::read(&mut message, &mut half.headers, &mut half.calls, &self.out.opening);
        if side == Side::Client {
            target::look(&mut message, &label::PATH, &self.out.opening);
        }
        let (stream, ends) = frame::stream(message.wire());
        if frame::begins_call(&message) {
            self.halves.client.calls.begin(stream.into());
            self.halves.server.calls.begin(stream.into());
        }
        if ends {
            self.halves[side].calls.end(stream.into());
        }
        self.out.send(message);
        // What this side can keep is what the other side's compression may use.
        if let Some(size) = table_size {
            self.halves[side.other()].headers.allow(size);
        }
    }

    /// What there is of a frame.
    fn broken(&mut self, side: Side, len: usize, why: String) {
        let half = &mut self.halves[side];
        let mut message = self.out.take(&mut half.held, len);
        half.headers.lose();
        let (head, _) = message.wire().split_at(HEADER.min(len));
        let mut children = frame::header(message.index, head);
        if len > HEADER {
            children.push(message.leaf(0, HEADER..len, &label::UNKNOWN, Value::NONE));
        }
        let mut field = message.leaf(0, 0..len, &label::FRAME, Value::NONE);
        field.children = children;
        blame(&mut field, why);
        message.fields.push(field);
        self.out.send(message);
    }

    /// A message that is one leaf, since nobody understands it.
    fn whole(&mut self, side: Side, len: usize, why: &'static str) {
        let half = &mut self.halves[side];
        self.out.send_unexplained(&mut half.held, len, why);
        half.passed(len);
    }
}
