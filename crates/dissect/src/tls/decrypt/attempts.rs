//! Which number the next record may have. Both ends count, and nobody sends the number: after a loss it is found by trial.

/// So many records may be missing in one place.
const WINDOW: u64 = 64;
/// So many records in a row are tried with every number of the window; then only the likeliest is.
const PATIENCE: u32 = 16;

/// The number of the next record of one direction under one key.
#[derive(Default)]
pub(super) struct Attempts {
    /// One more than the number of the last record that was opened.
    next: u64,
    /// Records since then that did not open.
    failed: u64,
    /// How many records may still be tried with every number.
    patience: u32,
}

impl Attempts {
    /// The likeliest number.
    pub(super) fn expected(&self) -> u64 {
        self.next.saturating_add(self.failed)
    }

    /// The other numbers worth a try.
    pub(super) fn others(&self) -> impl Iterator<Item = u64> + use<> {
        let expected = self.expected();
        let all = match self.patience {
            0 => 0..0,
            _ => self.next.max(expected.saturating_sub(WINDOW))..expected.saturating_add(WINDOW).saturating_add(1),
        };
        all.filter(move |number| *number != expected)
    }

    /// A number opened a record; says how many records before it are missing.
    pub(super) fn opened(&mut self, number: u64) -> u64 {
        let lost = number.saturating_sub(self.next);
        *self = Attempts { next: number.saturating_add(1), failed: 0, patience: 0 };
        lost
    }

    /// No number opened a record.
    pub(super) fn fail(&mut self) {
        // After the first failure the record may have been changed on the way, or be none at all.
        self.patience = if self.failed == 0 && self.patience == 0 { PATIENCE } else { self.patience.saturating_sub(1) };
        self.failed = self.failed.saturating_add(1);
    }

    /// Records may be missing before the next.
    pub(super) fn miss(&mut self) {
        self.patience = PATIENCE;
    }

    /// Whether something may be missing.
    pub(super) fn in_doubt(&self) -> bool {
        self.patience > 0
    }
}
