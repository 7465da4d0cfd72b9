//! Where decryption takes its secrets from: the key log, or what follows from a shared secret or an RSA key.

use super::Derivation;
use crate::crypto::Crypto;
use crate::recording::{SecretId, Secrets, TlsSecret};
use crate::schedule::Secret;

/// All that is known of a connection's secrets.
#[derive(Clone, Copy)]
pub(in crate::tls) struct Keyring<'a> {
    secrets: &'a Secrets,
    derivation: &'a Derivation,
}

impl<'a> Keyring<'a> {
    pub(in crate::tls) fn new(secrets: &'a Secrets, derivation: &'a Derivation) -> Keyring<'a> {
        Keyring { secrets, derivation }
    }

    /// A secret of the connection with this client random. The key log goes first: one end wrote it down and must know.
    pub(in crate::tls) fn secret(&self, which: TlsSecret, client_random: &[u8; 32]) -> Option<(Secret, SecretId)> {
        let logged = self.secrets.key_log().secret(which.label(), client_random);
        let logged = logged.map(|secret| (SecretId::KeyLog(which), secret));
        let (with, secret) = logged.or_else(|| self.derivation.secret(which))?;
        Some((Secret::new(secret.to_vec()), with))
    }

    /// What its keys open with.
    pub(in crate::tls) fn crypto(&self) -> &'static dyn Crypto {
        self.secrets.crypto()
    }

    /// Whether there is a server's private key, whatever it fits.
    pub(in crate::tls) fn has_private_key(&self) -> bool {
        self.secrets.rsa_keys().next().is_some()
    }

    /// Whether there is a key log, whatever is in it.
    pub(in crate::tls) fn has_key_log(&self) -> bool {
        !self.secrets.key_log().is_empty()
    }
}
