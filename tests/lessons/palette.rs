//! Paint, as lesson 3 mixes it.

use wirewalk::palette::{PAINTS, Pot, three_paints};

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
fn every_paint_is_called_by_its_own_name_and_eve_never_mixes_the_shared_colour() {
    for (name, rgb) in PAINTS {
        assert_eq!(Pot::new(rgb).swatch().word, name);
    }
    for _ in 0..1000 {
        let [public, a, b] = three_paints();
        let shared = public.mixed_with(a).mixed_with(b);
        let eves = public.mixed_with(a).mixed_with(public.mixed_with(b));
        assert_ne!(shared.swatch().word, eves.swatch().word);
    }
}
