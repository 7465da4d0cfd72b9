//! How a service is reached: SVCB and HTTPS (RFC 9460), and which certificate it has: TLSA (RFC 6698).

use super::address::{ipv4, ipv6};
use super::codes;
use super::whole::Whole;
use crate::cursor::{Cursor, Stop, blame, bytes, lossy, stop};
use crate::ech;
use crate::field::{Datum, Value};
use crate::names::dns_services as label;
use crate::read::{byte, each, length, nothing_more, peek, plain, rest, short};

/// A priority, a target, parameters. One that is malformed carries its problem, and the next one goes on.
pub(super) fn binding(c: &mut Cursor<'_>, whole: &Whole<'_>) -> Result<(), Stop> {
    let priority = plain(c, &label::PRIORITY, 2)?;
    if let Some(field) = c.last() {
        let meaning = if priority == 0 { "an alias: the client asks for the target instead" } else { "a service" };
        field.value.meaning = Some(meaning.into());
    }
    whole.put_name(c, &label::TARGET)?;
    let mut last = None;
    each(c, |c| {
        let key = parameter(c)?;
        if let Some(field) = c.last().filter(|_| last.is_some_and(|last| key <= last)) {
            blame(field, "its key is not higher than the one before: keys must be in ascending order, each only once");
        }
        last = Some(key);
        Ok(())
    })
}

/// A key, a length, a value; gives the key.
fn parameter(c: &mut Cursor<'_>) -> Result<u64, Stop> {
    let key = peek(c, 2).unwrap_or_default();
    let len = c.rest().get(2..).and_then(|rest| rest.first_chunk()).map_or(0, |two| u16::from_be_bytes(*two));
    let all = (4 + usize::from(len)).min(c.left());
    let field = c.group(&label::PARAMETER, all, |c| {
        short(c, &label::KEY, codes::parameter)?;
        length(c, &label::VALUE_LENGTH, 2)?;
        value(c, key)?;
        nothing_more(c).map(|()| Value::NONE)
    })?;
    if let Ok(number) = u16::try_from(key)
        && let Datum::Named { name, .. } = codes::parameter(number).datum
    {
        field.value.datum = Datum::Text(name.into_owned());
    }
    Ok(key)
}

fn value(c: &mut Cursor<'_>, key: u64) -> Result<(), Stop> {
    match key {
        0 => each(c, |c| short(c, &label::MANDATORY, codes::parameter).map(drop)),
        1 => each(c, |c| match length(c, &label::ALPN_LENGTH, 1)? {
            0 => stop("a protocol with an empty name"),
            len => c.text(&label::ALPN, len).map(drop),
        }),
        // no-default-alpn, ohttp: they say something by being there.
        2 | 8 => match c.left() {
            0 => Ok(()),
            left => stop(format!("{} where there should be none", bytes(left as u64))),
        },
        3 => plain(c, &label::PORT, 2).map(drop),
        4 => each(c, |c| ipv4(c, &label::IPV4_HINT)),
        5 => {
            let left = c.left();
            c.group(&label::ECH, left, |c| ech::configs(c).map(|()| Value::NONE)).map(drop)
        }
        6 => each(c, |c| ipv6(c, &label::IPV6_HINT)),
        7 => match c.left() {
            0 => Ok(()),
            left => c.leaf(&label::DOHPATH, left, Value::text(lossy(c.rest()))).map(drop),
        },
        _ => rest(c, &label::VALUE),
    }
}

/// What a server's certificate must match.
pub(super) fn association(c: &mut Cursor<'_>) -> Result<(), Stop> {
    byte(c, &label::TLSA_USAGE, codes::certificate_usage)?;
    byte(c, &label::TLSA_SELECTOR, codes::selector)?;
    byte(c, &label::TLSA_MATCHING, codes::matching)?;
    rest(c, &label::TLSA_DATA)
}
