//! What every page at the terminal is made of: text made visible, values in words, rows that are wrapped and cut, bytes in their
//! grid, and where bytes come from.

use wirewalk::dissect::{Datum, Message, Origin, Source, Span};
use wirewalk::recording::{SecretId, Side, Timestamp, TlsSecret};
use wirewalk::render::flow::{inked, prose, wrap};
use wirewalk::render::ink::{Ink, Row, visible};
use wirewalk::render::terminal::bytes::{Grid, MOST_ROWS};
use wirewalk::render::terminal::origin::headline;
use wirewalk::render::value::datum_text;

fn texts(rows: &[Row]) -> Vec<String> {
    rows.iter().map(Row::to_string).collect()
}

#[test]
fn what_a_terminal_would_obey_is_written_out() {
    assert_eq!(visible("a\x1b[2Jb\r\n"), "a\\x1b[2Jb\\r\\n");
    assert_eq!(visible("\u{9b}31m \u{7f}"), "\\x9b31m \\x7f");
    assert_eq!(visible("abc\u{202e}cba \u{200d}e\u{301}"), "abc\\u{202e}cba \\u{200d}e\\u{301}");
    assert_eq!(visible("año 松鼠 🐿"), "año 松鼠 🐿");
    // What takes a column and shows nothing: fillers, a cell of Braille without a dot, blanks of all kinds.
    for c in "\u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}\u{ad}\u{1680}\u{2003}\u{202f}\u{3000}\u{1d159}\u{e0041}\u{fff0}\u{17b4}".chars() {
        let number = u32::from(c);
        let expected = if number < 0x100 { format!("a\\x{number:02x}b") } else { format!("a\\u{{{number:x}}}b") };
        assert_eq!(visible(&format!("a{c}b")), expected);
    }
}

#[test]
fn a_time_without_a_date_is_still_shown() {
    let far = datum_text(&Datum::Time(u64::MAX)).unwrap();
    assert!(far.starts_with("18446744073709551615 s"), "{far}");
}

#[test]
fn a_row_is_cut_at_the_width_and_never_inside_a_wide_character() {
    let row = Row::new().and("ab松", Ink::Title).and("鼠cd", Ink::Dim);
    let pieces: Vec<String> = row.cut(3).iter().map(Row::to_string).collect();
    assert_eq!(pieces, ["ab", "松", "鼠c", "d"]);
    assert_eq!(Row::new().cut(3).len(), 1);
}

#[test]
fn text_flows_around_what_stands_beside_its_first_rows() {
    let rows = wrap(&inked("one two three four five six seven"), &[8, 8, 20]);
    assert_eq!(texts(&rows), ["one two", "three", "four five six seven"]);
}

#[test]
fn a_long_word_is_broken_and_fills_each_row() {
    let rows = wrap(&Row::new().and("a 0123456789abcdef", Ink::Strong), &[6, 10]);
    assert_eq!(texts(&rows), ["a 0123", "456789abcd", "ef"]);
    assert_eq!(rows[0].runs.len(), 1);
}

#[test]
fn spaces_between_words_stay_and_code_keeps_its_signs() {
    assert_eq!(texts(&wrap(&Row::new().and("a   b", Ink::Plain), &[9])), ["a   b"]);
    assert_eq!(texts(&prose("Say `GET /`\nnow.\n\nThen wait.", 40)), ["Say `GET /` now.", "", "Then wait."]);
}

#[test]
fn a_long_leaf_says_how_much_of_it_is_not_shown() {
    let bytes: Vec<u8> = (0..=255).collect();
    let grid = Grid::beside(80, 256);
    let rows = texts(&grid.rows(&Span::new(0, 0, 0..256), &bytes, Ink::Plain));
    assert_eq!(rows.len(), MOST_ROWS);
    assert_eq!(rows[0], "0000  00 01 02 03 04 05 06 07  ········");
    assert_eq!(rows[4], "0020  20 21 22 23 24 25 26 27   !\"#$%&'");
    assert_eq!(rows[5], "      … 216 more bytes");
    assert_eq!(grid.rows(&Span::new(0, 0, 0..48), &bytes[..48], Ink::Plain).len(), MOST_ROWS);
}

#[test]
fn bits_are_shown_in_their_byte() {
    let span = Span { message: 0, source: 0, range: 3..4, bits: Some(2..5) };
    let rows = Grid::beside(80, 9).rows(&span, &[0b1011_0101], Ink::Plain);
    assert_eq!(texts(&rows), ["0003  b5  ··11 0···"]);
}

#[test]
fn every_grid_keeps_its_width() {
    let bytes = [0x41; 100];
    for width in 40..200 {
        let grid = Grid::beside(width, 70_000);
        let rows = grid.rows(&Span::new(0, 0, 65_536..65_636), &bytes, Ink::Plain);
        assert!(rows.iter().all(|r| r.width() <= grid.width()), "{width}");
        assert!(grid.within(width).width() <= width, "{width}");
    }
}

#[test]
fn every_origin_is_named_with_what_it_was_made_of() {
    let span = |message, length: usize| Span::new(message, 0, 16..16 + length);
    let says = |origin, above: Option<&Span>| {
        let sources = vec![Source { origin, bytes: vec![0; 73].into() }];
        let at = Timestamp(0);
        let side = Side::Client;
        let message = Message { connection: 0, index: 4, side, at, offset: 0, sources, fields: Vec::new() };
        headline(&message, 0, above)
    };
    let token = span(4, 100);
    assert_eq!(says(Origin::Base64(token.clone()), Some(&token)), "these 100 characters are base64 of 73 bytes:");
    assert_eq!(says(Origin::Base64(span(3, 1)), None), "1 character from 0010 of message 3 is base64 of 73 bytes:");
    let opened = Origin::Decrypted { record: token.clone(), with: SecretId::Fernet(1) };
    assert_eq!(says(opened, None), "100 bytes from 0010, opened with Fernet key 2, are 73 bytes:");
    assert_eq!(says(Origin::Dechunked(vec![token.clone()]), None), "the data of 1 chunk, 73 bytes:");
    assert_eq!(says(Origin::Joined(vec![token.clone(), token.clone()]), None), "2 pieces put together, 73 bytes:");
    let pieces = Origin::Joined(vec![span(2, 5), token.clone()]);
    assert_eq!(says(pieces, None), "2 pieces of messages 2 to 4 put together, 73 bytes:");
    let earlier = Origin::Joined(vec![span(2, 5)]);
    assert_eq!(says(earlier, None), "1 piece of message 2 put together, 73 bytes:");
    assert_eq!(says(Origin::Derived(Vec::new()), None), "computed only from constants, 73 bytes:");
    assert_eq!(says(Origin::Derived(vec![token.clone()]), None), "computed from 1 piece, 73 bytes:");
    let unpacked = "these 100 bytes, decompressed, are 73 bytes:";
    assert_eq!(says(Origin::Decompressed(token.clone()), Some(&token)), unpacked);
    let with = SecretId::KeyLog(TlsSecret::handshake(Side::Server));
    let opened = says(Origin::Decrypted { record: token.clone(), with }, Some(&token));
    assert_eq!(opened, "these 100 bytes, decrypted with SERVER_HANDSHAKE_TRAFFIC_SECRET, are 73 bytes:");
}
