//! The files that `wirewalk explain` writes: what they hold, who may read them, what they replace, and what is left if a signal comes.
#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Recording, What};
use wirewalk_testing::captures::{bytes, connection, written};
use wirewalk_testing::explain::{explain, frozen, text};
use wirewalk_testing::signal::{ENDING, begun, hearing, signal};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

fn contains(file: &Path, what: &[u8]) -> bool {
    let all = fs::read(file).expect("it is there");
    all.windows(what.len()).any(|window| window == what)
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("it starts").success());
}

/// Runs it; fails if that takes longer than any of these may.
fn finishes(command: &mut Command) -> std::process::Output {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let deadline = Instant::now() + Duration::from_secs(30);
    while child.try_wait().expect("asked").is_none() {
        if Instant::now() > deadline {
            let _ = child.kill();
            panic!("it hangs: {command:?}");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.wait_with_output().expect("it ended")
}

#[test]
fn comments_hold_nothing_that_a_terminal_obeys_or_nobody_sees() {
    let folder = tempfile::tempdir().unwrap();
    let said = [
        (0, Client, What::Open),
        (
            1,
            Client,
            bytes("POST /\u{1b}[31m HTTP/1.1\r\nHost: a\u{9b}31m\r\nContent-Length: 9\r\n\r\n\u{115f}\u{2800}\u{1b}]0"),
        ),
        (2, Server, bytes("HTTP/1.1 200 \u{1b}[2J\u{202e}OK\r\nContent-Length: 6\r\n\r\n\u{1b}[31mx")),
    ];
    let capture = folder.path().join("made.pcapng");
    fs::write(&capture, written(&[&Recording { connections: vec![connection(0, said)] }])).unwrap();
    // What the packets hold is not ours to change; what is said of them is.
    let count = |file: &Path, what: &str| {
        let all = fs::read(file).expect("it is there");
        all.windows(what.len()).filter(|window| *window == what.as_bytes()).count()
    };
    let out = folder.path().join("out.pcapng");
    let output = explain().arg(&capture).arg("--annotate").arg(&out).output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    for unruly in ["\u{1b}", "\u{9b}", "\u{115f}", "\u{2800}", "\u{202e}"] {
        assert_eq!(count(&out, unruly), count(&capture, unruly), "{unruly:?}");
    }
    assert!(count(&out, "\\x1b") > 0, "they are written out");
}

#[test]
fn without_leave_no_copy_holds_what_keys_open_not_even_those_that_the_capture_brings() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let run = |capture: &Path, out: &Path, more: &[PathBuf]| {
        let output = explain().arg(capture).arg("--annotate").arg(out).args(more).output().unwrap();
        assert!(output.status.success(), "{}", text(&output));
    };
    // It brings its keys.
    let capture = frozen("early-data.pcapng");
    let told = |file: &Path| contains(file, b"(decrypted)");
    let secret = |file: &Path| contains(file, b"_TRAFFIC_SECRET_0 ");
    assert!(secret(&capture) && !told(&capture));
    run(&capture, &at("open.pcapng"), &["--with-secrets".into()]);
    assert!(told(&at("open.pcapng")) && secret(&at("open.pcapng")));
    assert_eq!(mode(&at("open.pcapng")), 0o600);
    run(&capture, &at("closed.pcapng"), &[]);
    assert!(!told(&at("closed.pcapng")) && !secret(&at("closed.pcapng")));
    // Nor those that are given.
    run(&frozen("lesson6.pcapng"), &at("given.pcapng"), &["--keylog".into(), frozen("lesson6.keys")]);
    assert!(!told(&at("given.pcapng")) && !secret(&at("given.pcapng")));
}

#[test]
fn a_page_that_holds_what_keys_opened_is_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let run = |args: &[&Path]| {
        let output = explain().args(args).output().unwrap();
        assert!(output.status.success(), "{}", text(&output));
    };
    let (capture, keys) = (frozen("lesson5.pcapng"), frozen("lesson5.keys"));
    let [html, keylog, annotate] = ["--html", "--keylog", "--annotate"].map(Path::new);
    run(&[
        &capture,
        keylog,
        &keys,
        html,
        &at("opened.html"),
        annotate,
        &at("open.pcapng"),
        Path::new("--with-secrets"),
    ]);
    assert_eq!(mode(&at("opened.html")), 0o600);
    // The keys that the capture brings open as much.
    run(&[&at("open.pcapng"), html, &at("brought.html")]);
    assert_eq!(mode(&at("brought.html")), 0o600);
    run(&[&capture, html, &at("closed.html")]);
    assert_ne!(mode(&at("closed.html")) & 0o044, 0, "or else for whoever the system says");
}

