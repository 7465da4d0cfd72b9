//! aioquic, a library of Python's, at both ends or at one of them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::{Captured, Identity, Relay, Weather};
use crate::{python, root};

/// The program that speaks, in a folder with a certificate.
pub struct Aioquic {
    python: PathBuf,
    identity: Identity,
    folder: TempDir,
}

/// A server that runs as long as this value.
pub struct Server {
    child: Child,
    keys: PathBuf,
    pub address: SocketAddr,
}

impl Aioquic {
    /// `None`: it is not here.
    pub fn new() -> Option<Aioquic> {
        let python = python::with(&["aioquic", "pylsqpack"])?;
        Some(Aioquic { python, identity: Identity::new(), folder: tempfile::tempdir().expect("a folder") })
    }

    /// The certificate of its servers.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    fn command(&self, role: &str, keys: &Path, options: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.arg(root().join("tests/judges/quic/peers.py")).arg(role).arg("--keys").arg(keys);
        command.args(options.split_whitespace());
        command
    }

    /// A server with these options.
    ///
    /// # Panics
    /// It does not say where it listens.
    pub fn server(&self, options: &str) -> Server {
        let keys = tempfile::NamedTempFile::new_in(self.folder.path()).expect("room").into_temp_path();
        let keys = keys.keep().expect("it stays as long as its folder");
        let [certificate, key] = self.identity.write(self.folder.path());
        let mut command = self.command("server", &keys, options);
        command.arg("--cert").arg(certificate).arg("--key").arg(key).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("python3 starts");
        let mut port = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut port).expect("a line");
        let port: u16 = port.trim().parse().expect("a port");
        Server { child, keys, address: (Ipv4Addr::LOCALHOST, port).into() }
    }

    /// The client alone asks somebody: what it received, as [`Captured::told`].
    ///
    /// # Panics
    /// It does not come to an end as it should.
    pub fn ask(&self, name: &str, to: SocketAddr, client: &str) -> serde_json::Value {
        let to = format!("--port {} {client}", to.port());
        let keys = self.folder.path().join("client");
        let output = self.command("client", &keys, &to).output().expect("python3 starts");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let told = String::from_utf8_lossy(&output.stdout);
        let told = told.lines().last().expect("what it received");
        serde_json::from_str(told).expect("JSON")
    }

    /// Both ends talk through a relay.
    ///
    /// # Panics
    /// The client does not come to an end as it should.
    pub fn talk(&self, name: &'static str, server: &str, client: &str, weather: Weather) -> Captured {
        let server = self.server(server);
        let relay = Relay::before(server.address, weather);
        let told = self.ask(name, relay.address(), client);
        let file = relay.capture();
        Captured { name, file, keys: server.keys(), told }
    }
}

impl Server {
    /// The keys of its connections so far.
    pub fn keys(&self) -> String {
        fs::read_to_string(&self.keys).expect("it was written")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
