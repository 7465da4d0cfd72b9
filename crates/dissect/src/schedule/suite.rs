//! What a cipher suite says about the keys it needs: all of that stands in its name.

use std::sync::LazyLock;

use super::{Hash, Prf};
use crate::tls::codes::suite_names;

/// A cipher suite in a version of TLS, as far as keys and records depend on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suite {
    /// Its number in IANA's registry.
    pub number: u16,
    /// The hash of HKDF or of the PRF, of the transcript and of Finished, from TLS 1.2 on.
    pub hash: Hash,
    /// How the secret is agreed on.
    pub exchange: Exchanged,
    /// How records are encrypted.
    pub cipher: Cipher,
    /// What records and derivation look like.
    pub age: Age,
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
    /// Another way: a shared key is a part of it, or nobody signs. The premaster secret is not recomputed here.
    Other,
}

/// The ages of TLS, as far as records and derivation differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// SSL 3.0 (RFC 6101).
    Ssl30,
    /// TLS 1.0 (RFC 2246): the IV of a record is the end of the one before.
    Tls10,
    /// TLS 1.1 (RFC 4346): the IV stands in the record.
    Tls11,
    /// TLS 1.2 (RFC 5246): AEADs, and a hash that the suite names.
    Tls12,
    /// TLS 1.3 (RFC 8446).
    Tls13,
}

/// How records are encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cipher {
    /// AES-128 in Galois/Counter Mode.
    Aes128Gcm,
    /// AES-256 in Galois/Counter Mode.
    Aes256Gcm,
    /// Camellia-128 in Galois/Counter Mode (RFC 6367).
    Camellia128Gcm,
    /// Camellia-256 in Galois/Counter Mode.
    Camellia256Gcm,
    /// ARIA-128 in Galois/Counter Mode (RFC 6209).
    Aria128Gcm,
    /// ARIA-256 in Galois/Counter Mode.
    Aria256Gcm,
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
    /// A block cipher in CBC mode with an HMAC of its own.
    Cbc(Block, MacHash),
    /// RC4 with an HMAC of its own, forbidden since RFC 7465.
    Rc4(MacHash),
}

/// A block cipher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// AES with a key of 128 bits.
    Aes128,
    /// AES with a key of 256 bits.
    Aes256,
    /// DES three times, with a key of 168 bits and blocks of 64.
    TripleDes,
    /// Camellia with a key of 128 bits (RFC 3713).
    Camellia128,
    /// Camellia with a key of 256 bits.
    Camellia256,
    /// ARIA with a key of 128 bits (RFC 5794).
    Aria128,
    /// ARIA with a key of 256 bits.
    Aria256,
}

impl Block {
    /// Bytes of a block, and of an IV.
    pub const fn size(self) -> usize {
        if matches!(self, Block::TripleDes) { 8 } else { 16 }
    }

    /// Bytes of its key.
    pub const fn key_len(self) -> usize {
        match self {
            Block::Aes128 | Block::Camellia128 | Block::Aria128 => 16,
            Block::TripleDes => 24,
            Block::Aes256 | Block::Camellia256 | Block::Aria256 => 32,
        }
    }
}

/// The hash of the HMAC of a suite that is no AEAD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MacHash {
    /// MD5.
    Md5,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
}

impl MacHash {
    /// Bytes of the MAC, and of its key.
    pub const fn size(self) -> usize {
        match self {
            MacHash::Md5 => 16,
            MacHash::Sha1 => 20,
            MacHash::Sha256 => 32,
            MacHash::Sha384 => 48,
        }
    }
}

/// All that can be opened here, by their numbers: asked for with every record.
static SUITES: LazyLock<Vec<Suite>> =
    LazyLock::new(|| suite_names().filter_map(|(number, name)| named(number, name)).collect());

impl Suite {
    /// The suite with this number in the newest version that has it, if its records can be opened here.
    pub fn of(number: u16) -> Option<Suite> {
        SUITES.binary_search_by_key(&number, |suite| suite.number).ok().and_then(|at| SUITES.get(at)).copied()
    }

    /// The suite with this number in this version; `None`: it cannot be opened here, or the version does not have it.
    pub fn agreed(number: u16, version: u16) -> Option<Suite> {
        let suite = Suite::of(number)?;
        let age = match version {
            0x0300 => Age::Ssl30,
            0x0301 => Age::Tls10,
            0x0302 => Age::Tls11,
            0x0303 => Age::Tls12,
            _ => Age::Tls13,
        };
        let has_it = (age == Age::Tls13) == suite.is_tls13() && (age >= Age::Tls12 || suite.mac().is_some());
        has_it.then_some(Suite { age, ..suite })
    }

    /// What secrets are made with before TLS 1.3.
    pub const fn prf(&self) -> Prf {
        match self.age {
            Age::Ssl30 => Prf::Ssl30,
            Age::Tls10 | Age::Tls11 => Prf::Md5Sha1,
            Age::Tls12 | Age::Tls13 => Prf::Of(self.hash),
        }
    }

    /// Bytes of the encryption key.
    pub const fn key_len(&self) -> usize {
        match self.cipher {
            Cipher::Aes128Gcm | Cipher::Aes128Ccm | Cipher::Aes128Ccm8 => 16,
            Cipher::Camellia128Gcm | Cipher::Aria128Gcm | Cipher::Rc4(_) => 16,
            Cipher::Aes256Gcm | Cipher::Aes256Ccm | Cipher::Aes256Ccm8 => 32,
            Cipher::Camellia256Gcm | Cipher::Aria256Gcm | Cipher::ChaCha20Poly1305 => 32,
            Cipher::Cbc(block, _) => block.key_len(),
        }
    }

