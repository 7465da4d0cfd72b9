//! The masks of QUIC's header protection with AES (RFC 9001 §5.4.3), which every backend has.

use aes::cipher::{BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes256};

use super::{HeaderKey, MASK_LEN, SAMPLE_LEN};
use crate::schedule::Cipher;

/// One block of a cipher.
struct Block<C>(C);

impl<C: BlockCipherEncrypt<BlockSize = aes::cipher::consts::U16> + Send + Sync> HeaderKey for Block<C> {
    fn mask(&self, sample: &[u8; SAMPLE_LEN]) -> [u8; MASK_LEN] {
        let mut block = (*sample).into();
        self.0.encrypt_block(&mut block);
        let mut mask = [0; MASK_LEN];
        mask.iter_mut().zip(block).for_each(|(to, from)| *to = from);
        mask
    }
}

/// A key of AES; `None`: it is another cipher, or takes another length.
pub(super) fn aes(cipher: Cipher, key: &[u8]) -> Option<Box<dyn HeaderKey>> {
    Some(match cipher {
        Cipher::Aes128Gcm | Cipher::Aes128Ccm => Box::new(Block(Aes128::new_from_slice(key).ok()?)),
        Cipher::Aes256Gcm => Box::new(Block(Aes256::new_from_slice(key).ok()?)),
        _ => return None,
    })
}
