//! Why a capture could not be read.

use std::io;

use thiserror::Error;

use super::link;

/// Why a capture could not be read.
#[derive(Debug, Error)]
pub enum CaptureError {
    /// The input failed.
    #[error("the capture could not be read: {0}")]
    Io(#[from] io::Error),
    /// There is nothing in it.
    #[error("the capture is empty: it does not contain a single byte")]
    Empty,
    /// It begins like neither pcapng nor pcap; these are its first bytes.
    #[error("{}", not_a_capture(.0))]
    NotACapture([u8; 4]),
    /// It ends within the block (or pcap record) that begins at this offset.
    #[error("the capture is cut off within the block at byte {offset}: check that the file was copied completely")]
    Truncated { offset: u64 },
    /// The block (or pcap record) that begins at this offset contradicts itself.
    #[error("the capture's block at byte {offset} is damaged: {what}")]
    Damaged { offset: u64, what: &'static str },
    /// The block (or pcap record) that begins at this offset says that it is longer than any sensible one, in bytes.
    #[error("the capture's block at byte {offset} claims {len} bytes: the file is damaged")]
    TooLong { offset: u64, len: u64 },
    /// It brings more TLS secrets than this many bytes of key logs.
    #[error(
        "the capture contains key logs of more than {most} bytes: remove them (editcap --discard-all-secrets) and \
            pass the lines it needs with --keylog"
    )]
    Secrets { most: u64 },
    /// A packet's interface was not described.
    #[error("packet {packet} is from interface {interface}, which the capture does not describe")]
    UnknownInterface { packet: u64, interface: u32 },
    /// Nobody knows where in this packet IP begins.
    #[error(
        "packet {packet} has link type {link_type} ({}), which this program cannot read: capture on Ethernet, \
            loopback, any (Linux cooked) or raw IP",
        link::name(*.link_type)
    )]
    LinkType { packet: u64, link_type: u32 },
}

/// The result of reading a piece of a capture.
pub(super) type Result<T> = std::result::Result<T, CaptureError>;

fn not_a_capture(first: &[u8; 4]) -> String {
    match first {
        [0x1f, 0x8b, ..] => "not a capture but a gzip file in a gzip file: unpack it once (gunzip)".to_owned(),
        _ => format!("not a capture: pcapng and pcap files do not begin with {first:02x?}"),
    }
}
