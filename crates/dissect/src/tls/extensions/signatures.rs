//! Signature schemes (RFC 8446 §4.2.3): in TLS 1.2 a hash and a kind of key, in 1.3 one number.

use crate::cursor::{Cursor, Stop};
use crate::names::tls_extensions as label;
use crate::tls::codes;
use crate::tls::read::byte;

/// One scheme, with the two bytes that it had in TLS 1.2.
pub(crate) fn signature_scheme(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let number = c.rest().first_chunk().map_or(0, |two| u16::from_be_bytes(*two));
    c.group(&label::SCHEME, 2, |c| {
        byte(c, &label::SCHEME_HASH, |_| codes::hash(number))?;
        byte(c, &label::SCHEME_KEY, |_| codes::key(number))?;
        Ok(codes::scheme(number))
    })
    .map(drop)
}
