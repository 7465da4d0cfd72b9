//! Connections become messages, event by event: who recognises what is spoken, and hands it what happens.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use bytes::Bytes;

use crate::Message;
use crate::protocol::{Ending, Opening, OverDatagrams, Protocol, Registration, Spoken};
use crate::protocols::REGISTRY;
use crate::recording::{
    Connection, Recording, Secrets, Side, Sides, StreamNumber, Timestamp, Transport, What, WireEvent,
};
use crate::tls::Sessions;

/// Dissects one connection, event by event. Holds what is not yet a whole message, never the connection.
pub struct Dissector<'s> {
    opening: Opening<'s>,
    /// What happened before it was clear what is spoken, or what a side begins with: the beginning of a magic word.
    early: Vec<WireEvent>,
    conversation: Option<Spoken<'s>>,
    /// Who broke the connection off first, and when. What the other side had sent by then may still be on its way.
    reset: Option<(Timestamp, Side)>,
}

impl<'s> Dissector<'s> {
    /// A dissector for this connection, whose events are still to come.
    pub fn of(connection: &Connection, secrets: &'s Secrets) -> Dissector<'s> {
        let mut dissector = Dissector::new(connection.id, secrets);
        dissector.opening.ports = Sides::new(|side| connection.end(side).addr.port());
        dissector
    }

    /// A dissector for the connection with this number, whose ports nobody knows: what is told by a port is not recognised.
    pub fn new(connection: u32, secrets: &'s Secrets) -> Dissector<'s> {
        let ports = Sides::default();
        let opening = Opening { connection, ports, secrets, sessions: Sessions::default(), registry: &REGISTRY };
        Dissector { opening, early: Vec::new(), conversation: None, reset: None }
    }

    /// The same, for one of several connections in which the sessions of others go on.
    pub fn among(mut self, sessions: &Sessions) -> Dissector<'s> {
        self.opening.sessions = sessions.clone();
        self
    }

    /// Takes the next event of the connection.
    pub fn push(&mut self, event: &WireEvent) {
        if self.is_of_datagrams() {
            return self.datagram(event);
        }
        if event.what == What::Reset {
            self.reset = self.reset.or(Some((event.at, event.side)));
        }
        if self.conversation.is_none() {
            self.early.push(event.clone());
            if let Some(protocol) = self.recognise() {
                self.decide(protocol);
            }
            return;
        }
        self.resumes(event);
        if self.meets_another(event) {
            self.early.push(event.clone());
        } else if let Some(conversation) = &mut self.conversation {
            self.early.drain(..).for_each(|event| tell(conversation.as_mut(), &event));
            tell(conversation.as_mut(), event);
        }
    }

    /// Says that no event will follow: what is held comes out, marked as unfinished.
    pub fn finish(&mut self) {
        if self.is_of_datagrams() {
            return;
        }
        let reset = self.reset;
        let conversation = self.decide(&self.opening.registry.otherwise);
        for side in SIDES {
            match reset {
                Some((at, by)) => conversation.end(Some(at), side, &Ending::Reset(by)),
                None => conversation.end(None, side, &Ending::Recording),
            }
        }
    }

    /// The next message that is ready.
    pub fn pop(&mut self) -> Option<Message> {
        self.conversation.as_mut()?.out().pop()
    }

    fn is_of_datagrams(&self) -> bool {
        StreamNumber::of(self.opening.connection).transport == Transport::Udp
    }

    /// What happened on a flow of UDP. A datagram is whole when it comes, so nothing waits; a flow of which nobody knows what it is
    /// may become known by a later one.
    fn datagram(&mut self, event: &WireEvent) {
        if let What::Bytes(bytes) = &event.what
            && self.conversation.as_ref().is_none_or(|conversation| conversation.is_unknown())
        {
            let (registry, ports) = (self.opening.registry, self.opening.ports);
            let found = registry.over_udp.iter().find(|protocol| (protocol.speaks)(ports, event.side, bytes));
            match found {
                Some(protocol) => self.speaks(protocol),
                None if self.conversation.is_none() => self.speaks(&registry.other_datagrams),
                None => {}
            }
        }
        if let Some(conversation) = &mut self.conversation {
            tell(conversation.as_mut(), event);
        }
    }

    /// From here on a flow speaks this, whatever there was before.
    fn speaks(&mut self, protocol: &OverDatagrams) {
        let mut spoken = (protocol.open)(self.opening.clone());
        if let Some(before) = &mut self.conversation {
            spoken.out().follow(before.out());
            let sent = Sides::new(|side| before.reached(side));
            spoken.goes_on_at(sent);
        }
        self.conversation = Some(spoken);
    }

    /// What is spoken here; `None`: too early to tell.
    fn recognise(&self) -> Option<&'static Registration> {
        let mut said = Sides::new(|_| Vec::new());
        for event in &self.early {
            match &event.what {
                What::Bytes(bytes) => said[event.side].extend(bytes.iter().copied().take(8)),
                What::Open | What::Gap(_) => {}
                _ => return Some(&self.opening.registry.otherwise),
            }
        }
        let judged = SIDES.into_iter().filter(|side| !said[*side].is_empty()).filter_map(|side| {
            let verdicts = || self.opening.registry.over_tcp.iter().map(|p| (p, (p.begins)(side, &said[side])));
            match verdicts().find(|(_, begins)| *begins == Some(true)) {
                Some((protocol, _)) => Some(Some(protocol)),
                None => verdicts().all(|(_, begins)| begins == Some(false)).then_some(None),
            }
        });
        Some(judged.reduce(Option::or)?.unwrap_or(&self.opening.registry.otherwise))
    }

