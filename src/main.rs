//! `wirewalk`: the course map, and every lesson by its number.

use std::process::ExitCode;

fn main() -> ExitCode {
    wirewalk::cli::main(wirewalk::LESSONS)
}
