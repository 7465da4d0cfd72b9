//! The same capture with a comment on each packet that says something: every block as it was, the comments behind those
//! that were there, the keys before the first packet if they are to be in it.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use super::Told;
use crate::render::gist::{describe, gist};
use crate::render::pcapng::{MAX_COMMENT, shorten};
use wirewalk_dissect::Message;
use wirewalk_dissect::recording::capture::{CaptureError, Raw, RawKind, RawReader};
use wirewalk_dissect::recording::secrets::KeyLog;
use wirewalk_dissect::recording::{Side, What};

/// Comments take no more memory than this, in bytes, about; what comes after is not commented.
const MOST: usize = 64 << 20;
/// And each so much more than its text.
const OVERHEAD: usize = 96;
/// Of more messages in one packet only the names are told.
const FEW: usize = 2;

/// A pcap file has no place for comments: its packets go into a file that says so of itself.
const ABOUT: &str = "The packets of a pcap file, untouched, with comments by wirewalk.";

/// What is to be said of packets.
#[derive(Default)]
pub struct Comments {
    by_packet: BTreeMap<u64, Vec<String>>,
    bytes: usize,
    full: Option<u64>,
    /// The packet of each connection that was told of last.
    latest: BTreeMap<u32, u64>,
}

/// Why a copy could not be made.
#[derive(Debug)]
pub enum AnnotateError {
    /// The capture cannot be read.
    Capture(CaptureError),
    /// The copy cannot be written.
    Output(io::Error),
}

impl From<CaptureError> for AnnotateError {
    fn from(error: CaptureError) -> AnnotateError {
        AnnotateError::Capture(error)
    }
}

impl From<io::Error> for AnnotateError {
    fn from(error: io::Error) -> AnnotateError {
        AnnotateError::Output(error)
    }
}

impl Comments {
    /// Takes note of what is told: a message is told of where it is whole, in the packet that has its last byte.
    pub fn note(&mut self, told: &Told) {
        match told {
            Told::Connection(_) => {}
            Told::Event(connection, event) => {
                let Some(packet) = &event.packet else { return };
                self.latest.insert(connection.id, packet.number);
                let other = event.side.other();
                match &event.what {
                    What::Open => self.add(packet.number, "the client asks to open a connection".to_owned()),
                    What::HalfClose => {
                        self.add(packet.number, format!("the {} will send no more; the {other} still may", event.side));
                    }
                    What::Close => {
                        self.add(
                            packet.number,
                            format!("the {} will send no more either: the end, in order", event.side),
                        );
                    }
                    What::Reset => self.add(packet.number, format!("the {} breaks the connection off", event.side)),
                    What::Bytes(_) | What::Gap(_) => {}
                }
            }
            Told::Message(connection, message) => {
                if let Some(packet) = self.latest.get(&connection.id) {
                    self.message(*packet, message);
                }
            }
            Told::Over(connection) => drop(self.latest.remove(&connection.id)),
        }
    }

    /// How many packets have a comment.
    pub fn len(&self) -> usize {
        self.by_packet.len()
    }

    /// Whether nothing is to be said.
    pub fn is_empty(&self) -> bool {
        self.by_packet.is_empty()
    }

    /// From which packet on there was no memory for comments.
    pub fn full(&self) -> Option<u64> {
        self.full
    }

    /// What is to be said of a packet.
    fn of(&self, packet: u64) -> Option<String> {
        Some(shorten(&self.by_packet.get(&packet)?.join("\n")))
    }

    fn message(&mut self, packet: u64, message: &Message) {
        let before = self.by_packet.get(&packet).map_or(0, Vec::len);
        let carried = if message.is_inside() { "in it, " } else { "" };
        let said = if before < FEW { describe(message) } else { gist(message) };
        let side = match message.side {
            Side::Client => "client",
            Side::Server => "server",
        };
        self.add(packet, format!("{carried}{side}: {said}"));
    }

    fn add(&mut self, packet: u64, text: String) {
        let said = self.by_packet.get(&packet).map_or(0, |lines| lines.iter().map(String::len).sum());
        if said > MAX_COMMENT {
            return;
        }
        if self.bytes > MOST {
            self.full = self.full.or(Some(packet));
            return;
        }
        let text = shorten(&text);
        self.bytes += text.len() + OVERHEAD;
        self.by_packet.entry(packet).or_default().push(text);
    }
}

