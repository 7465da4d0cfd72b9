//! Inked text flows into rows: at one width, or around something that stands beside the first rows.

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;

use super::ink::{Ink, Row, Run, columns};
use crate::story::{Piece, pieces};

/// Lines of prose are not longer than this, however wide the terminal is.
pub const MEASURE: usize = 88;
/// How many columns stand between what is [`beside`] each other.
pub const GAP: usize = 2;

/// Wraps a row; `widths` are those of the first rows, the last holds for all further ones.
///
/// Words are what spaces part; one that is too long for the narrowest row is broken wherever the row ends. Spaces
/// between two words of a row stay as they are, so that a value keeps its own.
pub fn wrap(text: &Row, widths: &[usize]) -> Vec<Row> {
    let widths: Vec<f64> = widths.iter().map(|w| (*w).max(2) as f64).collect();
    let narrowest = widths.iter().copied().fold(f64::MAX, f64::min);
    let words: Vec<Word> = words(text).into_iter().flat_map(|w| w.broken(narrowest)).collect();
    if words.is_empty() {
        return vec![Row::new()];
    }
    wrap_first_fit(&words, &widths).into_iter().map(line).collect()
}

/// Prose: paragraphs parted by blank lines, `code` in backticks; a blank row between paragraphs.
pub fn prose(text: &str, width: usize) -> Vec<Row> {
    paragraphs(text, width, inked)
}

/// The same of a step's text, in which words may name a field.
pub fn linked(text: &str, width: usize) -> Vec<Row> {
    paragraphs(text, width, |paragraph| {
        let joined = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        pieces(&joined).into_iter().fold(Row::new(), |mut row, piece| {
            match piece {
                Piece::Field { words, .. } => row.push(words, Ink::Field),
                Piece::Plain(words) => row.append(coded(words)),
            }
            row
        })
    })
}

fn paragraphs(text: &str, width: usize, ink: impl Fn(&str) -> Row) -> Vec<Row> {
    let mut rows = Vec::new();
    for paragraph in text.split("\n\n").filter(|p| !p.trim().is_empty()) {
        if !rows.is_empty() {
            rows.push(Row::new());
        }
        rows.extend(wrap(&ink(paragraph), &[width.min(MEASURE)]));
    }
    rows
}

/// One paragraph as a row that is yet to be wrapped. The backticks stay, faintly: without colour they are the sign.
pub fn inked(paragraph: &str) -> Row {
    coded(&paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn coded(words: &str) -> Row {
    let mut row = Row::new();
    let mut parts = words.split('`').peekable();
    let mut code = false;
    while let Some(part) = parts.next() {
        row.push(part, if code { Ink::Code } else { Ink::Plain });
        if parts.peek().is_some() {
            row.push("`", Ink::Dim);
            code = !code;
        }
    }
    row
}

/// Puts the same number of spaces before every row.
pub fn indented(rows: Vec<Row>, by: usize) -> impl Iterator<Item = Row> {
    hanging(Row::new().and(" ".repeat(by), Ink::Plain), rows)
}

/// Puts `first` before the first row and as many spaces before the others.
pub fn hanging(first: Row, rows: Vec<Row>) -> impl Iterator<Item = Row> {
    let blank = Row::new().and(" ".repeat(first.width()), Ink::Plain);
    rows.into_iter().enumerate().map(move |(i, row)| {
        let mut all = if i == 0 { first.clone() } else { blank.clone() };
        all.append(row);
        all
    })
}

/// Two columns behind `mark`: what stands at the left, in `column` columns, and what stands beside it.
pub fn beside(mark: Row, left: Vec<Row>, column: usize, right: Vec<Row>) -> impl Iterator<Item = Row> {
    let tall = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let rows = (0..tall).map(|_| {
        let mut row = left.next().unwrap_or_default();
        if let Some(right) = right.next() {
            row.pad(column + GAP);
            row.append(right);
        }
        row
    });
    hanging(mark, rows.collect())
}

/// What stands between spaces, and how many spaces follow.
#[derive(Debug, Default)]
struct Word {
    runs: Vec<Run>,
    width: usize,
    spaces: usize,
    space: Option<Ink>,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.spaces as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

impl Word {
    fn push(&mut self, text: &str, ink: Ink) {
        if !text.is_empty() {
            self.width += columns(text);
            self.runs.push(Run::new(text, ink));
        }
    }

    /// As single characters, if it is wider than that.
    fn broken(self, width: f64) -> Vec<Word> {
        if self.width as f64 <= width {
            return vec![self];
        }
        let mut letters: Vec<Word> = Vec::new();
        for run in &self.runs {
            for c in run.text().chars() {
                let mut letter = Word::default();
                letter.push(c.encode_utf8(&mut [0; 4]), run.ink());
                letters.push(letter);
            }
        }
        if let Some(last) = letters.last_mut() {
            (last.spaces, last.space) = (self.spaces, self.space);
        }
        letters
    }
}

fn words(text: &Row) -> Vec<Word> {
    let (mut words, mut word) = (Vec::new(), Word::default());
    for run in &text.runs {
        for piece in run.text().split_inclusive(' ') {
            let body = piece.trim_end_matches(' ');
            if !body.is_empty() && word.spaces > 0 {
                words.push(std::mem::take(&mut word));
            }
            word.push(body, run.ink());
            if body.len() < piece.len() {
                word.spaces += piece.len() - body.len();
                word.space = Some(run.ink());
            }
        }
    }
    if word.width > 0 || word.spaces > 0 {
        words.push(word);
    }
    words
}

/// A line of words; runs of the same ink become one again.
fn line(words: &[Word]) -> Row {
    let mut parts: Vec<(String, Ink)> = Vec::new();
    let mut add = |text: &str, ink: Ink| match parts.last_mut() {
        Some((last, same)) if *same == ink => last.push_str(text),
        _ => parts.push((text.to_string(), ink)),
    };
    for (i, word) in words.iter().enumerate() {
        word.runs.iter().for_each(|run| add(run.text(), run.ink()));
        if let Some(ink) = word.space.filter(|_| i + 1 < words.len()) {
            add(&" ".repeat(word.spaces), ink);
        }
    }
    parts.into_iter().fold(Row::new(), |row, (text, ink)| row.and(text, ink))
}
