//! Wireshark 4.4 as WebAssembly in Node: it knows encrypted hellos, JA4 and QUIC, which an older tshark does not.

use std::fs;
use std::process::Command;

use crate::tshark::unhex;
use crate::{outside, root};

/// A field as Wireshark dissects it.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// The packet, from 1.
    pub packet: usize,
    /// `tls.ech.config_id`.
    pub name: String,
    /// Whether no other field lies in it.
    pub leaf: bool,
    /// Its bytes; none for what Wireshark concluded.
    pub bytes: Vec<u8>,
    /// Its text, or what a person reads.
    pub show: String,
}

/// What Wireshark finds in a capture under names that begin with one of `prefixes`, opened with this key log. `None`: it is not
/// here, or Node is not.
///
/// # Panics
/// It cannot read the capture.
pub fn fields(capture: &[u8], keys: &str, prefixes: &[&str]) -> Option<Vec<Leaf>> {
    let node = outside::judge("node")?;
    let package = root().join("target/wiregasm/node_modules/@goodtools/wiregasm");
    if !package.join("dist/wiregasm.wasm").is_file() {
        return outside::missing(&format!("no {}", package.display()));
    }
    let dir = tempfile::tempdir().expect("a folder");
    let (file, log) = (dir.path().join("capture"), dir.path().join("keys"));
    fs::write(&file, capture).and_then(|()| fs::write(&log, keys)).expect("room");
    let log = if keys.is_empty() { Default::default() } else { log };
    let script = root().join("tests/judges/wiregasm/leaves.js");
    let output =
        Command::new(node).arg(script).arg(package).args([file, log]).args(prefixes).output().expect("node starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).lines().map(leaf).collect())
}

fn leaf(line: &str) -> Leaf {
    let cells: Vec<&str> = line.splitn(5, '\t').collect();
    let [packet, name, inner, bytes, show] = cells[..] else { panic!("a line of another form: {line}") };
    Leaf {
        packet: packet.parse().expect("a number"),
        name: name.to_owned(),
        leaf: inner == "false",
        bytes: unhex(bytes),
        show: show.to_owned(),
    }
}
