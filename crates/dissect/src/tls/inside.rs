//! What is spoken under TLS: the decrypted data of both sides, fed to HTTP/1.1 or HTTP/2, whose messages say in which records they lay.

use std::collections::VecDeque;

use bytes::Bytes;

use super::Outbox;
use crate::field::Span;
use crate::http::{self, Ending};
use crate::http2;
use crate::message::{Message, Origin};
use crate::recording::{Secrets, Side, Timestamp};

/// The application's conversation.
pub(super) struct Inside<'s> {
    connection: u32,
    secrets: &'s Secrets,
    app: App<'s>,
    /// Whether anything was said.
    begun: bool,
    client: Pieces,
    server: Pieces,
    /// What a client said before the server has decided whether it takes it.
    early: Vec<(Timestamp, Span, Bytes)>,
}

/// What the application speaks.
enum App<'s> {
    Http(Box<http::Conversation<'s>>),
    Http2(Box<http2::Conversation<'s>>),
}

/// So many records of early data wait for the server's decision; with more, it is taken to be accepted.
const MOST_EARLY: usize = 256;

/// Where what one side said inside lies: the position of each piece in its stream, and its place in a record.
#[derive(Default)]
struct Pieces {
    /// Its bytes crossed the wire as they are: it does not speak TLS at all.
    bare: bool,
    end: u64,
    pieces: VecDeque<(u64, Span)>,
}

impl<'s> Inside<'s> {
    pub(super) fn new(connection: u32, secrets: &'s Secrets) -> Inside<'s> {
        Inside::around(connection, secrets, http::Conversation::new(connection, secrets))
    }

    /// Goes on with a conversation that has begun in the clear.
    pub(super) fn around(connection: u32, secrets: &'s Secrets, http: http::Conversation<'s>) -> Inside<'s> {
        let (client, server) = (Pieces::default(), Pieces::default());
        Inside { connection, secrets, app: App::Http(Box::new(http)), begun: false, client, server, early: Vec::new() }
    }

    /// Both have agreed in HTTP/2; too late once something was said.
    pub(super) fn speaks_http2(&mut self) {
        if !std::mem::replace(&mut self.begun, true) {
            self.app = App::Http2(Box::new(http2::Conversation::new(self.connection, self.secrets)));
        }
    }

    /// This side does not speak TLS: its bytes are the application's as they are.
    pub(super) fn is_bare(&mut self, side: Side) {
        self.pieces(side).bare = true;
    }

    /// What a record held, or, of a side that does not speak TLS, the bytes themselves.
    pub(super) fn bytes(&mut self, out: &mut Outbox, at: Timestamp, side: Side, span: Option<Span>, bytes: Bytes) {
        // If nobody saw the server decide, the client goes on all the same.
        if side == Side::Client {
            self.decide_early(out, true);
        }
        if side == Side::Client && span.is_some() && http2::begins(&bytes) == Some(true) {
            self.speaks_http2();
        }
        self.begun = true;
        let pieces = self.pieces(side);
        if let Some(span) = span {
            pieces.pieces.push_back((pieces.end, span));
        }
        pieces.end = pieces.end.saturating_add(bytes.len() as u64);
        self.tell(out, |app| match app {
            App::Http(http) => http.bytes(at, side, bytes),
            App::Http2(http2) => http2.bytes(at, side, bytes),
        });
    }

    /// Early data: heard if the server takes it, else the client says it again.
    pub(super) fn early(&mut self, out: &mut Outbox, at: Timestamp, span: Span, bytes: Bytes, accepted: Option<bool>) {
        if accepted == Some(false) {
            return;
        }
        self.early.push((at, span, bytes));
        if self.early.len() > MOST_EARLY {
            self.decide_early(out, true);
        }
    }

    /// The server has decided.
    pub(super) fn decide_early(&mut self, out: &mut Outbox, accepted: bool) {
        for (at, span, bytes) in std::mem::take(&mut self.early) {
            if accepted {
                self.bytes(out, at, Side::Client, Some(span), bytes);
            }
        }
    }

    /// So much of what this side said is missing.
    pub(super) fn gap(&mut self, out: &mut Outbox, at: Timestamp, side: Side, len: u64) {
        let pieces = self.pieces(side);
        pieces.end = pieces.end.saturating_add(len);
        self.begun = true;
        self.tell(out, |app| match app {
            App::Http(http) => http.gap(at, side, len),
            App::Http2(http2) => http2.gap(at, side, len),
        });
    }

    /// This side says no more.
    pub(super) fn end(&mut self, out: &mut Outbox, at: Option<Timestamp>, side: Side, ending: &Ending) {
        self.decide_early(out, true);
        self.tell(out, |app| match app {
            App::Http(http) => http.end(at, side, ending),
            App::Http2(http2) => http2.end(at, side, ending),
        });
    }

    fn tell(&mut self, out: &mut Outbox, what: impl FnOnce(&mut App<'s>)) {
        self.app.count_from(out.next);
        what(&mut self.app);
        while let Some(mut message) = self.app.pop() {
            let bare = self.pieces(message.side).bare;
            // What is not HTTP has been shown as the content of its records, and nothing more can be said of it.
            if self.app.is_other() && !bare {
                continue;
            }
            if !bare {
                self.pieces(message.side).place(&mut message);
            }
            out.send(message);
        }
        if self.app.is_other() {
            self.client.pieces.clear();
            self.server.pieces.clear();
        }
    }

    fn pieces(&mut self, side: Side) -> &mut Pieces {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }
}

impl App<'_> {
    fn pop(&mut self) -> Option<Message> {
        match self {
            App::Http(http) => http.pop(),
            App::Http2(http2) => http2.pop(),
        }
    }

    fn count_from(&mut self, next: u32) {
        match self {
            App::Http(http) => http.count_from(next),
            App::Http2(http2) => http2.count_from(next),
        }
    }

    /// Whether what is spoken turned out not to be what is heard here.
    fn is_other(&self) -> bool {
        matches!(self, App::Http(http) if http.is_other())
    }
}

impl Pieces {
    /// Says of a message's bytes which records they lay in. Messages of a side come in order.
    fn place(&mut self, message: &mut Message) {
        let Some(source) = message.sources.first_mut() else { return };
        let (start, end) = (message.offset, message.offset.saturating_add(source.bytes.len() as u64));
        let mut spans = Vec::new();
        while let Some((begin, span)) = self.pieces.front() {
            let until = begin.saturating_add(span.len() as u64);
            if *begin >= end {
                break;
            }
            let inside = |at: u64| span.range.start + usize::try_from(at.saturating_sub(*begin)).unwrap_or(usize::MAX);
            if until > start {
                spans.push(Span { range: inside(start)..inside(end).min(span.range.end), ..span.clone() });
            }
            if until > end {
                break;
            }
            self.pieces.pop_front();
        }
        source.origin = Origin::Joined(spans);
    }
}
