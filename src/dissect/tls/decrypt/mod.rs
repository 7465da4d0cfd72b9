//! Records opened with a key log.

/// How the records of one direction are read.
#[derive(Default)]
pub(super) enum Reading {
    /// In the clear.
    #[default]
    Clear,
}

impl Reading {
    /// Records may be missing before the next.
    pub(super) fn miss(&mut self) {}
}
