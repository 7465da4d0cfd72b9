//! Where elements end, as far as that can be told by brackets: byte by byte, each byte once.

use crate::protocol::PIECE;
use crate::protocol::talk::Extent;

/// What the next bytes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Unit {
    /// An element, whole.
    #[default]
    Element,
    /// A tag that begins a stream.
    Open,
    /// A tag that ends something that is open longer.
    Close,
    /// A declaration.
    Declaration,
    /// Space between elements.
    Space,
    /// A piece of something long.
    Piece,
    /// The rest of what is lost in a gap, up to a bracket.
    Lost,
}

/// Longer space between elements comes in pieces.
const SPACE: usize = 64;

/// How far one side is.
#[derive(Default)]
pub(super) struct Scan {
    /// So many bytes of what is held have been looked at.
    at: usize,
    /// So many elements are open, not counting the stream.
    depth: u32,
    state: State,
    /// The first bytes of the tag, and its last one so far.
    tag: Vec<u8>,
    last: u8,
    /// Whether an element is under way of which a piece was taken.
    long: bool,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    Tag,
    Quote(u8),
    /// Up to the next tag.
    Lost,
}

/// What begins a stream.
const STREAM: &[u8] = b"stream:stream";

impl Scan {
    /// Goes on after a gap.
    pub(super) fn lost() -> Scan {
        Scan { state: State::Lost, ..Scan::default() }
    }

    /// Whether no element is under way.
    pub(super) fn is_between(&self) -> bool {
        self.depth == 0 && !self.long && matches!(self.state, State::Text | State::Lost)
    }

    /// How long the next unit is; something is held.
    pub(super) fn extent(&mut self, held: &[u8]) -> Extent {
        while let Some(byte) = held.get(self.at).copied() {
            if let Some(unit) = self.next(byte) {
                self.unit = unit;
                return Extent::Whole(self.at);
            }
            if self.at >= PIECE {
                self.unit = Unit::Piece;
                return Extent::Whole(self.at);
            }
        }
        Extent::More(None)
    }

    /// What was taken is this.
    pub(super) fn taken(&mut self) -> Unit {
        let unit = std::mem::take(&mut self.unit);
        let was_long = std::mem::replace(&mut self.long, unit == Unit::Piece);
        self.at = 0;
        if was_long { Unit::Piece } else { unit }
    }

    /// Takes the next byte; says which unit ends before it or with it.
    fn next(&mut self, byte: u8) -> Option<Unit> {
        match self.state {
            State::Lost => {
                if byte == b'<' && self.at > 0 {
                    self.state = State::Text;
                    return Some(Unit::Lost);
                }
                self.at += 1;
                None
            }
            State::Quote(quote) => {
                self.at += 1;
                if byte == quote {
                    self.state = State::Tag;
                }
                None
            }
            State::Text if byte == b'<' => {
                // Space, or a stray text, ends where a tag begins.
                if self.depth == 0 && self.at > 0 && !self.long {
                    return Some(Unit::Space);
                }
                self.at += 1;
                (self.last, _) = (0, self.tag.clear());
                self.state = State::Tag;
                None
            }
            State::Text => {
                self.at += 1;
                (self.depth == 0 && !self.long && self.at >= SPACE).then_some(Unit::Space)
            }
            State::Tag => {
                self.at += 1;
                match byte {
                    b'>' => return self.end_of_tag(),
                    b'"' | b'\'' => self.state = State::Quote(byte),
                    _ if self.tag.len() < STREAM.len() => self.tag.push(byte),
                    _ => {}
                }
                self.last = byte;
                None
            }
        }
    }

    fn end_of_tag(&mut self) -> Option<Unit> {
        self.state = State::Text;
        let tag = std::mem::take(&mut self.tag);
        match tag.first() {
            Some(b'?' | b'!') => return (self.depth == 0).then_some(Unit::Declaration),
            Some(b'/') if self.depth == 0 => return Some(Unit::Close),
            Some(b'/') => self.depth -= 1,
            _ if self.last == b'/' => {}
            _ if self.depth == 0 && tag.starts_with(STREAM) => return Some(Unit::Open),
            _ => self.depth = self.depth.saturating_add(1),
        }
        (self.depth == 0).then_some(Unit::Element)
    }
}
