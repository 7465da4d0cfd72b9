//! Captures that are dropped on the course: what becomes of them, and what is left of them.

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::tempdir;
use wirewalk::serve::captures::{LONGEST_KEYS, MOST};
use wirewalk_testing::course::Course;
use wirewalk_testing::endless::endless;

/// A second visitor waits no longer than this, whatever the first has dropped.
const PATIENCE: Duration = Duration::from_secs(2);

fn frozen(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures").join(name)
}

#[test]
fn a_dropped_capture_gets_the_page_that_explain_writes() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let (capture, keys) = (frozen("lesson5.pcapng"), frozen("lesson5.keys"));
    let read = |path: &Path| fs::read(path).expect("frozen");
    let id = course.drop("mine.pcapng", &read(&keys), &read(&capture)).expect("a capture");
    let (there, beside) = (out.path().join("mine.pcapng"), out.path().join("mine.html"));
    fs::copy(&capture, &there).expect("copied");
    let explain = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_wirewalk"));
        command.current_dir(out.path()).env_remove("SSLKEYLOGFILE").env_remove("SECRET_KEY").arg("explain");
        let output = command.args(args).output().expect("it starts");
        assert!(output.status.success(), "{output:?}");
    };
    explain(&[
        "mine.pcapng",
        "--keylog",
        &keys.display().to_string(),
        "--html",
        "mine.html",
        "--annotate",
        "told.pcapng",
    ]);
    let page = course.ask("GET", &course.pages()[0], &[], b"");
    assert!(page.head.contains("default-src 'none'"), "it shows what strangers sent, and can ask for nothing");
    assert!(page.head.contains("sandbox allow-scripts"));
    assert_eq!(page.body, read(&beside));
    assert_eq!(course.get(&format!("capture/{id}/annotated.pcapng")).body, read(&out.path().join("told.pcapng")));
    let again = course.get(&format!("capture/{id}/annotated.pcapng"));
    assert_eq!(again.body, read(&out.path().join("told.pcapng")), "twice the same");
    let home = course.get("").text();
    assert!(home.contains(" TCP connections") && home.contains("mine.pcapng"), "the course tells of it");
}

#[test]
fn an_upload_that_stands_still_keeps_nobody_waiting() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let head = format!("POST {}explain HTTP/1.1\r\nHost: {}\r\nContent-Length: 100\r\n\r\n", course.root, course.at);
    let mut stuck = TcpStream::connect(course.at).expect("it listens");
    stuck.write_all(&[head.as_bytes(), b"half"].concat()).expect("it reads");
    std::thread::sleep(Duration::from_millis(200));
    let begun = Instant::now();
    course.drop("mine.pcapng", b"", &fs::read(frozen("lesson1.pcapng")).expect("frozen")).expect("a capture");
    // After ten seconds the door gives up the one that stands still; nobody waits that long.
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
}

#[test]
fn a_second_visitor_reads_on_while_a_long_capture_is_read() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let (long, path) = (endless(), format!("{}explain?name=long", course.root));
    let head = format!("POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n\r\n", course.at, long.len());
    let mut first = TcpStream::connect(course.at).expect("it listens");
    first.write_all(&[head.as_bytes(), &long].concat()).expect("it reads");
    let capture = fs::read(frozen("lesson1.pcapng")).expect("frozen");
    for (what, visit) in [
        ("the home page", (&|| course.get("").status == 200) as &dyn Fn() -> bool),
        ("a lesson", &|| course.get("lesson/1/").status == 200),
        ("a capture", &|| course.drop("mine.pcapng", b"", &capture).is_ok()),
    ] {
        let begun = Instant::now();
        assert!(visit(), "{what}");
        assert!(begun.elapsed() < PATIENCE, "{what} after {:?}", begun.elapsed());
    }
}

#[test]
fn nothing_is_read_for_whoever_has_gone() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let (long, path) = (endless(), format!("{}explain?name=long", course.root));
    let head = format!("POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n\r\n", course.at, long.len());
    let mut stream = TcpStream::connect(course.at).expect("it listens");
    stream.write_all(&[head.as_bytes(), &long].concat()).expect("it reads");
    drop(stream);
    let capture = fs::read(frozen("lesson1.pcapng")).expect("frozen");
    course.drop("mine.pcapng", b"", &capture).expect("the next one has its turn");
    assert_eq!(course.get("").text().matches("id=\"capture-").count(), 1, "and the other is not kept");
}

#[test]
fn what_is_no_capture_is_refused_and_what_breaks_off_is_told_as_far_as_it_goes() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let capture = fs::read(frozen("lesson1.pcapng")).expect("frozen");
    for (keys, body, why) in [
        (&b""[..], &b"no capture"[..], "not a capture"),
        (b"", b"", "the capture is empty"),
        (b"not one line of a key log\n", &capture, "no line of a key log"),
    ] {
        let said = course.drop("mine.pcap", keys, body).expect_err(why);
        assert!(said.contains(why), "{said}");
    }
    let long = format!("explain?name=a&keys={}", LONGEST_KEYS + 1);
    assert!(course.post(&long, b"").json()["error"].as_str().is_some_and(|why| why.contains("key log")));
    assert_eq!(course.post("explain?keys=many", b"").status, 400);
    assert!(!course.get("").text().contains("id=\"capture-"), "nothing of these is kept");
    course.drop("cut.pcapng", b"", &capture[..capture.len() - 7]).expect("what is there is told");
    assert!(course.get("").text().contains("It was not read to its end"));
}

#[test]
fn the_last_captures_are_kept_and_names_are_text() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let capture = fs::read(frozen("lesson1.pcapng")).expect("frozen");
    let drop = |n: usize| course.drop(&format!("%3Cb%3E{n}%22%2F..%2F"), b"", &capture).expect("a capture");
    let first = drop(0);
    let oldest = course.pages().remove(0);
    let ids: Vec<u64> = (1..=MOST).map(drop).collect();
    let status = |path: &str| course.ask("GET", path, &[], b"").status;
    assert_eq!(status(&oldest), 404, "the oldest went");
    assert_eq!(course.get(&format!("capture/{first}/annotated.pcapng")).status, 404);
    assert_eq!((ids.len(), course.pages().len()), (MOST, MOST));
    assert!(course.pages().iter().all(|page| status(page) == 200));
    let home = course.get("").text();
    assert!(home.contains("&lt;b&gt;1&quot;/../") && !home.contains("<b>1"), "{home}");
    assert_eq!(home.matches("id=\"capture-").count(), MOST);
}
