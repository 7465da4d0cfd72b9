//! Colours and measurements that are shown as such.

use serde::Serialize;

use super::Name;

/// A colour, never without its name in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Swatch {
    /// Red, green and blue, as a screen shows them (sRGB).
    pub rgb: [u8; 3],
    /// Its name.
    pub word: &'static str,
}

/// A table of colours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swatches {
    /// What stands over the columns.
    pub head: &'static [&'static str],
    /// What each row is, and its colours: as many as there are columns.
    pub rows: Vec<(&'static Name, Vec<Option<Swatch>>)>,
}

/// Measurements that grow by factors: bars and axes are logarithmic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What is shown.
    pub title: &'static Name,
    /// What the points lie along.
    pub across: &'static Name,
    /// What `measured: false` means.
    pub estimate: &'static Name,
    /// One or more ways, measured at the same points.
    pub series: Vec<Series>,
}

/// What one way gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Series {
    /// Which way it is.
    #[serde(flatten)]
    pub name: &'static Name,
    /// Its points, in order.
    pub points: Vec<Point>,
}

/// One measurement, or an estimate in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Where it lies: bits.
    pub at: u32,
    /// How much: nanoseconds.
    #[serde(rename = "nanoseconds")]
    pub size: u64,
    /// The same in words.
    pub shown: String,
    /// Whether it was measured; if not, it was computed from those that were.
    pub measured: bool,
}

impl Point {
    /// What was measured.
    pub fn measured(at: u32, seconds: f64) -> Point {
        Point { at, size: (seconds * 1e9) as u64, shown: duration(seconds), measured: true }
    }

    /// What was computed from what was measured.
    pub fn estimated(at: u32, seconds: f64) -> Point {
        Point { measured: false, ..Point::measured(at, seconds) }
    }
}

impl Chart {
    /// The least and the greatest size of all points; at least 1 and 10.
    pub fn extremes(&self) -> (u64, u64) {
        let sizes = || self.series.iter().flat_map(|s| &s.points).map(|p| p.size.max(1));
        let least = sizes().min().unwrap_or(1);
        (least, sizes().max().unwrap_or(10).max(least.saturating_mul(10)))
    }

    /// All places, in order, each once.
    pub fn places(&self) -> Vec<u32> {
        let mut places: Vec<u32> = self.series.iter().flat_map(|s| &s.points).map(|p| p.at).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// Seconds as a person says them: from nanoseconds to ages of the universe.
pub fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 1e-6 => format!("{:.0} ns", s * 1e9),
        s if s < 1e-3 => format!("{:.1} µs", s * 1e6),
        s if s < 1.0 => format!("{:.1} ms", s * 1e3),
        s if s < 120.0 => format!("{s:.1} s"),
        s if s < 7200.0 => format!("{:.0} minutes", s / 60.0),
        s if s < 172_800.0 => format!("{:.0} hours", s / 3600.0),
        s if s < 2.0 * YEAR => format!("{:.0} days", s / 86_400.0),
        s if s < 1e6 * YEAR => format!("{:.0} years", s / YEAR),
        s if s < AGE_OF_THE_UNIVERSE => format!("{:.0} million years", s / YEAR / 1e6),
        s => format!("10^{:.0} times the age of the universe", (s / AGE_OF_THE_UNIVERSE).log10()),
    }
}

/// Seconds of a year, and of the age of the universe.
const YEAR: f64 = 31_556_952.0;
/// The age of the universe, in seconds.
pub const AGE_OF_THE_UNIVERSE: f64 = 13.8e9 * YEAR;
