//! `wirewalk serve`: its arguments, and what it does with them.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{ArgMatches, Args, Command, FromArgMatches};

use super::guard::Guard;
use super::{Options, serve};
use crate::stage::Lesson;

const AFTER: &str = "It listens on 127.0.0.1 alone, and the address holds a token that is drawn anew each time. Captures that you drop are taken \
    apart here and forgotten when it ends; nothing leaves this machine.\n\nEnvironment:\n  \
    SSLKEYLOGFILE  a key log for the captures that are dropped\n  \
    SECRET_KEY     a Fernet key: tokens in them are opened with it\n\n\
    Exit status: 0 after Ctrl-C, 1 it could not be served, 2 wrong arguments.";

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
    let served = serve(lessons, Options { port, out, force }).context("the course cannot be served")?;
    // Who pipes the address somewhere opens it there.
    let opens = !no_open && io::stdout().is_terminal();
    served.run_until_ctrl_c(move |guard| announce(guard, opens))?;
    Ok(ExitCode::SUCCESS)
}

fn announce(guard: &Guard, opens: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "The course is at {}", guard.url())?;
    writeln!(out, "The address is yours alone: whoever has it can run the lessons here. Ctrl-C ends it.")?;
    // What a program is started with, others on this machine may see: the browser gets an address that works once.
    if opens && open::that_detached(guard.ticket()).is_err() {
        writeln!(out, "No browser could be opened; open the address yourself.")?;
    }
    out.flush()
}
