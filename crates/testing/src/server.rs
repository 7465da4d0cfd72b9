//! A lesson's server as a person starts it: a process of its own, on any free port.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::program;

/// A server that is stopped when the test ends, and the address that it announced.
pub struct Server {
    pub child: Child,
    pub url: String,
}

impl Server {
    /// Starts what the command names, on any free port, and waits until it says where it listens.
    pub fn start(command: &mut Command) -> Server {
        let mut child = command
            .args(["--port", "0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("piped")).read_line(&mut line).expect("a line");
        let url = line.split_whitespace().find(|w| w.contains("://")).expect("an address").to_owned();
        Server { child, url }
    }

    /// `lessonN server` with this key in its environment.
    pub fn of_lesson(number: u8, key: &str) -> Server {
        Server::start(Command::new(lesson(number)).arg("server").env("SECRET_KEY", key))
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.url.trim_start_matches("http://").trim_end_matches('/').parse().expect("an address and a port")
    }

    /// A number from what Linux tells about the process (`VmHWM`, `VmRSS`, in KiB); `None` elsewhere.
    pub fn memory(&self, what: &str) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        status.lines().find_map(|line| line.strip_prefix(what))?.trim_matches([':', '\t', ' ', 'k', 'B']).parse().ok()
    }
}

/// How long a server may take to end when it is asked to.
const GOODBYE: Duration = Duration::from_millis(500);

impl Drop for Server {
    fn drop(&mut self) {
        // Asked to end, it removes its socket and the folder around it; killed, it cannot.
        #[cfg(unix)]
        let _ = Command::new("sh").args(["-c", &format!("kill -TERM {} 2>&-", self.child.id())]).status();
        let begun = Instant::now();
        while cfg!(unix) && begun.elapsed() < GOODBYE && matches!(self.child.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(5));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program of a lesson.
pub fn lesson(number: u8) -> PathBuf {
    program(&format!("lesson{number}"))
}

/// Below those that Linux and others give to whoever takes any, and away from the well-known ones.
const FIRST: u16 = 20_000;
const PORTS: u16 = 12_000;

/// A port on which nobody listens, for a server that cannot choose one by itself. It is none of those that the system gives to
/// whoever takes any: until the server listens, a test beside this one would get it.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    // Where they begin differs from process to process.
    let first = std::process::id() as u16;
    let port = || FIRST + first.wrapping_mul(64).wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % PORTS;
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    std::iter::repeat_with(port).take(PORTS.into()).find(is_free).expect("a free port")
}
