//! Being asked to end, at whatever moment: servers before they listen, walks before their first page, Carol while she writes. Nothing is left
//! that is not whole.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use wirewalk_testing::program;
use wirewalk_testing::server::lesson;
use wirewalk_testing::signal::{ENDING, begun, hearing, signal};

/// How long a process may take to end.
const PATIENCE: Duration = Duration::from_secs(20);

/// Starts a program in a folder that is also its place for temporary files, and asks it to end after so many milliseconds.
fn ended(program: &Path, arguments: &[&str], folder: &Path, name: &str, delay: u64) -> ExitStatus {
    let mut command: Command = hearing(program);
    command.args(arguments).current_dir(folder).env("TMPDIR", folder).env("CA_PASSPHRASE", "a long passphrase");
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    begun(&child, program);
    thread::sleep(Duration::from_millis(delay));
    // It may have done all that it was to do.
    signal(child.id(), name);
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("it is ours") {
            return status;
        }
        if begun.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("{} {arguments:?} does not end: {name} after {delay} ms", program.display());
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// The names of everything below a folder.
fn left(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        match path.is_dir() {
            true if !entry.file_name().to_string_lossy().starts_with('.') => names.extend(left(&path)),
            _ => names.push(entry.file_name().to_string_lossy().into_owned()),
        }
        if entry.file_name().to_string_lossy().starts_with("wirewalk-") {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names
}

/// What belongs to nobody any more: files and folders on their way.
fn unfinished(folder: &Path) -> Vec<String> {
    left(folder).into_iter().filter(|name| name.starts_with(".wirewalk-") || name.starts_with("wirewalk-")).collect()
}

const DELAYS: [u64; 7] = [0, 1, 3, 6, 12, 25, 60];

#[test]
fn a_server_that_does_not_listen_yet_ends_cleanly() {
    for (program, arguments) in [
        (lesson(1), &["server", "--port", "0"][..]),
        (lesson(5), &["server", "--port", "0"]),
        (program("wirewalk"), &["serve", "--no-open", "--port", "0"]),
    ] {
        for name in ENDING {
            for delay in DELAYS {
                let folder = tempfile::tempdir().expect("a folder");
                ended(&program, arguments, folder.path(), name, delay);
                let rest = unfinished(folder.path());
                assert!(rest.is_empty(), "{} {arguments:?}: {rest:?} after {name} at {delay} ms", program.display());
            }
        }
    }
}

#[test]
fn a_walk_ends_cleanly_before_it_says_anything_and_later() {
    for name in ENDING {
        for delay in [0, 2, 10, 50, 250, 700] {
            let folder = tempfile::tempdir().expect("a folder");
            ended(&lesson(5), &["--port", "0"], folder.path(), name, delay);
            let rest = unfinished(folder.path());
            assert!(rest.is_empty(), "{rest:?} after {name} at {delay} ms");
        }
    }
}

/// Each file of Carol's is whole or not there.
#[test]
fn carol_leaves_nothing_half_written() {
    for name in ENDING {
        for delay in [0, 1, 2, 4, 8, 50, 200, 600] {
            let folder = tempfile::tempdir().expect("a folder");
            let arguments = ["ca", "--out", "ca", "--passphrase-env", "CA_PASSPHRASE"];
            ended(&lesson(4), &arguments, folder.path(), name, delay);
            let rest = unfinished(folder.path());
            assert!(rest.is_empty(), "{rest:?} after {name} at {delay} ms");
            for path in [folder.path().join("ca/ca-private-key.pem"), folder.path().join("ca/ca-public-key.pem")] {
                let Ok(text) = fs::read_to_string(&path) else { continue };
                assert!(text.trim_end().ends_with("-----"), "{}: {name} at {delay} ms: {text}", path.display());
            }
        }
    }
}
