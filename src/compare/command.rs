//! `wirewalk compare`: its arguments, and what it does with them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{ArgMatches, Args, Command, FromArgMatches};
use wirewalk_ground::{Access, Folder, may_write, quoted};

use super::{Compared, Options, html, json, lessons, read, svg, terminal};
use crate::explain::secrets;
use crate::pager::{self, Interrupts};
use crate::paint::Paint;
use crate::recording::Secrets;
use crate::recording::secrets::KeyLog;
use crate::stage::Lesson;

const AFTER: &str = "For a file called lessonN.pcapng, the transcript (lessonN.json) and the keys (lessonN.keys, lessonN.key) beside it are read too.\n\nExit status: 0 compared, 1 a file cannot be read or written, 2 wrong arguments.";

/// What it can be told.
#[derive(Args, Debug)]
struct CompareArgs {
    /// pcap or pcapng files, gzipped or not [default: the captures that the lessons left, made where they are missing]
    #[arg(value_name = "CAPTURE")]
    captures: Vec<PathBuf>,
    /// TLS secrets, as SSLKEYLOGFILE holds them; may be given several times
    #[arg(long, value_name = "FILE")]
    keylog: Vec<PathBuf>,
    /// What to search for in what Eve has [default: what the walk beside the capture kept]
    #[arg(long, value_name = "TEXT", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    secret: Option<String>,
    /// Folder under which the lessons left their captures
    #[arg(long, value_name = "DIR", default_value = "out", conflicts_with = "captures")]
    out: PathBuf,
    /// Show every scene or connection too
    #[arg(long)]
    all: bool,
    /// Print JSON on stdout, and nothing else; docs/json.md says what is what
    #[arg(long, conflicts_with = "all")]
    json: bool,
    /// Write the picture to this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Write tables and picture as one page to this file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Replace files that are there already
    #[arg(long)]
    force: bool,
}

/// The command, for the table of commands.
pub fn command() -> Command {
    let about = "Put captures side by side: those of the lessons, or any others";
    CompareArgs::augment_args(Command::new("compare")).about(about).after_help(AFTER)
}

/// Runs it.
///
/// # Errors
/// A file that cannot be read, is no capture, or must not be replaced.
pub fn run(lessons: &'static [&'static Lesson], matches: &ArgMatches) -> Result<ExitCode> {
    let args = CompareArgs::from_arg_matches(matches)?;
    let outputs: Vec<&PathBuf> = [&args.svg, &args.html].into_iter().flatten().collect();
    // Nobody waits for Ctrl-C, and what is not whole yet is to go: the lessons may be played first.
    Interrupts::end_at_once(|| ());
    for path in &outputs {
        free(path, args.force)?;
    }
    let options =
        Options { secret: args.secret.clone(), secrets: Secrets::none().with_key_log(key_log(&args.keylog)?) };
    let paths = match args.captures.is_empty() {
        true => lessons::captures(lessons, &args.out, args.force)?,
        false => args.captures.clone(),
    };
    let captures: Vec<Compared> = paths.iter().map(|path| read(path, &options)).collect::<Result<_>>()?;
    if let Some(path) = &args.svg {
        keep(path, args.force, &svg::draw(&captures))?;
    }
    if let Some(path) = &args.html {
        keep(path, args.force, &html::page(&captures))?;
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.json {
        json::write(&mut out, &captures)?;
    } else {
        Paint::for_stdout().write(&mut out, &terminal::rows(&captures, args.all, pager::width()))?;
        for path in outputs {
            writeln!(out, "\nWritten: {}", quoted(path))?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn key_log(files: &[PathBuf]) -> Result<KeyLog> {
    let mut all = KeyLog::new();
    for path in files {
        all.append(secrets::read(path)?);
    }
    Ok(all)
}

/// Before anything is read: may this be written?
fn free(path: &Path, force: bool) -> Result<()> {
    if path.file_name().is_none() || path.is_dir() {
        bail!("{} is a folder; name a file in it", path.display());
    }
    may_write(path, force)
}

/// Writes a file whole or not at all.
fn keep(path: &Path, force: bool, text: &str) -> Result<()> {
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().context("a file needs a name")?.to_string_lossy();
    Folder::open(dir, force, &[""; 0])?.keep(&name, Access::Normal, text.as_bytes())?;
    Ok(())
}
