//! DNS: a question about a name, and the answer. Over UDP each datagram is a message; over TCP, and inside TLS (DNS over TLS, RFC 7858),
//! each has its length before it; in HTTP it is a body (DNS over HTTPS, RFC 8484).
//!
//! On its own ports whatever has a plausible header is DNS, since others go through them too; elsewhere only what is a whole message to
//! its last byte.
//!
//! Sources: RFC 1035, RFC 6762 (multicast DNS), RFC 4795 (LLMNR), and those of the records.

use std::borrow::Cow;
use std::ops::Range;

use bytes::Bytes;

use crate::field::Field;
use crate::message::Message;
use crate::protocol::{Content, Ending, Held, Opening, Outbox, OverDatagrams, PIECE, Protocol, Registration};
use crate::recording::{Secrets, Side, Sides, Timestamp};
use message::HEADER;
use whole::Flavour;

mod address;
mod codes;
mod data;
mod dnssec;
mod doq;
pub mod facts;
mod message;
mod name;
mod opt;
mod service;
mod whole;

/// DNS in datagrams.
pub(super) const DATAGRAMS: OverDatagrams =
    OverDatagrams { speaks, open: |opening| Box::new(Dns::new(opening, false)) };

/// DNS in a stream: over TCP and inside TLS.
pub(super) const STREAM: Registration = Registration {
    begins,
    open: |opening| Box::new(Dns::new(opening, true)),
    beside: None,
    late: None,
    alpn: &[b"dot"],
};

pub(super) use doq::DOQ;

/// DNS in a body.
pub(super) const BODY: Content = Content { name: "DNS message", look };

const DNS: u16 = 53;
const MULTICAST: u16 = 5353;
const LINK_LOCAL: u16 = 5355;
/// NetBIOS has the same header, and names that are none of DNS.
const NETBIOS: u16 = 137;

/// Whether a datagram is a message of DNS.
fn speaks(opening: &Opening<'_>, _side: Side, bytes: &[u8]) -> bool {
    let on = |port: u16| opening.ports.contains(&port);
    match on(DNS) || on(MULTICAST) || on(LINK_LOCAL) {
        true => message::may_be_one(bytes),
        false => !on(NETBIOS) && message::is_one(bytes),
    }
}

/// Whether a stream begins with a message of DNS: a length, an ID, flags that make sense on this side, and one question.
fn begins(side: Side, bytes: &[u8]) -> Option<bool> {
    let at = |place: usize, fits: fn(Side, u8) -> bool| bytes.get(place).is_none_or(|byte| fits(side, *byte));
    let fits = at(4, |side, flags| match side {
        Side::Client => matches!(flags & 0xfe, 0 | 0x20 | 0x28),
        Side::Server => matches!(flags & 0xf8, 0x80 | 0xa0 | 0xa8),
    }) && at(5, |side, flags| flags & if side == Side::Client { 0xcf } else { 0x40 } == 0)
        && at(6, |_, questions| questions == 0)
        && at(7, |_, questions| questions == 1);
    let length = bytes.first_chunk().map(|two| usize::from(u16::from_be_bytes(*two)));
    match fits && length.is_none_or(|length| length > HEADER + 4) {
        true if bytes.len() < 8 => None,
        fits => Some(fits),
    }
}

/// The fields of a message that is this range of a source.
fn look(message: &mut Message, source: u16, bytes: &[u8], range: Range<usize>, _: &Secrets) -> Option<Vec<Field>> {
    bytes.get(range.clone()).filter(|body| message::is_one(body))?;
    Some(message::fields((message.index, source), bytes, range, false, Flavour::Unicast, None))
}

/// One conversation, as far as it is not yet messages.
struct Dns<'s> {
    out: Outbox<'s>,
    halves: Sides<Half>,
    flavour: Flavour,
    /// Whether a length stands before each message.
    framed: bool,
}

/// One side of it.
struct Half {
    held: Held,
    /// Why its bytes are no messages any more.
    lost: Option<Cow<'static, str>>,
}

impl<'s> Protocol<'s> for Dns<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, bytes: Bytes) {
        if bytes.is_empty() {
            return;
        }
        let len = bytes.len();
        self.halves[side].held.push(at, bytes);
        match self.framed {
            true => self.run(side),
            false => self.message(side, len, None),
        }
    }

    fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        self.cut(side, &Ending::Gap(len));
        let framed = self.framed;
        let half = &mut self.halves[side];
        if framed {
            half.lost = Some("the start of the messages these bytes belong to was lost in a gap".into());
        }
        self.out.send_gap(&mut half.held, at, len);
    }

    fn end(&mut self, _at: Option<Timestamp>, side: Side, ending: &Ending) {
        self.cut(side, ending);
        if self.framed {
            self.halves[side].lost = Some("sent after its sender had ended the connection".into());
        }
    }

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }

    fn goes_on_at(&mut self, sent: Sides<u64>) {
        for side in [Side::Client, Side::Server] {
            self.halves[side].held.skip(sent[side]);
        }
    }
}

impl<'s> Dns<'s> {
    fn new(opening: Opening<'s>, framed: bool) -> Dns<'s> {
        let flavour = match opening.ports {
            ports if !framed && ports.contains(&MULTICAST) => Flavour::Multicast,
            ports if !framed && ports.contains(&LINK_LOCAL) => Flavour::LinkLocal,
            _ => Flavour::Unicast,
        };
        let halves = Sides::new(|side| Half { held: Held::new(side), lost: None });
        Dns { out: Outbox::new(opening), halves, flavour, framed }
    }

    /// Makes messages of a stream as long as there are bytes for one.
    fn run(&mut self, side: Side) {
        loop {
            let half = &mut self.halves[side];
            let held = half.held.as_slice();
            if let Some(why) = half.lost.clone() {
                if held.len() < PIECE {
                    return;
                }
                self.out.send_unexplained(&mut half.held, PIECE, why);
                continue;
            }
            let Some(len) = framed_length(held).filter(|len| *len <= held.len()) else { return };
            if len < 2 + HEADER {
                half.lost = Some(format!("a message of {} bytes: the header already has 12", len - 2).into());
            } else {
                self.message(side, len, None);
            }
        }
    }

    /// What is held comes out, unfinished as it is.
    fn cut(&mut self, side: Side, ending: &Ending) {
        let half = &mut self.halves[side];
        let held = half.held.as_slice();
        match (held.len(), half.lost.clone()) {
            (0, _) => {}
            (len, Some(why)) => self.out.send_unexplained(&mut half.held, len, why),
            (len, None) => {
                let total = framed_length(held).map(|total| total as u64);
                self.message(side, len, Some(ending.cut(len as u64, total)));
            }
        }
    }

    fn message(&mut self, side: Side, len: usize, problem: Option<String>) {
        let mut message = self.out.take(&mut self.halves[side].held, len);
        let wire = message.wire().clone();
        let place = (message.index, 0);
        message.fields = message::fields(place, &wire, 0..wire.len(), self.framed, self.flavour, problem);
        self.out.send(message);
    }
}

/// How long the message is that begins here, with its length; `None`: too early to tell.
fn framed_length(held: &[u8]) -> Option<usize> {
    held.first_chunk().map(|two| 2 + usize::from(u16::from_be_bytes(*two)))
}
