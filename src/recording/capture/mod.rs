//! Captures (pcapng and pcap) read back into a [`Recording`]: blocks, then IP and TCP headers, then streams.
//!
//! [`read`] is for files from anywhere. It never panics, holds no more than one block and a bounded number of bytes
//! that wait for earlier ones beside the recording itself, and takes packets of raw IP (link type 101), which is what
//! [`render::pcapng`](crate::render::pcapng) writes; another link type is an error that names it. The way in for more of
//! them is `segment::slice`, which is the only place that knows what a packet begins with.

use std::collections::BTreeMap;
use std::io::Read;

use super::Recording;
use super::secrets::{KeyLog, KeyLogError};

mod block;
mod direction;
mod error;
mod segment;
mod stream;

pub use error::CaptureError;
pub use segment::Skip;

use block::{Block, Blocks};
use stream::{Seen, Streams};

/// What a capture holds.
#[derive(Clone, Debug, Default)]
pub struct Capture {
    /// The TCP connections, in the order of their first packets.
    pub recording: Recording,
    /// The comments on packets, with the packet's number (from 1, as Wireshark counts).
    pub comments: Vec<(u64, String)>,
    /// The TLS secrets from its Decryption Secrets Blocks.
    pub key_log: KeyLog,
    /// The lines of those that could not be read.
    pub key_log_errors: Vec<KeyLogError>,
    /// How many packets there are.
    pub packets: u64,
    /// How many packets are not in the recording, by the reason.
    pub skipped: BTreeMap<Skip, u64>,
}

/// Reads a capture to its end.
///
/// # Errors
/// The input fails, is no capture, ends within a block, or holds packets that this cannot take apart.
pub fn read(input: impl Read) -> Result<Capture, CaptureError> {
    let mut blocks = Blocks::new(input)?;
    let mut streams = Streams::default();
    let mut capture = Capture::default();
    while let Some(block) = blocks.next()? {
        match block {
            Block::Packet { at, link_type, bytes, comments } => {
                capture.packets += 1;
                let number = capture.packets;
                capture.comments.extend(comments.into_iter().map(|text| (number, text)));
                match segment::slice(link_type, number, &bytes)? {
                    Ok(segment) => streams.push(&segment, &Seen { at, number, bytes: &bytes }),
                    Err(skip) => *capture.skipped.entry(skip).or_default() += 1,
                }
            }
            Block::KeyLog(text) => {
                let (key_log, errors) = KeyLog::parse(&text);
                capture.key_log.append(key_log);
                capture.key_log_errors.extend(errors);
            }
            Block::NoPacketInside => {
                capture.packets += 1;
                *capture.skipped.entry(Skip::Obsolete).or_default() += 1;
            }
        }
    }
    capture.recording = streams.finish();
    Ok(capture)
}