    /// Bytes of the IV that comes out of the schedule: the whole nonce in TLS 1.3 (RFC 8446 §5.3) and with ChaCha20
    /// (RFC 7905 §2), its first four bytes with GCM and CCM in TLS 1.2 (RFC 5288 §3). With CBC that of the first record up to TLS 1.0
    /// (RFC 2246 §6.2.3.2), and none later, when it stands in each record (RFC 5246 §6.2.3.2).
    pub const fn iv_len(&self) -> usize {
        match (self.age, self.cipher) {
            (_, Cipher::Rc4(_)) => 0,
            (Age::Ssl30 | Age::Tls10, Cipher::Cbc(block, _)) => block.size(),
            (_, Cipher::Cbc(..)) => 0,
            (Age::Tls13, _) | (_, Cipher::ChaCha20Poly1305) => 12,
            _ => 4,
        }
    }

    /// Bytes of the nonce or IV that stand in each record.
    pub const fn explicit_len(&self) -> usize {
        match (self.age, self.cipher) {
            (_, Cipher::Rc4(_)) | (Age::Ssl30 | Age::Tls10, Cipher::Cbc(..)) => 0,
            (_, Cipher::Cbc(block, _)) => block.size(),
            (Age::Tls13, _) | (_, Cipher::ChaCha20Poly1305) => 0,
            _ => 8,
        }
    }

    /// Bytes of the tag of an AEAD; none with CBC and RC4.
    pub const fn tag_len(&self) -> usize {
        match self.cipher {
            Cipher::Aes128Ccm8 | Cipher::Aes256Ccm8 => 8,
            Cipher::Cbc(..) | Cipher::Rc4(_) => 0,
            _ => 16,
        }
    }

    /// The MAC of a suite that is no AEAD.
    pub const fn mac(&self) -> Option<MacHash> {
        match self.cipher {
            Cipher::Cbc(_, mac) | Cipher::Rc4(mac) => Some(mac),
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

/// What a name of the registry says (RFC 5246 §A.5, RFC 8446 §B.4): `TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256`. `None`: the cipher is not
/// opened here; those for export, with DES, RC2, IDEA, SEED and the national ones of later times are not.
fn named(number: u16, name: &str) -> Option<Suite> {
    let rest = name.strip_prefix("TLS_")?;
    let (exchange, protection) = match rest.split_once("_WITH_") {
        Some((exchange, protection)) => (exchanged(exchange), protection),
        None => (Exchanged::Tls13, rest),
    };
    let (cipher, digest) =
        protection.rsplit_once('_').filter(|(_, word)| digest_of(word).is_some()).unwrap_or((protection, ""));
    let mac = digest_of(digest);
    let block = |block| Some(Cipher::Cbc(block, mac?));
    let cipher = match cipher {
        "AES_128_GCM" => Cipher::Aes128Gcm,
        "AES_256_GCM" => Cipher::Aes256Gcm,
        "CAMELLIA_128_GCM" => Cipher::Camellia128Gcm,
        "CAMELLIA_256_GCM" => Cipher::Camellia256Gcm,
        "ARIA_128_GCM" => Cipher::Aria128Gcm,
        "ARIA_256_GCM" => Cipher::Aria256Gcm,
        "CHACHA20_POLY1305" => Cipher::ChaCha20Poly1305,
        "AES_128_CCM" => Cipher::Aes128Ccm,
        "AES_128_CCM_8" => Cipher::Aes128Ccm8,
        "AES_256_CCM" => Cipher::Aes256Ccm,
        "AES_256_CCM_8" => Cipher::Aes256Ccm8,
        "AES_128_CBC" => block(Block::Aes128)?,
        "AES_256_CBC" => block(Block::Aes256)?,
        "3DES_EDE_CBC" => block(Block::TripleDes)?,
        "CAMELLIA_128_CBC" => block(Block::Camellia128)?,
        "CAMELLIA_256_CBC" => block(Block::Camellia256)?,
        "ARIA_128_CBC" => block(Block::Aria128)?,
        "ARIA_256_CBC" => block(Block::Aria256)?,
        "RC4_128" => Cipher::Rc4(mac?),
        _ => return None,
    };
    let hash = if mac == Some(MacHash::Sha384) { Hash::Sha384 } else { Hash::Sha256 };
    let age = if exchange == Exchanged::Tls13 { Age::Tls13 } else { Age::Tls12 };
    Some(Suite { number, hash, exchange, cipher, age })
}

fn exchanged(words: &str) -> Exchanged {
    match words {
        "RSA" => Exchanged::Rsa,
        "DHE_RSA" | "DHE_DSS" => Exchanged::Dhe,
        "ECDHE_RSA" | "ECDHE_ECDSA" => Exchanged::Ecdhe,
        _ => Exchanged::Other,
    }
}

fn digest_of(word: &str) -> Option<MacHash> {
    Some(match word {
        "MD5" => MacHash::Md5,
        "SHA" => MacHash::Sha1,
        "SHA256" => MacHash::Sha256,
        "SHA384" => MacHash::Sha384,
        _ => return None,
    })
}
