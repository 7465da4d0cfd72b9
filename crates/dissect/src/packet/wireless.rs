//! Frames of 802.11, and what a capturing machine notes before them.

use super::address::card_leaf;
use super::codes;
use super::next::{Following, Kind, Next};
use super::numbers::{bit, bits, little};
use crate::cursor::{Cursor, Stop};
use crate::field::Value;
use crate::names::packet_links as label;
use crate::read::{opaque, plain, rest};

/// Notes of radiotap, and the frame.
pub(super) fn radiotap(c: &mut Cursor<'_>) -> Following {
    let [_, _, l0, l1] = c.rest().first_chunk::<4>().copied().unwrap_or_default();
    let len = usize::from(u16::from_le_bytes([l0, l1])).max(4).min(c.left());
    let flags = flags(c.rest()).unwrap_or(0);
    c.group(&label::RADIOTAP, len, |c| {
        plain(c, &label::RADIOTAP_VERSION, 1)?;
        plain(c, &label::RADIOTAP_PAD, 1)?;
        little(c, &label::RADIOTAP_LENGTH, 2)?;
        rest(c, &label::RADIOTAP_REST)?;
        Ok(Value::NONE)
    })?;
    frame(c, flags & 0x20 != 0, flags & 0x10 != 0)
}

/// The byte of flags among the notes.
fn flags(packet: &[u8]) -> Option<u8> {
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

/// Notes of Prism or AVS, and the frame.
pub(super) fn notes(c: &mut Cursor<'_>) -> Following {
    let [version, len] = [0, 4].map(|at| {
        let four = c.rest().get(at..).and_then(|rest| rest.first_chunk());
        four.map_or(0, |four| u32::from_be_bytes(*four))
    });
    let is_avs = version & 0xffff_f000 == 0x8021_1000;
    let len = if is_avs { usize::try_from(len).unwrap_or(usize::MAX) } else { 144 };
    let len = len.min(c.left());
    opaque(c, &label::PPI_NOTES, len)?;
    frame(c, false, false)
}

/// A frame. `padded`: its header is filled up to whole words; `checked`: its checksum was captured too.
pub(super) fn frame(c: &mut Cursor<'_>, padded: bool, checked: bool) -> Following {
    let [kind, flags] = c.rest().first_chunk::<2>().copied().unwrap_or_default();
    let is_data = kind & 0x0f == 0x08;
    let quality = is_data && kind & 0x80 != 0;
    let fourth = is_data && flags & 0x03 == 0x03;
    let header = 24 + if fourth { 6 } else { 0 } + if quality { 2 } else { 0 };
    let header = header + if quality && flags & 0x80 != 0 { 4 } else { 0 };
    let checksum = if checked && c.left() >= header + 4 { 4 } else { 0 };
    let (mut class, len) = (0, header.min(c.left()));
    let part = c.rest().get(22).map_or(0, |low| low & 0x0f);
    c.group(&label::WIRELESS, len, |c| {
        control(c)?;
        little(c, &label::WIRELESS_DURATION, 2)?;
        card_leaf(c, &label::WIRELESS_TO)?;
        if c.left() == 0 {
            return Ok(Value::NONE); // some frames of control
        }
        card_leaf(c, &label::WIRELESS_FROM)?;
        card_leaf(c, &label::WIRELESS_THIRD)?;
        little(c, &label::WIRELESS_SEQUENCE, 2)?;
        if fourth {
            card_leaf(c, &label::WIRELESS_FOURTH)?;
        }
        if quality {
            class = little(c, &label::WIRELESS_QUALITY, 2)?;
        }
        if c.left() > 0 {
            little(c, &label::WIRELESS_MORE, 4)?;
        }
        Ok(Value::NONE)
    })?;
    let padding = if padded { header.next_multiple_of(4) - header } else { 0 };
    opaque(c, &label::WIRELESS_PADDING, padding.min(c.left()))?;
    let inside = c.left().saturating_sub(checksum);
    let readable = is_data && kind & 0x40 == 0 && flags & 0x44 == 0 && part == 0;
    if readable {
        let kind = if class & 0x80 != 0 { Kind::Aggregate } else { Kind::Llc };
        // What the frame ends with stands behind what it carries.
        return Ok(Some(Next { kind, len: (checksum > 0).then_some(inside) }));
    }
    opaque(c, &label::WIRELESS_BODY, inside)?;
    opaque(c, &label::WIRELESS_CHECKSUM, checksum)?;
    Ok(None)
}

/// What kind of frame it is: the lower bits of each byte first.
fn control(c: &mut Cursor<'_>) -> Result<(), Stop> {
    c.group(&label::WIRELESS_CONTROL, 2, |c| {
        bits(c, &label::WIRELESS_SUBTYPE, 0..4, |number| Value::number(number.into()))?;
        bits(c, &label::WIRELESS_TYPE, 4..6, codes::wireless)?;
        bits(c, &label::WIRELESS_VERSION, 6..8, |number| Value::number(number.into()))?;
        bit(c, &label::WIRELESS_ORDER, 0)?;
        bit(c, &label::WIRELESS_PROTECTED, 1)?;
        bit(c, &label::WIRELESS_MORE_DATA, 2)?;
        bit(c, &label::WIRELESS_POWER, 3)?;
        bit(c, &label::WIRELESS_RETRY, 4)?;
        bit(c, &label::WIRELESS_FRAGMENTS, 5)?;
        bits(c, &label::WIRELESS_DIRECTION, 6..8, |number| Value::number(number.into()))?;
        Ok(Value::NONE)
    })?;
    Ok(())
}

/// The header of one frame among several that were put together; gives how long that frame is.
pub(super) fn subframe(c: &mut Cursor<'_>) -> Result<usize, Stop> {
    let (mut inside, len) = (0, 14.min(c.left()));
    c.group(&label::SUBFRAME, len, |c| {
        card_leaf(c, &label::SUBFRAME_TO)?;
        card_leaf(c, &label::SUBFRAME_FROM)?;
        inside = usize::try_from(plain(c, &label::SUBFRAME_LENGTH, 2)?).unwrap_or(0);
        Ok(Value::NONE)
    })?;
    Ok(inside)
}

/// What fills up to whole words behind a frame of this length.
pub(super) fn fill(c: &mut Cursor<'_>, len: usize) -> Result<(), Stop> {
    let whole = 14 + len;
    opaque(c, &label::WIRELESS_PADDING, (whole.next_multiple_of(4) - whole).min(c.left()))
}