/// Never on a device: a pipe and a link of our own stand for them.
#[test]
fn force_replaces_regular_files_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fifo(&at("pipe"));
    fs::write(at("notes"), "mine").unwrap();
    std::os::unix::fs::symlink(at("notes"), at("link")).unwrap();
    std::os::unix::fs::symlink(at("nowhere"), at("dangling")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
    for name in ["pipe", "link", "dangling", "socket"] {
        for option in ["--annotate", "--html"] {
            let mut command = explain();
            command.arg(frozen("lesson1.pcapng")).arg("--force").arg(option).arg(at(name));
            let refused = finishes(&mut command);
            assert!(
                !refused.status.success() && text(&refused).contains("not a regular file"),
                "{name}: {}",
                text(&refused)
            );
        }
        let mut command = Command::new(wirewalk_testing::program("wirewalk"));
        command
            .args(["compare", "--force", "--html"])
            .arg(at(name))
            .arg(frozen("lesson1.pcapng"))
            .arg(frozen("lesson2.pcapng"));
        let refused = finishes(&mut command);
        assert!(
            !refused.status.success() && text(&refused).contains("not a regular file"),
            "{name}: {}",
            text(&refused)
        );
    }
    assert!(fs::symlink_metadata(at("pipe")).unwrap().file_type().is_fifo());
    assert!(fs::symlink_metadata(at("socket")).unwrap().file_type().is_socket());
    assert!(
        fs::symlink_metadata(at("link")).unwrap().is_symlink()
            && fs::symlink_metadata(at("dangling")).unwrap().is_symlink()
    );
    assert_eq!(fs::read_to_string(at("notes")).unwrap(), "mine");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 5, "and nothing is left over");
    // The folder of a lesson is written by the same rule.
    let lesson = at("out");
    fs::create_dir(&lesson).unwrap();
    fifo(&lesson.join("lesson1.html"));
    let mut command = Command::new(wirewalk_testing::server::lesson(1));
    command.args(["--pace", "none", "--force", "--out"]).arg(&lesson).stdin(Stdio::null());
    let refused = finishes(&mut command);
    assert!(!refused.status.success() && text(&refused).contains("not a regular file"), "{}", text(&refused));
}

#[test]
fn a_key_log_of_the_environment_that_is_a_pipe_keeps_nobody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    fifo(&pipe);
    let output = finishes(explain().env("SSLKEYLOGFILE", &pipe).arg("--summary").arg(frozen("lesson5.pcapng")));
    assert!(output.status.success() && text(&output).contains("not a regular file"), "{}", text(&output));
    // Whoever names a pipe means it.
    let mut child = explain();
    child.arg("--keylog").arg(&pipe).arg("--json").arg(frozen("lesson5.pcapng")).stdout(Stdio::piped());
    let child = child.spawn().unwrap();
    fs::OpenOptions::new()
        .write(true)
        .open(&pipe)
        .unwrap()
        .write_all(&fs::read(frozen("lesson5.keys")).unwrap())
        .unwrap();
    assert!(text(&child.wait_with_output().unwrap()).contains("decrypted"));
    // A server has nobody to write to.
    let mut command = Command::new(wirewalk_testing::server::lesson(5));
    command.args(["client", "https://127.0.0.1:1/"]).env("SSLKEYLOGFILE", &pipe).current_dir(folder.path());
    let refused = finishes(command.stdin(Stdio::null()));
    assert!(!refused.status.success(), "{}", text(&refused));
}

/// Nothing of a capture that never ends is written: whatever the moment, nothing stays.
#[test]
fn a_signal_leaves_nothing_behind_whenever_it_comes() {
    let capture = fs::read(frozen("lesson1.pcapng")).unwrap();
    let program = wirewalk_testing::program("wirewalk");
    for name in ENDING {
        for delay in [0, 3, 10, 30, 100, 300] {
            let folder = tempfile::tempdir().unwrap();
            let mut command = hearing(&program);
            command.args(["explain", "-", "--html"]).arg(folder.path().join("out.html")).env("TMPDIR", folder.path());
            let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
            let mut stdin = child.stdin.take().unwrap();
            begun(&child, &program);
            // It may be gone before it reads.
            let _ = stdin.write_all(&capture);
            std::thread::sleep(Duration::from_millis(delay));
            assert!(signal(child.id(), name));
            let ended = child.wait().unwrap();
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            drop(stdin);
            assert!(!ended.success(), "{name} after {delay} ms: {said}");
            let left: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
            assert!(left.is_empty(), "{name} after {delay} ms: {left:?}");
        }
    }
}
