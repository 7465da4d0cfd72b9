//! What a cipher suite says about the keys it needs.

use super::Hash;

/// A cipher suite, as far as keys and records depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suite {
    /// Its number in IANA's registry.
    pub number: u16,
    /// The hash of HKDF or of the PRF, of the transcript and of Finished.
    pub hash: Hash,
    /// How the secret is agreed on.
    pub exchange: Exchanged,
    /// How records are encrypted.
    pub cipher: Cipher,
}

/// How the two ends come to their secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchanged {
    /// TLS 1.3: an extension says it, the suite does not.
    Tls13,
    /// The client encrypts a premaster secret to the certificate's RSA key.
    Rsa,
    /// Ephemeral Diffie–Hellman over primes, signed.
    Dhe,
    /// Ephemeral Diffie–Hellman over elliptic curves, signed.
    Ecdhe,
}

/// How records are encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cipher {
    /// AES-128 in Galois/Counter Mode.
    Aes128Gcm,
    /// AES-256 in Galois/Counter Mode.
    Aes256Gcm,
    /// ChaCha20 with Poly1305.
    ChaCha20Poly1305,
    /// AES-128 with CBC-MAC, a tag of 16 bytes.
    Aes128Ccm,
    /// AES-128 with CBC-MAC, a tag of 8 bytes.
    Aes128Ccm8,
    /// AES-256 with CBC-MAC, a tag of 16 bytes.
    Aes256Ccm,
    /// AES-256 with CBC-MAC, a tag of 8 bytes.
    Aes256Ccm8,
    /// AES-128 in CBC mode with an HMAC of its own.
    Aes128Cbc(CbcMac),
    /// AES-256 in CBC mode with an HMAC of its own.
    Aes256Cbc(CbcMac),
}

/// The hash of the HMAC of a CBC suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CbcMac {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
}

impl CbcMac {
    /// Bytes of the MAC, and of its key.
    pub const fn size(self) -> usize {
        match self {
            CbcMac::Sha1 => 20,
            CbcMac::Sha256 => 32,
            CbcMac::Sha384 => 48,
        }
    }
}

impl Suite {
    /// The suite with this number, if its keys are known here.
    pub fn of(number: u16) -> Option<&'static Suite> {
        SUITES.iter().find(|suite| suite.number == number)
    }

    /// Bytes of the encryption key.
    pub const fn key_len(&self) -> usize {
        match self.cipher {
            Cipher::Aes128Gcm | Cipher::Aes128Ccm | Cipher::Aes128Ccm8 | Cipher::Aes128Cbc(_) => 16,
            Cipher::Aes256Gcm | Cipher::Aes256Ccm | Cipher::Aes256Ccm8 | Cipher::Aes256Cbc(_) => 32,
            Cipher::ChaCha20Poly1305 => 32,
        }
    }

    /// Bytes of the IV that comes out of the schedule: the whole nonce in TLS 1.3 (RFC 8446 §5.3) and with ChaCha20
    /// (RFC 7905 §2), its first four bytes with GCM and CCM in TLS 1.2 (RFC 5288 §3), none with CBC, whose IV stands in
    /// each record (RFC 5246 §6.2.3.2).
    pub const fn iv_len(&self) -> usize {
        match (self.exchange, self.cipher) {
            (_, Cipher::Aes128Cbc(_) | Cipher::Aes256Cbc(_)) => 0,
            (Exchanged::Tls13, _) | (_, Cipher::ChaCha20Poly1305) => 12,
            _ => 4,
        }
    }

    /// Bytes of the nonce or IV that stand in each record.
    pub const fn explicit_len(&self) -> usize {
        match (self.exchange, self.cipher) {
            (_, Cipher::Aes128Cbc(_) | Cipher::Aes256Cbc(_)) => 16,
            (Exchanged::Tls13, _) | (_, Cipher::ChaCha20Poly1305) => 0,
            _ => 8,
        }
    }

    /// Bytes of the tag of an AEAD; none with CBC.
    pub const fn tag_len(&self) -> usize {
        match self.cipher {
            Cipher::Aes128Ccm8 | Cipher::Aes256Ccm8 => 8,
            Cipher::Aes128Cbc(_) | Cipher::Aes256Cbc(_) => 0,
            _ => 16,
        }
    }

    /// The MAC of a CBC suite.
    pub const fn mac(&self) -> Option<CbcMac> {
        match self.cipher {
            Cipher::Aes128Cbc(mac) | Cipher::Aes256Cbc(mac) => Some(mac),
            _ => None,
        }
    }

    /// Bytes of the MAC key that comes out of the schedule; none with an AEAD.
    pub const fn mac_key_len(&self) -> usize {
        match self.mac() {
            Some(mac) => mac.size(),
            None => 0,
        }
    }

    /// Whether it is one of TLS 1.3.
    pub const fn is_tls13(&self) -> bool {
        matches!(self.exchange, Exchanged::Tls13)
    }
}

