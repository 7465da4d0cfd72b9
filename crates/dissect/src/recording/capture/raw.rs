//! The blocks of a capture as they stand in the file, for a copy of it: nothing is lost, and it is clear where a packet
//! has room for one more option.

#![deny(clippy::arithmetic_side_effects)]

use std::io::Read;

use bytes::Bytes;
use pcap_parser::pcapng::DSB_MAGIC;

use super::error::{CaptureError, Result};
use super::input::{Input, OBSOLETE_PACKET, PCAP_HEADER, PCAP_RECORD_HEADER, SECTION_HEADER, word};

const SIMPLE_PACKET: u32 = 3;
const ENHANCED_PACKET: u32 = 6;
/// What stands before the bytes of an Enhanced Packet Block.
const PACKET_HEAD: usize = 28;

/// A piece of a capture file.
#[derive(Clone, Debug)]
pub enum Raw {
    /// The header of a pcap file.
    Header {
        /// Which link its packets are from.
        link_type: u16,
        /// How much of each packet was kept at the most.
        snap_len: u32,
        /// Whether its times are in nanoseconds, not microseconds.
        nanoseconds: bool,
    },
    /// A packet of a pcap file.
    Record {
        /// When, in the file's units since 1970.
        at: u64,
        /// What was kept of it.
        bytes: Bytes,
        /// How long it was.
        len: u32,
    },
    /// A block of a pcapng file, whole.
    Block {
        /// All its bytes.
        bytes: Bytes,
        /// Whether its numbers have their highest byte first.
        big_endian: bool,
        /// What it is.
        kind: RawKind,
    },
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawKind {
    /// The beginning of a section.
    Section,
    /// A packet; `room`: where one more option can be put in, after those that it has, if its kind has any.
    Packet {
        /// See above.
        room: Option<usize>,
    },
    /// Secrets (Decryption Secrets Block).
    Secrets,
    /// Anything else.
    Other,
}

/// Takes a capture file apart without understanding more of it than that.
pub struct RawReader<R> {
    input: Input<R>,
    format: Format,
}

#[derive(Clone, Copy)]
enum Format {
    Unknown,
    Pcap { big_endian: bool, per_second: u64 },
    Pcapng { big_endian: bool },
}

impl<R: Read> RawReader<R> {
    /// Begins with a capture.
    ///
    /// # Errors
    /// The input fails.
    pub fn new(input: R) -> Result<RawReader<R>> {
        Ok(RawReader { input: Input::new(input)?, format: Format::Unknown })
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// The input fails, is no capture, or ends within a block.
    pub fn piece(&mut self) -> Result<Option<Raw>> {
        match self.format {
            Format::Unknown => self.first().map(Some),
            Format::Pcap { big_endian, per_second } => self.record(big_endian, per_second),
            Format::Pcapng { big_endian } => self.block(big_endian),
        }
    }

    fn first(&mut self) -> Result<Raw> {
        let ahead = self.input.ahead(PCAP_HEADER)?;
        let magic: [u8; 4] = *ahead.first_chunk().ok_or(CaptureError::Empty)?;
        if magic == SECTION_HEADER {
            self.format = Format::Pcapng { big_endian: false };
            return self.block(false)?.ok_or(CaptureError::Empty);
        }
        let (big_endian, nanoseconds) = match magic {
            [0xd4, 0xc3, 0xb2, 0xa1] => (false, false),
            [0x4d, 0x3c, 0xb2, 0xa1] => (false, true),
            [0xa1, 0xb2, 0xc3, 0xd4] => (true, false),
            [0xa1, 0xb2, 0x3c, 0x4d] => (true, true),
            _ => return Err(CaptureError::NotACapture(magic)),
        };
        let header = self.input.whole(PCAP_HEADER as u64)?;
        self.format = Format::Pcap { big_endian, per_second: if nanoseconds { 1_000_000_000 } else { 1_000_000 } };
        let link_type = word(&header, 20, big_endian) as u16; // above it: the length of the frame check sequence
        Ok(Raw::Header { link_type, snap_len: word(&header, 16, big_endian), nanoseconds })
    }

    fn record(&mut self, big_endian: bool, per_second: u64) -> Result<Option<Raw>> {
        let Some(head) = self.input.head::<PCAP_RECORD_HEADER>()? else { return Ok(None) };
        let [seconds, fraction, kept, len] = [0, 4, 8, 12].map(|at| word(&head, at, big_endian));
        let mut record = self.input.whole(u64::from(kept).saturating_add(PCAP_RECORD_HEADER as u64))?;
        let bytes = record.split_off(PCAP_RECORD_HEADER).freeze();
        let at = u64::from(seconds).saturating_mul(per_second).saturating_add(fraction.into());
        Ok(Some(Raw::Record { at, bytes, len }))
    }

    fn block(&mut self, big_endian: bool) -> Result<Option<Raw>> {
        let Some(head) = self.input.head::<8>()? else { return Ok(None) };
        if head.starts_with(&SECTION_HEADER) {
            return self.section().map(Some);
        }
        let bytes = self.input.whole(u64::from(word(&head, 4, big_endian)))?.freeze();
        let kind = match word(&head, 0, big_endian) {
            ENHANCED_PACKET => RawKind::Packet { room: room(&bytes, big_endian) },
            SIMPLE_PACKET | OBSOLETE_PACKET => RawKind::Packet { room: None },
            DSB_MAGIC => RawKind::Secrets,
            _ => RawKind::Other,
        };
        Ok(Some(Raw::Block { bytes, big_endian, kind }))
    }

    fn section(&mut self) -> Result<Raw> {
        let (head, big_endian) = self.input.section()?;
        self.format = Format::Pcapng { big_endian };
        let bytes = self.input.whole(u64::from(word(&head, 4, big_endian)))?.freeze();
        Ok(Raw::Block { bytes, big_endian, kind: RawKind::Section })
    }
}

/// Where the options of a packet end, before the one that says so, if they can be told apart.
fn room(block: &[u8], big_endian: bool) -> Option<usize> {
    let kept = word(block, 20, big_endian) as usize;
    let end = block.len().checked_sub(4)?;
    let mut at = PACKET_HEAD.checked_add(kept)?.checked_next_multiple_of(4)?;
    if at > end {
        return None;
    }
    while at < end {
        let [a, b, c, d] = *block.get(at..end)?.first_chunk()?;
        let [code, len] = [[a, b], [c, d]].map(if big_endian { u16::from_be_bytes } else { u16::from_le_bytes });
        if code == 0 {
            return Some(at);
        }
        let option = usize::from(len).next_multiple_of(4).checked_add(4)?;
        at = at.checked_add(option).filter(|at| *at <= end)?;
    }
    Some(at)
}
