//! What is spoken under TLS: the decrypted data of both sides, fed to HTTP, whose messages say in which records they lay.

use std::collections::VecDeque;

use bytes::Bytes;

use super::Outbox;
use crate::dissect::field::Span;
use crate::dissect::http::{self, Ending};
use crate::dissect::message::{Message, Origin};
use crate::recording::{Secrets, Side, Timestamp};

/// The application's conversation.
pub(super) struct Inside<'s> {
    http: http::Conversation<'s>,
    client: Pieces,
    server: Pieces,
    /// What a client said before the server has decided whether it takes it.
    early: Vec<(Timestamp, Span, Bytes)>,
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
        Inside::around(http::Conversation::new(connection, secrets))
    }

    /// Goes on with a conversation that has begun in the clear.
    pub(super) fn around(http: http::Conversation<'s>) -> Inside<'s> {
        Inside { http, client: Pieces::default(), server: Pieces::default(), early: Vec::new() }
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
        let pieces = self.pieces(side);
        if let Some(span) = span {
            pieces.pieces.push_back((pieces.end, span));
        }
        pieces.end = pieces.end.saturating_add(bytes.len() as u64);
        self.tell(out, |http| http.bytes(at, side, bytes));
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
        self.tell(out, |http| http.gap(at, side, len));
    }

    /// This side says no more.
    pub(super) fn end(&mut self, out: &mut Outbox, at: Option<Timestamp>, side: Side, ending: &Ending) {
        self.decide_early(out, true);
        self.tell(out, |http| http.end(at, side, ending));
    }

    fn tell(&mut self, out: &mut Outbox, what: impl FnOnce(&mut http::Conversation<'s>)) {
        self.http.count_from(out.next);
        what(&mut self.http);
        while let Some(mut message) = self.http.pop() {
            let bare = self.pieces(message.side).bare;
            // What is not HTTP has been shown as the content of its records, and nothing more can be said of it.
            if self.http.is_other() && !bare {
                continue;
            }
            if !bare {
                self.pieces(message.side).place(&mut message);
            }
            out.send(message);
        }
        if self.http.is_other() {
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
