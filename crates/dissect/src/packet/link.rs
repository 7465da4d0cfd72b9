//! What a packet begins with, by the link type that the capture names.

use super::address::card_leaf;
use super::codes;
use super::context::Context;
use super::next::{Following, Kind};
use super::numbers::little;
use super::wireless;
use crate::cursor::{Cursor, Stop};
use crate::field::Value;
use crate::names::{packet as label, packet_links as note};
use crate::read::{plain, rest, short};

/// The first layer of a packet.
pub(super) fn begin(c: &mut Cursor<'_>, link_type: u32, context: &mut Context<'_>) -> Following {
    match link_type {
        12 | 14 | 101 | 228 | 229 => Ok(Kind::Ip.next()),
        1 => Ok(Kind::Ethernet.next()),
        0 | 108 => null(c, link_type == 108),
        113 => cooked(c),
        276 => cooked_v2(c),
        9 => Ok(Kind::Ppp.next()),
        204 => {
            plain(c, &label::PPP_DIRECTION, 1)?;
            Ok(Kind::Ppp.next())
        }
        50 if !matches!(c.rest().first(), Some(0x0f | 0x8f)) => Ok(Kind::Ppp.next()),
        50 | 104 => cisco(c),
        51 => Ok(Kind::Typed(0x8864).next()),
        105 => wireless::frame(c, false, false),
        119 | 163 => wireless::notes(c),
        127 => wireless::radiotap(c),
        219 => Ok(Kind::Mpls.next()),
        239 => nflog(c),
        192 => ppi(c),
        149 | 258 => pktap(c, context),
        _ => Ok(Kind::Carried.next()),
    }
}

/// A family of addresses, in the byte order of the machine, or in the network's.
fn null(c: &mut Cursor<'_>, network_order: bool) -> Following {
    let four = c.rest().first_chunk::<4>().copied().unwrap_or_default();
    let family = u32::from_be_bytes(four).min(u32::from_le_bytes(four));
    let name = match family {
        2 => "IPv4",
        10 | 23 | 24 | 28 | 30 => "IPv6",
        _ => "a link type that this program does not know",
    };
    let len = 4.min(c.left());
    c.group(&note::NULL, len, |c| {
        let order = if network_order { "" } else { ", in the byte order of the machine" };
        c.leaf(&note::FAMILY, 4, Value::number(family.into()).meaning(format!("{name}{order}")))?;
        Ok(Value::NONE)
    })?;
    Ok(if name.starts_with("IP") { Kind::Ip.next() } else { Kind::Carried.next() })
}

/// What Linux notes of any interface.
fn cooked(c: &mut Cursor<'_>) -> Following {
    let (mut kind, len) = (0, 16.min(c.left()));
    c.group(&note::SLL, len, |c| {
        short(c, &note::SLL_PACKET, codes::linux_direction)?;
        let hardware = short(c, &note::SLL_HARDWARE, codes::hardware)?;
        let len = usize::try_from(plain(c, &note::SLL_ADDRESS_LENGTH, 2)?).unwrap_or(0);
        sender(c, hardware, len)?;
        kind = kind_of(c)?;
        Ok(Value::NONE)
    })?;
    Ok(after(kind))
}

fn cooked_v2(c: &mut Cursor<'_>) -> Following {
    let (mut kind, len) = (0, 20.min(c.left()));
    c.group(&note::SLL, len, |c| {
        kind = kind_of(c)?;
        plain(c, &note::SLL_RESERVED, 2)?;
        plain(c, &note::SLL_INTERFACE, 4)?;
        let hardware = short(c, &note::SLL_HARDWARE, codes::hardware)?;
        c.leaf(&note::SLL_PACKET, 1, codes::linux_direction(c.rest().first().copied().unwrap_or(0).into()))?;
        let len = usize::try_from(plain(c, &note::SLL_ADDRESS_LENGTH, 1)?).unwrap_or(0);
        sender(c, hardware, len)?;
        Ok(Value::NONE)
    })?;
    Ok(after(kind))
}

fn kind_of(c: &mut Cursor<'_>) -> Result<u16, Stop> {
    match c.rest().first_chunk().map(|two| u16::from_be_bytes(*two)) {
        Some(kind @ ..1536) => plain(c, &note::SLL_OTHER_TYPE, 2).map(|_| kind),
        _ => short(c, &note::SLL_TYPE, codes::ether_type),
    }
}

fn after(kind: u16) -> Option<super::next::Next> {
    match kind {
        4 => Kind::Llc.next(),
        ..1536 => Kind::Carried.next(),
        kind => Kind::Typed(kind).next(),
    }
}

