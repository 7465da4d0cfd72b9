//! `wirewalk serve`: its arguments, and what it does with them.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use clap::{ArgMatches, Args, Command, FromArgMatches};
use tempfile::NamedTempFile;
#[cfg(unix)]
use wirewalk_ground::is_own;

use super::guard::Guard;
use super::{Options, serve};
use crate::stage::Lesson;

const AFTER: &str = "It listens only on 127.0.0.1, and the address contains a token that is new each time. Captures that you drop are taken apart here and forgotten when the program ends; nothing leaves this machine.\n\nEnvironment:\n  \
    SSLKEYLOGFILE  a key log for the captures that are dropped\n  \
    SECRET_KEY     a Fernet key: tokens in them are opened with it\n\n\
    Exit status: 0 after Ctrl-C, 1 the course could not be served, 2 wrong arguments.";

/// What it can be told.
#[derive(Args, Debug)]
struct ServeArgs {
    /// Port on 127.0.0.1 [default: any that is free]
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Folder under which the lessons leave their files, as lessonN
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    /// Replace files there that a walk did not leave
    #[arg(long)]
    force: bool,
    /// Print the address only, and open no browser
    #[arg(long)]
    no_open: bool,
}

/// The command, for the table of commands.
pub fn command() -> Command {
    ServeArgs::augment_args(Command::new("serve"))
        .about("Open the course in a browser: lessons to run, captures to drop")
        .after_help(AFTER)
}

/// Runs it until Ctrl-C.
///
/// # Errors
/// The port is taken, or there are not enough descriptors or threads.
pub fn run(lessons: &'static [&'static Lesson], matches: &ArgMatches) -> Result<ExitCode> {
    let ServeArgs { port, out, force, no_open } = ServeArgs::from_arg_matches(matches)?;
    let served = serve(lessons, Options { port, out: out.clone(), force }).context("the course cannot be served")?;
    // Who pipes the address somewhere opens it there.
    let opens = !no_open && io::stdout().is_terminal();
    // What leads the browser here goes when the course does.
    let way = Arc::new(Mutex::new(None));
    let kept = way.clone();
    served.run_until_ctrl_c(move |guard| {
        let mut way = kept.lock().unwrap_or_else(PoisonError::into_inner);
        announce(guard, opens.then_some((out.as_path(), &mut way)))
    })?;
    drop(way);
    Ok(ExitCode::SUCCESS)
}

fn announce(guard: &Guard, opens: Option<(&Path, &mut Option<NamedTempFile>)>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "The course is at {}", guard.url())?;
    writeln!(
        out,
        "Keep the address to yourself: anyone who has it can run the lessons here. Ctrl-C ends the program."
    )?;
    if let Some((folder, way)) = opens
        && open_browser(guard, folder, way).is_err()
    {
        writeln!(out, "No browser could be opened; open the address yourself.")?;
    }
    out.flush()
}

/// What a program is started with, others on this machine may see: the browser is given a page that only this person can read, and
/// that leads here once.
#[cfg(unix)]
fn open_browser(guard: &Guard, folder: &Path, way: &mut Option<NamedTempFile>) -> io::Result<()> {
    let page = way.insert(near(folder)?);
    let url = guard.ticket();
    write!(
        page,
        "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={url}\">\n<title>wirewalk</title>\n<p><a href=\"{url}\">The course</a></p>\n"
    )?;
    page.flush()?;
    open::that_detached(page.path())
}

/// A file that nobody else can read: where the lessons leave theirs or where the program was started, if nobody else can rename it
/// there, since some browsers see nothing but what is in a person's home; or else among temporary files.
#[cfg(unix)]
fn near(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("wirewalk-open-").suffix(".html");
    let own = |folder: &Path| folder.canonicalize().ok().filter(|f| f.metadata().is_ok_and(|about| is_own(&about)));
    let near = [folder, Path::new(".")].into_iter().filter_map(own).find_map(|own| builder.tempfile_in(own).ok());
    near.map_or_else(|| builder.tempfile(), Ok)
}

/// Here a program's arguments are this person's secret, and a file of this kind may be opened by another program than the browser.
#[cfg(not(unix))]
fn open_browser(guard: &Guard, _: &Path, _: &mut Option<NamedTempFile>) -> io::Result<()> {
    open::that_detached(guard.ticket())
}
