//! What is spoken under TLS: the decrypted data of both sides, fed to a protocol whose messages say in which records they lay.

use bytes::Bytes;

use crate::field::Span;
use crate::protocol::pieces::Pieces;
use crate::protocol::{Ending, Opening, Outbox, Protocol, Registration, Spoken};
use crate::recording::{Side, Sides, Timestamp};

/// The application's conversation.
pub(super) struct Inside<'s> {
    app: Spoken<'s>,
    /// Whether anything was said.
    begun: bool,
    heard: Sides<Heard>,
    /// What a client said before the server has decided whether it takes it.
    early: Vec<(Timestamp, Span, Bytes)>,
}

/// So many records of early data wait for the server's decision; with more, it is taken to be accepted.
const MOST_EARLY: usize = 256;

/// Where what one side said inside lies.
#[derive(Default)]
struct Heard {
    /// Its bytes crossed the wire as they are: it does not speak TLS at all.
    bare: bool,
    pieces: Pieces,
}

impl<'s> Inside<'s> {
    /// What `app` will hear, which may have begun in the clear.
    pub(super) fn around(app: Spoken<'s>) -> Inside<'s> {
        Inside { app, begun: false, heard: Sides::new(|_| Heard::default()), early: Vec::new() }
    }

    /// What is spoken was settled before TLS began.
    pub(super) fn is_settled(&mut self) {
        self.begun = true;
    }

    /// Both have agreed in what is spoken under this name; too late once something was said.
    pub(super) fn agreed(&mut self, out: &Outbox<'s>, name: &[u8]) {
        self.speaks(out, |protocol| protocol.alpn.contains(&name));
    }

    fn speaks(&mut self, out: &Outbox<'s>, is_it: impl Fn(&Registration) -> bool) {
        if !self.begun
            && let Some(protocol) = out.opening.registry.over_tls.iter().find(|p| is_it(p))
        {
            self.begun = true;
            self.app = (protocol.open)(Opening { covered: true, ..out.opening.clone() });
        }
    }

    /// This side does not speak TLS: its bytes are the application's as they are.
    pub(super) fn is_bare(&mut self, side: Side) {
        self.heard[side].bare = true;
    }

    /// What a record held, or, of a side that does not speak TLS, the bytes themselves.
    pub(super) fn bytes(&mut self, out: &mut Outbox<'s>, at: Timestamp, side: Side, span: Option<Span>, bytes: Bytes) {
        // If nobody saw the server decide, the client goes on all the same.
        if side == Side::Client {
            self.decide_early(out, true);
        }
        if span.is_some() {
            self.speaks(out, |protocol| (protocol.begins)(side, &bytes) == Some(true));
        }
        self.begun = true;
        self.heard[side].pieces.push(span, bytes.len() as u64);
        self.tell(out, |app| app.bytes(at, side, bytes));
    }

    /// Early data: heard if the server takes it, else the client says it again.
    pub(super) fn early(
        &mut self,
        out: &mut Outbox<'s>,
        at: Timestamp,
        span: Span,
        bytes: Bytes,
        accepted: Option<bool>,
    ) {
        if accepted == Some(false) {
            return;
        }
        self.early.push((at, span, bytes));
        if self.early.len() > MOST_EARLY {
            self.decide_early(out, true);
        }
    }

    /// The server has decided.
    pub(super) fn decide_early(&mut self, out: &mut Outbox<'s>, accepted: bool) {
        for (at, span, bytes) in std::mem::take(&mut self.early) {
            if accepted {
                self.bytes(out, at, Side::Client, Some(span), bytes);
            }
        }
    }

    /// So much of what this side said is missing.
    pub(super) fn gap(&mut self, out: &mut Outbox<'s>, at: Timestamp, side: Side, len: u64) {
        self.heard[side].pieces.push(None, len);
        self.begun = true;
        self.tell(out, |app| app.gap(at, side, len));
    }

    /// This side says no more.
    pub(super) fn end(&mut self, out: &mut Outbox<'s>, at: Option<Timestamp>, side: Side, ending: &Ending) {
        self.decide_early(out, true);
        self.tell(out, |app| app.end(at, side, ending));
    }

    fn tell(&mut self, out: &mut Outbox<'s>, what: impl FnOnce(&mut dyn Protocol<'s>)) {
        self.app.out().count_from(out.next());
        what(self.app.as_mut());
        while let Some(mut message) = self.app.out().pop() {
            let bare = self.heard[message.side].bare;
            // What is another protocol has been shown as the content of its records, and nothing more can be said of it.
            if self.app.is_foreign() && !bare {
                continue;
            }
            // What lies under TLS in a tunnel under TLS lies in records of its own.
            if !bare && !message.is_inside() {
                self.heard[message.side].pieces.place(&mut message);
            }
            out.send(message);
        }
        if self.app.is_foreign() {
            self.heard.client.pieces.clear();
            self.heard.server.pieces.clear();
        }
    }
}
