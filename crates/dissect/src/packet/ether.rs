//! Ethernet, tags of virtual networks, LLC, and labels of MPLS.

use super::address::card;
use super::codes;
use super::context::Context;
use super::next::{Following, Kind};
use super::numbers::{bit, bits, wide};
use crate::cursor::{Cursor, Stop};
use crate::field::{Label, Value};
use crate::names::packet as label;
use crate::read::{byte, plain, short};

/// Bytes of a frame's header.
const HEADER: usize = 14;
/// Up to here an EtherType is a length.
const LONGEST: u16 = 1500;
const TAG: u16 = 0x8100;
const OUTER_TAG: u16 = 0x88a8;
const OTHER_TAGS: [u16; 2] = [0x9100, 0x9200];

/// A frame.
pub(super) fn ethernet(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Following {
    context.frame = Some(c.pos());
    let (mut kind, len) = (None, HEADER.min(c.left()));
    c.group(&label::ETHERNET, len, |c| {
        let to = [&label::ETHERNET_TO, &label::TO_MAKER, &label::TO_LOCAL, &label::TO_GROUP, &label::TO_REST];
        address(c, to)?;
        let from =
            [&label::ETHERNET_FROM, &label::FROM_MAKER, &label::FROM_LOCAL, &label::FROM_GROUP, &label::FROM_REST];
        address(c, from)?;
        kind = Some(typed_or_length(c, &label::ETHER_TYPE)?);
        Ok(Value::NONE)
    })?;
    Ok(kind.and_then(follows))
}

/// An address of a network card, in which two bits mean something.
fn address(c: &mut Cursor<'_>, [whole, maker, local, group, rest]: [&'static Label; 5]) -> Result<(), Stop> {
    let text = card(c.rest());
    let first = c.rest().first().copied().unwrap_or(0);
    let meaning = match () {
        () if text == "ff:ff:ff:ff:ff:ff" => Some("everyone on this network"),
        () if text == "00:00:00:00:00:00" => Some("none: the packet never left the machine"),
        () if first & 1 != 0 => Some("a group"),
        () if first & 2 != 0 => Some("made up by software, not assigned by a maker"),
        () => None,
    };
    c.group(whole, 6, |c| {
        bits(c, maker, 0..6, |number| Value::number(number.into()))?;
        bit(c, local, 6)?;
        bit(c, group, 7)?;
        c.leaf(rest, 5, Value::NONE)?;
        Ok(Value { meaning: meaning.map(Into::into), ..Value::text(text) })
    })?;
    Ok(())
}

/// Two bytes that are an EtherType, or a length.
fn typed_or_length(c: &mut Cursor<'_>, label: &'static Label) -> Result<u16, Stop> {
    match c.rest().first_chunk().map(|two| u16::from_be_bytes(*two)) {
        Some(len) if len <= LONGEST => plain(c, &label::ETHER_LENGTH, 2).map(|_| len),
        _ => short(c, label, codes::ether_type),
    }
}

fn follows(kind: u16) -> Option<super::next::Next> {
    if kind <= LONGEST { Kind::Llc.within(kind.into()) } else { Kind::Typed(kind).next() }
}

/// What an EtherType says that follows.
pub(super) fn typed(c: &mut Cursor<'_>, kind: u16) -> Following {
    match kind {
        0x0800 | 0x86dd => Ok(Kind::Ip.next()),
        0x6558 => Ok(Kind::Ethernet.next()),
        0x880b => Ok(Kind::Ppp.next()),
        0x8847 | 0x8848 => Ok(Kind::Mpls.next()),
        TAG => {
            let parts = [
                &label::VLAN,
                &label::VLAN_CONTROL,
                &label::VLAN_PRIORITY,
                &label::VLAN_DROP,
                &label::VLAN_ID,
                &label::VLAN_TYPE,
            ];
            tag(c, parts)
        }
        OUTER_TAG => {
            let parts = [
                &label::OUTER_VLAN,
                &label::OUTER_CONTROL,
                &label::OUTER_PRIORITY,
                &label::OUTER_DROP,
                &label::OUTER_ID,
                &label::OUTER_TYPE,
            ];
            tag(c, parts)
        }
        _ if OTHER_TAGS.contains(&kind) => typed(c, TAG),
        _ => Ok(Kind::Carried.next()),
    }
}

