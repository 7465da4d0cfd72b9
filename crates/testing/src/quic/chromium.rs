//! A browser as the client: connection ids of no length, a hello in many pieces out of order, and what browsers add to HTTP/3.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::quinn::{Server, Talk};
use super::{Captured, Identity, Relay, Weather};
use crate::outside;

/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// It opens a page of quinn's; `None`: it is not here.
///
/// # Panics
/// It does not come to an end.
pub fn visits(name: &'static str) -> Option<Captured> {
    let chromium = outside::judge("chromium")?;
    let identity = Identity::new();
    let server = Server::new(&identity, &Talk::default());
    let relay = Relay::before(server.address, Weather::default());
    let dom = open(&chromium, relay.address(), &identity, "/page");
    assert!(dom.contains("a page"), "{dom}");
    let file = relay.capture();
    Some(Captured { name, file, keys: server.keys(), told: serde_json::Value::Null })
}

/// Opens a page over QUIC alone; what it made of it.
///
/// # Panics
/// It does not come to an end.
pub fn open(chromium: &Path, to: SocketAddr, identity: &Identity, path: &str) -> String {
    let profile = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(chromium);
    command
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--dump-dom"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--disable-dev-shm-usage", "--disable-breakpad", "--no-proxy-server", "--enable-quic"])
        .arg(format!("--origin-to-force-quic-on={to}"))
        .arg(format!("--ignore-certificate-errors-spki-list={}", identity.pin))
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("https://{to}{path}"))
        .env("HOME", profile.path())
        .env_remove("SSLKEYLOGFILE")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut browser = command.spawn().expect("the browser starts");
    let mut out = browser.stdout.take().expect("piped");
    let reads = thread::spawn(move || {
        let mut dom = String::new();
        std::io::Read::read_to_string(&mut out, &mut dom).map(|_| dom)
    });
    let begun = Instant::now();
    while browser.try_wait().expect("it is ours").is_none() {
        if begun.elapsed() > PATIENCE {
            let _ = (browser.kill(), browser.wait());
            panic!("no page after {PATIENCE:?}");
        }
        thread::sleep(Duration::from_millis(20));
    }
    reads.join().expect("no panic").expect("UTF-8")
}
