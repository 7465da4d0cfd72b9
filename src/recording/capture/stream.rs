//! TCP segments put back together into connections and what was said on them.
//!
//! Each direction is read in the order of its sequence numbers, which count bytes modulo 2^32, a SYN and a FIN as one
//! each (RFC 9293 §3.4). Bytes that came before are dropped, bytes that come too early wait for the earlier ones. A hole
//! becomes a [`What::Gap`] when it is certain: the receiver acknowledges what the capture does not have, too much waits
//! for it, or the capture ends.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;

use bytes::Bytes;

use super::segment::Segment;
use crate::recording::{Connection, Endpoint, Packet, Recording, Side, Timestamp, What, WireEvent};

/// No more than this many bytes wait for earlier ones, over all connections.
const MAX_WAITING: usize = 64 << 20;

/// All connections of a capture.
#[derive(Default)]
pub(super) struct Streams {
    flows: Vec<Flow>,
    current: HashMap<(SocketAddr, SocketAddr), usize>, // between these, the smaller address first
    waiting: usize,
}

/// The packet in hand: when it was seen, its number, its bytes.
pub(super) struct Seen<'a> {
    pub at: Timestamp,
    pub number: u64,
    pub bytes: &'a Bytes,
}

impl Streams {
    /// Takes the next segment of the capture.
    pub fn push(&mut self, segment: &Segment, seen: &Seen) {
        let index = self.flow(segment);
        let flow = &mut self.flows[index];
        let side = if segment.from == flow.client { Side::Client } else { Side::Server };
        let before = flow.waiting();
        flow.push(side, segment, seen);
        if self.waiting - before + flow.waiting() > MAX_WAITING {
            flow.give_up_waiting(side);
        }
        self.waiting = self.waiting - before + flow.waiting();
    }

    /// The recording: whatever still waits comes after the hole that it waits for.
    pub fn finish(self) -> Recording {
        let connections = self.flows.into_iter().enumerate().map(|(id, flow)| flow.finish(id as u32));
        Recording { connections: connections.collect() }
    }

    /// The connection that a segment belongs to, which may begin with it.
    fn flow(&mut self, segment: &Segment) -> usize {
        let key = (segment.from.min(segment.to), segment.from.max(segment.to));
        if let Some(&index) = self.current.get(&key)
            && !self.flows[index].ends_before(segment)
        {
            return index;
        }
        self.flows.push(Flow::new(segment));
        self.current.insert(key, self.flows.len() - 1);
        self.flows.len() - 1
    }
}

/// A connection while it is read.
struct Flow {
    client: SocketAddr,
    server: SocketAddr,
    opening: Opening,
    ends: [End; 2], // client, server
    events: Events,
}

/// How far the handshake has come.
enum Opening {
    /// Nothing seen of it.
    Unseen,
    /// Asked for, in this packet.
    Asked(Timestamp, u64),
    /// The event has been told.
    Told,
}

impl Flow {
    /// The connection that begins with this segment. Who is the client is clear from a SYN; where the capture began too
    /// late, the lower port is taken for the server's.
    fn new(segment: &Segment) -> Flow {
        let (from, to) = (segment.from, segment.to);
        let from_client = match (segment.syn, segment.ack) {
            (true, None) => true,
            (true, Some(_)) => false,
            _ => from.port() >= to.port(),
        };
        let (client, server) = if from_client { (from, to) } else { (to, from) };
        Flow { client, server, opening: Opening::Unseen, ends: Default::default(), events: Events::default() }
    }

    /// Whether the segment asks for a new connection between the same two addresses.
    fn ends_before(&self, segment: &Segment) -> bool {
        let again = segment.from == self.client && self.ends[0].base == Some(segment.seq.wrapping_add(1));
        segment.syn && segment.ack.is_none() && !again
    }

