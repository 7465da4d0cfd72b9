//! QUIC: recognised by its long headers on any port, and by its short ones where it is at home.
//!
//! A datagram is a message, and each packet in it a field. What a packet holds, if it can be opened, is a source of its own in the same
//! message; Initial packets open without any secret, since their keys follow from what crosses the wire. What is said on the streams is
//! read by the protocol that both sides settled, in messages of its own.
//!
//! Sources: RFC 8999, RFC 9000, RFC 9001, RFC 9369 (version 2), RFC 9221, RFC 9287.

use std::ops::Range;

use bytes::Bytes;

use crate::field::{Field, Label, Value};
use crate::message::Message;
use crate::names::quic as label;
use crate::protocol::{Ending, Held, Opening, Outbox, OverDatagrams, Protocol};
use crate::recording::{Side, Sides, StreamNumber, Timestamp};
use connection::{Connection, lock};
use context::Event;
use header::{Kind, Layout};
use state::With;

mod ack;
mod connection;
mod content;
mod context;
mod fields;
mod find;
mod frames;
mod header;
mod ids;
mod initial;
mod keys;
mod kinds;
mod moves;
mod odd;
mod packet;
mod pieces;
mod state;
mod steps;
mod streams;
mod updates;
mod version;

pub(crate) use moves::Moves;

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
fn speaks(opening: &Opening<'_>, side: Side, bytes: &[u8]) -> bool {
    let https = opening.ports.contains(&HTTPS);
    match bytes.first() {
        Some(first) if first & LONG != 0 => Layout::long(bytes).is_some_and(|layout| match layout.kind {
            Kind::Negotiation => https && bytes.len().saturating_sub(layout.number_at).is_multiple_of(4),
            Kind::Other => version::is_known(layout.number),
            // Who was here before may know that the other side does not need that bit, from its first packet on (RFC 9287 §3.1).
            Kind::Initial => first & FIXED != 0 || version::is_known(layout.number),
            _ => first & FIXED != 0,
        }),
        // What is encrypted is never all text.
        Some(_) if bytes.iter().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~')) => false,
        Some(first) if https && first & FIXED != 0 && bytes.len() >= SHORTEST => true,
        // Or of a connection that moved here from another flow: it has a name that was given there, or comes to the same port.
        Some(_) if bytes.len() >= SHORTEST => {
            let moves = &opening.sessions.moves;
            let moved = bytes.get(1..).and_then(|rest| moves.find(rest));
            moved.is_some_and(|(_, owner)| owner == side.other()) || moves.home(opening.ports.server).is_some()
        }
        Some(_) => false,
        None => false,
    }
}

/// One flow between two ports, with the connections on it.
struct Quic<'s> {
    out: Outbox<'s>,
    held: Sides<Held>,
    connections: Vec<Connection<'s>>,
    /// Connections for which there was no room any more.
    retired: Vec<Connection<'s>>,
    /// In which flow the connection was that just turned out to go on here.
    continues: Option<u32>,
    /// When the latest datagram was seen.
    latest: Timestamp,
}

/// What packets said: of which connection, in which kind of packet.
type Said = Vec<(usize, Kind, Vec<Event>)>;

