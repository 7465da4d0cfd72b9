//! The recipes of `docs/capture.md`, typed as they stand there: whoever follows them has a capture that opens.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use wirewalk_testing::signal::signal;
use wirewalk_testing::{outside, program, root};

/// How long any of them may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// What ends the capture: until it is in the file, packets before it may not be.
const MARK: &str = "the end of this capture";

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The recipes of a kind (`<!-- run: client -->`), as they stand in the document.
fn recipes(text: &str, kind: &str) -> Vec<String> {
    let begin = format!("<!-- run: {kind} -->\n```sh\n");
    let parts = text.split(begin.as_str()).skip(1);
    parts.map(|part| part.split("\n```").next().expect("the block ends").to_owned()).collect()
}

/// Bob from lesson 5 in this folder, as the document says, on a free port.
fn bob(home: &TempDir) -> (Running, u16) {
    let mut command = Command::new(program("wirewalk"));
    command.args(["server", "5", "--port", "0"]).current_dir(home.path()).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut bob = Running(command.spawn().expect("it starts"));
    let mut lines = BufReader::new(bob.0.stdout.take().expect("piped")).lines().map_while(Result::ok);
    let address = lines.find_map(|line| Some(line.split_once("https://localhost:")?.1.split('/').next()?.to_owned()));
    (bob, address.expect("an address").parse().expect("a port"))
}

/// A shell that knows `wirewalk`, in this folder.
fn shell(home: &TempDir, text: &str) -> Command {
    let programs = program("wirewalk").parent().expect("a folder").to_owned();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new("sh");
    command.args(["-e", "-c", text]).current_dir(home.path()).env("HOME", home.path()).stdin(Stdio::null());
    command.env("PATH", format!("{}:{path}", programs.display())).env_remove("SSLKEYLOGFILE").env_remove("SECRET_KEY");
    command
}

/// Runs a recipe to its end.
fn run(home: &TempDir, text: &str) -> Output {
    let child = shell(home, text).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a shell");
    let (id, begun) = (child.id(), Instant::now());
    let waits = thread::spawn(move || child.wait_with_output().expect("it is ours"));
    while !waits.is_finished() {
        if begun.elapsed() > PATIENCE {
            signal(id, "KILL");
            panic!("no end of: {text}");
        }
        thread::sleep(Duration::from_millis(10));
    }
    let output = waits.join().expect("no panic");
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    output
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "waited in vain: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// How many conversations a summary calls opened.
fn opened(output: &Output) -> usize {
    let told = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    told.matches("HTTP/1.1 inside").count()
}

#[test]
fn whoever_follows_the_recipes_has_a_capture_that_opens() {
    for judge in ["dumpcap", "curl", "openssl", "wget", "python3", "node", "editcap", "tshark"] {
        if outside::judge(judge).is_none() {
            return;
        }
    }
    let home = tempfile::tempdir().expect("a folder");
    let (_bob, port) = bob(&home);
    let document = fs::read_to_string(root().join("docs/capture.md")).expect("it is there");
    let text = document.replace("8443", &port.to_string());
    let [capture] = &recipes(&text, "capture")[..] else { panic!("one way to record") };
    let mut dumpcap = shell(&home, &format!("exec {capture}"));
    let mut dumpcap = Running(dumpcap.stderr(Stdio::null()).spawn().expect("it starts"));
    let file = home.path().join("mine.pcapng");
    let holds = |path: &Path, text: &str| {
        fs::read(path).is_ok_and(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
    };
    // Once it records, it records what nobody else would say.
    let mark = |text: &str| {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("Bob listens");
        let _ = stream.write_all(format!("GET /{text} HTTP/1.1\r\n\r\n").as_bytes());
    };
    until("the beginning", || {
        mark("the beginning");
        thread::sleep(Duration::from_millis(100));
        holds(&file, "/the beginning")
    });
    let clients = recipes(&text, "client");
    assert!(clients.len() >= 6, "{clients:?}");
    for client in &clients {
        let output = run(&home, client);
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("fluffy tail"), "{client}\n{said}");
    }
    mark(MARK);
    until(MARK, || holds(&file, MARK));
    assert!(signal(dumpcap.0.id(), "INT"));
    assert!(dumpcap.0.wait().expect("it is ours").success());
    let mut counts = Vec::new();
    for recipe in recipes(&text, "after") {
        // The first connections are those of this test.
        let output = run(&home, &recipe.replace("tcp.stream == 1", &format!("tcp.stream == {}", last(&home))));
        counts.push(opened(&output));
    }
    // The last one makes a copy without keys.
    assert_eq!(counts, [clients.len(), clients.len(), 1, 1, 0], "opened after each recipe");
}

/// A conversation that opens, by Wireshark's number.
fn last(home: &TempDir) -> u32 {
    let output = run(home, "wirewalk explain --json --keylog keys.log mine.pcapng");
    let messages = output.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
    let opened = messages.filter(|message: &serde_json::Value| {
        message["sources"]
            .as_array()
            .is_some_and(|all| all.iter().any(|source| source["origin"]["kind"] == "decrypted"))
    });
    let number = |message: serde_json::Value| u32::try_from(message["connection"].as_u64()?).ok();
    opened.filter_map(number).next_back().expect("one that opens")
}

#[test]
fn the_program_says_it_in_short() {
    let said = |words: &[&str]| {
        let output = Command::new(program("wirewalk")).args(words).output().expect("it starts");
        assert!(output.status.success());
        String::from_utf8(output.stdout).expect("text")
    };
    let (short, help) = (said(&["capture"]), said(&["help", "capture"]));
    assert!(short.contains("--keylog keys.log mine.pcapng") && short.contains("docs/capture.md"), "{short}");
    assert!(help.contains("--keylog keys.log mine.pcapng"), "{help}");
    assert!(short.lines().all(|line| line.chars().count() <= 100), "{short}");
}
