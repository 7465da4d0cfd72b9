//! Suites that are not opened here, and why.

use crate::tls::codes::{Kind, exchange};
use crate::tls::derivation::Keyring;
use crate::tls::ech::TRIED;
use crate::tls::facts::{Facts, Offered};

use std::borrow::Cow;

/// Why a version is not opened.
pub(super) fn old(version: u16) -> Cow<'static, str> {
    let name = match version {
        0x0300 => "SSL 3.0",
        0x0301 => "TLS 1.0",
        0x0302 => "TLS 1.1",
        _ => {
            return format!("encrypted: version {version:#06x} is not known here, only TLS 1.2 and 1.3 are opened")
                .into();
        }
    };
    format!("encrypted: {name} is forbidden since RFC 8996 and is not opened here, only TLS 1.2 and 1.3 are").into()
}

/// Why a suite is not opened.
pub(super) fn why_not(number: u16) -> Cow<'static, str> {
    let why = match number {
        0x0003..=0x0005 | 0x0017 | 0x0018 | 0x0020 | 0x0024 | 0x0028 | 0x002b | 0x008a | 0x008e | 0x0092 => RC4,
        0xc002 | 0xc007 | 0xc00c | 0xc011 | 0xc016 | 0xc033 => RC4,
        0x000a | 0x000d | 0x0010 | 0x0013 | 0x0016 | 0x001b | 0x001f | 0x0023 | 0x008b | 0x008f | 0x0093 => TRIPLE_DES,
        0xc003 | 0xc008 | 0xc00d | 0xc012 | 0xc017 | 0xc01a..=0xc01c | 0xc034 => TRIPLE_DES,
        0x0006 | 0x0008 | 0x0009 | 0x000b | 0x000c | 0x000e | 0x000f | 0x0011 | 0x0012 | 0x0014 | 0x0015 => {
            "with DES or RC2"
        }
        0x0019 | 0x001a | 0x001e | 0x0021 | 0x0022 | 0x0025..=0x0027 | 0x0029 | 0x002a => "with DES or RC2",
        0x0041..=0x0046 | 0x0084..=0x0089 | 0x00ba..=0x00c5 | 0xc072..=0xc09b => "with Camellia",
        0x0096..=0x009b => "with SEED",
        0xc03c..=0xc071 => "with ARIA",
        0xc09c..=0xc0af | 0xd003 | 0xd005 => "with AES-CCM and a shared key",
        0xc100..=0xc106 => "with Kuznyechik or Magma",
        _ => "whose cipher is not known here",
    };
    format!(
        "encrypted with suite {number:#06x}, {why}: not opened here, only AES-GCM, AES-CCM, ChaCha20-Poly1305 and AES-CBC are"
    )
    .into()
}

const RC4: &str = "with RC4, forbidden since RFC 7465";
const TRIPLE_DES: &str = "with triple DES, whose blocks are too short";

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
pub(crate) const ONLY_SIGNS: &str = "encrypted, and the private key does not open it: the keys were agreed on by Diffie-Hellman, and the private key only \
    signs that; a key log of one of the ends opens it";
/// Why one opens nothing where it could.
pub(crate) const ANOTHER_KEY: &str = "encrypted, and the private key that was given is not the one to which the client encrypted its secret, or the \
    message with that is missing";

/// Why nothing opens it: no secret fits.
pub(super) fn no_key(keyring: Keyring<'_>, facts: &Facts) -> Cow<'static, str> {
    let transports = || facts.suite.and_then(exchange).is_some_and(|exchange| exchange.kind == Kind::Rsa);
    match (keyring.has_private_key(), keyring.has_key_log()) {
        (true, _) if transports() => ANOTHER_KEY.into(),
        (true, _) => ONLY_SIGNS.into(),
        (false, false) => "encrypted: without the connection's secrets nobody can open it".into(),
        (false, true) if facts.ech == Offered::Undecided => format!(
            "encrypted, and the key log holds no secret that opens it, under the random of the hello or (of {TRIED} at the most) under one \
             that is on no wire, as that of an encrypted hello is"
        )
        .into(),
        (false, true) => "encrypted, and the key log holds no secret that opens it".into(),
    }
}
