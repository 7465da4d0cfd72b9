//! The copy: every block with what it holds replaced, and those left out that only name somebody.

use std::io::{self, Read, Write};

use wirewalk_dissect::recording::capture::{CaptureError, Raw, RawKind, RawReader};
use wirewalk_dissect::recording::secrets::KeyLog;

use super::packet::Packets;
use super::{Counts, Plan};
use crate::render::pcapng::Writer;

/// What the copy says of itself.
const ABOUT: &str = "Names, addresses, paths, cookies and bodies were replaced by wirewalk explain --redact.";

// Types of blocks (draft-ietf-opsawg-pcapng).
const SECTION: u32 = 0x0A0D_0D0A;
const INTERFACE: u32 = 1;
const OBSOLETE_PACKET: u32 = 2;
const SIMPLE_PACKET: u32 = 3;
const STATISTICS: u32 = 5;
const PACKET: u32 = 6;
const TLS_KEY_LOG: u32 = 0x544c_534b;

// Options that name nobody: of an interface its speed, clock, check sequence and offset; of statistics their numbers; of a packet its
// flags and how many were lost.
const OF_INTERFACE: &[u16] = &[8, 9, 13, 14];
const OF_STATISTICS: &[u16] = &[2, 3, 4, 5, 6, 7, 8];
const OF_PACKET: &[u16] = &[2, 4];
const COMMENT: u16 = 1;

/// Why a copy could not be made.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum RedactError {
    /// The capture cannot be read.
    Capture(#[from] CaptureError),
    /// The copy cannot be written.
    Output(#[from] io::Error),
}

/// Copies a capture as planned. With `keys`, these and those that the capture brings itself are in it; without, none.
///
/// # Errors
/// The capture cannot be read, or the copy not be written: what there is of it is written all the same.
pub fn write(
    input: impl Read,
    out: &mut impl Write,
    plan: Plan,
    keys: Option<&KeyLog>,
) -> (Counts, Result<(), RedactError>) {
    let Plan { mut mask, edits, mut counts, .. } = plan;
    let mut copy = Copy {
        writer: Writer::copying(out),
        packets: Packets::new(&mut mask, &edits, &mut counts),
        links: Vec::new(),
        snap_len: Vec::new(),
        big_endian: false,
        with_secrets: keys.is_some(),
        keys,
        number: 0,
    };
    let copied = RawReader::new(input).map_err(RedactError::from).and_then(|mut reader| {
        while let Some(piece) = reader.piece()? {
            copy.piece(piece)?;
        }
        Ok(())
    });
    let finished = copy.writer.finish().map(drop).map_err(RedactError::from);
    (counts.words, counts.addresses, counts.full) = (mask.words.len() as u64, mask.addresses.met as u64, edits.full);
    (counts, copied.and(finished))
}

struct Copy<'c, W: Write> {
    writer: Writer<W>,
    packets: Packets<'c>,
    /// The type of each interface of this section.
    links: Vec<u16>,
    snap_len: Vec<u32>,
    big_endian: bool,
    with_secrets: bool,
    keys: Option<&'c KeyLog>,
    number: u64,
}

