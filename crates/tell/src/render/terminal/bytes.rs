//! The bytes of a field: offset, hexadecimal, text, in rows that stand beside what the field says.

use std::ops::Range;

use crate::render::ink::{Ink, Row};
use crate::render::value::count;
use wirewalk_dissect::Span;

/// How many bytes stand in one row, and how wide their columns are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    per_row: usize,
    offset_digits: usize,
}

/// A leaf that needs more rows than this is abridged to one row less and a row that says so.
pub const MOST_ROWS: usize = 6;

impl Grid {
    /// A grid for a terminal of this width and sources of at most `longest` bytes.
    pub fn beside(width: usize, longest: usize) -> Grid {
        let per_row = match width {
            110.. => 16,
            72.. => 8,
            _ => 4,
        };
        Grid { per_row, offset_digits: format!("{longest:x}").len().max(4) }
    }

    /// The same grid, or one with fewer bytes per row if that does not fit into `width`.
    pub fn within(self, width: usize) -> Grid {
        let fits = |per_row: &usize| Grid { per_row: *per_row, ..self }.width() <= width;
        Grid { per_row: [self.per_row, 8, 4, 2].into_iter().find(fits).unwrap_or(1), ..self }
    }

    /// Its width in columns.
    pub fn width(self) -> usize {
        self.offset_digits + 2 + self.hex_width() + 2 + self.per_row
    }

    fn hex_width(self) -> usize {
        3 * self.per_row - 1 + usize::from(self.per_row == 16)
    }

    fn offset(self, at: usize) -> Row {
        Row::new().and(format!("{at:0width$x}  ", width = self.offset_digits), Ink::Dim)
    }

    /// A row that says where a group stands and how long it is.
    pub fn extent(self, span: &Span) -> Row {
        let length = count(span.len() as u64, "byte", "bytes");
        self.offset(span.range.start).and(length, Ink::Dim)
    }

    /// The rows of a span's bytes; what is left out of a long one is counted in the last row.
    pub fn rows(self, span: &Span, bytes: &[u8], ink: Ink) -> Vec<Row> {
        if let (Some(bits), Some(byte)) = (&span.bits, bytes.first()) {
            if bytes.len() > 1 {
                return self.wide(span, bytes, bits, ink);
            }
            let row = self.offset(span.range.start).and(format!("{byte:02x}"), ink);
            let pattern = bit_pattern(*byte, bits.start, bits.end);
            let pattern = if self.per_row < 4 { format!(" {pattern}") } else { format!("  {pattern}") };
            return vec![row.and(pattern, ink)];
        }
        if bytes.len() < span.len() {
            let length = count(span.len() as u64, "byte", "bytes");
            return vec![self.offset(span.range.start).and(format!("{length}, not here"), Ink::Dim)];
        }
        if bytes.is_empty() {
            return vec![self.offset(span.range.start).and("no bytes", Ink::Dim)];
        }
        let all = bytes.len().div_ceil(self.per_row);
        let shown = if all > MOST_ROWS { (MOST_ROWS - 1) * self.per_row } else { bytes.len() };
        let chunks = bytes[..shown].chunks(self.per_row).enumerate();
        let mut rows: Vec<Row> =
            chunks.map(|(i, chunk)| self.row(span.range.start + i * self.per_row, chunk, ink)).collect();
        if shown < bytes.len() {
            rows.push(self.more(bytes.len() - shown));
        }
        rows
    }

    /// How many bytes stand in so many rows.
    pub fn fits(self, rows: usize) -> usize {
        rows * self.per_row
    }

    /// A row that counts what is left out.
    pub fn more(self, bytes: usize) -> Row {
        let more = count(bytes as u64, "more byte", "more bytes");
        Row::new().and(" ".repeat(self.offset_digits + 2), Ink::Plain).and(format!("… {more}"), Ink::Dim)
    }

    /// One row: the first bytes, and how many more there are.
    pub fn beginning(self, span: &Span, bytes: &[u8], ink: Ink) -> Row {
        let counted = |shown: usize| format!("… {} more", bytes.len().saturating_sub(shown));
        let room = self.hex_width() + 2 + self.per_row;
        let fits = |shown: &usize| 3 * shown + counted(*shown).chars().count() <= room;
        let shown = (1..self.per_row).rev().find(fits).unwrap_or(1);
        let mut row = self.offset(span.range.start);
        for byte in bytes.iter().take(shown) {
            row.push(format!("{byte:02x} "), ink);
        }
        row.and(counted(shown), Ink::Dim)
    }

    /// A row for each byte of a span of bits that more than one byte has.
    fn wide(self, span: &Span, bytes: &[u8], bits: &Range<u8>, ink: Ink) -> Vec<Row> {
        let row = |(i, byte): (usize, &u8)| {
            let before = u8::try_from(8 * i).unwrap_or(u8::MAX);
            let within = |bit: u8| bit.saturating_sub(before).min(8);
            let pattern = bit_pattern(*byte, within(bits.start), within(bits.end));
            let gap = if self.per_row < 4 { " " } else { "  " };
            self.offset(span.range.start + i).and(format!("{byte:02x}{gap}{pattern}"), ink)
        };
        bytes.iter().enumerate().map(row).collect()
    }

    fn row(self, at: usize, bytes: &[u8], ink: Ink) -> Row {
        let mut row = self.offset(at);
        let mut hex = String::with_capacity(self.hex_width());
        for (i, byte) in bytes.iter().enumerate() {
            let gap = match i {
                0 => "",
                8 => "  ",
                _ => " ",
            };
            hex.push_str(&format!("{gap}{byte:02x}"));
        }
        row.push(format!("{hex:width$}  ", width = self.hex_width()), ink);
        let printable = |b: &u8| (b' '..=b'~').contains(b);
        for same in bytes.chunk_by(|a, b| printable(a) == printable(b)) {
            if printable(&same[0]) {
                row.push(String::from_utf8_lossy(same), ink);
            } else {
                row.push("·".repeat(same.len()), Ink::Dim);
            }
        }
        row
    }
}

/// `10·· ····`: the bits `start..end` of a byte, the most significant first.
fn bit_pattern(byte: u8, start: u8, end: u8) -> String {
    let bit = |i: u8| match (byte >> (7 - i)) & 1 {
        _ if !(start..end).contains(&i) => '·',
        0 => '0',
        _ => '1',
    };
    let half = |from: u8| (from..from + 4).map(bit).collect::<String>();
    format!("{} {}", half(0), half(4))
}
