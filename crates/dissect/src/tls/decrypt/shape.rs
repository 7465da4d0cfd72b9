//! The parts of an encrypted record's body: what stands around the ciphertext.

use std::ops::Range;

use crate::field::Label;
use crate::names::tls_record as label;
use crate::schedule::{Cipher, Suite};

/// What stands before and behind the ciphertext.
#[derive(Clone, Copy, Default)]
pub(in crate::tls) struct Shape {
    before: Option<(&'static Label, usize)>,
    behind: Option<(&'static Label, usize)>,
}

impl Shape {
    pub(super) fn of(suite: &Suite, encrypt_then_mac: bool) -> Shape {
        let explicit = suite.explicit_len();
        let before = match suite.cipher {
            Cipher::Cbc(..) => &label::IV,
            _ => &label::NONCE,
        };
        let behind = match suite.mac() {
            Some(mac) => (&label::MAC, if encrypt_then_mac { mac.size() } else { 0 }),
            None => (&label::TAG, suite.tag_len()),
        };
        let some = |part: &(&'static Label, usize)| part.1 > 0;
        Shape { before: Some((before, explicit)).filter(some), behind: Some(behind).filter(some) }
    }

    /// Bytes around the ciphertext.
    pub(in crate::tls) fn overhead(&self) -> usize {
        self.before.map_or(0, |p| p.1) + self.behind.map_or(0, |p| p.1)
    }

    /// Each part of a body of this length; one that is too short is ciphertext only.
    pub(in crate::tls) fn parts(&self, len: usize) -> Vec<(&'static Label, Range<usize>)> {
        let Some(middle) = len.checked_sub(self.overhead()) else {
            return vec![(&label::CIPHERTEXT, 0..len)];
        };
        let parts = [self.before, Some((&label::CIPHERTEXT, middle)), self.behind];
        let mut at = 0;
        let place = |(label, len): (&'static Label, usize)| {
            at += len;
            (label, at - len..at)
        };
        parts.into_iter().flatten().map(place).filter(|(_, range)| !range.is_empty()).collect()
    }
}
