//! Captures of one long connection: whatever `wirewalk explain` makes of them, its memory stays bounded. Those of 1 GB:
//! `cargo test --release --test explain large:: -- --ignored --nocapture`, which tells times and memory; `WIREWALK_LARGE`
//! says how many MB instead.
#![cfg(target_os = "linux")]

use std::env;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use wirewalk::render::pcapng::MAX_SEGMENT;
use wirewalk_testing::{download, hostile, plain};

/// What a packet carries over Ethernet; over loopback it is as much as it can.
const ETHERNET: usize = 1448;

/// Writes a capture of so many MB, with packets of this size, into a file.
type Make = fn(usize, usize, &Path) -> Result<(), Box<dyn std::error::Error>>;

const REQUESTS: &str = "HTTP, small requests";

const KINDS: [(&str, Make); 3] =
    [("HTTP, one body", plain::body), (REQUESTS, plain::requests), ("TLS 1.3 with keys, one body", download::make)];

/// The most memory that a process has had so far, in KiB; 0 once it has ended.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or_default()
}

/// Waits for a process; how much memory it had, in KiB. What is seen last before its end is the peak, or nearly: it is looked at often.
fn measured(mut child: Child) -> u64 {
    let mut most = 0;
    loop {
        most = most.max(peak(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{status}");
            return most;
        }
        thread::sleep(Duration::from_micros(100));
    }
}

/// These outputs of a capture of this kind, with no more memory than this, in KiB.
fn explain((kind, make): (&str, Make), megabytes: usize, segment: usize, outputs: &[&str], limit: u64) {
    let folder = tempfile::tempdir().unwrap();
    let (capture, file) = (folder.path().join("large.pcapng"), folder.path().join("out"));
    make(megabytes, segment, &capture).unwrap();
    let size = fs::metadata(&capture).unwrap().len();
    println!("{kind}: {} MB in packets of up to {segment} bytes", size / 1_000_000);
    for output in outputs {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wirewalk"));
        command.args(["explain", output]).env_remove("SSLKEYLOGFILE").env_remove("SECRET_KEY");
        let writes = matches!(*output, "--html" | "--annotate");
        command.args(writes.then_some(&file)).arg(&capture).stdin(Stdio::null());
        let begun = Instant::now();
        let child = command.stdout(File::options().write(true).open("/dev/null").unwrap()).spawn().unwrap();
        let most = measured(child);
        let (seconds, most_mib) = (begun.elapsed().as_secs_f64(), most / 1024);
        println!("  {output}: {seconds:.1} s, {:.0} MB/s, {most_mib} MiB", size as f64 / 1e6 / seconds);
        assert!(most > 0 && most < limit, "{kind} {output}: {most} KiB of memory, not below {limit}");
        assert!(!writes || fs::remove_file(&file).is_ok());
    }
}

/// Memory as of a short capture, and no more: less than the program with the capture in it.
#[test]
fn one_long_connection_is_not_held() {
    let mut short = Command::new(env!("CARGO_BIN_EXE_wirewalk"));
    short.args(["explain", "--summary"]).arg(wirewalk_testing::root().join("tests/captures/lesson1.pcapng"));
    short.stdin(Stdio::null()).stdout(Stdio::null());
    // It ends before its peak is seen, now and then.
    let short = (0..20).map(|_| measured(short.spawn().unwrap())).max().unwrap();
    for kind in KINDS {
        match kind.0 {
            REQUESTS => explain(kind, 8, ETHERNET, &["--summary"], short + (4 << 10)),
            _ => explain(kind, 16, ETHERNET, &["--summary", "--annotate"], short + (10 << 10)),
        }
    }
}

#[test]
#[ignore = "1 GB of each kind: ten minutes in release mode"]
fn one_connection_of_1_gb_peaks_under_256_mib() {
    let megabytes = env::var("WIREWALK_LARGE").map_or(1000, |size| size.parse().expect("a number of MB"));
    let all = ["--json", "--summary", "--html", "--annotate"];
    for kind in KINDS {
        explain(kind, megabytes, ETHERNET, &all, 256 << 10);
        if kind.0 != REQUESTS {
            explain(kind, megabytes, MAX_SEGMENT, &all, 256 << 10);
        }
    }
}

/// A page counts what its fields take: five bytes of a certificate may be three fields of 1,500 bytes each.
#[test]
fn a_page_of_hostile_captures_is_bounded() {
    for name in ["sans", "cookies", "h2settings"] {
        let kind = hostile::kinds().find(|kind| kind.name == name).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (capture, page) = (folder.path().join("hostile.pcap"), folder.path().join("page.html"));
        fs::write(&capture, (kind.make)(120_000).capture).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_wirewalk"));
        command.arg("explain").arg("--html").args([&page, &capture]).env_remove("SSLKEYLOGFILE").stdout(Stdio::null());
        let most = measured(command.stdin(Stdio::null()).spawn().unwrap());
        assert!(most > 0 && most < 256 << 10, "{name}: {most} KiB of memory");
    }
}
