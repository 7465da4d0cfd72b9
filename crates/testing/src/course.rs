//! A course that is served to a test, and requests to it, byte for byte.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use wirewalk::LESSONS;
use wirewalk::serve::{Options, Served, serve};

/// A course on a port of its own.
pub struct Course {
    served: Served,
    /// Where it listens.
    pub at: SocketAddr,
    /// The path of its root, with the token.
    pub root: String,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Course {
    /// Serves the lessons, which leave their files under `out`.
    pub fn open(out: &Path) -> Course {
        let served = serve(LESSONS, Options { port: 0, out: out.to_owned(), force: false }).expect("a free port");
        let url = served.guard().url();
        let (at, root) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("a URL");
        Course { at: at.parse().expect("an address"), root: format!("/{root}"), served }
    }

    /// The path of an address that works once.
    pub fn ticket(&self) -> String {
        let url = self.served.guard().ticket();
        url.strip_prefix(&format!("http://{}", self.at)).expect("the same door").to_owned()
    }

    /// Asks for a path behind the token.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", &format!("{}{path}", self.root), &[], b"")
    }

    /// Sends a body to a path behind the token.
    pub fn post(&self, path: &str, body: &[u8]) -> Answer {
        self.ask("POST", &format!("{}{path}", self.root), &[], body)
    }

    /// Where the foreign pages are that the course offers now: those of lessons, then those of captures, the newest first.
    pub fn pages(&self) -> Vec<String> {
        let home = self.get("").text();
        home.split("href=\"")
            .filter(|rest| rest.starts_with("/page/"))
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
            .collect()
    }

    /// Plays a lesson on.
    pub fn wish(&self, lesson: u8, wish: &Value) -> Value {
        self.post(&format!("lesson/{lesson}/walk"), wish.to_string().as_bytes()).json()
    }

    /// Drops a capture with a key log; its number, or why not.
    pub fn drop(&self, name: &str, keys: &[u8], capture: &[u8]) -> Result<u64, String> {
        let answer = self.post(&format!("explain?keys={}&name={name}", keys.len()), &[keys, capture].concat()).json();
        answer["capture"].as_u64().ok_or_else(|| answer["error"].as_str().expect("a reason").to_owned())
    }

    /// Asks with these headers; a Host among them takes the place of the right one.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let host = format!("Host: {}\r\n", self.at);
        let host = if headers.iter().any(|(name, _)| *name == "Host") { "" } else { &host };
        let more: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = body.len();
        let head =
            format!("{method} {path} HTTP/1.1\r\n{host}{more}Content-Length: {length}\r\nConnection: close\r\n\r\n");
        let mut stream = TcpStream::connect(self.at).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a timeout can be set");
        stream.write_all(head.as_bytes()).expect("it reads");
        // One that refuses need not read to the end.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Answer::of(&answer)
    }
}

impl Answer {
    fn of(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").expect("a head") + 4;
        let head = String::from_utf8(bytes[..end].to_vec()).expect("a head is text");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head: head.to_lowercase(), body: bytes[end..].to_vec() }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}{}", self.head, self.text()))
    }
}

/// The wish for a walk's next step.
pub fn next(reply: &Value, chosen: Option<u64>) -> Value {
    json!({ "walk": reply["walk"], "turn": reply["turn"], "chosen": chosen })
}
