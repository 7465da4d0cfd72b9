//! The README, as a person who has just come here types it off.

use std::fs;
use std::process::{Command, Stdio};

use crate::root;

/// So many words may stand before the first lesson is typed.
const WORDS: usize = 94;

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("it is there")
}

/// The program's arguments, of each command that begins with one of these words.
fn commands(text: &str, begins: &[&str]) -> Vec<Vec<String>> {
    let blocks = text.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).flat_map(str::lines);
    let spans = text.split('`').skip(1).step_by(2).filter(|span| !span.contains('\n'));
    let typed = blocks.map(|line| line.split(" #").next().unwrap_or_default()).chain(spans);
    let piped = typed.flat_map(|line| line.split('|')).map(|line| line.split(" >").next().unwrap_or_default().trim());
    let arguments = piped.filter_map(|line| begins.iter().find_map(|begin| line.strip_prefix(begin)));
    // Something is to be put in the place of what is left out, and the name alone is the program's, not a command.
    let whole = arguments.filter(|line| line.starts_with(' ') && !line.contains('…'));
    whole.map(|line| line.split_whitespace().map(str::to_owned).collect()).collect()
}

/// Whether the program knows a command with these arguments: asked for help behind them, it gives some, or says what is wrong.
fn refused(arguments: &[String]) -> Option<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wirewalk"));
    // `wirewalk 1 server` is `wirewalk run 1 server`.
    if arguments.first().is_some_and(|first| first.parse::<u8>().is_ok()) {
        command.arg("run");
    }
    let output = command.args(arguments).arg("--help").stdin(Stdio::null()).output().expect("it starts");
    (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn every_command_of_the_readme_is_one_of_the_programs() {
    let commands = commands(&readme(), &["wirewalk", "cargo run --"]);
    assert!(commands.len() > 30, "{commands:?}");
    for name in ["serve", "explain", "compare", "1", "8"] {
        assert!(commands.iter().any(|words| words.first().is_some_and(|first| first == name)), "{name}");
    }
    for arguments in &commands {
        if let Some(why) = refused(arguments) {
            panic!("wirewalk {}: {why}", arguments.join(" "));
        }
    }
    let made_up = ["explain", "--summery"].map(str::to_owned);
    assert!(refused(&made_up).is_some(), "what the program does not know is noticed");
}

#[test]
fn commands_are_spelled_one_way_after_the_first_two() {
    let text = readme();
    assert!(!text.contains("--bin lesson") && !text.contains("`-- "), "write wirewalk N …");
    let (opening, rest) = text.split_once("## The lessons").expect("the lessons");
    assert_eq!(commands(opening, &["cargo run --"]).len(), 2);
    assert_eq!(commands(rest, &["cargo run --"]), Vec::<Vec<String>>::new());
}

#[test]
fn a_lesson_comes_first_and_the_build_is_announced() {
    let text = readme();
    let (before, after) = text.split_once("cargo run -- 1").expect("lesson 1");
    assert!(!before.contains("cargo") && before.split_whitespace().count() < WORDS / 2, "{before}");
    let opening = text.split("## The lessons").next().expect("the lessons");
    assert!(opening.split_whitespace().count() <= WORDS, "{}", opening.split_whitespace().count());
    assert!(opening.contains("minutes on two cores"), "how long the build takes");
    for system in ["| Linux |", "| Windows |", "| macOS |"] {
        assert!(after.contains(system), "how the one binary comes to {system}");
    }
}
