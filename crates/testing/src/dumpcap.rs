//! A real capture: Wireshark's own capturing program on the loopback interface.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::net::UdpSocket;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::outside;

/// How long the program may take to begin, and to write what it has.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long connections may take to end, once everybody has said everything.
const CURTAIN: Duration = Duration::from_secs(3);

/// What is sent at the end, by UDP: once it is in the file, all that was sent before it is.
pub const MARK: &[u8] = b"wirewalk: so far, and no further";

/// In which format the capture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Pcapng,
    Pcap,
}

/// A capture under way.
pub struct Wiretap {
    child: Child,
    errors: JoinHandle<String>,
    dir: TempDir,
    ports: Vec<u16>,
}

impl Wiretap {
    /// Captures what passes through these ports; `None`: nothing can be captured here, and a line says so.
    pub fn on(ports: &[u16], format: Format) -> Option<Wiretap> {
        let program = outside::judge("dumpcap")?;
        // Whoever asked whether the servers listen has hung up, and they may still be thinking about it.
        wait_until_quiet(ports);
        let dir = tempfile::tempdir().expect("a folder");
        let filter: Vec<String> = ports.iter().map(|port| format!("port {port}")).collect();
        let mut command = Command::new(program);
        command.args(["-i", "lo", "-f", &filter.join(" or "), "-w"]).arg(file(&dir));
        command.args((format == Format::Pcap).then_some("-P")).env("HOME", dir.path());
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let errors = child.as_mut().expect("dumpcap starts").stderr.take().expect("piped");
        let (begun, begins) = mpsc::channel();
        let errors = thread::spawn(move || said(errors, &begun));
        let mut tap = Wiretap { child: child.expect("it started"), errors, dir, ports: ports.to_vec() };
        // It names its file when the interface is open and the filter is set.
        if begins.recv_timeout(PATIENCE).is_ok() {
            return Some(tap);
        }
        let _ = (tap.child.kill(), tap.child.wait());
        let errors = tap.errors.join().expect("no panic");
        outside::missing(&format!("dumpcap cannot capture here (as root it can, or with cap_net_raw): {errors}"))
    }

    /// Ends it; gives the file.
    pub fn capture(mut self) -> Vec<u8> {
        wait_until_quiet(&self.ports);
        let socket = UdpSocket::bind(("127.0.0.1", 0)).expect("a free port");
        socket.send_to(MARK, ("127.0.0.1", self.ports[0])).expect("it is sent");
        let start = Instant::now();
        let has_mark = |file: Vec<u8>| file.windows(MARK.len()).any(|bytes| bytes == MARK);
        while !fs::read(file(&self.dir)).is_ok_and(has_mark) {
            assert!(start.elapsed() < PATIENCE, "the end is not in the capture");
            thread::sleep(Duration::from_millis(20));
        }
        // Asked to stop, it writes the rest of a block that was written in part.
        let stopped = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(stopped.expect("kill starts").success());
        let status = self.child.wait().expect("it is ours");
        let errors = self.errors.join().expect("no panic");
        assert!(status.success() && errors.contains("/0 (pcap:0/dumpcap:0/"), "packets are missing: {errors}");
        fs::read(file(&self.dir)).expect("it was written")
    }
}

/// Waits until every connection through these ports has ended.
fn wait_until_quiet(ports: &[u16]) {
    let start = Instant::now();
    while start.elapsed() < CURTAIN && ports.iter().any(|port| is_busy(*port)) {
        thread::sleep(Duration::from_millis(10));
    }
}

fn file(dir: &TempDir) -> PathBuf {
    dir.path().join("wire")
}

/// All that it says, and when it begins.
fn said(errors: ChildStderr, begun: &mpsc::Sender<()>) -> String {
    let mut reader = BufReader::new(errors);
    let mut text = String::new();
    while reader.read_line(&mut text).is_ok_and(|len| len > 0) {
        if text.lines().last().is_some_and(|line| line.starts_with("File: ")) {
            let _ = begun.send(());
            break;
        }
    }
    let mut rest = Vec::new();
    let _ = reader.read_to_end(&mut rest);
    text + &String::from_utf8_lossy(&rest)
}

/// Whether a connection through this port has not ended, as Linux tells of its sockets.
fn is_busy(port: u16) -> bool {
    const LISTENS: &str = "0A";
    const HAS_ENDED: &str = "06";
    let mut table = String::new();
    for name in ["/proc/net/tcp", "/proc/net/tcp6"] {
        let _ = File::open(name).and_then(|mut file| file.read_to_string(&mut table));
    }
    let port = format!(":{port:04X}");
    table.lines().any(|line| {
        let words: Vec<&str> = line.split_whitespace().take(4).collect();
        let [_, from, to, state] = words[..] else { return false };
        (from.ends_with(&port) || to.ends_with(&port)) && ![LISTENS, HAS_ENDED].contains(&state)
    })
}
