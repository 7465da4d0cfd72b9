//! PPP, in sessions over Ethernet and on lines of its own.

use super::codes;
use super::next::{Following, Kind};
use super::numbers::bits;
use crate::cursor::Cursor;
use crate::field::Value;
use crate::names::packet as label;
use crate::read::{byte, plain, short};

/// A session over Ethernet.
pub(super) fn pppoe(c: &mut Cursor<'_>) -> Following {
    let (mut inside, len) = (None, 6.min(c.left()));
    c.group(&label::PPPOE, len, |c| {
        bits(c, &label::PPPOE_VERSION, 0..4, |version| Value::number(version.into()))?;
        bits(c, &label::PPPOE_TYPE, 4..8, |kind| Value::number(kind.into()))?;
        plain(c, &label::PPPOE_CODE, 1)?;
        plain(c, &label::PPPOE_SESSION, 2)?;
        inside = Some(plain(c, &label::PPPOE_LENGTH, 2)?);
        Ok(Value::NONE)
    })?;
    // Where the length is none, a capture's reader goes on all the same.
    let len = inside.and_then(|len| usize::try_from(len).ok()).filter(|len| *len > 0);
    Ok(len.map_or(Kind::Ppp.next(), |len| Kind::Ppp.within(len)))
}

/// Its header: perhaps an address and a control byte, then a protocol in two bytes, or in one that is odd.
pub(super) fn ppp(c: &mut Cursor<'_>) -> Following {
    let framed = c.rest().starts_with(&[0xff, 3]);
    let at = if framed { 2 } else { 0 };
    let is_short = c.rest().get(at).is_some_and(|first| first & 1 != 0);
    let len = (at + if is_short { 1 } else { 2 }).min(c.left());
    let mut kind = 0;
    c.group(&label::PPP, len, |c| {
        if framed {
            plain(c, &label::PPP_ADDRESS, 1)?;
            plain(c, &label::PPP_CONTROL, 1)?;
        }
        kind = match is_short {
            true => byte(c, &label::PPP_PROTOCOL, |number| codes::ppp(number.into()))?.into(),
            false => short(c, &label::PPP_PROTOCOL, codes::ppp)?,
        };
        Ok(Value::NONE)
    })?;
    Ok(match kind {
        0x21 | 0x57 => Kind::Ip.next(),
        0x281 | 0x283 => Kind::Mpls.next(),
        _ => Kind::Carried.next(),
    })
}
