//! The bytes of a capture file in large pieces, which the packets share; unpacked if it is a gzip file.

use std::io::{self, Chain, Cursor, Read};

use bytes::BytesMut;
use flate2::read::MultiGzDecoder;
use zeroize::Zeroize;

/// How much is read at once, in bytes: so many packets share one piece of memory.
pub(super) const PIECE: usize = 256 << 10;

const GZIP: [u8; 2] = [0x1f, 0x8b]; // RFC 1952 §2.3.1

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

impl<R: Read> Input<R> {
    /// Looks at the first bytes for the mark of a gzip file. Of several in a row, each is unpacked.
    pub fn new(mut input: R) -> io::Result<Input<R>> {
        let mut first = Vec::new();
        input.by_ref().take(GZIP.len() as u64).read_to_end(&mut first)?;
        if first == GZIP {
            let packed = Cursor::new(first).chain(input);
            let source = Source::Gzip(Box::new(MultiGzDecoder::new(packed)));
            return Ok(Input { source, memory: BytesMut::zeroed(PIECE), filled: 0, taken: 0 });
        }
        let mut memory = BytesMut::zeroed(PIECE);
        memory[..first.len()].copy_from_slice(&first);
        Ok(Input { source: Source::Plain(input), memory, filled: first.len(), taken: 0 })
    }

    /// How many bytes have been taken: where the next one stands in the (unpacked) file.
    pub fn offset(&self) -> u64 {
        self.taken
    }

    /// What comes next: at least `len` bytes, or all that there are. Takes memory for what comes, not for what a length
    /// promises.
    pub fn ahead(&mut self, len: usize) -> io::Result<&[u8]> {
        while self.filled < len {
            if self.filled == self.memory.len() || self.memory.len() < len.min(PIECE) {
                self.renew(len);
            }
            match self.source.read(&mut self.memory[self.filled..]) {
                Ok(0) => break,
                Ok(more) => self.filled += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(&self.memory[..self.filled])
    }

    /// Takes the next `len` bytes, of which [`ahead`](Input::ahead) has said that they are there.
    pub fn take(&mut self, len: usize) -> BytesMut {
        let len = len.min(self.filled);
        self.filled -= len;
        self.taken += len as u64;
        self.memory.split_to(len)
    }

    /// Goes on in new memory, since others may hold what was taken; what is copied over is wiped behind, as it may be a
    /// secret.
    fn renew(&mut self, len: usize) {
        let size = len.min(2 * self.filled).max(PIECE);
        let mut memory = BytesMut::zeroed(size);
        memory[..self.filled].copy_from_slice(&self.memory[..self.filled]);
        self.memory[..self.filled].zeroize();
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
