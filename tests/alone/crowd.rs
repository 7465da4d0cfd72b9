//! Crowds at the door that never finish a handshake: an honest client is served at once all the same.

#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use rustls::ClientConfig;
use wirewalk::door::{Door, Limits, Tls};
use wirewalk::lesson1::bob;
use wirewalk_testing::by_hand::{self, Seen, connect};
use wirewalk_testing::https::{self, Club};

/// How many never finish their handshake.
const CROWD: usize = 500;

/// So many clients, each of which begins a handshake in a way of its own and does not go on.
fn idle(addr: SocketAddr) -> Vec<TcpStream> {
    let hello = by_hand::hello([3, 3], &[[0x13, 0x01]]);
    let beginnings = [&[][..], &hello[..1], &hello[..20], &hello[..hello.len() - 1]];
    let client = |i: usize| {
        let mut stream = connect(addr);
        // One that was sent away already cannot send any more.
        let _ = stream.write_all(beginnings[i % beginnings.len()]);
        stream
    };
    (0..CROWD).map(client).collect()
}

/// Asserts that an honest client is served, and at once.
fn assert_served(addr: SocketAddr, config: &ClientConfig, when: &str) {
    let start = Instant::now();
    let (mut seen, shaken) = Seen::connect(addr, config.clone(), "localhost");
    assert_eq!(shaken, Ok(()), "{when}");
    let (answer, end) = seen.ask("GET / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n");
    assert!(answer.ends_with(b"fluffy tail") && end == Ok(true), "{when}: {end:?}");
    assert!(start.elapsed() < Duration::from_secs(1), "{when}: after {:?}", start.elapsed());
}

#[test]
fn five_hundred_unfinished_handshakes_keep_nobody_out() {
    let _alone = super::alone();
    super::make_room();
    let club = Club::new();
    let config = club.client();
    let door = Door::open_over(([127, 0, 0, 1], 0).into(), Limits::default(), Tls::new(club.server()), bob).unwrap();
    assert_served(door.addr(), &config, "before");
    let crowd = idle(door.addr());
    for _ in 0..5 {
        assert_served(door.addr(), &config, "amid the crowd");
    }
    drop(crowd);
    assert_served(door.addr(), &config, "afterwards");
}

/// Not a test by itself: the process of the test below.
#[test]
fn server() {
    let Some(root) = std::env::var_os("WIREWALK_ROOT") else { return };
    let club = Club::new();
    std::fs::write(root, club.root.der()).unwrap();
    let door = Door::open_over(([127, 0, 0, 1], 0).into(), Limits::default(), Tls::new(club.server()), bob).unwrap();
    println!("\nADDR {}", door.addr());
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    door.close();
}

#[test]
fn nor_do_they_where_descriptors_are_few() {
    let _alone = super::alone();
    super::make_room();
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("root.der");
    let (mut server, addr) = start(&root);
    let config = https::trusting(&std::fs::read(&root).unwrap());
    assert_served(addr, &config, "before");
    let crowd = idle(addr);
    for _ in 0..5 {
        assert_served(addr, &config, "amid the crowd");
    }
    drop(crowd);
    assert_served(addr, &config, "afterwards");
    drop(server.child.stdin.take());
    assert!(server.child.wait().unwrap().success());
}

/// A process that is not left behind, and somebody who listens to it.
struct Server {
    child: Child,
    _lines: BufReader<ChildStdout>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server with 64 descriptors.
fn start(root: &Path) -> (Server, SocketAddr) {
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -n 64; exec \"$0\" --exact crowd::server --nocapture"])
        .arg(std::env::current_exe().unwrap())
        .env("WIREWALK_ROOT", root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let addr = lines.by_ref().lines().map_while(Result::ok).find_map(|line| line.strip_prefix("ADDR ")?.parse().ok());
    (Server { child, _lines: lines }, addr.expect("where it listens"))
}
