//! One connection while it is read: how it opens, what causes what, how it ends.

use std::collections::VecDeque;
use std::net::SocketAddr;

use bytes::Bytes;

use super::direction::{Direction, Events};
use super::segment::Segment;
use crate::recording::{Connection, Endpoint, Packet, Side, Timestamp, What, WireEvent};

/// So many segments wait for what was sent before them and for what they acknowledge: packets may stand in a capture in
/// another order than they were sent. What has not come by then goes its own way, or was lost.
const PATIENCE: usize = 16;

/// More bytes than so many segments can bring: they were lost, and nothing waits for them.
const TOO_MANY: u64 = (PATIENCE as u64) << 16;

/// What a held segment takes beside its bytes, about.
const HELD_OVERHEAD: usize = 256;

/// When a packet was seen, and its number.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub at: Timestamp,
    pub number: u64,
}

/// A connection while it is read.
pub(super) struct Flow {
    /// Its number.
    pub id: u32,
    /// The number of its latest packet.
    pub last: u64,
    /// Whether both sides have said that they will send no more, and all of it has been told.
    pub over: bool,
    opening: Opening,
    /// Who broke it off, in which packet, before it was open: the client may ask again.
    refused: Option<(Side, Seen)>,
    client: SocketAddr,
    server: SocketAddr,
    from_client: Direction,
    from_server: Direction,
    early: VecDeque<(Side, Segment, Seen)>,
    early_bytes: usize,
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
    /// late, from words that only one side has, or else the lower port is taken for the server's.
    pub fn new(id: u32, segment: &Segment) -> Flow {
        let (from, to) = (segment.from, segment.to);
        let by_client = match (segment.syn, segment.ack) {
            (true, None) => true,
            (true, Some(_)) => false,
            _ => by_client(&segment.bytes).unwrap_or(from.port() >= to.port()),
        };
        let (client, server) = if by_client { (from, to) } else { (to, from) };
        Flow {
            id,
            last: 0,
            over: false,
            opening: Opening::Unseen,
            refused: None,
            client,
            server,
            from_client: Direction::new(Side::Client),
            from_server: Direction::new(Side::Server),
            early: VecDeque::new(),
            early_bytes: 0,
            events: Events::default(),
        }
    }

    /// Between whom it is, without what happened on it: of that only whether this segment, its first, asks for it.
    pub fn connection(&self, first: &Segment, seen: Seen) -> Connection {
        let endpoint = |addr: SocketAddr| Endpoint { name: addr.to_string(), addr };
        let (client, server) = (endpoint(self.client), endpoint(self.server));
        let packet = Some(Packet { number: seen.number, range: 0..0 });
        let asked = WireEvent { at: seen.at, side: Side::Client, what: What::Open, packet };
        // Who refuses a SYN that the capture missed has no number to begin with (RFC 9293 §3.10.7.1).
        let refuses = first.reset && first.seq == 0 && first.ack.is_some();
        let events = if first.syn || refuses { vec![asked] } else { Vec::new() };
        Connection { id: self.id, hop: 0, client, server, through: Vec::new(), events }
    }

    /// Whether the segment asks for a new connection between the same two addresses.
    pub fn ends_before(&self, segment: &Segment) -> bool {
        let again = segment.from == self.client && self.from_client.began_at(segment.seq.wrapping_add(1));
        // Of one that was only quoted nothing is known yet.
        segment.syn && segment.ack.is_none() && !again && self.last > 0
    }

    /// The events that have been settled since they were last taken, to be taken out.
    pub fn settled(&mut self) -> &mut Vec<WireEvent> {
        &mut self.events.list
    }

    /// The memory that waits, about.
    pub fn waiting(&self) -> usize {
        self.from_client.waiting_bytes() + self.from_server.waiting_bytes() + self.early_bytes
    }

    /// Takes the next segment.
    pub fn push(&mut self, segment: Segment, seen: Seen) {
        self.last = seen.number;
        let side = if segment.from == self.client { Side::Client } else { Side::Server };
        if self.is_stray(side, &segment) {
            return;
        }
        let (this, other, _) = self.directions(side);
        if segment.syn {
            this.begin_again(segment.seq.wrapping_add(1));
        }
        if let Some(ack) = segment.ack {
            other.choose(ack);
        }
        if self.missing(side, &segment) > TOO_MANY {
            self.release_all();
        }
        if self.is_early(side, &segment, self.early.len()) {
            let segment = Segment { bytes: Bytes::copy_from_slice(&segment.bytes), ..segment };
            self.early_bytes += HELD_OVERHEAD + segment.bytes.len();
            self.early.push_back((side, segment, seen));
            if self.early.len() > PATIENCE {
                self.release(0);
            }
        } else {
            self.accept(side, &segment, seen);
        }
        let in_time = |flow: &Flow| {
            let mut held = flow.early.iter().enumerate();
            held.find(|(i, (side, segment, _))| !flow.is_early(*side, segment, *i)).map(|(i, _)| i)
        };
        while let Some(i) = in_time(self) {
            self.release(i);
        }
        self.over = self.early.is_empty() && self.from_client.closed() && self.from_server.closed();
    }

