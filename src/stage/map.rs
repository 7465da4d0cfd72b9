//! The course map.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use colored::Colorize;

use super::{Invocation, Lesson};

/// The whole course: number, title, one line. Lessons that are there take their own words instead.
const COURSE: [(u8, &str, &str); 8] = [
    (1, "Plain HTTP", ""),
    (2, "A shared secret", ""),
    (3, "A key agreed in public", "Diffie–Hellman: two strangers agree on a key while Eve listens."),
    (4, "Who are you?", "A certificate authority says whose public key that is."),
    (5, "HTTPS", "TLS 1.3, every byte explained, with and without the keys."),
    (6, "Both sides", "Mutual TLS: the client has a certificate too."),
    (7, "The reverse proxy", "Peggy ends TLS and speaks for Bob."),
    (8, "Broken on purpose", "A gallery of certificates with exactly one fault each."),
];

/// Prints the map: each lesson with its line, its command, and whether it is there already.
///
/// # Errors
/// Stdout is closed.
pub fn print(lessons: &[&Lesson]) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    writeln!(out, "{} — from a secret in plain HTTP to mutual TLS 1.3, every byte explained\n", "wirewalk".bold())?;
    let indented = textwrap::Options::new(80).initial_indent("     ").subsequent_indent("     ");
    for (number, title, line) in COURSE {
        match lessons.iter().find(|l| l.about.number == number) {
            Some(lesson) => {
                let about = &lesson.about;
                writeln!(out, "  {number}  {}  ({} minutes)", about.title.bold(), about.minutes)?;
                writeln!(out, "{}", textwrap::fill(about.line, &indented))?;
                writeln!(out, "     {}", Invocation::of_the_map().lesson(number, "").cyan())?;
            }
            None => {
                writeln!(out, "  {number}  {title}  (not there yet)")?;
                writeln!(out, "{}", textwrap::fill(line, &indented))?;
            }
        }
    }
    writeln!(out, "\nBegin with lesson 1; each lesson builds on those before it. In a walk, Enter")?;
    writeln!(out, "shows the next step, ← the one before, q leaves. Every command has --help.")?;
    let serve = if Invocation::of_the_map() == Invocation::Lesson { "cargo run -- serve" } else { "wirewalk serve" };
    writeln!(out, "The same in a browser: {}", serve.cyan())?;
    writeln!(out, "From this one binary, without cargo: wirewalk walk N, server N, client N.")?;
    Ok(ExitCode::SUCCESS)
}
