//! CBC suites of TLS 1.2: MAC, then padding, then encryption (RFC 5246 §6.2.3.2), or the MAC last (RFC 7366).
//!
//! In constant time it need not be: whoever holds the keys and a recording gains nothing by timing this.

use std::borrow::Cow;
use std::ops::Range;

use aes::cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding};
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};

use super::record::Record;
use crate::field::Label;
use crate::names::tls_record as label;
use crate::schedule::{Secret, suite::CbcMac};

/// Bytes of a block, and of an IV.
const BLOCK: usize = 16;

/// The keys of one direction.
pub(super) struct Cbc {
    mac: CbcMac,
    key: Secret,
    mac_key: Secret,
    encrypt_then_mac: bool,
}

/// A record that was opened: what was encrypted, how much of it is content, what the rest is.
pub(super) struct Shown {
    pub(super) bytes: Bytes,
    pub(super) content: usize,
    pub(super) rest: Vec<(&'static Label, Range<usize>)>,
    pub(super) problem: Option<Cow<'static, str>>,
}

impl Cbc {
    pub(super) fn new(mac: CbcMac, key: &[u8], mac_key: &[u8], encrypt_then_mac: bool) -> Cbc {
        let secret = |bytes: &[u8]| Secret::new(bytes.to_vec());
        Cbc { mac, key: secret(key), mac_key: secret(mac_key), encrypt_then_mac }
    }

    /// Opens a record, if its MAC fits under this number.
    pub(super) fn open(&self, number: u64, record: Record<'_>) -> Option<Shown> {
        let mac_len = self.mac.size();
        let (sealed, outer) = match self.encrypt_then_mac {
            true => record.body.split_at_checked(record.body.len().checked_sub(mac_len)?)?,
            false => (record.body, &[][..]),
        };
        if self.encrypt_then_mac && !self.fits(&record.authenticated(number, sealed.len()), sealed, outer) {
            return None;
        }
        let plain = self.decrypt(sealed)?;
        let padding = usize::from(*plain.last()?);
        let inner = if self.encrypt_then_mac { 0 } else { mac_len };
        let content = plain.len().checked_sub(padding + 1 + inner)?;
        let (said, rest) = plain.split_at_checked(content)?;
        let (mac, filler) = rest.split_at_checked(inner)?;
        if !self.encrypt_then_mac && !self.fits(&record.authenticated(number, content), said, mac) {
            return None;
        }
        let even = filler.iter().all(|b| usize::from(*b) == padding);
        let problem = (!even).then_some("not every byte of the padding says its length: such a record must be refused");
        let (padding_at, last) = (content + inner, plain.len() - 1);
        let parts = [
            (&label::MAC, content..padding_at),
            (&label::PADDING, padding_at..last),
            (&label::PADDING_LENGTH, last..last + 1),
        ];
        let rest = parts.into_iter().filter(|(_, range)| !range.is_empty()).collect();
        Some(Shown { bytes: plain.into(), content, rest, problem: problem.map(Cow::Borrowed) })
    }

    fn fits(&self, header: &[u8], content: &[u8], mac: &[u8]) -> bool {
        let key = self.mac_key.as_slice();
        match self.mac {
            CbcMac::Sha1 => fits::<Hmac<sha1::Sha1>>(key, header, content, mac),
            CbcMac::Sha256 => fits::<Hmac<sha2::Sha256>>(key, header, content, mac),
            CbcMac::Sha384 => fits::<Hmac<sha2::Sha384>>(key, header, content, mac),
        }
    }

    /// What the blocks hold, MAC and padding and all.
    fn decrypt(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let (iv, blocks) = sealed.split_at_checked(BLOCK)?;
        let mut plain = blocks.to_vec();
        let done = match self.key.len() {
            BLOCK => cbc::Decryptor::<aes::Aes128>::new_from_slices(&self.key, iv)
                .ok()?
                .decrypt_padded::<NoPadding>(&mut plain)
                .is_ok(),
            _ => cbc::Decryptor::<aes::Aes256>::new_from_slices(&self.key, iv)
                .ok()?
                .decrypt_padded::<NoPadding>(&mut plain)
                .is_ok(),
        };
        done.then_some(plain)
    }
}

fn fits<M: Mac + KeyInit>(key: &[u8], header: &[u8], content: &[u8], mac: &[u8]) -> bool {
    let Ok(hmac) = M::new_from_slice(key) else { return false };
    hmac.chain_update(header).chain_update(content).verify_slice(mac).is_ok()
}
