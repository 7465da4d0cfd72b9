//! The page in a real browser: every lesson's steps, links, views and keys, what an accessibility checker says, and text
//! that would like to be code.

use std::fs;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::Value;
use tempfile::tempdir;
use wirewalk::LESSONS;
use wirewalk::recording::{Connection, Endpoint, Recording, Secrets, Side, Timestamp, What, WireEvent};
use wirewalk::render::html::{self, Around};
use wirewalk::story::{Scene, Subject, Transcript, hex};
use wirewalk_testing::page::{axe, browse};
use wirewalk_testing::root;
use wirewalk_testing::walked::walked;

/// A page is not bigger than this: it is mailed, and opened on a phone.
const LARGEST: usize = 3_000_000;

// Two tests, for two browsers side by side: together they are what takes longest here. With `WIREWALK_PAGES=all` in the environment,
// as in .ci/long, they follow five links a scene instead of one, and ask axe of every kind of place in every lesson; without, of every
// third in one lesson, of the others in the next two.

#[test]
fn every_odd_lessons_page_is_walked_in_a_browser() {
    let pictures = match std::env::var("WIREWALK_PICTURES") {
        Ok(value) if value == "write" => root().join("img").display().to_string(),
        _ => String::new(),
    };
    pages_are_walked(|number| number % 2 == 1, &pictures);
}

#[test]
fn every_even_lessons_page_is_walked_in_a_browser() {
    pages_are_walked(|number| number % 2 == 0, "");
}

fn pages_are_walked(which: fn(u8) -> bool, pictures: &str) {
    let out = tempdir().expect("a folder");
    let mut numbers = Vec::new();
    for lesson in LESSONS.iter().filter(|lesson| which(lesson.about.number)) {
        let number = lesson.about.number;
        let walk = walked(lesson);
        let page = format!("lesson{number}.html");
        let size = walk.file(&page).expect("the page").len();
        assert!(size < LARGEST, "{page} has {size} bytes");
        for file in [page, format!("lesson{number}.json")] {
            walk.leave(&file, out.path());
        }
        numbers.push(number.to_string());
    }
    let (axe, folder) = (axe(), out.path().display().to_string());
    let mut args = vec![axe.as_str(), pictures, &folder];
    args.extend(numbers.iter().map(String::as_str));
    browse("check.mjs", &args);
}

