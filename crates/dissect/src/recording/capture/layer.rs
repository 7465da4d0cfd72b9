//! What a part of a packet is, and what was around it.

use super::skip::Skip;
use crate::recording::Encapsulation;

/// A part of a packet, by what it begins with.
#[derive(Clone, Copy)]
pub(super) enum Layer<'a> {
    /// A packet of this link type.
    Link(u32, &'a [u8]),
    /// A frame of Ethernet, without its checksum.
    Ethernet(&'a [u8]),
    /// What an EtherType says that it is.
    Typed(u16, &'a [u8]),
    /// What a link of IEEE 802 carries that says what it is itself (LLC, RFC 1042).
    Llc(&'a [u8]),
    /// PPP, with or without the two bytes before its protocol.
    Ppp(&'a [u8]),
    /// Labels of MPLS.
    Mpls(&'a [u8]),
    /// Several frames that a wireless sender put together.
    Aggregate(&'a [u8]),
    /// A packet of IP.
    Ip(&'a [u8]),
}

/// What became of a part of a packet.
pub(super) type Peeled<'a> = Result<Layer<'a>, Skip>;

/// So much of what is around a packet is kept.
const MOST: usize = 16;

/// What is around a packet, the outermost first.
#[derive(Default)]
pub(super) struct Route(Vec<Encapsulation>);

impl Route {
    /// One more; what is deeper than anybody builds is not kept.
    pub fn enter(&mut self, encapsulation: Encapsulation) {
        if self.0.len() < MOST {
            self.0.push(encapsulation);
        }
    }

    /// How much there is.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Only so much of it from now on.
    pub fn leave(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// All of it.
    pub fn list(&self) -> Vec<Encapsulation> {
        self.0.clone()
    }
}

/// The number of two bytes at a place.
pub(super) fn short(bytes: &[u8], at: usize) -> Result<u16, Skip> {
    let two = bytes.get(at..).and_then(<[u8]>::first_chunk).ok_or(Skip::Header)?;
    Ok(u16::from_be_bytes(*two))
}

/// What begins at a place.
pub(super) fn from(bytes: &[u8], at: usize) -> Result<&[u8], Skip> {
    bytes.get(at..).ok_or(Skip::Header)
}

/// Where `part`, a subslice of `whole`, begins in it.
pub(super) fn offset(whole: &[u8], part: &[u8]) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}
