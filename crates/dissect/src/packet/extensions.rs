//! What stands between IP's header and what it carries: IPv6's extension headers, and IPsec.

use super::codes;
use super::context::Context;
use super::next::{Following, Kind, forgive};
use super::numbers::{bit, bits, wide};
use super::options;
use crate::cursor::{Cursor, Stop};
use crate::field::{Label, Value};
use crate::names::packet_ip as label;
use crate::read::{byte, plain, rest};

/// The extension with this number.
pub(super) fn extension(c: &mut Cursor<'_>, number: u8, context: &Context<'_>) -> Following {
    let follows = match number {
        0 => with_options(c, &label::HOP_OPTIONS, &label::HOP_NEXT, &label::HOP_LENGTH),
        60 => with_options(c, &label::END_OPTIONS, &label::END_NEXT, &label::END_LENGTH),
        43 => routing(c),
        44 => fragment(c),
        51 => authentication(c),
        _ => esp(c),
    };
    forgive(c, context);
    follows
}

/// How long a header is that says so in units of eight bytes, the first not counted.
fn eights(c: &Cursor<'_>) -> usize {
    let more = c.rest().get(1).copied().unwrap_or(0);
    (8 * (usize::from(more) + 1)).min(c.left())
}

fn with_options(c: &mut Cursor<'_>, whole: &'static Label, next: &'static Label, length: &'static Label) -> Following {
    let (mut follows, len) = (None, eights(c));
    c.group(whole, len, |c| {
        follows = head(c, next, length)?;
        options::v6(c)?;
        Ok(Value::NONE)
    })?;
    Ok(follows.and_then(|next| Kind::Protocol(next).next()))
}

fn head(c: &mut Cursor<'_>, next: &'static Label, length: &'static Label) -> Result<Option<u8>, Stop> {
    let follows = byte(c, next, codes::protocol)?;
    byte(c, length, |more| Value::number(more.into()).meaning(format!("{} bytes", 8 * (u32::from(more) + 1))))?;
    Ok(Some(follows))
}

fn routing(c: &mut Cursor<'_>) -> Following {
    let (mut follows, len) = (None, eights(c));
    c.group(&label::ROUTING, len, |c| {
        follows = head(c, &label::ROUTING_NEXT, &label::ROUTING_LENGTH)?;
        plain(c, &label::ROUTING_TYPE, 1)?;
        plain(c, &label::ROUTING_LEFT, 1)?;
        rest(c, &label::ROUTING_VALUE)?;
        Ok(Value::NONE)
    })?;
    Ok(follows.and_then(|next| Kind::Protocol(next).next()))
}

fn fragment(c: &mut Cursor<'_>) -> Following {
    let (mut follows, len) = (None, 8.min(c.left()));
    c.group(&label::FRAGMENT_6, len, |c| {
        let next = byte(c, &label::FRAGMENT_NEXT, codes::protocol)?;
        plain(c, &label::FRAGMENT_RESERVED, 1)?;
        let (mut offset, mut more) = (0, false);
        c.group(&label::FRAGMENT_PLACE, 2, |c| {
            offset = wide(c, &label::FRAGMENT_6_OFFSET, 2, 0..13)?;
            bits(c, &label::FRAGMENT_BITS, 5..7, |bits| Value::number(bits.into()))?;
            more = bit(c, &label::FRAGMENT_MORE, 7)?;
            Ok(Value::NONE)
        })?;
        plain(c, &label::FRAGMENT_ID, 4)?;
        follows = Some((next, offset > 0 || more));
        Ok(Value::NONE.meaning(match (offset, more) {
            (0, false) => "a whole packet, with the header of a fragment".to_owned(),
            (0, true) => "the first fragment".to_owned(),
            (offset, _) => format!("from byte {} on", offset * 8),
        }))
    })?;
    Ok(follows.and_then(|(next, parted)| if parted { Kind::Fragment.next() } else { Kind::Protocol(next).next() }))
}

/// What IPsec signs.
fn authentication(c: &mut Cursor<'_>) -> Following {
    let words = usize::from(c.rest().get(1).copied().unwrap_or(0));
    let (mut follows, len) = (None, (4 * (words + 2)).min(c.left()));
    c.group(&label::AUTHENTICATION, len, |c| {
        let next = byte(c, &label::AUTHENTICATION_NEXT, codes::protocol)?;
        plain(c, &label::AUTHENTICATION_LENGTH, 1)?;
        plain(c, &label::AUTHENTICATION_RESERVED, 2)?;
        plain(c, &label::AUTHENTICATION_SPI, 4)?;
        plain(c, &label::AUTHENTICATION_SEQUENCE, 4)?;
        rest(c, &label::AUTHENTICATION_CHECK)?;
        follows = Some(next);
        Ok(Value::NONE)
    })?;
    Ok(follows.and_then(|next| Kind::Protocol(next).next()))
}

/// What IPsec encrypts.
fn esp(c: &mut Cursor<'_>) -> Following {
    let len = c.left();
    c.group(&label::ESP, len, |c| {
        plain(c, &label::ESP_SPI, 4)?;
        plain(c, &label::ESP_SEQUENCE, 4)?;
        rest(c, &label::ESP_SEALED)?;
        Ok(Value::NONE)
    })?;
    Ok(None)
}
