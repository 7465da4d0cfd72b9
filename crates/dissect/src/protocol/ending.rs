//! Why no more bytes come.

use crate::cursor::bytes;
use crate::recording::Side;

/// Why what is held is all there will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The other side speaks now; only for what nobody understands.
    Turn,
    /// So many bytes are missing.
    Gap(u64),
    /// The sender said that it will send no more.
    HalfClose(Side),
    /// The connection was closed in order.
    Close,
    /// The connection under TLS ended, and this side had not said before that it would send no more (RFC 8446 §6.1).
    Unannounced(Side),
    /// This side broke it off.
    Reset(Side),
    /// The recording ends.
    Recording,
}

impl Ending {
    /// Whether more bytes of the same side follow.
    pub(crate) fn goes_on(&self) -> bool {
        matches!(self, Ending::Turn | Ending::Gap(_))
    }

    /// Whether a body that ends with the connection is whole then.
    pub(crate) fn is_orderly(&self) -> bool {
        matches!(self, Ending::Close | Ending::HalfClose(_))
    }

    /// The problem of what it cut off, `got` of `total` bytes.
    pub(crate) fn cut(&self, got: u64, total: Option<u64>) -> String {
        let of = total.map(|t| format!(" of {t}")).unwrap_or_default();
        let plural = if total.unwrap_or(got) == 1 { "" } else { "s" };
        format!("cut off after {got}{of} byte{plural}: {}", self.why())
    }

    fn why(&self) -> String {
        match self {
            Ending::Turn => "the other side sent data".to_owned(),
            Ending::Gap(len) => format!("{} missing from the recording here", missing(*len)),
            Ending::HalfClose(side) => format!("the {side} sent no more"),
            Ending::Close => "the connection was closed".to_owned(),
            Ending::Unannounced(side) => {
                format!(
                    "the connection ended without a close_notify from the {side}: anyone on the path could have cut it"
                )
            }
            Ending::Reset(side) => format!("the {side} reset the connection"),
            Ending::Recording => "the recording ends here".to_owned(),
        }
    }
}

fn missing(len: u64) -> String {
    format!("{} {}", bytes(len), if len == 1 { "is" } else { "are" })
}
