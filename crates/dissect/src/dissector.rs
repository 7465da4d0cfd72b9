//! Connections become messages, event by event: who recognises what is spoken, and hands it what happens.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::Message;
use crate::protocol::flow::Flow;
use crate::protocol::recogniser::{Recogniser, SIDES};
use crate::protocol::{Ending, Opening};
use crate::protocols::REGISTRY;
use crate::recording::{
    Connection, Recording, Secrets, Side, Sides, StreamNumber, Timestamp, Transport, What, WireEvent,
};
use crate::tls::Sessions;

/// Dissects one connection, event by event. Holds what is not yet a whole message, never the connection.
pub struct Dissector<'s> {
    heard: Heard<'s>,
    /// Who broke the connection off first, and when. What the other side had sent by then may still be on its way.
    reset: Option<(Timestamp, Side)>,
}

/// What carries it.
enum Heard<'s> {
    /// Two streams of TCP.
    Streams(Recogniser<'s>),
    /// Datagrams of UDP.
    Datagrams(Flow<'s>),
}

impl<'s> Dissector<'s> {
    /// A dissector for this connection, whose events are still to come.
    pub fn of(connection: &Connection, secrets: &'s Secrets) -> Dissector<'s> {
        let mut dissector = Dissector::new(connection.id, secrets);
        dissector.opening().ports = Sides::new(|side| connection.end(side).addr.port());
        dissector
    }

    /// A dissector for the connection with this number, whose ports nobody knows: what is told by a port is not recognised.
    pub fn new(connection: u32, secrets: &'s Secrets) -> Dissector<'s> {
        let opening = opening(connection, secrets);
        let heard = match StreamNumber::of(connection).transport {
            Transport::Udp => Heard::Datagrams(Flow::new(opening)),
            Transport::Tcp => Heard::Streams(Recogniser::new(opening)),
        };
        Dissector { heard, reset: None }
    }

    /// The same, for one of several connections in which the sessions of others go on.
    pub fn among(mut self, sessions: &Sessions) -> Dissector<'s> {
        self.opening().sessions = sessions.clone();
        self
    }

    fn opening(&mut self) -> &mut Opening<'s> {
        match &mut self.heard {
            Heard::Streams(spoken) => spoken.opening(),
            Heard::Datagrams(flow) => flow.opening(),
        }
    }

    /// Takes the next event of the connection.
    pub fn push(&mut self, event: &WireEvent) {
        match &mut self.heard {
            Heard::Datagrams(flow) => flow.push(event),
            Heard::Streams(spoken) => {
                if event.what == What::Reset {
                    self.reset = self.reset.or(Some((event.at, event.side)));
                }
                spoken.push(event);
            }
        }
    }

    /// Says that no event will follow: what is held comes out, marked as unfinished.
    pub fn finish(&mut self) {
        let spoken = match &mut self.heard {
            Heard::Datagrams(flow) => return flow.finish(),
            Heard::Streams(spoken) => spoken,
        };
        for side in SIDES {
            match self.reset {
                Some((at, by)) => spoken.end(Some(at), side, &Ending::Reset(by)),
                None => spoken.end(None, side, &Ending::Recording),
            }
        }
    }

    /// The next message that is ready.
    pub fn pop(&mut self) -> Option<Message> {
        match &mut self.heard {
            Heard::Streams(spoken) => spoken.pop(),
            Heard::Datagrams(flow) => flow.pop(),
        }
    }
}

/// What a conversation on a connection begins with of which nothing else is known.
pub(crate) fn opening(connection: u32, secrets: &Secrets) -> Opening<'_> {
    let (ports, sessions) = (Sides::default(), Sessions::default());
    Opening { connection, ports, secrets, sessions, registry: &REGISTRY, depth: 0, covered: false, within: None }
}

/// The messages of all connections, in the order of the events that completed them.
pub fn dissect<'a>(recording: &'a Recording, secrets: &'a Secrets) -> impl Iterator<Item = Message> + 'a {
    Merged {
        due: (0..).zip(&recording.connections).map(|(nth, c)| Reverse((begin(c), nth))).collect(),
        running: recording.connections.iter().map(|c| Running { connection: c, next: 0, dissector: None }).collect(),
        ready: VecDeque::new(),
        secrets,
        sessions: Sessions::default(),
    }
}

/// Several connections, whose events are taken in the order of their time.
struct Merged<'a> {
    /// When each connection goes on, and which it is: the earliest first, of equals the one that was opened first.
    due: BinaryHeap<Reverse<(Timestamp, usize)>>,
    running: Vec<Running<'a>>,
    ready: VecDeque<Message>,
    secrets: &'a Secrets,
    sessions: Sessions,
}

struct Running<'a> {
    connection: &'a Connection,
    next: usize,
    /// There only while the connection is under way.
    dissector: Option<Dissector<'a>>,
}

impl Iterator for Merged<'_> {
    type Item = Message;

    fn next(&mut self) -> Option<Message> {
        while self.ready.is_empty() {
            let Reverse((at, nth)) = self.due.pop()?;
            let running = self.running.get_mut(nth)?;
            let connection = running.connection;
            let dissector = || Dissector::of(connection, self.secrets).among(&self.sessions);
            let dissector = running.dissector.get_or_insert_with(dissector);
            if let Some(event) = connection.events.get(running.next) {
                dissector.push(event);
            }
            running.next += 1;
            match connection.events.get(running.next) {
                Some(event) => self.due.push(Reverse((event.at.max(at), nth))),
                None => dissector.finish(),
            }
            self.ready.extend(std::iter::from_fn(|| dissector.pop()));
            if running.next >= connection.events.len() {
                running.dissector = None;
            }
        }
        self.ready.pop_front()
    }
}

fn begin(connection: &Connection) -> Timestamp {
    connection.events.first().map(|e| e.at).unwrap_or_default()
}