const fn suite(number: u16, exchange: Exchanged, cipher: Cipher, hash: Hash) -> Suite {
    Suite { number, hash, exchange, cipher }
}

use CbcMac::{Sha1, Sha256 as MacSha256, Sha384 as MacSha384};
use Cipher::*;
use Exchanged::{Dhe, Ecdhe, Rsa, Tls13};
use Hash::{Sha256, Sha384};

/// RFC 8446 §B.4; RFC 5246 §A.5, RFC 5288, RFC 5289, RFC 8422 §6, RFC 7905, RFC 6655 and RFC 7251.
static SUITES: &[Suite] = &[
    suite(0x1301, Tls13, Aes128Gcm, Sha256),
    suite(0x1302, Tls13, Aes256Gcm, Sha384),
    suite(0x1303, Tls13, ChaCha20Poly1305, Sha256),
    suite(0x1304, Tls13, Aes128Ccm, Sha256),
    suite(0x1305, Tls13, Aes128Ccm8, Sha256),
    suite(0x002f, Rsa, Aes128Cbc(Sha1), Sha256),
    suite(0x0035, Rsa, Aes256Cbc(Sha1), Sha256),
    suite(0x003c, Rsa, Aes128Cbc(MacSha256), Sha256),
    suite(0x003d, Rsa, Aes256Cbc(MacSha256), Sha256),
    suite(0x009c, Rsa, Aes128Gcm, Sha256),
    suite(0x009d, Rsa, Aes256Gcm, Sha384),
    suite(0xc09c, Rsa, Aes128Ccm, Sha256),
    suite(0xc09d, Rsa, Aes256Ccm, Sha256),
    suite(0xc0a0, Rsa, Aes128Ccm8, Sha256),
    suite(0xc0a1, Rsa, Aes256Ccm8, Sha256),
    suite(0x0033, Dhe, Aes128Cbc(Sha1), Sha256),
    suite(0x0039, Dhe, Aes256Cbc(Sha1), Sha256),
    suite(0x0067, Dhe, Aes128Cbc(MacSha256), Sha256),
    suite(0x006b, Dhe, Aes256Cbc(MacSha256), Sha256),
    suite(0x009e, Dhe, Aes128Gcm, Sha256),
    suite(0x009f, Dhe, Aes256Gcm, Sha384),
    suite(0xc09e, Dhe, Aes128Ccm, Sha256),
    suite(0xc09f, Dhe, Aes256Ccm, Sha256),
    suite(0xc0a2, Dhe, Aes128Ccm8, Sha256),
    suite(0xc0a3, Dhe, Aes256Ccm8, Sha256),
    suite(0xccaa, Dhe, ChaCha20Poly1305, Sha256),
    suite(0xc009, Ecdhe, Aes128Cbc(Sha1), Sha256),
    suite(0xc00a, Ecdhe, Aes256Cbc(Sha1), Sha256),
    suite(0xc013, Ecdhe, Aes128Cbc(Sha1), Sha256),
    suite(0xc014, Ecdhe, Aes256Cbc(Sha1), Sha256),
    suite(0xc023, Ecdhe, Aes128Cbc(MacSha256), Sha256),
    suite(0xc024, Ecdhe, Aes256Cbc(MacSha384), Sha384),
    suite(0xc027, Ecdhe, Aes128Cbc(MacSha256), Sha256),
    suite(0xc028, Ecdhe, Aes256Cbc(MacSha384), Sha384),
    suite(0xc02b, Ecdhe, Aes128Gcm, Sha256),
    suite(0xc02c, Ecdhe, Aes256Gcm, Sha384),
    suite(0xc02f, Ecdhe, Aes128Gcm, Sha256),
    suite(0xc030, Ecdhe, Aes256Gcm, Sha384),
    suite(0xc0ac, Ecdhe, Aes128Ccm, Sha256),
    suite(0xc0ad, Ecdhe, Aes256Ccm, Sha256),
    suite(0xc0ae, Ecdhe, Aes128Ccm8, Sha256),
    suite(0xc0af, Ecdhe, Aes256Ccm8, Sha256),
    suite(0xcca8, Ecdhe, ChaCha20Poly1305, Sha256),
    suite(0xcca9, Ecdhe, ChaCha20Poly1305, Sha256),
];
