//! Bytes that are no HTTP: passed on in pieces, while a new beginning is looked for.

use std::borrow::Cow;

use super::half::{Half, State};
use super::lines::beginning;
use super::recognise;
use crate::Value;
use crate::field::Label;
use crate::protocol::{Ending, Outbox, PIECE};

/// More than the longest word by which a beginning is recognised.
const LOOK_AHEAD: usize = 16;

impl Half {
    /// Looks for a line that could begin a message; what stands before it is unexplained.
    pub(super) fn lost(&mut self, out: &mut Outbox<'_>, ending: Option<&Ending>) -> bool {
        let State::Lost { scanned, fresh, label, why } = &mut self.state else { return false };
        let held = self.held.as_slice();
        let mut found = None;
        let mut at = *scanned;
        while at < held.len().min(PIECE + 1) {
            let (before, rest) = held.split_at(at);
            let line_start = before.last().map_or(*fresh, |last| *last == b'\n');
            match line_start.then(|| recognise::begins(self.held.side(), rest)) {
                Some(Some(true)) => {
                    found = Some(at);
                    break;
                }
                Some(None) => break,
                _ => at += 1,
            }
        }
        *scanned = at;
        let (label, why) = (*label, why.clone());
        match found {
            Some(0) => self.state = State::start(),
            Some(at) => {
                out.send_leaf(&mut self.held, at, label, Value::NONE.meaning(why));
                self.state = State::start();
            }
            None if held.len() >= PIECE + LOOK_AHEAD => self.lose(out, PIECE, label, why),
            None if ending.is_some() && !held.is_empty() => {
                let all = held.len();
                self.lose(out, all, label, why);
            }
            None => return false,
        }
        true
    }

    fn lose(&mut self, out: &mut Outbox<'_>, len: usize, label: &'static Label, why: Cow<'static, str>) {
        let fresh = beginning(self.held.as_slice(), len).ends_with(b"\n");
        out.send_leaf(&mut self.held, len, label, Value::NONE.meaning(why.clone()));
        self.state = State::Lost { scanned: 0, fresh, label, why };
    }

    /// Passes on what will never be HTTP again.
    pub(super) fn opaque(&mut self, out: &mut Outbox<'_>, ending: Option<&Ending>) -> bool {
        let State::Opaque { why } = &self.state else { return false };
        let why = why.clone();
        let len = match self.held.len() {
            0 => return false,
            n if n >= PIECE => PIECE,
            n if ending.is_some() => n,
            _ => return false,
        };
        out.send_unexplained(&mut self.held, len, why);
        true
    }
}
