//! OPT: more room in the header, and options, each with its number and its length (RFC 6891 §6.1).

use super::address::network;
use super::codes;
use super::whole::Whole;
use crate::cursor::{Cursor, Stop, blame, lossy, stop};
use crate::field::{Datum, Label, Value};
use crate::names::dns_records as label;
use crate::read::{byte, each, length, nothing_more, opaque, peek, plain, rest, short};

/// What stands in the place of the class and of the time to live.
pub(super) fn head(c: &mut Cursor<'_>) -> Result<(), Stop> {
    plain(c, &label::PAYLOAD_SIZE, 2)?;
    plain(c, &label::EXTENDED_RCODE, 1)?;
    plain(c, &label::EDNS_VERSION, 1)?;
    let [high, low] = c.rest().first_chunk().copied().unwrap_or_default();
    c.group(&label::OPT_FLAGS, 2, |c| {
        c.bits(&label::DNSSEC_OK, 0..1, Value { datum: Datum::Flag(high & 0x80 != 0), meaning: None })?;
        c.bits(&label::OPT_RESERVED, 1..8, Value::number((high & 0x7f).into()))?;
        c.leaf(&label::OPT_RESERVED, 1, Value::number(low.into()))?;
        Ok(Value::NONE)
    })
    .map(drop)
}

/// Options up to the end. One that is malformed carries its problem, and the next one goes on.
pub(super) fn options(c: &mut Cursor<'_>, whole: &Whole<'_>) -> Result<(), Stop> {
    each(c, |c| {
        let code = peek(c, 2).unwrap_or_default();
        let len = c.rest().get(2..).and_then(|rest| rest.first_chunk()).map_or(0, |two| u16::from_be_bytes(*two));
        let all = (4 + usize::from(len)).min(c.left());
        let field = c.group(&label::OPTION, all, |c| {
            short(c, &label::OPTION_CODE, codes::option)?;
            let len = length(c, &label::OPTION_LENGTH, 2)?;
            if len > 0 {
                option(c, whole, code)?;
            }
            nothing_more(c).map(|()| Value::NONE)
        })?;
        if let Datum::Named { name, .. } = codes::option(u16::try_from(code).unwrap_or_default()).datum {
            field.value.datum = Datum::Text(name.into_owned());
        }
        Ok(())
    })
}

fn option(c: &mut Cursor<'_>, whole: &Whole<'_>, code: u64) -> Result<(), Stop> {
    match code {
        3 => text(c, &label::NSID),
        5 => each(c, |c| byte(c, &label::DAU, codes::algorithm).map(drop)),
        6 => each(c, |c| byte(c, &label::DHU, codes::digest).map(drop)),
        7 => each(c, |c| byte(c, &label::N3U, codes::nsec3_hash).map(drop)),
        8 => subnet(c),
        10 => cookie(c),
        11 => plain(c, &label::KEEPALIVE, 2).map(drop),
        12 => padding(c),
        13 => whole.put_name(c, &label::CHAIN),
        14 => each(c, |c| plain(c, &label::KEY_TAG_TRUSTED, 2).map(drop)),
        15 => {
            short(c, &label::ERROR_CODE, codes::extended_error)?;
            text(c, &label::ERROR_TEXT)
        }
        18 => whole.put_name(c, &label::REPORT_AGENT),
        _ => rest(c, &label::OPTION_DATA),
    }
}

/// What is left, as text; none at all is no field.
fn text(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    match c.left() {
        0 => Ok(()),
        left => c.leaf(label, left, Value::text(lossy(c.rest()))).map(drop),
    }
}

/// From which network the question came (RFC 7871 §6): as many bytes of an address as its bits take.
fn subnet(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let family = short(c, &label::SUBNET_FAMILY, codes::family)?;
    let bits = plain(c, &label::SUBNET_SOURCE, 1)?;
    plain(c, &label::SUBNET_SCOPE, 1)?;
    let (left, rest) = (c.left(), c.rest());
    if left == 0 {
        return Ok(());
    }
    let Some(network) = network(family, rest, bits) else { return opaque(c, &label::OPTION_DATA, left) };
    let label = if family == 1 { &label::SUBNET_ADDRESS4 } else { &label::SUBNET_ADDRESS6 };
    let field = c.leaf(label, left, Value::text(network))?;
    if left as u64 != bits.div_ceil(8) {
        blame(field, format!("{left} bytes of address for {bits} bits"));
    }
    Ok(())
}

/// A cookie of the client, of eight bytes, and the server's of 8 to 32 if the client has one (RFC 7873 §4).
fn cookie(c: &mut Cursor<'_>) -> Result<(), Stop> {
    c.leaf(&label::COOKIE_CLIENT, 8, Value::NONE)?;
    match c.left() {
        0 => Ok(()),
        left @ 8..=32 => c.leaf(&label::COOKIE_SERVER, left, Value::NONE).map(drop),
        left => stop(format!("a server cookie of {left} bytes: one has 8 to 32")),
    }
}

fn padding(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let is_zero = c.rest().iter().all(|byte| *byte == 0);
    rest(c, &label::PADDING)?;
    if let Some(field) = c.last().filter(|_| !is_zero) {
        blame(field, "not all zeros: the padding could carry hidden data");
    }
    Ok(())
}
