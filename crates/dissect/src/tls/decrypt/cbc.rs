//! CBC suites: MAC, then padding, then encryption (RFC 5246 §6.2.3.2), or the MAC last (RFC 7366). Up to TLS 1.0 the IV of a record is
//! the last block of the one before it (RFC 2246 §6.2.3.2).
//!
//! In constant time it need not be: whoever holds the keys and a recording gains nothing by timing this. The old ciphers are for
//! reading only: nothing is ever encrypted with them.

use std::borrow::Cow;
use std::ops::Range;

use aes::cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding};
use bytes::Bytes;
use cbc::Decryptor;

use super::mac::Mac;
use super::record::Record;
use crate::field::Label;
use crate::names::tls_record as label;
use crate::schedule::{Block, Secret};

/// The keys of one direction.
pub(super) struct Cbc {
    pub(super) block: Block,
    pub(super) key: Secret,
    pub(super) mac: Mac,
    pub(super) encrypt_then_mac: bool,
    pub(super) iv: Iv,
    /// Whether every byte of the padding has to say its length: not in SSL 3.0, which is what POODLE lives on.
    pub(super) even: bool,
}

/// Where the IV of the next record is.
pub(super) enum Iv {
    /// In the record.
    Sent,
    /// The end of the record before it.
    Chained(Vec<u8>),
    /// That is missing.
    Missing,
}

/// A record that was opened: what was encrypted, how much of it is content, what the rest is.
pub(super) struct Shown {
    pub(super) bytes: Bytes,
    pub(super) content: usize,
    pub(super) rest: Vec<(&'static Label, Range<usize>)>,
    pub(super) problem: Option<Cow<'static, str>>,
}

impl Cbc {
    /// Opens a record, if its MAC fits under this number.
    pub(super) fn open(&self, number: u64, record: Record<'_>) -> Option<Shown> {
        let mac_len = self.mac.size();
        let (sealed, outer) = self.parted(record)?;
        if self.encrypt_then_mac && !self.mac.fits(number, record, sealed, outer) {
            return None;
        }
        let plain = self.decrypt(sealed)?;
        let padding = usize::from(*plain.last()?);
        let inner = if self.encrypt_then_mac { 0 } else { mac_len };
        let content = plain.len().checked_sub(padding + 1 + inner)?;
        let (said, rest) = plain.split_at_checked(content)?;
        let (mac, filler) = rest.split_at_checked(inner)?;
        if !self.encrypt_then_mac && !self.mac.fits(number, record, said, mac) {
            return None;
        }
        let even = !self.even || filler.iter().all(|b| usize::from(*b) == padding);
        let problem = (!even).then_some(
            "not every byte of the padding gives its length, so a receiver must refuse \
            the record",
        );
        let (padding_at, last) = (content + inner, plain.len() - 1);
        let parts = [
            (&label::MAC, content..padding_at),
            (&label::PADDING, padding_at..last),
            (&label::PADDING_LENGTH, last..last + 1),
        ];
        let rest = parts.into_iter().filter(|(_, range)| !range.is_empty()).collect();
        Some(Shown { bytes: plain.into(), content, rest, problem: problem.map(Cow::Borrowed) })
    }

    /// The next record is another one: this one's end is its IV, if that is not sent. One without a block changes nothing.
    pub(super) fn passed(&mut self, record: Record<'_>) {
        let size = self.block.size();
        let end = self.parted(record).and_then(|(sealed, _)| sealed.get(sealed.len().checked_sub(size)?..));
        if let (false, Some(end)) = (matches!(self.iv, Iv::Sent), end) {
            self.iv = Iv::Chained(end.to_vec());
        }
    }

    /// Records may be missing before the next.
    pub(super) fn miss(&mut self) {
        if !matches!(self.iv, Iv::Sent) {
            self.iv = Iv::Missing;
        }
    }

    /// What was encrypted, and the MAC behind it.
    fn parted<'r>(&self, record: Record<'r>) -> Option<(&'r [u8], &'r [u8])> {
        let mac = if self.encrypt_then_mac { self.mac.size() } else { 0 };
        record.body.split_at_checked(record.body.len().checked_sub(mac)?)
    }

    /// What the blocks hold, MAC and padding and all.
    fn decrypt(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let (iv, blocks) = match &self.iv {
            Iv::Sent => sealed.split_at_checked(self.block.size())?,
            Iv::Chained(iv) => (iv.as_slice(), sealed),
            Iv::Missing => return None,
        };
        match self.block {
            Block::Aes128 => decrypted::<Decryptor<aes::Aes128>>(&self.key, iv, blocks),
            Block::Aes256 => decrypted::<Decryptor<aes::Aes256>>(&self.key, iv, blocks),
            Block::TripleDes => decrypted::<Decryptor<des::TdesEde3>>(&self.key, iv, blocks),
            Block::Camellia128 => decrypted::<Decryptor<camellia::Camellia128>>(&self.key, iv, blocks),
            Block::Camellia256 => decrypted::<Decryptor<camellia::Camellia256>>(&self.key, iv, blocks),
            Block::Aria128 => decrypted::<Decryptor<aria::Aria128>>(&self.key, iv, blocks),
            Block::Aria256 => decrypted::<Decryptor<aria::Aria256>>(&self.key, iv, blocks),
        }
    }
}

fn decrypted<D: KeyIvInit + BlockModeDecrypt>(key: &[u8], iv: &[u8], blocks: &[u8]) -> Option<Vec<u8>> {
    let mut plain = blocks.to_vec();
    let done = D::new_from_slices(key, iv).ok()?.decrypt_padded::<NoPadding>(&mut plain).is_ok();
    done.then_some(plain)
}
