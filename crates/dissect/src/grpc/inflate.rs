//! Messages that are compressed with gzip, undone within bounds.

use flate2::{Decompress, FlushDecompress, Status};

/// No message is taken to stand for more than so many bytes.
const MOST: usize = 256 * 1024;
/// Bytes of gzip's header without a name or a comment, and of its end (RFC 1952 §2.3).
const HEAD: usize = 10;
const TAIL: usize = 8;

/// What a message stands for, if it is gzip as libraries write it, and not too much.
pub(super) fn gzip(packed: &[u8]) -> Option<Vec<u8>> {
    let rest =
        packed.strip_prefix(&[0x1f, 0x8b, 8, 0]).and_then(|_| packed.get(HEAD..packed.len().checked_sub(TAIL)?))?;
    let most = rest.len().saturating_mul(32).saturating_add(4096).min(MOST);
    let mut plain = Vec::with_capacity(most);
    let status = Decompress::new(false).decompress_vec(rest, &mut plain, FlushDecompress::Finish).ok()?;
    (status == Status::StreamEnd && !plain.is_empty()).then_some(plain)
}
