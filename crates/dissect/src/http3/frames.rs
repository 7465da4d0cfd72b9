//! Where frames end on a stream, and how it goes on after one that is long, cut off or lost.

use super::Http3;
use super::codes::kind;
use super::cut::Cut;
use super::frame;
use super::payload::Known;
use super::stream::{Role, State, Stream};
use crate::cursor::bytes;
use crate::message::Message;
use crate::names::http3 as label;
use crate::protocol::{Ending, PIECE, target};
use crate::qpack::{self, Need};
use crate::read::variable;
use crate::recording::{Side, Timestamp};

/// So many streams that ask for a tunnel are remembered.
const MOST_TUNNELS: usize = 1024;
/// Compressed headers may stand for so many times their length, over the whole connection, beside the room that there is at first.
const MOST_TIMES: usize = 128;
/// After a gap nothing shows where a frame begins.
const LOST: &str = "after a gap, nothing shows where the next frame begins";
/// Why headers cannot be read whose entries never came.
const MISSING: &str = "they refer to table entries that are not in the recording, or came too late";

/// What headers that are due need.
enum Due {
    /// They can be read.
    Now(Result<u64, &'static str>),
    /// They wait for so many entries; 0: for settings.
    Waits(u64),
}

impl Http3<'_> {
    /// The next frame.
    pub(super) fn frame(&mut self, stream: &mut Stream, cut: Option<&Cut<'_>>) -> bool {
        let held = stream.held.as_slice();
        if !stream.begun
            && stream.role == Role::Request
            && variable(held).is_some_and(|(_, kind)| kind == kind::WEBTRANSPORT)
        {
            return self.begin_session(stream, cut);
        }
        let Some((kind, len, header)) = frame::header(held) else { return self.broken(stream, None, cut) };
        let longest = if holds_headers(kind) { qpack::LONGEST } else { PIECE };
        match usize::try_from(len).ok().filter(|len| *len <= longest) {
            Some(len) if header + len <= held.len() => self.whole(stream, kind, header..header + len, cut),
            Some(len) => self.broken(stream, Some((header + len) as u64), cut),
            None if held.len() >= header + PIECE => {
                self.long(stream, (kind, len), header);
                true
            }
            None => self.broken(stream, Some(len.saturating_add(header as u64)), cut),
        }
    }

    /// A frame that is there to its end.
    fn whole(&mut self, stream: &mut Stream, kind: u64, at: std::ops::Range<usize>, cut: Option<&Cut<'_>>) -> bool {
        let end = at.end;
        let due = match holds_headers(kind) {
            true => self.due(stream, kind, stream.held.as_slice().get(at).unwrap_or_default(), cut),
            false => Due::Now(Ok(0)),
        };
        let known = match due {
            Due::Now(known) => known,
            Due::Waits(entries) => {
                stream.state = State::Blocked;
                stream.required = Some(entries).filter(|entries| *entries > 0);
                self.waiting[stream.side].insert((entries, stream.id));
                return false;
            }
        };
        if matches!(stream.state, State::Blocked) {
            self.waiting[stream.side].remove(&(stream.required.unwrap_or_default(), stream.id));
        }
        (stream.state, stream.required) = (State::Frames, None);
        let mut message = stream.take(&self.out, end);
        if holds_headers(kind) {
            self.room = self.room.saturating_add(end.saturating_mul(MOST_TIMES));
        }
        let known: Known<'_> = known.map(|entries| (entries, &self.tables[stream.side]));
        let said =
            frame::read(&mut message, stream, (known, self.room), &mut self.calls[stream.side], &self.out.opening);
        self.room = self.room.saturating_sub(said.shown);
        if let (Some(table), Role::Control) = (said.table, stream.role) {
            self.tables[stream.side.other()].allow(table);
        }
        if said.is_call {
            self.calls.client.begin(stream.id);
            self.calls.server.begin(stream.id);
        }
        if said.is_udp && self.tunnels.len() < MOST_TUNNELS {
            self.tunnels.insert(stream.id);
        }
        if stream.side == Side::Client {
            target::look(&mut message, &label::PATH, &self.out.opening);
        }
        stream.has_headers |= kind == kind::HEADERS;
        self.send(stream, message);
        true
    }

