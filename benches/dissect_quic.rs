//! `wirewalk explain` against tshark on a download over HTTP/3 with its keys: `cargo bench --bench dissect_quic`, or with a size in MB
//! after `--` (50 unless told otherwise: tshark 4.0 took six minutes of processor time for 100 in one stream).
//!
//! `--summary` decrypts each packet and takes each frame, stream and HTTP/3 frame apart, and so does `tshark -q -z io,stat,0`: three turns of
//! ours and one of tshark's, their output thrown away, in processor time where the system tells it. Peak memory is told. The bench fails
//! when `--summary` is not eight times as fast as tshark, or its memory reaches 256 MiB.

use std::error::Error;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use wirewalk_testing::quic::Weather;
use wirewalk_testing::quic::quinn::{Talk, talk};

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// More than memory may reach, in KiB.
const MEMORY: u64 = 256 << 10;
/// So many times as fast as tshark it must be.
const TIMES: f64 = 8.0;
const TURNS: usize = 3;
/// What one answer carries at the most.
const ANSWER: usize = 100;

fn main() -> Done {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [megabytes, file, keys] = &arguments[..] {
        return make(megabytes.parse()?, file.as_ref(), keys.as_ref());
    }
    let megabytes: usize = arguments.first().map_or(Ok(50), |size| size.parse())?;
    let folder = tempfile::tempdir()?;
    let [file, keys] = ["download.pcapng", "keys.txt"].map(|name| folder.path().join(name));
    // In a process of its own: what it needs is not ours.
    run(Command::new(std::env::current_exe()?).arg(megabytes.to_string()).args([&file, &keys]))?;
    let size = fs::metadata(&file)?.len() as f64 / 1e6;
    let (mut ours, mut peak) = (f64::MAX, 0);
    for _ in 0..TURNS {
        let (seconds, memory) = measured(&file, &keys)?;
        (ours, peak) = (ours.min(seconds), peak.max(memory));
    }
    let judged = tshark(&file, &keys).unwrap_or(f64::NAN);
    let (ours, judged) = (size / ours, size / judged);
    println!("a capture of {size:.0} MB\n| | ours | tshark | times as fast | peak memory |\n|---|---|---|---|---|");
    println!("| --summary | {ours:.0} MB/s | {judged:.1} MB/s | {:.1} | {} MiB |", ours / judged, peak >> 10);
    // Without tshark there is nothing to compare with.
    let fast = judged.is_nan() || judged == 0.0 || ours / judged >= TIMES;
    if fast && peak < MEMORY { Ok(()) } else { Err("too slow, or too much memory".into()) }
}

/// Writes a capture of a download, and its keys.
fn make(megabytes: usize, file: &Path, keys: &Path) -> Done {
    let paths = (0..megabytes.div_ceil(ANSWER)).map(|i| (megabytes - i * ANSWER).min(ANSWER));
    let paths = paths.map(|megabytes| format!("/bytes/{}", megabytes * 1_000_000)).collect();
    let captured = talk("download", &Talk { paths, ..Talk::default() }, Weather::default());
    fs::write(file, captured.file)?;
    Ok(fs::write(keys, captured.keys)?)
}

fn tshark(file: &Path, keys: &Path) -> Done<f64> {
    let keys = format!("tls.keylog_file:{}", keys.display());
    let arguments = ["-o", &keys, "-q", "-z", "io,stat,0"];
    run(Command::new("tshark").arg("-r").arg(file).args(arguments).stderr(Stdio::null()))
}

/// Seconds and peak memory in KiB of our own program.
fn measured(file: &Path, keys: &Path) -> Done<(f64, u64)> {
    let (start, before) = (Instant::now(), processor());
    let mut child = Command::new(env!("CARGO_BIN_EXE_wirewalk"))
        .args(["explain", "--summary", "--keylog"])
        .args([keys, file])
        .env_remove("SSLKEYLOGFILE")
        .stdout(File::options().write(true).open(if cfg!(windows) { "NUL" } else { "/dev/null" })?)
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        // Where the system tells (Linux); what was told last before the end is the peak, or nearly.
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = peak.max(line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or_default());
        if let Some(status) = child.try_wait()? {
            let seconds = taken(start, before);
            return if status.success() { Ok((seconds, peak)) } else { Err("wirewalk explain failed".into()) };
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// How many seconds a process takes.
fn run(command: &mut Command) -> Done<f64> {
    let (start, before) = (Instant::now(), processor());
    match command.stdout(Stdio::null()).status()?.success() {
        true => Ok(taken(start, before)),
        false => Err(format!("{command:?} failed").into()),
    }
}

/// What the processes that ended since then took of the processor, or how long they took where the system does not tell.
fn taken(start: Instant, before: Option<f64>) -> f64 {
    let elapsed = start.elapsed().as_secs_f64();
    before.zip(processor()).map_or(elapsed, |(before, after)| after - before)
}

/// Seconds of the processor that this process's children took that are over (Linux: hundredths, fields 16 and 17).
fn processor() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name, in brackets, may hold anything.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(13);
    let mut next = || fields.next()?.parse::<f64>().ok();
    Some((next()? + next()?) / 100.0)
}
