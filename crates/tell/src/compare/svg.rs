//! The picture of a comparison: what each byte on the wire was for, how often Alice waited, what Eve has.

use std::fmt::Write;

use super::tables::{duration, grouped, overhead};
use super::{Compared, Secret, Unit};
use crate::render::ink::{columns, visible};
use crate::render::svg::escape;

const WIDTH: f64 = 900.0;
const MARGIN: f64 = 20.0;
const TOP: f64 = 88.0;
const ROW: f64 = 72.0;
/// Of the longest bar.
const BAR: f64 = 520.0;

/// What a byte on the wire is for, with its colour; each has a contrast of at least 3 to 1 on the background (WCAG 2.1,
/// 1.4.11).
const PARTS: [(&str, &str); 4] = [
    ("packet headers", "#7d8594"),
    ("handshake", "#56c8d8"),
    ("headers, encodings, encryption", "#e2b34c"),
    ("the answer itself", "#8fcf6f"),
];

const STYLE: &str = "svg.compare text { font: 14px ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', \
     monospace; fill: #d7dae0 } svg.compare .big { font-size: 17px; font-weight: bold; fill: #ffffff } svg.compare .name \
     { font-weight: bold } svg.compare .small { font-size: 12px; fill: #a9b0bc } svg.compare .read { fill: #ff8a80; \
     font-weight: bold } svg.compare .hidden { fill: #8fcf6f; font-weight: bold }";

/// Draws the first answered scene or connection of each capture, one below the other, on one scale.
pub fn draw(captures: &[Compared]) -> String {
    let firsts: Vec<(&Compared, &Unit)> = captures.iter().filter_map(|c| Some((c, c.first()?))).collect();
    let most = firsts.iter().map(|(_, u)| u.traffic.bytes).max().unwrap_or(1).max(1);
    let height = TOP + ROW * firsts.len() as f64 + MARGIN;
    let mut svg = format!(
        "<svg class=\"compare\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"compare-title\">\n<title id=\"compare-title\">Captures side by \
         side: what one question and its answer cost on the wire</title>\n<style>{STYLE}</style>\n<rect width=\"{WIDTH}\" \
         height=\"{height}\" rx=\"8\" fill=\"#16181d\"/>\n<text class=\"big\" x=\"{MARGIN}\" y=\"34\">One question and its \
         answer: bytes on the wire</text>\n"
    );
    let mut x = MARGIN;
    for (name, colour) in PARTS {
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"50\" width=\"12\" height=\"12\" rx=\"2\" fill=\"{colour}\"/><text class=\"small\" \
             x=\"{:.1}\" y=\"61\">{name}</text>",
            x + 18.0
        );
        x += 42.0 + 7.3 * columns(name) as f64;
    }
    for (i, (capture, unit)) in firsts.iter().enumerate() {
        row(&mut svg, TOP + ROW * i as f64, capture, unit, BAR / most as f64);
    }
    svg.push_str("</svg>\n");
    svg
}

fn row(svg: &mut String, y: f64, capture: &Compared, unit: &Unit, scale: f64) {
    let (class, word) = match unit.secret {
        Secret::Unnamed => ("small", "no secret was searched for"),
        Secret::Found { .. } => ("read", "secret read"),
        Secret::Hidden { control: Some(true), .. } => ("hidden", "secret hidden"),
        Secret::Hidden { .. } => ("small", "secret not seen"),
    };
    let _ = writeln!(
        svg,
        "<text class=\"name\" x=\"{MARGIN}\" y=\"{:.1}\">{} <tspan class=\"small\">{}</tspan></text>\n<text class=\"{class}\" \
         x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{word}</text>",
        y + 14.0,
        text(&capture.name, 36),
        text(&unit.protocol, 28),
        WIDTH - MARGIN,
        y + 14.0,
    );
    let mut x = MARGIN;
    for ((name, colour), bytes) in PARTS.iter().zip(parts(unit)).filter(|(_, bytes)| *bytes > 0) {
        let width = bytes as f64 * scale;
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"16\" fill=\"{colour}\"><title>{name}: {} \
             bytes</title></rect>",
            y + 22.0,
            grouped(bytes)
        );
        x += width;
    }
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\">{} bytes</text>\n<text class=\"small\" x=\"{:.1}\" y=\"{:.1}\" \
         text-anchor=\"end\">{}</text>\n<text class=\"small\" x=\"{MARGIN}\" y=\"{:.1}\">{}</text>",
        x + 8.0,
        y + 35.0,
        grouped(unit.traffic.bytes),
        WIDTH - MARGIN,
        y + 35.0,
        proofs(unit),
        y + 54.0,
        escape(&figures(unit)),
    );
}

/// As the legend has them. Where no handshake or answer was told apart, all payload is around it.
fn parts(unit: &Unit) -> [u64; 4] {
    let handshake = unit.handshake.map_or(0, |h| h.bytes).min(unit.payload);
    let answer = unit.answer.unwrap_or(0).min(unit.payload - handshake);
    [unit.traffic.bytes.saturating_sub(unit.payload), handshake, unit.payload - handshake - answer, answer]
}

/// Who is proven to whom, as the ledger has it.
fn proofs(unit: &Unit) -> String {
    let word = |what| unit.ledger.iter().find(|row| row.what == what).map_or("not known", |row| row.seen.as_str());
    format!("server {}, client {}", word("who answered"), word("who asked"))
}

fn figures(unit: &Unit) -> String {
    let mut parts = vec![format!("{} packets", grouped(unit.traffic.packets))];
    parts.extend(unit.round_trips.map(|trips| match trips {
        1 => "1 round trip".to_owned(),
        trips => format!("{trips} round trips"),
    }));
    parts.extend(unit.handshake.filter(|h| h.bytes > 0).map(|h| {
        let (bytes, time) = (grouped(h.bytes), duration(h.time));
        format!("handshake {bytes} bytes in {time}")
    }));
    parts.extend(unit.overhead().map(|times| format!("{} bytes per byte", overhead(times))));
    let entropy = unit.entropy;
    parts.push(format!("entropy {:.2} of {:.2} bits", entropy.bits, entropy.random));
    parts.join(" · ")
}

/// Made harmless, and not longer than that.
fn text(text: &str, most: usize) -> String {
    let text = visible(text);
    if columns(&text) <= most {
        return escape(&text);
    }
    let mut short = String::new();
    for c in text.chars() {
        if columns(&short) + 2 > most {
            break;
        }
        short.push(c);
    }
    escape(&format!("{short}…"))
}
