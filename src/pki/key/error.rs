//! Why a file gives no private key.

use super::super::pem::PemError;

const CONVERT: &str = "convert it with `openssl pkcs8 -topk8 -in OLD -out NEW`";

/// Why there is no key, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not PEM, or no private key in it.
    #[error(transparent)]
    Pem(#[from] PemError),
    /// The key is encrypted, and no passphrase was given.
    #[error("the key is encrypted and needs its passphrase")]
    NeedsPassphrase,
    /// The passphrase is not the one that the key was encrypted with (or the file is damaged: nobody can tell which).
    #[error("the passphrase does not open the key: it is the wrong passphrase, or the file is damaged")]
    WrongPassphrase,
    /// The passphrase is empty.
    #[error("the passphrase is empty and would protect nothing")]
    EmptyPassphrase,
    /// `Proc-Type: 4,ENCRYPTED`, with the value of `DEK-Info`: OpenSSL's own format from before PKCS#8.
    #[error(
        "the key is encrypted the old way (Proc-Type: 4,ENCRYPTED, {0}): one round of MD5 derives its key, so a passphrase can be guessed fast; {CONVERT}"
    )]
    Traditional(String),
    /// Encrypted under PBES1, with its name.
    #[error("the key is encrypted under PBES1 ({0}), which is broken; {CONVERT}")]
    Pbes1(String),
    /// Encrypted under PBES2 with a cipher or hash that is too old or unknown: its name, or its object identifier.
    #[error("the key is encrypted with {0}, which is out of date; {CONVERT} -v2 aes-256-cbc -v2prf hmacWithSHA256")]
    OldCipher(String),
    /// So many rounds of key derivation, which would take minutes: a file that was made to stall us.
    #[error("the key asks for {0} rounds of key derivation, which would take too long; nobody needs that many")]
    TooManyRounds(u64),
    /// A key of a kind that the cryptographic library does not sign with, in words.
    #[error("{0} is not supported here; use ECDSA on P-256, P-384 or P-521, RSA or Ed25519")]
    Unsupported(String),
    /// An RSA key of so many bits: too short to be safe.
    #[error("an RSA key of {0} bits is too short; at least 2048 are needed")]
    ShortRsa(usize),
    /// The bytes are not a private key, or contradict themselves.
    #[error("this is not a private key, or it is damaged: {0}")]
    Damaged(String),
    /// The cryptographic library failed.
    #[error("the cryptographic library failed: {0}")]
    Backend(&'static str),
}
