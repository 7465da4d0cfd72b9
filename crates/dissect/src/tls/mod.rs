//! TLS: recognised by its bytes, on any port; with a key log also what is inside.
//!
//! A record is a message. What it carries, if it can be opened, is a source of its own in the same message; HTTP inside
//! is messages of their own, made of the decrypted data of as many records as they take.
//!
//! Sources: RFC 8446 (TLS 1.3), RFC 5246 (TLS 1.2).

use bytes::Bytes;

use super::Value;
use super::names::tls_record as label;
use super::protocol::{Ending, Late, Opening, Outbox, PIECE, Protocol, Registration, Spoken};
use crate::cursor::blame;
use crate::read;
use crate::recording::{Side, Sides, Timestamp};
use half::{Half, Next, State};
use inside::Inside;
use session::Session;

mod alert;
pub(crate) mod codes;
mod context;
mod decrypt;
mod derivation;
mod ech;
mod extensions;
mod facts;
mod flight;
mod half;
mod handshake;
mod inside;
mod levels;
pub(super) mod numbers;
mod raw;
mod record;
mod sealed;
mod search;
mod session;
mod sessions;
mod tickets;
mod transcript;

pub(crate) use codes::alert;
pub(super) use codes::scheme_name;
pub(crate) use decrypt::{ANOTHER_KEY, ONLY_SIGNS};
pub(super) use extensions::signature_scheme;
pub(crate) use levels::{Level, Levels};
pub use sessions::Sessions;

/// TLS as one of the protocols.
pub(super) const TLS: Registration = Registration {
    begins: |_, bytes| begins(bytes),
    open: |opening| Box::new(Tls::new(opening)),
    beside: Some(|opening, bare, with| Box::new(Tls::beside(opening, bare, with))),
    late: Some(Late { resumes: half::resumes, open: |opening, with| Box::new(Tls::late(opening, with)) }),
    alpn: &[],
};

/// Whether what one side said first is TLS; `None`: too early to tell.
fn begins(bytes: &[u8]) -> Option<bool> {
    match (half::begins(bytes), half::begins_ssl2(bytes)) {
        (Some(false), ssl2) => ssl2,
        (tls, _) => tls,
    }
}

/// One connection, as far as it is not yet messages.
struct Tls<'s> {
    out: Outbox<'s>,
    halves: Sides<Half>,
    session: Session<'s>,
    inside: Inside<'s>,
}

impl<'s> Protocol<'s> for Tls<'s> {
    fn bytes(&mut self, at: Timestamp, side: Side, mut bytes: Bytes) {
        while !bytes.is_empty() {
            let half = &mut self.halves[side];
            if matches!(half.state, State::Bare) {
                return self.inside.bytes(&mut self.out, at, side, None, bytes);
            }
            let len = half.appetite(bytes.len());
            half.held.push(at, bytes.split_to(len));
            self.run(side, None);
        }
    }

    fn gap(&mut self, at: Timestamp, side: Side, len: u64) {
        if matches!(self.halves[side].state, State::Bare) {
            return self.inside.gap(&mut self.out, at, side, len);
        }
        self.run(side, Some(&Ending::Gap(len)));
        self.session.miss(side, len);
        let half = &mut self.halves[side];
        self.out.send_gap(&mut half.held, at, len);
        if !matches!(half.state, State::Over) {
            (half.state, half.owed) = half.after_hole(len);
        }
    }

    fn end(&mut self, at: Option<Timestamp>, side: Side, ending: &Ending) {
        if matches!(self.halves[side].state, State::Bare) {
            return self.inside.end(&mut self.out, at, side, ending);
        }
        self.run(side, Some(ending));
        if let Some(at) = at {
            self.halves[side].held.mark(at);
        }
        self.unfinished(side, ending);
        self.halves[side].state = State::Over;
        if !self.session.channel(side).closed {
            let ending = match ending {
                Ending::Close | Ending::HalfClose(_) => &Ending::Unannounced(side),
                ending => ending,
            };
            self.inside.end(&mut self.out, at, side, ending);
        }
        self.session.channel(side).closed = true;
    }

    fn out(&mut self) -> &mut Outbox<'s> {
        &mut self.out
    }
}

impl<'s> Tls<'s> {
    fn new(opening: Opening<'s>) -> Tls<'s> {
        let open = opening.within.unwrap_or(opening.registry.otherwise.open);
        let app = open(Opening { within: None, covered: true, ..opening.clone() });
        let mut tls = Tls::around(opening, app);
        if tls.out.opening.within.take().is_some() {
            tls.inside.is_settled();
        }
        tls
    }

    /// Goes on with a connection on which `bare` began to speak `app`'s protocol to a side that speaks TLS.
    fn beside(opening: Opening<'s>, bare: Side, mut app: Spoken<'s>) -> Tls<'s> {
        let next = app.out().next();
        let mut tls = Tls::around(opening, app);
        tls.out.count_from(next);
        tls.inside.is_bare(bare);
        tls.halves[bare].state = State::Bare;
        tls
    }