    fn push(&mut self, side: Side, segment: &Segment, seen: &Seen) {
        self.events.clock = self.events.clock.max(seen.at);
        self.open(segment, seen);
        let seq = segment.seq.wrapping_add(segment.syn.into());
        self.end(side).base.get_or_insert(seq);
        if let Some(ack) = segment.ack {
            self.end(side.other()).base.get_or_insert(ack);
            if !segment.reset {
                let (end, events) = (&mut self.ends[index(side.other())], &mut self.events);
                end.acknowledged(side.other(), ack, events);
                self.close(side.other());
            }
        }
        if segment.reset {
            return self.reset(side, seen); // what it carries, if anything, is a remark and not data
        }
        let (end, events) = (&mut self.ends[index(side)], &mut self.events);
        end.push(side, seq, segment, seen, events);
        self.close(side);
    }

    /// A connection is open once a SYN was answered with anything but a RST.
    fn open(&mut self, segment: &Segment, seen: &Seen) {
        let asks = segment.syn && segment.ack.is_none();
        if matches!(self.opening, Opening::Unseen) && segment.syn {
            self.opening = Opening::Asked(seen.at, seen.number);
        }
        if let Opening::Asked(at, number) = self.opening
            && !asks
            && !segment.reset
        {
            self.opening = Opening::Told;
            let packet = Some(Packet { number, range: 0..0 });
            self.events.list.push(WireEvent { at, side: Side::Client, what: What::Open, packet });
        }
    }

    /// Tells that a side has sent its last byte, once that is in the events.
    fn close(&mut self, side: Side) {
        let other_closed = self.end(side.other()).closed;
        let end = self.end(side);
        if let Some((fin, number)) = end.fin
            && end.next >= fin
            && !end.closed
        {
            end.closed = true;
            let what = if other_closed { What::Close } else { What::HalfClose };
            self.events.push(side, what, Some(Packet { number, range: 0..0 }));
        }
    }

    fn reset(&mut self, side: Side, seen: &Seen) {
        self.flush(side);
        if !std::mem::replace(&mut self.end(side).reset, true) {
            self.events.push(side, What::Reset, Some(Packet { number: seen.number, range: 0..0 }));
        }
    }

    /// Bytes that wait for earlier ones.
    fn waiting(&self) -> usize {
        self.ends.iter().map(|end| end.waiting_bytes).sum()
    }

    /// Declares the hole that the first waiting bytes wait for.
    fn give_up_waiting(&mut self, side: Side) {
        let end = &mut self.ends[index(side)];
        if let Some((&first, _)) = end.waiting.first_key_value() {
            end.advance(side, first, &mut self.events);
            self.close(side);
        }
    }

    /// Declares all holes.
    fn flush(&mut self, side: Side) {
        let end = &mut self.ends[index(side)];
        let last = end.waiting.last_key_value().map(|(&position, _)| position);
        if let Some(target) = last.max(end.fin.map(|(fin, _)| fin)) {
            end.advance(side, target, &mut self.events);
        }
        self.close(side);
    }

    fn finish(mut self, id: u32) -> Connection {
        self.flush(Side::Client);
        self.flush(Side::Server);
        let endpoint = |addr: SocketAddr| Endpoint { name: addr.to_string(), addr };
        let (client, server) = (endpoint(self.client), endpoint(self.server));
        Connection { id, hop: 0, client, server, events: self.events.list }
    }

    fn end(&mut self, side: Side) -> &mut End {
        &mut self.ends[index(side)]
    }
}

/// What one side has sent so far. Positions count its bytes from 0.
#[derive(Default)]
struct End {
    base: Option<u32>, // the sequence number of position 0
    next: u64,         // everything before this position is in the events
    waiting: BTreeMap<u64, Piece>,
    waiting_bytes: usize,
    fin: Option<(u64, u64)>, // the position after the last byte; the packet that said so
    closed: bool,
    reset: bool,
}

/// The payload of one packet.
struct Piece {
    bytes: Bytes,
    cut_off: u64, // bytes after these that the capture did not keep
    number: u64,
    start: usize, // in the packet
}

impl End {
    /// The position that a sequence number stands for: the one nearest to what comes next.
    fn position(&self, seq: u32) -> i64 {
        let next = self.base.unwrap_or(seq).wrapping_add(self.next as u32);
        self.next as i64 + i64::from(seq.wrapping_sub(next) as i32)
    }

