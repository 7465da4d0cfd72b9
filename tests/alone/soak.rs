//! A minute of steady load on lesson 1's server, after which it must be as it was: `cargo test --release --test alone soak:: --
//! --ignored`. `WIREWALK_SOAK` says how many seconds instead.
#![cfg(target_os = "linux")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use wirewalk_testing::server::Server;

const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: bob\r\n\r\n";
const LAST_GET: &[u8] = b"GET / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n";
/// How much more memory the server may have afterwards, in KiB: what an allocator keeps for next time.
const SLACK: u64 = 2 * 1024;

fn connect(addr: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(addr).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout can be set");
    stream.set_nodelay(true).expect("a small thing");
    stream
}

/// One request and its answer, which ends with the secret.
fn ask(stream: &mut TcpStream) {
    stream.write_all(GET).expect("the server reads");
    let (mut answer, mut piece) = (Vec::new(), [0; 1024]);
    while !answer.ends_with(b"\r\n\r\nfluffy tail") {
        let n = stream.read(&mut piece).expect("the server answers");
        assert_ne!(n, 0, "closed after {:?}", String::from_utf8_lossy(&answer));
        answer.extend(&piece[..n]);
    }
}

/// Connections that are kept for a hundred requests, until the time is over; returns how many requests.
fn keeps_alive(addr: SocketAddr, end: Instant) -> u64 {
    let mut count = 0;
    while Instant::now() < end {
        let mut stream = connect(addr);
        for _ in 0..100 {
            ask(&mut stream);
            count += 1;
            thread::sleep(Duration::from_millis(1));
        }
    }
    count
}

/// A connection for each request; few enough a second that no system runs out of ports.
fn comes_anew(addr: SocketAddr, end: Instant) -> u64 {
    let mut count = 0;
    while Instant::now() < end {
        let mut stream = connect(addr);
        stream.write_all(LAST_GET).expect("the server reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the server answers");
        assert!(answer.ends_with("\r\n\r\nfluffy tail"), "{answer:?}");
        count += 1;
        thread::sleep(Duration::from_millis(10));
    }
    count
}

/// Comes and goes in the middle of a request.
fn leaves(addr: SocketAddr, end: Instant) -> u64 {
    let mut count = 0;
    while Instant::now() < end {
        let mut stream = connect(addr);
        let _ = stream.write_all(&GET[..20]);
        count += 1;
        thread::sleep(Duration::from_millis(20));
    }
    count
}

/// Two threads of each kind of client; returns how many requests of each.
fn load(addr: SocketAddr, time: Duration) -> [u64; 3] {
    let end = Instant::now() + time;
    let kinds: [fn(SocketAddr, Instant) -> u64; 3] = [keeps_alive, comes_anew, leaves];
    let running = kinds.map(|kind| [(); 2].map(|()| thread::spawn(move || kind(addr, end))));
    running.map(|pair| pair.map(|t| t.join().expect("every request was answered")).iter().sum())
}

fn descriptors(server: &Server) -> usize {
    std::fs::read_dir(format!("/proc/{}/fd", server.child.id())).expect("it runs").count()
}

#[test]
#[ignore = "takes a minute; .ci/long runs it"]
fn after_a_minute_of_load_a_server_is_as_it_was() {
    let _alone = super::alone();
    let seconds = std::env::var("WIREWALK_SOAK").map_or(60, |s| s.parse().expect("WIREWALK_SOAK holds seconds"));
    let server = Server::of_lesson(1, "");
    let rest = || thread::sleep(Duration::from_secs(2));
    load(server.addr(), Duration::from_secs(3)); // what is there from the first requests on is no leak
    rest();
    let (memory, open) = (server.memory("VmRSS").expect("Linux tells"), descriptors(&server));
    let [kept, anew, left] = load(server.addr(), Duration::from_secs(seconds));
    rest();
    let (memory_after, open_after) = (server.memory("VmRSS").expect("Linux tells"), descriptors(&server));
    println!(
        "{seconds} s: {kept} requests on kept connections, {anew} on new ones, {left} left midway; \
        memory {memory} → {memory_after} KiB, descriptors {open} → {open_after}"
    );
    assert!(memory_after <= memory + SLACK, "memory grew from {memory} to {memory_after} KiB");
    assert!(open_after <= open, "descriptors grew from {open} to {open_after}");
    ask(&mut connect(server.addr()));
}
