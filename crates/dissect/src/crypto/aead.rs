//! The AEADs of RustCrypto behind the seam; and those that AWS-LC lacks or opens only in part: CCM, which small devices use, and GCM with
//! Camellia and ARIA.

use aes::{Aes128, Aes256};
use aes_gcm::AesGcm;
use aria::{Aria128, Aria256};
use camellia::{Camellia128, Camellia256};
use ccm::Ccm;
use ccm::aead::consts::{U8, U12, U16};
use ccm::aead::inout::InOutBuf;
use ccm::aead::{AeadInOut, KeyInit, Tag};

use super::OpeningKey;
use crate::schedule::Cipher;

/// Bytes of a nonce, with every AEAD of TLS.
pub const NONCE_LEN: usize = 12;

/// Any AEAD of RustCrypto.
struct Any<A>(A);

impl<A: AeadInOut<NonceSize = U12> + Send + Sync> OpeningKey for Any<A> {
    fn open(&self, nonce: &[u8; NONCE_LEN], aad: &[u8], sealed: &[u8], tag: &[u8], out: &mut [u8]) -> bool {
        let (Ok(tag), Ok(buffer)) = (<&Tag<A>>::try_from(tag), InOutBuf::new(sealed, out)) else { return false };
        self.0.decrypt_inout_detached(nonce.into(), aad, buffer, tag).is_ok()
    }
}

/// A key of this AEAD; `None`: it takes another length.
pub(super) fn opening<A>(key: &[u8]) -> Option<Box<dyn OpeningKey>>
where
    A: AeadInOut<NonceSize = U12> + KeyInit + Send + Sync + 'static,
{
    Some(Box::new(Any(A::new_from_slice(key).ok()?)))
}

/// A key of CCM, or of GCM with a cipher other than AES; `None`: it is another cipher, or takes another length.
pub(super) fn rare(cipher: Cipher, key: &[u8]) -> Option<Box<dyn OpeningKey>> {
    match cipher {
        Cipher::Aes128Ccm => opening::<Ccm<Aes128, U16, U12>>(key),
        Cipher::Aes256Ccm => opening::<Ccm<Aes256, U16, U12>>(key),
        Cipher::Aes128Ccm8 => opening::<Ccm<Aes128, U8, U12>>(key),
        Cipher::Aes256Ccm8 => opening::<Ccm<Aes256, U8, U12>>(key),
        Cipher::Camellia128Gcm => opening::<AesGcm<Camellia128, U12>>(key),
        Cipher::Camellia256Gcm => opening::<AesGcm<Camellia256, U12>>(key),
        Cipher::Aria128Gcm => opening::<AesGcm<Aria128, U12>>(key),
        Cipher::Aria256Gcm => opening::<AesGcm<Aria256, U12>>(key),
        _ => None,
    }
}
