//! Bodies: whole, in pieces, put together from chunks, and what is recognised in them.

use bytes::{Bytes, BytesMut};

use crate::cursor::{bytes, preview};
use crate::message::{Message, Origin, Source};
use crate::names::http as label;
use crate::protocol::{Opening, PIECE};
use crate::{Field, Span, Value};

/// The field of a whole body, one of at most [`PIECE`] bytes, that is this source of the message.
pub(super) fn whole(message: &mut Message, source: u16, opening: &Opening<'_>) -> Field {
    let body = message.sources.get(usize::from(source)).map(|s| s.bytes.clone()).unwrap_or_default();
    let span = Span::new(message.index, source, 0..body.len());
    let meaning = format!("the whole body, {}", bytes(body.len() as u64));
    let (value, children) = match opening.look(message, source, &body, 0..body.len()) {
        Some((name, children)) => (Value::NONE.meaning(format!("{meaning}: {name}")), children),
        None => (preview(&body).meaning(meaning), Vec::new()),
    };
    Field { label: &label::BODY, span, value, problem: None, children }
}

/// The field of a piece of a body that is the whole message; `done` bytes came before it, `total` is its length if known.
pub(super) fn piece(message: &Message, done: u64, total: Option<u64>) -> Field {
    let len = message.sources.first().map_or(0, |s| s.bytes.len());
    let of = total.map(|t| format!(" of {t}")).unwrap_or_default();
    let value = Value::NONE.meaning(format!("bytes {done} to {}{of} of the body", done.saturating_add(len as u64)));
    message.leaf(0, 0..len, &label::BODY_PIECE, value)
}

/// The data of the chunks of one body, as long as it is not too much.
#[derive(Default)]
pub(super) struct Chunks {
    parts: Vec<(Span, Bytes)>,
    /// Bytes of data so far.
    pub total: u64,
}

impl Chunks {
    /// Takes the data of one more chunk, or a piece of it.
    pub(super) fn add(&mut self, span: Span, data: Bytes) {
        if data.is_empty() {
            return;
        }
        self.total += data.len() as u64;
        match self.total > PIECE as u64 {
            true => self.parts.clear(),
            false => self.parts.push((span, data)),
        }
    }

    /// The body without its framing; `None`: it is empty or too long.
    pub(super) fn join(self) -> Option<Source> {
        let data = match self.parts.as_slice() {
            [] => return None,
            [(_, only)] => only.clone(),
            parts => {
                let mut joined = BytesMut::with_capacity(usize::try_from(self.total).unwrap_or(PIECE));
                parts.iter().for_each(|(_, data)| joined.extend_from_slice(data));
                joined.freeze()
            }
        };
        let spans = self.parts.into_iter().map(|(span, _)| span).collect();
        Some(Source { origin: Origin::Dechunked(spans), bytes: data })
    }
}