    /// A side of which nothing was heard may answer in another protocol: then the conversation goes on as one of that, in which
    /// the other side does not know it. Says whether it is too early to tell.
    fn meets_another(&mut self, event: &WireEvent) -> bool {
        let (What::Bytes(bytes), Some(conversation)) = (&event.what, &self.conversation) else { return false };
        if !conversation.awaits(event.side) || self.early.iter().any(|early| early.side != event.side) {
            return false;
        }
        let earlier = self.early.iter().flat_map(|early| match &early.what {
            What::Bytes(bytes) => bytes.clone(),
            _ => Bytes::new(),
        });
        let said: Vec<u8> = earlier.chain(bytes.iter().copied().take(8)).collect();
        let mut is_open = false;
        for protocol in self.opening.registry.over_tcp {
            let Some(beside) = protocol.beside else { continue };
            let begins = (protocol.begins)(event.side, &said);
            if begins == Some(true)
                && let Some(with) = self.conversation.take()
            {
                self.conversation = Some(beside(self.opening.clone(), event.side.other(), with));
                return false;
            }
            is_open |= begins.is_none();
        }
        is_open
    }

    /// The middle of something looks like nothing that is known, and a later packet may begin where something does.
    fn resumes(&mut self, event: &WireEvent) {
        let What::Bytes(bytes) = &event.what else { return };
        if self.early.is_empty()
            && self.conversation.as_ref().is_some_and(|conversation| conversation.is_unknown())
            && let mut late = self.opening.registry.over_tcp.iter().filter_map(|protocol| protocol.late)
            && let Some(late) = late.find(|late| (late.resumes)(bytes))
            && let Some(with) = self.conversation.take()
        {
            self.conversation = Some((late.open)(self.opening.clone(), with));
        }
    }

    /// Settles what is spoken, if it is not settled, and tells the conversation what happened so far.
    fn decide(&mut self, protocol: &Registration) -> &mut Spoken<'s> {
        let conversation = self.conversation.get_or_insert_with(|| (protocol.open)(self.opening.clone()));
        self.early.drain(..).for_each(|event| tell(conversation.as_mut(), &event));
        conversation
    }
}

/// Both, in the order in which they end if both end at once.
const SIDES: [Side; 2] = [Side::Client, Side::Server];

/// Tells a conversation what happened.
fn tell<'s>(conversation: &mut (dyn Protocol<'s> + Send + 's), event: &WireEvent) {
    let (at, side) = (Some(event.at), event.side);
    match &event.what {
        What::Open | What::Undelivered(_) => {}
        What::Close => SIDES.into_iter().for_each(|side| conversation.end(at, side, &Ending::Close)),
        What::Reset => conversation.end(at, side, &Ending::Reset(side)),
        What::HalfClose => conversation.end(at, side, &Ending::HalfClose(side)),
        What::Bytes(bytes) => conversation.bytes(event.at, side, bytes.clone()),
        What::Gap(len) => conversation.gap(event.at, side, *len),
    }
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
