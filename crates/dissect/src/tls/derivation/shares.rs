//! The public keys of a key exchange, read from raw handshake messages, with their places.
//!
//! Lenient on purpose, as [`Reader`]: what is malformed is shown by the fields.

use std::ops::Range;

use crate::tls::raw::Reader;

/// More key shares of one ClientHello are not looked at.
const MOST: usize = 16;
/// The extension key_share.
const KEY_SHARE: u16 = 51;

/// One side's public key.
pub(super) struct Share {
    /// The group's number; 0 where none is named.
    pub group: u16,
    /// Where it stands in its message.
    pub range: Range<usize>,
    /// The key itself.
    pub key: Vec<u8>,
}

/// The key shares of a ClientHello (RFC 8446 §4.2.8).
pub(super) fn of_client_hello(message: &[u8]) -> Vec<Share> {
    let mut r = Reader::new(message, 4 + 2 + 32);
    let found = (|| {
        r.vector(1)?;
        r.vector(2)?;
        r.vector(1)?;
        let mut list = r.extension(KEY_SHARE)?.vector(2)?;
        Some(std::iter::from_fn(|| share(&mut list)).take(MOST).collect())
    })();
    found.unwrap_or_default()
}

/// The key share of a ServerHello.
pub(super) fn of_server_hello(message: &[u8]) -> Option<Share> {
    let mut r = Reader::new(message, 4 + 2 + 32);
    r.vector(1)?;
    r.take(3)?;
    share(&mut r.extension(KEY_SHARE)?)
}

/// The public key in a ServerKeyExchange, and where the signed parameters end: on a named curve (RFC 8422 §5.4) or
/// over a prime (RFC 5246 §7.4.3).
pub(super) fn of_server_key_exchange(message: &[u8], on_curve: bool) -> Option<(Share, usize)> {
    let mut r = Reader::new(message, 4);
    let share = if on_curve {
        r.take(1)?;
        let group = r.number()?;
        rest(r.vector(1)?, group)
    } else {
        r.vector(2)?;
        r.vector(2)?;
        rest(r.vector(2)?, 0)
    };
    Some((share, r.at))
}

/// What a ClientKeyExchange holds after its length of one byte (a point) or two (a number, an encrypted secret).
pub(super) fn of_client_key_exchange(message: &[u8], width: usize) -> Option<Share> {
    Some(rest(Reader::new(message, 4).vector(width)?, 0))
}

fn share(r: &mut Reader<'_>) -> Option<Share> {
    let group = r.number()?;
    Some(rest(r.vector(2)?, group))
}

fn rest(r: Reader<'_>, group: u16) -> Share {
    let key = r.rest().to_vec();
    Share { group, range: r.at..r.at + key.len(), key }
}
