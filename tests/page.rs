//! The page in a real browser: every lesson's steps, links, views and keys, what an accessibility checker says, and text
//! that would like to be code.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::tempdir;
use wirewalk::dissect::dissect;
use wirewalk::recording::{Connection, Endpoint, Recording, Secrets, Side, Timestamp, What, WireEvent};
use wirewalk::render::html::{self, Report, Scene};
use wirewalk::{LESSONS, stage};

/// A page is not bigger than this: it is mailed, and opened on a phone.
const LARGEST: u64 = 3_000_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The accessibility checker, where `.ci/run` puts it.
fn axe() -> Option<PathBuf> {
    let file = root().join("target/axe/node_modules/axe-core/axe.min.js");
    if file.is_file() { Some(file) } else { common::missing(&format!("no {}", file.display())) }
}

/// Runs one of the scripts beside this file with a browser; gives what it said.
fn browse(script: &str, args: &[&str]) -> Option<()> {
    let (node, chromium) = (common::judge("node")?, common::judge("chromium")?);
    let profile = tempdir().expect("a folder");
    let output = Command::new(node)
        .arg(root().join("tests/page").join(script))
        .arg(chromium)
        .arg(profile.path())
        .args(args)
        .stdin(Stdio::null())
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    println!("{said}");
    Some(())
}

#[test]
fn every_lessons_page_is_walked_in_a_browser() {
    let out = tempdir().expect("a folder");
    let mut numbers = Vec::new();
    for lesson in LESSONS {
        stage::rehearse(lesson, out.path()).expect("a walk");
        let number = lesson.about.number.to_string();
        let page = out.path().join(format!("lesson{number}.html"));
        let size = page.metadata().expect("the page").len();
        assert!(size < LARGEST, "{} has {size} bytes", page.display());
        numbers.push(number);
    }
    let axe = axe().map(|file| file.display().to_string()).unwrap_or_default();
    let pictures = match std::env::var("WIREWALK_PICTURES") {
        Ok(value) if value == "write" => root().join("img").display().to_string(),
        _ => String::new(),
    };
    let folder = out.path().display().to_string();
    let mut args = vec![axe.as_str(), &pictures, &folder];
    args.extend(numbers.iter().map(String::as_str));
    browse("check.mjs", &args);
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
    Recording { connections: vec![Connection { id: 0, hop: 0, client, server, events }] }
}

fn page(recording: &Recording) -> Vec<u8> {
    let messages: Vec<_> = dissect(recording, &Secrets::none()).collect();
    let report = Report {
        title: "</title><script>window.pwned=1</script>".into(),
        line: "</noscript><script>window.pwned=1</script>".into(),
        about: None,
        eavesdropper: None,
        views: ["without keys", "with keys"],
        steps: Vec::new(),
        scenes: vec![Scene {
            id: "capture",
            title: "</select><script>window.pwned=1</script>",
            announced: None,
            connections: &recording.connections,
            eve: &messages,
            insider: &messages,
        }],
    };
    let mut page = Vec::new();
    html::write(&mut page, &report).expect("memory");
    page
}

#[test]
fn hostile_text_cannot_leave_the_data() {
    let page = String::from_utf8(page(&hostile())).expect("UTF-8");
    assert_eq!(page.matches("<script").count(), 2, "the data and the script");
    assert_eq!(page.matches("</script").count(), 2);
    let data = page.split("id=\"data\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("the data");
    let unruly = |c: char| "<>&\u{2028}\u{2029}\u{202e}".contains(c) || c.is_control();
    assert!(!data.contains(unruly), "{data}");
    let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
    let strings = data["strings"].as_array().expect("the texts");
    assert!(strings.iter().any(|s| s == "a\\u{202e}b\\u{2028}c\\x00d\\x1b[2J"), "what nobody sees is written out");
}

#[test]
fn a_browser_reads_hostile_text_and_runs_none_of_it() {
    let folder = tempdir().expect("a folder");
    let file = folder.path().join("hostile.html");
    fs::write(&file, page(&hostile())).expect("written");
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
