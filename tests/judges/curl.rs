//! curl as a judge of the door, and of the lessons' servers.

use std::path::Path;
use std::process::{Command, Stdio};

use wirewalk::door::{Door, Limits};
use wirewalk::fernet::decrypt;
use wirewalk::stage;
use wirewalk_testing::outside;
use wirewalk_testing::server::Server;

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
    let door = Door::open(([127, 0, 0, 1], 0).into(), Limits::default(), bob).unwrap();
    ask(&format!("http://{}", door.addr()), arguments, input)
}

/// The same with a server that runs already.
fn ask(url: &str, arguments: &[&str], input: &[u8]) -> Option<(String, String)> {
    let curl = outside::judge("curl")?;
    let url = url.trim_end_matches('/');
    let arguments: Vec<String> = arguments.iter().map(|argument| argument.replace("{}", url)).collect();
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

#[test]
fn curl_reads_the_secret_of_lesson_1() {
    let server = Server::of_lesson(1, "");
    let Some((out, log)) = ask(&server.url, &["{}/"], b"") else { return };
    assert_eq!(out, "fluffy tail", "{log}");
    assert!(log.contains("< HTTP/1.1 200 OK"), "{log}");
    let Some((out, log)) = ask(&server.url, &["--head", "{}/"], b"") else { return };
    assert!(out.contains("\r\nContent-Length: 11\r\n") && out.ends_with("\r\n\r\n"), "{out} {log}");
    let twice = ["--write-out", " %{num_connects} ", "{}/", "{}/"];
    let Some((out, log)) = ask(&server.url, &twice, b"") else { return };
    assert_eq!(out, "fluffy tail 1 fluffy tail 0 ", "{log}");
    let status = ["--write-out", "%{http_code}", "{}/acorns"];
    let Some((out, log)) = ask(&server.url, &status, b"") else { return };
    assert_eq!(out, "Bob knows nothing but /\n404", "{log}");
}

#[test]
fn curl_gets_a_token_of_lesson_2_and_each_time_another() {
    let key = wirewalk::fernet::generate();
    let server = Server::of_lesson(2, &key.to_text());
    let Some((out, log)) = ask(&server.url, &["{}/"], b"") else { return };
    assert_eq!(decrypt(&key, &out, Some(60), stage::now()).as_deref(), Ok(&b"fluffy tail"[..]), "{log}");
    let Some((head, log)) = ask(&server.url, &["--head", "{}/"], b"") else { return };
    assert!(head.contains("\r\nContent-Length: 100\r\n"), "{head} {log}");
    let twice = ["--write-out", " %{num_connects} ", "{}/", "{}/"];
    let Some((out, log)) = ask(&server.url, &twice, b"") else { return };
    let words: Vec<&str> = out.split(' ').collect();
    let [first, "1", second, "0", ""] = words[..] else { panic!("{out} {log}") };
    assert!(first.starts_with("gAAAA") && second.starts_with("gAAAA") && first != second, "{out}");
}

#[test]
fn curl_is_refused_what_the_servers_refuse() {
    let key = wirewalk::fernet::generate().to_text();
    let many = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(many.path(), "X-Acorn: 1\n".repeat(1000)).unwrap();
    let one = tempfile::NamedTempFile::new().unwrap();
    // curl itself stops at 1 MiB for a whole head.
    std::fs::write(one.path(), format!("X-Acorn: {}\n", "a".repeat(1_000_000))).unwrap();
    let from = |file: &tempfile::NamedTempFile| format!("@{}", file.path().display());
    for number in [1, 2] {
        let server = Server::of_lesson(number, &key);
        for (header, status) in
            [("Content-Length: 1099511627776".to_owned(), "413"), (from(&many), "431"), (from(&one), "431")]
        {
            let arguments = ["--header", &header, "--output", "-", "--write-out", "%{http_code}", "{}/"];
            let Some((out, log)) = ask(&server.url, &arguments, b"") else { return };
            assert!(out.ends_with(status), "{header:.40}: {out} {log:.2000}");
            let Some((out, log)) = ask(&server.url, &["{}/"], b"") else { return };
            assert!(out == "fluffy tail" || out.starts_with("gAAAA"), "afterwards: {out} {log}");
        }
    }
}
