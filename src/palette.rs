//! Paint: mixing two pots gives a third, in whatever order, and every colour has a name.
//!
//! Paint takes light away. What a pot takes away of red, green and blue is its density, the logarithm of what it lets through;
//! a mixture has the mean density of its parts. Densities are integers that are added up, so that who mixes the same parts in
//! another order gets the same colour, to the bit.

use crate::story::Swatch;

/// Parts of paint, as they were poured together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pot {
    /// The sums of the densities of all parts, in thousandths.
    densities: [u32; 3],
    parts: u32,
}

/// The colours that paint is sold in: those that somebody may choose as a private colour.
pub const PAINTS: [(&str, [u8; 3]); 6] = [
    ("yellow", [255, 255, 7]),
    ("amber", [255, 179, 6]),
    ("magenta", [230, 11, 207]),
    ("purple", [187, 10, 212]),
    ("blue", [15, 105, 233]),
    ("azure", [20, 191, 255]),
];

/// The public paint and two private ones, in which all that comes of them can be told apart: each of the three, both mixtures that
/// are sent, what Alice and Bob end with, and what Eve can mix. Any two of these are more than 20 apart by CIEDE2000, have
/// different names, and look different where a terminal has 256 colours or 16. Of few paints that is so: mixtures tend to brown.
pub const DRAWN: [[&str; 3]; 7] = [
    ["yellow", "blue", "magenta"],
    ["yellow", "blue", "purple"],
    ["yellow", "azure", "magenta"],
    ["yellow", "azure", "purple"],
    ["amber", "blue", "magenta"],
    ["amber", "blue", "purple"],
    ["magenta", "azure", "yellow"],
];

/// Further names, for what comes of mixing.
const NAMES: [(&str, [u8; 3]); 43] = [
    ("orange", [240, 140, 40]),
    ("red", [210, 50, 50]),
    ("violet", [120, 70, 180]),
    ("teal", [40, 150, 150]),
    ("green", [60, 160, 70]),
    ("scarlet", [240, 50, 38]),
    ("bright green", [70, 220, 45]),
    ("ultramarine", [70, 50, 225]),
    ("sage", [115, 145, 112]),
    ("taupe", [140, 104, 86]),
    ("tan", [165, 125, 78]),
    ("mauve", [140, 100, 130]),
    ("slate blue", [100, 110, 165]),
    ("steel", [95, 125, 150]),
    ("sea green", [65, 150, 110]),
    ("crimson", [190, 55, 95]),
    ("coral", [225, 105, 75]),
    ("indigo", [85, 70, 170]),
    ("leaf green", [100, 165, 75]),
    ("white", [250, 250, 250]),
    ("cream", [245, 235, 200]),
    ("sand", [215, 190, 130]),
    ("ochre", [200, 150, 50]),
    ("mustard", [215, 180, 50]),
    ("apricot", [240, 180, 120]),
    ("brick", [165, 75, 55]),
    ("rust", [180, 95, 40]),
    ("brown", [122, 84, 40]),
    ("umber", [95, 66, 68]),
    ("olive", [125, 125, 50]),
    ("moss", [110, 140, 65]),
    ("lime", [165, 210, 70]),
    ("mint", [150, 215, 170]),
    ("pine", [45, 95, 65]),
    ("sky blue", [120, 180, 225]),
    ("navy", [40, 50, 110]),
    ("plum", [115, 60, 95]),
    ("rose", [225, 130, 140]),
    ("pink", [240, 175, 195]),
    ("lavender", [175, 155, 210]),
    ("light grey", [190, 190, 190]),
    ("grey", [125, 125, 125]),
    ("black", [30, 30, 30]),
];

impl Pot {
    /// One part of paint of this colour.
    pub fn new(rgb: [u8; 3]) -> Pot {
        // A paint that let nothing through would have no logarithm.
        let density = |c: u8| (-1000.0 * (f64::from(c.max(1)) / 255.0).ln()).round() as u32;
        Pot { densities: rgb.map(density), parts: 1 }
    }

    /// What both pots give, poured together.
    pub fn mixed_with(self, other: Pot) -> Pot {
        let [a, b, c] = self.densities;
        let [d, e, f] = other.densities;
        Pot { densities: [a + d, b + e, c + f], parts: self.parts + other.parts }
    }

    /// Its colour in the light of a screen.
    pub fn rgb(self) -> [u8; 3] {
        let light = |density: u32| (-f64::from(density) / f64::from(self.parts) / 1000.0).exp();
        self.densities.map(|density| (255.0 * light(density)).round() as u8)
    }

    /// Its colour with the name of the nearest one that has a name.
    pub fn swatch(self) -> Swatch {
        let rgb = self.rgb();
        let nearest = PAINTS.iter().chain(&NAMES).min_by_key(|(_, other)| distance(rgb, *other));
        Swatch { rgb, word: nearest.map_or("a colour", |(name, _)| name) }
    }
}

/// The squared distance of two colours, green weighing most, as in the eye.
pub fn distance(a: [u8; 3], b: [u8; 3]) -> i32 {
    let [r, g, b] = [0, 1, 2].map(|i| i32::from(a[i]) - i32::from(b[i]));
    3 * r * r + 4 * g * g + 2 * b * b
}

/// One part of the paint that is sold under this name.
fn sold(name: &str) -> Option<Pot> {
    PAINTS.iter().find(|(other, _)| *other == name).map(|(_, rgb)| Pot::new(*rgb))
}

/// A public paint and two private ones, one of [`DRAWN`], chosen by chance.
pub fn three_paints() -> [Pot; 3] {
    let [public, a, b] = DRAWN[rand::random_range(0..DRAWN.len())].map(|name| sold(name).unwrap_or(Pot::new([255; 3])));
    if rand::random() { [public, a, b] } else { [public, b, a] }
}
