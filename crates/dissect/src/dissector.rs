//! Connections become messages, event by event: who recognises what is spoken, and hands it what happens.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use bytes::Bytes;

use crate::http::Ending;
use crate::recording::{Connection, Recording, Secrets, Side, Timestamp, What, WireEvent};
use crate::tls::Sessions;
use crate::{Message, dh, http, http2, tls};

/// Dissects one connection, event by event. Holds what is not yet a whole message, never the connection.
pub struct Dissector<'s> {
    connection: u32,
    secrets: &'s Secrets,
    sessions: Sessions,
    /// What happened before it was clear what is spoken, or what a side begins with: the beginning of a magic word.
    early: Vec<WireEvent>,
    conversation: Option<Conversation<'s>>,
}

/// What is spoken on a connection.
enum Conversation<'s> {
    Http(http::Conversation<'s>),
    Http2(Box<http2::Conversation<'s>>),
    Dh(dh::Conversation<'s>),
    Tls(Box<tls::Conversation<'s>>),
}

/// What a connection can be recognised as. Everything that is nothing else is HTTP's to judge.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Protocol {
    Http,
    Http2,
    Dh,
    Tls,
}

impl<'s> Dissector<'s> {
    /// A dissector for the connection with this number.
    pub fn new(connection: u32, secrets: &'s Secrets) -> Dissector<'s> {
        Dissector { connection, secrets, sessions: Sessions::default(), early: Vec::new(), conversation: None }
    }

    /// The same, for one of several connections in which the sessions of others go on.
    pub fn among(self, sessions: &Sessions) -> Dissector<'s> {
        Dissector { sessions: sessions.clone(), ..self }
    }

    /// Takes the next event of the connection.
    pub fn push(&mut self, event: &WireEvent) {
        if self.conversation.is_none() {
            self.early.push(event.clone());
            if let Some(protocol) = self.recognise() {
                self.decide(protocol);
            }
            return;
        }
        if self.meets_tls(event) {
            self.early.push(event.clone());
        } else if let Some(conversation) = &mut self.conversation {
            self.early.drain(..).for_each(|event| conversation.push(&event));
            conversation.push(event);
        }
    }

    /// Says that no event will follow: what is held comes out, marked as unfinished.
    pub fn finish(&mut self) {
        self.decide(Protocol::Http).end(None, &Ending::Recording);
    }

    /// The next message that is ready.
    pub fn pop(&mut self) -> Option<Message> {
        match self.conversation.as_mut()? {
            Conversation::Http(http) => http.pop(),
            Conversation::Http2(http2) => http2.pop(),
            Conversation::Dh(dh) => dh.pop(),
            Conversation::Tls(tls) => tls.pop(),
        }
    }

    /// What is spoken here; `None`: too early to tell.
    fn recognise(&self) -> Option<Protocol> {
        let (mut client, mut server) = (Vec::new(), Vec::new());
        for event in &self.early {
            let sent = match event.side {
                Side::Client => &mut client,
                Side::Server => &mut server,
            };
            match &event.what {
                What::Open => {}
                What::Bytes(bytes) => sent.extend(bytes.iter().copied().take(8)),
                What::Gap(_) => {}
                _ => return Some(Protocol::Http),
            }
        }
        let spoken = [(Side::Client, client), (Side::Server, server)].into_iter();
        let spoken = spoken.filter(|(_, sent): &(Side, Vec<u8>)| !sent.is_empty());
        let judged = spoken.map(|(side, sent)| {
            let http2 = if side == Side::Client { http2::begins(&sent) } else { Some(false) };
            match (dh::begins(&sent), tls::begins(&sent), http2) {
                (Some(true), ..) => Some(Protocol::Dh),
                (_, Some(true), _) => Some(Protocol::Tls),
                (.., Some(true)) => Some(Protocol::Http2),
                (Some(false), Some(false), Some(false)) => Some(Protocol::Http),
                _ => None,
            }
        });
        judged.flatten().reduce(|one, other| if one == Protocol::Http { other } else { one })
    }

    /// A side that hears HTTP may answer in TLS: then the conversation goes on as one of TLS, in which one side does not know
    /// that. Says whether it is too early to tell.
    fn meets_tls(&mut self, event: &WireEvent) -> bool {
        let (What::Bytes(bytes), Some(Conversation::Http(http))) = (&event.what, &self.conversation) else {
            return false;
        };
        if http.heard(event.side) || self.early.iter().any(|early| early.side != event.side) {
            return false;
        }
        let earlier = self.early.iter().flat_map(|early| match &early.what {
            What::Bytes(bytes) => bytes.clone(),
            _ => Bytes::new(),
        });
        let begins = tls::begins(&earlier.chain(bytes.iter().copied().take(8)).collect::<Vec<_>>());
        if begins == Some(true)
            && let Some(Conversation::Http(http)) = self.conversation.take()
        {
            let known = (self.secrets, self.sessions.clone());
            let tls = tls::Conversation::beside(self.connection, known, event.side.other(), http);
            self.conversation = Some(Conversation::Tls(Box::new(tls)));
        }
        begins.is_none()
    }

    /// Settles what is spoken, if it is not settled, and tells the conversation what happened so far.
    fn decide(&mut self, protocol: Protocol) -> &mut Conversation<'s> {
        let (connection, secrets) = (self.connection, self.secrets);
        let sessions = self.sessions.clone();
        let conversation = self.conversation.get_or_insert_with(|| match protocol {
            Protocol::Dh => Conversation::Dh(dh::Conversation::new(connection, secrets)),
            Protocol::Tls => Conversation::Tls(Box::new(tls::Conversation::new(connection, secrets, sessions))),
            Protocol::Http2 => Conversation::Http2(Box::new(http2::Conversation::new(connection, secrets))),
            Protocol::Http => Conversation::Http(http::Conversation::new(connection, secrets)),
        });
        self.early.drain(..).for_each(|event| conversation.push(&event));
        conversation
    }
}

impl Conversation<'_> {
    fn push(&mut self, event: &WireEvent) {
        let (at, side) = (event.at, event.side);
        match &event.what {
            What::Open => {}
            What::Bytes(bytes) => match self {
                Conversation::Http(http) => http.bytes(at, side, bytes.clone()),
                Conversation::Http2(http2) => http2.bytes(at, side, bytes.clone()),
                Conversation::Dh(dh) => dh.bytes(at, side, bytes.clone()),
                Conversation::Tls(tls) => tls.bytes(at, side, bytes.clone()),
            },
            What::Gap(len) => match self {
                Conversation::Http(http) => http.gap(at, side, *len),
                Conversation::Http2(http2) => http2.gap(at, side, *len),
                Conversation::Dh(dh) => dh.gap(at, side, *len),
                Conversation::Tls(tls) => tls.gap(at, side, *len),
            },
            What::HalfClose => self.side_ends(Some(at), side, &Ending::HalfClose(side)),
            What::Close => self.end(Some(at), &Ending::Close),
            What::Reset => self.end(Some(at), &Ending::Reset(side)),
        }
    }

    fn end(&mut self, at: Option<Timestamp>, ending: &Ending) {
        self.side_ends(at, Side::Client, ending);
        self.side_ends(at, Side::Server, ending);
    }

    fn side_ends(&mut self, at: Option<Timestamp>, side: Side, ending: &Ending) {
        match self {
            Conversation::Http(http) => http.end(at, side, ending),
            Conversation::Http2(http2) => http2.end(at, side, ending),
            Conversation::Dh(dh) => dh.end(side, ending),
            Conversation::Tls(tls) => tls.end(at, side, ending),
        }
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
            let dissector = || Dissector::new(connection.id, self.secrets).among(&self.sessions);
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
