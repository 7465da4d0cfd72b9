//! The whole idea of lesson 3, without a number.

use anyhow::Result;
use wirewalk::palette::{Pot, three_paints};
use wirewalk::story::{Swatches, Voice};

use super::text;

/// Three pots each: two private colours, one public, and what everybody ends up with.
pub fn scene(voice: &mut Voice) -> Result<()> {
    voice.says(&text::PAINT)?;
    voice.asks(&text::WHICH_COLOUR)?;
    let [public, alices, bobs] = three_paints();
    let (from_alice, from_bob) = (public.mixed_with(alices), public.mixed_with(bobs));
    let (at_alice, at_bob) = (from_bob.mixed_with(alices), from_alice.mixed_with(bobs));
    let at_eve = from_alice.mixed_with(from_bob);
    let row = |pots: [Option<Pot>; 3]| pots.map(|pot| pot.map(Pot::swatch)).to_vec();
    let rows = vec![
        (&text::PAINT_PUBLIC, row([Some(public); 3])),
        (&text::PAINT_PRIVATE, row([Some(alices), None, Some(bobs)])),
        (&text::PAINT_FROM_ALICE, row([Some(from_alice), Some(from_alice), None])),
        (&text::PAINT_FROM_BOB, row([None, Some(from_bob), Some(from_bob)])),
        (&text::PAINT_SHARED, row([Some(at_alice), Some(at_eve), Some(at_bob)])),
    ];
    voice.says(&text::PAINTED)?;
    voice.paints(Swatches { head: &text::PAINT_HEAD, rows })?;
    voice.answers(&text::WHICH_COLOUR)?;
    voice.keeps("paint", [at_alice, at_bob, at_eve].map(|pot| format!("{:?}", pot.rgb())).join("; "));
    voice.claims("lesson3.paint-agrees")
}
