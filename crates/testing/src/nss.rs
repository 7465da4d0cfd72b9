//! Firefox's library on both ends: a server that opens encrypted hellos, and a client that sends them (RFC 9849).
//!
//! `selfserv` and `tstclnt` are of the system's NSS; the libraries that they load are Firefox's own, which write `ECH_SECRET` and
//! `ECH_CONFIG` into a key log (RFC 9850), as those of the system may not yet.

use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use wirewalk::recording::Recording;

use crate::ech::{COVER, EchKey, HIDDEN};
use crate::outside::{self, judge};
use crate::server::free_port;
use crate::tap::Tap;

/// How long a client waits for its answer before it leaves,
const ANSWER: Duration = Duration::from_secs(1);
/// and how long it may take to do so.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where Firefox has its libraries.
const FIREFOX: [&str; 3] = ["/usr/lib/firefox-esr", "/usr/lib/firefox", "/opt/firefox"];

/// The programs, with a certificate for [`HIDDEN`] and [`COVER`].
pub struct Nss {
    dir: tempfile::TempDir,
    selfserv: PathBuf,
    tstclnt: PathBuf,
    libraries: &'static str,
}

/// A client that asks, waits for the answer and leaves when there is nothing more to say to it.
fn asks(command: &mut Command) {
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut client = Running(command.spawn().expect("it starts"));
    let stdin = client.0.stdin.take();
    // One that is turned away reads none of it.
    let _ = stdin.as_ref().map(|mut stdin| stdin.write_all(b"GET / HTTP/1.0\r\n\r\n"));
    std::thread::sleep(ANSWER);
    drop(stdin);
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE && matches!(client.0.try_wait(), Ok(None)) {
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A server that runs until the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Nss {
    /// `None`: something of it is not here.
    pub fn new() -> Option<Nss> {
        let (certutil, selfserv, tstclnt) = (judge("certutil")?, judge("selfserv")?, judge("tstclnt")?);
        let logs = |dir: &&&str| {
            let library = fs::read(Path::new(dir).join("libssl3.so")).unwrap_or_default();
            library.windows(10).any(|bytes| bytes == b"ECH_SECRET")
        };
        let Some(libraries) = FIREFOX.iter().find(logs) else {
            return outside::missing("no Firefox whose library logs ECH_SECRET");
        };
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join("db"))
            .and_then(|()| fs::write(dir.path().join("noise"), [7; 64]))
            .expect("room");
        let names = format!("{HIDDEN},{COVER}");
        let make = ["-S", "-n", "server", "-s", "CN=server", "-x", "-t", "CT,,", "-k", "ec", "-q", "nistp256"];
        for words in [&["-N", "--empty-password"][..], &[&make[..], &["-z", "noise", "-8", &names]].concat()] {
            let mut command = Command::new(&certutil);
            let output =
                command.current_dir(dir.path()).args(["-d", "sql:db"]).args(words).output().expect("it starts");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        Some(Nss { dir, selfserv, tstclnt, libraries })
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.dir.path()).args(["-d", "sql:db", "-V", "tls1.3:tls1.3"]);
        command.env("LD_LIBRARY_PATH", self.libraries).env("SSLKEYLOGFILE", self.dir.path().join("keys"));
        command
    }

    /// Clients ask one after the other, each with its words; the server has this key. What was said, and the key log.
    pub fn talk(&self, key: &EchKey, server: &[&str], clients: &[&[&str]]) -> (Recording, String) {
        let port = free_port();
        let mut command = self.command(&self.selfserv);
        command.args(["-n", "server", "-p", &port.to_string(), "-X", &key.parameters()]).args(server);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let running = Running(command.spawn().expect("it starts"));
        let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        (0..500).find(|_| {
            TcpStream::connect(addr).is_ok() || {
                std::thread::sleep(Duration::from_millis(20));
                false
            }
        });
        let tap = Tap::to(addr);
        let ask = |words: &&[&str]| {
            let mut command = self.command(&self.tstclnt);
            command.args(["-h", "127.0.0.1", "-p", &tap.addr.port().to_string(), "-a", HIDDEN, "-o"]).args(*words);
            asks(&mut command)
        };
        clients.iter().for_each(ask);
        let recording = tap.recording();
        drop(running);
        (recording, fs::read_to_string(self.dir.path().join("keys")).expect("both write secrets down"))
    }

    /// The words with which a client is given a key.
    pub fn with(key: &EchKey) -> String {
        STANDARD.encode(&key.list)
    }
}
