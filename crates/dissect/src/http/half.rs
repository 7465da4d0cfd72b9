//! One side of a connection: what it is in the middle of, and how it goes on.

use std::borrow::Cow;

use super::body::Chunks;
use super::chunks::Chunk;
use super::framing::{Facts, Framing};
use super::head;
use super::lines::{beginning, content, find_empty_line, find_lf};
use super::recognise::{self, LONGEST_HEAD, looks_like_start};
use crate::cursor::blame;
use crate::field::Label;
use crate::names::{UNEXPLAINED, http as label};
use crate::protocol::{Ending, Held, Outbox, PIECE, target};
use crate::recording::Side;
use crate::websocket::{self, Key};

pub(super) struct Half {
    pub(super) held: Held,
    pub(super) state: State,
}

/// What the next bytes of a side are.
pub(super) enum State {
    /// A head.
    Start(Scan),
    /// A body of known length; `broken`: some of it is missing.
    Length { total: u64, done: u64, broken: bool },
    /// A body that ends with the connection.
    UntilClose { done: u64, broken: bool },
    /// A body in chunks.
    Chunked { chunk: Chunk, data: Chunks, broken: bool },
    /// Nobody knows: the next start line is looked for. `fresh`: it may stand at the very beginning.
    Lost { scanned: usize, fresh: bool, label: &'static Label, why: Cow<'static, str> },
    /// What will go through a tunnel, if the proxy opens it.
    Asked,
    /// No HTTP any more.
    Opaque { why: Cow<'static, str> },
}

/// How far a head was looked through for its end.
#[derive(Default)]
pub(super) struct Scan {
    /// So many bytes need not be looked at again.
    seen: usize,
    /// Empty lines before the first.
    empty: usize,
    /// Where the first line begins, once it is whole.
    line: Option<usize>,
}

impl Scan {
    fn find_line(&mut self, held: &[u8]) {
        if self.empty == self.seen {
            let unseen = held.get(self.seen..).unwrap_or_default();
            self.empty += unseen.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            self.seen = self.empty;
        }
        match held.get(self.seen..).and_then(find_lf) {
            None => self.seen = held.len(),
            Some(lf) => {
                self.seen += lf;
                self.line = Some(self.empty);
            }
        }
    }
}

/// What came of looking for a head.
pub(super) enum Step {
    Wait,
    Again,
    Head(Box<Facts>),
}

impl State {
    pub(super) fn start() -> State {
        State::Start(Scan::default())
    }
}

impl Half {
    pub(super) fn new(side: Side) -> Half {
        Half { held: Held::new(side), state: State::start() }
    }

    /// Goes on after an answer when nothing more was asked: what comes now is surplus, unless it begins a message.
    pub(super) fn expect_nothing(&mut self) -> bool {
        let surplus = matches!(self.state, State::Start(_))
            && recognise::begins(self.held.side(), self.held.as_slice()) == Some(false);
        if surplus {
            let why = "the next reader of this connection mistakes them for the beginning of another response".into();
            self.state = State::Lost { scanned: 0, fresh: false, label: &label::SURPLUS, why };
        }
        surplus
    }

    /// Goes on after a head.
    pub(super) fn follow(&mut self, framing: &Framing) {
        self.state = match framing {
            Framing::Nothing | Framing::Length(0) => State::start(),
            Framing::Length(total) => State::Length { total: *total, done: 0, broken: false },
            Framing::UntilClose => State::UntilClose { done: 0, broken: false },
            Framing::Chunked => State::Chunked { chunk: Chunk::new(), data: Chunks::default(), broken: false },
            Framing::Asked => State::Asked,
            Framing::Tunnel(what) => State::Opaque { why: tunnel(what) },
            Framing::Unknown(why) => lost(why),
        };
    }

    /// What comes before the proxy's answer waits for it, up to the length of a piece. Never makes a message.
    pub(super) fn asked(&mut self, ending: Option<&Ending>) -> bool {
        if ending.is_some() || self.held.len() >= PIECE {
            self.state = State::Opaque { why: tunnel("a tunnel") };
            return true;
        }
        false
    }

    /// The proxy opens no tunnel: what was sent for it, too early, belongs to nothing.
    pub(super) fn refused(&mut self) {
        self.state = State::Opaque { why: tunnel("a tunnel") };
    }

    /// Goes on after a gap; what came before it was sent on.
    pub(super) fn skip(&mut self, len: u64) {
        match &mut self.state {
            State::Length { total, done, broken } if len <= *total - *done => {
                *done += len;
                *broken = true;
                if done == total {
                    self.state = State::start();
                }
            }
            State::UntilClose { done, broken } => {
                *done = done.saturating_add(len);
                *broken = true;
            }
            State::Chunked { chunk, broken, .. } if chunk.size.is_some() && len < chunk.left => {
                chunk.left -= len;
                *broken = true;
            }
            State::Opaque { .. } | State::Asked => {}
            _ => {
                let why = "the data it belongs to was lost in a gap".into();
                self.state = State::Lost { scanned: 0, fresh: true, label: &UNEXPLAINED, why }
            }
        }
    }

    /// A head, as soon as it is whole.
    pub(super) fn head(&mut self, out: &mut Outbox<'_>, key: Option<&Key>, ending: Option<&Ending>) -> Step {
        let State::Start(scan) = &mut self.state else { return Step::Wait };
        let held = self.held.as_slice();
        let all = held.len();
        if scan.line.is_none() {
            scan.find_line(beginning(held, LONGEST_HEAD));
            let line = scan.line.and_then(|start| held.get(start..));
            if line.is_some_and(|line| !looks_like_start(self.held.side(), content(line))) {
                self.state = lost("it does not begin with a start line");
                return Step::Again;
            }
        }
        let end = scan.line.and_then(|_| find_empty_line(held, &mut scan.seen));
        match end {
            Some(end) if end <= LONGEST_HEAD => return self.emit_head(out, end, key, None),
            None if all == 0 || all < LONGEST_HEAD && ending.is_none() => return Step::Wait,
            None if all < LONGEST_HEAD => return self.emit_head(out, all, key, ending),
            _ => {}
        }
        self.state = lost("a head of more than 256 KiB, which no program should accept");
        Step::Again
    }

    fn emit_head(&mut self, out: &mut Outbox<'_>, len: usize, key: Option<&Key>, ending: Option<&Ending>) -> Step {
        let mut message = out.take(&mut self.held, len);
        let (fields, facts) = head::read(message.index, message.side, message.wire());
        message.fields = fields;
        if let (Some(at), Some(key)) = (facts.accepts, key) {
            websocket::judge_accept(&mut message, at, key);
        }
        if let (Some(ending), Some(last)) = (ending, message.fields.last_mut()) {
            blame(last, ending.cut(len as u64, None));
        }
        if message.side == Side::Client {
            target::look(&mut message, &label::URI, &out.opening);
        }
        out.send(message);
        self.state = State::start();
        if ending.is_some() { Step::Again } else { Step::Head(Box::new(facts)) }
    }
}

fn tunnel(what: &str) -> Cow<'static, str> {
    format!("no longer HTTP: the connection carries {what} from here on").into()
}

pub(super) fn lost(why: &'static str) -> State {
    State::Lost { scanned: 0, fresh: false, label: &UNEXPLAINED, why: why.into() }
}
