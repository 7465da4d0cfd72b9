//! The PROXY protocol, versions 1 and 2: a header before everything that the client says, then another conversation.
//!
//! Source: "The PROXY protocol", Versions 1 & 2 (HAProxy).

mod binary;
mod text;

use bytes::Bytes;

use crate::cursor::{Cursor, blame};
use crate::field::{Field, Value};
use crate::names::proxy as label;
use crate::protocol::{Ending, Held, Onward, Opening, Outbox, PIECE, Protocol, Registration};
use crate::recording::{Side, Sides, Timestamp};

/// The PROXY protocol as one of the protocols.
pub(super) const PROXY: Registration =
    Registration { begins, open: |opening| Box::new(Proxy::new(opening)), beside: None, late: None, alpn: &[] };

/// Whether the one who connects says first for whom; `None`: too early to tell.
fn begins(side: Side, bytes: &[u8]) -> Option<bool> {
    let is = |magic: &[u8]| match bytes.get(..magic.len()) {
        Some(first) => Some(first == magic),
        None if magic.starts_with(bytes) => None,
        None => Some(false),
    };
    match (side, is(text::MAGIC), is(binary::MAGIC)) {
        (Side::Server, ..) => Some(false),
        (_, Some(true), _) | (_, _, Some(true)) => Some(true),
        (_, Some(false), other) | (_, other, Some(false)) => other,
        (_, None, None) => None,
    }
}

/// How long the header is that begins here.
pub(super) enum Extent {
    /// So many bytes.
    Known(usize),
    /// It is too early to tell.
    Wait,
    /// It is none.
    Never(&'static str),
}

/// One connection, as far as it is not yet messages.
struct Proxy<'s> {
    out: Outbox<'s>,
    held: Sides<Held>,
    onward: Option<Onward<'s>>,
    /// Why what follows is not followed.
    lost: Option<&'static str>,
}

impl<'s> Proxy<'s> {
    fn new(opening: Opening<'s>) -> Proxy<'s> {
        Proxy { out: Outbox::new(opening), held: Sides::new(Held::new), onward: None, lost: None }
    }

    /// The header, if it is whole; with `ending`, whatever there is of it.
    fn run(&mut self, ending: Option<&Ending>) {
        if self.onward.is_some() || self.lost.is_some() {
            return;
        }
        let held = self.held.client.as_slice();
        let len = held.len();
        let is_binary = !held.starts_with(b"PROXY");
        let extent = if is_binary { binary::extent(held) } else { text::extent(held) };
        match extent {
            Extent::Known(total) if total <= len => {
                self.header(total, is_binary, None);
                self.hand_over();
            }
            Extent::Never(why) => self.lost = Some(why),
            _ if len > 0
                && let Some(ending) = ending =>
            {
                self.header(len, is_binary, Some(ending.cut(len as u64, None)));
                self.hand_over();
            }
            _ => {}
        }
    }

    fn header(&mut self, len: usize, is_binary: bool, cut: Option<String>) {
        let mut message = self.out.take(&mut self.held.client, len);
        let wire = message.wire().clone();
        let mut c = Cursor::new(message.index, 0, &wire);
        let read = |c: &mut Cursor<'_>| if is_binary { binary::header(c) } else { text::header(c) };
        // It cannot stop: it is all of the source.
        let _ = c.group(&label::HEADER, len, |c| read(c).map(|()| Value::NONE));
        let mut fields: Vec<Field> = c.finish();
        if let (Some(cut), Some(field)) = (cut, fields.first_mut()) {
            field.problem = None;
            blame(field, cut);
        }
        message.fields = fields;
        self.out.send(message);
    }

    fn hand_over(&mut self) {
        let Sides { client, server } = &mut self.held;
        self.onward = Onward::of(&mut self.out, client, server);
        if self.onward.is_none() {
            self.lost = Some("too many nested tunnels: this one is not followed");
        }
    }

    /// What nobody follows.
    fn rest(&mut self, side: Side, now: bool) {
        let Some(why) = self.lost else { return };
        let held = &mut self.held[side];
        while !held.is_empty() && (now || held.len() >= PIECE) {
            self.out.send_unexplained(held, PIECE, why);
        }
    }
}

impl<'s> Protocol<'s> for Proxy<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, mut bytes: Bytes) {
        while !bytes.is_empty() {
            if let Some(onward) = &mut self.onward {
                return onward.bytes(&mut self.out, at, side, bytes);
            }
            let len = bytes.len().min(PIECE);
            self.held[side].push(at, bytes.split_to(len));
            self.run(None);
            if self.held[side.other()].len() + self.held[side].len() > 2 * PIECE && self.onward.is_none() {
                self.lost = self.lost.or(Some("sent before the header that names its client was complete"));
            }
            self.rest(side, false);
        }
    }

    fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        if side == Side::Client {
            self.run(Some(&Ending::Gap(len)));
        }
        if let Some(onward) = &mut self.onward {
            return onward.gap(&mut self.out, at, side, len);
        }
        self.rest(side, true);
        let held = &mut self.held[side];
        let waiting = held.len();
        if waiting > 0 {
            self.out.send_unexplained(held, waiting, "sent before the header that names its client was complete");
        }
        self.out.send_gap(held, at, len);
    }

    fn end(&mut self, at: Option<Timestamp>, side: Side, ending: &Ending) {
        if side == Side::Client || !ending.goes_on() && !matches!(ending, Ending::HalfClose(_)) {
            self.run(Some(ending));
        }
        if let Some(onward) = &mut self.onward {
            return onward.end(&mut self.out, at, side, ending);
        }
        self.lost = self.lost.or(Some("sent before the header that names its client was complete"));
        self.rest(side, true);
    }

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }
}
