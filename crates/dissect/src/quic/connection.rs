//! A connection in one flow: its handshake, and what is spoken on its streams.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::context::Event;
use super::header::Kind;
use super::state::State;
use super::streams::{Told, What};
use crate::field::Value;
use crate::protocol::{Ending, Opening, Outbox, Registry, StreamEnd, Streams};
use crate::recording::{Side, Timestamp};
use crate::tls::Levels;

/// So much of what the client sent early waits until it is known whether the server takes it.
const MOST_EARLY: usize = 1024;

/// A connection.
pub(super) struct Connection<'s> {
    pub(super) tls: Levels<'s>,
    pub(super) state: Shared,
    spoken: Option<Box<dyn Streams<'s> + Send + 's>>,
    /// Whether it is known what is spoken, or that nobody here reads it.
    settled: bool,
    early: Vec<(Timestamp, Side, Event)>,
    /// The names that were given out are known to other flows.
    pub(super) named: usize,
}

/// What the flows of a connection share.
pub(super) type Shared = Arc<Mutex<State>>;

/// What is known of a connection, to be changed.
pub(super) fn lock(state: &Shared) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'s> Connection<'s> {
    pub(super) fn new(opening: Opening<'s>) -> Connection<'s> {
        let state = State::in_flow(opening.connection);
        Connection::of(opening, Arc::new(Mutex::new(state)))
    }

    /// Goes on with a connection that began in another flow.
    pub(super) fn of(opening: Opening<'s>, state: Shared) -> Connection<'s> {
        lock(&state).flows += 1;
        Connection { tls: Levels::new(opening), state, spoken: None, settled: false, early: Vec::new(), named: 0 }
    }

    /// Takes note of what a packet of this kind said.
    pub(super) fn happened(
        &mut self,
        out: &mut Outbox<'s>,
        (at, side, kind): (Timestamp, Side, Kind),
        events: Vec<Event>,
    ) {
        // A connection may move before anything is said on a stream, and what is spoken was settled here.
        if let Some(name) = self.tls.alpn() {
            lock(&self.state).alpn.get_or_insert_with(|| name.to_vec());
        }
        if !events.is_empty() && kind == Kind::ZeroRtt && self.tls.early_accepted().is_none() {
            let room = MOST_EARLY.saturating_sub(self.early.len());
            self.early.extend(events.into_iter().take(room).map(|event| (at, side, event)));
            return;
        }
        self.decide_early(out, kind == Kind::Short && side == Side::Client);
        if kind == Kind::ZeroRtt && self.tls.early_accepted() == Some(false) {
            lock(&self.state).streams.forget_early();
            return;
        }
        events.into_iter().for_each(|event| self.tell(out, at, side, event));
    }

    /// What the client sent early is heard if the server takes it; `now`: nobody will say any more whether it does.
    fn decide_early(&mut self, out: &mut Outbox<'s>, now: bool) {
        if self.early.is_empty() {
            return;
        }
        match self.tls.early_accepted() {
            None if !now => {}
            Some(false) => {
                self.early.clear();
                lock(&self.state).streams.forget_early();
            }
            _ => std::mem::take(&mut self.early)
                .into_iter()
                .for_each(|(at, side, event)| self.tell(out, at, side, event)),
        }
    }

    /// The recording ends, or the connection did.
    pub(super) fn over(&mut self, out: &mut Outbox<'s>, at: Timestamp) {
        self.decide_early(out, true);
        let (mut told, mine) = (Vec::new(), out.opening.connection);
        let closed = {
            let mut state = lock(&self.state);
            state.flows = state.flows.saturating_sub(1);
            match (state.flow == mine, state.flows) {
                (true, 0) => state.streams.over(&mut told),
                // It may go on in another flow, where a stream stands as it does now.
                (true, _) => state.streams.release(&mut told),
                (false, _) => {}
            }
            state.closed
        };
        told.into_iter().for_each(|told| self.tell(out, at, told.side, Event::Told(told)));
        let ending = if closed { Ending::Close } else { Ending::Recording };
        self.say(out, |spoken| spoken.over(None, &ending));
    }

    fn tell(&mut self, out: &mut Outbox<'s>, at: Timestamp, side: Side, event: Event) {
        self.settle(out);
        match event {
            Event::Told(Told { side, stream, what: What::Bytes(from, bytes) }) => {
                self.say(out, |spoken| spoken.bytes(at, side, stream, from, bytes));
            }
            Event::Told(Told { side, stream, what: What::Gap(len) }) => {
                self.say(out, |spoken| spoken.gap(at, side, stream, len));
            }
            Event::Told(Told { side, stream, what: What::End(how) }) => {
                self.say(out, |spoken| spoken.end(at, side, stream, how));
            }
            // Who sends on a stream is told to stop by who receives.
            Event::Stop { stream, code } => {
                self.say(out, |spoken| spoken.end(at, side.other(), stream, StreamEnd::Stopped(code)));
            }
            Event::Datagram { from, bytes } => self.say(out, |spoken| spoken.datagram(at, side, from, bytes)),
            Event::Named { .. } | Event::Closes => {}
        }
    }

    /// What is spoken: what both sides settled, or, if nobody saw the server choose, what the client offers and is known here.
    fn settle(&mut self, out: &Outbox<'s>) {
        if self.settled {
            return;
        }
        let registry = out.opening.registry;
        let find = |name: &[u8]| registry.over_streams.iter().find(|protocol| protocol.alpn.contains(&name));
        let mut state = lock(&self.state);
        let chosen = self.tls.alpn().or(state.alpn.as_deref());
        let found = match chosen {
            Some(name) => find(name).map(|protocol| (protocol, name.to_vec())),
            None => self.tls.offered().iter().find_map(|name| Some((find(name)?, name.clone()))),
        };
        self.settled = true;
        if let Some((protocol, name)) = found {
            state.alpn = Some(name);
            self.spoken = Some((protocol.open)(Opening { covered: true, ..out.opening.clone() }));
        }
    }

    /// What the codes mean of the protocol that is spoken, if that is known.
    pub(super) fn error(&self, registry: &'static Registry) -> Option<fn(u64) -> Value> {
        let find = |name: &[u8]| registry.over_streams.iter().find(|protocol| protocol.alpn.contains(&name));
        let found = match self.tls.alpn() {
            Some(name) => find(name),
            None => lock(&self.state).alpn.as_deref().and_then(find),
        };
        found.map(|protocol| protocol.error)
    }

    fn say(&mut self, out: &mut Outbox<'s>, what: impl FnOnce(&mut dyn Streams<'s>)) {
        let Some(spoken) = &mut self.spoken else { return };
        spoken.out().count_from(out.next());
        what(spoken.as_mut());
        while let Some(message) = spoken.out().pop() {
            out.send(message);
        }
    }
}
