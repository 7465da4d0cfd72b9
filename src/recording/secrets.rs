//! What an insider knows: the keys with which a recording opens.
//!
//! Dissection takes secrets as an argument: with [`Secrets::none`] it shows what Eve sees, with the keys it shows what
//! the parties see.

use crate::fernet;

/// The keys that whoever looks at a recording has.
#[derive(Clone, Default)]
pub struct Secrets {
    fernet: Vec<fernet::Key>,
}

/// Which of the [`Secrets`] opened something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretId {
    /// The Fernet key with this number.
    Fernet(usize),
}

impl Secrets {
    /// Eve's: nothing.
    pub fn none() -> Secrets {
        Secrets::default()
    }

    /// The same secrets and this Fernet key.
    pub fn with_fernet(mut self, key: fernet::Key) -> Secrets {
        self.fernet.push(key);
        self
    }

    /// The Fernet keys with their names.
    pub fn fernet_keys(&self) -> impl Iterator<Item = (SecretId, &fernet::Key)> {
        self.fernet.iter().enumerate().map(|(i, k)| (SecretId::Fernet(i), k))
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.fernet.is_empty()
    }
}
