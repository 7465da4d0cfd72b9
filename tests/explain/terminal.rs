//! `wirewalk explain` while somebody waits for it: the bar on a terminal, and Ctrl-C.

#![cfg(unix)]

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use wirewalk_testing::explain::{explain, frozen, line, wait_until_it_listens};
use wirewalk_testing::tmux::Tmux;
use wirewalk_testing::{outside, plain, signal};

/// A script in which a capture comes through a pipe that stays open until Enter is pressed, whatever else is.
fn slowly(arguments: &str) -> String {
    let (program, capture) = (env!("CARGO_BIN_EXE_wirewalk"), frozen("lesson1.pcapng"));
    let feed = format!("trap '' INT; cat '{}'; head -n 1 </dev/tty >/dev/null; true", capture.display());
    let tell = "tell() { sh -c 'echo \"process $$ \" >/dev/tty; exec \"$@\"' sh \"$@\"; }";
    format!(
        "trap : INT; stty -echo; {tell}; ({feed}) | tell '{program}' explain {arguments} -; echo \"status $?\"; cat"
    )
}

#[test]
fn a_bar_says_how_far_the_reading_is_and_goes_when_it_is_done() {
    let Some(program) = outside::judge("tmux") else { return };
    for columns in [80, 120] {
        let tmux = Tmux::start(&program, columns, 40, &slowly("--summary"));
        let page = tmux.wait_for(&["reading 17.36 KiB ("]);
        assert!(!page.contains("packets"), "{page}");
        tmux.keys(&["Enter"]);
        let page = tmux.wait_for(&["77 packets, 7 TCP connections.", "status 0"]);
        assert!(!page.contains("reading"), "{page}");
    }
}

#[test]
fn ctrl_c_at_the_bar_leaves_a_clean_line_and_130() {
    let Some(program) = outside::judge("tmux") else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = format!("--annotate '{}'", folder.path().join("out.pcapng").display());
    for arguments in ["--summary", "--json >/dev/null", &file] {
        let tmux = Tmux::start(&program, 80, 24, &slowly(arguments));
        let begun: &[&str] = if arguments == file { &["process "] } else { &["process ", "reading"] };
        let page = tmux.wait_for(begun);
        let id = page.split_whitespace().skip_while(|word| *word != "process").nth(1).and_then(|id| id.parse().ok());
        let id = id.expect("a number");
        wait_until_it_listens(id);
        tmux.keys(&["C-c"]);
        // The terminal throws away what is printed while it hears of Ctrl-C, so nothing is until the program is gone.
        wait_until_it_is_gone(id);
        tmux.keys(&["Enter"]);
        tmux.wait_for(&["status 130"]);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "no half of a file");
}

/// Until a process has ended, as Linux tells; elsewhere for a second.
fn wait_until_it_is_gone(process: u32) {
    for _ in 0..1000 {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        if cfg!(target_os = "linux") && (status.is_empty() || status.contains("State:\tZ")) {
            return;
        }
        std::thread::sleep(Duration::from_millis(if cfg!(target_os = "linux") { 10 } else { 1 }));
    }
}

fn interrupt(child: &Child) {
    assert!(signal::signal(child.id(), "INT"));
}

#[test]
fn ctrl_c_while_the_capture_comes_leaves_no_file_and_130() {
    for output in ["--annotate", "--html"] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let mut child = explain().arg("-").arg(output).arg(&out).stdin(Stdio::piped()).spawn().unwrap();
        // It stays open: more of the capture might come.
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(&fs::read(frozen("lesson1.pcapng")).unwrap()).unwrap();
        wait_until_it_listens(child.id());
        interrupt(&child);
        assert_eq!(child.wait().unwrap().code(), Some(130), "{output}");
        drop(stdin);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{output}");
    }
}

/// Whether half a file is in this folder.
fn is_half_written(folder: &Path) -> bool {
    let files = fs::read_dir(folder).unwrap().flatten();
    files.filter_map(|file| file.metadata().ok()).any(|about| about.len() > 0)
}

#[test]
fn ctrl_c_while_the_file_is_written_leaves_no_half_of_it_and_130() {
    let captures = tempfile::tempdir().unwrap();
    let capture = captures.path().join("large.pcapng");
    plain::body(12, 1448, &capture).unwrap();
    for output in ["--annotate", "--html"] {
        // Where this process had to wait for its turn, the other may have been done before.
        let caught = (0..10).any(|_| {
            let folder = tempfile::tempdir().unwrap();
            let out = folder.path().join("out");
            let mut command = explain();
            let mut child = command
                .arg(&capture)
                .arg(output)
                .arg(&out)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            while !is_half_written(folder.path()) && child.try_wait().unwrap().is_none() {
                std::thread::sleep(Duration::from_millis(1));
            }
            if out.exists() || child.try_wait().unwrap().is_some() {
                child.wait().unwrap();
                return false;
            }
            interrupt(&child);
            let status = child.wait().unwrap();
            match status.code() {
                // It may have been whole just before.
                Some(130) if out.exists() => false,
                Some(130) => {
                    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{output}");
                    true
                }
                code => {
                    assert_eq!(code, Some(0), "{output}");
                    false
                }
            }
        });
        assert!(caught, "{output}: ten times it was done before it could be interrupted");
    }
}

#[test]
fn what_comes_through_a_named_pipe_is_kept_to_be_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    for output in ["--annotate", "--html"] {
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let out = folder.path().join("out");
        let child = explain().arg(&pipe).arg(output).arg(&out).stdout(Stdio::piped()).spawn().unwrap();
        File::options()
            .write(true)
            .open(&pipe)
            .unwrap()
            .write_all(&fs::read(frozen("lesson1.pcapng")).unwrap())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", line(&output));
        assert!(fs::metadata(&out).unwrap().len() > 17_000);
        fs::remove_file(&out).unwrap();
        fs::remove_file(&pipe).unwrap();
    }
}
