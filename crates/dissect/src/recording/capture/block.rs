//! The blocks of a pcapng file and the records of a pcap file, one at a time.
//!
//! Source: draft-ietf-opsawg-pcapng, draft-ietf-opsawg-pcap. The framing (a type, a length, that many bytes) is read by
//! [`Input`], so that memory stays bounded and every error can name its place; what stands inside is pcap-parser's.

use std::io::Read;

use bytes::{Bytes, BytesMut};
use pcap_parser::pcapng::{EnhancedPacketBlock, InterfaceDescriptionBlock};
use pcap_parser::traits::PcapNGPacketBlock;
use pcap_parser::{OptionCode, PcapNGOption, pcap, pcapng};
use zeroize::{Zeroize, Zeroizing};

use super::error::{CaptureError, Result};
use super::input::{Input, OBSOLETE_PACKET, PCAP_HEADER, PCAP_RECORD_HEADER, PIECE, SECTION_HEADER, word};
use crate::recording::Timestamp;

/// So many interfaces may be described in a section.
const MOST_INTERFACES: usize = 1 << 16;

/// So many comments on one packet are read.
const MOST_COMMENTS: usize = 1_000;

/// Packets from this size on, in bytes, share the memory that they were read into.
const SHARED_FROM: usize = PIECE / 64;

/// What is of interest in a capture.
pub(super) enum Block {
    /// A packet; `on_wire` is how long it was before the capture cut it, in bytes.
    Packet { at: Timestamp, link_type: u32, bytes: Bytes, on_wire: u32, comments: Vec<String> },
    /// TLS secrets, as the text of a key log.
    KeyLog(Zeroizing<Vec<u8>>),
    /// A packet in a form that nobody has written for ten years; it counts in packet numbers.
    NoPacketInside,
}

/// Takes an input apart.
pub(super) struct Blocks<R> {
    input: Input<R>,
    offset: u64, // of the block in hand
    packets: u64,
    format: Format,
}

enum Format {
    Pcap { big_endian: bool, link_type: u32, clock: Clock },
    Pcapng { big_endian: bool, interfaces: Vec<Interface> },
}

struct Interface {
    link_type: u32,
    snap_len: u32,
    clock: Clock,
}

impl<R: Read> Blocks<R> {
    /// Reads the file header of a pcap file or the first section header of a pcapng file.
    pub fn new(input: R) -> Result<Blocks<R>> {
        let format = Format::Pcapng { big_endian: false, interfaces: Vec::new() };
        let mut blocks = Blocks { input: Input::new(input)?, offset: 0, packets: 0, format };
        let Some(first) = blocks.begin::<4>()? else { return Err(CaptureError::Empty) };
        if first == SECTION_HEADER {
            blocks.section()?;
            return Ok(blocks);
        }
        let ahead = blocks.input.ahead(PCAP_HEADER)?;
        let header = match pcap::parse_pcap_header(ahead.get(..PCAP_HEADER).unwrap_or(ahead)) {
            Ok((_, header)) if !header.is_modified_format() => header,
            Err(error) if error.is_incomplete() => return Err(CaptureError::Truncated { offset: 0 }),
            _ => return Err(CaptureError::NotACapture(first)),
        };
        let per_second = if header.is_nanosecond_precision() { 1_000_000_000 } else { 1_000_000 };
        blocks.format = Format::Pcap {
            big_endian: header.is_bigendian(),
            link_type: header.network.0 as u32 & 0xffff, // above it: the length of the frame check sequence
            clock: Clock::since_1970(per_second),
        };
        blocks.input.whole(PCAP_HEADER as u64)?;
        Ok(blocks)
    }

