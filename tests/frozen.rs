//! Walks that were frozen: what is said about them may change only on purpose.
//!
//! `tests/captures/lessonN.pcapng` is what a walk left behind, `lesson2.key` that walk's key. `WIREWALK_PICTURES=write` makes the
//! pictures in `img/` anew; otherwise they are compared.

#[path = "common/trees.rs"]
mod trees;

use std::fs;
use std::path::{Path, PathBuf};

use wirewalk::dissect::{dissect, file, tiling};
use wirewalk::fernet::Key;
use wirewalk::recording::{Recording, Secrets, capture};
use wirewalk::render::ink::Row;
use wirewalk::render::{svg, terminal};
use wirewalk::story::{About, Exhibit, Item, Line, Scene, Step, Transcript};

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// A frozen walk: what it recorded, and what its parties knew.
fn frozen(number: u8) -> (Recording, Secrets) {
    let file = fs::File::open(here(&format!("tests/captures/lesson{number}.pcapng"))).expect("a frozen capture");
    let mut recording = capture::read(file).expect("a capture of ours").recording;
    // A capture knows addresses only. Who is who: 15985 is the wire from Mallory to Bob; in lesson 4 Carol answers, and
    // Mallory calls her after Bob.
    let mallory_was_there: Vec<bool> = recording.connections.iter().map(|c| c.server.addr.port() == 15985).collect();
    for (i, connection) in recording.connections.iter_mut().enumerate() {
        let inner = mallory_was_there[i];
        let outer_of_two = mallory_was_there.get(i + 1) == Some(&true);
        let (client, server) = match (number, inner, outer_of_two) {
            (4, ..) => (if i == 0 { "Bob" } else { "Mallory" }, "Carol"),
            (_, true, _) => ("Mallory", "Bob"),
            (_, false, true) => ("Alice", "Mallory"),
            (_, false, false) => ("Alice", "Bob"),
        };
        connection.hop = u8::from(inner);
        (connection.client.name, connection.server.name) = (client.to_owned(), server.to_owned());
    }
    let key = fs::read_to_string(here(&format!("tests/captures/lesson{number}.key")));
    let secrets =
        key.map_or_else(|_| Secrets::none(), |text| Secrets::none().with_fernet(Key::from_text(&text).expect("a key")));
    (recording, secrets)
}

static ABOUT: About =
    About { number: 0, title: "Frozen", line: "", minutes: 1, before: "", objectives: &[], read_on: &[] };
static LINE: Line = Line { id: "frozen", title: "A frozen walk", text: "" };

/// A transcript that shows every message of a frozen walk, in both views.
fn transcript(number: u8) -> Transcript {
    let (recording, secrets) = frozen(number);
    let eve: Vec<_> = dissect(&recording, &Secrets::none()).collect();
    let insider: Vec<_> = dissect(&recording, &secrets).collect();
    let mut transcript = Transcript::new(&ABOUT);
    let views: &[bool] = if secrets.is_empty() { &[false] } else { &[false, true] };
    for (view, message) in views.iter().flat_map(|view| (0..eve.len()).map(move |m| (*view, m))) {
        let exhibit = Exhibit { scene: 0, message, insider: view, only: &[] };
        transcript.steps.push(Step { line: &LINE, items: vec![Item::Message(exhibit)] });
    }
    transcript.scenes.push(Scene { id: "frozen", announced: None, recording, secrets, eve, insider });
    transcript
}

#[test]
fn every_byte_of_a_frozen_walk_is_explained() {
    for number in [1, 2, 4] {
        let (recording, secrets) = frozen(number);
        for view in [&Secrets::none(), &secrets] {
            let messages: Vec<_> = dissect(&recording, view).collect();
            let seen: u64 = messages.iter().map(|m| m.wire().len() as u64).sum();
            assert_eq!(seen, recording.payload_len(), "lesson {number}: every byte is in a message");
            for message in &messages {
                tiling::check(message).expect("leaves tile every source");
                assert!(message.find("wirewalk.unexplained").is_none(), "lesson {number}: {}", trees::tree(message));
            }
        }
    }
}

