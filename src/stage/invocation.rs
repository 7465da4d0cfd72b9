//! How the program was started, and the commands that are started in the same way.

use std::borrow::Cow;
use std::sync::OnceLock;

/// How this process was started.
static CURRENT: OnceLock<Invocation> = OnceLock::new();

/// A text whose hints, commands of a lesson in backticks (`lesson4 ca`), are such as a person can type who started this program: from
/// the one binary they are commands of the one binary (`wirewalk run 4 ca`).
pub fn hints(text: &str) -> Cow<'_, str> {
    match CURRENT.get() {
        Some(Invocation::Wirewalk) => Invocation::Wirewalk.hints(text),
        _ => Cow::Borrowed(text),
    }
}

/// How the program was started, for the commands that are given to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invocation {
    /// By a lesson's own binary.
    Lesson,
    /// By `wirewalk`.
    Wirewalk,
}

impl Invocation {
    /// Notes how this process was started, for [`hints`].
    pub fn begins(self) {
        // The first to say so is right: a process is started once.
        let _ = CURRENT.set(self);
    }

    fn hints(self, text: &str) -> Cow<'_, str> {
        const BEGINNING: &str = "`lesson";
        let mut told = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(BEGINNING) {
            told.push_str(before);
            let command = after.split_once('`').and_then(|(command, after)| {
                let (number, command) = command.split_once(' ').unwrap_or((command, ""));
                Some((number.parse::<u8>().ok()?, command, after))
            });
            match (self, command) {
                (Invocation::Wirewalk, Some((number, command, after))) => {
                    told.push_str(format!("`wirewalk run {number} {command}").trim_end());
                    told.push('`');
                    rest = after;
                }
                _ => {
                    told.push_str(BEGINNING);
                    rest = after;
                }
            }
        }
        if told.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(told + rest) }
    }

    /// The same as [`Invocation::lesson`]; `extra`: it is one of the lesson's further commands, whatever it is called.
    pub fn command(self, number: u8, command: &str, extra: bool) -> String {
        match (self, extra) {
            (Invocation::Wirewalk, true) => self.lesson(number, &format!("run {command}")),
            _ => self.lesson(number, command),
        }
    }

    /// The command line that starts a command of a lesson in the same way; an empty one is a walk.
    pub fn lesson(self, number: u8, command: &str) -> String {
        match (self, from_cargo(), command) {
            (Invocation::Lesson, true, "") => format!("cargo run --bin lesson{number}"),
            (Invocation::Lesson, true, _) => format!("cargo run --bin lesson{number} -- {command}"),
            (Invocation::Lesson, false, _) => format!("lesson{number} {command}").trim_end().to_owned(),
            (Invocation::Wirewalk, true, _) => format!("cargo run -- {}", by_number(number, command)),
            (Invocation::Wirewalk, false, _) => format!("wirewalk {}", by_number(number, command)),
        }
    }

    /// How a person who sees the course map starts a lesson: by its binary where there is cargo to build it.
    pub fn of_the_map() -> Invocation {
        if from_cargo() { Invocation::Lesson } else { Invocation::Wirewalk }
    }
}

/// Whether `cargo run` started the program.
fn from_cargo() -> bool {
    std::env::var_os("CARGO_MANIFEST_DIR").is_some()
}

fn by_number(number: u8, command: &str) -> String {
    match command {
        "" => format!("walk {number}"),
        "walk" | "server" | "client" => format!("{command} {number}"),
        extra => format!("run {number} {}", extra.trim_start_matches("run ")),
    }
}
