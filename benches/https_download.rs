//! A download over HTTPS, captured with its keys, and dissected with decryption: `cargo bench --bench https_download`, or with
//! sizes in MB after `--` (5, 50 unless told otherwise).
//!
//! Each capture is made by rustls at both ends, in memory. Each reading is a process of its own, whose peak memory is told;
//! ours and `tshark -q -z io,stat,0` take turns five times. The bench fails when ours is not at least twice as fast, when
//! the dissection alone makes less than 200 MB/s, or when memory reaches 256 MiB.

use std::error::Error;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use wirewalk::dissect::{Dissector, Message, Origin};
use wirewalk::explain::{Told, explain};
use wirewalk::recording::{Secrets, capture};
use wirewalk::render::pcapng;
use wirewalk_testing::download;

type Done<T = ()> = Result<T, Box<dyn Error>>;

const TURNS: usize = 5;
/// What a packet carries: over loopback, and over Ethernet.
const SEGMENTS: [(&str, usize); 2] = [("loopback", pcapng::MAX_SEGMENT), ("Ethernet", 1448)];

fn main() -> Done {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match &arguments[..] {
        [what, megabytes, segment, file] if what == "make" => {
            download::make(megabytes.parse()?, segment.parse()?, file.as_ref())
        }
        [what, file] if what == "explain" => explain_file(file.as_ref()),
        [what, file] if what == "library" => library(file.as_ref()),
        [] => compare(&[5, 50]),
        sizes => compare(&sizes.iter().map(|size| size.parse()).collect::<Result<Vec<usize>, _>>()?),
    }
}

/// Makes each capture, reads it in turns, and judges.
fn compare(sizes: &[usize]) -> Done {
    let folder = tempfile::tempdir()?;
    println!(
        "| capture | dissection alone | whole process | tshark | times as fast | peak memory |\n|---|---|---|---|---|---|"
    );
    let mut failed = false;
    for (megabytes, (name, segment)) in sizes.iter().flat_map(|size| SEGMENTS.map(|segment| (size, segment))) {
        let file = folder.path().join("download.pcapng");
        timed(this()?.args(["make", &megabytes.to_string(), &segment.to_string()]).arg(&file))?;
        let size = fs::metadata(&file)?.len() as f64 / 1e6;
        let turns = if *megabytes > 100 { 1 } else { TURNS };
        let (mut ours, mut theirs, mut alone, mut peak) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for _ in 0..turns {
            let (seconds, told) = timed(this()?.arg("explain").arg(&file))?;
            ours.push(seconds);
            peak = peak.max(told.trim().parse::<u64>().unwrap_or_default());
            theirs.extend(timed(Command::new("tshark").args(["-q", "-z", "io,stat,0", "-r"]).arg(&file)).map(|t| t.0));
            if *megabytes <= 100 {
                alone.push(timed(this()?.arg("library").arg(&file))?.1.trim().parse::<f64>()?);
            }
        }
        let (alone, ours, theirs) =
            (median(alone), size / median(ours).unwrap_or(f64::NAN), median(theirs).map(|t| size / t));
        let rate = |rate: Option<f64>| rate.map_or("not measured".to_owned(), |rate| format!("{rate:.0} MB/s"));
        let times = theirs.map(|theirs| ours / theirs);
        let (alone_text, theirs_text) = (rate(alone), rate(theirs));
        let times_text = times.map_or("not measured".to_owned(), |times| format!("{times:.1}"));
        println!(
            "| {megabytes} MB, {name} | {alone_text} | {ours:.0} MB/s | {theirs_text} | {times_text} | {} MiB |",
            peak >> 10
        );
        failed |= alone.is_some_and(|rate| rate < 200.0) || times.is_some_and(|times| times < 2.0) || peak >= 256 << 10;
    }
    if failed { Err("too slow, or too much memory".into()) } else { Ok(()) }
}

fn this() -> Done<Command> {
    Ok(Command::new(std::env::current_exe()?))
}

/// How many seconds a process takes, and what it says.
fn timed(command: &mut Command) -> Done<(f64, String)> {
    let start = Instant::now();
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("{command:?} failed").into());
    }
    Ok((start.elapsed().as_secs_f64(), String::from_utf8(output.stdout)?))
}

fn median(mut of: Vec<f64>) -> Option<f64> {
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied()
}

/// The whole of it: fields are built, nothing is rendered. Says the peak memory, in KiB.
fn explain_file(file: &Path) -> Done {
    let mut opened = 0;
    explain(File::open(file)?, &Secrets::none(), |told| {
        if let Told::Message(_, message) = told {
            opened += decrypted(&message);
        }
    })?;
    assert_all(opened, file)?;
    println!("{}", peak_memory().unwrap_or_default());
    Ok(())
}

/// Dissection alone: events in memory become messages. Says MB/s.
fn library(file: &Path) -> Done {
    let capture = capture::read(File::open(file)?)?;
    let secrets = Secrets::none().with_key_log(capture.key_log);
    let mut opened = 0;
    let start = Instant::now();
    for connection in &capture.recording.connections {
        let mut dissector = Dissector::new(connection.id, &secrets);
        for event in &connection.events {
            dissector.push(event);
            opened += std::iter::from_fn(|| dissector.pop()).map(|message| decrypted(&message)).sum::<usize>();
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    assert_all(opened, file)?;
    println!("{:.1}", capture.recording.payload_len() as f64 / 1e6 / seconds);
    Ok(())
}

/// How many bytes of a message were decrypted.
fn decrypted(message: &Message) -> usize {
    let opened = message.sources.iter().filter(|source| matches!(source.origin, Origin::Decrypted { .. }));
    opened.map(|source| source.bytes.len()).sum()
}

/// What was decrypted must be nearly all that is in the file: headers are the rest.
fn assert_all(opened: usize, file: &Path) -> Done {
    let all = fs::metadata(file)?.len() as usize;
    if opened < all / 100 * 85 { Err(format!("only {opened} of {all} bytes were decrypted").into()) } else { Ok(()) }
}

/// The most memory that this process ever had, in KiB, where the system tells (Linux).
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}
