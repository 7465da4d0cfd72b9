//! A capture of 500 MB written to disk and read back, with the memory that took at its peak: `cargo bench --bench
//! large_capture`. Writing holds one packet at a time; reading ends in a recording that holds the payload.

use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Instant;

use bytes::Bytes;

use wirewalk::recording::{Connection, Endpoint, Recording, Side, Timestamp, What, WireEvent, capture};
use wirewalk::render::pcapng;

const TOTAL: usize = 500_000_000;
const CONNECTIONS: u16 = 50;
const CHUNK: usize = 20_000;

fn main() -> Result<(), Box<dyn Error>> {
    let recording = recording();
    let file = tempfile::NamedTempFile::new()?;

    let start = Instant::now();
    pcapng::write_recording(File::create(file.path())?, &[&recording], None, |_| None)?;
    report("written", fs::metadata(file.path())?.len(), start);

    let start = Instant::now();
    let read = capture::read(File::open(file.path())?)?;
    report("read", fs::metadata(file.path())?.len(), start);
    assert_eq!(read.recording.payload_len(), recording.payload_len());

    let start = Instant::now();
    let cut = capture::read(File::open(file.path())?.take(TOTAL as u64 / 2));
    println!(
        "cut in half: {} after {:.1?}",
        cut.err().ok_or("half a capture was read as a whole one")?,
        start.elapsed()
    );
    Ok(())
}

/// Connections whose events share one piece of memory, so that the recording itself takes little.
fn recording() -> Recording {
    let said = Bytes::from(vec![b'x'; CHUNK]);
    let end =
        |name: &str, port| Endpoint { name: name.to_owned(), addr: SocketAddr::from((Ipv4Addr::LOCALHOST, port)) };
    let events = |id: u16| {
        let talk = (0..TOTAL / CHUNK / usize::from(CONNECTIONS)).map(|_| (Side::Server, What::Bytes(said.clone())));
        let all = std::iter::once((Side::Client, What::Open)).chain(talk).chain([(Side::Server, What::Close)]);
        let at = move |i: u64| Timestamp(i * 1_000_000 + u64::from(id));
        all.zip(0..).map(move |((side, what), i)| WireEvent { at: at(i), side, what, packet: None }).collect()
    };
    let connection = |id: u16| {
        let (client, server) = (end("Alice", 40_000 + id), end("Bob", 5985));
        Connection { id: id.into(), hop: 0, client, server, through: Vec::new(), events: events(id) }
    };
    Recording { connections: (0..CONNECTIONS).map(connection).collect() }
}

fn report(what: &str, bytes: u64, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = bytes as f64 / 1e6;
    let peak = peak_memory().map_or("unknown here".to_owned(), |kib| format!("{} MiB", kib / 1024));
    println!("{what}: {megabytes:.0} MB in {seconds:.2} s, {:.0} MB/s, peak memory so far {peak}", megabytes / seconds);
}

/// The most memory that this process ever had, in KiB, where the system tells (Linux).
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}
