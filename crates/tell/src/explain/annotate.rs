//! The same capture with a comment on each packet that says something: every block as it was, the comments behind those
//! that were there, the keys before the first packet if they are to be in it.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use super::{Told, failure};
use crate::render::gist::{describe, gist};
use crate::render::ink::visible;
use crate::render::pcapng::{FEW, MAX_COMMENT, Writer, shorten};
use wirewalk_dissect::Message;
use wirewalk_dissect::recording::What;
use wirewalk_dissect::recording::capture::{CaptureError, Raw, RawKind, RawReader};
use wirewalk_dissect::recording::secrets::KeyLog;

/// Comments take no more memory than this, in bytes, about; what comes after is not commented.
const MOST: usize = 64 << 20;
/// And each so much more than its text.
const OVERHEAD: usize = 96;

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
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum AnnotateError {
    /// The capture cannot be read.
    Capture(#[from] CaptureError),
    /// The copy cannot be written.
    Output(#[from] io::Error),
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
                let said = match &event.what {
                    What::Open => "the client asks to open a connection".to_owned(),
                    What::HalfClose => format!("the {} will send no more; the {other} still may", event.side),
                    What::Close => format!("the {} will send no more either: the connection ends in order", event.side),
                    What::Reset => format!("the {} resets the connection", event.side),
                    What::Undelivered(why) => {
                        format!("what the {} sent did not arrive: {}", event.side, failure::why(*why))
                    }
                    What::Bytes(_) | What::Gap(_) => return,
                };
                self.add(packet.number, said);
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
        self.add(packet, format!("{carried}{}: {said}", message.side));
    }

    /// `text` may hold what the sender wrote: a comment is shown in terminals.
    fn add(&mut self, packet: u64, text: String) {
        let said = self.by_packet.get(&packet).map_or(0, |lines| lines.iter().map(String::len).sum());
        if said > MAX_COMMENT {
            return;
        }
        if self.bytes > MOST {
            self.full = self.full.or(Some(packet));
            return;
        }
        let text = shorten(&visible(&text));
        self.bytes += text.len() + OVERHEAD;
        self.by_packet.entry(packet).or_default().push(text);
    }
}

/// Copies a capture with these comments, and with these keys before its first packet. Without any, those that the capture brings are left
/// out.
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
    let mut writer = Writer::copying(out);
    let copied = copy(&mut reader, &mut writer, comments, keys);
    // What there is of a capture that ends early is written all the same.
    writer.finish()?;
    copied
}

fn copy(
    reader: &mut RawReader<impl Read>,
    writer: &mut Writer<impl Write>,
    comments: &Comments,
    mut keys: Option<&KeyLog>,
) -> Result<(), AnnotateError> {
    let (mut number, closed) = (0, keys.is_none());
    while let Some(piece) = reader.piece()? {
        if matches!(piece, Raw::Record { .. } | Raw::Block { kind: RawKind::Packet { .. }, .. }) {
            number += 1;
            keys.take().map_or(Ok(()), |keys| writer.secrets(keys))?;
        }
        match piece {
            Raw::Header { link_type, snap_len, nanoseconds } => {
                writer.section(ABOUT, None)?;
                writer.pcap_interface(link_type, snap_len, nanoseconds)?;
            }
            Raw::Record { at, bytes, len } => writer.record(0, at, &bytes, len, comments.of(number).as_deref())?,
            Raw::Block { bytes, big_endian, kind: RawKind::Section } => writer.copy_section(&bytes, big_endian)?,
            Raw::Block { bytes, kind: RawKind::Packet { room: Some(room) }, .. } => match comments.of(number) {
                Some(comment) => writer.copy_commented(&bytes, room, &comment)?,
                None => writer.copy(&bytes)?,
            },
            Raw::Block { kind: RawKind::Secrets, .. } if closed => {}
            Raw::Block { bytes, .. } => writer.copy(&bytes)?,
        }
    }
    Ok(())
}
