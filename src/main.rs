//! `wirewalk`: the course map, and every lesson by its number.

use std::process::ExitCode;

fn main() -> ExitCode {
    wirewalk::stage::wirewalk_main(wirewalk::LESSONS)
}
