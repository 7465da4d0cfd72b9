//! How rustls is made to show a chain, whatever is wrong with it.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{Error, ServerConfig};

use super::Served;

/// Answers each name with its own chain, and any other with the first. rustls refuses a key that is not the certificate's when a server
/// is configured; what a resolver gives it, it shows unseen.
#[derive(Debug)]
struct ByName {
    first: Arc<CertifiedKey>,
    named: Vec<(String, Arc<CertifiedKey>)>,
}

impl ResolvesServerCert for ByName {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let asked = hello.server_name();
        let named = self.named.iter().find(|(name, _)| Some(name.as_str()) == asked);
        Some(named.map_or(&self.first, |(_, key)| key).clone())
    }
}

impl Served {
    /// A server that shows this, whatever name it is asked for.
    ///
    /// # Errors
    /// The key cannot be used.
    pub fn config(&self, provider: &Arc<CryptoProvider>) -> Result<ServerConfig, Error> {
        config(by_name(self, [], provider)?, provider)
    }

    fn certified(&self, provider: &CryptoProvider) -> Result<Arc<CertifiedKey>, Error> {
        let key = provider.key_provider.load_private_key(PrivateKeyDer::Pkcs8(self.key.pkcs8()))?;
        let chain = self.chain.iter().map(|der| CertificateDer::from(der.clone())).collect();
        Ok(Arc::new(CertifiedKey::new(chain, key)))
    }
}

/// Shows one chain, and others to those who ask for their names.
pub(super) fn by_name<'a>(
    first: &Served,
    others: impl IntoIterator<Item = (String, &'a Served)>,
    provider: &CryptoProvider,
) -> Result<Arc<dyn ResolvesServerCert>, Error> {
    let named = others.into_iter().map(|(name, served)| Ok((name, served.certified(provider)?)));
    Ok(Arc::new(ByName { first: first.certified(provider)?, named: named.collect::<Result<_, Error>>()? }))
}

/// A server with nothing special but what it shows.
pub(super) fn config(
    resolver: Arc<dyn ResolvesServerCert>,
    provider: &Arc<CryptoProvider>,
) -> Result<ServerConfig, Error> {
    Ok(ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(resolver))
}
