//! PKCS#12 bundles (RFC 7292): key, certificate and chain in one file under one passphrase, as browsers take them.

use p12_keystore::{
    Certificate as P12Certificate, EncryptionAlgorithm, KeyStore, KeyStoreEntry, MacAlgorithm, Pkcs12ImportPolicy,
    PrivateKey as P12Key, PrivateKeyChain,
};

use super::{Certificate, KeyError, Passphrase, PrivateKey};

/// Rounds of key derivation, for the encryption and for the MAC: with three of them a bundle opens in well under a second.
pub const ITERATIONS: u32 = 100_000;

/// Why there is no bundle, or why it does not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The passphrase does not open it, or it is damaged.
    #[error("the passphrase does not open the bundle: it is the wrong one, or the file is damaged")]
    WrongPassphrase,
    /// It opens, and holds no private key.
    #[error("there is no private key in the bundle")]
    NoKey,
    /// Its key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// It could not be read or written, and why.
    #[error("the bundle cannot be read or written: {0}")]
    Format(String),
}

/// Writes a bundle for one holder: PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA256, and a MAC with HMAC-SHA256. The chain goes from the
/// certificate's issuer to the root.
///
/// # Errors
/// [`BundleError::Format`].
pub fn seal(
    name: &str,
    key: &PrivateKey,
    certificate: &Certificate,
    chain: &[Certificate],
    passphrase: &Passphrase,
) -> Result<Vec<u8>, BundleError> {
    let wrap = |c: &Certificate| P12Certificate::from_der(c.der()).map_err(format);
    let certificates: Vec<_> = std::iter::once(certificate).chain(chain).map(wrap).collect::<Result<_, _>>()?;
    let key_id: [u8; 20] = rand::random();
    let entry = PrivateKeyChain::new(&key_id[..], P12Key::from_der(key.der()).map_err(format)?, certificates);
    let mut store = KeyStore::new();
    store.add_entry(name, KeyStoreEntry::PrivateKeyChain(entry));
    store
        .writer(passphrase.text())
        .encryption_algorithm(EncryptionAlgorithm::PbeWithHmacSha256AndAes256)
        .encryption_iterations(ITERATIONS)
        .mac_algorithm(MacAlgorithm::HmacSha256)
        .mac_iterations(ITERATIONS)
        .write()
        .map_err(format)
}

/// Opens a bundle: the key, and the certificates with the holder's first. It works as many rounds as the bundle asks for, so it is for
/// bundles of our own.
///
/// # Errors
/// [`BundleError`].
pub fn open(bundle: &[u8], passphrase: &Passphrase) -> Result<(PrivateKey, Vec<Certificate>), BundleError> {
    let store =
        KeyStore::from_pkcs12(bundle, passphrase.text(), Pkcs12ImportPolicy::Strict).map_err(|error| match error {
            p12_keystore::error::Error::MacError(_) => BundleError::WrongPassphrase,
            other => format(other),
        })?;
    let (_, chain) = store.private_key_chain().ok_or(BundleError::NoKey)?;
    let key = PrivateKey::from_der(chain.key().as_der())?;
    Ok((key, chain.certs().iter().map(|c| Certificate::from_der(c.as_der())).collect()))
}

fn format(error: p12_keystore::error::Error) -> BundleError {
    BundleError::Format(error.to_string())
}
