//! `compare`: what it finds and does not find, what it shows, what it refuses.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use wirewalk::LESSONS;
use wirewalk::compare::{ATTACKS, Compared, Options, Secret, Unit, html, json, read, svg, terminal};
use wirewalk::recording::capture::Reader;
use wirewalk::render::ink::Row;

fn frozen(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures").join(name)
}

fn seeking(path: &Path, secret: Option<&str>) -> Compared {
    let options = Options { secret: secret.map(str::to_owned), ..Options::default() };
    read(path, &options).unwrap_or_else(|e| panic!("{e:#}"))
}

fn lessons() -> Vec<Compared> {
    let one = |n| seeking(&frozen(&format!("lesson{n}.pcapng")), (n != 4).then_some("fluffy tail"));
    [1, 2, 3, 4, 5].map(one).to_vec()
}

fn program(arguments: &[&str], at: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wirewalk"));
    command.arg("compare").args(arguments).current_dir(at).stdin(Stdio::null()).env_remove("CLICOLOR_FORCE");
    command.output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn proof(unit: &Unit, what: &str) -> String {
    let row = unit.ledger.iter().find(|row| row.what == what).expect("a line of the ledger");
    format!("{:?}: {}", row.seen, row.evidence)
}

#[test]
fn the_secret_is_found_where_it_stands_and_hidden_where_the_keys_alone_show_it() {
    let found = |capture: &Compared| matches!(capture.first().expect("a scene").secret, Secret::Found { .. });
    let [one, two, three, four, five] = &lessons()[..] else { panic!("five lessons") };
    assert_eq!(one.secret, Secret::Found { place: "as plain text, from byte 143 of what Bob sent".to_owned() });
    assert_eq!(four.secret, Secret::Unnamed);
    assert!(!found(two) && !found(three) && !found(five));
    let control = |capture: &Compared| match capture.first().expect("a scene").secret {
        Secret::Hidden { control, .. } => control,
        _ => panic!("it is found"),
    };
    assert_eq!([two, three, five].map(control), [Some(true), None, Some(true)]);
    // What nobody said is found nowhere, with the keys or without.
    let never = seeking(&frozen("lesson5.pcapng"), Some("bushier tails"));
    assert_eq!(control(&never), Some(false));
    // And the search does find what leaks.
    assert!(found(&seeking(&frozen("lesson5.pcapng"), Some("LOCALHOST"))));
}

#[test]
fn scenes_are_told_apart_and_who_sits_between_is_on_another_leg() {
    let one = &lessons()[0];
    let scenes: Vec<_> = one.units.iter().map(|u| (u.step.as_deref().unwrap_or_default(), u.connections)).collect();
    assert_eq!(scenes, [("plain", 1), ("mallory", 2), ("longer", 2), ("forgotten", 2)]);
    let mallory = &one.units[1];
    // Bob says it to Mallory, where Eve is not; Alice hears another.
    assert!(matches!(mallory.secret, Secret::Hidden { .. }), "{:?}", mallory.secret);
    assert_eq!(mallory.answer, Some(11));
}

#[test]
fn who_is_proven_to_whom_is_told_of_foreign_captures_too() {
    let first = |name: &str| seeking(&frozen(name), None).units[0].clone();
    let rsa = first("rsa-key-transport.pcapng");
    assert_eq!(
        proof(&rsa, "who answered"),
        "Proven: to the client: only its key opens what the client sent, and both went on"
    );
    assert!(proof(&rsa, "its length").starts_with("Leaks: the server's longest encrypted record has "));
    assert_eq!(proof(&first("ecdhe.pcapng"), "who answered"), proof(&first("retry.pcapng"), "who answered"));
    assert_eq!(proof(&rsa, "who asked"), "Unproven: the server asked for no certificate");
    let mutual = seeking(&frozen("lesson6.pcapng"), None).units;
    assert!(proof(&mutual[0], "who asked").starts_with("Proven: to the server"), "{}", proof(&mutual[0], "who asked"));
    let nobody = "Unproven: the server asked for a certificate, but the client showed none";
    assert!(mutual.iter().any(|unit| proof(unit, "who asked") == nobody));
    let resumed = seeking(&frozen("tls12-resumption.pcapng"), None).units[1].clone();
    assert!(proof(&resumed, "who answered").contains("a resumed connection"), "{}", proof(&resumed, "who answered"));
    let refused = lessons()[4].units.iter().find(|u| u.step.as_deref() == Some("no-root")).cloned().expect("a refusal");
    assert_eq!(refused.alert.as_deref(), Some("unknown_ca from Alice"));
    assert_eq!((refused.round_trips, refused.answer), (None, None));
}

#[test]
fn a_terminal_shows_the_frozen_walks_side_by_side() {
    for width in [80, 120] {
        for all in [false, true] {
            let rows = terminal::rows(&lessons(), all, width);
            assert!(rows.iter().all(|row| row.width() <= width), "no row is wider than {width}");
            let name = format!("at_{width}{}", if all { "_with_all" } else { "" });
            insta::assert_snapshot!(name, rows.iter().map(|row: &Row| format!("{row}\n")).collect::<String>());
        }
    }
    let rows = terminal::rows(&lessons(), true, 40);
    assert!(rows.iter().all(|row| row.width() <= 40), "where figures do not fit side by side they stand in a list");
}

#[test]
fn the_json_holds_every_figure() {
    let mut out = Vec::new();
    let lessons = lessons();
    json::write(&mut out, &lessons).expect("memory takes everything");
    let all: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
    let https = &all["captures"][4];
    let first = &https["scenes"][https["first"].as_u64().expect("an index") as usize];
    let unit = lessons[4].first().expect("a scene");
    assert_eq!(first["bytes"], unit.traffic.bytes);
    assert_eq!(first["round_trips"], 3);
    assert_eq!(first["answer"], 11);
    assert_eq!(first["handshake"]["bytes"], unit.handshake.expect("a handshake").bytes);
    assert_eq!(first["secret"]["control"], true);
    assert_eq!(https["attacks"], serde_json::Value::Null, "a frozen capture has no transcript beside it");
    assert_eq!(out.iter().filter(|b| **b == b'\n').count(), 1, "one line");
}

#[test]
fn page_and_picture_ask_for_nothing_and_let_no_name_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut capture = seeking(&frozen("lesson5.pcapng"), Some("fluffy tail"));
    capture.name = "<script>alert(1)</script> \u{202e}&\"".to_owned();
    capture.units[0].title = "</title><img src=x>".to_owned();
    capture.units[0].protocol = "<b>".to_owned();
    capture.notes.push("<i>".to_owned());
    let (page, picture) = (html::page(&[capture.clone()]), svg::draw(&[capture]));
    for bad in ["<script", "<img", "<b>", "<i>", "src=\"", "href=", "url(", "@import", "\u{202e}"] {
        assert!(!page.contains(bad), "{bad} in the page");
        assert!(!picture.contains(bad), "{bad} in the picture");
    }
    assert!(page.contains("&lt;script&gt;"));
    roxmltree::Document::parse(&picture).expect("the picture is XML");
    let path = folder.path().join("of nothing.html");
    fs::write(&path, html::page(&[])).expect("nothing to show is shown");
}

