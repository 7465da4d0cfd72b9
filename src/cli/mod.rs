//! The command line of `wirewalk`: the course map, every lesson by its number, and what is about no lesson.

mod map;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Arg, ArgMatches, Args, Command};

use crate::commands::inspect;
use crate::pager::{self, Interrupts};
use crate::stage::{ClientArgs, Invocation, Lesson, ServerArgs, WalkArgs, cli, report};
use crate::{compare, explain, glossary, serve};

/// What a person does before `explain`, in short; `docs/capture.md` has all of it.
const CAPTURE: &str = include_str!("../explain/capture.txt");

/// `main` of `wirewalk`: the course map, and every lesson by its number.
pub fn main(lessons: &'static [&'static Lesson]) -> ExitCode {
    Interrupts::from_the_start(pager::restore);
    Invocation::Wirewalk.begins();
    report(dispatch(lessons, &command().get_matches_from(by_number(std::env::args_os()))))
}

/// `wirewalk 1 …` is `wirewalk run 1 …`, and that, without a command, is the lesson.
fn by_number(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let number = arguments.get(1).and_then(|first| first.to_str()?.parse::<u8>().ok());
    if number.is_some() {
        arguments.insert(1, "run".into());
    }
    arguments
}

fn command() -> Command {
    let number = || Arg::new("N").required(true).value_parser(clap::value_parser!(u8)).help("The lesson's number");
    let with = |name: &'static str, about: &'static str, args: fn(Command) -> Command| {
        args(Command::new(name).arg(number())).about(about)
    };
    let rest = Arg::new("COMMAND")
        .num_args(0..)
        .trailing_var_arg(true)
        .allow_hyphen_values(true)
        .value_parser(clap::value_parser!(OsString))
        .help("The command with its arguments");
    Command::new("wirewalk")
        .version(env!("CARGO_PKG_VERSION"))
        .about("From a secret in plain HTTP to mutually authenticated TLS 1.3: every byte explained")
        .subcommand(with("walk", "Walk through lesson N", WalkArgs::augment_args))
        .subcommand(with("server", "Run only lesson N's server, until Ctrl-C", ServerArgs::augment_args))
        .subcommand(with("client", "Run only lesson N's client", ClientArgs::augment_args))
        .subcommand(explain::args::command())
        .subcommand(inspect::args(Command::new(inspect::INSPECT.name)).about(inspect::ABOUT))
        .subcommand(
            with(
                "run",
                "Run any command of lesson N: `wirewalk run 2 keygen`, or `wirewalk 2 keygen`; without one, walk",
                |c| c,
            )
            .arg(rest),
        )
        .subcommand(compare::command::command())
        .subcommand(serve::command::command())
        .subcommand(glossary::command::command())
        .subcommand(
            // `wirewalk help capture` says the same.
            Command::new("capture").about("How to make a capture with its keys").long_about(CAPTURE),
        )
        .after_help(format!("Without a command: the course map.\n\n{}", cli::after_help(true)))
}

fn dispatch(lessons: &'static [&'static Lesson], matches: &ArgMatches) -> Result<ExitCode> {
    let Some((command, matches)) = matches.subcommand() else {
        return map::print(lessons);
    };
    match command {
        "compare" => return compare::command::run(lessons, matches),
        "capture" => {
            io::stdout().write_all(CAPTURE.as_bytes())?;
            return Ok(ExitCode::SUCCESS);
        }
        "explain" => return explain::command::run(matches),
        "inspect" => return inspect::run(matches).map(|()| ExitCode::SUCCESS),
        "serve" => return serve::command::run(lessons, matches),
        "glossary" => return glossary::command::run(matches),
        _ => {}
    }
    let number: u8 =
        *matches.get_one("N").context("which lesson? `wirewalk` without arguments prints the course map")?;
    let lesson = lessons.iter().find(|l| l.about.number == number).with_context(|| {
        format!("there is no lesson {number} yet; `wirewalk` without arguments prints the course map")
    })?;
    if command != "run" {
        return cli::usual(lesson, command, matches, Invocation::Wirewalk);
    }
    let name = format!("wirewalk run {number}");
    let words = matches.get_many::<OsString>("COMMAND").into_iter().flatten().cloned();
    let all = std::iter::once(OsString::from(&name)).chain(words);
    let matches = cli::command(&name, lesson).try_get_matches_from(all).unwrap_or_else(|e| e.exit());
    cli::dispatch(lesson, &matches, Invocation::Wirewalk)
}
