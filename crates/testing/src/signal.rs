//! Signals to processes of ours.

use std::process::Command;

/// Sends a signal by its name; whether there was somebody to get it. Every Unix shell has a `kill`, not every machine the program.
pub fn signal(id: u32, name: &str) -> bool {
    Command::new("sh").args(["-c", &format!("kill -{name} {id}")]).status().expect("a shell").success()
}
