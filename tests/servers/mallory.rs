//! Whoever means ill, from outside the program: a server that answers Alice with worse than an error, a stranger on the
//! lesson's port.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use wirewalk_testing::server::free_port;

/// What Alice prints on stdout and stderr when a server answers her with these bytes.
fn alice_hears(answer: &'static str) -> [String; 2] {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("its address"));
    let server = thread::spawn(move || {
        let (mut alice, _) = listener.accept().expect("alice calls");
        let _ = alice.read(&mut [0; 4096]).expect("her request");
        alice.write_all(answer.as_bytes()).expect("an answer");
    });
    let output = Command::new(env!("CARGO_BIN_EXE_lesson1")).args(["client", &url]).output().expect("the client");
    server.join().expect("the server ends");
    [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"))
}

#[test]
fn what_a_server_says_does_not_steer_the_terminal() {
    let [said, _] = alice_hears("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n\x1b[2Jliat\u{202e}\r\n");
    assert_eq!(said, "The secret message is: \\x1b[2Jliat\\u{202e}\\r\\n\n");
    let [said, told] = alice_hears("HTTP/1.1 500 No\r\nContent-Length: 18\r\n\r\n\x1b]0;x\x07\u{202e}\nerror: y");
    assert_eq!(said, "");
    assert!(told.ends_with("500 Internal Server Error: \\x1b]0;x\\x07\\u{202e}\\nerror: y\n"), "{told:?}");
}

#[test]
fn a_page_about_another_place_is_not_taken_for_the_secret() {
    for status in ["101 Switching Protocols", "302 Found", "304 Not Modified", "999 What"] {
        let answer = format!("HTTP/1.1 {status}\r\nLocation: http://mallory/\r\nContent-Length: 0\r\n\r\n");
        let [said, told] = alice_hears(answer.leak());
        assert_eq!(said, "", "{status}");
        assert!(told.contains("the server answered"), "{told}");
    }
}

/// A token dated 2^64 - 1 in a request: what a stranger says to whoever listens on `port`, until `done`.
fn strangers(port: u16, done: &Arc<AtomicBool>) -> Vec<thread::JoinHandle<()>> {
    let token = format!("gP__________{}=", "A".repeat(87));
    let request = format!("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{token}", token.len());
    let call = move |request: &str| {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        stream.write_all(request.as_bytes())?;
        stream.read(&mut [0; 4096])
    };
    let hammer = |done: Arc<AtomicBool>, request: String| {
        thread::spawn(move || {
            while !done.load(Ordering::Relaxed) {
                if call(&request).is_err() {
                    thread::sleep(Duration::from_micros(200)); // nobody listens yet
                }
            }
        })
    };
    (0..2).map(|_| hammer(done.clone(), request.clone())).collect()
}

#[test]
fn strangers_on_the_lessons_port_break_no_walk_off() {
    let port = free_port();
    let out = tempfile::tempdir().expect("a folder");
    let done = Arc::new(AtomicBool::new(false));
    let strangers = strangers(port, &done);
    let mut lesson = Command::new(env!("CARGO_BIN_EXE_lesson2"));
    lesson.args(["--pace", "none", "--port", &port.to_string(), "--out"]).arg(out.path());
    let output = lesson.output().expect("the walk starts");
    done.store(true, Ordering::Relaxed);
    strangers.into_iter().for_each(|s| s.join().expect("a stranger ends"));
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}\n{said}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(unix)]
#[test]
fn a_server_that_is_terminated_leaves_no_socket_behind() {
    let temp = tempfile::tempdir().expect("a folder");
    let mut server = Command::new(env!("CARGO_BIN_EXE_lesson1"));
    let server = server.args(["server", "--port", "0"]).env("TMPDIR", temp.path()).stdout(Stdio::piped());
    let mut server = server.spawn().expect("the server starts");
    let mut line = String::new();
    BufReader::new(server.stdout.as_mut().expect("piped")).read_line(&mut line).expect("where it listens");
    assert_eq!(temp.path().read_dir().expect("a folder").count(), 1, "the app's socket stands in it");
    // The shell sends the signal: a small system has no program of that name.
    let kill = format!("kill -TERM {}", server.id());
    assert!(Command::new("sh").args(["-c", &kill]).status().expect("sh").success());
    assert_eq!(server.wait().expect("its end").code(), Some(0));
    assert_eq!(temp.path().read_dir().expect("a folder").count(), 0);
}
