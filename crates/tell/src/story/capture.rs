//! What a capture is told by before its bytes are: what happened in it, event by event, and what each listener learns of it.

use super::Seen;
use wirewalk_dissect::recording::Timestamp;

/// What happened in a capture, in order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chronicle {
    /// When the first of it happened.
    pub begun: Timestamp,
    /// What happened.
    pub events: Vec<Event>,
    /// How many further events are not told.
    pub more: u64,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// The number of the packet in which it began, from 1, as Wireshark counts; `None`: it is not known any more.
    pub packet: Option<u64>,
    /// On which conversation: its [`id`](wirewalk_dissect::recording::Connection::id).
    pub conversation: u32,
    /// The message in which it stands, by its index on that conversation.
    pub message: Option<u32>,
    /// What kind of thing it is.
    pub kind: EventKind,
    /// What happened, in a sentence.
    pub text: String,
}

/// The kinds of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventKind {
    /// A resolver is asked for a name.
    Question,
    /// It answers.
    Answer,
    /// A connection is asked for.
    Open,
    /// The first that was seen of a conversation that nothing opens, or that was open before.
    Begin,
    /// The client names the server, and says what it can.
    Hello,
    /// Both sides have agreed on how they are protected.
    Agreed,
    /// A side says why it does not go on.
    Alert,
    /// A proxy opens a tunnel.
    Tunnel,
    /// TLS is offered, asked for, granted or refused by a protocol that began in the clear.
    Upgrade,
    /// Somebody logs in, in the clear.
    Login,
    /// HTTP: something is asked for.
    Request,
    /// HTTP: the answer.
    Response,
    /// A protocol that has no words of its own here.
    Spoken,
    /// A datagram did not arrive.
    Undelivered,
    /// A conversation ends.
    End,
}

/// Where an event is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lane {
    /// Names.
    Dns,
    /// Connections, and what is spoken on them that has no lane of its own.
    Tcp,
    /// Handshakes.
    Tls,
    /// What was asked for inside.
    Http,
}

impl EventKind {
    /// As it stands in the JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            EventKind::Question => "question",
            EventKind::Answer => "answer",
            EventKind::Open => "open",
            EventKind::Begin => "begin",
            EventKind::Hello => "hello",
            EventKind::Agreed => "agreed",
            EventKind::Alert => "alert",
            EventKind::Tunnel => "tunnel",
            EventKind::Upgrade => "upgrade",
            EventKind::Login => "login",
            EventKind::Request => "request",
            EventKind::Response => "response",
            EventKind::Spoken => "spoken",
            EventKind::Undelivered => "undelivered",
            EventKind::End => "end",
        }
    }

    /// Its lane.
    pub fn lane(self) -> Lane {
        match self {
            EventKind::Question | EventKind::Answer => Lane::Dns,
            EventKind::Hello | EventKind::Agreed | EventKind::Alert | EventKind::Upgrade => Lane::Tls,
            EventKind::Request | EventKind::Response => Lane::Http,
            _ => Lane::Tcp,
        }
    }
}

impl Lane {
    /// All of them, from the top.
    pub const ALL: [Lane; 4] = [Lane::Dns, Lane::Tcp, Lane::Tls, Lane::Http];

    /// As it stands in the JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Lane::Dns => "dns",
            Lane::Tcp => "connection",
            Lane::Tls => "tls",
            Lane::Http => "http",
        }
    }

    /// What a person reads.
    pub fn title(self) -> &'static str {
        match self {
            Lane::Dns => "DNS",
            Lane::Tcp => "connections",
            Lane::Tls => "TLS",
            Lane::Http => "HTTP",
        }
    }
}

/// Somebody who listens, and what they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listener {
    /// Which of the places where one can listen it is.
    pub place: Place,
    /// Who it is.
    pub who: String,
    /// What they have or do not have.
    pub rows: Vec<Heard>,
    /// How many further rows are not told.
    pub more: u64,
}

/// Where somebody listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Where the capture was made.
    Here,
    /// At a resolver.
    Resolver,
    /// In the network of a server, or on the way to it.
    Network,
}

impl Place {
    /// As it stands in the JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Place::Here => "here",
            Place::Resolver => "resolver",
            Place::Network => "network",
        }
    }
}

/// One thing that a listener has or has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// What it is: `name`, `page`.
    pub what: &'static str,
    /// Which one; of a password or a cookie only whose.
    pub value: String,
    /// Whether they have it.
    pub seen: Seen,
    /// What was measured that says so.
    pub evidence: String,
    /// What would have hidden it, or what hid it.
    pub hides: Option<String>,
}