    /// Takes the payload and the FIN of a segment.
    fn push(&mut self, side: Side, seq: u32, segment: &Segment, seen: &Seen, events: &mut Events) {
        let position = self.position(seq);
        let len = segment.payload.len() as i64 + segment.cut_off as i64;
        if segment.fin && self.fin.is_none() {
            self.fin = u64::try_from(position + len).ok().map(|fin| (fin, seen.number));
        }
        if len == 0 || position + len <= self.next as i64 || self.fin.is_some_and(|(fin, _)| position >= fin as i64) {
            return;
        }
        // What lies before position 0 (a capture that begins in the middle) counts as seen before.
        let early = usize::try_from(-position).unwrap_or(0).min(segment.payload.len());
        let start = segment.payload.start + early;
        let bytes = seen.bytes.slice(start..segment.payload.end);
        let piece = Piece { bytes, cut_off: segment.cut_off, number: seen.number, start };
        let position = position.max(0) as u64;
        if position <= self.next {
            self.deliver(side, position, piece, events);
            self.deliver_waiting(side, events);
        } else {
            self.wait(position, piece);
        }
    }

    /// Keeps a piece for later; of two that begin at the same place, the longer one.
    fn wait(&mut self, position: u64, piece: Piece) {
        let held = self.waiting.get(&position).map_or(0, |p| p.bytes.len());
        if held == 0 || held < piece.bytes.len() {
            self.waiting_bytes = self.waiting_bytes + piece.bytes.len() - held;
            self.waiting.insert(position, piece);
        }
    }

    /// The other side has everything up to this sequence number: what is not here by now will not come. One byte too
    /// many says nothing yet: it may be a FIN that the capture missed.
    fn acknowledged(&mut self, side: Side, ack: u32, events: &mut Events) {
        let position = self.position(ack);
        let target = match self.fin {
            Some((fin, _)) => position.min(fin as i64),
            None if position == self.next as i64 + 1 => return,
            None => position,
        };
        if let Ok(target) = u64::try_from(target) {
            self.advance(side, target, events);
        }
    }

    /// Goes on to this position at least, with gaps for what is missing on the way.
    fn advance(&mut self, side: Side, target: u64, events: &mut Events) {
        self.deliver_waiting(side, events);
        while self.next < target {
            let hole_end = self.waiting.first_key_value().map_or(target, |(&first, _)| first.min(target));
            events.gap(side, hole_end - self.next);
            self.next = hole_end;
            self.deliver_waiting(side, events);
        }
    }

    /// Delivers whatever waits for nothing any more.
    fn deliver_waiting(&mut self, side: Side, events: &mut Events) {
        while let Some(entry) = self.waiting.first_entry()
            && *entry.key() <= self.next
        {
            let (position, piece) = entry.remove_entry();
            self.waiting_bytes -= piece.bytes.len();
            self.deliver(side, position, piece, events);
        }
    }

    /// Turns a piece that begins at `next` or before into events, as far as it is new.
    fn deliver(&mut self, side: Side, position: u64, piece: Piece, events: &mut Events) {
        let known = usize::try_from(self.next - position).unwrap_or(usize::MAX).min(piece.bytes.len());
        let new = piece.bytes.slice(known..);
        let whole_end = position + piece.bytes.len() as u64 + piece.cut_off;
        if !new.is_empty() {
            self.next += new.len() as u64;
            let range = piece.start + known..piece.start + piece.bytes.len();
            events.push(side, What::Bytes(new), Some(Packet { number: piece.number, range }));
        }
        if whole_end > self.next {
            events.gap(side, whole_end - self.next);
            self.next = whole_end;
        }
    }
}

/// The events of a connection, in order of time.
#[derive(Default)]
struct Events {
    list: Vec<WireEvent>,
    clock: Timestamp, // of the latest packet
}

impl Events {
    fn push(&mut self, side: Side, what: What, packet: Option<Packet>) {
        self.list.push(WireEvent { at: self.clock, side, what, packet });
    }

    /// Missing bytes; a hole next to a hole is one hole.
    fn gap(&mut self, side: Side, len: u64) {
        match self.list.last_mut() {
            Some(WireEvent { side: last, what: What::Gap(before), .. }) if *last == side => *before += len,
            _ => self.push(side, What::Gap(len), None),
        }
    }
}

fn index(side: Side) -> usize {
    match side {
        Side::Client => 0,
        Side::Server => 1,
    }
}
