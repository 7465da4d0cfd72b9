//! What a comparison measures with: the search for the secret in every disguise, entropy, the comments of a lesson's capture, and
//! how figures are written.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use wirewalk::claims::search::{self, Hit, find};
use wirewalk_tell::compare::comments::opening;
use wirewalk_tell::compare::entropy::{Histogram, random};
use wirewalk_tell::compare::search::{Needle, Searcher};
use wirewalk_tell::compare::tables::{duration, grouped, overhead};

const SECRET: &str = "fluffy tail";

#[test]
fn every_disguise_is_seen_through() {
    for before in ["", "a", "ab", "abc"] {
        let text = STANDARD.encode(format!("{before}{SECRET} and more"));
        assert!(find(format!("x={text};").as_bytes(), SECRET).is_some(), "base64 after {before:?}");
    }
    for text in ["GET /?q=fluffy%20tail HTTP/1.1", "q=Fluffy+Tail", "%66%6c%75%66%66%79%20%74%61%69%6C"] {
        assert!(find(text.as_bytes(), SECRET).is_some(), "{text}");
    }
    let wide: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(find(&wide, SECRET), Some(Hit { form: "UTF-16LE", at: 0 }));
}

#[test]
fn what_is_not_there_is_not_found() {
    assert_eq!(find(b"fluffy tai", SECRET), None);
    assert_eq!(find(b"", SECRET), None);
    assert_eq!(find(&[0; 4096], SECRET), None);
}

#[test]
fn a_secret_across_two_pieces_is_found_where_it_begins() {
    let needle = Needle::new("fluffy tail");
    for cut in 0..30 {
        let said = b"0123456789fluffy tail and more";
        let mut searcher = Searcher::default();
        searcher.push(&said[..cut], &needle);
        searcher.push(&said[cut..], &needle);
        assert_eq!(searcher.found, Some(("as plain text", 10)), "cut at {cut}");
    }
}

#[test]
fn every_disguise_is_found_that_a_lesson_finds() {
    for form in search::forms("fluffy tail") {
        let said = [b"so: ".as_slice(), &form.bytes.to_ascii_uppercase(), b"."].concat();
        let found = search::find(&said, "fluffy tail").map(|hit| hit.at);
        let mut searcher = Searcher::default();
        searcher.push(&said, &Needle::new("fluffy tail"));
        assert_eq!(searcher.found.map(|(_, at)| at as usize), found, "{}", form.name);
    }
}

fn of(bytes: &[u8]) -> f64 {
    let mut histogram = Histogram::default();
    histogram.add(bytes);
    histogram.entropy().bits
}

#[test]
fn known_distributions_have_their_known_entropy() {
    assert_eq!(of(b""), 0.0);
    assert_eq!(of(b"aaaa"), 0.0);
    assert_eq!(of(b"abab"), 1.0);
    assert_eq!(of(b"abcdabcd"), 2.0);
    assert!((of(b"aab") - 0.918_295_8).abs() < 1e-6);
    let all: Vec<u8> = (0..=255).collect();
    assert_eq!(of(&all), 8.0);
}

#[test]
fn a_small_sample_of_random_bytes_shows_less_than_eight_bits() {
    assert_eq!(random(1), 0.0);
    // Two random bytes: one bit unless both are the same.
    assert!((random(2) - 255.0 / 256.0).abs() < 1e-9);
    // By trial: the average over many samples from a generator that is good enough for this.
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    for len in [100, 700, 4000] {
        let tried = (0..200).map(|_| of(&(0..len).map(|_| next()).collect::<Vec<u8>>())).sum::<f64>() / 200.0;
        assert!((random(len) - tried).abs() < 0.02, "{len} bytes: {} computed, {tried} tried", random(len));
    }
    assert!((random(1 << 16) - random((1 << 16) + 1)).abs() < 1e-3, "both ways meet");
}

#[test]
fn numbers_are_grouped_and_times_have_three_digits() {
    assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    let shown = [0, 5, 1_500, 99_960, 2_000_000, 1_234_000_000].map(|ns| duration(Duration::from_nanos(ns)));
    assert_eq!(shown, ["0 s", "5.00 ns", "1.50 µs", "100 µs", "2.00 ms", "1.23 s"]);
    assert_eq!([61.72, 99.96, 12_345.6].map(overhead), ["61.7", "100", "12,346"]);
}

#[test]
fn the_comment_on_a_first_packet_tells_scene_and_parties() {
    let text = "step plain (Scene 1: Alice asks Bob): Alice (127.0.0.1:50000) opens a connection to Bob ([::1]:5985)";
    let told = opening(text).expect("an opening");
    assert_eq!((&*told.step, &*told.title), ("plain", "Scene 1: Alice asks Bob"));
    assert_eq!((&*told.client.0, told.client.1.port()), ("Alice", 50_000));
    assert_eq!((&*told.server.0, told.server.1.port()), ("Bob", 5985));
    assert_eq!(opening("scene x: 1.2.3.4:5 opens a connection to 1.2.3.4:6").map(|o| o.title), Some("x".into()));
}

#[test]
fn other_comments_tell_nothing() {
    for text in ["", "a person's note", " opens a connection to ", "step a (b): c opens a connection to d"] {
        assert_eq!(opening(text), None, "{text}");
    }
}
