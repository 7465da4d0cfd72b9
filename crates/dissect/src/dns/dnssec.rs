//! Signed DNS: signatures, keys, and the proof that a name is not there (RFC 4034, RFC 5155).

use super::codes;
use super::whole::Whole;
use crate::cursor::{Cursor, Stop, stop};
use crate::field::{Datum, Value};
use crate::names::dns_services as label;
use crate::read::{byte, each, length, peek, plain, rest, short};

fn flag(set: bool) -> Value {
    Value { datum: Datum::Flag(set), meaning: None }
}

/// RRSIG: a signature over all records of one type.
pub(super) fn signature(c: &mut Cursor<'_>, whole: &Whole<'_>) -> Result<(), Stop> {
    short(c, &label::TYPE_COVERED, codes::kind)?;
    byte(c, &label::SIGNATURE_ALGORITHM, codes::algorithm)?;
    plain(c, &label::LABELS, 1)?;
    plain(c, &label::ORIGINAL_TTL, 4)?;
    for label in [&label::EXPIRATION, &label::INCEPTION] {
        // Seconds modulo 2^32 (RFC 4034 §3.1.5): until 2106 that makes no difference.
        let seconds = peek(c, 4).unwrap_or_default();
        c.leaf(label, 4, Value::time(seconds))?;
    }
    plain(c, &label::SIGNATURE_KEY_TAG, 2)?;
    whole.put_name(c, &label::SIGNER)?;
    rest(c, &label::SIGNATURE)
}

/// DNSKEY and CDNSKEY: a zone's public key.
pub(super) fn key(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let [high, low] = c.rest().first_chunk().copied().unwrap_or_default();
    c.group(&label::KEY_FLAGS, 2, |c| {
        c.bits(&label::KEY_RESERVED, 0..7, Value::number((high >> 1).into()))?;
        c.bits(&label::ZONE_KEY, 7..8, flag(high & 1 != 0))?;
        c.bits(&label::REVOKED, 0..1, flag(low & 0x80 != 0))?;
        c.bits(&label::KEY_RESERVED, 1..7, Value::number((low >> 1 & 0x3f).into()))?;
        c.bits(&label::ENTRY_POINT, 7..8, flag(low & 1 != 0))?;
        Ok(Value::NONE)
    })?;
    plain(c, &label::KEY_PROTOCOL, 1)?;
    byte(c, &label::KEY_ALGORITHM, codes::algorithm)?;
    rest(c, &label::PUBLIC_KEY)
}

/// DS and CDS: the hash of a child zone's key.
pub(super) fn delegation(c: &mut Cursor<'_>) -> Result<(), Stop> {
    plain(c, &label::DS_KEY_TAG, 2)?;
    byte(c, &label::DS_ALGORITHM, codes::algorithm)?;
    byte(c, &label::DS_DIGEST_TYPE, codes::digest)?;
    rest(c, &label::DS_DIGEST)
}

/// NSEC: the next name that there is.
pub(super) fn next(c: &mut Cursor<'_>, whole: &Whole<'_>) -> Result<(), Stop> {
    whole.put_name(c, &label::NSEC_NEXT)?;
    types(c)
}

/// NSEC3: the same with hashes in the place of names.
pub(super) fn next_hashed(c: &mut Cursor<'_>) -> Result<(), Stop> {
    byte(c, &label::NSEC3_HASH, codes::nsec3_hash)?;
    let flags = c.rest().first().copied().unwrap_or_default();
    c.group(&label::NSEC3_FLAGS, 1, |c| {
        c.bits(&label::NSEC3_RESERVED, 0..7, Value::number((flags >> 1).into()))?;
        c.bits(&label::OPT_OUT, 7..8, flag(flags & 1 != 0))?;
        Ok(Value::NONE)
    })?;
    plain(c, &label::NSEC3_ITERATIONS, 2)?;
    let len = length(c, &label::SALT_LENGTH, 1)?;
    if len > 0 {
        c.leaf(&label::SALT, len, Value::NONE)?;
    }
    let len = length(c, &label::NEXT_LENGTH, 1)?;
    if len > 0 {
        let hash = base32(c.rest().get(..len).unwrap_or_default());
        c.leaf(&label::NEXT_HASH, len, Value::text(hash))?;
    }
    types(c)
}

/// Which types a name has: windows of a number, a length, and a bit for each type.
fn types(c: &mut Cursor<'_>) -> Result<(), Stop> {
    each(c, |c| {
        let len = c.rest().get(1).copied().map_or(0, usize::from);
        let all = (2 + len).min(c.left());
        c.group(&label::TYPE_WINDOW, all, |c| {
            let window = plain(c, &label::WINDOW_NUMBER, 1)?;
            let len = length(c, &label::WINDOW_LENGTH, 1)?;
            if !(1..=32).contains(&len) {
                return stop(format!("a map of {len} bytes: a map has 1 to 32"));
            }
            let names = names(window, c.rest());
            c.leaf(&label::WINDOW_MAP, len, Value::text(names))?;
            Ok(Value::NONE)
        })
        .map(drop)
    })
}

/// The names of the types whose bits are set.
fn names(window: u64, map: &[u8]) -> String {
    let mut names = Vec::new();
    for (at, byte) in (0u64..).zip(map) {
        for bit in (0..8).filter(|bit| byte & (0x80 >> bit) != 0) {
            let number = u16::try_from(window * 256 + at * 8 + bit).unwrap_or(u16::MAX);
            names.push(codes::kind_name(number));
        }
    }
    names.join(" ")
}

/// Base 32 with the alphabet that keeps the order (RFC 4648 §7), as owners' names are written.
fn base32(bytes: &[u8]) -> String {
    data_encoding::BASE32HEX_NOPAD.encode(bytes).to_ascii_lowercase()
}
