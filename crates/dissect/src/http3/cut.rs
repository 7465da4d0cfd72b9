//! Why no more bytes come on a stream.

use crate::cursor::count;
use crate::field::Datum;
use crate::protocol::{Ending, StreamEnd};
use crate::recording::Side;

use super::codes;

/// Why what is held is all there will be.
pub(super) enum Cut<'e> {
    /// The whole connection ends, or bytes are missing.
    Connection(&'e Ending),
    /// This side ended the stream.
    Stream(Side, StreamEnd),
    /// Too much is held.
    Full,
}

impl Cut<'_> {
    /// Whether more of the same stream follows.
    pub(super) fn goes_on(&self) -> bool {
        match self {
            Cut::Connection(ending) => ending.goes_on(),
            Cut::Stream(..) => false,
            Cut::Full => true,
        }
    }

    /// The problem of what it cut off, `got` of `total` bytes.
    pub(super) fn says(&self, got: u64, total: Option<u64>) -> String {
        let why = match self {
            Cut::Connection(ending) => return ending.cut(got, total),
            Cut::Stream(side, StreamEnd::Finished) => format!("the {side} ended the stream here"),
            Cut::Stream(side, StreamEnd::Reset(code) | StreamEnd::Stopped(code)) => {
                format!("the {side} gave the stream up with {}", name(*code))
            }
            Cut::Full => "more waits on the streams of this connection than this program holds".to_owned(),
        };
        let of = total.map(|total| format!(" of {total}")).unwrap_or_default();
        let bytes = count(total.unwrap_or(got), "byte");
        let unit = bytes.split_once(' ').map_or("bytes", |(_, unit)| unit);
        format!("cut off after {got}{of} {unit}: {why}")
    }
}

/// An error in a word.
pub(super) fn name(code: u64) -> String {
    match codes::error(code).datum {
        Datum::Named { name, .. } if name != "reserved" => name.into_owned(),
        _ => format!("error {code:#x}"),
    }
}