/// Copies a capture with these comments, and with these keys before its first packet.
///
/// # Errors
/// The capture cannot be read, or the copy not be written.
pub fn write(
    input: impl Read,
    out: &mut impl Write,
    comments: &Comments,
    keys: Option<&KeyLog>,
) -> Result<(), AnnotateError> {
    let mut reader = RawReader::new(input)?;
    let mut keys = keys.filter(|keys| !keys.is_empty());
    let mut number = 0;
    while let Some(piece) = reader.piece()? {
        match piece {
            Raw::Header { link_type, snap_len, nanoseconds } => header(out, link_type, snap_len, nanoseconds)?,
            Raw::Record { at, bytes, len } => {
                number += 1;
                put_keys(out, &mut keys, false)?;
                record(out, at, &bytes, len, comments.of(number).as_deref())?;
            }
            Raw::Block { bytes, big_endian, kind: RawKind::Packet { room } } => {
                number += 1;
                put_keys(out, &mut keys, big_endian)?;
                match (room, comments.of(number)) {
                    (Some(room), Some(comment)) => commented(out, &bytes, room, big_endian, &comment)?,
                    _ => out.write_all(&bytes)?,
                }
            }
            // How long the section is would be wrong from the first comment on: it may be left open.
            Raw::Block { bytes, kind: RawKind::Section, .. } if bytes.len() >= 28 => {
                out.write_all(&bytes[..16])?;
                out.write_all(&[0xff; 8])?;
                out.write_all(&bytes[24..])?;
            }
            Raw::Block { bytes, .. } => out.write_all(&bytes)?,
        }
    }
    out.flush()?;
    Ok(())
}

/// An Enhanced Packet Block with one more comment, at the end of its options.
fn commented(out: &mut impl Write, block: &[u8], room: usize, big_endian: bool, comment: &str) -> io::Result<()> {
    let order = Order { big_endian };
    let options = order.options(comment);
    let total = order.word((room + options.len() + 4) as u32);
    out.write_all(block.get(..4).unwrap_or_default())?;
    out.write_all(&total)?;
    out.write_all(block.get(8..room).unwrap_or_default())?;
    out.write_all(&options)?;
    out.write_all(&total)
}

/// The beginning of the file that a pcap file becomes: a section, and its one interface.
fn header(out: &mut impl Write, link_type: u16, snap_len: u32, nanoseconds: bool) -> io::Result<()> {
    let order = Order { big_endian: false };
    let section = [&0x1A2B_3C4D_u32.to_le_bytes()[..], &[1, 0, 0, 0], &[0xff; 8], &order.options(ABOUT)].concat();
    order.block(out, 0x0A0D_0D0A, &section)?;
    let resolution = if nanoseconds { 9 } else { 6 };
    let options = [9, 0, 1, 0, resolution, 0, 0, 0, 0, 0, 0, 0]; // if_tsresol, and the end
    let interface = [&link_type.to_le_bytes()[..], &[0, 0], &snap_len.to_le_bytes(), &options].concat();
    order.block(out, 1, &interface)
}

fn record(out: &mut impl Write, at: u64, bytes: &[u8], len: u32, comment: Option<&str>) -> io::Result<()> {
    let order = Order { big_endian: false };
    let words = [0, (at >> 32) as u32, at as u32, bytes.len() as u32, len];
    let mut body = Vec::with_capacity(20 + bytes.len() + 3);
    words.iter().for_each(|word| body.extend_from_slice(&word.to_le_bytes()));
    body.extend_from_slice(bytes);
    body.resize(body.len().next_multiple_of(4), 0);
    if let Some(comment) = comment {
        body.extend(order.options(comment));
    }
    order.block(out, 6, &body)
}

/// The keys, once.
fn put_keys(out: &mut impl Write, keys: &mut Option<&KeyLog>, big_endian: bool) -> io::Result<()> {
    const TLS_KEY_LOG: u32 = 0x544c_534b;
    const DECRYPTION_SECRETS: u32 = 10;
    let Some(keys) = keys.take() else { return Ok(()) };
    let order = Order { big_endian };
    let text = keys.to_text();
    let len = 8 + text.len().next_multiple_of(4);
    let mut body = zeroize::Zeroizing::new(Vec::with_capacity(len)); // enough from the start: no copies to wipe
    body.extend_from_slice(&order.word(TLS_KEY_LOG));
    body.extend_from_slice(&order.word(text.len() as u32));
    body.extend_from_slice(text.as_bytes());
    body.resize(len, 0);
    order.block(out, DECRYPTION_SECRETS, &body)
}

/// The byte order of a section.
#[derive(Clone, Copy)]
struct Order {
    big_endian: bool,
}

impl Order {
    fn word(self, word: u32) -> [u8; 4] {
        if self.big_endian { word.to_be_bytes() } else { word.to_le_bytes() }
    }

    fn half(self, half: u16) -> [u8; 2] {
        if self.big_endian { half.to_be_bytes() } else { half.to_le_bytes() }
    }

    /// A comment, and the end of the options.
    fn options(self, comment: &str) -> Vec<u8> {
        const COMMENT: u16 = 1;
        // A comment is shortened to far less than 64 KiB.
        let len = comment.len().min(usize::from(u16::MAX));
        let mut options = [self.half(COMMENT), self.half(len as u16)].concat();
        options.extend_from_slice(&comment.as_bytes()[..len]);
        options.resize(options.len().next_multiple_of(4), 0);
        options.extend_from_slice(&[0; 4]);
        options
    }

    fn block(self, out: &mut impl Write, kind: u32, body: &[u8]) -> io::Result<()> {
        let total = self.word(body.len() as u32 + 12);
        out.write_all(&self.word(kind))?;
        out.write_all(&total)?;
        out.write_all(body)?;
        out.write_all(&total)
    }
}
