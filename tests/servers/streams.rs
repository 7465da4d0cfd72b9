//! Peggy passes on what is larger than memory, and nobody waits for somebody else's slow reading.
//!
//! A gigabyte each way, as `.ci/long` has it: `cargo test --release --test servers streams:: -- --ignored`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use rustls::{ClientConnection, StreamOwned};
use wirewalk::door::{Backend, Door, Forward, Limits, Plain, Tls};
use wirewalk::proxy::{Files, Hidden, Proxy};
use wirewalk_testing::peggy::{self, Club, LOOPBACK, asking, connect, get};

const MB: u64 = 1 << 20;
/// What Peggy and Bob may take together at their peak, in KiB, whatever passes: a process that has done nothing takes 10,000.
const PEAK: u64 = 64 * 1024;

/// Bob with large things to say: as many bytes as the path says, and how many he was sent.
fn bob(app: &tiny_http::Server) {
    for mut request in app.incoming_requests() {
        std::thread::spawn(move || {
            let count: u64 = request.url().trim_start_matches('/').parse().unwrap_or(0);
            let sent = std::io::copy(request.as_reader(), &mut std::io::sink()).unwrap_or(0);
            if count == 0 {
                let _ = request.respond(tiny_http::Response::from_string(format!("{sent} bytes")));
            } else {
                let body = std::io::repeat(b'x').take(count);
                let answer = tiny_http::Response::new(200.into(), Vec::new(), body, Some(count as usize), None);
                let _ = request.respond(answer.with_chunked_threshold(usize::MAX));
            }
        });
    }
}

fn limits() -> Limits {
    Limits { body_bytes: 1 << 40, ..Limits::default() }
}

/// Not a test by itself: Peggy and Bob in a process of their own, for the tests below.
#[test]
fn server() {
    if std::env::var_os("WIREWALK_STREAMED").is_none() {
        return;
    }
    let hidden = Hidden::start(bob).unwrap();
    let club = Club::new();
    let proxy = Proxy::before([hidden.forward(&limits())]);
    let peggy = proxy.clone().open(LOOPBACK.into(), limits(), Tls::new(asking(&club))).unwrap();
    let clear = proxy.in_the_clear().open(LOOPBACK.into(), limits(), Plain).unwrap();
    let root: String = club.root.der().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("\nADDR {} {} {root}", peggy.addr(), clear.addr());
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

struct Server {
    child: Child,
    _lines: BufReader<ChildStdout>,
    tls: SocketAddr,
    clear: SocketAddr,
    root: Vec<u8>,
}

impl Server {
    fn start() -> Server {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "streams::server", "--nocapture"])
            .env("WIREWALK_STREAMED", "yes")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut said = lines.by_ref().lines().map_while(Result::ok);
        let line = said.find_map(|line| line.strip_prefix("ADDR ").map(str::to_owned)).expect("where it listens");
        let words: Vec<&str> = line.split_whitespace().collect();
        let root = (0..words[2].len()).step_by(2).map(|at| u8::from_str_radix(&words[2][at..at + 2], 16).unwrap());
        let (tls, clear, root) = (words[0].parse().unwrap(), words[1].parse().unwrap(), root.collect());
        Server { child, _lines: lines, tls, clear, root }
    }

    fn connect(&self) -> StreamOwned<ClientConnection, TcpStream> {
        let name = "localhost".try_into().unwrap();
        let connection = ClientConnection::new(Arc::new(peggy::trusting(&self.root)), name).unwrap();
        StreamOwned::new(connection, connect(self.tls))
    }

    /// Its peak so far, in KiB, where the system tells.
    fn peak(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.trim().trim_end_matches(" kB").parse().ok()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends and receives so many bytes, over TLS and in the clear, in both framings.
fn both_ways(bytes: u64) {
    let server = Server::start();
    let get = get(&format!("/{bytes}"), "");
    let post = |framing: &str| {
        format!("POST / HTTP/1.1\r\nHost: localhost\r\n{framing}\r\nConnection: close\r\n\r\n").into_bytes()
    };
    downloads(server.connect(), &get, bytes);
    downloads(connect(server.clear), &get, bytes);
    uploads(server.connect(), &post(&format!("Content-Length: {bytes}")), bytes, b"", b"");
    uploads(connect(server.clear), &post("Transfer-Encoding: chunked"), bytes, b"100000\r\n", b"\r\n");
    if let Some(peak) = server.peak() {
        eprintln!("{} MB each way, twice: a peak of {} MiB", bytes / MB, peak / 1024);
        assert!(peak < PEAK, "{peak} KiB");
    }
}

fn downloads(mut stream: impl Read + Write, get: &str, bytes: u64) {
    stream.write_all(get.as_bytes()).unwrap();
    let mut stream = BufReader::with_capacity(64 * 1024, stream);
    let mut line = String::new();
    while line != "\r\n" {
        line.clear();
        assert!(stream.read_line(&mut line).unwrap() > 0, "an answer");
    }
    let mut piece = vec![0; 64 * 1024];
    let mut read = 0;
    loop {
        match stream.read(&mut piece).unwrap() {
            0 => break,
            count => {
                assert!(piece[..count].iter().all(|byte| *byte == b'x'));
                read += count as u64;
            }
        }
    }
    assert_eq!(read, bytes);
}

fn uploads(mut stream: impl Read + Write, head: &[u8], bytes: u64, before: &[u8], after: &[u8]) {
    let piece = vec![b'x'; MB as usize];
    stream.write_all(head).unwrap();
    for _ in 0..bytes / MB {
        for part in [before, &piece, after] {
            stream.write_all(part).unwrap();
        }
    }
    if !before.is_empty() {
        stream.write_all(b"0\r\n\r\n").unwrap();
    }
    stream.flush().unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.ends_with(&format!("{bytes} bytes")), "{answer}");
}

