//! What the two sides of a TLS connection are told: what the server shows, whom the client trusts and what it speaks.

use std::fmt;
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer};
use rustls::{NamedGroup, ProtocolVersion};
use zeroize::Zeroizing;

pub use wirewalk_front::tls::{KEY_LOG_FILE, Recorder, believes_everybody, key_log, provider};

use crate::pki::{Authority, Certificate, IssueError, KeyKind, PrivateKey, Profile, pem};

/// The same without the cipher suites of TLS 1.3: a side that has none of them does not speak it.
pub fn only_tls12(crypto: Arc<CryptoProvider>) -> Arc<CryptoProvider> {
    let mut crypto = (*crypto).clone();
    crypto.cipher_suites.retain(|suite| suite.version().version == ProtocolVersion::TLSv1_2);
    Arc::new(crypto)
}

/// The same with X25519 as its only group, as before ML-KEM.
pub fn only_x25519(crypto: Arc<CryptoProvider>) -> Arc<CryptoProvider> {
    let mut crypto = (*crypto).clone();
    crypto.kx_groups.retain(|group| group.name() == NamedGroup::X25519);
    Arc::new(crypto)
}

/// What a server, or a client that is asked, shows and proves: its certificate, whatever comes with it, and the private key. Wiped when dropped.
pub struct Credentials {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKey,
}

impl Credentials {
    /// A certificate that stands directly below its root, and a key. Whether they belong together rustls checks.
    pub fn new(certificate: &Certificate, key: PrivateKey) -> Credentials {
        Credentials { chain: vec![certificate.der().to_vec().into()], key }
    }

    /// A chain of certificates in DER, the server's own first, and a key.
    pub fn with_chain(chain: Vec<Vec<u8>>, key: PrivateKey) -> Credentials {
        Credentials { chain: chain.into_iter().map(CertificateDer::from).collect(), key }
    }

    /// A fresh key, and the certificate that an authority gives it.
    ///
    /// # Errors
    /// [`IssueError`].
    pub fn certified(authority: &Authority, profile: &Profile) -> Result<Credentials, IssueError> {
        let key = PrivateKey::generate(KeyKind::EcdsaP256)?;
        Ok(Credentials::new(&authority.issue(&key, profile)?, key))
    }

    /// The chain, the server's own certificate first.
    pub fn chain(&self) -> Vec<CertificateDer<'static>> {
        self.chain.clone()
    }

    /// The chain as a file holds it.
    pub fn chain_pem(&self) -> String {
        self.chain.iter().map(|der| pem::text("CERTIFICATE", der)).collect()
    }

    /// The private key itself, for whoever packs it into a bundle.
    pub fn private_key(&self) -> &PrivateKey {
        &self.key
    }

    /// The private key as a file holds it, not encrypted. Wiped when dropped.
    pub fn key_pem(&self) -> Zeroizing<String> {
        self.key.to_plain_pem()
    }

    /// The private key.
    pub fn key(&self) -> PrivateKeyDer<'static> {
        self.key.pkcs8().into()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} certificates and a private key", self.chain.len())
    }
}

/// Whose certificates a server takes from clients: those of these roots, unless one of these lists takes them back.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// The roots, in DER.
    pub roots: Vec<CertificateDer<'static>>,
    /// Revocation lists, in DER. Without any, revocation is not checked.
    pub lists: Vec<CertificateRevocationListDer<'static>>,
}

/// What a client was told: whom it trusts, what it speaks, and whether it looks at certificates at all.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The roots that it trusts, in DER.
    pub roots: Vec<CertificateDer<'static>>,
    /// TLS 1.2 and nothing newer.
    pub tls12: bool,
    /// X25519 alone, without ML-KEM.
    pub no_pq: bool,
    /// Believe any certificate.
    pub insecure: bool,
}

impl Wishes {
    /// Trusts one root, and wants nothing special.
    pub fn trusting(root: &Certificate) -> Wishes {
        Wishes { roots: vec![root.der().to_vec().into()], ..Wishes::default() }
    }
}
