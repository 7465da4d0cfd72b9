//! The MAC of suites that are no AEADs: an HMAC over number, header and content (RFC 5246 §6.2.3.1), or what SSL 3.0 had before there
//! was HMAC (RFC 6101 §5.2.3.1).

use hmac::{Hmac, KeyInit};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384};

use super::record::Record;
use crate::schedule::{Age, MacHash, Secret};

/// The MAC key of one direction.
pub(super) struct Mac {
    hash: MacHash,
    key: Secret,
    /// Whether it is SSL 3.0's.
    ssl30: bool,
}

impl Mac {
    pub(super) fn new(hash: MacHash, key: &[u8], age: Age) -> Mac {
        Mac { hash, key: Secret::new(key.to_vec()), ssl30: age == Age::Ssl30 }
    }

    /// Bytes of a MAC.
    pub(super) fn size(&self) -> usize {
        self.hash.size()
    }

    /// Whether this is the MAC of this content in the record with this number.
    pub(super) fn fits(&self, number: u64, record: Record<'_>, content: &[u8], mac: &[u8]) -> bool {
        let header = record.authenticated(number, content.len());
        let key = self.key.as_slice();
        match (self.hash, self.ssl30) {
            (MacHash::Md5, false) => fits::<Hmac<Md5>>(key, &header, content, mac),
            (MacHash::Sha1, false) => fits::<Hmac<Sha1>>(key, &header, content, mac),
            (MacHash::Sha256, false) => fits::<Hmac<Sha256>>(key, &header, content, mac),
            (MacHash::Sha384, false) => fits::<Hmac<Sha384>>(key, &header, content, mac),
            (MacHash::Md5, true) => ssl30::<Md5>(key, 48, &header, content) == mac,
            (_, true) => ssl30::<Sha1>(key, 40, &header, content) == mac,
        }
    }
}

fn fits<M: hmac::Mac + KeyInit>(key: &[u8], header: &[u8], content: &[u8], mac: &[u8]) -> bool {
    let Ok(hmac) = M::new_from_slice(key) else { return false };
    hmac.chain_update(header).chain_update(content).verify_slice(mac).is_ok()
}

/// HASH(key, pad 2, HASH(key, pad 1, number, type, length, content)): the version is not protected.
fn ssl30<D: Digest>(key: &[u8], pad: usize, header: &[u8; 13], content: &[u8]) -> Vec<u8> {
    let [number @ .., kind, _, _, high, low] = header;
    let inner = D::new().chain_update(key).chain_update(vec![0x36; pad]);
    let inner = inner.chain_update(number).chain_update([*kind, *high, *low]).chain_update(content).finalize();
    D::new().chain_update(key).chain_update(vec![0x5c; pad]).chain_update(inner).finalize().to_vec()
}