impl<'s> Protocol<'s> for Quic<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, bytes: Bytes) {
        if bytes.is_empty() {
            return;
        }
        let len = bytes.len();
        self.held[side].push(at, bytes);
        let mut message = self.out.take(&mut self.held[side], len);
        let said = self.datagram(&mut message);
        if let Some(before) = self.continues.take() {
            message.fields.insert(0, continues(&message, before));
        }
        self.out.send(message);
        self.latest = at;
        for (which, kind, events) in said {
            if let Some(connection) = self.connections.get_mut(which) {
                connection.happened(&mut self.out, (at, side, kind), events);
            }
        }
        for mut connection in std::mem::take(&mut self.retired) {
            connection.over(&mut self.out, at);
        }
    }

    fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        self.out.send_gap(&mut self.held[side], at, len);
    }

    fn end(&mut self, _at: Option<Timestamp>, side: Side, _ending: &Ending) {
        // Both sides end at once: nothing more was recorded.
        if side == Side::Server {
            for connection in &mut self.connections {
                connection.over(&mut self.out, self.latest);
            }
        }
    }

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
        Quic {
            out: Outbox::new(opening),
            held: Sides::new(Held::new),
            connections: Vec::new(),
            retired: Vec::new(),
            continues: None,
            latest: Timestamp::default(),
        }
    }

    /// Reads the packets of a datagram, one after the other.
    fn datagram(&mut self, message: &mut Message) -> Said {
        let wire = message.wire().clone();
        let (mut at, mut first, mut said) = (0, None::<Bytes>, Vec::new());
        for _ in 0..MOST_PACKETS {
            let Some(bytes) = wire.get(at..).filter(|rest| !rest.is_empty()) else { return said };
            let Some((layout, which)) = self.layout(message.side, bytes) else { break };
            // All packets of a datagram have the same destination (RFC 9000 §12.2).
            let id = wire.slice(at + layout.dcid.start..at + layout.dcid.end);
            if first.get_or_insert_with(|| id.clone()) != &id {
                break;
            }
            let events = self.packet(message, &layout, which, at);
            said.extend(which.map(|which| (which, layout.kind, events)));
            at += layout.end;
        }
        rest(message, at..wire.len(), said.len() >= MOST_PACKETS);
        said
    }

    fn packet(&mut self, message: &mut Message, layout: &Layout, which: Option<usize>, start: usize) -> Vec<Event> {
        let side = message.side;
        let secrets = self.out.opening.secrets;
        let Some(connection) = which.and_then(|at| self.connections.get_mut(at)) else {
            let read = packet::read(message, None, layout, start);
            message.fields.push(read.field);
            return Vec::new();
        };
        let error = connection.error(self.out.opening.registry);
        let mut state = lock(&connection.state);
        let mut read =
            packet::read(message, Some((&mut state, With { tls: &mut connection.tls, secrets, error })), layout, start);
        if !read.opened
            && layout.kind == Kind::Short
            && let Some(instead) = odd::instead(message, &state, &read.field)
        {
            read.field = instead;
        }
        if layout.kind == Kind::Retry {
            let packet = message.wire().get(start..start + layout.end).unwrap_or_default();
            odd::judge_retry(packet, layout, state.origin.as_deref(), secrets.crypto(), &mut read.field);
        }
        let id = |id: &Range<usize>| message.wire().get(start + id.start..start + id.end).unwrap_or_default();
        // A client ignores a Retry whose tag is wrong: anybody can send one.
        let is_forged = read.field.walk().any(|field| field.is(&label::RETRY_TAG) && field.problem.is_some());
        if !is_forged {
            state.learns(side, layout.kind, [&layout.dcid, &layout.scid].map(id), &read.events);
        }
        message.fields.push(read.field);
        // What both sides told openly, or what keys opened; a flood of beginnings that nobody answers is not kept.
        let met = [Side::Client, Side::Server].iter().all(|side| state.sides[*side].ids.given() > 0);
        if (state.is_open() || met) && connection.named != state.given() {
            connection.tls.parameters(Side::Server).into_iter().for_each(|said| state.sides.server.ids.promised(said));
            connection.named = state.given();
            let moves = &self.out.opening.sessions.moves;
            for side in [Side::Client, Side::Server] {
                state.sides[side].ids.all().for_each(|id| moves.add(id, side, || connection.state.clone()));
            }
            if met {
                let length = |side: Side| state.sides[side].ids.all().map(<[u8]>::len).max().unwrap_or(0);
                moves.lives(self.out.opening.ports.server, Sides::new(length));
            }
        }
        read.events
    }
}

/// Says in which flow a connection was before.
fn continues(message: &Message, before: u32) -> Field {
    let flow = StreamNumber::of(before);
    let meaning = format!("it was conversation {flow} before: a connection ID that was given there is used here");
    message.leaf(0, 0..0, &label::CONTINUES, Value::number(flow.number.into()).meaning(meaning))
}

/// What is behind the last packet, or a datagram without any.
fn rest(message: &mut Message, range: Range<usize>, too_many: bool) {
    if range.is_empty() {
        return;
    }
    let (label, meaning): (&'static Label, _) = match range.start {
        0 => (
            &label::FOREIGN,
            "no whole header of QUIC, although it is between the same ports: another protocol, or a packet that was cut",
        ),
        _ if too_many => (&label::FOREIGN, "behind so many packets in one datagram that this program does not read on"),
        _ => (&label::PADDING_AFTER, "it belongs to no packet of this connection, and the receiver ignores it"),
    };
    message.fields.push(message.leaf(0, range, label, Value::NONE.meaning(meaning)));
}
