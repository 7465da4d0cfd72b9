//! ICMP.

use super::address::ipv4;
use super::checksum;
use super::codes;
use super::context::Context;
use super::next::{Following, Kind};
use crate::cursor::Cursor;
use crate::field::Value;
use crate::names::packet_icmp as label;
use crate::read::{byte, plain, rest, short};

/// Bytes before what it quotes, or what an echo repeats.
const HEADER: usize = 8;

/// A message, and the packet that it quotes if it is about one.
pub(super) fn icmp(c: &mut Cursor<'_>, context: &Context<'_>) -> Following {
    let all = c.rest();
    let kind = all.first().copied().unwrap_or(0);
    let quotes = matches!(kind, 3 | 4 | 5 | 11 | 12);
    let len = if quotes { HEADER.min(c.left()) } else { c.left() };
    let complete = (!context.cut && !context.quoted).then_some(all.len());
    c.group(&label::ICMP, len, |c| {
        byte(c, &label::TYPE, codes::icmp)?;
        let code = byte(c, &label::CODE, |code| match kind {
            3 => codes::unreachable(code),
            _ => Value::number(code.into()),
        })?;
        short(c, &label::CHECKSUM, |found| checksum::value(found, all, complete, None, context))?;
        match (kind, code) {
            (0 | 8 | 13 | 14, _) => {
                plain(c, &label::IDENTIFIER, 2)?;
                plain(c, &label::SEQUENCE, 2)?;
            }
            (3, 4) => {
                plain(c, &label::UNUSED, 2)?;
                plain(c, &label::MTU, 2)?;
            }
            (5, _) => drop(ipv4(c, &label::GATEWAY)?),
            (3 | 4 | 11 | 12, _) => drop(plain(c, &label::UNUSED, 4)?),
            _ => {}
        }
        if !quotes {
            rest(c, &label::DATA)?;
        }
        Ok(Value::NONE)
    })?;
    Ok(if quotes { Kind::Quote.next() } else { None })
}
