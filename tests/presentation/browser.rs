//! A real browser as a judge of lesson 1's server: what a person sees who types its address.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wirewalk_testing::outside;
use wirewalk_testing::server::Server;

/// No page takes longer than this to come, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Opens a page in a browser that knows nobody and calls nobody else; returns what it made of it.
fn page(chromium: &Path, url: &str) -> String {
    let profile = tempfile::tempdir().expect("a folder");
    let mut browser = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--disable-dev-shm-usage", "--disable-breakpad", "--no-proxy-server", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(url)
        .env("HOME", profile.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the browser starts");
    let mut out = browser.stdout.take().expect("piped");
    let dom = std::thread::spawn(move || {
        let mut dom = String::new();
        out.read_to_string(&mut dom).map(|_| dom)
    });
    let start = Instant::now();
    while browser.try_wait().expect("it is ours").is_none() {
        if start.elapsed() > PATIENCE {
            let _ = browser.kill();
            let _ = browser.wait();
            panic!("no page after {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    dom.join().expect("no panic").expect("UTF-8")
}

#[test]
fn a_browser_shows_the_secret_and_what_bob_does_not_know() {
    let Some(chromium) = outside::judge("chromium") else { return };
    let server = Server::of_lesson(1, "");
    let dom = page(&chromium, &server.url);
    assert!(dom.contains("fluffy tail"), "{dom}");
    let dom = page(&chromium, &format!("{}acorns", server.url));
    assert!(dom.contains("Bob knows nothing but /") && !dom.contains("fluffy tail"), "{dom}");
}