fn tag(c: &mut Cursor<'_>, [whole, control, priority, drop, id, kind]: [&'static Label; 6]) -> Following {
    let (mut found, len) = (None, 4.min(c.left()));
    c.group(whole, len, |c| {
        let mut network = 0;
        c.group(control, 2, |c| {
            bits(c, priority, 0..3, |number| Value::number(number.into()))?;
            bit(c, drop, 3)?;
            network = wide(c, id, 2, 4..16)?;
            Ok(Value::NONE)
        })?;
        found = Some(typed_or_length(c, kind)?);
        Ok(Value::NONE.meaning(format!("network {network}")))
    })?;
    Ok(found.and_then(follows))
}

/// LLC, and an EtherType behind it where it says so.
pub(super) fn llc(c: &mut Cursor<'_>) -> Following {
    let is_snap = c.rest().starts_with(&[0xaa, 0xaa, 3]);
    let (mut kind, len) = (None, if is_snap { 8 } else { 3 }.min(c.left()));
    let is_ip = c.rest().starts_with(&[6, 6, 3]);
    c.group(&label::LLC, len, |c| {
        plain(c, &label::LLC_TO, 1)?;
        plain(c, &label::LLC_FROM, 1)?;
        plain(c, &label::LLC_CONTROL, 1)?;
        if is_snap {
            let organisation = plain(c, &label::LLC_ORGANISATION, 3)?;
            let number = short(c, &label::LLC_TYPE, codes::ether_type)?;
            kind = matches!(organisation, 0 | 0xf8).then_some(number);
        }
        Ok(Value::NONE)
    })?;
    Ok(match kind {
        Some(kind) => Kind::Typed(kind).next(),
        None if is_ip => Kind::Ip.next(),
        None => Kind::Carried.next(),
    })
}

/// One label; more follow up to the bottom of the stack.
pub(super) fn label(c: &mut Cursor<'_>) -> Following {
    let (mut is_last, len) = (true, 4.min(c.left()));
    c.group(&label::MPLS, len, |c| {
        let number = wide(c, &label::MPLS_LABEL, 3, 0..20)?;
        bits(c, &label::MPLS_CLASS, 4..7, |class| Value::number(class.into()))?;
        is_last = bit(c, &label::MPLS_BOTTOM, 7)?;
        byte(c, &label::MPLS_TTL, |hops| Value::number(hops.into()))?;
        let meaning = if is_last { "the last label" } else { "more labels follow" };
        Ok(Value::number(number).meaning(meaning))
    })?;
    Ok(if is_last { Kind::Labelled.next() } else { Kind::Mpls.next() })
}

/// What follows on the last label, by its first four bits, as a capture's reader takes it.
pub(super) fn labelled(c: &mut Cursor<'_>) -> Following {
    match c.rest().first().map(|first| first >> 4) {
        Some(4 | 6) => Ok(Kind::Ip.next()),
        Some(1) => {
            let kind = c.rest().get(2..4).and_then(|two| two.first_chunk()).map(|two| u16::from_be_bytes(*two));
            plain(c, &label::CHANNEL, 4)?;
            Ok(if matches!(kind, Some(0x21 | 0x57)) { Kind::Ip.next() } else { Kind::Carried.next() })
        }
        nibble => {
            if nibble == Some(0) && c.rest().get(4..).is_some_and(leads_to_ip) {
                plain(c, &label::CONTROL_WORD, 4)?;
                return Ok(Kind::Ethernet.next());
            }
            Ok(if leads_to_ip(c.rest()) { Kind::Ethernet.next() } else { Kind::Carried.next() })
        }
    }
}

/// Whether this is a frame of Ethernet, with tags or without, in which a packet of IP is.
fn leads_to_ip(frame: &[u8]) -> bool {
    let kind_at = |at: usize| frame.get(at..).and_then(|rest| rest.first_chunk()).map(|two| u16::from_be_bytes(*two));
    let mut at = HEADER - 2;
    while kind_at(at).is_some_and(|kind| kind == TAG || kind == OUTER_TAG || OTHER_TAGS.contains(&kind)) {
        at += 4;
    }
    let version = frame.get(at + 2).map(|first| first >> 4);
    matches!((kind_at(at), version), (Some(0x0800), Some(4)) | (Some(0x86dd), Some(6)))
}
