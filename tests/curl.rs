//! curl as a judge of the door.

mod common;

use std::path::Path;
use std::process::{Command, Stdio};

use wirewalk::door::{Door, Limits};

/// An app that tells what it was asked, and how long the body was.
fn bob(app: &tiny_http::Server) {
    for mut request in app.incoming_requests() {
        let mut body = Vec::new();
        let _ = request.as_reader().read_to_end(&mut body);
        let text = format!("{} {} {}", request.method(), request.url(), body.len());
        let _ = request.respond(tiny_http::Response::from_string(text));
    }
}

/// Runs curl on a door; `{}` in an argument is the door's URL without a path. Returns what it printed on both outputs.
fn curl(arguments: &[&str], input: &[u8]) -> Option<(String, String)> {
    let curl = common::judge("curl")?;
    let door = Door::open(([127, 0, 0, 1], 0).into(), Limits::default(), bob).unwrap();
    let url = format!("http://{}", door.addr());
    let arguments: Vec<String> = arguments.iter().map(|argument| argument.replace("{}", &url)).collect();
    Some(run(&curl, &arguments, input))
}

fn run(curl: &Path, arguments: &[String], input: &[u8]) -> (String, String) {
    let mut child = Command::new(curl)
        .args(["--disable", "--silent", "--show-error", "--verbose", "--max-time", "10", "--noproxy", "*"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feed = std::thread::spawn(move || std::io::Write::write_all(&mut stdin, &input));
    let output = child.wait_with_output().unwrap();
    // curl reads its input only if it needs it.
    let _ = feed.join().unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn curl_gets() {
    let Some((out, log)) = curl(&["{}/a?b=c"], b"") else { return };
    assert_eq!(out, "GET /a?b=c 0", "{log}");
    assert!(log.contains("< HTTP/1.1 200 OK") && log.contains("< Content-Type: text/plain"), "{log}");
}

#[test]
fn curl_asks_for_the_head_only() {
    let Some((out, log)) = curl(&["--head", "{}/"], b"") else { return };
    assert!(out.contains("\r\nContent-Length: 8\r\n") && out.ends_with("\r\n\r\n"), "{out} {log}");
    assert!(log.contains("left intact"), "{log}");
}

#[test]
fn curl_posts_in_chunks() {
    let body = vec![b'x'; 300_000];
    let post = ["--request", "POST", "--header", "Transfer-Encoding: chunked", "--upload-file", "-", "{}/up"];
    let Some((out, log)) = curl(&post, &body) else { return };
    assert_eq!(out, "POST /up 300000", "{log}");
}

#[test]
fn curl_waits_until_its_body_is_asked_for() {
    let body = vec![b'x'; 5000];
    let post = ["--header", "Expect: 100-continue", "--data-binary", "@-", "{}/up"];
    let Some((out, log)) = curl(&post, &body) else { return };
    assert_eq!(out, "POST /up 5000", "{log}");
    assert!(log.contains("< HTTP/1.1 100 Continue"), "{log}");
}

#[test]
fn curl_keeps_a_body_to_itself_that_is_too_large() {
    let body = vec![b'x'; 2 << 20];
    let post = ["--header", "Expect: 100-continue", "--data-binary", "@-", "{}/up"];
    let Some((out, log)) = curl(&post, &body) else { return };
    assert!(out.starts_with("413 Payload Too Large: a body of more than 1048576 bytes"), "{out} {log}");
    assert!(log.contains("< HTTP/1.1 413 ") && !log.contains("100 Continue"), "{log}");
}

#[test]
fn curl_asks_twice_on_one_connection() {
    let Some((out, log)) = curl(&["--write-out", " %{num_connects} ", "{}/a", "{}/b"], b"") else { return };
    assert_eq!(out, "GET /a 0 1 GET /b 0 0 ", "{log}");
}

#[test]
fn curl_sends_a_path_as_it_is() {
    let Some((out, log)) = curl(&["--path-as-is", "{}/a/../b//c/./d"], b"") else { return };
    assert_eq!(out, "GET /a/../b//c/./d 0", "{log}");
}

#[test]
fn curl_speaks_http_1_0() {
    let Some((out, log)) = curl(&["--http1.0", "{}/a"], b"") else { return };
    assert_eq!(out, "GET /a 0", "{log}");
}

#[test]
fn curl_is_told_what_is_wrong() {
    let Some((out, log)) = curl(&["--header", "Content-Length: 1099511627776", "--header", "Host: a b", "{}/"], b"")
    else {
        return;
    };
    assert!(out.starts_with("400 Bad Request: a Host is a name or an address"), "{out} {log}");
    let Some((out, log)) = curl(&["--http2-prior-knowledge", "{}/"], b"") else { return };
    assert!(out.is_empty() && log.contains("HTTP/2"), "{out} {log}");
}
