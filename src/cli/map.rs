//! The course map.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use colored::Colorize;

use crate::stage::{Invocation, Lesson};

/// Prints the map: each lesson with its line, its command.
///
/// # Errors
/// Stdout is closed.
pub fn print(lessons: &[&Lesson]) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    writeln!(out, "{} — from a secret in plain HTTP to mutual TLS 1.3, every byte explained\n", "wirewalk".bold())?;
    let indented = textwrap::Options::new(80).initial_indent("     ").subsequent_indent("     ");
    for lesson in lessons {
        let about = &lesson.about;
        writeln!(out, "  {}  {}  ({} minutes)", about.number, about.title.bold(), about.minutes)?;
        writeln!(out, "{}", textwrap::fill(about.line, &indented))?;
        writeln!(out, "     {}", Invocation::of_the_map().lesson(about.number, "").cyan())?;
    }
    writeln!(out, "\nBegin with lesson 1; each lesson builds on the earlier ones. In a walk, Enter")?;
    writeln!(out, "shows the next step, ← the previous one, q leaves. Every command has --help.")?;
    let serve = if Invocation::of_the_map() == Invocation::Lesson { "cargo run -- serve" } else { "wirewalk serve" };
    writeln!(out, "The same in a browser: {}", serve.cyan())?;
    writeln!(out, "With the installed program: wirewalk walk N, server N, client N. Terms: wirewalk glossary.")?;
    Ok(ExitCode::SUCCESS)
}
