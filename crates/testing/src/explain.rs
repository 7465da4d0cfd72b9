//! `wirewalk explain` as a person starts it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use crate::{program, root};

/// One of the frozen captures, or what belongs to it.
pub fn frozen(name: &str) -> PathBuf {
    root().join("tests/captures").join(name)
}

/// The command without its arguments, in an environment that has no keys.
pub fn explain() -> Command {
    let mut command = Command::new(program("wirewalk"));
    command.arg("explain").env_remove("SSLKEYLOGFILE").env_remove("SECRET_KEY").env("NO_COLOR", "1");
    command.stdin(Stdio::null());
    command
}

/// All that it said.
pub fn text(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

/// The same in one line, whatever was wrapped.
pub fn line(output: &Output) -> String {
    text(output).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Until a process handles SIGINT, as Linux tells; elsewhere for two seconds.
#[cfg(unix)]
pub fn wait_until_it_listens(process: u32) {
    for _ in 0..200 {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        if caught.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).is_ok_and(|mask| mask & 0b10 != 0)) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}
