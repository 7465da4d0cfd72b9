//! Compressed headers of HTTP/2, one at a time (RFC 7541 §6): its value is replaced by another one that takes as many bytes.

use super::headers;
use super::mask::Mask;

/// Characters that Huffman's code writes in five bits: their codes are 0 to 9 (RFC 7541, appendix B).
const SHORT: usize = 10;

/// Another representation of a header with this name, in lower case; `None`: it stays, as it says nothing or only a number in the table.
pub(super) fn representation(mask: &mut Mask, name: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    let first = *bytes.first()?;
    let (index, mut at) = match first {
        0x80.. | 0x20..0x40 => return None,
        0x40..0x80 => integer(bytes, 6)?,
        _ => integer(bytes, 4)?,
    };
    if index == 0 {
        let (len, head) = integer(bytes.get(at..)?, 7)?;
        at = at.checked_add(head)?.checked_add(len)?;
    }
    let is_huffman = bytes.get(at)? & 0x80 != 0;
    let (len, head) = integer(bytes.get(at..)?, 7)?;
    let start = at.checked_add(head)?;
    let value = bytes.get(start..start.checked_add(len)?)?;
    let new = match is_huffman {
        _ if headers::is_kept(name, if is_huffman { b"" } else { value }) => return None,
        true => huffman(mask, value),
        false => headers::value(mask, name, value),
    };
    let mut all = bytes.to_vec();
    all.get_mut(start..start + len)?.copy_from_slice(&new);
    Some(all)
}

/// As many characters of five bits as fit, filled up with ones (RFC 7541 §5.2).
fn huffman(mask: &Mask, value: &[u8]) -> Vec<u8> {
    let mut stream = mask.key.stream("huffman", &[value]);
    let mut bits = Vec::with_capacity(value.len() * 8);
    for _ in 0..value.len() * 8 / 5 {
        let code = stream.below(SHORT);
        bits.extend((0..5).rev().map(|bit| code >> bit & 1 == 1));
    }
    bits.resize(value.len() * 8, true);
    bits.chunks(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit))).collect()
}

/// A number whose first byte has so many bits of it, and how many bytes it takes (RFC 7541 §5.1).
fn integer(bytes: &[u8], prefix: u32) -> Option<(usize, usize)> {
    let mask = (1_usize << prefix) - 1;
    let mut value = usize::from(*bytes.first()?) & mask;
    if value < mask {
        return Some((value, 1));
    }
    for (i, byte) in bytes.iter().enumerate().take(5).skip(1) {
        value += usize::from(byte & 0x7f) << (7 * (i - 1));
        if byte & 0x80 == 0 {
            return Some((value, i + 1));
        }
    }
    None
}
