//! A chart as a picture: points and lines over a logarithmic axis, one self-contained SVG, the same for the same numbers.

use std::fmt::Write;

use super::svg::escape;
use crate::story::{Chart, Point};

/// Width, height, and the frame of the plot inside: left, top, right, bottom. In pixels.
const SIZE: (f64, f64) = (760.0, 440.0);
const FRAME: (f64, f64, f64, f64) = (90.0, 60.0, 740.0, 380.0);
/// Colour and shape of each series; the contrast is at least 4.5 to 1 on the background (WCAG 2.1, 1.4.3).
const COLOURS: [&str; 4] = ["#ff7b72", "#56c8d8", "#8fcf6f", "#e2b34c"];

/// The plot.
pub fn draw(chart: &Chart) -> String {
    let (width, height) = SIZE;
    let title = escape(chart.title.text);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-labelledby=\"title\">\n<title id=\"title\">{title}</title>\n<style>\n\
         text {{ font: 13px system-ui, sans-serif; fill: #d7dae0 }} .t {{ font-size: 16px; font-weight: bold }}\n\
         .a {{ stroke: #3a3f4b }} .l {{ fill: none; stroke-width: 2 }} .e {{ stroke-dasharray: 5 5 }}\n\
         </style>\n<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#16181d\"/>\n\
         <text x=\"20\" y=\"30\" class=\"t\">{title}</text>\n"
    );
    axes(&mut svg, chart);
    for (i, series) in chart.series.iter().enumerate() {
        let colour = COLOURS[i % COLOURS.len()];
        let _ = writeln!(svg, "<g fill=\"{colour}\" stroke=\"{colour}\">");
        lines(&mut svg, chart, &series.points);
        svg.push_str("</g>\n");
    }
    legend(&mut svg, chart);
    svg.push_str("</svg>\n");
    svg
}

/// Which colour is which way, in the corner where no line that rises can be.
fn legend(svg: &mut String, chart: &Chart) {
    const LINE: f64 = 18.0;
    let estimated = chart.series.iter().flat_map(|s| &s.points).any(|p| !p.measured);
    let height = LINE * (chart.series.len() + usize::from(estimated)) as f64 + 10.0;
    let (left, top) = (FRAME.2 - 350.0, FRAME.3 - height - 8.0);
    let _ = writeln!(
        svg,
        "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"342\" height=\"{height:.1}\" fill=\"#16181d\" class=\"a\"/>"
    );
    let mut line = |i: usize, sign: &str, text: &str| {
        let y = top + LINE * (i + 1) as f64;
        let _ = writeln!(
            svg,
            "<g transform=\"translate({:.1} {:.1})\">{sign}<text x=\"22\" y=\"4\">{}</text></g>",
            left + 10.0,
            y - 4.0,
            escape(text)
        );
    };
    for (i, series) in chart.series.iter().enumerate() {
        let colour = COLOURS[i % COLOURS.len()];
        line(i, &format!("<circle cx=\"8\" r=\"4\" fill=\"{colour}\"/>"), series.name.text);
    }
    if estimated {
        let dashes = "<path d=\"M0 0 H16\" class=\"l e\" stroke=\"#d7dae0\"/>";
        line(chart.series.len(), dashes, chart.estimate.text);
    }
}

/// Where a point lies.
fn place(chart: &Chart, at: u32, size: f64) -> (f64, f64) {
    let (left, top, right, bottom) = FRAME;
    let places = chart.places();
    let (first, last) = (places.first().copied().unwrap_or(0), places.last().copied().unwrap_or(1));
    let across = f64::from(at - first) / f64::from((last - first).max(1));
    let (low, high) = decades(chart);
    let up = (size.max(1.0).log10() - low) / (high - low);
    (left + 10.0 + across * (right - left - 20.0), bottom - up * (bottom - top))
}

/// The powers of ten between which everything lies.
fn decades(chart: &Chart) -> (f64, f64) {
    let (least, most) = chart.extremes();
    ((least as f64).log10().floor(), (most as f64).log10().ceil())
}

fn axes(svg: &mut String, chart: &Chart) {
    let (left, top, right, bottom) = FRAME;
    let (low, high) = decades(chart);
    for decade in (low as i32)..=(high as i32) {
        let (_, y) = place(chart, chart.places().first().copied().unwrap_or(0), 10f64.powi(decade));
        let text = escape(&crate::story::duration(10f64.powi(decade) / 1e9));
        let _ = writeln!(
            svg,
            "<path d=\"M{left} {y:.1} H{right}\" class=\"a\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{text}</text>",
            left - 8.0,
            y + 4.0
        );
    }
    for at in chart.places() {
        let (x, _) = place(chart, at, 1.0);
        let _ = writeln!(
            svg,
            "<path d=\"M{x:.1} {top} V{bottom}\" class=\"a\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{at}</text>",
            bottom + 20.0
        );
    }
    let middle = (left + right) / 2.0;
    let _ = writeln!(
        svg,
        "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
        bottom + 44.0,
        escape(chart.across.text)
    );
}

/// What was measured as a line with dots, what was not as a dashed one with rings.
fn lines(svg: &mut String, chart: &Chart, points: &[Point]) {
    let at = |p: &Point| place(chart, p.at, p.size as f64);
    for pair in points.windows(2) {
        if let [a, b] = pair {
            let ((x, y), (u, v)) = (at(a), at(b));
            let class = if b.measured { "l" } else { "l e" };
            let _ = writeln!(svg, "<path d=\"M{x:.1} {y:.1} L{u:.1} {v:.1}\" class=\"{class}\"/>");
        }
    }
    for point in points {
        let (x, y) = at(point);
        let fill = if point.measured { "" } else { " fill=\"#16181d\"" };
        let said = escape(&point.shown);
        let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"{fill}><title>{said}</title></circle>");
    }
}
