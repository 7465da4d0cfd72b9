//! Three minutes of new connections over TLS, after which the door must be as it was: `cargo test --release --test alone soak_tls:: --
//! --ignored`. `WIREWALK_SOAK_TLS` says how many seconds instead.
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use wirewalk::door::{Door, Limits, Tls};
use wirewalk::lesson1::bob;
use wirewalk_testing::https::Club;
use wirewalk_testing::outside;

/// How much more memory the server may have afterwards, in KiB: what an allocator keeps for next time.
const SLACK: u64 = 2 * 1024;
/// Connections at a time.
const AT_ONCE: usize = 16;

/// Not a test by itself: the process of the test below.
#[test]
fn server() {
    if std::env::var_os("WIREWALK_SOAKED").is_none() {
        return;
    }
    let club = Club::new();
    let door = Door::open_over(([127, 0, 0, 1], 0).into(), Limits::default(), Tls::new(club.server()), bob).unwrap();
    println!("\nADDR {}", door.addr());
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    door.close();
}

struct Server {
    child: Child,
    _lines: BufReader<ChildStdout>,
    addr: String,
}

impl Server {
    fn start() -> Server {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "soak_tls::server", "--nocapture"])
            .env("WIREWALK_SOAKED", "yes")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut said = lines.by_ref().lines().map_while(Result::ok);
        let addr = said.find_map(|line| line.strip_prefix("ADDR ").map(str::to_owned)).expect("where it listens");
        Server { child, _lines: lines, addr }
    }

    /// Memory in KiB and open descriptors, at rest.
    fn takes(&self) -> (u64, usize) {
        std::thread::sleep(Duration::from_secs(3));
        let process = format!("/proc/{}", self.child.id());
        let status = std::fs::read_to_string(format!("{process}/status")).expect("it runs");
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("Linux tells");
        let memory = memory.trim().trim_end_matches(" kB").parse().expect("a number");
        (memory, std::fs::read_dir(format!("{process}/fd")).expect("it runs").count())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
#[ignore = "takes three minutes; .ci/long runs it"]
fn after_three_minutes_of_new_connections_the_door_is_as_it_was() {
    let _alone = super::alone();
    let Some(wrk) = outside::judge("wrk") else { return };
    let seconds = std::env::var("WIREWALK_SOAK_TLS").unwrap_or_else(|_| "180".to_owned());
    let server = Server::start();
    let url = format!("https://{}/", server.addr);
    let load = |seconds: &str| {
        let output = Command::new(&wrk)
            .args(["-t", "2", "-c", &AT_ONCE.to_string(), "-d", seconds, "-H", "Connection: close", &url])
            .output()
            .expect("it starts");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    load("5"); // what is there from the first connections on is no leak
    let (memory, open) = server.takes();
    let said = load(&seconds);
    // Some that leave in the middle of the handshake.
    for _ in 0..100 {
        let _ = TcpStream::connect(&server.addr).and_then(|mut stream| stream.write_all(&[22, 3, 1, 2, 0, 1]));
    }
    let (memory_after, open_after) = server.takes();
    println!("{said}memory {memory} → {memory_after} KiB, descriptors {open} → {open_after}");
    assert!(!said.contains("Non-2xx") && !said.contains("Socket errors"), "{said}");
    assert!(said.contains("requests in"), "{said}");
    assert!(memory_after <= memory + SLACK, "memory grew from {memory} to {memory_after} KiB");
    assert!(open_after <= open, "descriptors grew from {open} to {open_after}");
}
