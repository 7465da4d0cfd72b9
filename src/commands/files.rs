//! Files that are read: certificates, lists of revoked ones, keys; and what is said of them.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::server::ParsedCertificate;
use wirewalk_ground::is_own_or_roots;
use zeroize::Zeroizing;

use super::passphrase::Source;
use crate::pki::{Passphrase, PrivateKey, pem};
use crate::stage::hints;
use crate::tls::Credentials;

/// The passphrase that the walk of lesson 4 leaves beside Bob's key.
const WALK_PASSPHRASE: &str = "walk-passphrase.txt";

/// Files larger than this are not read, in bytes: no certificate is.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The text of a PEM file.
pub(super) fn read(path: &Path) -> Result<String> {
    let bytes = read_bytes(path)?;
    String::from_utf8(bytes).with_context(|| format!("{} is not text, so it is not a PEM file", path.display()))
}

/// The bytes of a file that is not too large.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    all_of(fs::File::open(path).with_context(|| failed(path))?, path)
}

fn failed(path: &Path) -> String {
    format!("{} could not be read", path.display())
}

fn all_of(file: fs::File, path: &Path) -> Result<Vec<u8>> {
    let failed = || failed(path);
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).with_context(failed)?;
    if bytes.len() as u64 > LARGEST {
        bail!("{} is larger than {LARGEST} bytes; no certificate is", path.display());
    }
    Ok(bytes)
}

/// All certificates of a file, PEM or DER.
pub(super) fn certificates(path: &Path) -> Result<Vec<Vec<u8>>> {
    let bytes = read_bytes(path)?;
    // DER begins with the tag of a SEQUENCE; a text that begins with that character is no PEM either.
    if bytes.starts_with(&[0x30, 0x82]) || bytes.starts_with(&[0x30, 0x81]) {
        return Ok(vec![bytes]);
    }
    pem::certificates(&String::from_utf8_lossy(&bytes)).with_context(|| path.display().to_string())
}

/// All revocation lists of a file, PEM or DER.
pub(super) fn revocation_lists(path: &Path) -> Result<Vec<Vec<u8>>> {
    let bytes = read_bytes(path)?;
    if bytes.starts_with(&[0x30]) {
        return Ok(vec![bytes]);
    }
    let blocks = pem::blocks(&String::from_utf8_lossy(&bytes)).with_context(|| path.display().to_string())?;
    let lists: Vec<_> = blocks.into_iter().filter(|b| b.label == "X509 CRL").map(|b| b.der.to_vec()).collect();
    if lists.is_empty() {
        bail!("{} has no block named X509 CRL", path.display());
    }
    Ok(lists)
}

/// A certificate, whatever follows it in its file, and its key, which may stand in the same file.
pub(super) fn load(cert: &Path, key: &Path, source: &Source) -> Result<Credentials> {
    let chain = readable(cert, |der| ParsedCertificate::try_from(der).map(drop))?;
    let encrypted = || passphrase_of(key, source).with_context(|| format!("{} is encrypted", key.display()));
    let secret = private_key(key, encrypted)?;
    if !chain.first().is_some_and(|own| secret.belongs_to(own)) {
        bail!("{} and {} do not belong together: the certificate contains another key", cert.display(), key.display());
    }
    let chain = chain.into_iter().map(|der| der.to_vec()).collect();
    Ok(Credentials::with_chain(chain, secret))
}

/// The private key in a PEM file, under a passphrase or not. What another user left is not taken up: they know that key, and may
/// replace it.
pub(super) fn private_key(path: &Path, passphrase: impl FnOnce() -> Result<Passphrase>) -> Result<PrivateKey> {
    let file = fs::File::open(path).with_context(|| failed(path))?;
    if !is_own_or_roots(&file.metadata().with_context(|| failed(path))?) {
        bail!("{} belongs to another user, who knows that key; make your own", path.display());
    }
    let bytes = Zeroizing::new(all_of(file, path)?);
    let text = std::str::from_utf8(&bytes)
        .with_context(|| format!("{} is not text, so it is not a PEM file", path.display()))?;
    let failed = || path.display().to_string();
    let passphrase = match PrivateKey::needs_passphrase(text).with_context(failed)? {
        true => Some(passphrase()?),
        false => None,
    };
    PrivateKey::from_pem(text, passphrase.as_ref()).with_context(failed)
}

/// The walk of lesson 4 leaves its passphrase in a file; any other one is asked for.
fn passphrase_of(key: &Path, source: &Source) -> Result<Passphrase> {
    match fs::read_to_string(key.with_file_name(WALK_PASSPHRASE)) {
        Ok(text) if !source.is_named() => Ok(Passphrase::new(text.trim_end())?),
        _ => source.existing(key),
    }
}

/// The certificates of a file that are to be trusted.
pub(super) fn roots(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    readable(path, |der| RootCertStore::empty().add(der.clone()))
}

/// The certificates of a file, each of which is one.
fn readable(
    path: &Path,
    reads: impl Fn(&CertificateDer<'static>) -> Result<(), rustls::Error>,
) -> Result<Vec<CertificateDer<'static>>> {
    let found: Vec<CertificateDer<'static>> = certificates(path)?.into_iter().map(Into::into).collect();
    if found.is_empty() {
        bail!("{} contains no certificate", path.display());
    }
    for (number, der) in found.iter().enumerate() {
        reads(der).with_context(|| format!("certificate {} of {} cannot be read", number + 1, path.display()))?;
    }
    Ok(found)
}

/// On stderr: what `client` prints on stdout is the message.
pub(super) fn note(line: &str) -> Result<()> {
    Ok(writeln!(io::stderr(), "{}", hints(line))?)
}
