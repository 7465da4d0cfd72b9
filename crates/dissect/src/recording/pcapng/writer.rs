//! pcapng blocks, one by one: the file format and nothing of what stands in the packets.
//!
//! Source: draft-ietf-opsawg-pcapng (Section Header Block, Interface Description Block, Decryption Secrets Block,
//! Enhanced Packet Block). Sections of our own are little-endian, as the format leaves the choice to the writer; what is put into
//! the copy of another's has the order that is there.

use std::io::{self, BufWriter, Write};
use std::mem;

use zeroize::Zeroizing;

use crate::recording::Timestamp;
use crate::recording::secrets::KeyLog;

/// Link type 101: packets begin with their IPv4 or IPv6 header.
pub const LINKTYPE_RAW: u16 = 101;

const SECTION_HEADER: u32 = 0x0A0D_0D0A;
const INTERFACE_DESCRIPTION: u32 = 1;
const ENHANCED_PACKET: u32 = 6;
const DECRYPTION_SECRETS: u32 = 10;

const BYTE_ORDER_MAGIC: u32 = 0x1A2B_3C4D;
const SECTION_LENGTH_UNKNOWN: [u8; 8] = [0xff; 8];
/// So long a Section Header Block is at least; before the length of its section stand type, length, magic and version.
const SHORTEST_SECTION: usize = 28;
const BEFORE_LENGTH: usize = 16;
const TLS_KEY_LOG: u32 = 0x544c_534b; // "TLSK"

const OPT_END: u16 = 0;
const OPT_COMMENT: u16 = 1;
const SHB_USERAPPL: u16 = 4;
const IF_NAME: u16 = 2;
const IF_DESCRIPTION: u16 = 3;
const IF_TSRESOL: u16 = 9;
const NANOSECONDS: u8 = 9; // times are multiples of 10^-9 s
const MICROSECONDS: u8 = 6;

/// An interface of a capture: where packets come from and what they begin with.
#[derive(Clone, Copy, Debug)]
pub struct Interface<'a> {
    /// What a packet begins with: [`LINKTYPE_RAW`].
    pub link_type: u16,
    /// The interface's name.
    pub name: &'a str,
    /// What it is, for a person.
    pub description: &'a str,
}

/// Writes a capture block by block, with what came before in no memory but the writer's own buffer.
///
/// The order that readers need: [`Writer::new`], then [`interface`](Writer::interface), then
/// [`secrets`](Writer::secrets) (before the first packet, or a reader may not use them), then
/// [`packet`](Writer::packet), at the end [`finish`](Writer::finish). [`Writer::copying`] begins with nothing instead, for a
/// copy of a capture with something added.
pub struct Writer<W: Write> {
    out: BufWriter<W>,
    big_endian: bool,
    interfaces: u32,
    block: Vec<u8>, // the body of the block in hand, its memory used again and again
}

impl<W: Write> Writer<W> {
    /// Begins a section with a comment for whoever opens the file.
    ///
    /// # Errors
    /// What the output says.
    pub fn new(out: W, comment: &str) -> io::Result<Writer<W>> {
        let mut writer = Writer::copying(out);
        writer.section(comment, Some(concat!("wirewalk ", env!("CARGO_PKG_VERSION"))))?;
        Ok(writer)
    }

    /// Begins with nothing: the blocks of another capture will be copied.
    pub fn copying(out: W) -> Writer<W> {
        Writer { out: BufWriter::new(out), big_endian: false, interfaces: 0, block: Vec::new() }
    }

    /// Begins a section with a comment, and with the name of the program that captured it.
    ///
    /// # Errors
    /// What the output says.
    pub fn section(&mut self, comment: &str, program: Option<&str>) -> io::Result<()> {
        self.big_endian = false;
        self.word(BYTE_ORDER_MAGIC);
        self.half(1); // version 1.0
        self.half(0);
        self.put(&SECTION_LENGTH_UNKNOWN);
        self.text(OPT_COMMENT, comment);
        if let Some(program) = program {
            self.text(SHB_USERAPPL, program);
        }
        self.option(OPT_END, &[]);
        self.end_block(SECTION_HEADER)
    }

    /// Describes the next interface; its number is what packets name it by. Times on it are in nanoseconds.
    ///
    /// # Errors
    /// What the output says.
    pub fn interface(&mut self, interface: &Interface) -> io::Result<u32> {
        self.link(interface.link_type, 0); // no limit on a packet's length
        self.text(IF_NAME, interface.name);
        self.text(IF_DESCRIPTION, interface.description);
        self.clock(NANOSECONDS)
    }

    /// Describes the one interface of a pcap file, which says no more of it than this.
    ///
    /// # Errors
    /// What the output says.
    pub fn pcap_interface(&mut self, link_type: u16, snap_len: u32, nanoseconds: bool) -> io::Result<u32> {
        self.link(link_type, snap_len);
        self.clock(if nanoseconds { NANOSECONDS } else { MICROSECONDS })
    }

    fn link(&mut self, link_type: u16, snap_len: u32) {
        self.half(link_type);
        self.half(0); // reserved
        self.word(snap_len);
    }

    fn clock(&mut self, resolution: u8) -> io::Result<u32> {
        self.option(IF_TSRESOL, &[resolution]);
        self.option(OPT_END, &[]);
        self.end_block(INTERFACE_DESCRIPTION)?;
        self.interfaces += 1;
        Ok(self.interfaces - 1)
    }

