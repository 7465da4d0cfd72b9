//! pcapng blocks, one by one: the file format and nothing of what stands in the packets.
//!
//! Source: draft-ietf-opsawg-pcapng (Section Header Block, Interface Description Block, Decryption Secrets Block,
//! Enhanced Packet Block). Written little-endian, as the format leaves the choice to the writer.

use std::io::{self, BufWriter, Write};

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
const SECTION_LENGTH_UNKNOWN: u64 = u64::MAX;
const TLS_KEY_LOG: u32 = 0x544c_534b; // "TLSK"

const OPT_END: u16 = 0;
const OPT_COMMENT: u16 = 1;
const SHB_USERAPPL: u16 = 4;
const IF_NAME: u16 = 2;
const IF_DESCRIPTION: u16 = 3;
const IF_TSRESOL: u16 = 9;
const NANOSECONDS: u8 = 9; // times are multiples of 10^-9 s

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
/// [`packet`](Writer::packet), at the end [`finish`](Writer::finish).
pub struct Writer<W: Write> {
    out: BufWriter<W>,
    interfaces: u32,
    block: Vec<u8>, // the body of the block in hand, its memory used again and again
}

impl<W: Write> Writer<W> {
    /// Begins a section with a comment for whoever opens the file.
    ///
    /// # Errors
    /// What the output says.
    pub fn new(out: W, comment: &str) -> io::Result<Writer<W>> {
        let mut writer = Writer { out: BufWriter::new(out), interfaces: 0, block: Vec::new() };
        writer.put(&BYTE_ORDER_MAGIC.to_le_bytes());
        writer.put(&1u16.to_le_bytes()); // version 1.0
        writer.put(&0u16.to_le_bytes());
        writer.put(&SECTION_LENGTH_UNKNOWN.to_le_bytes());
        writer.text(OPT_COMMENT, comment);
        writer.text(SHB_USERAPPL, concat!("wirewalk ", env!("CARGO_PKG_VERSION")));
        writer.option(OPT_END, &[]);
        writer.end_block(SECTION_HEADER)?;
        Ok(writer)
    }

    /// Describes the next interface; its number is what packets name it by. Times on it are in nanoseconds.
    ///
    /// # Errors
    /// What the output says.
    pub fn interface(&mut self, interface: &Interface) -> io::Result<u32> {
        self.put(&interface.link_type.to_le_bytes());
        self.put(&0u16.to_le_bytes()); // reserved
        self.put(&0u32.to_le_bytes()); // no limit on a packet's length
        self.text(IF_NAME, interface.name);
        self.text(IF_DESCRIPTION, interface.description);
        self.option(IF_TSRESOL, &[NANOSECONDS]);
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
        body.extend_from_slice(&TLS_KEY_LOG.to_le_bytes());
        body.extend_from_slice(&length(text.len())?.to_le_bytes());
        body.extend_from_slice(text.as_bytes());
        body.resize(len, 0);
        write_block(&mut self.out, DECRYPTION_SECRETS, &body)
    }

    /// Writes a packet as it was on the wire, with a comment (UTF-8; line breaks are fine).
    ///
    /// # Errors
    /// What the output says; `InvalidInput` for a packet of more than 4 GiB.
    pub fn packet(&mut self, interface: u32, at: Timestamp, packet: &[u8], comment: Option<&str>) -> io::Result<()> {
        let len = length(packet.len())?;
        self.put(&interface.to_le_bytes());
        self.put(&((at.0 >> 32) as u32).to_le_bytes());
        self.put(&(at.0 as u32).to_le_bytes());
        self.put(&len.to_le_bytes()); // captured
        self.put(&len.to_le_bytes()); // on the wire
        self.put(packet);
        self.pad();
        if let Some(comment) = comment {
            self.text(OPT_COMMENT, comment);
            self.option(OPT_END, &[]);
        }
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

    fn pad(&mut self) {
        self.block.resize(padded(self.block.len()), 0);
    }

    /// A text option; one too long for its 16-bit length is cut at a character.
    fn text(&mut self, code: u16, text: &str) {
        self.option(code, cut(text, u16::MAX.into()).as_bytes());
    }

    /// An option: its code, its length, its value, padding. `value` is at most 65 535 bytes.
    fn option(&mut self, code: u16, value: &[u8]) {
        self.put(&code.to_le_bytes());
        self.put(&(value.len() as u16).to_le_bytes());
        self.put(value);
        self.pad();
    }

    fn end_block(&mut self, block_type: u32) -> io::Result<()> {
        let written = write_block(&mut self.out, block_type, &self.block);
        self.block.clear();
        written
    }
}

/// A block: its type, its total length, its body, its total length again.
fn write_block(out: &mut impl Write, block_type: u32, body: &[u8]) -> io::Result<()> {
    let total = length(body.len().saturating_add(12))?;
    out.write_all(&block_type.to_le_bytes())?;
    out.write_all(&total.to_le_bytes())?;
    out.write_all(body)?;
    out.write_all(&total.to_le_bytes())
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
