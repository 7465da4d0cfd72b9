//! Where the parts of a packet are, before anything is taken apart: what every version has in common, and what versions 1 and 2 add.

use std::ops::Range;

use super::version::{self, Version};
use crate::read::variable;

/// Bytes up to the length of the destination connection id.
pub(super) const BEFORE_IDS: usize = 5;

/// What a packet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Initial,
    ZeroRtt,
    Handshake,
    Retry,
    Short,
    /// Version Negotiation.
    Negotiation,
    /// Of a version that is not read here.
    Other,
}

/// A packet in a datagram; all places count from the packet's first byte.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) kind: Kind,
    pub(super) number: u32,
    pub(super) version: Option<&'static Version>,
    pub(super) dcid: Range<usize>,
    pub(super) scid: Range<usize>,
    /// Where the token of an Initial is, and where its length.
    pub(super) token: Option<[Range<usize>; 2]>,
    /// Where the length of the rest is, and what it says.
    pub(super) length: Option<(Range<usize>, u64)>,
    /// Where the packet number is, or whatever follows the ids.
    pub(super) number_at: usize,
    pub(super) end: usize,
}

/// The name of a kind.
pub(super) fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Initial => "Initial",
        Kind::ZeroRtt => "0-RTT",
        Kind::Handshake => "Handshake",
        Kind::Retry => "Retry",
        Kind::Short => "1-RTT",
        Kind::Negotiation => "Version Negotiation",
        Kind::Other => "packet of another version",
    }
}

/// The two bits of a type.
pub(super) fn of_bits(first: u8, version: &Version) -> Kind {
    let kinds = match version.is_2 {
        false => [Kind::Initial, Kind::ZeroRtt, Kind::Handshake, Kind::Retry],
        true => [Kind::Retry, Kind::Initial, Kind::ZeroRtt, Kind::Handshake],
    };
    kinds.into_iter().nth(usize::from(first >> 4 & 3)).unwrap_or(Kind::Other)
}

impl Layout {
    /// The packet that begins these bytes with a short header, if connection ids have so many bytes.
    pub(super) fn short(bytes: &[u8], id: usize) -> Option<Layout> {
        let number_at = 1usize.checked_add(id).filter(|at| *at < bytes.len())?;
        Some(Layout {
            kind: Kind::Short,
            number: 0,
            version: None,
            dcid: 1..number_at,
            scid: 0..0,
            token: None,
            length: None,
            number_at,
            end: bytes.len(),
        })
    }

    /// The packet that begins these bytes with a long header; `None`: its parts do not fit into them.
    pub(super) fn long(bytes: &[u8]) -> Option<Layout> {
        let (&[first, a, b, c, d], _) = bytes.split_first_chunk::<BEFORE_IDS>()?;
        let number = u32::from_be_bytes([a, b, c, d]);
        let version = version::of(number);
        let dcid = id(bytes, BEFORE_IDS)?;
        let scid = id(bytes, dcid.end)?;
        let kind = match version {
            _ if number == 0 => Kind::Negotiation,
            Some(version) => of_bits(first, version),
            None => Kind::Other,
        };
        let (mut at, end) = (scid.end, bytes.len());
        let mut layout = Layout { kind, number, version, dcid, scid, token: None, length: None, number_at: at, end };
        if matches!(kind, Kind::Negotiation | Kind::Other | Kind::Retry) {
            return Some(layout);
        }
        if kind == Kind::Initial {
            let (width, len) = variable(bytes.get(at..)?)?;
            let token = at + width..(at + width).checked_add(usize::try_from(len).ok()?)?;
            bytes.get(token.clone())?;
            layout.token = Some([at..at + width, token.clone()]);
            at = token.end;
        }
        let (width, len) = variable(bytes.get(at..)?)?;
        layout.length = Some((at..at + width, len));
        layout.number_at = at + width;
        // One that says more than there is was cut, or is wrong: the rest of the datagram belongs to it.
        layout.end =
            usize::try_from(len).ok().and_then(|len| layout.number_at.checked_add(len)).unwrap_or(end).min(end);
        Some(layout)
    }

    /// How many bytes of it are missing.
    pub(super) fn missing(&self) -> u64 {
        let here = self.end.saturating_sub(self.number_at) as u64;
        self.length.as_ref().map_or(0, |(_, len)| len.saturating_sub(here))
    }
}

/// The connection id whose length stands here.
fn id(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let start = at + 1;
    let end = start + usize::from(*bytes.get(at)?);
    bytes.get(start..end)?;
    Some(start..end)
}
