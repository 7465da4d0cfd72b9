//! Colours and measurements as JSON.

use serde::Serialize;

use crate::story::{Chart, Point, Series, Swatch, Swatches};

/// A row of a table of colours.
#[derive(Serialize)]
pub struct SwatchRow {
    id: &'static str,
    name: &'static str,
    swatches: Vec<Option<SwatchView>>,
}

#[derive(Serialize)]
struct SwatchView {
    rgb: [u8; 3],
    word: &'static str,
}

/// The rows of a table of colours.
pub fn swatch_rows(table: &Swatches) -> Vec<SwatchRow> {
    let swatch = |s: &Option<Swatch>| s.map(|Swatch { rgb, word }| SwatchView { rgb, word });
    let row = |(name, cells): &(&'static crate::story::Name, Vec<Option<Swatch>>)| SwatchRow {
        id: name.id,
        name: name.text,
        swatches: cells.iter().map(swatch).collect(),
    };
    table.rows.iter().map(row).collect()
}

/// Measurements.
#[derive(Serialize)]
pub struct ChartView<'a> {
    id: &'static str,
    title: &'static str,
    across: &'static str,
    series: Vec<SeriesView<'a>>,
}

#[derive(Serialize)]
struct SeriesView<'a> {
    id: &'static str,
    name: &'static str,
    points: Vec<PointView<'a>>,
}

#[derive(Serialize)]
struct PointView<'a> {
    at: u32,
    nanoseconds: u64,
    shown: &'a str,
    measured: bool,
}

impl<'a> ChartView<'a> {
    /// The view of a chart.
    pub fn new(chart: &'a Chart) -> ChartView<'a> {
        let point = |p: &'a Point| PointView { at: p.at, nanoseconds: p.size, shown: &p.shown, measured: p.measured };
        let series = |s: &'a Series| SeriesView {
            id: s.name.id,
            name: s.name.text,
            points: s.points.iter().map(point).collect(),
        };
        let series = chart.series.iter().map(series).collect();
        ChartView { id: chart.title.id, title: chart.title.text, across: chart.across.text, series }
    }
}
