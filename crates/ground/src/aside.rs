//! Standard error for whoever must not wait for it.
//!
//! A terminal stands still after Ctrl-S, and a pipe that nobody reads is full: a write then waits, and so would the server that
//! writes. Here a line is handed to a thread that does the waiting. Lines for which there is no room are counted, and their
//! number is written in their place.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How many lines wait at most.
const LINES: usize = 512;
/// How much of a line is kept, in bytes; with [`LINES`] it bounds the memory.
const LONGEST: usize = 4096;
/// How long to wait before trying again, where the stream takes nothing now and does not wait by itself.
const BREATH: Duration = Duration::from_millis(20);

static STDERR: LazyLock<Aside> = LazyLock::new(|| {
    Aside::to(io::stderr(), |count| format!("({count} further lines are missing: nobody read this in time)"))
});

/// Writes a line to standard error as soon as that takes it, and returns at once.
pub fn aside(line: &str) {
    STDERR.say(line);
}

/// Waits until standard error has taken every line that was said [`aside`], but no longer than `most`: for the end of a program.
pub fn asides_end(most: Duration) {
    STDERR.end(most);
}

/// Lines on their way to a stream that may not take them.
pub struct Aside(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Line>,
    /// Whether one is being written.
    writing: bool,
}

enum Line {
    Said(String),
    /// So many, for which there was no room.
    Unsaid(u64),
}

impl Aside {
    /// To this stream; `unsaid` is the line for so many that are missing.
    pub fn to(stream: impl Write + Send + 'static, unsaid: fn(u64) -> String) -> Aside {
        let shared = Arc::new(Shared::default());
        let lines = shared.clone();
        // Without a thread nothing is said; that is no reason not to serve.
        let _ = thread::Builder::new().name("aside".into()).spawn(move || lines.write_to(stream, unsaid));
        Aside(shared)
    }

    /// Takes a line, without its end.
    pub fn say(&self, line: &str) {
        let mut state = self.0.lock();
        let there_is_room = state.waiting.len() < LINES;
        match state.waiting.back_mut() {
            Some(Line::Unsaid(count)) => *count += 1,
            _ if there_is_room => state.waiting.push_back(Line::Said(beginning(line).to_owned())),
            _ => state.waiting.push_back(Line::Unsaid(1)),
        }
        self.0.changed.notify_all();
    }

    /// Waits until every line is written, but no longer than `most`.
    pub fn end(&self, most: Duration) {
        let deadline = Instant::now() + most;
        let mut state = self.0.lock();
        while state.writing || !state.waiting.is_empty() {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            state = self.0.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes line after line, for as long as the program runs.
    fn write_to(&self, mut stream: impl Write, unsaid: fn(u64) -> String) {
        loop {
            let line = match self.next() {
                Line::Said(line) => line,
                Line::Unsaid(count) => unsaid(count),
            };
            write(&mut stream, format!("{line}\n").as_bytes());
        }
    }

    fn next(&self) -> Line {
        let mut state = self.lock();
        loop {
            let next = state.waiting.pop_front();
            state.writing = next.is_some();
            match next {
                Some(line) => return line,
                None => {
                    self.changed.notify_all();
                    state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }
}

/// As much of a line as is kept.
fn beginning(line: &str) -> &str {
    let end = (0..=LONGEST.min(line.len())).rev().find(|end| line.is_char_boundary(*end));
    line.get(..end.unwrap_or_default()).unwrap_or_default()
}

/// Writes all of it, unless the stream is gone.
fn write(stream: &mut impl Write, mut text: &[u8]) {
    while !text.is_empty() {
        match stream.write(text) {
            Ok(0) => return,
            Ok(count) => text = text.get(count..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => thread::sleep(BREATH),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
    // One that cannot be flushed is gone.
    let _ = stream.flush();
}
