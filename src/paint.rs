//! Rows become lines of text: plain, or with the colours of a terminal.

use std::io::{self, Write};

use colored::Color;
use colored::control::ShouldColorize;

use crate::render::ink::{HUES, Ink, Row};

/// Whether lines get colours. Decided once, by whoever opens the output, and passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// Text alone.
    Plain,
    /// With the sixteen colours that a terminal has, in whatever shades its owner chose.
    Ansi,
    /// The same, and patches in any colour, with 24 bits.
    True,
}

impl Paint {
    /// For standard output: colours at a terminal (all of them where `COLORTERM` says `truecolor` or `24bit`), unless `NO_COLOR` or `CLICOLOR=0` is set; with `CLICOLOR_FORCE`
    /// anywhere.
    pub fn for_stdout() -> Paint {
        #[cfg(windows)]
        if !crossterm::ansi_support::supports_ansi() {
            return Paint::Plain;
        }
        let rich = std::env::var("COLORTERM").is_ok_and(|v| matches!(v.as_str(), "truecolor" | "24bit"));
        match ShouldColorize::from_env().should_colorize() {
            true if rich => Paint::True,
            true => Paint::Ansi,
            false => Paint::Plain,
        }
    }

    /// The row as text, without spaces or a line end at its end.
    pub fn line(self, row: &Row) -> String {
        match self {
            Paint::Plain => row.to_string(),
            Paint::Ansi => ansi(row, false),
            Paint::True => ansi(row, true),
        }
    }

    /// Writes rows as lines.
    pub fn write(self, out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
        rows.iter().try_for_each(|row| writeln!(out, "{}", self.line(row)))
    }
}

fn ansi(row: &Row, rich: bool) -> String {
    let text = row.to_string();
    let (mut line, mut left) = (String::with_capacity(2 * text.len()), text.len());
    for run in &row.runs {
        let shown = &run.text()[..run.text().len().min(left)];
        left -= shown.len();
        match (run.ink(), sgr(run.ink())) {
            (Ink::Colour([r, g, b]), _) if rich => line.push_str(&format!("\x1b[48;2;{r};{g};{b}m{shown}\x1b[0m")),
            (_, code) if code.is_empty() || shown.trim().is_empty() => line.push_str(shown),
            (_, code) => line.push_str(&format!("\x1b[{code}m{shown}\x1b[0m")),
        }
    }
    line
}

/// The parameters of Select Graphic Rendition (ECMA-48 §8.3.117); empty: as the terminal is.
fn sgr(ink: Ink) -> String {
    const BOLD: &str = "1;";
    const FAINT: &str = "2";
    match ink {
        Ink::Plain | Ink::Command | Ink::Colour(_) => String::new(),
        Ink::Title | Ink::Strong => BOLD.trim_end_matches(';').to_string(),
        Ink::Dim => FAINT.to_string(),
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
