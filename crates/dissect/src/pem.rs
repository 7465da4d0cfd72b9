//! PEM: DER as text, between lines that say what it is.

use pem::{EncodeConfig, LineEnding, Pem};
use thiserror::Error;
use zeroize::Zeroizing;

/// One block of a PEM file.
pub struct Block {
    /// What the BEGIN line says: `CERTIFICATE`.
    pub label: String,
    /// The value of its `DEK-Info` header, if a `Proc-Type` header says that the block is encrypted the old way.
    pub old_encryption: Option<String>,
    /// The DER.
    pub der: Zeroizing<Vec<u8>>,
}

/// A file that should be PEM and is not, or whose block of some kind is missing.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PemError {
    /// There is no BEGIN line, or what follows it is no base64.
    #[error("this is not a PEM file: {0}")]
    NotPem(String),
    /// There are blocks, but none with the label that was looked for.
    #[error("the file contains no block {wanted}, only {}", .found.join(", "))]
    Missing {
        /// The label that was looked for.
        wanted: &'static str,
        /// The labels that are there.
        found: Vec<String>,
    },
}

/// All blocks of a text. Text around them is ignored, as everywhere.
///
/// # Errors
/// There is none, or one is damaged.
pub fn blocks(text: &str) -> Result<Vec<Block>, PemError> {
    let parsed =
        pem::parse_many(text.trim_start_matches('\u{feff}')).map_err(|error| PemError::NotPem(error.to_string()))?;
    if parsed.is_empty() {
        return Err(PemError::NotPem("no line begins with -----BEGIN".to_owned()));
    }
    Ok(parsed.into_iter().map(block).collect())
}

fn block(pem: Pem) -> Block {
    let encrypted = pem.headers().get("Proc-Type").is_some_and(|value| value.contains("ENCRYPTED"));
    let cipher = || pem.headers().get("DEK-Info").unwrap_or("unknown cipher").to_owned();
    Block { label: pem.tag().to_owned(), old_encryption: encrypted.then(cipher), der: pem.into_contents().into() }
}

/// The first block with one of these labels.
///
/// # Errors
/// As [`blocks`], and if none has it.
pub fn first(text: &str, labels: &[&'static str]) -> Result<Block, PemError> {
    let blocks = blocks(text)?;
    let found = blocks.iter().map(|b| b.label.clone()).collect();
    let wanted = labels.first().copied().unwrap_or_default();
    blocks.into_iter().find(|b| labels.contains(&b.label.as_str())).ok_or(PemError::Missing { wanted, found })
}

/// The DER of all certificates of a file, in its order.
///
/// # Errors
/// As [`first`].
pub fn certificates(text: &str) -> Result<Vec<Vec<u8>>, PemError> {
    first(text, &["CERTIFICATE"])?;
    let all = blocks(text)?.into_iter().filter(|b| b.label == "CERTIFICATE");
    Ok(all.map(|b| b.der.to_vec()).collect())
}

/// One block as text, in lines of 64 characters that end in LF on every system.
pub fn text(label: &str, der: &[u8]) -> String {
    pem::encode_config(&Pem::new(label, der), EncodeConfig::new().set_line_ending(LineEnding::LF))
}
