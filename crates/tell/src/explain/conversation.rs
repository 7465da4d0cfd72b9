//! A connection as a person asks about it: who, what was spoken, what was said in clear, how it ended.

use std::net::SocketAddr;

use super::exchanges::Http;
use super::papers::Papers;
use super::revocation::Shelf;
use super::spoken;
pub use super::spoken::Spoken;
use crate::quic::Quic;
use crate::render::gist::gist;
use wirewalk_dissect::Message;
use wirewalk_dissect::dns::facts::Lookups;
use wirewalk_dissect::facts::{Alert, Asked, Asking, Facts, Tunnel, Upgrade, handshake_type};
use wirewalk_dissect::names::upgrade::EARLY;
use wirewalk_dissect::recording::{
    Connection, Encapsulation, Side, Sides, StreamNumber, Timestamp, Transport, Undelivered, What, WireEvent,
};

/// What one connection of a capture came to.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Its [`id`](Connection::id).
    pub id: u32,
    /// Who opened it.
    pub client: SocketAddr,
    /// Who was asked.
    pub server: SocketAddr,
    /// Whether it was asked for before the capture's eyes, answered or not: if not, it was open before the capture.
    pub asked: bool,
    /// Whether it was opened before the capture's eyes.
    pub opened: bool,
    /// Who ended first.
    first_to_end: Option<Side>,
    /// Who broke it off.
    pub reset: Option<Side>,
    /// Whose datagram did not arrive, and why: the first of them that was told of.
    pub undelivered: Option<(Side, Undelivered)>,
    /// Whether a side has said that it will send no more.
    pub ended: Sides<bool>,
    /// Bytes that each side sent, without headers of TCP or UDP and below.
    pub bytes: Sides<u64>,
    /// Bytes that are missing.
    pub missing: u64,
    /// When it began and when anything happened last.
    pub time: Option<(Timestamp, Timestamp)>,
    /// How many messages were made of it.
    pub messages: u64,
    /// What each side began with.
    pub begins: Sides<Option<Spoken>>,
    /// Whether what each side began with is missing.
    pub cut: Sides<bool>,
    /// The handshake, if TLS is spoken.
    pub tls: Facts,
    /// The packets, if QUIC is spoken.
    pub quic: Quic,
    /// The certificates that were shown, and what authorities answered about some.
    pub papers: Papers,
    /// Whose last TLS record ended before it was whole.
    pub truncated: Option<Side>,
    /// What is spoken inside TLS.
    pub inside: Option<Spoken>,
    /// What a protocol is that is not taken apart here.
    pub other: Option<String>,
    /// Whether it is one that can be named.
    pub named: bool,
    /// What its packets came in, the outermost first: tags, labels, tunnels below it.
    pub through: Vec<Encapsulation>,
    /// The tunnels in which it lies, the outermost first.
    pub tunnels: Vec<Tunnel>,
    /// What is asked of a proxy.
    pub asking: Asking,
    /// Which protocol it began in that may go over into TLS, and did so in the clear.
    pub clear: Option<&'static str>,
    /// What that said of TLS and of logins.
    pub upgrade: Upgrade,
    /// Whether HTTP went over into WebSocket.
    pub websocket: bool,
    /// What HTTP says.
    pub http: Http,
    /// Which names were asked for and what was answered, as far as it can be read.
    pub dns: Lookups,
    /// Who said something last, and what, in a few words.
    pub last: Option<(Side, String)>,
}

impl Conversation {
    /// Of which nothing is known yet.
    pub fn new(connection: &Connection) -> Conversation {
        // Nothing opens a flow of UDP.
        let is_open = connection.transport() == Transport::Udp;
        Conversation {
            id: connection.id,
            client: connection.client.addr,
            server: connection.server.addr,
            asked: is_open || connection.events.iter().any(|event| event.what == What::Open),
            opened: is_open,
            first_to_end: None,
            reset: None,
            undelivered: None,
            ended: Sides::default(),
            bytes: Sides::default(),
            missing: 0,
            time: None,
            messages: 0,
            begins: Sides::default(),
            cut: Sides::default(),
            tls: Facts::default(),
            quic: Quic::default(),
            papers: Papers::default(),
            truncated: None,
            inside: None,
            other: None,
            named: false,
            through: connection.through.clone(),
            tunnels: Vec::new(),
            asking: Asking::default(),
            clear: None,
            upgrade: Upgrade::default(),
            websocket: false,
            http: Http::default(),
            dns: Lookups::default(),
            last: None,
        }
    }

