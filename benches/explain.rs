//! `wirewalk explain` against tshark on a download over HTTPS with its keys: `cargo bench --bench explain`, or with a size in MB
//! after `--` (100 unless told otherwise).
//!
//! `--json` against `tshark -T pdml` and `--summary` against `tshark -q -z io,stat,0`, three turns each, their output
//! thrown away; peak memory is told. The bench fails when `--json` is not five times as fast, `--summary` not twice, or
//! memory reaches 256 MiB.

use std::error::Error;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use wirewalk_testing::download;

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// More than memory may reach, in KiB.
const MEMORY: u64 = 256 << 10;
const TURNS: usize = 3;
/// What a packet carries over Ethernet.
const SEGMENT: usize = 1448;

fn main() -> Done {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [megabytes, file] = &arguments[..] {
        return download::make(megabytes.parse()?, SEGMENT, file.as_ref());
    }
    let megabytes: usize = arguments.first().map_or(Ok(100), |size| size.parse())?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("download.pcapng");
    // In a process of its own: what it needs is not ours.
    run(Command::new(std::env::current_exe()?).arg(megabytes.to_string()).arg(&file))?;
    let size = fs::metadata(&file)?.len() as f64 / 1e6;
    println!("a capture of {size:.0} MB\n| | ours | tshark | times as fast | peak memory |\n|---|---|---|---|---|");
    let (json, summary): (&[&str], &[&str]) = (&["-T", "pdml"], &["-q", "-z", "io,stat,0"]);
    let mut failed = false;
    for (output, theirs, times) in [("--json", json, 5.0), ("--summary", summary, 2.0)] {
        failed |= !compare(&file, size, output, theirs, times)?;
    }
    if failed { Err("too slow, or too much memory".into()) } else { Ok(()) }
}

/// Whether one output is so many times as fast as tshark's.
fn compare(file: &Path, size: f64, output: &str, theirs: &[&str], times: f64) -> Done<bool> {
    let (mut ours, mut judged, mut peak) = (f64::MAX, f64::MAX, 0);
    for _ in 0..TURNS {
        let (seconds, memory) = measured(file, output)?;
        (ours, peak) = (ours.min(seconds), peak.max(memory));
    }
    // tshark takes minutes for PDML, and hardly varies.
    for _ in 0..if times > 2.0 { 1 } else { TURNS } {
        let seconds = run(Command::new("tshark").arg("-r").arg(file).args(theirs).stderr(Stdio::null()));
        judged = judged.min(seconds.unwrap_or(f64::NAN));
    }
    let (ours, judged) = (size / ours, size / judged);
    println!("| {output} | {ours:.0} MB/s | {judged:.1} MB/s | {:.1} | {} MiB |", ours / judged, peak >> 10);
    Ok((judged.is_nan() || ours / judged >= times) && peak < MEMORY)
}

/// Seconds and peak memory in KiB of our own program.
fn measured(file: &Path, output: &str) -> Done<(f64, u64)> {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_wirewalk"))
        .args(["explain", output])
        .arg(file)
        .env_remove("SSLKEYLOGFILE")
        .stdout(File::options().write(true).open(if cfg!(windows) { "NUL" } else { "/dev/null" })?)
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        // Where the system tells (Linux); what was told last before the end is the peak, or nearly.
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let memory = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or_default();
        peak = peak.max(memory);
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                return Err("wirewalk explain failed".into());
            }
            return Ok((start.elapsed().as_secs_f64(), peak));
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// How many seconds a process takes.
fn run(command: &mut Command) -> Done<f64> {
    let start = Instant::now();
    match command.stdout(Stdio::null()).status()?.success() {
        true => Ok(start.elapsed().as_secs_f64()),
        false => Err(format!("{command:?} failed").into()),
    }
}
