//! ICMPv6, with what finds neighbours and routers.

use super::address::{card_leaf, ipv6};
use super::checksum;
use super::codes;
use super::context::Context;
use super::next::{Following, Kind};
use super::numbers::{bit, wide};
use crate::cursor::{Cursor, Stop, stop};
use crate::field::Value;
use crate::names::packet_icmp as label;
use crate::read::{byte, plain, rest, short};

const PROTOCOL: u8 = 58;
const HEADER: usize = 8;

/// A message, and the packet that it quotes if it is about one.
pub(super) fn icmpv6(c: &mut Cursor<'_>, context: &Context<'_>) -> Following {
    let all = c.rest();
    let kind = all.first().copied().unwrap_or(0);
    let quotes = kind < 128;
    let len = if quotes { HEADER.min(c.left()) } else { c.left() };
    let complete = (!context.cut && !context.quoted).then_some(all.len());
    c.group(&label::ICMPV6, len, |c| {
        byte(c, &label::TYPE_6, codes::icmpv6)?;
        byte(c, &label::CODE_6, |code| match kind {
            1 => codes::unreachable_6(code),
            _ => Value::number(code.into()),
        })?;
        short(c, &label::CHECKSUM_6, |found| checksum::value(found, all, complete, Some(PROTOCOL), context))?;
        body(c, kind)?;
        Ok(Value::NONE)
    })?;
    Ok(if quotes { Kind::Quote.next() } else { None })
}

fn body(c: &mut Cursor<'_>, kind: u8) -> Result<(), Stop> {
    match kind {
        2 => drop(plain(c, &label::MTU_6, 4)?),
        4 => drop(plain(c, &label::POINTER_6, 4)?),
        1 | 3 => drop(plain(c, &label::RESERVED_6, 4)?),
        128 | 129 => {
            plain(c, &label::IDENTIFIER_6, 2)?;
            plain(c, &label::SEQUENCE_6, 2)?;
        }
        133 => {
            plain(c, &label::RESERVED_6, 4)?;
            options(c)?;
        }
        134 => {
            plain(c, &label::HOPS, 1)?;
            plain(c, &label::ROUTER_FLAGS, 1)?;
            plain(c, &label::LIFETIME, 2)?;
            plain(c, &label::REACHABLE, 4)?;
            plain(c, &label::RETRANSMIT, 4)?;
            options(c)?;
        }
        135 => {
            plain(c, &label::RESERVED_6, 4)?;
            ipv6(c, &label::TARGET_ASKED)?;
            options(c)?;
        }
        136 => {
            c.group(&label::ANSWER_FLAGS, 4, |c| {
                bit(c, &label::ANSWER_ROUTER, 0)?;
                bit(c, &label::ANSWER_SOLICITED, 1)?;
                bit(c, &label::ANSWER_OVERRIDE, 2)?;
                wide(c, &label::ANSWER_RESERVED, 4, 3..32)?;
                Ok(Value::NONE)
            })?;
            ipv6(c, &label::TARGET_ANSWERED)?;
            options(c)?;
        }
        143 => {
            plain(c, &label::RESERVED_6, 2)?;
            let records = plain(c, &label::RECORDS, 2)?;
            for _ in 0..records {
                record(c)?;
            }
        }
        _ => {}
    }
    rest(c, &label::DATA_6)
}

/// One group of those that a machine hears.
fn record(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let auxiliary = usize::from(c.rest().get(1).copied().unwrap_or(0));
    let sources = c.rest().get(2..).and_then(|rest| rest.first_chunk()).map_or(0, |two| u16::from_be_bytes(*two));
    let len = 20 + 16 * usize::from(sources) + 4 * auxiliary;
    c.group(&label::RECORD, len, |c| {
        plain(c, &label::RECORD_TYPE, 1)?;
        plain(c, &label::RECORD_AUXILIARY, 1)?;
        plain(c, &label::RECORD_SOURCES, 2)?;
        ipv6(c, &label::RECORD_GROUP)?;
        rest(c, &label::RECORD_REST)?;
        Ok(Value::NONE)
    })?;
    Ok(())
}

/// Options up to the end.
fn options(c: &mut Cursor<'_>) -> Result<(), Stop> {
    while c.left() > 0 {
        let len = 8 * usize::from(c.rest().get(1).copied().unwrap_or(0));
        if len == 0 {
            return stop("an option of length zero");
        }
        c.group(&label::OPTION, len, |c| {
            let kind = byte(c, &label::OPTION_TYPE, codes::neighbour_option)?;
            byte(c, &label::OPTION_LENGTH, |eights| {
                Value::number(eights.into()).meaning(format!("{} bytes", 8 * u32::from(eights)))
            })?;
            if matches!(kind, 1 | 2) && c.left() == 6 {
                card_leaf(c, &label::OPTION_CARD)?;
            }
            rest(c, &label::OPTION_VALUE)?;
            Ok(codes::neighbour_option(kind))
        })?;
    }
    Ok(())
}
