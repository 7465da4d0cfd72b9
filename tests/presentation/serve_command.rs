//! `wirewalk serve` as a person starts it: the address that it prints, the browser that it opens, how it ends. And the course in a
//! real browser.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::{TempDir, tempdir};
use wirewalk_testing::tmux::Tmux;
use wirewalk_testing::{endless, hostile, outside, signal};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A process that ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts it with a folder of its own for what it keeps; what it says, and the address in it.
fn start(place: &TempDir, args: &[&str]) -> (Running, BufReader<ChildStdout>, String) {
    begin(Command::new(env!("CARGO_BIN_EXE_wirewalk")), place, args)
}

/// The same by a command that may begin with another program.
fn begin(mut command: Command, place: &TempDir, args: &[&str]) -> (Running, BufReader<ChildStdout>, String) {
    command.current_dir(place.path()).env("TMPDIR", place.path()).arg("serve").args(args);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut said = BufReader::new(child.stdout.take().expect("piped"));
    let mut line = String::new();
    said.read_line(&mut line).expect("it says where it is");
    let url = line.trim().strip_prefix("The course is at ").expect("the address").to_owned();
    (Running(child), said, url)
}

/// Drops a capture on the course, without waiting for what becomes of it.
fn drops(url: &str, capture: &[u8]) -> TcpStream {
    let (at, token) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("an address");
    let head = format!(
        "POST /{token}explain HTTP/1.1\r\nHost: {at}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        capture.len()
    );
    let mut stream = TcpStream::connect(at).expect("it listens");
    stream.write_all(&[head.as_bytes(), capture].concat()).expect("it reads");
    stream
}

/// The same; what it answers.
fn dropped(url: &str, capture: &[u8]) -> String {
    let mut answer = String::new();
    drops(url, capture).read_to_string(&mut answer).expect("it answers");
    answer
}

/// Whatever is dropped, alone and while something is read that takes very long.
#[test]
#[cfg(target_os = "linux")]
fn hostile_captures_take_little_memory() {
    let place = tempdir().expect("a folder");
    let (running, _said, url) = start(&place, &["--no-open"]);
    let made = |name| (hostile::kinds().find(|kind| kind.name == name).expect("a kind").make)(60_000).capture;
    let captures = ["sans", "cookies", "h2settings"].map(made);
    for capture in &captures {
        let answer = dropped(&url, capture);
        assert!(answer.contains("\"capture\""), "{answer}");
    }
    let endless = drops(&url, &endless::endless());
    for capture in &captures {
        // One that takes long itself is told so.
        let answer = dropped(&url, capture);
        assert!(answer.contains("\"capture\"") || answer.contains("which takes long"), "{answer}");
    }
    drop(endless);
    let status = fs::read_to_string(format!("/proc/{}/status", running.0.id())).expect("it runs");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().expect("a number");
    assert!(peak < 256 << 10, "{peak} KiB of memory");
}

#[test]
fn it_prints_its_address_serves_until_it_is_told_to_end_and_leaves_nothing_behind() {
    let place = tempdir().expect("a folder");
    let (mut running, _said, url) = start(&place, &[]);
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    dropped(&url, &fs::read(root().join("tests/captures/lesson1.pcapng")).expect("frozen"));
    assert!(fs::read_dir(place.path()).expect("the folder").count() > 0, "captures have a folder");
    for entry in fs::read_dir(place.path()).expect("the folder").flatten() {
        assert_eq!(entry.metadata().expect("there").permissions().mode() & 0o077, 0, "for this person alone");
    }
    assert!(signal::signal(running.0.id(), "TERM"));
    assert!(running.0.wait().expect("it ends").success());
    assert_eq!(fs::read_dir(place.path()).expect("the folder").count(), 0);
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_that_is_closed_ends_it_as_cleanly_and_nohup_does_not() {
    let place = tempdir().expect("a folder");
    // Whoever runs this test may itself be under nohup.
    let with = |signal: &str| {
        let mut command = Command::new("env");
        command.args([signal, env!("CARGO_BIN_EXE_wirewalk")]);
        begin(command, &place, &[])
    };
    let (mut running, _said, _) = with("--default-signal=HUP");
    assert!(signal::signal(running.0.id(), "HUP") && running.0.wait().expect("it ends").success());
    assert_eq!(fs::read_dir(place.path()).expect("the folder").count(), 0);
    let (mut running, _said, url) = with("--ignore-signal=HUP");
    let at = url.split('/').nth(2).expect("an address");
    assert!(signal::signal(running.0.id(), "HUP"));
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert!(TcpStream::connect(at).is_ok() && running.0.try_wait().expect("asked").is_none());
    assert!(signal::signal(running.0.id(), "TERM"));
    assert!(running.0.wait().expect("it ends").success());
}

#[test]
fn a_capture_that_is_read_when_it_ends_is_forgotten_too() {
    let place = tempdir().expect("a folder");
    let (mut running, _said, url) = start(&place, &[]);
    let (at, token) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("an address");
    let long = endless::endless();
    let head = format!("POST /{token}explain HTTP/1.1\r\nHost: {at}\r\nContent-Length: {}\r\n\r\n", long.len());
    let mut stream = TcpStream::connect(at).expect("it listens");
    stream.write_all(&[head.as_bytes(), &long].concat()).expect("it reads");
    let begun = || {
        let folders = fs::read_dir(place.path()).expect("the folder").flatten();
        folders
            .flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten().flatten())
            .any(|file| file.path().extension().is_some_and(|ending| ending == "html"))
    };
    let waited = (0..600).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        begun()
    });
    assert!(waited, "it is being read");
    assert!(signal::signal(running.0.id(), "INT"));
    assert!(running.0.wait().expect("it ends").success());
    assert_eq!(fs::read_dir(place.path()).expect("the folder").count(), 0);
}

