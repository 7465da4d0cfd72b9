//! `lesson4 verify`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::arguments::{flag, option, path, read_all};
use super::carol::say;
use super::files::{certificates, revocation_lists};
use crate::pki::Name;
use crate::stage::{Extra, now};
use crate::verify::{self, Question, Role};

/// `verify`: Alice judges a certificate.
pub const VERIFY: Extra = Extra { name: "verify", about: "Alice: check a certificate, and show each check", args, run };

fn args(command: Command) -> Command {
    let host = option("host", "NAME", "The name that the client asked for");
    command
        .arg(
            Arg::new("certificate")
                .value_name("CERT")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("The certificate; further certificates in the same file belong to its chain"),
        )
        .arg(path("ca", "CA", "The trusted roots").required(true))
        .arg(host.value_parser(value_parser!(Name)).required_unless_present("client"))
        .arg(flag("client").conflicts_with("host").help("Check it as a client's certificate"))
        .arg(flag("strict").help("Also refuse what is only noted: rules for authorities that no client enforces"))
        .arg(
            path("untrusted", "CHAIN", "The certificates between it and a root, in any order")
                .action(ArgAction::Append),
        )
        .arg(path("crl", "CRL", "Revocation lists; without one, revocation is not checked").action(ArgAction::Append))
        .arg(
            option("at", "TIME", "Check it for another time, such as 2030-01-31T12:00:00Z [default: now]")
                .value_parser(time),
        )
}

fn time(text: &str) -> Result<u64, String> {
    let moment = humantime::parse_rfc3339_weak(text).map_err(|error| format!("{error}; write 2030-01-31T12:00:00Z"))?;
    let since = moment.duration_since(std::time::UNIX_EPOCH).map_err(|_| "that is before 1970".to_owned())?;
    Ok(since.as_secs())
}

fn run(matches: &ArgMatches) -> Result<()> {
    let file = matches.get_one::<PathBuf>("certificate").context("which certificate?")?;
    let mut chain = certificates(file)?;
    let certificate = chain.remove(0);
    chain.extend(read_all(matches, "untrusted", certificates)?);
    let roots = certificates(matches.get_one::<PathBuf>("ca").context("which authority?")?)?;
    let lists = read_all(matches, "crl", revocation_lists)?;
    let role = matches.get_one::<Name>("host").map_or(Role::Client, Role::Server);
    let at = matches.get_one::<u64>("at").copied().unwrap_or_else(now);
    let question = Question {
        certificate: &certificate,
        untrusted: &chain,
        roots: &roots,
        role,
        lists: &lists,
        at,
        crypto: Default::default(),
    };
    let verdict = verify::verify(&question);
    for check in &verdict.checks {
        say(&check.to_string())?;
    }
    match verdict.refusals().next() {
        None if matches.get_flag("strict") && !verdict.flawless() => {
            bail!("{} is refused: a check noted something, and --strict was given", file.display())
        }
        None => say("The certificate is accepted."),
        Some((what, _)) => bail!("{} is refused; the first check that refused it is: {}", file.display(), what.name()),
    }
}
