//! What a private key is kept under.

use std::fmt;

use zeroize::Zeroizing;

use super::KeyError;

/// A passphrase: text that is not empty. Wiped when dropped.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// A passphrase from its text.
    ///
    /// # Errors
    /// It is empty: that would protect nothing.
    pub fn new(text: impl Into<String>) -> Result<Passphrase, KeyError> {
        let text = Zeroizing::new(text.into());
        if text.is_empty() { Err(KeyError::EmptyPassphrase) } else { Ok(Passphrase(text)) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}
