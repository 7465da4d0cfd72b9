//! What the layers of one packet hand on to each other.

use super::track::Tracks;
use crate::recording::{StreamNumber, Transport};

/// In so many packets of IP a packet of IP is taken apart: as deep as a capture's reader goes.
pub(super) const DEEPEST: u8 = 12;

/// The addresses of the innermost IP so far, as checksums take them.
#[derive(Clone, Copy, Default)]
pub(super) struct Ends {
    /// Both addresses, four or sixteen bytes each, in a row.
    pub bytes: [u8; 32],
    /// How many of these bytes there are.
    pub len: usize,
}

/// One packet while it is taken apart.
pub(super) struct Context<'p> {
    pub tracks: &'p mut Tracks,
    /// Whether the capture kept less than there was.
    pub cut: bool,
    /// In how many packets of IP this is.
    pub depth: u8,
    /// Whether this is quoted by ICMP: then it belongs to no conversation, and may be cut.
    pub quoted: bool,
    /// Where the innermost frame of Ethernet begins.
    pub frame: Option<usize>,
    pub ends: Ends,
    /// Where the innermost packet of IP ends, by its own word: the capture may have kept less.
    pub end: Option<usize>,
    conversations: std::slice::Iter<'p, u32>,
}

impl<'p> Context<'p> {
    /// A packet, cut or not, that belongs to these conversations.
    pub fn new(cut: bool, conversations: &'p [u32], tracks: &'p mut Tracks) -> Context<'p> {
        Context {
            tracks,
            cut,
            depth: 0,
            quoted: false,
            frame: None,
            ends: Ends::default(),
            end: None,
            conversations: conversations.iter(),
        }
    }

    /// The next conversation that the packet belongs to, if it is of this kind.
    pub fn conversation(&mut self, transport: Transport) -> Option<StreamNumber> {
        let next = self.conversations.as_slice().first().copied().map(StreamNumber::of);
        let found = next.filter(|next| next.transport == transport && !self.quoted)?;
        self.conversations.next();
        Some(found)
    }

    /// What a fragment belongs to that was the last one missing.
    pub fn whole(&self) -> Option<StreamNumber> {
        self.conversations.as_slice().last().copied().map(StreamNumber::of)
    }
}
