//! Bytes become messages, messages become fields: total, pure, and to the last byte.
//!
//! [`dissect`] does no I/O, reads no clock, never panics and returns no error: what is not understood is in the result
//! as a leaf `wirewalk.unexplained`, what is wrong carries a [`Problem`]. Leaves tile every source.

pub mod field;
pub mod file;
pub mod message;

pub use field::{Datum, Field, Label, Problem, Span, Value};
pub use file::{File, Kind, file};
pub use message::{Message, Origin, Source};

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::recording::{Connection, Recording, Secrets, Side, Timestamp, What, WireEvent};
use http::{Conversation, Ending};

mod cursor;
mod der;
mod fernet;
mod held;
mod http;
mod keys;
pub mod names;
mod pbe;
mod pem;
pub mod tiling;
pub mod x509;

/// Dissects one connection, event by event. Holds what is not yet a whole message, never the connection.
pub struct Dissector<'s> {
    conversation: Conversation<'s>,
}

impl<'s> Dissector<'s> {
    /// A dissector for the connection with this number.
    pub fn new(connection: u32, secrets: &'s Secrets) -> Dissector<'s> {
        Dissector { conversation: Conversation::new(connection, secrets) }
    }

    /// Takes the next event of the connection.
    pub fn push(&mut self, event: &WireEvent) {
        let (at, side) = (event.at, event.side);
        match &event.what {
            What::Open => {}
            What::Bytes(bytes) => self.conversation.bytes(at, side, bytes.clone()),
            What::Gap(len) => self.conversation.gap(at, side, *len),
            What::HalfClose => self.conversation.end(Some(at), side, &Ending::HalfClose(side)),
            What::Close => self.end(Some(at), &Ending::Close),
            What::Reset => self.end(Some(at), &Ending::Reset(side)),
        }
    }

    /// Says that no event will follow: what is held comes out, marked as unfinished.
    pub fn finish(&mut self) {
        self.end(None, &Ending::Recording);
    }

    /// The next message that is ready.
    pub fn pop(&mut self) -> Option<Message> {
        self.conversation.pop()
    }

    fn end(&mut self, at: Option<Timestamp>, ending: &Ending) {
        self.conversation.end(at, Side::Client, ending);
        self.conversation.end(at, Side::Server, ending);
    }
}

/// The messages of all connections, in the order of the events that completed them.
pub fn dissect<'a>(recording: &'a Recording, secrets: &'a Secrets) -> impl Iterator<Item = Message> + 'a {
    Merged {
        due: (0..).zip(&recording.connections).map(|(nth, c)| Reverse((begin(c), nth))).collect(),
        running: recording.connections.iter().map(|c| Running { connection: c, next: 0, dissector: None }).collect(),
        ready: VecDeque::new(),
        secrets,
    }
}

/// Several connections, whose events are taken in the order of their time.
struct Merged<'a> {
    /// When each connection goes on, and which it is: the earliest first, of equals the one that was opened first.
    due: BinaryHeap<Reverse<(Timestamp, usize)>>,
    running: Vec<Running<'a>>,
    ready: VecDeque<Message>,
    secrets: &'a Secrets,
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
            let dissector = running.dissector.get_or_insert_with(|| Dissector::new(connection.id, self.secrets));
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
