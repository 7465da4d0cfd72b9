//! The bytes of a capture file in large pieces, which the packets share, and the framing of its blocks; unpacked if it is a
//! gzip file.

#![deny(clippy::arithmetic_side_effects)]

use std::io::{self, Chain, Cursor, Read};

use bytes::BytesMut;
use flate2::read::MultiGzDecoder;
use zeroize::Zeroize;

use super::error::{CaptureError, Result};

/// How much is read at once, in bytes: so many packets share one piece of memory.
pub(super) const PIECE: usize = 256 << 10;

/// How a section of a pcapng file begins, in either byte order.
pub(super) const SECTION_HEADER: [u8; 4] = [0x0a, 0x0d, 0x0d, 0x0a];
const BYTE_ORDER_MAGIC: u32 = 0x1A2B_3C4D;
/// The type of a Packet Block, which nobody writes any more.
pub(super) const OBSOLETE_PACKET: u32 = 2;
pub(super) const PCAP_HEADER: usize = 24;
pub(super) const PCAP_RECORD_HEADER: usize = 16;

const GZIP: [u8; 2] = [0x1f, 0x8b]; // RFC 1952 §2.3.1

/// No block is longer than this. Wireshark's own limit on a packet is 256 KiB, but key logs may grow.
const MAX_BLOCK: u64 = 16 << 20;

/// Type and length twice, or a pcap record's header at least.
const SHORTEST_BLOCK: u64 = 12;

/// What has been read and not yet taken.
pub(super) struct Input<R> {
    source: Source<R>,
    memory: BytesMut, // all of it initialised
    filled: usize,    // so much of it holds what was read
    taken: u64,
}

enum Source<R> {
    Plain(R),
    Gzip(Box<MultiGzDecoder<Chain<Cursor<Vec<u8>>, R>>>),
}

/// Memory of this size, which begins with these bytes.
fn piece(size: usize, begins: &[u8]) -> BytesMut {
    let mut memory = BytesMut::with_capacity(size);
    memory.extend_from_slice(begins);
    memory.resize(size, 0);
    memory
}

impl<R: Read> Input<R> {
    /// Looks at the first bytes for the mark of a gzip file. Of several in a row, each is unpacked.
    pub fn new(mut input: R) -> io::Result<Input<R>> {
        let mut first = Vec::new();
        input.by_ref().take(GZIP.len() as u64).read_to_end(&mut first)?;
        if first == GZIP {
            let packed = Cursor::new(first).chain(input);
            let source = Source::Gzip(Box::new(MultiGzDecoder::new(packed)));
            return Ok(Input { source, memory: piece(PIECE, &[]), filled: 0, taken: 0 });
        }
        let memory = piece(PIECE, &first);
        Ok(Input { source: Source::Plain(input), memory, filled: first.len(), taken: 0 })
    }

    /// How many bytes have been taken: where the next one stands in the (unpacked) file.
    pub fn offset(&self) -> u64 {
        self.taken
    }

    /// What comes next: at least `len` bytes, or all that there are. Takes memory for what comes, not for what a length
    /// promises.
    ///
    /// A gzip file that is cut off ends within a block.
    pub fn ahead(&mut self, len: usize) -> Result<&[u8]> {
        while self.filled < len {
            if self.filled == self.memory.len() || self.memory.len() < len.min(PIECE) {
                self.renew(len);
            }
            match self.source.read(self.memory.get_mut(self.filled..).unwrap_or_default()) {
                Ok(0) => break,
                Ok(more) => self.filled = self.filled.saturating_add(more),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(self.truncated()),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(self.memory.get(..self.filled).unwrap_or_default())
    }

    /// The first bytes of the next block; `None` at the end of the input.
    pub fn head<const N: usize>(&mut self) -> Result<Option<[u8; N]>> {
        let ahead = self.ahead(N)?;
        match ahead.first_chunk() {
            Some(head) => Ok(Some(*head)),
            None if ahead.is_empty() => Ok(None),
            None => Err(self.truncated()),
        }
    }

    /// The same of a section header: what follows it is in its byte order, which is big-endian if the second is true.
    pub fn section(&mut self) -> Result<([u8; 12], bool)> {
        let head = self.head()?.ok_or_else(|| self.truncated())?;
        match word(&head, 8, false) {
            BYTE_ORDER_MAGIC => Ok((head, false)),
            other if other.swap_bytes() == BYTE_ORDER_MAGIC => Ok((head, true)),
            _ => Err(self.damaged("a section header without its byte-order magic")),
        }
    }

    /// Takes the next block: `len` is its whole length, as it says itself.
    pub fn whole(&mut self, len: u64) -> Result<BytesMut> {
        if len > MAX_BLOCK {
            return Err(CaptureError::TooLong { offset: self.taken, len });
        }
        if len < SHORTEST_BLOCK {
            return Err(self.damaged("it claims to be shorter than its own header"));
        }
        let size = len as usize;
        if self.ahead(size)?.len() < size {
            return Err(self.truncated());
        }
        self.filled = self.filled.saturating_sub(size);
        self.taken = self.taken.saturating_add(len);
        Ok(self.memory.split_to(size))
    }

    fn truncated(&self) -> CaptureError {
        CaptureError::Truncated { offset: self.taken }
    }

    fn damaged(&self, what: &'static str) -> CaptureError {
        CaptureError::Damaged { offset: self.taken, what }
    }

    /// Goes on in new memory, since others may hold what was taken; what is copied over is wiped behind, as it may be a
    /// secret.
    fn renew(&mut self, len: usize) {
        let size = len.min(self.filled.saturating_mul(2)).max(PIECE);
        let old = self.memory.get_mut(..self.filled).unwrap_or_default();
        let memory = piece(size, old);
        old.zeroize();
        self.memory = memory;
    }
}

impl<R: Read> Source<R> {
    fn read(&mut self, memory: &mut [u8]) -> io::Result<usize> {
        match self {
            Source::Plain(input) => input.read(memory),
            Source::Gzip(input) => input.read(memory),
        }
    }
}

/// The 32-bit number at this place.
pub(super) fn word(bytes: &[u8], at: usize, big_endian: bool) -> u32 {
    let word: [u8; 4] = std::array::from_fn(|i| bytes.get(at.saturating_add(i)).copied().unwrap_or(0));
    if big_endian { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) }
}