#[test]
fn an_empty_or_broken_capture_is_an_error_that_names_it_and_no_argument_is_guessed() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let whole = fs::read(frozen("lesson1.pcapng")).expect("a capture");
    fs::write(at.join("empty.pcap"), b"").expect("room");
    fs::write(at.join("notes.txt"), "dear diary, today I captured nothing").expect("room");
    fs::write(at.join("short.pcapng"), &whole[..whole.len() - 7]).expect("room");
    fs::write(at.join("whole.pcapng"), &whole).expect("room");
    let cases = [
        ("absent.pcap", "cannot compare absent.pcap"),
        ("empty.pcap", "does not contain a single byte"),
        ("notes.txt", "not a capture"),
        ("short.pcapng", "cut off"),
    ];
    for (name, says) in cases {
        let out = program(&["whole.pcapng", name], at);
        let error = text(&out.stderr);
        assert_eq!(out.status.code(), Some(1), "{name}: {error}");
        assert!(error.contains(says) && error.contains(name), "{name}: {error}");
        assert!(out.stdout.is_empty(), "{name}: nothing is compared by halves");
    }
    for arguments in [&["--frobnicate"][..], &["--secret", ""], &["--json", "--all"], &["--out", "x", "whole.pcapng"]] {
        assert_eq!(program(arguments, at).status.code(), Some(2), "{arguments:?}");
    }
    let out = program(&["--keylog", "notes.txt", "whole.pcapng"], at);
    assert!(text(&out.stderr).contains("notes.txt holds no line of a key log"), "{}", text(&out.stderr));
    let out = program(&["--keylog", "absent", "whole.pcapng"], at);
    assert!(text(&out.stderr).contains("the key log absent cannot be read"), "{}", text(&out.stderr));
}