#[test]
fn what_is_said_about_lesson_1_does_not_change() {
    let (recording, _) = frozen(1);
    let messages: Vec<_> = dissect(&recording, &Secrets::none()).collect();
    insta::assert_snapshot!("lesson1_fields", trees::trees(&messages));
}

#[test]
fn what_is_said_about_lesson_4_does_not_change() {
    let (recording, _) = frozen(4);
    let messages: Vec<_> = dissect(&recording, &Secrets::none()).collect();
    insta::assert_snapshot!("lesson4_fields", trees::trees(&messages));
}

#[test]
fn what_is_said_about_lesson_2_does_not_change() {
    let (recording, secrets) = frozen(2);
    let eve: Vec<_> = dissect(&recording, &Secrets::none()).collect();
    insta::assert_snapshot!("lesson2_fields_for_eve", trees::trees(&eve));
    let insider: Vec<_> = dissect(&recording, &secrets).collect();
    insta::assert_snapshot!("lesson2_fields_for_an_insider", trees::trees(&insider));
}

fn page(transcript: &Transcript, width: usize) -> String {
    let rows =
        (0..transcript.steps.len()).flat_map(|step| terminal::step_rows(transcript, step, width).into_iter().skip(2));
    rows.map(|row: Row| format!("{row}\n")).collect()
}

#[test]
fn a_terminal_shows_frozen_walks_as_ever() {
    for number in [1, 2, 4] {
        let transcript = transcript(number);
        for width in [80, 120] {
            insta::assert_snapshot!(format!("lesson{number}_at_{width}"), page(&transcript, width));
        }
    }
}

/// What a step shows, without the step's own head.
fn drawn(transcript: &Transcript, step: usize, title: &str) -> String {
    let rows: Vec<Row> = terminal::step_rows(transcript, step, 100).into_iter().skip(3).collect();
    svg::picture(title, &rows, 100)
}

/// A message of a frozen walk: the first that holds this field.
fn from_walk(number: u8, field: &str, title: &str) -> String {
    let transcript = transcript(number);
    let shows = |step: &Step| match &step.items[..] {
        [Item::Message(exhibit)] => transcript.exhibit(exhibit).is_some_and(|m| m.find(field).is_some()),
        _ => false,
    };
    let step = transcript.steps.iter().position(shows).expect("a message to draw");
    drawn(&transcript, step, title)
}

/// Some fields of a frozen file.
fn from_file(name: &'static str, only: &'static [&'static str], title: &str) -> String {
    let message = file(fs::read(here(&format!("tests/files/{name}"))).expect("a frozen file")).message;
    let mut transcript = Transcript::new(&ABOUT);
    let item = Item::Message(Exhibit { scene: 0, message: 0, insider: false, only });
    transcript.steps.push(Step { line: &LINE, items: vec![item] });
    let (recording, secrets) = (Recording::default(), Secrets::none());
    let (eve, insider) = (vec![message.clone()], vec![message]);
    transcript.scenes.push(Scene { id: name, announced: None, recording, secrets, eve, insider });
    drawn(&transcript, 0, title)
}

#[test]
fn the_pictures_are_what_the_program_draws() {
    let parts = &["x509af.validity_element", "x509ce.KeyUsage", "x509ce.dNSName"];
    let pictures = [
        ("lesson1", from_walk(1, "http.request.method", "lesson1: what Alice sent")),
        ("lesson2", from_walk(2, "wirewalk.fernet.plaintext", "lesson2: a token, opened")),
        ("lesson4", from_file("leaf.cer", parts, "lesson4: from when to when, for what, for whom")),
    ];
    for (name, drawn) in pictures {
        let file = here(&format!("img/{name}.svg"));
        if std::env::var_os("WIREWALK_PICTURES").is_some_and(|v| v == "write") {
            fs::create_dir_all(here("img")).and_then(|()| fs::write(&file, &drawn)).expect("img/ can be written");
        }
        let kept = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            kept == drawn,
            "{} is not what is drawn now; WIREWALK_PICTURES=write cargo test --test frozen makes it anew",
            file.display()
        );
    }
}
