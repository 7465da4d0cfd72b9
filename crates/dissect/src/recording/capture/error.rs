//! Why a capture could not be read.

use std::{fmt, io};

use super::link;

/// Why a capture could not be read.
#[derive(Debug)]
pub enum CaptureError {
    /// The input failed.
    Io(io::Error),
    /// There is nothing in it.
    Empty,
    /// It begins like neither pcapng nor pcap; these are its first bytes.
    NotACapture([u8; 4]),
    /// It ends within the block (or pcap record) that begins at this offset.
    Truncated { offset: u64 },
    /// The block (or pcap record) that begins at this offset contradicts itself.
    Damaged { offset: u64, what: &'static str },
    /// The block (or pcap record) that begins at this offset says that it is longer than any sensible one, in bytes.
    TooLong { offset: u64, len: u64 },
    /// It brings more TLS secrets than this many bytes of key logs.
    Secrets { most: u64 },
    /// A packet's interface was not described.
    UnknownInterface { packet: u64, interface: u32 },
    /// Nobody knows where in this packet IP begins.
    LinkType { packet: u64, link_type: u32 },
}

/// The result of reading a piece of a capture.
pub(super) type Result<T> = std::result::Result<T, CaptureError>;

impl From<io::Error> for CaptureError {
    fn from(error: io::Error) -> CaptureError {
        CaptureError::Io(error)
    }
}

impl std::error::Error for CaptureError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            CaptureError::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for CaptureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CaptureError::Io(error) => write!(f, "the capture could not be read: {error}"),
            CaptureError::Empty => f.write_str("the capture is empty: not one byte"),
            CaptureError::NotACapture([0x1f, 0x8b, ..]) => {
                f.write_str("not a capture but a gzip file in a gzip file: unpack it once (gunzip)")
            }
            CaptureError::NotACapture(first) => {
                write!(f, "not a capture: pcapng and pcap files do not begin with {first:02x?}")
            }
            CaptureError::Truncated { offset } => {
                write!(f, "the capture is cut off within the block at byte {offset}: was the file copied whole?")
            }
            CaptureError::Damaged { offset, what } => {
                write!(f, "the capture's block at byte {offset} is damaged: {what}")
            }
            CaptureError::TooLong { offset, len } => {
                write!(f, "the capture's block at byte {offset} claims {len} bytes: the file is damaged")
            }
            CaptureError::Secrets { most } => write!(
                f,
                "the capture brings key logs of more than {most} bytes: leave them out (editcap --discard-all-secrets) and \
                 give the lines that it needs with --keylog"
            ),
            CaptureError::UnknownInterface { packet, interface } => {
                write!(f, "packet {packet} is from interface {interface}, which the capture does not describe")
            }
            CaptureError::LinkType { packet, link_type } => write!(
                f,
                "packet {packet} has link type {link_type} ({}), which cannot be read: capture on Ethernet, loopback, \
                 any (Linux cooked) or raw IP",
                link::name(*link_type)
            ),
        }
    }
}
