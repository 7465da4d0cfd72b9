//! Why a file gives no private key.

use std::fmt;

use super::super::pem::PemError;

/// Why there is no key, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// Not PEM, or no private key in it.
    Pem(PemError),
    /// The key is encrypted, and no passphrase was given.
    NeedsPassphrase,
    /// The passphrase is not the one that the key was encrypted with (or the file is damaged: nobody can tell which).
    WrongPassphrase,
    /// The passphrase is empty.
    EmptyPassphrase,
    /// `Proc-Type: 4,ENCRYPTED`, with the value of `DEK-Info`: OpenSSL's own format from before PKCS#8.
    Traditional(String),
    /// Encrypted under PBES1, with its name.
    Pbes1(String),
    /// Encrypted under PBES2 with a cipher or hash that is too old or unknown: its name, or its object identifier.
    OldCipher(String),
    /// So many rounds of key derivation, which would take minutes: a file that was made to stall us.
    TooManyRounds(u64),
    /// A key of a kind that the cryptographic library does not sign with, in words.
    Unsupported(String),
    /// An RSA key of so many bits: too short to be safe.
    ShortRsa(usize),
    /// The bytes are not a private key, or contradict themselves.
    Damaged(String),
    /// The cryptographic library failed.
    Backend(&'static str),
}

const CONVERT: &str = "convert it with `openssl pkcs8 -topk8 -in OLD -out NEW`";

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyError::Pem(error) => error.fmt(f),
            KeyError::NeedsPassphrase => f.write_str("the key is encrypted and needs its passphrase"),
            KeyError::WrongPassphrase => {
                f.write_str("the passphrase does not open the key: it is another one, or the file is damaged")
            }
            KeyError::EmptyPassphrase => f.write_str("the passphrase is empty and would protect nothing"),
            KeyError::Traditional(cipher) => write!(
                f,
                "the key is encrypted the old way (Proc-Type: 4,ENCRYPTED, {cipher}): one round of MD5 makes its key, so a \
                 passphrase is guessed fast; {CONVERT}"
            ),
            KeyError::Pbes1(scheme) => {
                write!(f, "the key is encrypted under PBES1 ({scheme}), which is broken; {CONVERT}")
            }
            KeyError::OldCipher(name) => {
                write!(
                    f,
                    "the key is encrypted with {name}, which is not used any more; {CONVERT} -v2 aes-256-cbc -v2prf hmacWithSHA256"
                )
            }
            KeyError::TooManyRounds(rounds) => {
                write!(
                    f,
                    "the key asks for {rounds} rounds of key derivation, which would stall us; nobody needs so many"
                )
            }
            KeyError::Unsupported(what) => {
                write!(f, "{what} is not supported here; use ECDSA on P-256, P-384 or P-521, RSA or Ed25519")
            }
            KeyError::ShortRsa(bits) => {
                write!(f, "an RSA key of {bits} bits is too short; 2048 is the least that is accepted")
            }
            KeyError::Damaged(why) => write!(f, "this is no private key, or a damaged one: {why}"),
            KeyError::Backend(what) => write!(f, "the cryptographic library failed: {what}"),
        }
    }
}

impl std::error::Error for KeyError {}

impl From<PemError> for KeyError {
    fn from(error: PemError) -> KeyError {
        KeyError::Pem(error)
    }
}