impl<W: Write> Copy<'_, W> {
    fn piece(&mut self, piece: Raw) -> Result<(), RedactError> {
        if matches!(piece, Raw::Record { .. } | Raw::Block { kind: RawKind::Packet { .. }, .. }) {
            self.number += 1;
            if let Some(keys) = self.keys.take() {
                self.writer.secrets(keys)?;
                self.packets.counts.secrets_kept += u64::from(!keys.is_empty());
            }
        }
        match piece {
            Raw::Header { link_type, snap_len, nanoseconds } => {
                self.links = vec![link_type];
                self.writer.section(ABOUT, None)?;
                self.writer.pcap_interface(link_type, snap_len, nanoseconds)?;
            }
            Raw::Record { at, bytes, len } => {
                let new = self.packets.packet(self.number, self.links.first().copied(), &bytes);
                self.writer.record(0, at, &new, len, None)?;
            }
            Raw::Block { bytes, big_endian, kind: RawKind::Section } => self.section(&bytes, big_endian)?,
            Raw::Block { bytes, kind: RawKind::Secrets, .. } => self.secrets(&bytes)?,
            Raw::Block { bytes, .. } => self.block(&bytes)?,
        }
        Ok(())
    }

    fn section(&mut self, block: &[u8], big_endian: bool) -> io::Result<()> {
        self.big_endian = big_endian;
        (self.links, self.snap_len) = (Vec::new(), Vec::new());
        let mut body = block.get(8..24).unwrap_or_default().to_vec();
        self.options(block, 24, &[], &mut body);
        let mut about = Vec::from(ABOUT);
        about.resize(ABOUT.len().next_multiple_of(4), 0);
        body.extend_from_slice(&self.half(COMMENT));
        body.extend_from_slice(&self.half(ABOUT.len() as u16));
        body.extend_from_slice(&about);
        body.extend_from_slice(&[0; 4]);
        let total = self.word(body.len() as u32 + 12);
        let block = [&SECTION.to_be_bytes(), &total[..], &body, &total].concat();
        self.writer.copy_section(&block, big_endian)
    }

    fn secrets(&mut self, block: &[u8]) -> io::Result<()> {
        let len = self.number_at(block, 12) as usize;
        let is_ours = self.with_secrets && self.number_at(block, 8) == TLS_KEY_LOG;
        match block.get(16..16 + len).filter(|_| is_ours) {
            // Only its lines: what is written between them may be anything.
            Some(text) => {
                self.packets.counts.secrets_kept += 1;
                self.writer.secrets(&KeyLog::parse(text).0)
            }
            None => {
                self.packets.counts.secrets_left_out += 1;
                Ok(())
            }
        }
    }

    fn block(&mut self, block: &[u8]) -> io::Result<()> {
        let kind = self.number_at(block, 0);
        let (body, kept) = match kind {
            INTERFACE => {
                self.links.push(self.half_at(block, 8));
                self.snap_len.push(self.number_at(block, 12));
                (self.body(block, 16, OF_INTERFACE), true)
            }
            STATISTICS => (self.body(block, 20, OF_STATISTICS), true),
            PACKET => {
                let interface = self.number_at(block, 8) as usize;
                (self.packet(block, 28, self.number_at(block, 20), interface, Some(OF_PACKET)), true)
            }
            OBSOLETE_PACKET => {
                let interface = usize::from(self.half_at(block, 8));
                (self.packet(block, 28, self.number_at(block, 20), interface, Some(&[2])), true)
            }
            SIMPLE_PACKET => {
                let snap_len = self.snap_len.first().copied().filter(|len| *len > 0).unwrap_or(u32::MAX);
                (self.packet(block, 12, self.number_at(block, 8).min(snap_len), 0, None), true)
            }
            _ => (Vec::new(), false),
        };
        if !kept {
            self.packets.counts.blocks += 1;
            return Ok(());
        }
        let total = self.word(body.len() as u32 + 12);
        self.writer.copy(&[&self.word(kind), &total[..], &body, &total].concat())
    }

    /// What a block holds before `at`, and those of its options that stay.
    fn body(&mut self, block: &[u8], at: usize, kept: &[u16]) -> Vec<u8> {
        let mut body = block.get(8..at).unwrap_or_default().to_vec();
        self.options(block, at, kept, &mut body);
        body
    }

    /// A packet that begins at `at`, of which the capture kept so many bytes.
    fn packet(&mut self, block: &[u8], at: usize, kept: u32, interface: usize, options: Option<&[u16]>) -> Vec<u8> {
        let end = (at + kept as usize).min(block.len().saturating_sub(4)).max(at);
        let mut body = block.get(8..at).unwrap_or_default().to_vec();
        let link_type = self.links.get(interface).copied();
        body.extend(self.packets.packet(self.number, link_type, block.get(at..end).unwrap_or_default()));
        body.resize(body.len().next_multiple_of(4), 0);
        if let Some(options) = options {
            self.options(block, end.next_multiple_of(4), options, &mut body);
        }
        body
    }

    /// Copies the options of these kinds, which stand from `at` on.
    fn options(&mut self, block: &[u8], mut at: usize, kept: &[u16], body: &mut Vec<u8>) {
        let end = block.len().saturating_sub(4);
        let before = body.len();
        while at + 4 <= end {
            let (code, len) = (self.half_at(block, at), usize::from(self.half_at(block, at + 2)));
            let next = at + 4 + len.next_multiple_of(4);
            let Some(option) = block.get(at..next).filter(|_| code != 0 && next <= end) else { break };
            match kept.contains(&code) {
                true => body.extend_from_slice(option),
                false => self.packets.counts.options += 1,
            }
            at = next;
        }
        if body.len() > before {
            body.extend_from_slice(&[0; 4]);
        }
    }

    fn number_at(&self, bytes: &[u8], at: usize) -> u32 {
        let word = bytes.get(at..).and_then(|rest| rest.first_chunk()).copied().unwrap_or_default();
        if self.big_endian { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) }
    }

    fn half_at(&self, bytes: &[u8], at: usize) -> u16 {
        let half = bytes.get(at..).and_then(|rest| rest.first_chunk()).copied().unwrap_or_default();
        if self.big_endian { u16::from_be_bytes(half) } else { u16::from_le_bytes(half) }
    }

    fn word(&self, word: u32) -> [u8; 4] {
        if self.big_endian { word.to_be_bytes() } else { word.to_le_bytes() }
    }

    fn half(&self, half: u16) -> [u8; 2] {
        if self.big_endian { half.to_be_bytes() } else { half.to_le_bytes() }
    }
}
