//! `lesson4 verify`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::arguments::flag;
use super::carol::say;
use super::files::{certificates, revocation_lists};
use crate::pki::Name;
use crate::stage::{Extra, now};
use crate::verify::{self, Question, Role};

/// `verify`: Alice judges a certificate.
pub const VERIFY: Extra = Extra { name: "verify", about: "Alice: judge a certificate, check by check", args, run };

fn args(command: Command) -> Command {
    let file = |name: &'static str, value: &'static str| {
        Arg::new(name).long(name).value_name(value).value_parser(value_parser!(PathBuf))
    };
    command
        .arg(
            Arg::new("certificate")
                .value_name("CERT")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("The certificate; further ones in the same file are taken for its chain"),
        )
        .arg(file("ca", "CA").required(true).help("The roots that are trusted"))
        .arg(
            Arg::new("host")
                .long("host")
                .value_name("NAME")
                .value_parser(value_parser!(Name))
                .required_unless_present("client")
                .help("The name by which the server was asked for"),
        )
        .arg(flag("client").conflicts_with("host").help("Judge it as a client's certificate"))
        .arg(
            file("untrusted", "CHAIN")
                .action(ArgAction::Append)
                .help("Certificates between it and a root, in any order"),
        )
        .arg(
            file("crl", "CRL")
                .action(ArgAction::Append)
                .help("Revocation lists; without one, revocation is not checked"),
        )
        .arg(
            Arg::new("at")
                .long("at")
                .value_name("TIME")
                .value_parser(time)
                .help("Judge it at another time, as 2030-01-31T12:00:00Z [default: now]"),
        )
}

fn time(text: &str) -> Result<u64, String> {
    let moment = humantime::parse_rfc3339_weak(text).map_err(|error| format!("{error}; write 2030-01-31T12:00:00Z"))?;
    let since = moment.duration_since(std::time::UNIX_EPOCH).map_err(|_| "that is before 1970".to_owned())?;
    Ok(since.as_secs())
}

fn run(matches: &ArgMatches) -> Result<()> {
    let path = matches.get_one::<PathBuf>("certificate").context("which certificate?")?;
    let mut chain = certificates(path)?;
    let certificate = chain.remove(0);
    for more in matches.get_many::<PathBuf>("untrusted").into_iter().flatten() {
        chain.extend(certificates(more)?);
    }
    let roots = certificates(matches.get_one::<PathBuf>("ca").context("which authority?")?)?;
    let mut lists = Vec::new();
    for list in matches.get_many::<PathBuf>("crl").into_iter().flatten() {
        lists.extend(revocation_lists(list)?);
    }
    let role = matches.get_one::<Name>("host").map_or(Role::Client, Role::Server);
    let at = matches.get_one::<u64>("at").copied().unwrap_or_else(now);
    let question = Question { certificate: &certificate, untrusted: &chain, roots: &roots, role, lists: &lists, at };
    let verdict = verify::verify(&question);
    for check in &verdict.checks {
        say(&check.to_string())?;
    }
    match verdict.refusals().next() {
        None => say("The certificate is accepted."),
        Some((what, _)) => bail!("{} is refused; the first check that refused it is: {}", path.display(), what.name()),
    }
}
