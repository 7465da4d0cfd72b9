//! Cipher suites: the list is `suites.txt`, all that IANA's registry "TLS Cipher Suites" names; what each means follows from
//! its name.

use std::sync::LazyLock;

use super::{grease, is_grease, named, unknown};
use crate::field::Value;

/// One suite of the registry.
struct Suite {
    number: u16,
    name: &'static str,
    meaning: String,
}

static SUITES: LazyLock<Vec<Suite>> = LazyLock::new(|| {
    let lines = include_str!("suites.txt").lines().filter_map(|line| line.split_once(' '));
    let suite =
        |(number, name)| Some(Suite { number: u16::from_str_radix(number, 16).ok()?, name, meaning: says(name) });
    lines.filter_map(suite).collect()
});

fn find(number: u16) -> Option<&'static Suite> {
    SUITES.binary_search_by_key(&number, |s| s.number).ok().and_then(|at| SUITES.get(at))
}

/// The name of the suite with this number.
pub(crate) fn suite_name(number: u16) -> Option<&'static str> {
    Some(find(number)?.name)
}

/// Every suite of the registry by its number, in their order, with its name.
pub(crate) fn suite_names() -> impl Iterator<Item = (u16, &'static str)> {
    SUITES.iter().map(|suite| (suite.number, suite.name))
}

/// The suite with this number.
pub(in crate::tls) fn suite(number: u16) -> Value {
    match find(number) {
        Some(suite) => named(number, suite.name).meaning(suite.meaning.as_str()),
        None if is_grease(number) => grease(number),
        None => unknown(number),
    }
}

/// How a suite of TLS 1.2 agrees on a secret: it decides what the two key exchange messages look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tls) struct Exchange {
    /// A pre-shared key, whose name comes first.
    pub psk: bool,
    /// What else is exchanged.
    pub kind: Kind,
    /// Whether the server signs its half.
    pub signed: bool,
}

/// What the two sides exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tls) enum Kind {
    /// A secret under the server's RSA key.
    Rsa,
    /// Numbers modulo a prime.
    Dhe,
    /// Points of a curve.
    Ecdhe,
    /// Nothing.
    Nothing,
}

/// The key exchange of a suite; `None`: one that is not taken apart, or a suite of TLS 1.3, which has none.
pub(in crate::tls) fn exchange(number: u16) -> Option<Exchange> {
    let (exchange, _) = find(number)?.name.strip_prefix("TLS_")?.split_once("_WITH_")?;
    let words = || exchange.split('_');
    let has = |word: &str| words().any(|w| w == word);
    let kind = match words().next()? {
        "ECDHE" => Kind::Ecdhe,
        "ECDH" => Kind::Ecdhe,
        "DHE" | "DH" => Kind::Dhe,
        "RSA" => Kind::Rsa,
        "PSK" if has("DHE") => Kind::Dhe,
        "PSK" => Kind::Nothing,
        _ => return None,
    };
    let signed = kind != Kind::Nothing && kind != Kind::Rsa && !has("PSK") && !has("anon");
    Some(Exchange { psk: has("PSK"), kind, signed })
}

/// What a suite's name says, in words.
fn says(name: &str) -> String {
    let rest = name.strip_prefix("TLS_").unwrap_or(name);
    match (rest, rest.split_once("_WITH_")) {
        ("EMPTY_RENEGOTIATION_INFO_SCSV", _) => {
            "not a suite but a signal: an empty renegotiation_info, for servers that fail on extensions".to_owned()
        }
        ("FALLBACK_SCSV", _) => {
            "not a suite but a signal: this client supports a newer version but retries with an older one; a \
                server that also supports a newer version refuses"
                .to_owned()
        }
        ("SHA256_SHA256" | "SHA384_SHA384", _) => {
            "TLS 1.3 without encryption: content in the clear, only protected against changes".to_owned()
        }
        (_, Some((exchange, cipher))) => format!("{}; {}", agreement(exchange), protection(cipher)),
        (rest, None) => format!(
            "TLS 1.3, in which key exchange and certificate type are negotiated separately; {}",
            protection(rest)
        ),
    }
}

