//! Text with its ink: what is to be read, and what it is, before anybody decides how that looks.

use std::borrow::Cow;
use std::fmt;

use unicode_width::UnicodeWidthChar;

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

/// Whether a character does something to the terminal, the line or its neighbours instead of standing for itself:
/// controls, escapes, what reverses the direction, what has no width.
pub fn is_unruly(c: char) -> bool {
    c.is_control() || c.width().unwrap_or(0) == 0 || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The text with every [unruly](is_unruly) character written out: `\n`, `\x1b`, `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unruly) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unruly(c) && u32::from(c) < 0x100 => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            c if is_unruly(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        assert_eq!(visible("a\x1b[2Jb\r\n"), "a\\x1b[2Jb\\r\\n");
        assert_eq!(visible("\u{9b}31m \u{7f}"), "\\x9b31m \\x7f");
        assert_eq!(visible("abc\u{202e}cba \u{200d}e\u{301}"), "abc\\u{202e}cba \\u{200d}e\\u{301}");
        assert_eq!(visible("año 松鼠 🐿"), "año 松鼠 🐿");
    }

    #[test]
    fn a_row_is_cut_at_the_width_and_never_inside_a_wide_character() {
        let row = Row::new().and("ab松", Ink::Title).and("鼠cd", Ink::Dim);
        let pieces: Vec<String> = row.cut(3).iter().map(Row::to_string).collect();
        assert_eq!(pieces, ["ab", "松", "鼠c", "d"]);
        assert_eq!(Row::new().cut(3).len(), 1);
    }
}
