//! Extensions (RFC 8446 §4.2): a number, a length, data. Which form the data has depends on the message that it stands in.

mod ech;
mod keys;
mod names;
mod psk;
mod quic;
mod rare;
mod signatures;
mod status;

pub(crate) use signatures::signature_scheme;
pub(super) use status::authorities;

use std::collections::HashSet;

use super::codes;
use super::context::{Context, Place};
use super::handshake;
use super::read::{byte, each, length, list, nothing_more, plain, rest, short, vector};
use crate::cursor::{Cursor, Stop, blame};
use crate::field::{Datum, Value};
use crate::names::tls_extensions as label;
use crate::x509;

/// The number of pre_shared_key, which must be the last one of a ClientHello.
const PRE_SHARED_KEY: u16 = 41;

/// The length of all extensions, and each of them. One that is malformed carries its problem, and the next one goes on.
pub(super) fn extensions(c: &mut Cursor<'_>, context: &mut Context<'_>, place: Place) -> Result<(), Stop> {
    let len = length(c, &label::EXTENSIONS_LENGTH, 2)?;
    let end = c.left().saturating_sub(len);
    let mut seen = HashSet::new();
    while c.left() > end {
        let number = extension(c, context, place, c.left() - end)?;
        let last = c.left() == end;
        let Some(field) = c.last() else { continue };
        if !seen.insert(number) {
            blame(field, "the same extension twice, although each may appear only once");
        }
        if number == PRE_SHARED_KEY && place == Place::ClientHello && !last {
            blame(field, "pre_shared_key must be the last extension, because its binders cover everything before them");
        }
    }
    Ok(())
}

/// One extension, of the next `room` bytes at most; gives its number.
fn extension(c: &mut Cursor<'_>, context: &mut Context<'_>, place: Place, room: usize) -> Result<u16, Stop> {
    let number = c.rest().first_chunk().map_or(0, |two| u16::from_be_bytes(*two));
    let len = c.rest().get(2..).and_then(|rest| rest.first_chunk()).map_or(0, |two| u16::from_be_bytes(*two));
    let whole = (4 + usize::from(len)).min(room);
    context.spend(1 + usize::from(len) / 2)?;
    let known = codes::extension(number);
    let field = c.group(&label::EXTENSION, whole, |c| {
        short(c, &label::EXTENSION_TYPE, codes::extension)?;
        length(c, &label::EXTENSION_LENGTH, 2)?;
        data(c, context, number, place)?;
        nothing_more(c)?;
        Ok(Value::NONE)
    })?;
    field.value.datum = match known.datum {
        Datum::Named { name, .. } => Datum::Text(name.into_owned()),
        _ => Datum::Text(format!("unknown ({number})")),
    };
    Ok(number)
}

/// What the extension with this number says.
fn data(c: &mut Cursor<'_>, context: &mut Context<'_>, number: u16, place: Place) -> Result<(), Stop> {
    // Many say something by being there: asked for, or granted.
    if c.left() == 0 {
        return Ok(());
    }
    match number {
        0 => names::server_names(c, context.hello),
        1 => byte(c, &label::FRAGMENT_LENGTH, codes::fragment_length).map(drop),
        5 if matches!(place, Place::Certificate | Place::ServerHello) => handshake::status(c, context),
        5 => status::request(c, context),
        10 => list(c, &label::GROUPS_LENGTH, 2, &label::GROUPS, |c| short(c, &label::GROUP, codes::group).map(drop)),
        11 => {
            list(c, &label::POINTS_LENGTH, 1, &label::POINTS, |c| byte(c, &label::POINT, codes::point_format).map(drop))
        }
        13 | 50 => list(c, &label::SCHEMES_LENGTH, 2, &label::SCHEMES, signature_scheme),
        16 => names::protocols(c, &label::ALPN_LENGTH, &label::ALPN, &label::ALPN_ID_LENGTH, &label::ALPN_ID),
        17 => status::request_v2(c, context),
        18 => x509::timestamps(c),
        35 => wrapped(c, |c| rest(c, &label::TICKET_DATA)),
        PRE_SHARED_KEY => psk::pre_shared_key(c, place),
        42 => plain(c, &label::MAX_EARLY_DATA, 4).map(drop),
        43 if place == Place::ClientHello => versions(c),
        43 => short(c, &label::SUPPORTED_VERSION, codes::version).map(drop),
        44 => vector(c, &label::COOKIE_LENGTH, 2, &label::COOKIE),
        45 => psk::modes(c),
        47 => authorities(c, context),
        51 => keys::key_share(c, place),
        57 | 0xffa5 => each(c, quic::parameter),
        _ => rare::data(c, context, number, place),
    }
}

/// Data in the group that Wireshark has for what it does not take apart.
fn wrapped<'a>(c: &mut Cursor<'a>, read: impl FnOnce(&mut Cursor<'a>) -> Result<(), Stop>) -> Result<(), Stop> {
    let left = c.left();
    c.group(&label::EXTENSION_DATA, left, |c| {
        read(c)?;
        nothing_more(c).map(|()| Value::NONE)
    })
    .map(drop)
}

fn versions(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = length(c, &label::VERSIONS_LENGTH, 1)?;
    if len != c.left() {
        return crate::cursor::stop(format!("{len} bytes are announced, but {} are here", c.left()));
    }
    each(c, |c| short(c, &label::SUPPORTED_VERSION, codes::version).map(drop))
}
