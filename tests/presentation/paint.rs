//! Rows as lines, plain and painted.

use wirewalk::paint::Paint;
use wirewalk::render::ink::{Ink, Row};

#[test]
fn plain_lines_hold_no_escape_and_painted_lines_the_same_text() {
    let row = Row::new().and("held", Ink::Held).and("  ", Ink::Dim).and("naïve", Ink::Plain).and("   ", Ink::Dim);
    assert_eq!(Paint::Plain.line(&row), "held  naïve");
    assert_eq!(Paint::Ansi.line(&row), "\x1b[1;32mheld\x1b[0m  naïve");
}
