//! What fields say at the left, their bytes beside it at the right: what is said flows around the bytes.

use super::bytes::Grid;
use crate::render::flow::{MEASURE, wrap};
use crate::render::ink::{Ink, Row};
use wirewalk_dissect::Message;

/// Wider than this a message is not laid out: the eye has to get from a name to its bytes.
pub const WIDEST: usize = 132;
/// In a terminal narrower than this, bytes stand below what their field says, not beside it.
const BESIDE: usize = 56;
/// What a field says is not squeezed into less than this beside its bytes.
const NARROWEST: usize = 16;
/// Deeper guides than this part of the width are not drawn further in.
const GUIDES: usize = 3;

/// The rows of a message, while they are laid out.
pub struct Columns {
    width: usize,
    grid: Grid,
    /// The rows so far.
    pub rows: Vec<Row>,
}

/// What is drawn left of one field.
pub struct Guides {
    /// Left of its first row.
    pub first: String,
    /// Left of its further rows, up to the next sibling.
    pub next: String,
}

impl Columns {
    /// For a message in a terminal of this width.
    pub fn of(message: &Message, width: usize) -> Columns {
        let width = width.min(WIDEST);
        let longest = message.sources.iter().map(|s| s.bytes.len()).max().unwrap_or(0);
        Columns { width, grid: Grid::beside(width, longest), rows: Vec::new() }
    }

    /// Guides are not drawn further in than this.
    pub fn deepest(&self) -> usize {
        self.width / GUIDES
    }

    /// Paragraphs with bytes beside them, or below them where there is no room.
    pub fn text(&mut self, guides: &Guides, paragraphs: &[Row], bytes: impl Fn(Grid) -> Vec<Row>) {
        let most = self.deepest();
        let clip = |g: &str| g.chars().take(most).collect::<String>();
        let (first, next) = (clip(&guides.first), clip(&guides.next));
        let indent = first.chars().count();
        let whole = self.width - next.chars().count().max(indent);
        let beside = whole.saturating_sub(self.grid.width() + 2);
        let fits = self.width >= BESIDE && beside >= NARROWEST;
        let mut bytes = bytes(self.grid.within(if fits { self.width } else { whole })).into_iter();

        let mut said: Vec<Row> = Vec::new();
        for (i, paragraph) in paragraphs.iter().enumerate() {
            let mut widths = if fits { vec![beside; bytes.len().saturating_sub(said.len())] } else { Vec::new() };
            widths.push(whole.min(MEASURE));
            said.extend(wrap(paragraph, &widths));
            if i == 0 && !fits {
                said.extend(bytes.by_ref());
            }
        }
        for i in 0..said.len().max(bytes.len()) {
            let mut row = Row::new().and(if i == 0 { &first } else { &next }, Ink::Dim);
            row.append(said.get(i).cloned().unwrap_or_default());
            if let Some(bytes) = bytes.next() {
                row.pad(self.width - self.grid.width());
                row.append(bytes);
            }
            self.rows.push(row);
        }
    }
}

/// Nothing stands beside.
pub fn no_bytes(_: Grid) -> Vec<Row> {
    Vec::new()
}
