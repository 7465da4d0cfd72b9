//! A failure as it is told.

/// A failure, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What it is, in a few words.
    pub name: &'static str,
    /// What happened, and who refused.
    pub what: String,
    /// What each side tried, as far as it can be seen.
    pub tried: Vec<String>,
    /// What to do.
    pub remedy: String,
}

impl Failure {
    pub(super) fn new(
        name: &'static str,
        what: impl Into<String>,
        tried: Vec<String>,
        remedy: impl Into<String>,
    ) -> Failure {
        Failure { name, what: what.into(), tried, remedy: remedy.into() }
    }
}
