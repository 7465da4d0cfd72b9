//! Names: of servers and of protocols.

use crate::cursor::{Cursor, Stop, blame, lossy, stop};
use crate::field::{Label, Value};
use crate::names::tls_extensions as label;
use crate::tls::codes;
use crate::tls::context::Hello;
use crate::tls::read::{byte, each, length, list};

/// The client's server_name.
pub(super) fn server_names(c: &mut Cursor<'_>, hello: Hello) -> Result<(), Stop> {
    let meaning = match hello {
        Hello::Only => "Eve can read it too",
        Hello::Outer => {
            "Eve can read it too. If the encrypted hello beside it is real, this is only a cover name, for the \
                server that decrypts the inner hello; the real name is in there"
        }
        Hello::Inner => "the real name, which crosses the wire encrypted",
    };
    let len = length(c, &label::NAMES_LENGTH, 2)?;
    if len != c.left() {
        return stop(format!("the list announces {len} bytes and has {}", c.left()));
    }
    each(c, |c| {
        byte(c, &label::NAME_TYPE, codes::name_type)?;
        let len = length(c, &label::NAME_LENGTH, 2)?;
        let text = lossy(c.rest().get(..len).unwrap_or_default());
        let field = c.leaf(&label::NAME, len, Value::text(&text).meaning(meaning))?;
        if text.is_empty() {
            blame(field, "an empty name");
        } else if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') || text.contains(':') {
            blame(field, "an address, although only names are allowed here");
        } else if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)) {
            blame(field, "not a host name: only letters, digits, hyphens and dots are allowed");
        }
        Ok(())
    })
}

/// A list of protocols, with the labels for its length, itself, each length, each name.
pub(super) fn protocols(
    c: &mut Cursor<'_>,
    whole: &'static Label,
    all: &'static Label,
    len: &'static Label,
    name: &'static Label,
) -> Result<(), Stop> {
    list(c, whole, 2, all, |c| protocol(c, len, name))
}

/// One protocol.
pub(super) fn protocol(c: &mut Cursor<'_>, len: &'static Label, name: &'static Label) -> Result<(), Stop> {
    let len = length(c, len, 1)?;
    if len == 0 {
        if let Some(field) = c.last() {
            blame(field, "an empty protocol name");
        }
        return Ok(());
    }
    let id = c.rest().get(..len).unwrap_or_default();
    c.leaf(name, len, codes::alpn(id)).map(drop)
}
