//! Colours and bars, always with words and numbers beside them.

use crate::render::flow::{hanging, indented, wrap};
use crate::render::ink::{Ink, Row, columns};
use crate::story::{Chart, Point, Swatch, Swatches};

/// How wide a patch of colour is, and what parts it from its name.
const PATCH: &str = "    ";
const GAP: usize = 3;

/// A table of colours; where its columns do not fit, a list.
pub fn swatches(table: &Swatches, width: usize) -> Vec<Row> {
    let first = table.rows.iter().map(|(name, _)| columns(name.text)).max().unwrap_or(0);
    let cell = |swatch: &Option<Swatch>| swatch.map_or(0, |s| PATCH.len() + 1 + columns(s.word));
    let wide = |i: usize| table.rows.iter().filter_map(|(_, cells)| cells.get(i)).map(cell).max().unwrap_or(0);
    let widths: Vec<usize> = table.head.iter().enumerate().map(|(i, head)| wide(i).max(columns(head))).collect();
    if 2 + first + widths.iter().map(|w| GAP + w).sum::<usize>() > width {
        return list(table, width);
    }
    let starts = widths.iter().scan(2 + first + GAP, |at, width| {
        let start = *at;
        *at += width + GAP;
        Some(start)
    });
    let starts: Vec<usize> = starts.collect();
    let mut head = Row::new();
    for (start, text) in starts.iter().zip(table.head) {
        head.pad(*start);
        head.push(text, Ink::Title);
    }
    let mut rows = vec![head];
    for (name, cells) in &table.rows {
        let mut row = Row::new().and("  ", Ink::Plain).and(name.text, Ink::Plain);
        for (start, swatch) in starts.iter().zip(cells) {
            if let Some(swatch) = swatch {
                row.pad(*start);
                row.append(patch(swatch));
            }
        }
        rows.push(row);
    }
    rows
}

fn patch(swatch: &Swatch) -> Row {
    Row::new().and(PATCH, Ink::Colour(swatch.rgb)).and(" ", Ink::Plain).and(swatch.word, Ink::Strong)
}

fn list(table: &Swatches, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, cells) in &table.rows {
        rows.extend(indented(wrap(&Row::new().and(name.text, Ink::Plain), &[width - 2]), 2));
        for (head, swatch) in table.head.iter().zip(cells) {
            if let Some(swatch) = swatch {
                let mut row = patch(swatch);
                row.push(format!(" ({head})"), Ink::Dim);
                rows.extend(indented(wrap(&row, &[width - 6]), 6));
            }
        }
    }
    rows
}

/// Bars, one below the other, by place and then by way.
pub fn chart(chart: &Chart, width: usize) -> Vec<Row> {
    let mut rows = wrap(&Row::new().and(chart.title.text, Ink::Title), &[width]);
    let points = || chart.series.iter().flat_map(|s| &s.points);
    let place = points().map(|p| p.at.to_string().len()).max().unwrap_or(1);
    let way = chart.series.iter().map(|s| columns(s.name.text)).max().unwrap_or(0);
    let said = points().map(|p| columns(&value(p))).max().unwrap_or(0);
    // A narrow terminal has no room for the names of the ways: the bars say it by their sign, and a row explains them.
    let narrow = 2 + place + 1 + way + 2 + said + 10 > width;
    let names = if narrow { 0 } else { way + 1 };
    let room = width.saturating_sub(2 + place + 1 + names + 1 + said + 1).clamp(4, 60);
    for at in chart.places() {
        for (i, series) in chart.series.iter().enumerate() {
            for point in series.points.iter().filter(|p| p.at == at) {
                let label = if i == 0 { at.to_string() } else { String::new() };
                let mut row = Row::new().and(format!("  {label:>place$} "), Ink::Strong);
                if !narrow {
                    row.push(series.name.text, Ink::Plain);
                    row.pad(2 + place + 1 + names);
                }
                row.push(bar(chart, point, i, room), Ink::Group(i as u8));
                row.push(format!(" {}", value(point)), Ink::Strong);
                rows.push(row);
            }
        }
    }
    let across = format!("{}; {}", chart.across.text, scale(chart, room));
    let estimated = points().any(|p| !p.measured).then(|| format!("≈ {}", chart.estimate.text));
    let signs = narrow.then(|| {
        let names = chart.series.iter().enumerate().map(|(i, s)| format!("{} {}", sign(i, true), s.name.text));
        names.collect::<Vec<_>>().join(", ")
    });
    for text in [Some(across), signs, estimated].into_iter().flatten() {
        rows.extend(hanging(Row::new().and("  ", Ink::Plain), wrap(&Row::new().and(text, Ink::Dim), &[width - 2])));
    }
    rows
}

fn value(point: &Point) -> String {
    if point.measured { point.shown.clone() } else { format!("≈ {}", point.shown) }
}

fn sign(series: usize, measured: bool) -> char {
    match (series % 2, measured) {
        (0, true) => '█',
        (0, false) => '░',
        (_, true) => '▬',
        (_, false) => '┄',
    }
}

/// As long as the logarithm says: the least value of all still shows.
fn bar(chart: &Chart, point: &Point, series: usize, room: usize) -> String {
    let (least, most) = chart.extremes();
    let log = |n: u64| (n.max(1) as f64).ln();
    let part = (log(point.size) - log(least)) / (log(most) - log(least));
    let length = 1 + (part * (room - 1) as f64).round() as usize;
    std::iter::repeat_n(sign(series, point.measured), length.min(room)).collect()
}

/// What a longer bar means.
fn scale(chart: &Chart, room: usize) -> String {
    let (least, most) = chart.extremes();
    let factor = (most as f64 / least as f64).powf(10.0 / (room - 1).max(1) as f64);
    format!("the scale is logarithmic: ten columns longer is {factor:.0} times as much")
}
