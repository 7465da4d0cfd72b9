//! A connection as a person asks about it: who, what was spoken, what was said in clear, how it ended.

use std::net::SocketAddr;

use crate::render::gist::gist;
use wirewalk_dissect::facts::Facts;
use wirewalk_dissect::names::{GAP, headers, http, http2};
use wirewalk_dissect::recording::{Connection, Side, Sides, Timestamp, What, WireEvent};
use wirewalk_dissect::{Field, Message};

/// Of what was said in clear, so many examples are kept.
const EXAMPLES: usize = 4;
/// None of them has more characters in one of its parts.
const LONGEST: usize = 256;

/// What one connection of a capture came to.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Its number, which is Wireshark's `tcp.stream`.
    pub id: u32,
    /// Who opened it.
    pub client: SocketAddr,
    /// Who was asked.
    pub server: SocketAddr,
    /// Whether it was opened before the capture's eyes.
    pub opened: bool,
    /// Who broke it off.
    pub reset: Option<Side>,
    /// Whether a side has said that it will send no more.
    pub ended: Sides<bool>,
    /// Bytes that each side sent, without headers of TCP and below.
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
    /// What is spoken inside TLS.
    pub inside: Option<Spoken>,
    /// What a protocol is that is not taken apart here.
    pub other: Option<String>,
    /// What HTTP says.
    pub http: Http,
    /// Who said something last, and what, in a few words.
    pub last: Option<(Side, String)>,
}

/// What is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// HTTP/1.1 or 1.0.
    Http,
    /// HTTP/2.
    Http2,
    /// TLS.
    Tls,
    /// The framing of lesson 3.
    Lesson3,
    /// Something else.
    Other,
}

/// What HTTP said, in clear or as far as it could be decrypted.
#[derive(Clone, Debug, Default)]
pub struct Http {
    /// How many requests there were.
    pub requests: u64,
    /// The first of them.
    pub examples: Vec<String>,
    /// The status codes of the first answers.
    pub statuses: Vec<u64>,
    /// What a listener should not have heard: `Cookie`, `Authorization`.
    pub delicate: Vec<&'static str>,
    /// Whether any of it crossed the wire in clear.
    pub in_clear: bool,
}

impl Conversation {
    /// Of which nothing is known yet.
    pub fn new(connection: &Connection) -> Conversation {
        Conversation {
            id: connection.id,
            client: connection.client.addr,
            server: connection.server.addr,
            opened: false,
            reset: None,
            ended: Sides::default(),
            bytes: Sides::default(),
            missing: 0,
            time: None,
            messages: 0,
            begins: Sides::default(),
            cut: Sides::default(),
            tls: Facts::default(),
            inside: None,
            other: None,
            http: Http::default(),
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
                self.tls.end(side);
            }
            What::Reset => self.reset = self.reset.or(Some(side)),
        }
    }

    /// Takes note of a message.
    pub fn message(&mut self, message: &Message) {
        self.messages += 1;
        let Some(spoken) = spoken(message) else { return };
        match message.is_inside() {
            true => self.inside = self.inside.or(Some(spoken)),
            // The middle of something looks like nothing that is known.
            false if self.cut[message.side] && spoken == Spoken::Other => {}
            false => {
                let begins = &mut self.begins[message.side];
                *begins = begins.or(Some(spoken));
            }
        }
        match spoken {
            Spoken::Tls => self.tls.note(message),
            Spoken::Http | Spoken::Http2 => self.http.note(message),
            Spoken::Other => self.other(message),
            Spoken::Lesson3 => {}
        }
        if self.begins.both() != [Some(Spoken::Tls); 2] || !self.tls.is_established() {
            self.last = Some((message.side, gist(message)));
        }
    }

    /// Whether a side began with this.
    pub fn begins_with(&self, side: Side, spoken: Spoken) -> bool {
        self.begins[side] == Some(spoken)
    }

    fn other(&mut self, message: &Message) {
        let why = message.fields.first().and_then(|field| field.value.meaning.as_deref());
        if self.other.is_none() {
            self.other = why.map(str::to_owned);
        }
        if let Some(other) = &mut self.other
            && message.wire().starts_with(&[22, 3])
            && !other.ends_with(STARTTLS)
        {
            other.push_str(STARTTLS);
        }
    }
}

/// What is added where a protocol goes over into TLS.
const STARTTLS: &str = "; it goes over into TLS (STARTTLS), which is not followed";

/// What a message is a message of; `None`: a gap.
fn spoken(message: &Message) -> Option<Spoken> {
    let first = message.fields.first().filter(|first| !first.is(&GAP))?;
    let begins = |prefix: &str| first.label.id.starts_with(prefix);
    Some(match () {
        () if begins("tls.") || begins("wirewalk.tls.") => Spoken::Tls,
        () if begins("http2.") || begins("wirewalk.http2.") => Spoken::Http2,
        () if begins("http.") || begins("wirewalk.http.") => Spoken::Http,
        () if begins("wirewalk.dh.") => Spoken::Lesson3,
        () => Spoken::Other,
    })
}

impl Http {
    fn note(&mut self, message: &Message) {
        self.in_clear |= !message.is_inside();
        let (mut method, mut host, mut target) = (None, None, None);
        for field in message.walk() {
            let is = |label| field.is(label);
            match () {
                () if is(&http::METHOD) || is(&http2::METHOD) => method = text(field),
                () if is(&http::URI) || is(&http2::PATH) => target = text(field),
                () if is(&headers::HOST) || is(&http2::AUTHORITY) => host = text(field),
                () if is(&http::STATUS_CODE) || is(&http2::STATUS) => self.status(field),
                () if is(&headers::COOKIE) || is(&headers::SET_COOKIE) => self.delicate("cookies"),
                () if is(&http2::COOKIE) || is(&http2::SET_COOKIE) => self.delicate("cookies"),
                () if is(&headers::AUTHORIZATION) || is(&http2::AUTHORIZATION) => {
                    self.delicate("credentials (Authorization)");
                }
                () => {}
            }
        }
        let Some(method) = method else { return };
        self.requests += 1;
        if self.examples.len() < EXAMPLES {
            let (host, target) = (host.unwrap_or_default(), target.unwrap_or_default());
            self.examples.push(format!("{method} {host}{target}"));
        }
    }

    fn status(&mut self, field: &Field) {
        if self.statuses.len() < EXAMPLES {
            self.statuses.extend(field.number().or_else(|| field.name()?.parse().ok()));
        }
    }

    fn delicate(&mut self, what: &'static str) {
        if !self.delicate.contains(&what) {
            self.delicate.push(what);
        }
    }
}

/// What a field holds, in words; not too much of it.
fn text(field: &Field) -> Option<String> {
    Some(field.name()?.chars().take(LONGEST).collect())
}
