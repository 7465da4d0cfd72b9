//! One side: what its next bytes are, and where they end.

use crate::protocol::PIECE;
use crate::protocol::talk::Extent;

/// A longer line is given up: what follows in it is passed over.
pub(super) const LONGEST: usize = 16 * 1024;
/// How a mail ends: a dot on a line of its own.
const DOT: &[u8] = b"\r\n.\r\n";

/// One side.
pub(super) struct Half {
    pub(super) mode: Mode,
    /// So many bytes of what is held need not be looked at again.
    scanned: usize,
}

/// What a side's next bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// A line.
    Line,
    /// The rest of a line whose beginning is missing, or that is too long.
    Rest(&'static str),
    /// A longer answer, line by line, up to a dot.
    Listing,
    /// A mail, up to a dot; `fresh`: a line begins here.
    Mail { fresh: bool },
    /// So many bytes of a mail or a literal.
    Counted { left: u64, of: Counted },
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// A mail, or what does not fit into a line.
    Data,
    /// A user's name.
    User,
    /// A password.
    Password,
}

impl Half {
    pub(super) fn new() -> Half {
        Half { mode: Mode::Line, scanned: 0 }
    }

    /// Goes on as this.
    pub(super) fn becomes(&mut self, mode: Mode) {
        (self.mode, self.scanned) = (mode, 0);
    }

    /// What was held was taken.
    pub(super) fn taken(&mut self) {
        self.scanned = 0;
    }

    /// How long the next message is.
    pub(super) fn extent(&mut self, held: &[u8]) -> Extent {
        match self.mode {
            Mode::Line | Mode::Rest(_) | Mode::Listing => self.line(held),
            Mode::Mail { fresh } => self.mail(held, fresh),
            Mode::Counted { left, .. } => {
                let want = usize::try_from(left).unwrap_or(usize::MAX).min(PIECE);
                if held.len() >= want { Extent::Whole(want) } else { Extent::More(Some(want)) }
            }
        }
    }

    fn line(&mut self, held: &[u8]) -> Extent {
        let within = held.get(..LONGEST).unwrap_or(held);
        let unseen = within.get(self.scanned..).unwrap_or_default();
        match unseen.iter().position(|byte| *byte == b'\n') {
            Some(at) => Extent::Whole(self.scanned + at + 1),
            None if within.len() == LONGEST => Extent::Whole(LONGEST),
            None => {
                self.scanned = within.len();
                Extent::More(None)
            }
        }
    }

    /// A mail to its end, or a piece of it. The end is looked for a little behind the piece, so that it is never cut in two.
    fn mail(&mut self, held: &[u8], fresh: bool) -> Extent {
        let within = held.get(..PIECE + DOT.len()).unwrap_or(held);
        if fresh && within.starts_with(b".\r\n") {
            return Extent::Whole(3);
        }
        let unseen = within.get(self.scanned..).unwrap_or_default();
        if let Some(at) = unseen.windows(DOT.len()).position(|window| window == DOT) {
            return Extent::Whole(self.scanned + at + DOT.len());
        }
        if within.len() == PIECE + DOT.len() {
            return Extent::Whole(PIECE);
        }
        self.scanned = within.len().saturating_sub(DOT.len() - 1);
        Extent::More(None)
    }
}

/// How many bytes at the end of a piece of a mail are the dot that ends it.
pub(super) fn dot(piece: &[u8], fresh: bool) -> usize {
    match piece {
        b".\r\n" if fresh => 3,
        _ if piece.ends_with(DOT) => 3,
        _ => 0,
    }
}