    /// Whether headers can be read now.
    fn due(&self, stream: &Stream, kind: u64, content: &[u8], cut: Option<&Cut<'_>>) -> Due {
        let table = &self.tables[stream.side];
        let skip = match kind {
            kind::PUSH_PROMISE => variable(content).map_or(content.len(), |(len, _)| len),
            _ => 0,
        };
        let need = match stream.required {
            Some(entries) => Need::Entries(entries),
            None => qpack::need(content.get(skip..).unwrap_or_default(), table),
        };
        match need {
            Need::Entries(0) => Due::Now(Ok(0)),
            _ if table.lost().is_some() => Due::Now(Err(table.lost().unwrap_or_default())),
            Need::Entries(entries) if entries <= table.inserted() => Due::Now(Ok(entries)),
            Need::Entries(entries) if cut.is_none() => Due::Waits(entries),
            Need::Entries(_) => Due::Now(Err(MISSING)),
            Need::Settings if cut.is_none() => Due::Waits(0),
            Need::Settings => {
                Due::Now(Err("the receiver's settings, by which entries are counted, are not in the recording"))
            }
            Need::Wrong => Due::Now(Err("they need a number of table entries that does not fit those that came")),
        }
    }

    /// The beginning of a frame that is not held as a whole.
    fn long(&mut self, stream: &mut Stream, (kind, total): (u64, u64), header: usize) {
        let mut message = stream.take(&self.out, header + PIECE);
        let meaning = format!("bytes 0 to {PIECE} of {total}");
        let problem = holds_headers(kind).then(|| format!("{}: more than this program reads at once", bytes(total)));
        frame::begin(&mut message, stream, meaning, problem);
        stream.has_headers |= kind == kind::HEADERS;
        stream.state = State::Content { done: PIECE as u64, total, kind };
        self.send(stream, message);
    }

    /// The next piece of such a frame.
    pub(super) fn content(
        &mut self,
        stream: &mut Stream,
        (done, total, kind): (u64, u64, u64),
        cut: Option<&Cut<'_>>,
    ) -> bool {
        let left = total.saturating_sub(done);
        let want = usize::try_from(left).unwrap_or(usize::MAX).min(PIECE);
        let held = stream.held.len();
        let problem = match cut {
            _ if held >= want => None,
            None => return false,
            Some(cut) => Some(cut.says(done.saturating_add(held as u64), Some(total))),
        };
        let mut message = stream.take(&self.out, want);
        let end = done + message.wire().len() as u64;
        frame::piece(&mut message, stream, kind, format!("bytes {done} to {end} of {total}"), problem);
        stream.state = match cut {
            Some(cut) if end < total && !cut.goes_on() => State::Over("sent after its sender had ended the stream"),
            _ if end >= total => State::Frames,
            _ => State::Content { done: end, total, kind },
        };
        self.send(stream, message);
        true
    }

    /// A long frame whose end never comes, though a piece of it ended where what is held ends.
    pub(super) fn short(&mut self, stream: &mut Stream, cut: &Cut<'_>) {
        if let State::Content { done, total, kind } = stream.state
            && !cut.goes_on()
        {
            self.content(stream, (done, total, kind), Some(cut));
        }
    }

    /// What there is of a frame whose end is missing.
    fn broken(&mut self, stream: &mut Stream, total: Option<u64>, cut: Option<&Cut<'_>>) -> bool {
        let Some(cut) = cut else { return false };
        let held = stream.held.len();
        let header = frame::header(stream.held.as_slice());
        let mut message = stream.take(&self.out, held);
        let problem = cut.says(held as u64, total);
        frame::begin(&mut message, stream, "not whole".to_owned(), Some(problem));
        stream.state = match (header, cut) {
            (Some((kind, len, header)), Cut::Connection(Ending::Gap(_)) | Cut::Full) => {
                stream.has_headers |= kind == kind::HEADERS;
                State::Content { done: held.saturating_sub(header) as u64, total: len, kind }
            }
            _ => State::Over("what came before it on the stream is not whole"),
        };
        self.send(stream, message);
        true
    }

    /// Bytes of a stream are missing.
    pub(super) fn lose(&mut self, stream: &mut Stream, at: Timestamp, len: u64) {
        self.run(stream, Some(&Cut::Connection(&Ending::Gap(len))));
        stream.send_gap(&mut self.out, at, len);
        self.calls[stream.side].end(stream.id);
        stream.state = match stream.state {
            State::Content { done, total, kind } => match done.checked_add(len) {
                Some(done) if done < total => State::Content { done, total, kind },
                Some(done) if done == total => State::Frames,
                _ => State::Over(LOST),
            },
            State::Raw(what) => State::Raw(what),
            _ => {
                if matches!(stream.role, Role::Encoder | Role::Other) {
                    self.may_lose_table(stream);
                }
                State::Over(LOST)
            }
        };
    }

    /// Sends a message, after which the stream has begun.
    pub(super) fn send(&mut self, stream: &mut Stream, message: Message) {
        stream.begun = true;
        self.out.send(message);
    }
}

fn holds_headers(kind: u64) -> bool {
    matches!(kind, kind::HEADERS | kind::PUSH_PROMISE)
}
