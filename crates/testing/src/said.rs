//! A program that is run with something to say.

use std::io::Write;
use std::process::{Command, Stdio};

/// What a client asks that says its HTTP itself.
pub const REQUEST: &str = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// What a client said, on both of its outputs, and whether it ended well.
pub struct Said {
    pub well: bool,
    pub text: String,
}

/// Runs a client; what it is given to say stays open until it ends.
pub fn run(command: &mut Command, input: &str) -> Said {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .env_remove("SSLKEYLOGFILE")
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("piped");
    // One that is turned away, or refuses the certificate, reads none of it.
    let _ = stdin.write_all(input.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    drop(stdin); // some leave when there is no more to read
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    Said { well: output.status.success(), text }
}
