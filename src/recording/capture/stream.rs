//! TCP segments sorted into connections: which one a segment belongs to, when it opens, how it ends.

use std::collections::HashMap;
use std::net::SocketAddr;

use bytes::Bytes;

use super::direction::{Direction, Events};
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
    opening: Opening,
    client: SocketAddr,
    server: SocketAddr,
    from_client: Direction,
    from_server: Direction,
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
        let by_client = match (segment.syn, segment.ack) {
            (true, None) => true,
            (true, Some(_)) => false,
            _ => from.port() >= to.port(),
        };
        let (client, server) = if by_client { (from, to) } else { (to, from) };
        let (from_client, from_server) = (Direction::new(Side::Client), Direction::new(Side::Server));
        Flow { opening: Opening::Unseen, client, server, from_client, from_server, events: Events::default() }
    }

    /// Whether the segment asks for a new connection between the same two addresses.
    fn ends_before(&self, segment: &Segment) -> bool {
        let again = segment.from == self.client && self.from_client.began_at(segment.seq.wrapping_add(1));
        segment.syn && segment.ack.is_none() && !again
    }

    fn push(&mut self, side: Side, segment: &Segment, seen: &Seen) {
        self.events.clock = self.events.clock.max(seen.at);
        self.open(segment, seen);
        let (this, other, events) = self.directions(side);
        let seq = segment.seq.wrapping_add(segment.syn.into());
        this.begin(seq);
        if let Some(ack) = segment.ack {
            other.begin(ack);
            if !segment.reset {
                other.acknowledged(ack, events);
                other.close(this.closed(), events);
            }
        }
        if segment.reset {
            // What it carries, if anything, is a remark and not data.
            this.flush(events);
            this.close(other.closed(), events);
            this.reset(seen.number, events);
        } else {
            this.push(seq, segment, seen, events);
            this.close(other.closed(), events);
        }
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

    /// Bytes that wait for earlier ones.
    fn waiting(&self) -> usize {
        self.from_client.waiting_bytes() + self.from_server.waiting_bytes()
    }

    /// Declares the hole that the first waiting bytes of a side wait for.
    fn give_up_waiting(&mut self, side: Side) {
        let (this, other, events) = self.directions(side);
        this.give_up_waiting(events);
        this.close(other.closed(), events);
    }

    fn finish(mut self, id: u32) -> Connection {
        for side in [Side::Client, Side::Server] {
            let (this, other, events) = self.directions(side);
            this.flush(events);
            this.close(other.closed(), events);
        }
        let endpoint = |addr: SocketAddr| Endpoint { name: addr.to_string(), addr };
        let (client, server) = (endpoint(self.client), endpoint(self.server));
        Connection { id, hop: 0, client, server, events: self.events.list }
    }

    /// What this side sends, what the other sends, what is told of both.
    fn directions(&mut self, side: Side) -> (&mut Direction, &mut Direction, &mut Events) {
        match side {
            Side::Client => (&mut self.from_client, &mut self.from_server, &mut self.events),
            Side::Server => (&mut self.from_server, &mut self.from_client, &mut self.events),
        }
    }
}
