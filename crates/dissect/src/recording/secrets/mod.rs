//! What an insider knows: the keys with which a recording opens.
//!
//! Dissection takes secrets as an argument: with [`Secrets::none`] it shows what Eve sees, with the keys it shows what
//! the parties see. TLS secrets travel as a [`KeyLog`]; a shared secret that no key log holds, as an [`Exchange`].

mod exchange;
mod key_log;
mod shelf;
mod tls;

use crate::crypto::Crypto;
use crate::exchange::PrivateKey;
use crate::schedule::RsaKey;
use crate::token::Key;

pub use exchange::Exchange;
pub use key_log::{KeyLog, KeyLogEntry, KeyLogError, KeyLogProblem, MOST_ERRORS};
pub use tls::TlsSecret;
pub(crate) use tls::{ECH_CONFIG, ECH_SECRET};

/// The keys that whoever looks at a recording has, and the cryptography that they open it with.
#[derive(Clone, Default)]
pub struct Secrets {
    fernet: Vec<Key>,
    agreed: Vec<Key>,
    x25519: Vec<PrivateKey>,
    key_log: KeyLog,
    exchanges: Vec<Exchange>,
    rsa: Vec<RsaKey>,
    crypto: &'static dyn Crypto,
}

/// Which of the [`Secrets`] opened something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretId {
    /// The Fernet key with this number.
    Fernet(usize),
    /// The Fernet key that an exchange gave.
    Agreed,
    /// This line of the key log for the connection.
    KeyLog(TlsSecret),
    /// What came of this line of the key log after so many KeyUpdates.
    Updated(TlsSecret, u32),
    /// The shared secret with this number: TLS's whole schedule follows from it.
    Exchange(usize),
    /// The server's RSA key with this number, to which the client encrypted its premaster secret.
    Rsa(usize),
    /// The shared secret of an Encrypted ClientHello, which a key log holds as `ECH_SECRET` (RFC 9850 §2.3).
    Ech,
    /// None: the keys of QUIC's Initial packets follow from what crosses the wire, and everybody can compute them (RFC 9001 §5.2).
    Everybody,
}

impl Secrets {
    /// Eve's: nothing. What is added opens with the backend that the features choose.
    pub fn none() -> Secrets {
        Secrets::default()
    }

    /// The same secrets, which open with this backend.
    pub fn over(mut self, crypto: &'static dyn Crypto) -> Secrets {
        self.crypto = crypto;
        self
    }

    /// What they open with.
    pub fn crypto(&self) -> &'static dyn Crypto {
        self.crypto
    }

    /// The same secrets and this Fernet key.
    pub fn with_fernet(mut self, key: Key) -> Secrets {
        self.fernet.push(key);
        self
    }

    /// The same secrets and the TLS secrets of this key log.
    pub fn with_key_log(mut self, key_log: KeyLog) -> Secrets {
        self.key_log.append(key_log);
        self
    }

    /// Adds TLS secrets for all who share these: a capture may bring some while it is dissected.
    pub fn learn(&self, key_log: KeyLog) {
        self.key_log.learn(key_log);
    }

    /// The same secrets and a Fernet key that an exchange gave.
    pub fn with_agreed(mut self, key: Key) -> Secrets {
        self.agreed.push(key);
        self
    }

    /// The same secrets and one party's private key of X25519.
    pub fn with_x25519(mut self, key: PrivateKey) -> Secrets {
        self.x25519.push(key);
        self
    }

    /// The same secrets and what a key exchange of TLS gave both ends.
    pub fn with_exchange(mut self, exchange: Exchange) -> Secrets {
        self.exchanges.push(exchange);
        self
    }

    /// The same secrets and a server's RSA key: it opens connections of TLS 1.2 that transport their secret under it.
    pub fn with_rsa_key(mut self, key: RsaKey) -> Secrets {
        self.rsa.push(key);
        self
    }

    /// The Fernet keys with their names.
    pub fn fernet_keys(&self) -> impl Iterator<Item = (SecretId, &Key)> {
        let agreed = self.agreed.iter().map(|k| (SecretId::Agreed, k));
        self.fernet.iter().enumerate().map(|(i, k)| (SecretId::Fernet(i), k)).chain(agreed)
    }

    /// The private keys of X25519.
    pub fn x25519_keys(&self) -> &[PrivateKey] {
        &self.x25519
    }

    /// The TLS secrets.
    pub fn key_log(&self) -> &KeyLog {
        &self.key_log
    }

    /// The shared secret of the exchange in which these two key shares met, in either order.
    pub fn exchange(&self, one: &[u8], other: &[u8]) -> Option<(SecretId, &Exchange)> {
        let found = self.exchanges.iter().position(|exchange| exchange.is_between(one, other))?;
        Some((SecretId::Exchange(found), self.exchanges.get(found)?))
    }

    /// The servers' RSA keys with their names.
    pub fn rsa_keys(&self) -> impl Iterator<Item = (SecretId, &RsaKey)> {
        self.rsa.iter().enumerate().map(|(i, key)| (SecretId::Rsa(i), key))
    }

    /// Whether something in it opens records of TLS: a line of a key log, a shared secret, a server's RSA key.
    pub fn open_tls(&self) -> bool {
        !(self.key_log.is_empty() && self.exchanges.is_empty() && self.rsa.is_empty())
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.fernet.is_empty() && self.agreed.is_empty() && self.x25519.is_empty() && !self.open_tls()
    }
}