    /// Takes note of something that happened.
    pub fn event(&mut self, event: &WireEvent) {
        let begun = self.time.map_or(event.at, |(begun, _)| begun);
        self.time = Some((begun, event.at));
        let side = event.side;
        match &event.what {
            What::Open => self.opened = true,
            What::Bytes(bytes) => self.bytes[side] += bytes.len() as u64,
            What::Gap(len) => {
                self.cut[side] |= self.bytes[side] == 0;
                self.missing = self.missing.saturating_add(*len);
            }
            What::HalfClose | What::Close => {
                self.ended[side] = true;
                self.tls.end(event.side);
                self.first_to_end.get_or_insert(event.side);
            }
            What::Undelivered(why) => {
                self.undelivered.get_or_insert((side, *why));
            }
            What::Reset => {
                self.reset.get_or_insert(event.side);
                self.first_to_end.get_or_insert(event.side);
            }
        }
    }

    /// Takes note of a message; `shelf`: the certificates that were seen so far.
    pub fn message(&mut self, message: &Message, shelf: &mut Shelf) {
        self.messages += 1;
        if !message.is_inside() && message.fields.first().is_some_and(|first| first.is(&EARLY)) {
            self.upgrade.note(message);
        }
        let Some(spoken) = Spoken::of(message) else { return };
        match message.is_inside() {
            true => self.inside = self.inside.or(Some(spoken)),
            // The middle of something looks like nothing that is known.
            false if self.cut[message.side] && spoken == Spoken::Other => {}
            false => self.begins_so(message.side, spoken),
        }
        match spoken {
            // TLS in a tunnel in TLS is told as what is inside.
            Spoken::Tls if message.is_inside() => {}
            Spoken::Quic => self.quic(message, shelf),
            Spoken::Tls => {
                self.shakes(message, shelf);
                self.truncated = spoken::is_truncated(message).then_some(message.side).or(self.truncated);
            }
            Spoken::Http | Spoken::Http2 | Spoken::Http3 => {
                self.http.note(message);
                if !message.is_inside()
                    && let Some(to) = self.http.tunnel.take()
                {
                    let delicate = self.http.delicate.iter().map(|what| (*what).to_owned()).collect();
                    self.enters(Tunnel { by: "an HTTP proxy (CONNECT)", to, from: None, delicate });
                }
                self.dns.note(message);
                self.papers.revocation.note(message, shelf);
            }
            Spoken::Dns => drop(self.dns.note(message)),
            Spoken::Proxy => {
                if let Some(tunnel) = self.asking.note(message) {
                    self.enters(tunnel);
                }
            }
            Spoken::Clear(name) if !message.is_inside() => {
                self.clear = Some(name);
                self.upgrade.note(message);
            }
            Spoken::Other => self.other(message),
            Spoken::WebSocket => self.websocket = true,
            Spoken::Clear(_) | Spoken::Lesson3 => {}
        }
        let is_over = self.begins.both() == [Some(Spoken::Tls); 2] && self.tls.is_established();
        if !is_over && !self.is_of_quic() {
            self.last = Some((message.side, gist(message)));
        }
    }

    /// Takes note of what a message says of a handshake of TLS.
    fn shakes(&mut self, message: &Message, shelf: &mut Shelf) {
        self.tls.note(message);
        // With an encrypted hello, the name in clear need not be the one that is meant.
        let asked = match self.tls.asked() {
            Asked::Clear(name) | Asked::Inner(Some(name)) => Some(name),
            Asked::Nothing | Asked::Inner(None) | Asked::Hidden | Asked::Undecided => None,
        };
        self.papers.note(message, asked, shelf);
    }