#[test]
fn files_that_are_there_are_replaced_with_force_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::copy(frozen("lesson1.pcapng"), at.join("a.pcapng")).expect("room");
    let asks = ["a.pcapng", "--html", "a.html", "--svg", "a.svg", "--secret", "fluffy tail"];
    let out = program(&asks, at);
    assert!(out.status.success(), "{}", text(&out.stderr));
    assert!(!text(&out.stdout).contains('\x1b'), "piped, there is no colour");
    fs::write(at.join("a.html"), "mine").expect("room");
    let out = program(&asks, at);
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("--force"), "{}", text(&out.stderr));
    assert_eq!(fs::read_to_string(at.join("a.html")).expect("a file"), "mine");
    assert!(program(&[&asks[..], &["--force"]].concat(), at).status.success());
    assert!(fs::read_to_string(at.join("a.html")).expect("a page").starts_with("<!DOCTYPE html>"));
}

#[test]
fn the_lessons_are_walked_where_their_captures_are_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::create_dir_all(at.join("out/lesson1")).expect("room");
    fs::write(at.join("out/lesson1/lesson1.json"), "a person's notes").expect("room");
    let out = program(&["--json"], at);
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("lesson1.json is there already"), "{}", text(&out.stderr));
    fs::remove_file(at.join("out/lesson1/lesson1.json")).expect("it is there");
    let out = program(&["--json"], at);
    assert!(out.status.success(), "{}", text(&out.stderr));
    assert_eq!(text(&out.stderr).matches("is walked now").count(), LESSONS.len());
    let all: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let captures = all["captures"].as_array().expect("captures");
    assert_eq!(captures.len(), LESSONS.len());
    for (capture, lesson) in captures.iter().zip(LESSONS) {
        let first = &capture["scenes"][capture["first"].as_u64().expect("a scene") as usize];
        assert!(first["round_trips"].is_u64() && first["bytes_per_byte"].is_f64(), "{}: {first}", lesson.about.title);
        let attacks = capture["attacks"].as_array().expect("a transcript tells");
        assert!(attacks.iter().all(|a| a["outcome"].is_string()), "{}: every claim held", lesson.about.title);
    }
    let controls = captures.iter().map(|c| c["secret"]["control"].as_bool()).collect::<Vec<_>>();
    assert_eq!(controls[1..3], [Some(true), Some(true)], "also of lesson 3, whose keys are gone");
    // The second time nothing is walked.
    assert!(text(&program(&["--json"], at).stderr).is_empty());
}

#[test]
fn every_attack_is_a_claim_and_every_lesson_has_one() {
    for lesson in LESSONS {
        let prefix = format!("lesson{}.", lesson.about.number);
        let mut attacks = ATTACKS.iter().filter(|(id, _)| id.starts_with(&prefix)).peekable();
        assert!(
            attacks.peek().is_some(),
            "name {prefix}… claims that tell of an attack in crates/tell/src/compare/attacks.rs"
        );
        for (id, _) in attacks {
            assert!(
                lesson.claims.iter().copied().flatten().any(|c| c.id == *id),
                "{id} in crates/tell/src/compare/attacks.rs is no claim"
            );
        }
    }
}

#[test]
fn a_packet_that_the_capture_cut_counts_as_long_as_it_was() {
    // A pcap file (little endian, raw IP) with one packet: 1,000 bytes on the wire, 4 kept.
    let words: [u32; 11] = [0xa1b2_c3d4, 0x0004_0002, 0, 0, 65535, 101, 1, 0, 4, 1000, 0x45];
    let file: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
    let mut reader = Reader::new(&file[..]).expect("a capture");
    assert!(reader.by_ref().all(|entry| entry.is_ok()));
    assert_eq!((reader.traffic().packets, reader.traffic().bytes), (1, 1000));
}

#[test]
fn whatever_a_capture_holds_it_is_compared_or_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lesson3.pcapng");
    for name in ["lesson3.pcapng", "rsa-key-transport.pcapng"] {
        let whole = fs::read(frozen(name)).expect("a capture");
        let mut state = 7_usize;
        for round in 0..60 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (mut file, at) = (whole.clone(), (state >> 20) % whole.len());
            match round % 3 {
                0 => file.truncate(at),
                1 => file[at] ^= 1 << (state % 8),
                _ => file[at..].iter_mut().take(9).for_each(|b| *b = 0xff),
            }
            fs::write(&path, &file).expect("room");
            let options = Options { secret: Some("fluffy tail".to_owned()), ..Options::default() };
            if let Ok(compared) = read(&path, &options) {
                let all = [compared];
                assert!(terminal::rows(&all, true, 80).iter().all(|row| row.width() <= 80));
                roxmltree::Document::parse(&svg::draw(&all)).expect("the picture is XML");
                let _ = html::page(&all);
            }
        }
    }
}
