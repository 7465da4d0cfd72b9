//! RSA key transport: the client of TLS 1.2 makes the premaster secret up and encrypts it to the server's certificate.

use std::fmt;
use std::sync::Arc;

use thiserror::Error;

use super::Secret;
use crate::crypto::{Crypto, DecryptingKey};

/// Bytes of a premaster secret that was transported under RSA: two of version, 46 random ones (RFC 5246 §7.4.7.1).
pub const PREMASTER_LEN: usize = 48;

/// A server's private RSA key. Whoever has it opens every recording of RSA key transport, whenever it was made.
#[derive(Clone)]
pub struct RsaKey(Arc<dyn DecryptingKey>);

/// Why some bytes are no RSA key for this.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error(
    "this is not an RSA private key of 2048 to 8192 bits in PKCS#8: `openssl pkcs8 -topk8 -nocrypt` converts other \
        formats"
)]
pub struct RsaKeyRefused;

impl RsaKey {
    /// A private key in DER, as PKCS#8 has it, of 2048 to 8192 bits; it decrypts with the backend that the features choose.
    ///
    /// # Errors
    /// [`RsaKeyRefused`]: it is something else.
    pub fn from_pkcs8(der: &[u8]) -> Result<RsaKey, RsaKeyRefused> {
        RsaKey::over(Default::default(), der)
    }

    /// The same, with this backend.
    ///
    /// # Errors
    /// [`RsaKeyRefused`]: it is something else.
    pub fn over(crypto: &dyn Crypto, der: &[u8]) -> Result<RsaKey, RsaKeyRefused> {
        crypto.decrypting_key(der).map(|key| RsaKey(key.into())).ok_or(RsaKeyRefused)
    }

    /// The premaster secret in the `EncryptedPreMasterSecret` of a ClientKeyExchange (RSAES-PKCS1-v1_5), if it was
    /// encrypted to this key.
    pub fn premaster(&self, encrypted: &[u8]) -> Option<Secret> {
        self.0.decrypt(encrypted).filter(|premaster| premaster.len() == PREMASTER_LEN)
    }
}

impl fmt::Debug for RsaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RSA private key of {} bits", self.0.bits())
    }
}
