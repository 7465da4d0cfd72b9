//! Keys from earlier sessions (RFC 8446 §4.2.9, §4.2.11).

use crate::cursor::{Cursor, Stop, count};
use crate::field::Value;
use crate::names::tls_extensions as label;
use crate::tls::codes;
use crate::tls::context::Place;
use crate::tls::read::{byte, each, items, length, plain, vector};

/// pre_shared_key: the client's offers with their binders, or the server's choice.
pub(super) fn pre_shared_key(c: &mut Cursor<'_>, place: Place) -> Result<(), Stop> {
    if place != Place::ClientHello {
        return plain(c, &label::SELECTED_IDENTITY, 2).map(drop);
    }
    let len = length(c, &label::IDENTITIES_LENGTH, 2)?;
    let end = c.left().saturating_sub(len);
    let mut offers = 0;
    while c.left() > end {
        identity(c, c.left() - end)?;
        offers += 1;
    }
    let len = length(c, &label::BINDERS_LENGTH, 2)?;
    let mut binders = 0;
    if let Some(field) = items(c, &label::BINDERS, len, |c| {
        binders += 1;
        vector(c, &label::BINDER_LENGTH, 1, &label::BINDER)
    })? {
        field.value = Value::NONE.meaning(format!("{} for {}", count(binders, "binder"), count(offers, "identity")));
    }
    Ok(())
}

fn identity(c: &mut Cursor<'_>, room: usize) -> Result<(), Stop> {
    let len = c.rest().first_chunk().map_or(0, |two| u16::from_be_bytes(*two));
    let whole = (2 + usize::from(len) + 4).min(room);
    c.group(&label::IDENTITY, whole, |c| {
        vector(c, &label::IDENTITY_LENGTH, 2, &label::IDENTITY_TICKET)?;
        plain(c, &label::IDENTITY_AGE, 4).map(|_| Value::NONE)
    })
    .map(drop)
}

/// psk_key_exchange_modes.
pub(super) fn modes(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = length(c, &label::PSK_MODES_LENGTH, 1)?;
    if len != c.left() {
        return crate::cursor::stop(format!("{len} bytes are announced, but {} are here", c.left()));
    }
    each(c, |c| byte(c, &label::PSK_MODE, codes::psk_mode).map(drop))
}
