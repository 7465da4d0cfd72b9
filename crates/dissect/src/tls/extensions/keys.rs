//! Public keys of the key exchange (RFC 8446 §4.2.8), hybrid ones in their two parts.

use crate::cursor::{Cursor, Stop, blame, bytes, stop};
use crate::field::{Label, Value};
use crate::names::tls_extensions as label;
use crate::tls::codes;
use crate::tls::context::Place;
use crate::tls::read::{each, length, opaque, short};

/// key_share, in the three forms that it has.
pub(super) fn key_share(c: &mut Cursor<'_>, place: Place) -> Result<(), Stop> {
    match place {
        Place::Retry => short(c, &label::SHARE_SELECTED, codes::group).map(drop),
        Place::ClientHello => {
            let len = length(c, &label::SHARES_LENGTH, 2)?;
            if len != c.left() {
                return stop(format!("the list announces {} and has {}", bytes(len as u64), bytes(c.left() as u64)));
            }
            each(c, |c| share(c, true))
        }
        _ => share(c, false),
    }
}

fn share(c: &mut Cursor<'_>, client: bool) -> Result<(), Stop> {
    let len = c.rest().get(2..).and_then(|rest| rest.first_chunk()).map_or(0, |two| u16::from_be_bytes(*two));
    let whole = (4 + usize::from(len)).min(c.left());
    c.group(&label::SHARE, whole, |c| {
        let group = short(c, &label::SHARE_GROUP, codes::group)?;
        let len = length(c, &label::SHARE_LENGTH, 2)?;
        if len > 0 {
            key(c, group, client, len)?;
        }
        Ok(Value::NONE)
    })
    .map(drop)
}

/// The part of a hybrid group that withstands quantum computers, and the curve's, in bytes.
struct Hybrid {
    curve_first: bool,
    curve: usize,
    client: usize,
    server: usize,
}

fn hybrid(group: u16) -> Option<Hybrid> {
    let (curve_first, curve, client, server) = match group {
        4587 => (true, 65, 1184, 1088),
        4588 => (false, 32, 1184, 1088),
        4589 => (true, 97, 1568, 1568),
        25497 => (true, 32, 1184, 1088),
        25498 => (true, 65, 1184, 1088),
        _ => return None,
    };
    Some(Hybrid { curve_first, curve, client, server })
}

/// How many bytes a public key of this group has, where that is fixed: the client's and the server's.
fn due(group: u16) -> Option<(usize, usize)> {
    let both = |len| Some((len, len));
    match group {
        23 | 31 | 41 => both(65),
        24 | 32 => both(97),
        25 => both(133),
        33 => both(129),
        29 => both(32),
        30 => both(56),
        256 => both(256),
        257 => both(384),
        258 => both(512),
        259 => both(768),
        260 => both(1024),
        512 => Some((800, 768)),
        513 => Some((1184, 1088)),
        514 => Some((1568, 1568)),
        _ => hybrid(group).map(|h| (h.curve + h.client, h.curve + h.server)),
    }
}

fn key(c: &mut Cursor<'_>, group: u16, client: bool, len: usize) -> Result<(), Stop> {
    let due = due(group).map(|(of_client, of_server)| if client { of_client } else { of_server });
    let meaning = Value::NONE.meaning(bytes(len as u64));
    let field = match hybrid(group).filter(|_| due == Some(len)) {
        None => c.leaf(&label::SHARE_KEY, len, meaning)?,
        Some(parts) => c.group(&label::SHARE_KEY, len, |c| {
            let (kem, kem_len): (&'static Label, _) = match client {
                true => (&label::SHARE_MLKEM_KEY, parts.client),
                false => (&label::SHARE_MLKEM_TEXT, parts.server),
            };
            let mut both = [(kem, kem_len), (&label::SHARE_CURVE, parts.curve)];
            if parts.curve_first {
                both.reverse();
            }
            for (label, len) in both {
                opaque(c, label, len)?;
            }
            Ok(meaning)
        })?,
    };
    if let Some(due) = due.filter(|due| *due != len) {
        blame(field, format!("{}: a public key of this group has {}", bytes(len as u64), bytes(due as u64)));
    }
    Ok(())
}
