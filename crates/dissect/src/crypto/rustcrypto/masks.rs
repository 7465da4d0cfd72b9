//! The masks of QUIC's header protection with ChaCha20 (RFC 9001 §5.4.4).

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher, StreamCipherSeek};

use crate::crypto::{HeaderKey, MASK_LEN, SAMPLE_LEN};

/// Bytes of a block of ChaCha20, which its counter counts.
const BLOCK: u64 = 64;

/// A key of ChaCha20.
struct Stream([u8; 32]);

impl HeaderKey for Stream {
    fn mask(&self, sample: &[u8; SAMPLE_LEN]) -> [u8; MASK_LEN] {
        let mut mask = [0; MASK_LEN];
        let [a, b, c, d, nonce @ ..] = *sample;
        let mut stream = ChaCha20::new(&self.0.into(), &nonce.into());
        // The mask is right only if there is a block with this number; the last of all cannot be asked for.
        if stream.try_seek(u64::from(u32::from_le_bytes([a, b, c, d])) * BLOCK).is_ok() {
            let _ = stream.try_apply_keystream(&mut mask);
        }
        mask
    }
}

/// A key of ChaCha20; `None`: it takes another length.
pub(super) fn chacha20(key: &[u8]) -> Option<Box<dyn HeaderKey>> {
    Some(Box::new(Stream(key.try_into().ok()?)))
}
