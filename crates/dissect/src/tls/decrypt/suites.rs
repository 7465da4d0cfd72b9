//! Suites that are not opened here, and why.

use crate::schedule::Suite;
use crate::tls::codes::{Kind, exchange, suite_name};
use crate::tls::derivation::Keyring;
use crate::tls::ech::TRIED;
use crate::tls::facts::{Facts, Offered};

use std::borrow::Cow;

/// Why a version is not opened.
pub(super) fn unknown(version: u16) -> Cow<'static, str> {
    format!("encrypted: this program decrypts SSL 3.0 and TLS 1.0 to 1.3, but not version {version:#06x}").into()
}

/// Why a suite is not opened.
pub(super) fn why_not(number: u16) -> Cow<'static, str> {
    let name = suite_name(number).unwrap_or_default();
    let has = |word: &str| name.split('_').any(|w| w == word);
    let why = match () {
        () if has("EXPORT") => "deliberately weakened, for export in the 1990s",
        () if has("DES") || has("RC2") => "with DES or RC2, whose keys can be found in a day",
        () if has("IDEA") => "with IDEA",
        () if has("SEED") => "with SEED",
        () if has("SM4") => "with SM4",
        () if has("KUZNYECHIK") || has("MAGMA") || has("28147") => "with a Russian cipher",
        () if has("AEGIS") => "with AEGIS",
        () if Suite::of(number).is_some() => "which this version of TLS does not have",
        () => "whose cipher this program does not know",
    };
    format!("encrypted with suite {number:#06x}, {why}: not decrypted here").into()
}

/// The MAC of a suite that encrypts nothing; `None`: it does encrypt.
pub(super) fn null_mac(number: u16) -> Option<usize> {
    match number {
        0x0000 => Some(0),
        0x0001 => Some(16),
        0x0002 | 0x002c..=0x002e | 0xc001 | 0xc006 | 0xc00b | 0xc010 | 0xc015 | 0xc039 => Some(20),
        0x003b | 0x00b0 | 0x00b4 | 0x00b8 | 0xc03a => Some(32),
        0x00b1 | 0x00b5 | 0x00b9 | 0xc03b => Some(48),
        _ => None,
    }
}

/// Why a server's private key opens nothing where both sides agree on a key by Diffie-Hellman (RFC 8446 §1.2, RFC 5246 §F.1.1.3).
pub(crate) const ONLY_SIGNS: &str = "encrypted, and the private key cannot decrypt it: both sides agreed on the \
    keys with Diffie-Hellman, and the private key only signs that; a key log from either end can decrypt it";
/// Why one opens nothing where it could.
pub(crate) const ANOTHER_KEY: &str = "encrypted: either the given private key does not match the key to which the \
    client encrypted its secret, or the message with that secret is missing";

/// Why nothing opens it: no secret fits.
pub(in crate::tls) fn no_key(keyring: Keyring<'_>, facts: &Facts) -> Cow<'static, str> {
    let transports = || facts.suite.and_then(exchange).is_some_and(|exchange| exchange.kind == Kind::Rsa);
    match (keyring.has_private_key(), keyring.has_key_log()) {
        (true, _) if transports() => ANOTHER_KEY.into(),
        (true, _) => ONLY_SIGNS.into(),
        (false, false) => "encrypted: without the connection's secrets, nobody can decrypt it".into(),
        (false, true) if facts.ech == Offered::Undecided => format!(
            "encrypted, and the key log has no secret that decrypts it, neither under the hello's random nor (of \
                at most {TRIED} tried) under one that never crossed the wire, like that of an encrypted hello"
        )
        .into(),
        (false, true) => "encrypted, and the key log has no secret that decrypts it".into(),
    }
}
