//! Bytes become messages, messages become fields: total, pure, and to the last byte.
//!
//! [`dissect`] does no I/O, reads no clock, never panics and returns no error: what is not understood is in the result
//! as a leaf `wirewalk.unexplained`, what is wrong carries a [`Problem`]. Leaves tile every source.

pub mod field;
pub mod message;

pub use field::{Datum, Field, Label, Problem, Span, Value};
pub use message::{Message, Origin, Source};

use crate::recording::{Recording, Secrets, WireEvent};

/// Dissects one connection, event by event. Holds what is not yet a whole message, never the connection.
pub struct Dissector<'s> {
    _secrets: &'s Secrets,
}

impl<'s> Dissector<'s> {
    /// A dissector for the connection with this number.
    pub fn new(_connection: u32, secrets: &'s Secrets) -> Dissector<'s> {
        Dissector { _secrets: secrets }
    }

    /// Takes the next event of the connection.
    pub fn push(&mut self, _event: &WireEvent) {}

    /// Says that no event will follow: what is held comes out, marked as unfinished.
    pub fn finish(&mut self) {}

    /// The next message that is ready.
    pub fn pop(&mut self) -> Option<Message> {
        None
    }
}

/// The messages of all connections, in the order of the events that completed them.
pub fn dissect<'a>(_recording: &'a Recording, _secrets: &'a Secrets) -> impl Iterator<Item = Message> + 'a {
    std::iter::empty()
}