/// All bytes of all sources that a page holds.
fn sources(page: &str) -> Vec<Vec<u8>> {
    fn collect(value: &Value, found: &mut Vec<Vec<u8>>) {
        match value {
            Value::Array(parts) => parts.iter().for_each(|part| collect(part, found)),
            Value::Object(parts) => {
                for (key, value) in parts {
                    collect(value, found);
                    for source in value.as_array().filter(|_| key == "src").into_iter().flatten() {
                        found.extend(source[1].as_str().map(|text| BASE64_STANDARD.decode(text).expect("base64")));
                    }
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(&data(page), &mut found);
    found
}

fn data(page: &str) -> Value {
    let data = page.split("id=\"data\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("the data");
    serde_json::from_str(data).expect("JSON")
}

#[test]
fn no_key_is_in_any_page_and_all_that_is_none_is() {
    for lesson in LESSONS.iter().filter(|lesson| [3, 5].contains(&lesson.about.number)) {
        let walk = walked(lesson);
        let page = walk.file(&format!("lesson{}.html", lesson.about.number)).expect("the page");
        let page = std::str::from_utf8(page).expect("text");
        let held = sources(page);
        let mut keys = 0;
        for message in walk.transcript.scenes.iter().flat_map(|s| &s.insider) {
            for field in message.walk().filter(|f| f.label.secret) {
                let key = message.bytes(&field.span);
                // The secret that follows from a point of low order is everybody's, and lesson 3 shows it.
                if key.iter().all(|byte| *byte == 0) {
                    continue;
                }
                assert!(!held.iter().any(|bytes| wirewalk_ground::find(bytes, key).is_some()), "{}", field.label.id);
                assert!(!page.contains(&hex(key)), "{}", field.label.id);
                keys += 1;
            }
            assert!(held.contains(&message.wire().to_vec()), "what crossed the wire is in the page");
        }
        assert!(keys >= 9, "{keys} keys: three exchanges of three at least");
    }
}

fn endpoint(name: &str, port: u16) -> Endpoint {
    Endpoint { name: name.to_owned(), addr: ([127, 0, 0, 1], port).into() }
}

/// A recording in which both sides say what would be code if somebody took it for markup.
fn hostile() -> Recording {
    let event = |at, side, what| WireEvent { at: Timestamp(at), side, what, packet: None };
    let said = |text: &str| What::Bytes(text.as_bytes().to_vec().into());
    let request = "GET /<!--<script>window.pwned=1</script> HTTP/1.1\r\nHost: \"onerror='window.pwned=1'&lt;\r\n\
                   X-Turn: a\u{202e}b\u{2028}c\u{0}d\u{1b}[2J\r\n\r\n";
    let body = "</script><img src=x onerror=window.pwned=1>${7*7}`";
    let response = format!("HTTP/1.1 200 </title><b>\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let events = vec![
        event(0, Side::Client, What::Open),
        event(1, Side::Client, said(request)),
        event(2, Side::Server, said(&response)),
        event(3, Side::Client, What::Close),
    ];
    let (client, server) = (endpoint("<i>Alice</i>", 5), endpoint("]]>\u{2029}Bob", 80));
    Recording { connections: vec![Connection { id: 0, hop: 0, client, server, through: Vec::new(), events }] }
}

/// Eight clients, each with its own server, each asking so many times.
fn long(times: u64) -> Recording {
    let connection = |id: u32| {
        let asks = (0..times).map(|at| WireEvent {
            at: Timestamp(at * 1000 + u64::from(id)),
            side: Side::Client,
            what: What::Bytes(format!("GET /{at} HTTP/1.1\r\nHost: h\r\n\r\n").into_bytes().into()),
            packet: None,
        });
        let (client, server) = (endpoint(&format!("c{id}"), 1), endpoint(&format!("s{id}"), 80));
        Connection { id, hop: 0, client, server, through: Vec::new(), events: asks.collect() }
    };
    Recording { connections: (0..8).map(connection).collect() }
}

#[test]
fn a_long_capture_is_shown_piece_by_piece() {
    let folder = tempdir().expect("a folder");
    let file = folder.path().join("long.html");
    fs::write(&file, page_of(&long(150), &NAMES[..1])).expect("written");
    browse("long.mjs", &[&file.display().to_string(), "1200", "#capture/7/149/http.host"]);
}

/// A page without steps, on which a recording is shown under each of these names.
fn page_of(recording: &Recording, names: &[&'static str]) -> Vec<u8> {
    let title = "</title><script>window.pwned=1</script>".into();
    let line = "</noscript><script>window.pwned=1</script>".into();
    let mut walk = Transcript::new(Subject::Captures { title, line });
    walk.scenes.extend(names.iter().map(|name| Scene::of(*name, recording.clone(), Secrets::none())));
    let mut page = Vec::new();
    html::write(&mut page, &walk, Around::default()).expect("memory");
    page
}

/// Where the links of the browser's test lead, and what a person who chooses a scene is to read.
const NAMES: [&str; 2] = ["capture", "</select><script>window.pwned=1</script>"];

#[test]
fn hostile_text_cannot_leave_the_data() {
    let page = String::from_utf8(page_of(&hostile(), &NAMES)).expect("UTF-8");
    assert_eq!(page.matches("<script").count(), 2, "the data and the script");
    assert_eq!(page.matches("</script").count(), 2);
    let text = page.split("id=\"data\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("the data");
    let unruly = |c: char| "<>&\u{2028}\u{2029}\u{202e}".contains(c) || c.is_control();
    assert!(!text.contains(unruly), "{text}");
    let data = data(&page);
    let strings = data["strings"].as_array().expect("the texts");
    assert!(strings.iter().any(|s| s == "a\\u{202e}b\\u{2028}c\\x00d\\x1b[2J"), "what nobody sees is written out");
}

#[test]
fn a_browser_reads_hostile_text_and_runs_none_of_it() {
    let folder = tempdir().expect("a folder");
    let file = folder.path().join("hostile.html");
    fs::write(&file, page_of(&hostile(), &NAMES)).expect("written");
    let texts = [
        "/<!--<script>window.pwned=1</script>",
        "\"onerror='window.pwned=1'&lt;",
        "a\\u{202e}b\\u{2028}c\\x00d\\x1b[2J",
        "</script><img src=x onerror=window.pwned=1>${7*7}`",
        "</title><b>",
        "<i>Alice</i>",
        "]]>\\u{2029}Bob",
        "</title><script>window.pwned=1</script>",
        "</select><script>window.pwned=1</script>",
    ];
    let file = file.display().to_string();
    let mut args = vec![file.as_str()];
    args.extend(texts);
    browse("hostile.mjs", &args);
}
