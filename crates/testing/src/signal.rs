//! Signals to processes of ours.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

/// What asks a process to end.
pub const ENDING: [&str; 3] = ["HUP", "INT", "TERM"];

/// Sends a signal by its name; whether there was somebody to get it. Every Unix shell has a `kill`, not every machine the program.
pub fn signal(id: u32, name: &str) -> bool {
    Command::new("sh").args(["-c", &format!("kill -{name} {id}")]).status().expect("a shell").success()
}

/// A command that begins with the signals as a person at a terminal has them: whoever runs a test may ignore some, as nohup does, and a
/// job in the background ignores SIGINT.
pub fn hearing(program: &Path) -> Command {
    let mut command = Command::new("env");
    command.arg("--default-signal=HUP,INT,TERM").arg(program);
    command
}

/// Waits until a command made by [`hearing`] has become the program: until then a signal may be lost. It may have ended by then.
pub fn begun(child: &Child, program: &Path) {
    let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    while fs::read_to_string(format!("/proc/{}/comm", child.id())).is_ok_and(|now| !name.starts_with(now.trim())) {
        thread::sleep(Duration::from_millis(1));
    }
}
