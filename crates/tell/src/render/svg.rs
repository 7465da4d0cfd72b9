//! Rows become a picture of a terminal window: one self-contained SVG, the same for the same rows.

use std::fmt::Write;

use super::ink::{HUES, Ink, Row, Run};

/// Of one character cell, in pixels.
const CELL: (f64, f64) = (8.4, 18.0);
/// Around the text.
const MARGIN: f64 = 16.0;
/// Of the title bar.
const BAR: f64 = 32.0;

/// A picture of these rows, as wide as `columns` or as the widest row. Every run stands at its own column, so that
/// columns stay aligned whatever monospaced font is there. The title is in the bar and what a screen reader says.
pub fn picture(title: &str, rows: &[Row], columns: usize) -> String {
    let columns = rows.iter().map(Row::width).max().unwrap_or(0).max(columns);
    let width = columns as f64 * CELL.0 + 2.0 * MARGIN;
    let height = BAR + rows.len() as f64 * CELL.1 + 2.0 * MARGIN;
    let title = escape(Run::new(title, Ink::Title).text());
    let mut svg = String::new();
    svg.push_str(&opening(&title, width, height));
    for (i, row) in rows.iter().enumerate() {
        let y = BAR + MARGIN + (i as f64 + 0.75) * CELL.1;
        line(&mut svg, row, y);
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn opening(title: &str, width: f64, height: f64) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" width=\"{width:.1}\" \
         height=\"{height:.1}\" role=\"img\" aria-labelledby=\"title\">\n<title id=\"title\">{title}</title>\n<style>\n\
         text {{ font: 14px ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; \
         white-space: pre; }}\n"
    );
    for ink in [Ink::Plain, Ink::Title, Ink::Strong, Ink::Code, Ink::Dim]
        .into_iter()
        .chain((0..HUES).map(Ink::Group))
        .chain([Ink::Problem, Ink::Held, Ink::Failed, Ink::Caution, Ink::Command])
    {
        let (colour, bold) = look(ink);
        let weight = if bold { "; font-weight: bold" } else { "" };
        let _ = writeln!(svg, ".{} {{ fill: {colour}{weight} }}", class(ink));
    }
    let centre = width / 2.0;
    let _ = write!(
        svg,
        "</style>\n<rect width=\"{width:.1}\" height=\"{height:.1}\" rx=\"8\" fill=\"#16181d\"/>\n\
         <path d=\"M0 {BAR} V8 a8 8 0 0 1 8 -8 H{right:.1} a8 8 0 0 1 8 8 V{BAR} Z\" fill=\"#2a2e37\"/>\n\
         <circle cx=\"18\" cy=\"16\" r=\"5\" fill=\"#5b616e\"/><circle cx=\"36\" cy=\"16\" r=\"5\" fill=\"#5b616e\"/>\
         <circle cx=\"54\" cy=\"16\" r=\"5\" fill=\"#5b616e\"/>\n\
         <text x=\"{centre:.1}\" y=\"21\" text-anchor=\"middle\" class=\"p\">{title}</text>\n<g>\n",
        right = width - 8.0,
    );
    svg
}

fn line(svg: &mut String, row: &Row, y: f64) {
    let mut at = 0;
    let mut spans = String::new();
    for run in &row.runs {
        let (x, width) = (MARGIN + at as f64 * CELL.0, run.width());
        at += width;
        if let Ink::Colour([r, g, b]) = run.ink() {
            let (top, wide, tall) = (y - 0.65 * CELL.1, width as f64 * CELL.0, 0.8 * CELL.1);
            let _ = writeln!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{tall:.1}\" rx=\"2\" fill=\"#{r:02x}{g:02x}{b:02x}\"/>"
            );
        }
        if run.text().trim().is_empty() {
            continue;
        }
        let length = width as f64 * CELL.0;
        let (class, text) = (class(run.ink()), escape(run.text()));
        let _ = write!(spans, "<tspan x=\"{x:.1}\" textLength=\"{length:.1}\" class=\"{class}\">{text}</tspan>");
    }
    if !spans.is_empty() {
        let _ = writeln!(svg, "<text y=\"{y:.1}\" xml:space=\"preserve\">{spans}</text>");
    }
}

/// For text and attributes alike; what XML forbids was made visible when the run was made.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Not characters of XML 1.0 (§2.2), though they have a width.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn class(ink: Ink) -> String {
    match ink {
        Ink::Plain | Ink::Colour(_) => "p".to_string(),
        Ink::Title => "t".to_string(),
        Ink::Strong => "s".to_string(),
        Ink::Code | Ink::Field => "c".to_string(),
        Ink::Dim => "d".to_string(),
        Ink::Group(hue) => format!("g{}", hue % HUES),
        Ink::Problem => "e".to_string(),
        Ink::Held => "h".to_string(),
        Ink::Failed => "f".to_string(),
        Ink::Caution => "w".to_string(),
        Ink::Command => "m".to_string(),
    }
}

/// Colour and whether bold; each has a contrast of at least 4.5 to 1 on the background (WCAG 2.1, 1.4.3).
fn look(ink: Ink) -> (&'static str, bool) {
    const GROUPS: [&str; HUES as usize] = ["#56c8d8", "#d68fe8", "#8fcf6f", "#e2b34c"];
    match ink {
        Ink::Plain | Ink::Command | Ink::Colour(_) => ("#d7dae0", false),
        Ink::Title | Ink::Strong => ("#ffffff", true),
        Ink::Code | Ink::Field => ("#56c8d8", false),
        Ink::Dim => ("#8b919e", false),
        Ink::Group(hue) => (GROUPS[usize::from(hue % HUES)], false),
        Ink::Problem | Ink::Failed => ("#ff7b72", true),
        Ink::Held => ("#7ee787", true),
        Ink::Caution => ("#e2b34c", true),
    }
}
