//! `wirewalk glossary [TERM]`.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use colored::Colorize;
use serde_json::Value;

use super::{Term, find, nearest, sorted};
use crate::stage::Invocation;

/// How wide a line may be.
const WIDTH: usize = 80;

/// Its arguments.
pub fn command() -> Command {
    Command::new("glossary")
        .about("Explain a term of the course in one sentence, or all of them")
        .arg(Arg::new("TERM").num_args(0..).help("The term, or another name for it; without one, all terms are listed"))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Print JSON: an object for each term"))
        .after_help("Exit status: 0 the term is there, 1 it is not (similar terms are suggested), 2 wrong arguments")
}

/// Runs it.
///
/// # Errors
/// There is no such term, or stdout is closed.
pub fn run(matches: &ArgMatches) -> Result<ExitCode> {
    let words: Vec<&str> = matches.get_many::<String>("TERM").into_iter().flatten().map(String::as_str).collect();
    let terms = match words.join(" ") {
        none if none.trim().is_empty() => sorted(),
        name => match find(&name) {
            Some(term) => vec![term],
            None => bail!("{}", unknown(&name)),
        },
    };
    let mut out = io::stdout().lock();
    if matches.get_flag("json") {
        let all: Vec<Value> = terms.iter().map(|term| term.json()).collect();
        serde_json::to_writer_pretty(&mut out, &all)?;
        writeln!(out)?;
    } else {
        for (at, term) in terms.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            print(&mut out, term)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What to tell somebody who asked for a term that is not there.
fn unknown(name: &str) -> String {
    let near: Vec<_> = nearest(name).iter().map(|term| term.name).collect();
    let hint = match near.as_slice() {
        [] => "`wirewalk glossary` lists all terms".to_owned(),
        near => format!("did you mean {}?", near.join(", ")),
    };
    format!("the glossary has no term {name:?}; {hint}")
}

fn print(out: &mut impl Write, term: &Term) -> io::Result<()> {
    let also = if term.also.is_empty() { String::new() } else { format!("  ({})", term.also.join(", ")) };
    let indented = textwrap::Options::new(WIDTH).initial_indent("  ").subsequent_indent("  ");
    writeln!(out, "{}{also}", term.name.bold())?;
    writeln!(out, "{}", textwrap::fill(term.says, &indented))?;
    let Some((lesson, step)) = term.shown else { return Ok(()) };
    let walk = Invocation::of_the_map().lesson(lesson, "");
    writeln!(out, "  shown in lesson {lesson}, step {step}: {}", walk.cyan())
}
