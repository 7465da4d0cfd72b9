//! Arguments that several commands have.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::pki::{Name, Subject, Validity};
use crate::stage::{Folder, now};

/// What commands say that hold TLS connections.
pub(super) const LOGS: &str =
    "Environment:\n  SSLKEYLOGFILE  the program adds the secrets of each connection to this file";

/// A switch.
pub(super) fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

/// `--NAME VALUE`.
pub(super) fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

/// `--NAME VALUE`, where the value is the path of a file or folder.
pub(super) fn path(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    option(name, value, help).value_parser(value_parser!(PathBuf))
}

/// `--NAME FILE`.
pub(super) fn file(name: &'static str, help: &'static str) -> Arg {
    path(name, "FILE", help)
}

/// `--out` and `--force`.
pub(super) fn folder_args(command: Command) -> Command {
    command
        .arg(path("out", "DIR", "Folder for reading and writing files").default_value("out/lesson4"))
        .arg(flag("force").help("Replace files that are there already"))
}

/// The folder that was named.
pub(super) fn dir(matches: &ArgMatches) -> &Path {
    matches.get_one::<PathBuf>("out").map_or(Path::new("out/lesson4"), PathBuf::as_path)
}

/// The output folder, with none of these files in it yet.
pub(super) fn vacant(matches: &ArgMatches, names: &[&str]) -> Result<Folder> {
    Folder::vacant(dir(matches), matches.get_flag("force"), names)
}

/// `--days`, for leaves. Beyond 825 days some clients refuse a server's certificate, whoever signed it.
pub(super) fn days_arg(command: Command) -> Command {
    let days = option("days", "N", "How many days the certificate is valid (1 to 825)").default_value("30");
    command.arg(days.value_parser(value_parser!(u32).range(1..=825)))
}

pub(super) fn leaf_validity(matches: &ArgMatches) -> Validity {
    Validity::days(now(), matches.get_one("days").copied().unwrap_or(30))
}

/// `--country`, `--state`, `--locality`, `--organization`: what else a certificate says of its holder. Without them it says what
/// `usual` says.
pub(super) fn subject_args(command: Command, usual: &Subject) -> Command {
    let arg = |name: &'static str, value: &'static str, help: &str, usual: &Option<String>| {
        let usual = usual.as_ref().map_or(String::new(), |usual| format!(" [default: {usual}]"));
        Arg::new(name).long(name).value_name(value).help(format!("{help}{usual}"))
    };
    command
        .arg(arg("country", "C", "The country, two letters", &usual.country))
        .arg(arg("state", "ST", "The state or province", &usual.state))
        .arg(arg("locality", "L", "The locality: a town", &usual.locality))
        .arg(arg("organization", "O", "The organisation", &usual.organization).alias("organisation"))
}

/// The same subject with what was said instead; every attribute can stand in a certificate.
pub(super) fn subject(matches: &ArgMatches, usual: Subject) -> Result<Subject> {
    let said = |name: &str, usual| matches.get_one::<String>(name).cloned().or(usual);
    let subject = Subject {
        country: said("country", usual.country).map(|country| country.to_uppercase()),
        state: said("state", usual.state),
        locality: said("locality", usual.locality),
        organization: said("organization", usual.organization),
        ..usual
    };
    subject.check()?;
    Ok(subject)
}

pub(super) fn hosts_arg(command: Command) -> Command {
    let host = option("host", "NAME", "A DNS name or IP address; may be given more than once");
    command.arg(host.num_args(1..).action(ArgAction::Append).value_parser(value_parser!(Name)))
}

/// The names given with `--host`, each once.
pub(super) fn hosts(matches: &ArgMatches) -> Vec<Name> {
    let mut names = Vec::new();
    for name in matches.get_many::<Name>("host").into_iter().flatten() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// What is in all files that were named with an argument.
pub(super) fn read_all<T>(matches: &ArgMatches, name: &str, read: fn(&Path) -> Result<Vec<T>>) -> Result<Vec<T>> {
    let paths = matches.get_many::<PathBuf>(name).into_iter().flatten();
    Ok(paths.map(|path| read(path)).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}
