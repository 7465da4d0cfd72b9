//! Rows become lines of text: plain, or with the colours of a terminal.

use std::io::{self, Write};

use colored::Color;
use colored::control::ShouldColorize;

use crate::palette::distance;
use crate::render::ink::{HUES, Ink, Row};

/// Whether lines get colours. Decided once, by whoever opens the output, and passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// Text alone.
    Plain,
    /// With the sixteen colours that a terminal has, in whatever shades its owner chose; patches in the two of them that come nearest
    /// when they are mixed.
    Ansi,
    /// The same, and patches in the nearest of the 240 colours that xterm and its likes have besides.
    Indexed,
    /// The same, and patches in any colour, with 24 bits.
    True,
}

impl Paint {
    /// For standard output: colours at a terminal (as many as [`Paint::named`] says), unless `NO_COLOR` or `CLICOLOR=0` is set; with `CLICOLOR_FORCE`
    /// anywhere.
    pub fn for_stdout() -> Paint {
        #[cfg(windows)]
        if !crossterm::ansi_support::supports_ansi() {
            return Paint::Plain;
        }
        let named = |name| std::env::var(name).unwrap_or_default();
        match ShouldColorize::from_env().should_colorize() {
            true => Paint::named(&named("COLORTERM"), &named("TERM")),
            false => Paint::Plain,
        }
    }

    /// How many colours a terminal has: 24 bits where `COLORTERM` says `truecolor` or `24bit`, 256 where the name in `TERM` says so.
    pub fn named(colorterm: &str, term: &str) -> Paint {
        match colorterm {
            "truecolor" | "24bit" => Paint::True,
            _ if term.contains("256color") => Paint::Indexed,
            _ => Paint::Ansi,
        }
    }

    /// The row as text, without spaces or a line end at its end.
    pub fn line(self, row: &Row) -> String {
        match self {
            Paint::Plain => row.to_string(),
            Paint::Ansi | Paint::Indexed | Paint::True => self.ansi(row),
        }
    }

    /// Writes rows as lines.
    pub fn write(self, out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
        rows.iter().try_for_each(|row| writeln!(out, "{}", self.line(row)))
    }

    fn ansi(self, row: &Row) -> String {
        let text = row.to_string();
        let (mut line, mut left) = (String::with_capacity(2 * text.len()), text.len());
        for run in &row.runs {
            let shown = &run.text()[..run.text().len().min(left)];
            left -= shown.len();
            match (run.ink(), sgr(run.ink())) {
                (Ink::Colour(rgb), _) => line.push_str(&self.patch(rgb, shown)),
                (_, code) if code.is_empty() || shown.trim().is_empty() => line.push_str(shown),
                (_, code) => line.push_str(&format!("\x1b[{code}m{shown}\x1b[0m")),
            }
        }
        line
    }

    /// A patch of a colour, as near as the terminal comes to it.
    fn patch(self, rgb: [u8; 3], text: &str) -> String {
        match self {
            Paint::Plain => text.to_owned(),
            Paint::True => format!("\x1b[48;2;{};{};{}m{text}\x1b[0m", rgb[0], rgb[1], rgb[2]),
            Paint::Indexed => format!("\x1b[48;5;{}m{text}\x1b[0m", indexed(rgb)),
            Paint::Ansi => match blended(rgb) {
                (one, other) if one == other => format!("\x1b[{}m{text}\x1b[0m", 10 + foreground(one)),
                (one, other) => {
                    let (front, back) = (foreground(one), 10 + foreground(other));
                    format!("\x1b[{front};{back}m{}\x1b[0m", text.replace(' ', "▒"))
                }
            },
        }
    }
}

/// The parameters of Select Graphic Rendition (ECMA-48 §8.3.117); empty: as the terminal is.
fn sgr(ink: Ink) -> String {
    const BOLD: &str = "1;";
    const FAINT: &str = "2";
    const UNDERLINED: &str = "4";
    match ink {
        Ink::Plain | Ink::Command | Ink::Colour(_) => String::new(),
        Ink::Title | Ink::Strong => BOLD.trim_end_matches(';').to_string(),
        Ink::Dim => FAINT.to_string(),
        Ink::Field => UNDERLINED.to_string(),
        Ink::Code => Color::Cyan.to_fg_str().into_owned(),
        Ink::Group(hue) => group(hue).to_fg_str().into_owned(),
        Ink::Problem | Ink::Failed => format!("{BOLD}{}", Color::Red.to_fg_str()),
        Ink::Held => format!("{BOLD}{}", Color::Green.to_fg_str()),
        Ink::Caution => format!("{BOLD}{}", Color::Yellow.to_fg_str()),
    }
}

/// Colours that can be read on black and on white alike.
fn group(hue: u8) -> Color {
    const GROUPS: [Color; HUES as usize] = [Color::Cyan, Color::Magenta, Color::Green, Color::Yellow];
    GROUPS[usize::from(hue % HUES)]
}

/// The parameter of Select Graphic Rendition for one of the sixteen; for a background it is 10 more.
fn foreground(colour: usize) -> usize {
    if colour < 8 { 30 + colour } else { 82 + colour }
}

/// The nearest of xterm's colours beyond the sixteen: a cube of 216, and 24 greys.
fn indexed(rgb: [u8; 3]) -> u8 {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let colour = |index: u8| match index {
        16..232 => [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(|at| LEVELS[usize::from(at)]),
        grey => [8 + 10 * grey.saturating_sub(232); 3],
    };
    (16..=255).min_by_key(|index| distance(rgb, colour(*index))).unwrap_or(16)
}

/// Two of the sixteen whose mean comes nearest; one and the same where that does.
fn blended(rgb: [u8; 3]) -> (usize, usize) {
    // As xterm has them; other terminals have others, and nobody says which.
    const SIXTEEN: [[u8; 3]; 16] = [
        [0, 0, 0],
        [205, 0, 0],
        [0, 205, 0],
        [205, 205, 0],
        [0, 0, 238],
        [205, 0, 205],
        [0, 205, 205],
        [229, 229, 229],
        [127, 127, 127],
        [255, 0, 0],
        [0, 255, 0],
        [255, 255, 0],
        [92, 92, 255],
        [255, 0, 255],
        [0, 255, 255],
        [255, 255, 255],
    ];
    let mean = |(one, other): (usize, usize)| [0, 1, 2].map(|i| SIXTEEN[one][i].midpoint(SIXTEEN[other][i]));
    let pairs = (0..16).flat_map(|one| (one..16).map(move |other| (one, other)));
    pairs.min_by_key(|pair| distance(rgb, mean(*pair))).unwrap_or_default()
}
