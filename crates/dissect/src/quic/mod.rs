//! QUIC: recognised by its long headers on any port, and by its short ones where it is at home.
//!
//! A datagram is a message, and each packet in it a field. What a packet holds, if it can be opened, is a source of its own in the same
//! message; Initial packets open without any secret, since their keys follow from what crosses the wire. What is said on the streams is
//! read by the protocol that both sides settled, in messages of its own.
//!
//! Sources: RFC 8999, RFC 9000, RFC 9001, RFC 9369 (version 2), RFC 9221, RFC 9287.

use std::ops::Range;

use bytes::Bytes;

use crate::field::{Label, Value};
use crate::message::Message;
use crate::names::quic as label;
use crate::protocol::{Ending, Held, Opening, Outbox, OverDatagrams, Protocol};
use crate::recording::{Side, Sides, Timestamp};
use connection::{Connection, Initials};
use frames::Event;
use header::{Kind, Layout};
use keys::Packet;

mod ack;
mod connection;
mod frames;
mod header;
mod ids;
mod keys;
mod kinds;
mod packet;
mod pieces;
mod steps;
mod updates;
mod version;

/// QUIC in datagrams.
pub(super) const DATAGRAMS: OverDatagrams = OverDatagrams { speaks, open: |opening| Box::new(Quic::new(opening)) };

const HTTPS: u16 = 443;
/// The shortest packet with a short header that can be one: what can be hidden must be as long as a sample.
const SHORTEST: usize = 21;
/// More connections between the same two ports are not told apart, and more packets of one datagram are not read.
const MOST: usize = 8;
const MOST_PACKETS: usize = 64;
/// Bit of a first byte: a long header.
const LONG: u8 = 0x80;
/// Bit of a first byte that is always there.
const FIXED: u8 = 0x40;

/// Whether a datagram is one of QUIC.
fn speaks(ports: Sides<u16>, _side: Side, bytes: &[u8]) -> bool {
    let https = ports.contains(&HTTPS);
    match bytes.first() {
        Some(first) if first & LONG != 0 => Layout::long(bytes).is_some_and(|layout| match layout.kind {
            Kind::Negotiation => https && bytes.len().saturating_sub(layout.number_at) % 4 == 0,
            Kind::Other => version::is_known(layout.number),
            _ => first & FIXED != 0,
        }),
        Some(first) => https && first & FIXED != 0 && bytes.len() >= SHORTEST,
        None => false,
    }
}

/// One flow between two ports, with the connections on it.
struct Quic<'s> {
    out: Outbox<'s>,
    held: Sides<Held>,
    connections: Vec<Connection<'s>>,
}

impl<'s> Protocol<'s> for Quic<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, bytes: Bytes) {
        if bytes.is_empty() {
            return;
        }
        let len = bytes.len();
        self.held[side].push(at, bytes);
        let mut message = self.out.take(&mut self.held[side], len);
        self.datagram(&mut message);
        self.out.send(message);
    }

    fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        self.out.send_gap(&mut self.held[side], at, len);
    }

    fn end(&mut self, _at: Option<Timestamp>, _side: Side, _ending: &Ending) {}

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }

    fn goes_on_at(&mut self, sent: Sides<u64>) {
        for side in [Side::Client, Side::Server] {
            self.held[side].skip(sent[side]);
        }
    }
}

