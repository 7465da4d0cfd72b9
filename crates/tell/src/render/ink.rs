//! Text with its ink: what is to be read, and what it is, before anybody decides how that looks.

use std::fmt;

use unicode_width::UnicodeWidthChar;

use crate::story::Seen;
pub use wirewalk_ground::{is_unruly, visible};

/// What a piece of text is. Never the only signal: whatever an ink says, a word or a sign beside it says too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Prose.
    Plain,
    /// A headline.
    Title,
    /// A value.
    Strong,
    /// Code inside prose.
    Code,
    /// Words of the prose that name a field.
    Field,
    /// What may be overlooked: offsets, guides, citations.
    Dim,
    /// The names and bytes of one group of fields; neighbours differ in their hue, counted modulo [`HUES`].
    Group(u8),
    /// Something is wrong with a field.
    Problem,
    /// A claim held; a party was proven.
    Held,
    /// A claim failed; Eve reads it.
    Failed,
    /// Something leaks, or nobody proved it.
    Caution,
    /// A patch of this colour, made of spaces: red, green, blue. Its name stands beside it.
    Colour([u8; 3]),
    /// To be copied as it stands: the only ink whose rows may be wider than asked for.
    Command,
}

impl From<Seen> for Ink {
    fn from(seen: Seen) -> Ink {
        match seen {
            Seen::Read => Ink::Failed,
            Seen::Leaks | Seen::Unproven => Ink::Caution,
            Seen::Hidden | Seen::Proven => Ink::Held,
        }
    }
}

/// How many hues there are.
pub const HUES: u8 = 4;

/// A piece of text in one ink. Whatever it was made from, it holds nothing that a terminal would obey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    text: String,
    ink: Ink,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// From left to right.
    pub runs: Vec<Run>,
}

impl Run {
    /// A run of this text, made [`visible`].
    pub fn new(text: impl AsRef<str>, ink: Ink) -> Run {
        Run { text: visible(text.as_ref()).into_owned(), ink }
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its ink.
    pub fn ink(&self) -> Ink {
        self.ink
    }

    /// Its width in columns.
    pub fn width(&self) -> usize {
        columns(&self.text)
    }
}

impl Row {
    /// An empty row.
    pub fn new() -> Row {
        Row::default()
    }

    /// The same row with more text at its end.
    pub fn and(mut self, text: impl AsRef<str>, ink: Ink) -> Row {
        self.push(text, ink);
        self
    }

    /// Adds text at its end.
    pub fn push(&mut self, text: impl AsRef<str>, ink: Ink) {
        if !text.as_ref().is_empty() {
            self.runs.push(Run::new(text, ink));
        }
    }

    /// Adds another row's text at its end.
    pub fn append(&mut self, other: Row) {
        self.runs.extend(other.runs);
    }

    /// Adds spaces until it is `width` columns wide.
    pub fn pad(&mut self, width: usize) {
        self.push(" ".repeat(width.saturating_sub(self.width())), Ink::Plain);
    }

    /// Its width in columns.
    pub fn width(&self) -> usize {
        self.runs.iter().map(Run::width).sum()
    }

    /// Whether it holds something to copy, and so may be wider than asked for.
    pub fn is_verbatim(&self) -> bool {
        self.runs.iter().any(|r| r.ink == Ink::Command)
    }

    /// Cut into pieces of at most `width` columns; an empty row is one empty piece.
    pub fn cut(&self, width: usize) -> Vec<Row> {
        let (mut pieces, mut piece, mut at) = (Vec::new(), Row::new(), 0);
        for run in &self.runs {
            let mut from = 0;
            for (i, c) in run.text.char_indices() {
                let wide = column(c);
                if at + wide > width && at > 0 {
                    piece.push(&run.text[from..i], run.ink);
                    pieces.push(std::mem::take(&mut piece));
                    (from, at) = (i, 0);
                }
                at += wide;
            }
            piece.push(&run.text[from..], run.ink);
        }
        pieces.push(piece);
        pieces
    }
}

impl fmt::Display for Row {
    /// The text alone, without spaces at its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = self.runs.iter().map(Run::text).collect();
        f.write_str(text.trim_end_matches(' '))
    }
}

/// How many columns a text takes. Counted character by character: whatever joins into one glyph was made visible
/// before, so no terminal takes more.
pub fn columns(text: &str) -> usize {
    text.chars().map(column).sum()
}

fn column(c: char) -> usize {
    c.width().unwrap_or(0)
}
