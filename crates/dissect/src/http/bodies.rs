//! How a body is sent on: whole, in pieces, or cut off.

use super::body;
use super::chunks::{self, Extent, Next};
use super::half::{Half, State, lost};
use crate::Span;
use crate::cursor::blame;
use crate::protocol::{Ending, Outbox, PIECE};

impl Half {
    /// A body whose length is known, or a piece of it.
    pub(super) fn length(&mut self, out: &mut Outbox<'_>, ending: Option<&Ending>) -> bool {
        let State::Length { total, done, broken } = self.state else { return false };
        let left = usize::try_from(total - done).unwrap_or(usize::MAX);
        let whole = total <= PIECE as u64 && !broken;
        let (want, held) = (if whole { left } else { left.min(PIECE) }, self.held.len());
        let cut = ending.filter(|_| held < want);
        if held < want && cut.is_none_or(|e| e.goes_on() && held == 0) {
            return false;
        }
        let mut message = out.take(&mut self.held, want);
        let len = message.wire().len() as u64;
        let mut field = match whole && len == total {
            true => body::whole(&mut message, 0, &out.opening),
            false => body::piece(&message, done, Some(total)),
        };
        if let Some(ending) = cut {
            blame(&mut field, ending.cut(done + len, Some(total)));
        }
        message.fields.push(field);
        out.send(message);
        let over = done + len == total || cut.is_some_and(|e| !e.goes_on());
        self.state = match over {
            true => State::start(),
            false => State::Length { total, done: done + len, broken: broken || cut.is_some() },
        };
        true
    }

    /// A body that ends with the connection, or a piece of it.
    pub(super) fn until_close(&mut self, out: &mut Outbox<'_>, ending: Option<&Ending>) -> bool {
        let State::UntilClose { done, broken } = self.state else { return false };
        let held = self.held.len();
        // One byte more than a piece shows that there will be several.
        let several = done > 0 || broken || held > PIECE;
        let ending = match ending {
            _ if held > PIECE || several && held == PIECE => None,
            None => return false,
            Some(ending) if held == 0 && (ending.goes_on() || ending.is_orderly()) => {
                if ending.is_orderly() {
                    self.state = State::start();
                }
                return false;
            }
            some => some,
        };
        let mut message = out.take(&mut self.held, held.min(PIECE));
        let len = message.wire().len() as u64;
        let mut field = match several || ending.is_none_or(|e| !e.is_orderly()) {
            true => body::piece(&message, done, None),
            false => body::whole(&mut message, 0, &out.opening),
        };
        let cut = ending.filter(|e| !e.is_orderly());
        if let Some(ending) = cut {
            let whole = "only the end of the connection would have ended the body";
            blame(&mut field, format!("{}; {whole}", ending.cut(done.saturating_add(len), None)));
        }
        message.fields.push(field);
        out.send(message);
        self.state = match ending.is_some_and(|e| !e.goes_on()) {
            true => State::start(),
            false => State::UntilClose { done: done.saturating_add(len), broken: broken || cut.is_some() },
        };
        true
    }

    /// A chunk, or a piece of a long one.
    pub(super) fn chunk(&mut self, out: &mut Outbox<'_>, ending: Option<&Ending>) -> bool {
        let State::Chunked { chunk, .. } = &mut self.state else { return false };
        let held = self.held.as_slice();
        match (chunks::extent(held, chunk), ending) {
            (Extent::Known(len), _) => self.whole_chunk(out, len),
            (Extent::Never(why), _) => self.state = lost(why),
            (Extent::Wait, Some(ending)) if !ending.goes_on() || !held.is_empty() => self.cut_chunk(out, ending),
            (Extent::Wait, _) => return false,
        }
        true
    }

    fn whole_chunk(&mut self, out: &mut Outbox<'_>, len: usize) {
        let State::Chunked { chunk, mut data, broken } = std::mem::replace(&mut self.state, State::start()) else {
            return;
        };
        let mut message = out.take(&mut self.held, len);
        let wire = message.wire().clone();
        let (fields, range, next) = chunks::read(message.index, message.side, &wire, chunk);
        message.fields = fields;
        data.add(Span::new(message.index, 0, range.clone()), wire.slice(range));
        match next {
            Next::More(chunk) => self.state = State::Chunked { chunk, data, broken },
            Next::Broken => {
                let unsaid = message.fields.last_mut().filter(|f| f.problem.is_none());
                if let Some(field) = unsaid {
                    blame(
                        field,
                        "no line end follows: one program looks for it further on, another refuses the message",
                    );
                }
                self.state = lost("the chunked framing broke before this point");
            }
            Next::End if broken => {}
            Next::End => {
                if let Some(source) = data.join() {
                    message.sources.push(source);
                    let field = body::whole(&mut message, 1, &out.opening);
                    message.fields.push(field);
                }
            }
        }
        out.send(message);
    }

    /// What there is of a chunk that is cut off.
    fn cut_chunk(&mut self, out: &mut Outbox<'_>, ending: &Ending) {
        let State::Chunked { chunk, mut data, .. } = std::mem::replace(&mut self.state, State::start()) else {
            return;
        };
        let mut message = out.take(&mut self.held, usize::MAX);
        let wire = message.wire().clone();
        let (mut fields, range, next) = chunks::read(message.index, message.side, &wire, chunk);
        data.total += range.len() as u64;
        let problem = format!("{}; the last chunk is missing", ending.cut(data.total, None));
        if wire.is_empty() {
            fields = vec![body::piece(&message, data.total, None)];
        }
        if let Some(last) = fields.last_mut() {
            blame(last, problem);
        }
        message.fields = fields;
        out.send(message);
        match next {
            Next::More(chunk) if ending.goes_on() => self.state = State::Chunked { chunk, data, broken: true },
            _ if ending.goes_on() => self.state = lost("the chunked framing was cut off before this point"),
            _ => {}
        }
    }
}
