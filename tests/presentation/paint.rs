//! Rows as lines, plain and painted.

use wirewalk::paint::Paint;
use wirewalk::render::ink::{Ink, Row};

#[test]
fn plain_lines_hold_no_escape_and_painted_lines_the_same_text() {
    let row = Row::new().and("held", Ink::Held).and("  ", Ink::Dim).and("naïve", Ink::Plain).and("   ", Ink::Dim);
    assert_eq!(Paint::Plain.line(&row), "held  naïve");
    assert_eq!(Paint::Ansi.line(&row), "\x1b[1;32mheld\x1b[0m  naïve");
}

#[test]
fn a_patch_is_painted_on_every_terminal_that_has_colours() {
    let row = Row::new().and("    ", Ink::Colour([15, 105, 233])).and(" blue", Ink::Plain);
    assert_eq!(Paint::Plain.line(&row), "     blue");
    assert_eq!(Paint::True.line(&row), "\x1b[48;2;15;105;233m    \x1b[0m blue");
    assert_eq!(Paint::Indexed.line(&row), "\x1b[48;5;26m    \x1b[0m blue");
    assert_eq!(Paint::Ansi.line(&row), "\x1b[34;46m▒▒▒▒\x1b[0m blue", "blue and cyan, mixed by the eye");
    let yellow = Row::new().and("    ", Ink::Colour([255, 255, 7])).and("|", Ink::Plain);
    assert_eq!(Paint::Ansi.line(&yellow), "\x1b[103m    \x1b[0m|");
}

#[test]
fn the_terminal_says_how_many_colours_it_has() {
    for (colorterm, term, paint) in [
        ("truecolor", "xterm", Paint::True),
        ("24bit", "", Paint::True),
        ("", "xterm-256color", Paint::Indexed),
        ("yes", "screen-256color", Paint::Indexed),
        ("", "linux", Paint::Ansi),
        ("", "", Paint::Ansi),
    ] {
        assert_eq!(Paint::named(colorterm, term), paint, "{colorterm} {term}");
    }
}
