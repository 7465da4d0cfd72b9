//! TCP segments sorted into connections: which one a segment belongs to, and when nothing more is heard of it.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;

use super::entry::Entry;
use super::flow::{Flow, Seen};
use super::segment::Segment;
use crate::recording::{Connection, Encapsulation, WireEvent};

/// No more than this many bytes wait for earlier ones, over all connections.
const MAX_WAITING: usize = 64 << 20;

/// So many connections are followed at once. Beyond that, those that were silent the longest end, as far as the reader
/// is concerned.
const MAX_CONNECTIONS: usize = 16_384;

/// The connections under way.
#[derive(Default)]
pub(super) struct Streams {
    flows: HashMap<(SocketAddr, SocketAddr), Flow>, // between these, the smaller address first
    begun: u32,
    waiting: usize,
    events: Vec<WireEvent>, // empty between two segments; its memory is used again and again
}

impl Streams {
    /// Takes the next segment of the capture.
    pub fn push(&mut self, segment: Segment, seen: Seen, through: Vec<Encapsulation>, out: &mut VecDeque<Entry>) {
        self.quote(&segment, seen, through, out);
        let key = (segment.from.min(segment.to), segment.from.max(segment.to));
        let Some(flow) = self.flows.get_mut(&key) else { return };
        let (before, over) = (flow.waiting(), flow.over);
        std::mem::swap(flow.settled(), &mut self.events);
        flow.push(segment, seen);
        while self.waiting - before + flow.waiting() > MAX_WAITING && flow.waiting() > 0 {
            flow.give_up_waiting();
        }
        self.waiting = self.waiting - before + flow.waiting();
        std::mem::swap(flow.settled(), &mut self.events);
        let connection = flow.id;
        out.extend(self.events.drain(..).map(|event| Entry::Event { connection, event }));
        if flow.over && !over {
            out.push_back(Entry::Over { connection });
        }
    }

    /// Finds the connection of a segment, or begins it. That is all there is to one that somebody quotes.
    pub fn quote(&mut self, segment: &Segment, seen: Seen, through: Vec<Encapsulation>, out: &mut VecDeque<Entry>) {
        let key = (segment.from.min(segment.to), segment.from.max(segment.to));
        match self.flows.get(&key) {
            Some(flow) if !flow.ends_before(segment) => {}
            Some(_) => {
                self.end(&key, out);
                self.begin(key, segment, seen, through, out);
            }
            None => self.begin(key, segment, seen, through, out),
        }
    }

    /// Nothing follows: whatever still waits comes after the hole that it waits for.
    pub fn finish(&mut self, out: &mut VecDeque<Entry>) {
        let mut all: Vec<_> = self.flows.iter().map(|(key, flow)| (flow.id, *key)).collect();
        all.sort_unstable();
        all.iter().for_each(|(_, key)| self.end(key, out));
    }

    fn begin(
        &mut self,
        key: (SocketAddr, SocketAddr),
        segment: &Segment,
        seen: Seen,
        through: Vec<Encapsulation>,
        out: &mut VecDeque<Entry>,
    ) {
        if self.flows.len() >= MAX_CONNECTIONS {
            self.forget(out);
        }
        let flow = Flow::new(self.begun, segment);
        self.begun = self.begun.wrapping_add(1);
        out.push_back(Entry::Connection(Connection { through, ..flow.connection(segment, seen) }));
        self.flows.insert(key, flow);
    }

    /// Ends a quarter of all connections: those that were silent the longest.
    fn forget(&mut self, out: &mut VecDeque<Entry>) {
        let mut all: Vec<_> = self.flows.iter().map(|(key, flow)| (flow.last, flow.id, *key)).collect();
        all.sort_unstable();
        all.iter().take(MAX_CONNECTIONS / 4).for_each(|(_, _, key)| self.end(key, out));
    }

    fn end(&mut self, key: &(SocketAddr, SocketAddr), out: &mut VecDeque<Entry>) {
        let Some(mut flow) = self.flows.remove(key) else { return };
        self.waiting -= flow.waiting();
        flow.finish();
        let connection = flow.id;
        out.extend(flow.settled().drain(..).map(|event| Entry::Event { connection, event }));
        if !flow.over {
            out.push_back(Entry::Over { connection });
        }
    }

    /// The number of the latest connection between these two.
    pub fn between(&self, (one, other): (SocketAddr, SocketAddr)) -> Option<u32> {
        self.flows.get(&(one.min(other), one.max(other))).map(|flow| flow.id)
    }
}
