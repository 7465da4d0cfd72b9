//! IP in both versions.

use super::address::{ipv4, ipv6};
use super::checksum;
use super::codes;
use super::context::{Context, Ends};
use super::next::{Following, Kind, forgive};
use super::numbers::{bit, bits, wide};
use super::options;
use crate::cursor::{Cursor, Stop, bytes, stop};
use crate::field::{Label, Value};
use crate::names::packet_ip as label;
use crate::read::{byte, plain, short};

/// A packet, whose first four bits say its version.
pub(super) fn ip(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Following {
    context.depth = context.depth.saturating_add(1);
    match c.rest().first().map(|first| first >> 4) {
        Some(4) => v4(c, context),
        Some(6) => v6(c, context),
        version => stop(format!("version {}: only 4 and 6 exist", version.unwrap_or_default())),
    }
}

fn v4(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Following {
    let whole = c.rest();
    let words = usize::from(whole.first().copied().unwrap_or(0) & 0x0f);
    let len = (4 * words.max(5)).min(c.left());
    let header = whole.get(..len).unwrap_or_default();
    context.ends = ends(header, 12, 4);
    let mut follows = None;
    c.group(&label::IPV4, len, |c| {
        bits(c, &label::VERSION, 0..4, |version| Value::number(version.into()))?;
        bits(c, &label::HEADER_LENGTH, 4..8, |words| Value::number(words.into()).meaning(bytes(4 * u64::from(words))))?;
        c.group(&label::SERVICES, 1, |c| services(c, &label::DSCP, &label::ECN))?;
        let whole = usize::from(short(c, &label::TOTAL_LENGTH, total)?);
        plain(c, &label::ID, 2)?;
        let (fragmented, offset) = fragment(c)?;
        byte(c, &label::TTL, ttl)?;
        let protocol = byte(c, &label::PROTOCOL, codes::protocol)?;
        let complete = (header.len() >= len && len >= 20).then_some(len);
        short(c, &label::CHECKSUM, |found| checksum::value(found, header, complete, None, context))?;
        ipv4(c, &label::SOURCE)?;
        ipv4(c, &label::DESTINATION)?;
        if words < 5 {
            return stop(format!("its header length is {words} words, but at least 5 are needed"));
        }
        if c.left() > 0 {
            options::v4(c)?;
        }
        // Where it was caught before its length was filled in, that is 0, and all of it is there.
        let inside = if whole == 0 { None } else { Some(whole.saturating_sub(len)) };
        let kind = if fragmented || offset > 0 { Kind::Fragment } else { Kind::Protocol(protocol) };
        follows = Some(super::next::Next { kind, len: inside });
        Ok(Value {
            meaning: context.quoted.then(|| "quoted: the packet that the ICMP message is about".into()),
            ..Value::NONE
        })
    })?;
    context.end = end(c, follows.as_ref());
    forgive(c, context);
    Ok(follows)
}

/// Where what follows ends.
fn end(c: &Cursor<'_>, follows: Option<&super::next::Next>) -> Option<usize> {
    Some(c.pos().saturating_add(follows?.len?))
}

fn total(len: u16) -> Value {
    match len {
        0 => Value::number(0).meaning("not filled in yet: the network card splits the data into packets (offload)"),
        len => Value::number(len.into()),
    }
}

/// The flags, and where a part belongs.
fn fragment(c: &mut Cursor<'_>) -> Result<(bool, u64), Stop> {
    let mut more = false;
    c.wide_group(&label::FLAGS, 1, 0..3, |c| {
        bit(c, &label::RESERVED, 0)?;
        bit(c, &label::DONT_FRAGMENT, 1)?;
        more = bit(c, &label::MORE_FRAGMENTS, 2)?;
        Ok(Value::NONE)
    })?;
    let offset = wide(c, &label::FRAGMENT_OFFSET, 2, 3..16)?;
    if let Some(field) = c.last() {
        field.value.meaning = match (offset, more) {
            (0, false) => Some("a whole packet".into()),
            (0, true) => Some("the first fragment".into()),
            (offset, _) => Some(format!("from byte {} on", offset * 8).into()),
        };
    }
    Ok((more, offset))
}

fn services(c: &mut Cursor<'_>, class: &'static Label, ecn: &'static Label) -> Result<Value, Stop> {
    bits(c, class, 0..6, dscp)?;
    bits(c, ecn, 6..8, codes::ecn)?;
    Ok(Value::NONE)
}

fn dscp(class: u8) -> Value {
    let number = Value::number(class.into());
    match class {
        0 => number.meaning("no special treatment"),
        8 => number.meaning("traffic that can wait (CS1)"),
        46 => number.meaning("traffic that cannot wait, such as speech (EF)"),
        48 => number.meaning("the network's own messages (CS6)"),
        _ => number,
    }
}

/// What is left of the number that systems begin with.
fn ttl(left: u8) -> Value {
    let began = [64, 128, 255].into_iter().find(|began| left <= *began).unwrap_or(255);
    let hops = began - left;
    let number = Value::number(left.into());
    match (left, hops) {
        (0, _) => number.meaning("used up"),
        (1, _) => number.meaning("for this network only, or almost used up"),
        (_, 0) => number.meaning(format!("unused, if the sender began with {began}: no router on the path so far")),
        (_, 1..=32) => number.meaning(format!(
            "perhaps {hops} of {began} used up: that many routers on the path so far, if the sender began with \
                {began}"
        )),
        _ => number,
    }
}

fn v6(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Following {
    let len = 40.min(c.left());
    context.ends = ends(c.rest(), 8, 16);
    let mut follows = None;
    c.group(&label::IPV6, len, |c| {
        bits(c, &label::VERSION_6, 0..4, |version| Value::number(version.into()))?;
        c.wide_group(&label::CLASS_6, 2, 4..12, |c| {
            let class = wide(c, &label::DSCP_6, 2, 4..10)?;
            if let Some(field) = c.last() {
                field.value = dscp(u8::try_from(class).unwrap_or(0));
            }
            bits(c, &label::ECN_6, 2..4, codes::ecn)?;
            Ok(Value::NONE)
        })?;
        wide(c, &label::FLOW_6, 3, 4..24)?;
        let inside = short(c, &label::LENGTH_6, total)?;
        let next = byte(c, &label::NEXT_6, codes::protocol)?;
        byte(c, &label::HOPS_6, ttl)?;
        ipv6(c, &label::SOURCE_6)?;
        ipv6(c, &label::DESTINATION_6)?;
        let len = if inside == 0 { None } else { Some(usize::from(inside)) };
        follows = Some(super::next::Next { kind: Kind::Protocol(next), len });
        Ok(Value {
            meaning: context.quoted.then(|| "quoted: the packet that the ICMP message is about".into()),
            ..Value::NONE
        })
    })?;
    context.end = end(c, follows.as_ref());
    forgive(c, context);
    Ok(follows)
}

/// Both addresses, which stand at `at` and are so long.
fn ends(header: &[u8], at: usize, len: usize) -> Ends {
    let mut ends = Ends::default();
    if let Some(found) = header.get(at..at + 2 * len)
        && let Some(room) = ends.bytes.get_mut(..2 * len)
    {
        room.copy_from_slice(found);
        ends.len = 2 * len;
    }
    ends
}
