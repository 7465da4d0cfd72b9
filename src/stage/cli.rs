//! The command line of a lesson.

use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::Result;
use clap::{ArgMatches, Args, Command, FromArgMatches};

use super::args::{ClientArgs, ServerArgs, WalkArgs};
use super::invocation::Invocation;
use super::lesson::Lesson;
use super::run;
use crate::pager::{self, Interrupts};

/// What every command says after its arguments: the environment (`keys`: with the key of Fernet), keys, exit status.
pub fn after_help(keys: bool) -> String {
    let key = if keys { "  SECRET_KEY  the shared key of `server` and `client` (a walk makes its own)\n" } else { "" };
    format!(
        "Environment:\n  SECRET_URL  the server that `client` asks\n{key}  NO_COLOR    no colour, even if the terminal has it\n\n\
         At the pace `enter`: Enter, space or → shows the next step, ← or b the previous one, ↑ and ↓ scroll, q leaves.\n\
         Exit status: 0 all claims held (or you left), 1 a claim failed or a step broke, 2 wrong arguments, 130 Ctrl-C."
    )
}

/// `main` of a lesson's own binary.
pub fn lesson_main(lesson: &'static Lesson) -> ExitCode {
    let name = format!("lesson{}", lesson.about.number);
    Interrupts::from_the_start(pager::restore);
    Invocation::Lesson.begins();
    let command = command(&name, lesson);
    run::report(dispatch(lesson, &command.get_matches(), Invocation::Lesson))
}

/// Its command, called `name`.
pub fn command(name: &str, lesson: &Lesson) -> Command {
    let about = format!("Lesson {}: {}. {}", lesson.about.number, lesson.about.title, lesson.about.line);
    // Deriving the arguments also sets what a command is about, so that is said last.
    let with =
        |name: &'static str, about: &'static str, args: fn(Command) -> Command| args(Command::new(name)).about(about);
    let walk = with("walk", "Walk through the lesson (this is what happens without a command)", WalkArgs::augment_args);
    let server = with("server", "Run only the server, until Ctrl-C", ServerArgs::augment_args);
    let client = with("client", "Run only the client, against a running server", ClientArgs::augment_args);
    let (walk, server, client) = (its_own(walk, lesson), its_own(server, lesson), its_own(client, lesson));
    // A command of the lesson's own takes the place of the usual one of that name.
    let usual = |name: &str| !lesson.commands.iter().any(|extra| extra.name == name);
    let (serves, asks) = (lesson.server.is_some() && usual("server"), lesson.client.is_some() && usual("client"));
    let sides = [serves.then_some(server), asks.then_some(client)];
    let extras = lesson.commands.iter().map(|extra| with(extra.name, extra.about, extra.args));
    let all = WalkArgs::augment_args(Command::new(name.to_owned()).version(env!("CARGO_PKG_VERSION")));
    its_own(all, lesson)
        .about(about)
        .after_help(after_help(lesson.keys))
        .args_conflicts_with_subcommands(true)
        .subcommand(walk)
        .subcommands(sides.into_iter().flatten())
        .subcommands(extras)
}

/// The arguments that every lesson has, with what is this one's if a person gives none.
fn its_own(command: Command, lesson: &Lesson) -> Command {
    let general = [
        ("out/lessonN", format!("out/lesson{}", lesson.about.number)),
        ("the lesson's port on 127.0.0.1", lesson.url()),
        ("the lesson's", lesson.port.to_string()),
    ];
    command.mut_args(|arg| {
        let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let own = general.iter().fold(help, |help, (general, own)| help.replace(general, own));
        arg.help(own)
    })
}

/// Runs what was asked of a lesson.
///
/// # Errors
/// Those of the command.
pub fn dispatch(lesson: &'static Lesson, matches: &ArgMatches, invocation: Invocation) -> Result<ExitCode> {
    let Some((name, matches)) = matches.subcommand() else {
        return usual(lesson, "walk", matches, invocation);
    };
    match lesson.commands.iter().find(|extra| extra.name == name) {
        Some(extra) => (extra.run)(matches).map(|()| ExitCode::SUCCESS),
        None => usual(lesson, name, matches, invocation),
    }
}

/// Runs a command that every lesson may have: `server`, `client` or `walk`.
///
/// # Errors
/// Those of the command.
pub fn usual(lesson: &'static Lesson, name: &str, matches: &ArgMatches, invocation: Invocation) -> Result<ExitCode> {
    match name {
        "server" => {
            let args = ServerArgs::from_arg_matches(matches)?;
            run::server(lesson, SocketAddr::new(args.bind, args.port.unwrap_or(lesson.port)))
        }
        "client" => run::client(lesson, ClientArgs::from_arg_matches(matches)?.url),
        _ => run::walk(lesson, &WalkArgs::from_arg_matches(matches)?, invocation),
    }
}
