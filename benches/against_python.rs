//! Fernet here and in Python's `cryptography`, on the same machine in the same run: `cargo bench --bench against_python`.
//!
//! The two take turns five times, so that a busy moment hits both; medians stand side by side. The status is 1 if Python
//! is faster at any size.

use std::error::Error;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use wirewalk::fernet::{Key, decrypt, encrypt_at};
use wirewalk_testing::python;

const NOW: u64 = 1_700_000_000;
const SIZES: [(usize, &str); 3] = [(11, "11 bytes"), (1024, "1 KiB"), (1 << 20, "1 MiB")];
const ROUNDS: usize = 5;
/// How long each of the two works in each turn.
const TURN: Duration = Duration::from_millis(200);

/// Answers `encrypt size seconds` and `decrypt size seconds` with the seconds that one call took on average.
const SCRIPT: &str = r#"
import sys, time, cryptography
from cryptography.hazmat.backends.openssl import backend
from cryptography.fernet import Fernet
fernet, now = Fernet(sys.argv[1]), int(sys.argv[2])
print(f"Python {sys.version.split()[0]}, cryptography {cryptography.__version__}, {backend.openssl_version_text()}", flush=True)
for line in sys.stdin:
    what, size, turn = line.split()
    message = b"x" * int(size)
    token = fernet.encrypt_at_time(message, now)
    if what == "encrypt":
        call = lambda: fernet.encrypt_at_time(message, now)
    else:
        call = lambda: fernet.decrypt_at_time(token, 60, now)
    turn, calls, start, passed = float(turn), 0, time.perf_counter(), 0
    while passed < turn:
        for _ in range(4):
            call()
        calls += 4
        passed = time.perf_counter() - start
    print(passed / calls, flush=True)
"#;

/// Python, which waits for its turn.
struct Python {
    child: Child,
    to: Option<ChildStdin>,
    from: Lines<BufReader<ChildStdout>>,
}

impl Python {
    fn start(key: &Key) -> Result<Option<Python>, Box<dyn Error>> {
        let Some(python) = python::with(&["cryptography"]) else { return Ok(None) };
        let mut child = Command::new(python)
            .args(["-c", SCRIPT, &key.to_text(), &NOW.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let from = child.stdout.take().ok_or("no pipe from python3")?;
        Ok(Some(Python { to: child.stdin.take(), child, from: BufReader::new(from).lines() }))
    }

    fn line(&mut self) -> Result<String, Box<dyn Error>> {
        Ok(self.from.next().ok_or("python3 ended")??)
    }

    fn seconds(&mut self, what: &str, size: usize) -> Result<f64, Box<dyn Error>> {
        let to = self.to.as_mut().ok_or("no pipe to python3")?;
        writeln!(to, "{what} {size} {}", TURN.as_secs_f64())?;
        Ok(self.line()?.parse()?)
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        drop(self.to.take());
        let _ = self.child.wait();
    }
}

/// The seconds that one call takes on average, measured as Python measures its own.
fn seconds<T>(call: impl Fn() -> T) -> f64 {
    let (start, mut calls) = (Instant::now(), 0);
    while start.elapsed() < TURN {
        for _ in 0..4 {
            black_box(call());
        }
        calls += 4;
    }
    start.elapsed().as_secs_f64() / f64::from(calls)
}

fn ours(key: &Key, what: &str, size: usize) -> f64 {
    let message = vec![b'x'; size];
    let token = encrypt_at(key, &message, NOW);
    match what {
        "encrypt" => seconds(|| encrypt_at(key, black_box(&message), NOW)),
        _ => seconds(|| decrypt(key, black_box(&token), Some(60), NOW)),
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn microseconds(seconds: f64) -> String {
    let us = seconds * 1e6;
    if us < 100.0 { format!("{us:.1} µs") } else { format!("{us:.0} µs") }
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let key = wirewalk::fernet::generate();
    let Some(mut python) = Python::start(&key)? else { return Ok(ExitCode::SUCCESS) };
    println!("{}; medians of {ROUNDS} turns\n", python.line()?);
    println!("| Fernet | size | ours | Python | times as fast |\n|---|---|---|---|---|");
    let mut slower = Vec::new();
    for what in ["encrypt", "decrypt"] {
        for (size, name) in SIZES {
            let (mut mine, mut theirs) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                mine.push(ours(&key, what, size));
                theirs.push(python.seconds(what, size)?);
            }
            let (mine, theirs) = (median(mine), median(theirs));
            let [left, right] = [mine, theirs].map(microseconds);
            println!("| {what} | {name} | {left} | {right} | {:.1} |", theirs / mine);
            if mine >= theirs {
                slower.push(format!("{what} {name}"));
            }
        }
    }
    if slower.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("\nPython is faster: {}", slower.join(", "));
    Ok(ExitCode::FAILURE)
}