    /// The next block that is of interest; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Block>> {
        if let Format::Pcap { big_endian, link_type, clock } = self.format {
            return self.record(big_endian, link_type, clock);
        }
        while let Some(head) = self.begin::<8>()? {
            if head[..4] == SECTION_HEADER {
                self.section()?;
            } else if let Some(block) = self.pcapng_block(head)? {
                return Ok(Some(block));
            }
        }
        Ok(None)
    }

    /// A record of a pcap file.
    fn record(&mut self, big_endian: bool, link_type: u32, clock: Clock) -> Result<Option<Block>> {
        let Some(head) = self.begin::<PCAP_RECORD_HEADER>()? else { return Ok(None) };
        let len = u64::from(word(&head, 8, big_endian));
        let block = self.input.whole(PCAP_RECORD_HEADER as u64 + len)?.freeze();
        let parse = if big_endian { pcap::parse_pcap_frame_be } else { pcap::parse_pcap_frame };
        let Ok((_, record)) = parse(&block) else { return Err(self.damaged("no record")) };
        let bytes = shared(&block, record.data);
        self.packets += 1;
        let at = clock.at(record.ts_sec, record.ts_usec);
        let (on_wire, comments) = (record.origlen, Vec::new());
        Ok(Some(Block::Packet { at, link_type, bytes, on_wire, comments }))
    }

    /// A section header: what follows is in its byte order and has its own interfaces.
    fn section(&mut self) -> Result<()> {
        let (head, big_endian) = self.input.section()?;
        let block = self.input.whole(u64::from(word(&head, 4, big_endian)))?;
        if pcapng::parse_sectionheaderblock(&block).is_err() {
            return Err(self.damaged("no section header"));
        }
        self.format = Format::Pcapng { big_endian, interfaces: Vec::new() };
        Ok(())
    }

    /// Any other pcapng block, which begins with `head`; `None` if it is of no interest.
    fn pcapng_block(&mut self, head: [u8; 8]) -> Result<Option<Block>> {
        let Format::Pcapng { big_endian, .. } = self.format else { return Ok(None) };
        let block = self.input.whole(u64::from(word(&head, 4, big_endian)))?;
        match word(&head, 0, big_endian) {
            pcapng::IDB_MAGIC => self.interface(&block, big_endian),
            pcapng::EPB_MAGIC => self.enhanced_packet(&block.freeze(), big_endian).map(Some),
            pcapng::SPB_MAGIC => self.simple_packet(&block.freeze(), big_endian).map(Some),
            pcapng::DSB_MAGIC => self.secrets(block, big_endian),
            OBSOLETE_PACKET => {
                self.packets += 1;
                Ok(Some(Block::NoPacketInside))
            }
            _ => Ok(None),
        }
    }

    fn interface(&mut self, block: &[u8], big_endian: bool) -> Result<Option<Block>> {
        let parse = if big_endian {
            pcapng::parse_interfacedescriptionblock_be
        } else {
            pcapng::parse_interfacedescriptionblock_le
        };
        let Ok((_, block)) = parse(block) else { return Err(self.damaged("no interface description")) };
        let InterfaceDescriptionBlock { linktype, snaplen, if_tsresol, if_tsoffset, .. } = block;
        // pcap-parser reads the offset as little-endian whatever the section says.
        let offset = if big_endian { if_tsoffset.swap_bytes() } else { if_tsoffset };
        let Some(clock) = Clock::new(if_tsresol, offset) else {
            return Err(self.damaged("a time resolution finer than any clock's"));
        };
        let interface = Interface { link_type: linktype.0 as u32, snap_len: snaplen, clock };
        match &mut self.format {
            Format::Pcapng { interfaces, .. } if interfaces.len() < MOST_INTERFACES => interfaces.push(interface),
            _ => return Err(self.damaged("more interfaces than any machine has")),
        }
        Ok(None)
    }

    fn enhanced_packet(&mut self, memory: &Bytes, big_endian: bool) -> Result<Block> {
        self.packets += 1;
        let parse =
            if big_endian { pcapng::parse_enhancedpacketblock_be } else { pcapng::parse_enhancedpacketblock_le };
        let Ok((_, block)) = parse(memory) else { return Err(self.damaged("no packet")) };
        let Interface { link_type, clock, .. } = self.described(block.if_id)?;
        Ok(Block::Packet {
            at: clock.timestamp(u64::from(block.ts_high) << 32 | u64::from(block.ts_low)),
            link_type: *link_type,
            bytes: shared(memory, block.packet_data()),
            on_wire: block.origlen,
            comments: comments(&block),
        })
    }

    /// A packet without time or interface: interface 0, time 0.
    fn simple_packet(&mut self, memory: &Bytes, big_endian: bool) -> Result<Block> {
        self.packets += 1;
        let parse = if big_endian { pcapng::parse_simplepacketblock_be } else { pcapng::parse_simplepacketblock_le };
        let Ok((_, block)) = parse(memory) else { return Err(self.damaged("no packet")) };
        let Interface { link_type, snap_len, .. } = self.described(0)?;
        let limit = if *snap_len == 0 { usize::MAX } else { *snap_len as usize };
        let bytes = block.packet_data();
        let bytes = shared(memory, bytes.get(..limit).unwrap_or(bytes));
        let (at, on_wire, comments) = (Timestamp::default(), block.origlen, Vec::new());
        Ok(Block::Packet { at, link_type: *link_type, bytes, on_wire, comments })
    }

    /// Secrets: the block is wiped when they have been copied out of it.
    fn secrets(&mut self, mut memory: BytesMut, big_endian: bool) -> Result<Option<Block>> {
        let parse =
            if big_endian { pcapng::parse_decryptionsecretsblock_be } else { pcapng::parse_decryptionsecretsblock_le };
        let text = parse(&memory).map(|(_, block)| {
            let text = block.data.get(..block.secrets_len as usize).unwrap_or(block.data);
            (block.secrets_type == pcapng::SecretsType::TlsKeyLog).then(|| Zeroizing::new(text.to_vec()))
        });
        let text = text.map_err(|_| self.damaged("no secrets"));
        memory.as_mut().zeroize();
        Ok(text?.map(Block::KeyLog))
    }

    fn described(&self, interface: u32) -> Result<&Interface> {
        let found = match &self.format {
            Format::Pcapng { interfaces, .. } => interfaces.get(interface as usize),
            Format::Pcap { .. } => None,
        };
        found.ok_or(CaptureError::UnknownInterface { packet: self.packets, interface })
    }

    /// The first bytes of the next block, which is the one in hand from now on; `None` at the end of the input.
    fn begin<const N: usize>(&mut self) -> Result<Option<[u8; N]>> {
        self.offset = self.input.offset();
        self.input.head()
    }

    fn damaged(&self, what: &'static str) -> CaptureError {
        CaptureError::Damaged { offset: self.offset, what }
    }
}

