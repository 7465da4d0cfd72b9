//! Datagrams that belong to a request (RFC 9297 §2.1).

use bytes::Bytes;

use super::Http3;
use super::stream::{Stream, about};
use crate::cursor::{Cursor, Stop, stop};
use crate::field::{Span, Value};
use crate::names::http3 as label;
use crate::read::{variable, varint};
use crate::recording::{Side, Timestamp};

impl Http3<'_> {
    /// One datagram is a message.
    pub(super) fn read_datagram(&mut self, at: Timestamp, side: Side, from: Span, bytes: Bytes) {
        let len = bytes.len();
        let mut carrier = Stream::new(0, side);
        carrier.push(at, from, bytes);
        let mut message = carrier.take(&self.out, len);
        let wire = message.wire().clone();
        let mut c = Cursor::new(message.index, 0, &wire);
        // It cannot stop: all there is is taken.
        let _ = c.group(&label::DATAGRAM, len, |c| self.fields(c));
        message.fields = c.finish();
        self.out.send(message);
    }

    fn fields(&self, c: &mut Cursor<'_>) -> Result<Value, Stop> {
        let Some((_, quarter)) = variable(c.rest()) else {
            return stop("its stream is cut off: H3_DATAGRAM_ERROR");
        };
        let Some(id) = quarter.checked_mul(4).filter(|id| *id < 1 << 62) else {
            return stop("no stream has such a number: H3_DATAGRAM_ERROR");
        };
        c.leaf(&label::STREAM, 0, about(id))?;
        varint(c, &label::DATAGRAM_STREAM, |quarter| {
            Value::number(quarter).meaning(format!("the request on stream {id}"))
        })?;
        if self.tunnels.contains(&id) {
            varint(c, &label::DATAGRAM_CONTEXT, Value::number)?;
        }
        super::payload::rest(c, &label::DATAGRAM_DATA)?;
        Ok(Value::NONE.meaning(format!("for the request on stream {id}")))
    }
}