    /// Puts TLS secrets into the capture, so that whoever has the file reads what they protect; nothing if there are
    /// none.
    ///
    /// # Errors
    /// What the output says; `InvalidInput` for more than 4 GiB.
    pub fn secrets(&mut self, key_log: &KeyLog) -> io::Result<()> {
        if key_log.is_empty() {
            return Ok(());
        }
        let text = key_log.to_text();
        let len = padded(8 + text.len());
        let mut body = Zeroizing::new(Vec::with_capacity(len)); // enough from the start: no copies to wipe
        body.extend_from_slice(&ordered(TLS_KEY_LOG, self.big_endian));
        body.extend_from_slice(&ordered(length(text.len())?, self.big_endian));
        body.extend_from_slice(text.as_bytes());
        body.resize(len, 0);
        self.write_block(DECRYPTION_SECRETS, &body)
    }

    /// Writes a packet as it was on the wire, with a comment (UTF-8; line breaks are fine).
    ///
    /// # Errors
    /// What the output says; `InvalidInput` for a packet of more than 4 GiB.
    pub fn packet(&mut self, interface: u32, at: Timestamp, packet: &[u8], comment: Option<&str>) -> io::Result<()> {
        self.record(interface, at.0, packet, length(packet.len())?, comment)
    }

    /// The same at a time in the interface's own units, of a packet of which not all may be here: it had `len` bytes.
    ///
    /// # Errors
    /// As [`Writer::packet`].
    pub fn record(
        &mut self,
        interface: u32,
        at: u64,
        packet: &[u8],
        len: u32,
        comment: Option<&str>,
    ) -> io::Result<()> {
        let words = [interface, (at >> 32) as u32, at as u32, length(packet.len())?, len];
        words.into_iter().for_each(|word| self.word(word));
        self.put(packet);
        self.pad();
        if let Some(comment) = comment {
            self.comment(comment);
        }
        self.end_block(ENHANCED_PACKET)
    }

    /// Copies a block as it is.
    ///
    /// # Errors
    /// What the output says.
    pub fn copy(&mut self, block: &[u8]) -> io::Result<()> {
        self.out.write_all(block)
    }

    /// Copies a Section Header Block, whose byte order what is added will have. How long its section is would be wrong from the
    /// first addition on, and is left open.
    ///
    /// # Errors
    /// What the output says.
    pub fn copy_section(&mut self, block: &[u8], big_endian: bool) -> io::Result<()> {
        self.big_endian = big_endian;
        match block.split_at_checked(BEFORE_LENGTH) {
            Some((head, rest)) if block.len() >= SHORTEST_SECTION => {
                self.copy(head)?;
                self.copy(&SECTION_LENGTH_UNKNOWN)?;
                self.copy(rest.get(SECTION_LENGTH_UNKNOWN.len()..).unwrap_or_default())
            }
            _ => self.copy(block),
        }
    }

    /// Copies an Enhanced Packet Block with one more comment, at `room`: where its options end.
    ///
    /// # Errors
    /// What the output says.
    pub fn copy_commented(&mut self, block: &[u8], room: usize, comment: &str) -> io::Result<()> {
        self.put(block.get(8..room).unwrap_or_default()); // behind its type and length
        self.comment(comment);
        self.end_block(ENHANCED_PACKET)
    }

    /// Writes out what is still held and gives the output back.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        self.out.into_inner().map_err(|e| e.into_error())
    }

    fn put(&mut self, bytes: &[u8]) {
        self.block.extend_from_slice(bytes);
    }

    fn half(&mut self, half: u16) {
        let bytes = if self.big_endian { half.to_be_bytes() } else { half.to_le_bytes() };
        self.put(&bytes);
    }

    fn word(&mut self, word: u32) {
        let bytes = ordered(word, self.big_endian);
        self.put(&bytes);
    }

    fn pad(&mut self) {
        self.block.resize(padded(self.block.len()), 0);
    }

    /// A comment, and the end of the options.
    fn comment(&mut self, comment: &str) {
        self.text(OPT_COMMENT, comment);
        self.option(OPT_END, &[]);
    }

    /// A text option; one too long for its 16-bit length is cut at a character.
    fn text(&mut self, code: u16, text: &str) {
        self.option(code, cut(text, u16::MAX.into()).as_bytes());
    }

    /// An option: its code, its length, its value, padding. `value` is at most 65 535 bytes.
    fn option(&mut self, code: u16, value: &[u8]) {
        self.half(code);
        self.half(value.len() as u16);
        self.put(value);
        self.pad();
    }

    fn end_block(&mut self, block_type: u32) -> io::Result<()> {
        let mut body = mem::take(&mut self.block);
        let written = self.write_block(block_type, &body);
        body.clear();
        self.block = body;
        written
    }

    /// A block: its type, its total length, its body, its total length again.
    fn write_block(&mut self, block_type: u32, body: &[u8]) -> io::Result<()> {
        let total = ordered(length(body.len().saturating_add(12))?, self.big_endian);
        self.out.write_all(&ordered(block_type, self.big_endian))?;
        self.out.write_all(&total)?;
        self.out.write_all(body)?;
        self.out.write_all(&total)
    }
}

fn ordered(word: u32, big_endian: bool) -> [u8; 4] {
    if big_endian { word.to_be_bytes() } else { word.to_le_bytes() }
}

fn length(len: usize) -> io::Result<u32> {
    u32::try_from(len).map_err(|_| {
        io::Error::new(io::ErrorKind::InvalidInput, format!("{len} bytes do not fit into a pcapng block of 4 GiB"))
    })
}

fn padded(len: usize) -> usize {
    len.next_multiple_of(4)
}

/// As much of a text as fits into this many bytes, in whole characters.
pub fn cut(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