fn agreement(exchange: &str) -> &'static str {
    match exchange {
        "ECDHE_RSA" => "both sides agree on a fresh secret on a curve, and the server signs with RSA: forward secrecy",
        "ECDHE_ECDSA" => {
            "both sides agree on a fresh secret on a curve, and the server signs with ECDSA or EdDSA: \
            forward secrecy"
        }
        "ECDHE_PSK" => {
            "both sides agree on a fresh secret on a curve, and a shared key proves who they are: \
            forward secrecy"
        }
        "DHE_RSA" => {
            "both sides agree on a fresh secret modulo a prime, and the server signs with RSA: forward \
            secrecy, but slow"
        }
        "DHE_DSS" => {
            "both sides agree on a fresh secret modulo a prime, and the server signs with DSA, which is \
            outdated"
        }
        "DHE_PSK" | "PSK_DHE" => {
            "both sides agree on a fresh secret modulo a prime, and a shared key proves who they are: forward secrecy"
        }
        "DH_RSA" | "DH_DSS" => {
            "the server's certificate contains a fixed Diffie-Hellman key: no forward secrecy; unused"
        }
        "ECDH_RSA" | "ECDH_ECDSA" => {
            "the server's certificate contains a fixed elliptic-curve key: no forward \
            secrecy"
        }
        "DH_anon" | "ECDH_anon" => "neither side proves who it is: an attacker can get in the middle",
        "RSA" => {
            "the client encrypts the secret to the server's RSA key: no forward secrecy, because that key can \
                later decrypt recordings"
        }
        "RSA_PSK" => {
            "the client encrypts a secret to the server's RSA key, and both have a shared key: no forward secrecy"
        }
        "PSK" => "a shared key proves who both sides are, and all other keys are derived from it: no forward secrecy",
        "SRP_SHA" | "SRP_SHA_RSA" | "SRP_SHA_DSS" => "a password proves who the client is, without crossing the wire",
        "KRB5" => "the keys are derived from a Kerberos ticket",
        "ECCPWD" => "the keys are derived from a password (Dragonfly)",
        "GOSTR341112_256" => "Russian key exchange and signatures",
        "NULL" => "no key exchange: the state before the first handshake",
        _ if exchange.contains("EXPORT") => {
            "keys deliberately weakened to 40 bits, for export in the 1990s: broken in minutes (FREAK)"
        }
        _ => "its own kind of key exchange",
    }
}

fn protection(cipher: &str) -> String {
    let hash = cipher.rsplit('_').next().unwrap_or_default();
    let bits = ["128", "256", "40"].into_iter().find(|bits| cipher.split('_').any(|word| word == *bits));
    let block = match cipher.split('_').next().unwrap_or_default() {
        "3DES" => "3DES, whose 64-bit blocks repeat after some gigabytes (SWEET32)",
        "DES" | "DES40" => "DES, whose key of 56 bits or fewer can be found in a day",
        "RC4" => "RC4, whose output is biased: forbidden (RFC 7465)",
        "RC2" => "RC2, an outdated cipher",
        "IDEA" => "IDEA, an outdated cipher",
        "SEED" => "SEED, a Korean cipher",
        "NULL" => return no_cipher(hash),
        "CHACHA20" => {
            return "ChaCha20 encrypts and Poly1305 protects against changes: fast even without hardware support; \
                SHA-256 derives the keys"
                .to_owned();
        }
        "28147" | "KUZNYECHIK" | "MAGMA" => return "a Russian cipher encrypts and protects against changes".to_owned(),
        "AEGIS" => {
            return format!(
                "AEGIS encrypts and protects against changes in one step; {} derives the keys",
                hash_name(hash)
            );
        }
        "AES" => "AES",
        "ARIA" => "ARIA, a Korean cipher",
        "CAMELLIA" => "Camellia, a Japanese cipher",
        "SM4" => "SM4, a Chinese cipher",
        _ => "a cipher",
    };
    let block = bits.map_or(block.to_owned(), |bits| format!("{block}, {bits} bits"));
    let has = |word| cipher.split('_').any(|w| w == word);
    let derives = if hash.starts_with('S') && hash.len() > 3 { hash_name(hash) } else { "SHA-256" };
    match () {
        () if has("GCM") => {
            format!(
                "{block}, in GCM mode, which encrypts and protects against changes in one step; {derives} \
                derives the keys"
            )
        }
        () if has("CCM") && hash == "8" || cipher.contains("CCM_8") => {
            format!("{block}, in CCM mode with a short 8-byte tag, for small devices; {derives} derives the keys")
        }
        () if has("CCM") => {
            format!(
                "{block}, in CCM mode, which encrypts and protects against changes in one step; {derives} \
                derives the keys"
            )
        }
        () if has("CBC") => {
            format!(
                "{block}, in CBC mode with an HMAC of {}: an order that leaked plaintext (Lucky 13)",
                hash_name(hash)
            )
        }
        () => format!("{block}, with an HMAC of {}", hash_name(hash)),
    }
}

fn no_cipher(hash: &str) -> String {
    match hash {
        "NULL" => "no encryption, no protection".to_owned(),
        hash => {
            format!("no encryption: content in the clear, protected against changes by an HMAC of {}", hash_name(hash))
        }
    }
}

fn hash_name(hash: &str) -> &'static str {
    match hash {
        "MD5" => "MD5",
        "SHA" => "SHA-1",
        "SHA256" => "SHA-256",
        "SHA384" => "SHA-384",
        "SHA512" => "SHA-512",
        "SM3" => "SM3",
        _ => "its hash",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_exchange_follows_from_the_name() {
        let of = |number| exchange(number).map(|e| (e.psk, e.kind, e.signed));
        assert_eq!(of(0xc02f), Some((false, Kind::Ecdhe, true)));
        assert_eq!(of(0x009e), Some((false, Kind::Dhe, true)));
        assert_eq!(of(0x009c), Some((false, Kind::Rsa, false)));
        assert_eq!(of(0x00a6), Some((false, Kind::Dhe, false)), "anonymous");
        assert_eq!(of(0xc035), Some((true, Kind::Ecdhe, false)));
        assert_eq!(of(0xc0aa), Some((true, Kind::Dhe, false)));
        assert_eq!(of(0x00ae), Some((true, Kind::Nothing, false)));
        assert_eq!(of(0x1301), None);
    }
}
