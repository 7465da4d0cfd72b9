//! Signatures: IANA's registries "TLS SignatureScheme", and "TLS HashAlgorithm" and "TLS SignatureAlgorithm" of TLS 1.2.

use super::{Table, is_grease, look, look_greased, named};
use crate::field::{Datum, Value};

/// The scheme with this number; a pair of TLS 1.2 that has no name as a scheme is put together.
pub(in crate::tls) fn scheme(number: u16) -> Value {
    let value = look_greased(SCHEMES, number);
    if is_grease(number) || is_named(&value) {
        return value;
    }
    let [hash, key] = number.to_be_bytes();
    match (look(HASHES, hash.into()).datum, look(KEYS, key.into()).datum) {
        (Datum::Named { name: hash, .. }, Datum::Named { name: key, .. }) => {
            named(number, format!("{key} with {hash}")).meaning("a pair from TLS 1.2 that has no name in TLS 1.3")
        }
        _ => value,
    }
}

/// The name of a scheme; its number, if it has none.
pub(crate) fn scheme_name(number: u16) -> String {
    match scheme(number).datum {
        Datum::Named { name, .. } => name.into_owned(),
        _ => format!("{number:#06x}"),
    }
}

/// The first byte of a scheme: in TLS 1.2 a hash.
pub(in crate::tls) fn hash(scheme: u16) -> Value {
    let [hash, _] = scheme.to_be_bytes();
    half(HASHES, hash, scheme)
}

/// The second byte of a scheme: in TLS 1.2 a kind of key.
pub(in crate::tls) fn key(scheme: u16) -> Value {
    let [hash, key] = scheme.to_be_bytes();
    let table = if is_named(&look(HASHES, hash.into())) { KEYS } else { &[] };
    half(table, key, scheme)
}

/// A byte of a scheme. That it has no name of its own is nothing unknown where both bytes together have one.
fn half(table: &'static Table, number: u8, whole: u16) -> Value {
    let value = look(table, number.into());
    match !is_named(&value) && is_named(&look(SCHEMES, whole)) {
        true => Value::number(number.into()).meaning("nothing by itself: only both bytes together name the scheme"),
        false => value,
    }
}

fn is_named(value: &Value) -> bool {
    matches!(value.datum, Datum::Named { .. })
}

const OLD: &str =
    "an RSA signature in the old format (PKCS#1 v1.5): in TLS 1.3 only in certificates, never in the handshake";
const SHA1: &str = "SHA-1, for which collisions can be bought: outdated";
const PSS: &str = "an RSA signature in the modern format (PSS), with an ordinary RSA key";
const PSS_KEY: &str = "an RSA signature in the modern format (PSS), with a key that is only for PSS; rare";
const GOST: &str = "a Russian signature";
const CHINESE: &str = "a Chinese signature";
const BRAINPOOL: &str = "ECDSA on a German curve";
const LEGACY: &str = "an old RSA signature, for clients whose key is in an old hardware token";
const QUANTUM: &str = "ML-DSA, which resists quantum computers";

/// Sorted by number.
const SCHEMES: &Table = &[
    (0x0201, "rsa_pkcs1_sha1", SHA1),
    (0x0202, "dsa_sha1", "DSA with SHA-1: both are outdated"),
    (0x0203, "ecdsa_sha1", SHA1),
    (0x0401, "rsa_pkcs1_sha256", OLD),
    (0x0402, "dsa_sha256", "DSA: outdated"),
    (0x0403, "ecdsa_secp256r1_sha256", "ECDSA on P-256: the most common one for elliptic-curve keys"),
    (0x0420, "rsa_pkcs1_sha256_legacy", LEGACY),
    (0x0501, "rsa_pkcs1_sha384", OLD),
    (0x0502, "dsa_sha384", "DSA: outdated"),
    (0x0503, "ecdsa_secp384r1_sha384", "ECDSA on P-384"),
    (0x0520, "rsa_pkcs1_sha384_legacy", LEGACY),
    (0x0601, "rsa_pkcs1_sha512", OLD),
    (0x0602, "dsa_sha512", "DSA: outdated"),
    (0x0603, "ecdsa_secp521r1_sha512", "ECDSA on P-521"),
    (0x0620, "rsa_pkcs1_sha512_legacy", LEGACY),
    (0x0704, "eccsi_sha256", "an identity-based signature, in which a name replaces the public key"),
    (0x0705, "iso_ibs1", "an identity-based signature, in which a name replaces the public key"),
    (0x0706, "iso_ibs2", "an identity-based signature, in which a name replaces the public key"),
    (0x0707, "iso_chinese_ibs", CHINESE),
    (0x0708, "sm2sig_sm3", CHINESE),
    (0x0709, "gostr34102012_256a", GOST),
    (0x070a, "gostr34102012_256b", GOST),
    (0x070b, "gostr34102012_256c", GOST),
    (0x070c, "gostr34102012_256d", GOST),
    (0x070d, "gostr34102012_512a", GOST),
    (0x070e, "gostr34102012_512b", GOST),
    (0x070f, "gostr34102012_512c", GOST),
    (0x0804, "rsa_pss_rsae_sha256", PSS),
    (0x0805, "rsa_pss_rsae_sha384", PSS),
    (0x0806, "rsa_pss_rsae_sha512", PSS),
    (0x0807, "ed25519", "EdDSA on Curve25519: fast, and without a random number that could go wrong"),
    (0x0808, "ed448", "EdDSA on Curve448"),
    (0x0809, "rsa_pss_pss_sha256", PSS_KEY),
    (0x080a, "rsa_pss_pss_sha384", PSS_KEY),
    (0x080b, "rsa_pss_pss_sha512", PSS_KEY),
    (0x081a, "ecdsa_brainpoolP256r1tls13_sha256", BRAINPOOL),
    (0x081b, "ecdsa_brainpoolP384r1tls13_sha384", BRAINPOOL),
    (0x081c, "ecdsa_brainpoolP512r1tls13_sha512", BRAINPOOL),
    (0x0904, "mldsa44", QUANTUM),
    (0x0905, "mldsa65", QUANTUM),
    (0x0906, "mldsa87", QUANTUM),
];

const HASHES: &Table = &[
    (0, "none", ""),
    (1, "md5", "broken"),
    (2, "sha1", "collisions can be bought: outdated"),
    (3, "sha224", ""),
    (4, "sha256", ""),
    (5, "sha384", ""),
    (6, "sha512", ""),
    (8, "Intrinsic", "the scheme itself defines the hash"),
];

const KEYS: &Table = &[
    (0, "anonymous", ""),
    (1, "rsa", ""),
    (2, "dsa", "outdated"),
    (3, "ecdsa", ""),
    (7, "ed25519", ""),
    (8, "ed448", ""),
    (64, "gostr34102012_256", ""),
    (65, "gostr34102012_512", ""),
];