    /// Whether a segment that answers a SYN acknowledges something else: the server's machine remembers an earlier connection between
    /// these two, and the client will say that it does not (RFC 9293 §3.5.1, RFC 5961 §4).
    fn is_stray(&self, side: Side, segment: &Segment) -> bool {
        let asked = matches!(self.opening, Opening::Asked(..)) && side == Side::Server && !segment.syn;
        asked && segment.ack.is_some_and(|ack| self.from_client.is_far_from(ack))
    }

    /// Whether a segment comes before its causes, or follows on one of the first `before` held that does.
    fn is_early(&self, side: Side, segment: &Segment, before: usize) -> bool {
        let follows = |(held, earlier, _): &(Side, Segment, Seen)| {
            *held == side && segment.seq.wrapping_sub(earlier.seq) as i32 >= 0
        };
        (1..=TOO_MANY).contains(&self.missing(side, segment)) || self.early.iter().take(before).any(follows)
    }

    /// How many bytes have not come that a segment acknowledges, or that its side sent before it.
    fn missing(&self, side: Side, segment: &Segment) -> u64 {
        let (this, other) = match side {
            Side::Client => (&self.from_client, &self.from_server),
            Side::Server => (&self.from_server, &self.from_client),
        };
        this.lacks(segment.seq).max(segment.ack.map_or(0, |ack| other.lacks(ack)))
    }

    fn release_all(&mut self) {
        while !self.early.is_empty() {
            self.release(0);
        }
    }

    /// Accepts a segment that was held.
    fn release(&mut self, i: usize) {
        if let Some((side, segment, seen)) = self.early.remove(i) {
            self.early_bytes -= HELD_OVERHEAD + segment.bytes.len();
            self.accept(side, &segment, seen);
        }
    }

    fn accept(&mut self, side: Side, segment: &Segment, seen: Seen) {
        self.events.clock = self.events.clock.max(seen.at);
        self.open(segment, seen);
        if segment.reset && matches!(self.opening, Opening::Asked(..)) {
            self.refused.get_or_insert((side, seen));
            return;
        }
        let (this, other, events) = self.directions(side);
        let seq = segment.seq.wrapping_add(segment.syn.into());
        this.begin(seq, segment.bytes.is_empty() && !segment.syn);
        if let Some(ack) = segment.ack {
            other.begin(ack, false);
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
    fn open(&mut self, segment: &Segment, seen: Seen) {
        let asks = segment.syn && segment.ack.is_none();
        if matches!(self.opening, Opening::Unseen) && segment.syn {
            self.opening = Opening::Asked(seen.at, seen.number);
        }
        if let Opening::Asked(at, number) = self.opening
            && !asks
            && !segment.reset
        {
            self.opening = Opening::Told;
            self.refused = None;
            let packet = Some(Packet { number, range: 0..0 });
            self.events.list.push(WireEvent { at, side: Side::Client, what: What::Open, packet });
        }
    }

    /// Too much waits: what this side waits for will not come.
    pub fn give_up_waiting(&mut self) {
        if !self.early.is_empty() {
            return self.release(0);
        }
        let side = match self.from_client.waiting_bytes() >= self.from_server.waiting_bytes() {
            true => Side::Client,
            false => Side::Server,
        };
        let (this, other, events) = self.directions(side);
        this.give_up_waiting(events);
        this.close(other.closed(), events);
    }

    /// Nothing will follow: whatever still waits comes after the hole that it waits for.
    pub fn finish(&mut self) {
        self.release_all();
        if let Some((side, seen)) = self.refused.take() {
            self.events.clock = seen.at;
            let (this, _, events) = self.directions(side);
            this.reset(seen.number, events);
        }
        for side in [Side::Client, Side::Server] {
            let (this, other, events) = self.directions(side);
            this.flush(events);
            this.close(other.closed(), events);
        }
        self.events.settle();
    }

    /// What this side sends, what the other sends, what is told of both.
    fn directions(&mut self, side: Side) -> (&mut Direction, &mut Direction, &mut Events) {
        match side {
            Side::Client => (&mut self.from_client, &mut self.from_server, &mut self.events),
            Side::Server => (&mut self.from_server, &mut self.from_client, &mut self.events),
        }
    }
}

/// Whether a client says this, or a server: hellos of TLS, requests and answers of HTTP; `None`: either may.
fn by_client(payload: &[u8]) -> Option<bool> {
    const ASKS: [&[u8]; 8] =
        [b"GET ", b"POST ", b"HEAD ", b"PUT ", b"DELETE ", b"OPTIONS ", b"CONNECT ", b"PRI * HTTP/2"];
    match payload {
        [22, 3, 0..=4, _, _, 1, ..] => Some(true),
        [22, 3, 0..=4, _, _, 2, ..] => Some(false),
        _ if payload.starts_with(b"HTTP/1.") => Some(false),
        _ if ASKS.iter().any(|word| payload.starts_with(word)) => Some(true),
        _ => None,
    }
}
