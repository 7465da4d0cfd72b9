//! Every citation of a standard, in one place.

use std::fmt;

/// A place in a standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cite {
    /// The document: `RFC 9110`, `Fernet specification`.
    pub document: &'static str,
    /// The section, without its sign; empty: the whole document.
    pub section: &'static str,
}

impl Cite {
    /// A section of a document.
    pub const fn new(document: &'static str, section: &'static str) -> Cite {
        Cite { document, section }
    }
}

impl fmt::Display for Cite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.section {
            "" => f.write_str(self.document),
            section => write!(f, "{} §{section}", self.document),
        }
    }
}

/// No standard speaks of it: it is ours.
pub const WIREWALK: Cite = Cite::new("wirewalk", "");
