//! RC4: one stream of key bytes for all records of a direction (RFC 5246 §6.2.3.1). Forbidden since RFC 7465; here for reading only.

use rc4::{KeyInit, StreamCipher};

use super::cbc::Shown;
use super::mac::Mac;
use super::record::Record;
use crate::names::tls_record as label;

/// The keys of one direction.
pub(super) struct Rc4 {
    stream: rc4::Rc4,
    mac: Mac,
    /// Whether something is missing: nobody knows how much of the stream went with it.
    lost: bool,
}

impl Rc4 {
    /// `None`: the key has another length.
    pub(super) fn new(key: &[u8], mac: Mac) -> Option<Rc4> {
        Some(Rc4 { stream: rc4::Rc4::new_from_slice(key).ok()?, mac, lost: false })
    }

    /// Opens a record, if its MAC fits under one of these numbers; the stream goes on over it in any case.
    pub(super) fn open(&mut self, numbers: impl Iterator<Item = u64>, record: Record<'_>) -> Option<(u64, Shown)> {
        if self.lost {
            return None;
        }
        let mut plain = record.body.to_vec();
        self.stream.try_apply_keystream(&mut plain).ok()?;
        let content = plain.len().checked_sub(self.mac.size())?;
        let (said, mac) = plain.split_at_checked(content)?;
        let mut numbers = numbers;
        let number = numbers.find(|number| self.mac.fits(*number, record, said, mac))?;
        let rest = vec![(&label::MAC, content..plain.len())];
        Some((number, Shown { bytes: plain.into(), content, rest, problem: None }))
    }

    /// Records may be missing before the next.
    pub(super) fn miss(&mut self) {
        self.lost = true;
    }

    /// Whether the place in the stream is not known any more.
    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }
}
