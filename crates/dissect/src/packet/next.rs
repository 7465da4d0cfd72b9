//! What comes next in a packet.

use super::context::Context;
use crate::cursor::{Cursor, Stop};
use crate::names::packet_icmp as label;

/// What a part of a packet is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A packet of this link type.
    Link(u32),
    /// A frame of Ethernet.
    Ethernet,
    /// What an EtherType says.
    Typed(u16),
    /// What says itself what it is, behind a length.
    Llc,
    /// PPP.
    Ppp,
    /// Labels of MPLS.
    Mpls,
    /// What follows on the last label.
    Labelled,
    /// Several wireless frames.
    Aggregate,
    /// A packet of IP, in either version.
    Ip,
    /// What IP says that it carries, by its number.
    Protocol(u8),
    /// A part of a packet of IP, which says where it belongs.
    Fragment,
    /// A packet that ICMP quotes.
    Quote,
    /// A tunnel in a datagram.
    Vxlan,
    /// The same, which says what follows.
    VxlanGpe,
    /// Another.
    Geneve,
    /// What nobody here takes apart.
    Carried,
}

/// What comes next; `len` bytes of it, if that is known, and then filling.
pub(super) struct Next {
    pub kind: Kind,
    pub len: Option<usize>,
}

/// What follows on a layer; `None`: nothing that is taken apart, or nothing at all.
pub(super) type Following = Result<Option<Next>, Stop>;

impl Kind {
    /// All that is left is this.
    pub fn next(self) -> Option<Next> {
        Some(Next { kind: self, len: None })
    }

    /// So many bytes are this.
    pub fn within(self, len: usize) -> Option<Next> {
        Some(Next { kind: self, len: Some(len) })
    }
}

/// Whether a quoted packet ends within a header: then that is no mistake of anybody's.
pub(super) fn forgive(c: &mut Cursor<'_>, context: &Context<'_>) {
    if context.quoted
        && let Some(field) = c.last()
        && field.problem.take().is_some()
    {
        field.value.meaning = Some(label::QUOTE.why.into());
    }
}