    /// Takes note of a datagram of QUIC: a handshake of TLS is in it, and an alert is the code of an end.
    fn quic(&mut self, message: &Message, shelf: &mut Shelf) {
        self.shakes(message, shelf);
        let known = self.quic.closes.len();
        self.quic.note(message);
        for close in self.quic.closes.get(known..).unwrap_or_default() {
            let Some(number) = close.alert() else { continue };
            self.tls.alerts.push(Alert {
                connection: message.connection,
                side: close.side,
                number,
                name: close.name.clone(),
                meaning: close.meaning.clone().unwrap_or_default(),
                in_clear: close.in_clear,
                warning: false,
                late: false,
            });
        }
    }

    /// Its number: Wireshark's `tcp.stream` or `udp.stream`.
    pub fn number(&self) -> StreamNumber {
        StreamNumber::of(self.id)
    }

    /// Whether it is a flow of UDP.
    pub fn is_of_datagrams(&self) -> bool {
        self.number().transport == Transport::Udp
    }

    /// Whether QUIC is spoken.
    pub fn is_of_quic(&self) -> bool {
        self.begins.contains(&Some(Spoken::Quic))
    }

    /// Whether a side began with this.
    pub fn begins_with(&self, side: Side, spoken: Spoken) -> bool {
        self.begins[side] == Some(spoken)
    }

    /// Who ended the connection first.
    pub fn who_ended(&self) -> Option<Side> {
        self.first_to_end
    }

    /// Who left first: said close_notify, or else ended its stream. The other side's FIN may cross the wire before that of a side that
    /// has said close_notify.
    pub fn who_left(&self) -> Option<Side> {
        self.tls.first_goodbye.or(self.first_to_end)
    }

    fn begins_so(&mut self, side: Side, spoken: Spoken) {
        let begins = &mut self.begins[side];
        match begins {
            // The middle of a record came first: the capture began later than the connection. Or both went over into TLS.
            Some(Spoken::Other | Spoken::Clear(_)) if spoken == Spoken::Tls => *begins = Some(spoken),
            _ => *begins = begins.or(Some(spoken)),
        }
    }

    /// Whether TLS was seen to begin: with the client's hello.
    pub fn begins_with_hello(&self) -> bool {
        self.tls.has_said(Side::Client, handshake_type::CLIENT_HELLO) || self.tls.ssl2
    }

    /// Whether TLS is spoken whose beginning is missing: no hello was seen, although one can have been there, or the place is missing
    /// where the server's should be.
    pub fn lacks_hellos(&self) -> bool {
        let speaks_tls = self.begins.contains(&Some(Spoken::Tls));
        let server_hello = self.tls.has_said(Side::Server, handshake_type::SERVER_HELLO);
        let server_cut = self.cut.server;
        let lost = match self.begins_with_hello() {
            true => server_cut,
            false => !self.opened || self.cut.contains(&true),
        };
        // An alert in clear is an answer to a hello, whoever saw that.
        let refused = self.tls.alerts.iter().any(|alert| alert.in_clear) && self.tls.sealed == Sides::default();
        speaks_tls && self.tls.version.is_none() && !server_hello && lost && !(refused && self.begins_with_hello())
    }

    /// What comes now is told as if it stood outside.
    fn enters(&mut self, tunnel: Tunnel) {
        self.tunnels.push(tunnel);
        (self.begins, self.http, self.other, self.named) = (Sides::default(), Http::default(), None, false);
    }

    fn other(&mut self, message: &Message) {
        // What cannot be named is told by what it is not.
        let why = message.fields.first().and_then(|field| field.value.meaning.as_deref());
        if self.other.is_none() {
            self.other = why.map(str::to_owned);
            self.named = why.is_some_and(|why| why.contains(NOT_TAKEN_APART));
        }
    }
}

/// What is said of every protocol that can be named, and of nothing else.
const NOT_TAKEN_APART: &str = "not decoded here";
