//! Frames of 802.11, with what a capturing machine notes before them.
//!
//! Sources: IEEE 802.11 §9.2 and §9.3.2; radiotap.org; the list of link-layer header types of tcpdump.org. Only data in the clear is
//! read: what a protected network carries is encrypted, frame by frame, with keys that no key log of TLS holds.

use super::layer::{Layer, Peeled, from};
use super::skip::Skip;

/// Notes of radiotap: how long they are, and what was captured along with the frame.
pub(super) fn radiotap(packet: &[u8]) -> Peeled<'_> {
    let [l0, l1] = *packet.get(2..).and_then(<[u8]>::first_chunk).ok_or(Skip::Header)?;
    let frame = from(packet, usize::from(u16::from_le_bytes([l0, l1])))?;
    let flags = radiotap_flags(packet).unwrap_or(0);
    const CHECKSUM: u8 = 0x10;
    const PADDED: u8 = 0x20;
    let frame = if flags & CHECKSUM != 0 { frame.get(..frame.len().saturating_sub(4)).unwrap_or(frame) } else { frame };
    data(frame, flags & PADDED != 0)
}

/// The byte of flags among the notes: behind the words that say which notes there are, and a clock of eight bytes if there is one.
fn radiotap_flags(packet: &[u8]) -> Option<u8> {
    let word = |at: usize| Some(u32::from_le_bytes(*packet.get(at..)?.first_chunk()?));
    let first = word(4)?;
    let mut at = 4;
    while word(at)? & 1 << 31 != 0 {
        at += 4;
    }
    at += 4;
    if first & 1 != 0 {
        at = at.next_multiple_of(8) + 8;
    }
    packet.get(at).copied().filter(|_| first & 2 != 0)
}

/// Notes of Prism, 144 bytes, or of AVS, which say how long they are.
pub(super) fn prism(packet: &[u8]) -> Peeled<'_> {
    match packet.first_chunk().map(|first| u32::from_be_bytes(*first)) {
        Some(version) if version & 0xffff_f000 == 0x8021_1000 => avs(packet),
        _ => data(from(packet, 144)?, false),
    }
}

/// Notes of AVS.
pub(super) fn avs(packet: &[u8]) -> Peeled<'_> {
    let len = packet.get(4..).and_then(<[u8]>::first_chunk).ok_or(Skip::Header)?;
    data(from(packet, usize::try_from(u32::from_be_bytes(*len)).unwrap_or(usize::MAX))?, false)
}

/// What a frame of data carries. `padded`: the header is filled up to whole words.
pub(super) fn data(frame: &[u8], padded: bool) -> Peeled<'_> {
    let [kind, flags, ..] = *frame else { return Err(Skip::Header) };
    const DATA: u8 = 0x08;
    const NO_DATA: u8 = 0x40;
    if kind & 0x0f != DATA || kind & NO_DATA != 0 {
        return Err(Skip::NotIp); // the network's own business
    }
    if flags & 0x40 != 0 {
        return Err(Skip::Sealed);
    }
    let quality = kind & 0x80 != 0;
    // Three addresses, a fourth between two access points; the class of the traffic, and more if there is more to say.
    let mut header = 24;
    header += if flags & 0x03 == 0x03 { 6 } else { 0 };
    let class = if quality { frame.get(header).copied().ok_or(Skip::Header)? } else { 0 };
    header += if quality { 2 } else { 0 };
    header += if quality && flags & 0x80 != 0 { 4 } else { 0 };
    // More fragments follow, or this is not the first.
    if flags & 0x04 != 0 || frame.get(22).ok_or(Skip::Header)? & 0x0f != 0 {
        return Err(Skip::Fragment);
    }
    let start = if padded { header.next_multiple_of(4) } else { header };
    let payload = from(frame, start)?;
    Ok(if class & 0x80 != 0 { Layer::Aggregate(payload) } else { Layer::Llc(payload) })
}

/// The frames that were put together: two addresses, a length, that many bytes, and zeros up to whole words.
pub(super) fn subframes(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let [l0, l1] = *rest.get(12..)?.first_chunk()?;
        let end = 14 + usize::from(u16::from_be_bytes([l0, l1]));
        let frame = rest.get(14..end.min(rest.len()))?;
        rest = rest.get(end.next_multiple_of(4)..).unwrap_or_default();
        Some(frame)
    })
}
