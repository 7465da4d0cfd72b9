//! The servers of the lessons as processes of their own, abused as strangers on a network may abuse them.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use wirewalk_testing::server::{Server, lesson};

/// A request after which the connection ends.
const LAST_GET: &str = "GET / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n";
/// What a server may ever have in memory, in KiB.
const MEMORY: u64 = 64 * 1024;

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.addr()).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout can be set");
    stream.set_write_timeout(Some(Duration::from_secs(10))).expect("a timeout can be set");
    stream
}

/// Sends bytes, of which the server may read only some, and returns what comes back.
fn exchange(server: &Server, bytes: &str) -> String {
    let mut stream = connect(server);
    let _ = stream.write_all(bytes.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// Asserts that an honest client is served, and at once.
fn assert_served(server: &Server, when: &str) {
    let start = Instant::now();
    let text = exchange(server, LAST_GET);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_default();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{when}: {text:?}");
    assert!(body == "fluffy tail" || body.starts_with("gAAAA"), "{when}: {text:?}");
    assert!(start.elapsed() < Duration::from_secs(1), "{when}: after {:?}", start.elapsed());
}

/// So many clients at once, each of which sends `bytes` and then nothing more.
fn slow_clients(server: &Server, count: usize, bytes: &str) -> Vec<TcpStream> {
    let client = || {
        let mut stream = connect(server);
        // One that was sent away already cannot send any more.
        let _ = stream.write_all(bytes.as_bytes());
        stream
    };
    (0..count).map(|_| client()).collect()
}

/// Everything that a stranger tries; after each of it the server serves as before, and it never takes much memory.
fn abuse(server: &Server) {
    assert_served(server, "at first");
    let head = |headers: &str| format!("POST / HTTP/1.1\r\nHost: bob\r\n{headers}\r\n\r\n");
    for (what, bytes, status) in [
        ("a body of 1 TiB", head("Content-Length: 1099511627776") + &"x".repeat(1 << 20), "413"),
        ("a body of -1 bytes", head("Content-Length: -1"), "400"),
        ("1,000 headers", head("X: y\r\n".repeat(1000).trim_end()), "431"),
        ("a header of 1 MiB", head(&format!("X: {}", "a".repeat(1 << 20))), "431"),
    ] {
        let text = exchange(server, &bytes);
        assert!(text.starts_with(&format!("HTTP/1.1 {status} ")), "{what}: {text:?}");
        assert_served(server, what);
    }
    for (what, bytes) in [
        ("clients that say nothing", ""),
        ("clients that say half a request", "GET / HTTP/1.1\r\nHost: bo"),
        ("clients that say half a body", "POST / HTTP/1.1\r\nHost: bob\r\nContent-Length: 100\r\n\r\nabc"),
        ("clients that stay after their answer", "GET / HTTP/1.1\r\nHost: bob\r\n\r\n"),
    ] {
        let slow = slow_clients(server, 200, bytes);
        if bytes.starts_with("POST") {
            // A body may pause; after a second it may be sent away for another client.
            std::thread::sleep(Duration::from_millis(1200));
        }
        assert_served(server, &format!("amid 200 {what}"));
        drop(slow);
        assert_served(server, &format!("after 200 {what}"));
    }
    if let Some(peak) = server.memory("VmHWM") {
        assert!((1..MEMORY).contains(&peak), "{peak} KiB at the peak");
    }
}

#[test]
fn abuse_keeps_no_honest_client_out_and_takes_little_memory() {
    let key = wirewalk::fernet::generate().to_text();
    for number in [1, 2] {
        abuse(&Server::of_lesson(number, &key));
    }
}

#[cfg(unix)]
#[test]
fn abuse_does_not_stop_a_server_that_has_only_64_descriptors() {
    let key = wirewalk::fernet::generate().to_text();
    for number in [1, 2] {
        let mut limited = Command::new("sh");
        limited.args(["-c", "ulimit -n 64 && exec \"$0\" server \"$@\""]).arg(lesson(number)).env("SECRET_KEY", &key);
        abuse(&Server::start(&mut limited));
    }
}