/// A packet as a part of the memory that it was read into; a small one in its own, as whoever keeps it would keep all of
/// the other.
fn shared(memory: &Bytes, packet: &[u8]) -> Bytes {
    if packet.len() < SHARED_FROM { Bytes::copy_from_slice(packet) } else { memory.slice_ref(packet) }
}

/// The comments among a packet's options, up to the end of the options.
fn comments(block: &EnhancedPacketBlock) -> Vec<String> {
    let text = |option: &PcapNGOption| String::from_utf8_lossy(option.as_bytes().unwrap_or_default()).into_owned();
    let options = block.options.iter().take_while(|o| o.code != OptionCode::EndOfOpt);
    options.filter(|o| o.code == OptionCode::Comment).take(MOST_COMMENTS).map(text).collect()
}

/// What a time counts and from when.
#[derive(Clone, Copy)]
struct Clock {
    per_second: u128,
    offset_seconds: i64,
}

impl Clock {
    /// One that counts so many units a second from 1970 on.
    fn since_1970(per_second: u32) -> Clock {
        Clock { per_second: per_second.into(), offset_seconds: 0 }
    }

    /// So many units into a second.
    fn at(self, second: u32, units: u32) -> Timestamp {
        self.timestamp(u64::from(second) * self.per_second as u64 + u64::from(units))
    }

    /// From an interface's options: a negative power of ten, or of two if the highest bit is set.
    fn new(resolution: u8, offset_seconds: i64) -> Option<Clock> {
        let exponent = u32::from(resolution & 0x7f);
        let base: u128 = if resolution & 0x80 == 0 { 10 } else { 2 };
        Some(Clock { per_second: base.checked_pow(exponent)?, offset_seconds })
    }

    /// The time at which it has counted so far.
    fn timestamp(self, count: u64) -> Timestamp {
        // count is below 2^64 and 10^9 below 2^30: no overflow in 128 bits.
        let since = u128::from(count) * 1_000_000_000 / self.per_second;
        let nanos = (since as i128).saturating_add(i128::from(self.offset_seconds) * 1_000_000_000);
        Timestamp(u64::try_from(nanos.max(0)).unwrap_or(u64::MAX))
    }
}
