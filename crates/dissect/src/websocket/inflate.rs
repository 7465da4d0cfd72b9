//! Compressed messages (RFC 7692 §7.2.2), undone within bounds.

use flate2::{Decompress, FlushDecompress, Status};

use crate::protocol::PIECE;

/// No piece is taken to stand for more than so many bytes, and a short one for no more than so many.
const MOST: usize = 16 * PIECE;
const LEAST: usize = 2 * PIECE;

/// What is left away at the end of a message, and put there again.
const TAIL: &[u8] = &[0, 0, 0xff, 0xff];

/// One direction.
pub(super) struct Inflate {
    state: Decompress,
    /// Whether each message is compressed by itself.
    forgets: bool,
    /// Why nothing can be undone any more.
    lost: Option<&'static str>,
}

impl Inflate {
    pub(super) fn new(forgets: bool) -> Inflate {
        Inflate { state: Decompress::new(false), forgets, lost: None }
    }

    /// Something of what was compressed is missing.
    pub(super) fn lose(&mut self) {
        self.lost = Some("earlier data that this continues is missing");
    }

    /// What a piece of a message stands for, within bounds; `ends`: it is the last of its message.
    pub(super) fn piece(&mut self, packed: &[u8], ends: bool) -> Result<Vec<u8>, &'static str> {
        let result = match self.lost {
            Some(why) => Err(why),
            None => self.inflate(packed, ends),
        };
        if let Err(why) = result {
            self.lost = Some(why);
        }
        if ends && self.forgets {
            self.state.reset(false);
            self.lost = None;
        }
        result
    }

    fn inflate(&mut self, packed: &[u8], ends: bool) -> Result<Vec<u8>, &'static str> {
        let most = packed.len().saturating_mul(32).clamp(LEAST, MOST);
        let mut plain = Vec::with_capacity(packed.len().saturating_mul(4).clamp(64, most));
        self.feed(packed, &mut plain, most)?;
        if ends {
            self.feed(TAIL, &mut plain, most)?;
        }
        Ok(plain)
    }

    fn feed(&mut self, packed: &[u8], plain: &mut Vec<u8>, most: usize) -> Result<(), &'static str> {
        let before = self.state.total_in();
        loop {
            let read = usize::try_from(self.state.total_in() - before).unwrap_or(usize::MAX);
            let rest = packed.get(read..).unwrap_or_default();
            let (had, out) = (self.state.total_in(), plain.len());
            let status = self.state.decompress_vec(rest, plain, FlushDecompress::Sync);
            match status {
                Err(_) => return Err("this is not compressed data"),
                // The last block of a message need not be the last of the stream, but may say so.
                Ok(Status::StreamEnd) => {
                    self.state.reset(false);
                    return Ok(());
                }
                Ok(_) => {}
            }
            let read = usize::try_from(self.state.total_in() - before).unwrap_or(usize::MAX);
            let stuck = self.state.total_in() == had && plain.len() == out;
            match plain.len() < plain.capacity() {
                true if read >= packed.len() || stuck => return Ok(()),
                false if plain.len() >= most => {
                    return Err("it would expand to far more bytes than it has: not decompressed any further");
                }
                false => plain.reserve_exact(plain.len().min(most - plain.len()).max(64)),
                true => {}
            }
        }
    }
}
