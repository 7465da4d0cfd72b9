//! What is asked about a certificate.

use x509_parser::prelude::{FromDer, X509Certificate};

use super::name::Name;
use crate::crypto::Crypto;

/// What a certificate is shown for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role<'a> {
    /// A server that was asked for by this name.
    Server(&'a Name),
    /// A client.
    Client,
}

/// A certificate, and what is to be known about it. All certificates and lists are in DER.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The certificate.
    pub certificate: &'a [u8],
    /// Certificates that came with it, in any order: they may be on the path, and are believed only if they are signed.
    pub untrusted: &'a [Vec<u8>],
    /// The roots that are trusted.
    pub roots: &'a [Vec<u8>],
    /// What it is shown for.
    pub role: Role<'a>,
    /// Revocation lists. Without any, revocation is not checked.
    pub lists: &'a [Vec<u8>],
    /// When, in seconds since 1970.
    pub at: u64,
    /// The backend that checks signatures.
    pub crypto: &'a dyn Crypto,
}

/// A certificate of version 3 with nothing behind it.
pub(super) fn parse(der: &[u8]) -> Result<X509Certificate<'_>, String> {
    let (rest, parsed) =
        X509Certificate::from_der(der).map_err(|error| format!("this is not a certificate: {error}"))?;
    if !rest.is_empty() {
        return Err(format!("{} bytes follow the certificate's end", rest.len()));
    }
    if parsed.version().0 != 2 {
        return Err(format!("it is of version {}, which has no extensions", parsed.version().0 + 1));
    }
    parsed.extensions_map().map_err(|_| "it contains the same extension twice".to_owned())?;
    Ok(parsed)
}
