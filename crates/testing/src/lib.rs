//! What the tests and benches share: parties, recordings made by hand, captures of others, and the outside judges. It is a
//! library, so that it is compiled once for all of them, and what nobody uses any more can be found by looking for its name.

use std::env::{self, consts::EXE_SUFFIX};
use std::path::{Path, PathBuf};

pub mod blocks;
pub mod by_hand;
pub mod callers;
pub mod captures;
pub mod claimed;
pub mod clients;
pub mod club;
pub mod compare;
pub mod compare_dns;
pub mod compare_packets;
pub mod compare_tls;
pub mod course;
pub mod cuts;
pub mod demo;
pub mod der;
pub mod dns;
pub mod download;
pub mod dumpcap;
pub mod ech;
pub mod encapsulations;
pub mod endless;
pub mod explain;
pub mod foreign;
pub mod grpc;
pub mod handshake;
pub mod headers;
pub mod heard;
pub mod hostile;
pub mod hosts;
pub mod https;
pub mod judged;
pub mod minted;
pub mod nginx;
pub mod nss;
pub mod ocsp;
pub mod outside;
pub mod packets;
pub mod page;
pub mod parties;
pub mod peggy;
pub mod plain;
pub mod python;
pub mod quic;
pub mod quic_by_hand;
pub mod quic_forged;
pub mod raw;
pub mod read_back;
pub mod recordings;
pub mod redacted;
pub mod resolver;
pub mod rfc8448;
pub mod said;
pub mod server;
pub mod shake;
pub mod signal;
pub mod starttls;
mod starttls_clear;
pub mod streams;
pub mod tap;
pub mod tape;
pub mod tls;
pub mod tls_bytes;
pub mod tmux;
pub mod trees;
pub mod tshark;
pub mod tunnels;
pub mod udp;
pub mod untouched;
pub mod walked;
pub mod websocket;
pub mod wire;
pub mod wiregasm;

/// The folder of the project, in which `tests/` and `docs/` are.
pub fn root() -> &'static Path {
    // This package lies in crates/testing.
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the project's folder")
}

/// One of the programs of the project. `CARGO_BIN_EXE_…` is a constant for the tests of the project's own package alone; here it
/// is a variable, where cargo sets it while tests run, and otherwise the program stands above the folder of the tests.
///
/// # Panics
/// If it is not there.
pub fn program(name: &str) -> PathBuf {
    let beside = || {
        let test = env::current_exe().expect("this program has a path");
        test.ancestors().nth(2).expect("target/…/deps").join(format!("{name}{EXE_SUFFIX}"))
    };
    let path = env::var_os(format!("CARGO_BIN_EXE_{name}")).map_or_else(beside, PathBuf::from);
    assert!(path.is_file(), "no {}: name it in a [[bin]] of Cargo.toml; `cargo build --bins` makes it", path.display());
    path
}
