//! QPACK: the compressed headers of HTTP/3. They are HPACK's, but what changes the table travels on a stream of its own, so that a lost
//! packet of one request does not stop the others: headers say how many changes they need, and wait for them.
//!
//! Source: RFC 9204.

mod decoder;
mod encoder;
mod line;
mod number;
mod section;
mod statics;
mod table;
mod text;

pub(crate) use decoder::{extent as decoder_extent, read as decoder};
pub(crate) use encoder::{extent as encoder_extent, read as encoder};
pub(crate) use section::{Lines, Need, need, read as section};
pub(crate) use table::Table;

/// Longer texts are not read, in bytes.
pub(crate) const LONGEST: usize = 256 << 10;
