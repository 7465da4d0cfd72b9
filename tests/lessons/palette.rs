//! Paint, as lesson 3 mixes it.

use wirewalk::paint::Paint;
use wirewalk::palette::{DRAWN, PAINTS, Pot, three_paints};
use wirewalk::render::ink::{Ink, Row};

#[test]
fn the_order_of_mixing_does_not_matter() {
    for (_, a) in PAINTS {
        for (_, b) in PAINTS {
            let (public, a, b) = (Pot::new([250, 220, 60]), Pot::new(a), Pot::new(b));
            assert_eq!(public.mixed_with(a).mixed_with(b), public.mixed_with(b).mixed_with(a));
            assert_eq!(public.mixed_with(a).mixed_with(b).rgb(), public.mixed_with(b).mixed_with(a).rgb());
        }
    }
}

#[test]
fn yellow_and_blue_give_green_as_paint_does() {
    let [r, g, b] = Pot::new([250, 220, 60]).mixed_with(Pot::new([50, 90, 200])).rgb();
    assert!(g > r && g > b, "{r} {g} {b}");
}

#[test]
fn every_paint_is_called_by_its_own_name() {
    for (name, rgb) in PAINTS {
        assert_eq!(Pot::new(rgb).swatch().word, name);
    }
}

/// All that stands in the lesson's table: the three paints, what is sent, what Alice and Bob end with, and what Eve mixes.
fn all([public, a, b]: [Pot; 3]) -> [Pot; 7] {
    let (from_a, from_b) = (public.mixed_with(a), public.mixed_with(b));
    [public, a, b, from_a, from_b, from_a.mixed_with(b), from_a.mixed_with(from_b)]
}

/// The difference of two colours as an eye has it; from 20 on nobody takes one for the other.
fn difference(one: Pot, other: Pot) -> f32 {
    let [one, other] = [one, other].map(|pot| lab::Lab::from_rgb(&pot.rgb()));
    empfindung::cie00::diff(one, other)
}

#[test]
fn any_two_colours_that_must_differ_do_and_so_do_their_names() {
    let mut drawn = std::collections::BTreeSet::new();
    for _ in 0..1000 {
        let paints = three_paints();
        let pots = all(paints);
        drawn.insert(paints.map(|pot| pot.swatch().word));
        for (i, one) in pots.iter().enumerate() {
            for other in &pots[..i] {
                let (a, b) = (one.swatch(), other.swatch());
                let apart = difference(*one, *other);
                assert!(apart > 20.0, "{a:?} and {b:?} are {apart} apart: {:?}", paints.map(|pot| pot.swatch()));
                assert_ne!(a.word, b.word, "{a:?} {b:?}");
                for paint in [Paint::Ansi, Paint::Indexed, Paint::True] {
                    let [a, b] =
                        [a, b].map(|s| paint.line(&Row::new().and("  ", Ink::Colour(s.rgb)).and("|", Ink::Plain)));
                    assert!(a != b && a.contains("\x1b["), "{paint:?}: {a:?} {b:?}");
                }
            }
        }
    }
    assert_eq!(drawn.len(), 2 * DRAWN.len(), "each is drawn some time, either way round: {drawn:?}");
}
