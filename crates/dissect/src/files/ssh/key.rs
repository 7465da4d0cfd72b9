//! A public key: its kind, and its numbers (RFC 4253 §6.6, RFC 5656, RFC 8709, PROTOCOL.u2f).

use super::parts::{number, opaque, string, text, within};
use crate::cursor::{Cursor, Stop, blame, bytes};
use crate::field::Value;
use crate::names::ssh as label;
use crate::read::rest;
use crate::x509::point;

/// The end of the kind of a certificate.
const CERTIFICATE: &[u8] = b"-cert-v01@openssh.com";
/// Bytes of a key of Ed25519.
const ED25519: usize = 32;

/// Whether these bytes begin like a certificate of OpenSSH.
pub(super) fn is_certificate(bytes: &[u8]) -> bool {
    let len = bytes.first_chunk().map_or(0, |four| u32::from_be_bytes(*four) as usize);
    bytes.get(4..4usize.saturating_add(len)).is_some_and(|kind| kind.ends_with(CERTIFICATE))
}

/// All of a public key; its value is its kind.
pub(super) fn public(c: &mut Cursor<'_>) -> Result<Value, Stop> {
    let kind = self::kind(c)?;
    numbers(c, kind)?;
    crate::read::nothing_more(c)?;
    Ok(text(kind))
}

/// The kind.
pub(super) fn kind<'a>(c: &mut Cursor<'a>) -> Result<&'a [u8], Stop> {
    string(c, &label::TYPE_LENGTH, &label::TYPE, |kind| match meaning(kind) {
        Some(meaning) => text(kind).meaning(meaning),
        None => text(kind),
    })
}

/// What a kind stands for.
fn meaning(kind: &[u8]) -> Option<&'static str> {
    Some(match kind.strip_suffix(CERTIFICATE).unwrap_or(kind) {
        b"ssh-rsa" => "RSA; the hash is chosen with each signature",
        b"ssh-dss" => "DSA with 1024 bits: outdated, OpenSSH does not accept it",
        b"ssh-ed25519" => "Ed25519, what ssh-keygen makes today",
        b"ecdsa-sha2-nistp256" => "ECDSA on P-256",
        b"ecdsa-sha2-nistp384" => "ECDSA on P-384",
        b"ecdsa-sha2-nistp521" => "ECDSA on P-521",
        b"sk-ssh-ed25519@openssh.com" | b"sk-ssh-ed25519" => "Ed25519 on a security key",
        b"sk-ecdsa-sha2-nistp256@openssh.com" | b"sk-ecdsa-sha2-nistp256" => "ECDSA on P-256, on a security key",
        _ => return None,
    })
}

/// The numbers that a key of this kind has.
pub(super) fn numbers(c: &mut Cursor<'_>, kind: &[u8]) -> Result<(), Stop> {
    match kind.strip_suffix(CERTIFICATE).unwrap_or(kind) {
        b"ssh-rsa" => {
            number(c, &label::RSA_E)?;
            number(c, &label::RSA_N)
        }
        b"ssh-dss" => (0..4).try_for_each(|_| number(c, &label::DSA_NUMBER)),
        b"ssh-ed25519" => ed25519(c),
        b"sk-ssh-ed25519@openssh.com" | b"sk-ssh-ed25519" => {
            ed25519(c)?;
            application(c)
        }
        b"sk-ecdsa-sha2-nistp256@openssh.com" | b"sk-ecdsa-sha2-nistp256" => {
            on_curve(c)?;
            application(c)
        }
        kind if kind.starts_with(b"ecdsa-sha2-") => on_curve(c),
        _ => rest(c, &label::OTHER_KEY),
    }
}

pub(super) fn ed25519(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = string(c, &label::KEY_LENGTH, &label::ED25519, opaque)?.len();
    if let Some(field) = c.last().filter(|_| len != ED25519) {
        blame(field, format!("a key of Ed25519 has {}", bytes(ED25519 as u64)));
    }
    Ok(())
}

/// The curve and the point on it.
pub(super) fn on_curve(c: &mut Cursor<'_>) -> Result<(), Stop> {
    string(c, &label::CURVE_LENGTH, &label::CURVE, text)?;
    within(c, &label::KEY_LENGTH, &label::POINT, |c| point(c, &[]))
}

pub(super) fn application(c: &mut Cursor<'_>) -> Result<(), Stop> {
    string(c, &label::APPLICATION_LENGTH, &label::APPLICATION, text).map(drop)
}
