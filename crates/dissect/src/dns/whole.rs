//! The message that is read: names point into it, and its kind changes the meaning of a few bits.

use super::name;
use crate::cursor::{Cursor, Stop};
use crate::field::Label;

/// What kind of DNS it is, which changes the meaning of a few bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flavour {
    /// DNS proper.
    Unicast,
    /// Multicast DNS (RFC 6762).
    Multicast,
    /// Link-local multicast name resolution (RFC 4795).
    LinkLocal,
}

/// The message that is read, for names that point into it, and where it begins in its source.
#[derive(Clone, Copy)]
pub(super) struct Whole<'a> {
    bytes: &'a [u8],
    begins: usize,
    pub(super) flavour: Flavour,
}

impl<'a> Whole<'a> {
    /// What a cursor has before it.
    pub(super) fn new(c: &Cursor<'a>, flavour: Flavour) -> Whole<'a> {
        Whole { bytes: c.rest(), begins: c.span(0).range.start, flavour }
    }

    /// The name that begins where a cursor stands.
    pub(super) fn name(&self, c: &Cursor<'_>) -> Result<name::Name, Stop> {
        name::read(self.bytes, c.span(0).range.start.saturating_sub(self.begins))
    }

    /// The name that begins where a cursor stands, as a field.
    pub(super) fn put_name(&self, c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
        let name = self.name(c)?;
        name::put(c, label, name)
    }
}