#[test]
fn what_is_larger_than_memory_may_be_passes() {
    both_ways(96 * MB);
}

#[test]
#[ignore = "moves four gigabytes; .ci/long runs it"]
fn a_gigabyte_passes_both_ways_in_the_same_memory() {
    both_ways(1024 * MB);
}

#[test]
fn slow_readers_stall_nobody() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("large.txt"), vec![b'x'; 32 * MB as usize]).unwrap();
    let hidden = Hidden::start(bob).unwrap();
    let proxy = Proxy::before([hidden.forward(&limits())])
        .serving(Files::under("/static/", folder.path()).unwrap())
        .in_the_clear();
    let peggy = proxy.open(LOOPBACK.into(), limits(), Plain).unwrap();
    let slow: Vec<TcpStream> = (0..24)
        .map(|nth| {
            let path = if nth % 2 == 0 { format!("/{}", 32 * MB) } else { String::from("/static/large.txt") };
            let mut stream = connect(peggy.addr());
            stream.write_all(get(&path, "").as_bytes()).unwrap();
            stream.read_exact(&mut [0]).unwrap();
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(300)); // all buffers on the way are full by now
    for _ in 0..5 {
        let start = Instant::now();
        let answer = peggy::exchange(peggy.addr(), get("/", "").as_bytes());
        assert!(answer.ends_with("0 bytes") && start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    }
    // One that wakes up gets all of it.
    for mut stream in slow.into_iter().take(2) {
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).unwrap();
        assert!(rest.ends_with(b"xxxx") && rest.len() as u64 > 32 * MB, "{}", rest.len());
    }
}

/// A backend of bytes with one place: how long after a client left it is free of it.
fn freed_after(answer: &'static [u8], leave: impl FnOnce(&Door)) {
    let listener = TcpListener::bind(SocketAddr::from(LOOPBACK)).unwrap();
    let addr = listener.local_addr().unwrap();
    let (tell, told) = channel();
    let reads_head = |stream: &mut TcpStream| {
        let (mut head, mut byte) = (Vec::new(), [0]);
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() > 0 {
            head.push(byte[0]);
        }
    };
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        reads_head(&mut stream);
        stream.write_all(answer).unwrap();
        // An answer that never ends, or a silence until the connection does.
        if answer.is_empty() {
            assert_eq!(stream.read(&mut [0]).unwrap(), 0);
        } else {
            while stream.write_all(&[b'x'; 4096]).is_ok() {}
        }
        drop(stream);
        tell.send(()).unwrap();
        let (mut stream, _) = listener.accept().unwrap();
        reads_head(&mut stream);
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext").unwrap();
    });
    let forward = Forward::new(Backend::Tcp(addr), 1, Duration::from_secs(20));
    let peggy = Proxy::before([forward]).in_the_clear().open(LOOPBACK.into(), limits(), Plain).unwrap();
    leave(&peggy);
    told.recv_timeout(Duration::from_secs(5)).expect("the backend learns that nobody listens");
    assert!(peggy::exchange(peggy.addr(), get("/next", "").as_bytes()).ends_with("next"));
}

#[test]
fn a_client_that_leaves_amid_an_answer_frees_the_backend() {
    freed_after(b"HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\n", |peggy| {
        let mut stream = connect(peggy.addr());
        stream.write_all(get("/endless", "").as_bytes()).unwrap();
        stream.read_exact(&mut [0; 100_000]).unwrap();
    });
}

#[test]
fn a_client_that_leaves_before_its_answer_frees_the_backend() {
    freed_after(b"", |peggy| {
        let mut stream = connect(peggy.addr());
        stream.write_all(get("/silence", "").as_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(200));
    });
}
