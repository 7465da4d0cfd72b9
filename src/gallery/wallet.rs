//! What a visitor brings: what it offers in its hello, and a certificate for servers that ask for one.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::ResolvesClientCert;
use rustls::crypto::CryptoProvider;
use rustls::sign::CertifiedKey;
use rustls::{Error, SignatureScheme};

use crate::tls::Credentials;
use crate::verify;

/// What a server asked of a visitor (RFC 8446 §4.3.2, RFC 5246 §7.4.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The names of the authorities whose certificates it takes. Empty: it names none.
    pub authorities: Vec<String>,
    /// Whether a certificate was shown. One whose key can sign in no way that the server takes stays in the wallet.
    pub shown: bool,
}

/// Answers a server that asks, and notes that it did.
#[derive(Debug, Default)]
pub(super) struct Wallet {
    own: Option<Arc<CertifiedKey>>,
    asked: Mutex<Option<Asked>>,
}

impl Wallet {
    /// With this certificate in it, or with none.
    ///
    /// # Errors
    /// The key is of a kind that the provider cannot sign with.
    pub(super) fn new(own: Option<&Credentials>, provider: &CryptoProvider) -> Result<Arc<Wallet>, Error> {
        let certified = |own: &Credentials| {
            let key = provider.key_provider.load_private_key(own.key())?;
            Ok::<_, Error>(Arc::new(CertifiedKey::new(own.chain(), key)))
        };
        Ok(Arc::new(Wallet { own: own.map(certified).transpose()?, asked: Mutex::default() }))
    }

    /// What was asked for so far.
    pub(super) fn asked(&self) -> Option<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl ResolvesClientCert for Wallet {
    fn resolve(&self, authorities: &[&[u8]], schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        let own = self.own.clone().filter(|own| own.key.choose_scheme(schemes).is_some());
        let authorities = authorities.iter().map(|der| verify::distinguished(der)).collect();
        let asked = Asked { authorities, shown: own.is_some() };
        *self.asked.lock().unwrap_or_else(PoisonError::into_inner) = Some(asked);
        own
    }

    fn has_certs(&self) -> bool {
        true // or rustls may not tell of being asked
    }
}

/// What a visitor's hello offers: versions, cipher suites, groups, signature schemes.
pub fn offered(provider: &CryptoProvider) -> String {
    let suites = provider.cipher_suites.iter().map(|suite| suite_name(suite.suite()));
    let groups = provider.kx_groups.iter().map(|group| format!("{:?}", group.name()));
    let schemes = provider.signature_verification_algorithms.supported_schemes();
    let schemes = schemes.iter().map(|scheme| format!("{scheme:?}"));
    let [suites, groups, schemes] =
        [suites.collect::<Vec<_>>(), groups.collect(), schemes.collect()].map(|names| names.join(", "));
    format!("TLS 1.3 and TLS 1.2; cipher suites {suites}; groups {groups}; signature schemes {schemes}")
}

/// A cipher suite as the registry calls it: rustls marks those of TLS 1.3 in its names for them.
pub(super) fn suite_name(suite: rustls::CipherSuite) -> String {
    format!("{suite:?}").replace("TLS13_", "TLS_")
}