    /// Goes on with a connection of which nobody knew what it is: it began in the middle of a record.
    fn late(opening: Opening<'s>, mut before: Spoken<'s>) -> Tls<'s> {
        let mut tls = Tls::new(opening);
        for side in [Side::Client, Side::Server] {
            before.end(None, side, &Ending::Turn);
            let half = &mut tls.halves[side];
            half.held.skip(before.reached(side));
            half.state = State::Lost { scanned: 0, why: "the middle of a record whose beginning is missing".into() };
            tls.session.miss(side, before.reached(side));
        }
        tls.out.follow(before.out());
        tls
    }

    fn around(opening: Opening<'s>, app: Spoken<'s>) -> Tls<'s> {
        let session = Session::new(opening.clone());
        Tls { out: Outbox::new(opening), halves: Sides::new(Half::new), session, inside: Inside::around(app) }
    }

    /// Makes messages as long as there are bytes for one; with `ending`, of whatever there is.
    fn run(&mut self, side: Side, ending: Option<&Ending>) {
        while self.step(side, ending) {}
    }

    fn step(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = &mut self.halves[side];
        if half.held.is_empty() {
            return false;
        }
        match &half.state {
            State::Start => self.start(side, ending),
            State::Records => self.record(side, ending),
            State::Lost { .. } => self.lost(side, ending),
            State::Rest => self.rest(side, ending),
            State::Bare => false,
            State::Over if ending.is_none() && half.held.len() < PIECE => false,
            State::Over => {
                let len = half.held.len().min(PIECE);
                self.out.send_unexplained(&mut half.held, len, "sent after its sender had ended the connection");
                true
            }
        }
    }

    /// A record, if there is one.
    fn record(&mut self, side: Side, ending: Option<&Ending>) -> bool {
        let half = &mut self.halves[side];
        let (len, total) = (half.held.len(), half::length(half.held.as_slice()));
        match (half.next(), ending) {
            (Next::Record(len), _) => self.emit(side, len, None),
            (Next::Never, _) => {
                half.state = State::Lost { scanned: 0, why: "no TLS record begins here".into() };
                self.session.miss(side, 0);
            }
            (Next::Wait, None) => return false,
            (Next::Wait, Some(ending)) => {
                let cut = ending.cut(len as u64, total.map(|total| total as u64));
                half.owed = total.map_or(0, |total| total.saturating_sub(len) as u64);
                self.emit(side, len, Some(cut));
            }
        }
        true
    }

    fn emit(&mut self, side: Side, len: usize, cut: Option<String>) {
        let at = self.halves[side].held.at();
        let mut message = self.out.take(&mut self.halves[side].held, len);
        let read = record::read(&mut message, &mut self.session, cut);
        let data = read.data.and_then(|span| {
            let source = message.sources.get(usize::from(span.source))?;
            Some((source.bytes.slice(span.range.clone()), span))
        });
        self.out.send(message);
        if let Some(name) = &self.session.facts.alpn {
            self.inside.agreed(&self.out, name);
        }
        if let Some(len) = read.lost {
            self.inside.gap(&mut self.out, at, side, len);
        }
        if let Some((bytes, span)) = data {
            let accepted = self.session.facts.early_accepted;
            match read.early {
                true => self.inside.early(&mut self.out, at, span, bytes, accepted),
                false => self.inside.bytes(&mut self.out, at, side, Some(span), bytes),
            }
        }
        if let Some(accepted) = self.session.facts.early_accepted {
            self.inside.decide_early(&mut self.out, accepted);
        }
        if read.closes {
            self.inside.end(&mut self.out, Some(at), side, &Ending::HalfClose(side));
        }
    }

    /// A handshake message that began and will not end is worth a message, though no byte is left for it.
    fn unfinished(&mut self, side: Side, ending: &Ending) {
        let Some((have, total)) = self.session.channel(side).flight.unfinished() else { return };
        self.session.channel(side).flight.clear();
        let mut message = self.out.take(&mut self.halves[side].held, 0);
        let value = Value::NONE.meaning("the rest of the message is missing");
        let mut field = message.leaf(0, 0..0, &label::FRAGMENT, value);
        blame(&mut field, ending.cut(have as u64, total.map(|total| total as u64)));
        message.fields.push(field);
        self.out.send(message);
    }
}
