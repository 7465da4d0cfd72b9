//! Frames of WebSocket: what a client says is masked, and what is replaced is masked again.

use wirewalk_dissect::names::websocket;
use wirewalk_dissect::{Datum, Field};

use super::fields::{COVER, Change, Walk, With};

impl Walk<'_> {
    /// What takes the place of a payload with a mask: the bytes without it are replaced, and the mask is put on again.
    pub(super) fn masked(&mut self, field: &Field) -> Option<With> {
        let plain = field.children.first()?;
        let source = self.message.sources.get(usize::from(plain.span.source))?.bytes.clone();
        let wire = self.message.bytes(&field.span).to_vec();
        // What lies in a source that was decompressed, and what stands beside this, is none of it.
        let before = self.changes.len();
        self.field(plain);
        let mut new = source.to_vec();
        for Change { source, range, with } in self.changes.split_off(before) {
            let Some(place) = new.get_mut(range).filter(|_| source == plain.span.source) else { continue };
            match with {
                With::Kept => {}
                With::Cover(byte) => place.fill(byte),
                With::Bytes(bytes) if bytes.len() == place.len() => place.copy_from_slice(&bytes),
                With::Bytes(_) => place.fill(COVER),
            }
        }
        let mask = wire.iter().zip(source.iter()).map(|(masked, plain)| masked ^ plain);
        Some(With::Bytes(mask.zip(new).map(|(mask, new)| mask ^ new).collect()))
    }

    /// What takes the place of a payload that is compressed: as many bytes that stand for nothing but covered letters, if its message is
    /// whole in one frame.
    pub(super) fn deflated(&mut self, len: usize) -> With {
        self.counts.deflated += 1;
        let is_set = |label| self.message.find(label).is_some_and(|field| field.value.datum == Datum::Flag(true));
        match is_set(&websocket::FIN) && is_set(&websocket::COMPRESSED) {
            true => With::Bytes(letters(len)),
            false => With::Cover(COVER),
        }
    }
}

/// So many bytes of DEFLATE with fixed codes (RFC 1951 §3.2.6): letters, and the beginning of the empty block whose other bytes a
/// message of WebSocket leaves out (RFC 7692 §7.2.1).
fn letters(len: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    if len >= 2 {
        // Not the last block, and fixed codes; a letter is 0x30 more than itself, in eight bits; seven zeros end the block.
        bits.put(0b010, 3);
        for _ in 0..len - 2 {
            bits.put((COVER + 0x30).reverse_bits().into(), 8);
        }
        bits.put(0, 7);
    }
    bits.put(0, 3);
    bits.bytes.truncate(len);
    bits.bytes
}

/// Bits, the lowest of each byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    fn put(&mut self, bits: u16, count: usize) {
        for nth in 0..count {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= u8::from(bits >> nth & 1 == 1) << (self.used % 8);
            }
            self.used += 1;
        }
    }
}