#[test]
fn a_port_that_is_taken_is_named_with_what_to_do() {
    let place = tempdir().expect("a folder");
    let (_running, _said, url) = start(&place, &[]);
    let port = url.rsplit(':').next().and_then(|rest| rest.split('/').next()).expect("a port").to_owned();
    let output =
        Command::new(env!("CARGO_BIN_EXE_wirewalk")).args(["serve", "--port", &port]).output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains(&port) && said.contains("another port"), "{said}");
}

#[test]
fn the_browser_is_given_a_page_that_nobody_else_can_read_and_no_address() {
    let Some(program) = outside::judge("tmux") else { return };
    if cfg!(not(target_os = "linux")) {
        return; // other systems have other ways to open an address
    }
    let place = tempdir().expect("a folder");
    let script = "#!/bin/sh\necho \"$1\" > \"$OPENED.new\" && mv \"$OPENED.new\" \"$OPENED\"\n";
    let fake = place.path().join("xdg-open");
    fs::write(&fake, script).expect("written");
    fs::set_permissions(&fake, fs::Permissions::from_mode(0o755)).expect("executable");
    let opened = place.path().join("opened");
    let (folder, binary) = (place.path().display(), env!("CARGO_BIN_EXE_wirewalk"));
    let script = format!(
        "trap : INT; cd {folder}; OPENED={} PATH={folder}:$PATH {binary} serve; echo ended $?; sleep 60",
        opened.display()
    );
    let tmux = Tmux::start(&program, 120, 24, &script);
    let screen = tmux.wait_for(&["The course is at http://127.0.0.1:", "Ctrl-C ends the program"]);
    let token = screen.split('/').find(|part| part.len() == 32).expect("a token").to_owned();
    let given = (0..200).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        fs::read_to_string(&opened).ok()
    });
    let given = given.expect("the browser was opened");
    let page = Path::new(given.trim_end());
    assert!(page.starts_with(place.path()) && !given.contains("open/") && !given.contains(&token), "{given}");
    assert_eq!(fs::metadata(page).expect("it is there").permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(page).expect("ours");
    assert!(text.contains("content=\"0; url=http://127.0.0.1:") && text.contains("/open/"), "{text}");
    assert!(!text.contains(&token), "{text}");
    tmux.keys(&["C-c"]);
    tmux.wait_for(&["ended 0"]);
    assert!(!page.exists(), "it goes with the course");
}

#[test]
fn the_course_is_read_in_a_browser() {
    let (Some(node), Some(chromium)) = (outside::judge("node"), outside::judge("chromium")) else { return };
    let axe = root().join("target/axe/node_modules/axe-core/axe.min.js");
    let axe = if axe.is_file() { Some(axe) } else { outside::missing(&format!("no {}", axe.display())) };
    let pictures = match std::env::var("WIREWALK_PICTURES") {
        Ok(value) if value == "write" => root().join("img").display().to_string(),
        _ => String::new(),
    };
    let (place, profile) = (tempdir().expect("a folder"), tempdir().expect("a folder"));
    let (_running, _said, url) = start(&place, &[]);
    let output = Command::new(node)
        .arg(root().join("tests/page/serve.mjs"))
        .arg(chromium)
        .arg(profile.path())
        .args([axe.map(|file| file.display().to_string()).unwrap_or_default(), pictures, url])
        .arg("2")
        .args(["lesson5.pcapng", "lesson5.keys"].map(|name| root().join("tests/captures").join(name)))
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    println!("{said}");
}
