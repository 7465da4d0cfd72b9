//! `lesson8 list`.

use anyhow::Result;
use clap::{ArgMatches, Command};

use super::print::{named, print_table};
use crate::gallery::tour;
use crate::stage::Extra;

/// `list`: the catalogue.
pub const LIST: Extra = Extra { name: "list", about: "Print the catalogue: exhibit, port, name, fault", args, run };

fn args(command: Command) -> Command {
    command.after_help("Ports are counted from the index port: with `serve --port 9000`, +1 is 9001.")
}

fn run(_: &ArgMatches) -> Result<()> {
    let rows = tour().zip(1..).map(|(entry, place)| [format!("+{place}"), entry.name().to_string(), named(&entry)]);
    print_table(["port", "name", "fault"], rows)
}