/// The sender's address, in eight bytes of which so many count.
fn sender(c: &mut Cursor<'_>, hardware: u16, len: usize) -> Result<(), Stop> {
    let len = len.min(8);
    match (hardware, len) {
        (_, 0) => {}
        (_, 6) => card_leaf(c, &note::SLL_ETHERNET)?,
        _ => drop(c.leaf(&note::SLL_OTHER, len, Value::NONE)?),
    }
    if len < 8 {
        c.leaf(&note::SLL_UNUSED, 8 - len, Value::NONE)?;
    }
    Ok(())
}

fn cisco(c: &mut Cursor<'_>) -> Following {
    let (mut kind, len) = (0, 4.min(c.left()));
    c.group(&label::CISCO, len, |c| {
        plain(c, &label::CISCO_ADDRESS, 1)?;
        plain(c, &label::CISCO_CONTROL, 1)?;
        kind = short(c, &label::CISCO_TYPE, codes::ether_type)?;
        Ok(Value::NONE)
    })?;
    Ok(Kind::Typed(kind).next())
}

/// Notes of Linux's firewall, of which one is the packet.
fn nflog(c: &mut Cursor<'_>) -> Following {
    const PAYLOAD: u64 = 9;
    let len = 4.min(c.left());
    c.group(&note::NFLOG, len, |c| {
        plain(c, &note::NFLOG_FAMILY, 1)?;
        plain(c, &note::NFLOG_VERSION, 1)?;
        plain(c, &note::NFLOG_GROUP, 2)?;
        Ok(Value::NONE)
    })?;
    // In the byte order of the machine: lengths that lead to the packet tell which.
    let is_big = !leads_to_payload(c.rest(), u16::from_le_bytes) && leads_to_payload(c.rest(), u16::from_be_bytes);
    while c.left() > 0 {
        let head = c.rest().first_chunk::<4>().copied().unwrap_or_default();
        let [l0, l1, ..] = head;
        let len = if is_big { u16::from_be_bytes([l0, l1]) } else { u16::from_le_bytes([l0, l1]) };
        let len = usize::from(len).max(4);
        let number = |c: &mut Cursor<'_>, label| if is_big { plain(c, label, 2) } else { little(c, label, 2) };
        let (mut kind, shown) = (0, len.min(c.left()));
        let is_packet = matches!((is_big, head), (false, [_, _, 9, _]) | (true, [_, _, _, 9]));
        c.group(&note::NFLOG_NOTE, if is_packet { 4.min(shown) } else { shown }, |c| {
            number(c, &note::NFLOG_NOTE_LENGTH)?;
            kind = number(c, &note::NFLOG_NOTE_TYPE)? & 0x7fff;
            rest(c, &note::NFLOG_NOTE_VALUE)?;
            Ok(Value::NONE)
        })?;
        if kind == PAYLOAD {
            return Ok(Kind::Ip.within(len - 4));
        }
        let padding = (len.next_multiple_of(4) - len).min(c.left());
        crate::read::opaque(c, &note::NFLOG_PADDING, padding)?;
    }
    Ok(None)
}

fn leads_to_payload(notes: &[u8], number: fn([u8; 2]) -> u16) -> bool {
    let mut at = 0;
    while let Some([l0, l1, t0, t1]) = notes.get(at..).and_then(|rest| rest.first_chunk::<4>()) {
        if number([*t0, *t1]) & 0x7fff == 9 {
            return true;
        }
        at += usize::from(number([*l0, *l1])).max(4).next_multiple_of(4);
    }
    false
}

/// Notes that say how long they are, and what follows.
fn ppi(c: &mut Cursor<'_>) -> Following {
    let [_, _, l0, l1, d0, d1, d2, d3] = c.rest().first_chunk::<8>().copied().unwrap_or_default();
    let len = usize::from(u16::from_le_bytes([l0, l1])).max(8).min(c.left());
    c.group(&note::PPI, len, |c| rest(c, &note::PPI_NOTES).map(|()| Value::NONE))?;
    Ok(Kind::Link(u32::from_le_bytes([d0, d1, d2, d3])).next())
}

fn pktap(c: &mut Cursor<'_>, _context: &Context<'_>) -> Following {
    let [l0, l1, ..] = c.rest().first_chunk::<12>().copied().unwrap_or_default();
    let len = usize::from(u16::from_le_bytes([l0, l1])).max(8).min(c.left());
    let mut kind = 0;
    c.group(&note::PKTAP, len, |c| {
        little(c, &note::PKTAP_LENGTH, 4)?;
        little(c, &note::PKTAP_RECORD, 4)?;
        kind = little(c, &note::PKTAP_LINK, 4)?;
        rest(c, &note::PKTAP_REST)?;
        Ok(Value::NONE)
    })?;
    Ok(Kind::Link(u32::try_from(kind).unwrap_or(u32::MAX)).next())
}