impl<'s> Quic<'s> {
    fn new(opening: Opening<'s>) -> Quic<'s> {
        Quic { out: Outbox::new(opening), held: Sides::new(Held::new), connections: Vec::new() }
    }

    /// Reads the packets of a datagram, one after the other.
    fn datagram(&mut self, message: &mut Message) {
        let wire = message.wire().clone();
        let (mut at, mut first) = (0, None::<Bytes>);
        for _ in 0..MOST_PACKETS {
            let Some(rest) = wire.get(at..).filter(|rest| !rest.is_empty()) else { return };
            let Some((layout, which)) = self.layout(message.side, rest) else { break };
            // All packets of a datagram have the same destination (RFC 9000 §12.2).
            let id = wire.slice(at + layout.dcid.start..at + layout.dcid.end);
            if first.get_or_insert_with(|| id.clone()) != &id {
                break;
            }
            self.packet(message, &layout, which, at);
            at += layout.end;
        }
        rest(message, at..wire.len());
    }

    /// Where the parts of the packet are that begins here, and to which connection it belongs.
    fn layout(&mut self, side: Side, bytes: &[u8]) -> Option<(Layout, Option<usize>)> {
        let first = *bytes.first()?;
        if first & LONG != 0 {
            let layout = Layout::long(bytes)?;
            let which = self.find(side, &layout, bytes);
            return Some((layout, which));
        }
        if first & FIXED == 0 && self.connections.is_empty() || bytes.len() < SHORTEST {
            return None;
        }
        let rest = bytes.get(1..)?;
        let length = |c: &Connection<'_>| c.sides[side.other()].ids.length(rest);
        let mut all = self.connections.iter().enumerate().rev();
        let known = all.find_map(|(at, c)| length(c).filter(|(_, known)| *known).map(|(len, _)| (at, len)));
        let last =
            || self.connections.iter().enumerate().next_back().map(|(at, c)| (at, length(c).map_or(0, |(len, _)| len)));
        if known.is_none() && first & FIXED == 0 {
            return None;
        }
        match known.or_else(last) {
            Some((at, len)) => Some((Layout::short(bytes, len)?, Some(at))),
            None => Some((Layout::short(bytes, 0)?, None)),
        }
    }

    /// The connection that a packet with a long header belongs to. One that opens with keys made of its own destination begins another.
    fn find(&mut self, side: Side, layout: &Layout, bytes: &[u8]) -> Option<usize> {
        let id = bytes.get(layout.dcid.clone())?;
        let begins = side == Side::Client && layout.kind == Kind::Initial;
        let knows = |c: &Connection<'_>| {
            c.sides[side.other()].ids.has(id) && !(begins && c.retried.as_deref() == Some(id))
                || side == Side::Client && c.origin.as_deref() == Some(id)
        };
        if let Some(at) = self.connections.iter().rposition(knows) {
            return Some(at);
        }
        if let Some(version) = layout.version.filter(|_| begins) {
            let packet = Packet { bytes: bytes.get(..layout.end)?, number_at: layout.number_at };
            let retried = self.connections.iter().rposition(|c| c.retried.as_deref() == Some(id));
            if Initials::open(self.out.opening.secrets, version, id, packet) {
                let at = retried.unwrap_or_else(|| self.begin());
                self.connections.get_mut(at)?.begins_with(id);
                return Some(at);
            }
        }
        if self.connections.is_empty() && layout.kind != Kind::Other {
            self.begin();
        }
        self.connections.len().checked_sub(1)
    }

    /// Another connection: which it is.
    fn begin(&mut self) -> usize {
        if self.connections.len() >= MOST {
            self.connections.remove(0);
        }
        self.connections.push(Connection::new(self.out.opening.clone()));
        self.connections.len() - 1
    }

    fn packet(&mut self, message: &mut Message, layout: &Layout, which: Option<usize>, start: usize) {
        let side = message.side;
        let mut connection = which.and_then(|at| self.connections.get_mut(at));
        let read = packet::read(message, connection.as_deref_mut(), layout, start);
        if let Some(connection) = connection {
            let scid = message.wire().get(start + layout.scid.start..start + layout.scid.end).unwrap_or_default();
            match layout.kind {
                Kind::Short | Kind::Negotiation | Kind::Other => {}
                Kind::Retry => {
                    connection.retried = Some(scid.to_vec());
                    connection.sides[side].ids.add(scid);
                }
                _ => connection.sides[side].ids.add(scid),
            }
            for event in read.events {
                if let Event::Named { id, token } = event {
                    connection.sides[side].ids.add(&id);
                    token.into_iter().for_each(|token| connection.sides[side].ids.trust(token));
                }
            }
        }
        message.fields.push(read.field);
    }
}

/// What is behind the last packet, or a datagram without any.
fn rest(message: &mut Message, range: Range<usize>) {
    if range.is_empty() {
        return;
    }
    let (label, meaning): (&'static Label, _) = match range.start {
        0 => (&label::FOREIGN, "not a packet of QUIC, although it is between the same ports"),
        _ => (&label::PADDING_AFTER, "it belongs to no packet of this connection, and the receiver ignores it"),
    };
    message.fields.push(message.leaf(0, range, label, Value::NONE.meaning(meaning)));
}
