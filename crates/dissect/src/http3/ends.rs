//! How streams end.

use super::Http3;
use super::codes;
use super::cut::Cut;
use super::stream::{Role, State, Stream};
use crate::cursor::blame;
use crate::field::{Label, Value};
use crate::names::http3 as label;
use crate::protocol::StreamEnd;
use crate::recording::{Side, Timestamp};

impl Http3<'_> {
    /// A side sends no more on a stream.
    pub(super) fn ended(&mut self, stream: &mut Stream, at: Timestamp, how: StreamEnd) {
        stream.ended = Some(how);
        // What waits for table entries may yet be read.
        if !matches!(stream.state, State::Blocked) {
            self.run(stream, Some(&Cut::Stream(stream.side, how)));
        }
        self.calls[stream.side].end(stream.id);
        if matches!(stream.role, Role::Control | Role::Encoder | Role::Decoder) {
            self.send_end(at, stream.side, stream.id, &label::CLOSED, Value::NONE);
            return;
        }
        match how {
            StreamEnd::Reset(code) => self.send_end(at, stream.side, stream.id, &label::RESET, codes::error(code)),
            // Where something is missing from the recording, headers may have been in it.
            _ if stream.id.is_multiple_of(4) && !stream.has_headers && matches!(stream.state, State::Frames) => {
                self.send_end(at, stream.side, stream.id, &label::BARE, Value::NONE);
            }
            _ => {}
        }
    }

    /// The receiver of a side's stream wants no more of it.
    pub(super) fn stopped(&mut self, at: Timestamp, side: Side, id: u64, code: u64) {
        self.send_end(at, side.other(), id, &label::STOPPED, codes::error(code));
    }

    /// A message without bytes that says how a stream ends.
    fn send_end(&mut self, at: Timestamp, side: Side, id: u64, label: &'static Label, value: Value) {
        let mut stream = Stream::new(id, side);
        stream.held.mark(at);
        let mut message = stream.take(&self.out, 0);
        let mut field = message.leaf(0, 0..0, label, value);
        if std::ptr::eq(label, &label::CLOSED) {
            blame(&mut field, "a stream that the connection cannot do without ended: H3_CLOSED_CRITICAL_STREAM");
        } else if std::ptr::eq(label, &label::BARE) {
            let what =
                if side == Side::Client { "request: H3_REQUEST_INCOMPLETE" } else { "response: H3_MESSAGE_ERROR" };
            blame(&mut field, format!("it ended without the headers of a {what}"));
        }
        message.fields.push(field);
        message.fields.push(stream.mark(&message, 0));
        self.out.send(message);
    }
}
