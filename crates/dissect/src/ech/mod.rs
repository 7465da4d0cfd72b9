//! The keys for an encrypted ClientHello as a server hands them out: an ECHConfigList (RFC 9849 §4).
//!
//! It is the same bytes in an HTTPS record of DNS (RFC 9848 §3) and in the server's answer to a hello that it could not open.

use crate::codes::lists;
use crate::cursor::{Cursor, Stop, stop};
use crate::field::Value;
use crate::names::ech as label;
use crate::names::tls_rare::{ECH_AEAD, ECH_KDF};
use crate::read::{byte, items, length, list, nothing_more, opaque, peek, plain, short, vector};

/// The version that RFC 9849 describes; drafts had other numbers, and other forms.
const VERSION: u64 = 0xfe0d;

lists! {
    /// The version of an ECHConfig.
    look config_version(u16) {
        0xfe0d = "encrypted_client_hello", "the format of the standard";
        0xfe0a = "draft-ietf-tls-esni-10", "a draft from before the standard was finished";
        0xfe09 = "draft-ietf-tls-esni-09", "a draft from before the standard was finished";
        0xfe08 = "draft-ietf-tls-esni-08", "a draft from before the standard was finished";
        0xff03 = "draft-ietf-tls-esni-05", "a draft from before the standard was finished";
        0xff02 = "draft-ietf-tls-esni-03", "a draft from before the standard was finished";
        0xff01 = "draft-ietf-tls-esni-01", "a draft from before the standard was finished";
    }

    /// HPKE's key exchange (RFC 9180 §7.1).
    look hpke_kem(u16) {
        0x0010 = "DHKEM(P-256, HKDF-SHA256)";
        0x0011 = "DHKEM(P-384, HKDF-SHA384)";
        0x0012 = "DHKEM(P-521, HKDF-SHA512)";
        0x0020 = "DHKEM(X25519, HKDF-SHA256)";
        0x0021 = "DHKEM(X448, HKDF-SHA512)";
        0x647a = "X-Wing", "X25519 and ML-KEM-768 together";
    }

    /// HPKE's derivation (RFC 9180 §7.2).
    look hpke_kdf(u16) {
        1 = "HKDF-SHA256";
        2 = "HKDF-SHA384";
        3 = "HKDF-SHA512";
    }

    /// HPKE's cipher (RFC 9180 §7.3).
    look hpke_aead(u16) {
        1 = "AES-128-GCM";
        2 = "AES-256-GCM";
        3 = "ChaCha20Poly1305";
        0xffff = "Export-only";
    }
}

/// A list of configurations, up to the end of what is read: its length, and each of them. One that is malformed carries its problem,
/// and the next one goes on.
pub(crate) fn configs(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = length(c, &label::LIST_LENGTH, 2)?;
    items(c, &label::LIST, len, config)?;
    nothing_more(c)
}

/// One configuration: a version, a length, and what that version has.
fn config(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let version = peek(c, 2).unwrap_or_default();
    let len = c.rest().get(2..).and_then(|rest| rest.first_chunk()).map_or(0, |two| u16::from_be_bytes(*two));
    let whole = (4 + usize::from(len)).min(c.left());
    c.group(&label::CONFIG, whole, |c| {
        short(c, &label::VERSION, config_version)?;
        let len = length(c, &label::LENGTH, 2)?;
        match version {
            VERSION => contents(c)?,
            _ => opaque(c, &label::OTHER, len)?,
        }
        nothing_more(c).map(|()| Value::NONE)
    })
    .map(drop)
}

/// What the standard's version has (RFC 9849 §4).
fn contents(c: &mut Cursor<'_>) -> Result<(), Stop> {
    key(c)?;
    plain(c, &label::MAXIMUM_NAME_LENGTH, 1)?;
    let len = length(c, &label::PUBLIC_NAME_LENGTH, 1)?;
    if len == 0 {
        return stop("no cover name: it must have at least one byte");
    }
    c.text(&label::PUBLIC_NAME, len)?;
    list(c, &label::EXTENSIONS_LENGTH, 2, &label::EXTENSIONS, |c| {
        plain(c, &label::EXTENSION_TYPE, 2)?;
        vector(c, &label::EXTENSION_LENGTH, 2, &label::EXTENSION_DATA)
    })
}

/// The key, and the ciphers that it may be used with.
fn key(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let after_kem = peek(c, 5).map_or(0, |five| (five & 0xffff) as usize);
    let suites = c.rest().get(5usize.saturating_add(after_kem)..).and_then(|rest| rest.first_chunk());
    let suites = suites.map_or(0, |two| usize::from(u16::from_be_bytes(*two)));
    let whole = 7usize.saturating_add(after_kem).saturating_add(suites).min(c.left());
    c.group(&label::KEY_CONFIG, whole, |c| {
        byte(c, &label::CONFIG_ID, |id| Value::number(id.into()))?;
        short(c, &label::KEM, hpke_kem)?;
        vector(c, &label::PUBLIC_KEY_LENGTH, 2, &label::PUBLIC_KEY)?;
        list(c, &label::SUITES_LENGTH, 2, &label::SUITES, suite)?;
        Ok(Value::NONE)
    })
    .map(drop)
}

/// One suite: a derivation and a cipher.
fn suite(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = 4.min(c.left());
    c.group(&label::SUITE, len, |c| {
        short(c, &ECH_KDF, hpke_kdf)?;
        short(c, &ECH_AEAD, hpke_aead)?;
        Ok(Value::NONE)
    })
    .map(drop)
}
