//! The public keys of a key exchange, read from raw handshake messages, with their places.
//!
//! Lenient on purpose, as [`Facts`](super::super::facts::Facts): what is malformed is shown by the fields.

use std::ops::Range;

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
    let mut r = Reader { bytes: message, at: 4 + 2 + 32 };
    let found = (|| {
        r.vector(1)?;
        r.vector(2)?;
        r.vector(1)?;
        let mut list = r.extension(KEY_SHARE)?.vector(2)?;
        Some(std::iter::from_fn(|| list.share()).take(MOST).collect())
    })();
    found.unwrap_or_default()
}

/// The key share of a ServerHello.
pub(super) fn of_server_hello(message: &[u8]) -> Option<Share> {
    let mut r = Reader { bytes: message, at: 4 + 2 + 32 };
    r.vector(1)?;
    r.take(3)?;
    r.extension(KEY_SHARE)?.share()
}

/// The public key in a ServerKeyExchange, and where the signed parameters end: on a named curve (RFC 8422 §5.4) or
/// over a prime (RFC 5246 §7.4.3).
pub(super) fn of_server_key_exchange(message: &[u8], on_curve: bool) -> Option<(Share, usize)> {
    let mut r = Reader { bytes: message, at: 4 };
    let share = if on_curve {
        r.take(1)?;
        let group = r.number()?;
        r.vector(1)?.rest(group)
    } else {
        r.vector(2)?;
        r.vector(2)?;
        r.vector(2)?.rest(0)
    };
    Some((share, r.at))
}

/// What a ClientKeyExchange holds after its length of one byte (a point) or two (a number, an encrypted secret).
pub(super) fn of_client_key_exchange(message: &[u8], width: usize) -> Option<Share> {
    Some(Reader { bytes: message, at: 4 }.vector(width)?.rest(0))
}

/// Reads vectors with their length before them, and knows where.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(len)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn number(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_be_bytes)
    }

    /// What stands in a vector whose length stands in so many bytes.
    fn vector(&mut self, width: usize) -> Option<Reader<'a>> {
        let len = self.take(width)?.iter().fold(0, |len, b| len << 8 | usize::from(*b));
        let begin = self.at;
        self.take(len)?;
        Some(Reader { bytes: self.bytes.get(..self.at)?, at: begin })
    }

    /// The extension of this type in the list that comes next.
    fn extension(&mut self, wanted: u16) -> Option<Reader<'a>> {
        let mut list = self.vector(2)?;
        loop {
            let kind = list.number()?;
            let data = list.vector(2)?;
            if kind == wanted {
                return Some(data);
            }
        }
    }

    fn share(&mut self) -> Option<Share> {
        let group = self.number()?;
        Some(self.vector(2)?.rest(group))
    }

    fn rest(self, group: u16) -> Share {
        let key = self.bytes.get(self.at..).unwrap_or_default().to_vec();
        Share { group, range: self.at..self.bytes.len(), key }
    }
}
