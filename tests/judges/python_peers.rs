//! Python programs as the lessons' other side: its clients ask our servers, our clients ask its server.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use wirewalk_testing::python;
use wirewalk_testing::server::{Server, lesson};

/// Runs a script with these arguments; returns what it printed.
fn run(python: &Path, script: &str, arguments: &[&str]) -> String {
    let output = Command::new(python).args(["-c", script]).args(arguments).env("no_proxy", "*").output();
    let output = output.expect("python3 starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Two requests on one connection, the head alone, and what is not there.
const HTTP_CLIENT: &str = r#"
import http.client, sys, urllib.parse
bob = http.client.HTTPConnection(urllib.parse.urlsplit(sys.argv[1]).netloc, timeout=10)
bob.connect()
socket = bob.sock
for method, path in [("GET", "/"), ("GET", "/"), ("HEAD", "/"), ("GET", "/acorns")]:
    bob.request(method, path)
    answer = bob.getresponse()
    print(method, path, answer.status, answer.getheader("Content-Length"), answer.read().decode().strip())
print("one connection" if bob.sock is socket else "several connections")
"#;

#[test]
fn http_client_talks_to_lesson_1() {
    let Some(python) = python::with(&[]) else { return };
    let server = Server::of_lesson(1, "");
    let said = run(&python, HTTP_CLIENT, &[&server.url]);
    let expected = "GET / 200 11 fluffy tail\nGET / 200 11 fluffy tail\nHEAD / 200 11 \n\
        GET /acorns 404 24 Bob knows nothing but /\none connection\n";
    assert_eq!(said, expected);
}

const URLLIB: &str = r#"
import sys, urllib.request
with urllib.request.urlopen(sys.argv[1], timeout=10) as answer:
    print(answer.status, answer.read().decode())
"#;

#[test]
fn urllib_reads_the_secret() {
    let Some(python) = python::with(&[]) else { return };
    let server = Server::of_lesson(1, "");
    assert_eq!(run(&python, URLLIB, &[&server.url]), "200 fluffy tail\n");
}

const REQUESTS: &str = r#"
import requests, sys
with requests.Session() as session:
    for _ in range(2):
        answer = session.get(sys.argv[1], timeout=10)
        print(answer.status_code, answer.encoding, answer.text)
"#;

#[test]
fn requests_reads_the_secret() {
    let Some(python) = python::with(&["requests"]) else { return };
    let server = Server::of_lesson(1, "");
    assert_eq!(run(&python, REQUESTS, &[&server.url]), "200 UTF-8 fluffy tail\n".repeat(2));
}

/// Alice as Python has her: asks and opens the token.
const FERNET_CLIENT: &str = r#"
import os, sys, urllib.request
from cryptography.fernet import Fernet, InvalidToken
with urllib.request.urlopen(sys.argv[1], timeout=10) as answer:
    token = answer.read()
try:
    print(Fernet(os.environ["SECRET_KEY"]).decrypt(token, ttl=60).decode())
except InvalidToken:
    print("refused")
"#;

#[test]
fn a_python_client_opens_what_lesson_2_serves() {
    let Some(python) = python::with(&["cryptography"]) else { return };
    let key = wirewalk::fernet::generate().to_text();
    let server = Server::of_lesson(2, &key);
    for (key, said) in [(key.as_str(), "fluffy tail\n"), (&wirewalk::fernet::generate().to_text(), "refused\n")] {
        let output = Command::new(&python)
            .args(["-c", FERNET_CLIENT, &server.url])
            .env("SECRET_KEY", key)
            .env("no_proxy", "*")
            .output()
            .expect("python3 starts");
        assert_eq!(String::from_utf8_lossy(&output.stdout), said, "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Bob as Python has him: plain at `/plain`, as a token at `/`, as a token of another age at `/AGE`.
const SERVER: &str = r#"
import http.server, os, time
from cryptography.fernet import Fernet
fernet = Fernet(os.environ["SECRET_KEY"])
class Bob(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path[1:]
        age = 0 if path == "" or path == "plain" else int(path)
        body = b"fluffy tail" if path == "plain" else fernet.encrypt_at_time(b"fluffy tail", int(time.time()) - age)
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *args):
        pass
server = http.server.HTTPServer(("127.0.0.1", 0), Bob)
print(server.server_port, flush=True)
server.serve_forever()
"#;

/// A Python server, which ends with this value.
struct Bob(Child);

impl Drop for Bob {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn alice_reads_what_a_python_server_says() {
    let Some(python) = python::with(&["cryptography"]) else { return };
    let key = wirewalk::fernet::generate().to_text();
    let child = Command::new(python).args(["-c", SERVER]).env("SECRET_KEY", &key).stdout(Stdio::piped()).spawn();
    let mut bob = Bob(child.expect("python3 starts"));
    let mut port = String::new();
    BufReader::new(bob.0.stdout.take().expect("piped")).read_line(&mut port).expect("a port");
    let alice = |number: u8, path: &str| {
        let url = format!("http://127.0.0.1:{}/{path}", port.trim());
        let mut alice = Command::new(lesson(number));
        let output = alice.args(["client", &url]).env("SECRET_KEY", &key).output().expect("the client starts");
        String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8")
    };
    let secret = "The secret message is: fluffy tail\n";
    assert_eq!(alice(1, "plain"), secret);
    for path in ["", "30", "-30"] {
        assert_eq!(alice(2, path), secret, "a token {path} seconds old");
    }
    for path in ["120", "-120", "plain"] {
        let said = alice(2, path);
        assert!(said.starts_with("error: ") && !said.contains("fluffy tail"), "a token {path} seconds old: {said}");
    }
}
